"""The parsed templates and matcher programs of variants, kept while checks ask for the same ones again and again."""

from __future__ import annotations

from functools import lru_cache

from msgpedia import formats
from msgpedia.catalog import prefixes
from msgpedia.catalog.model import Variant
from msgpedia.formats import FormatError, Template
from msgpedia.formats.limits import allowed
from msgpedia.matching import planner
from msgpedia.matching.planner import Program


def template(variant: Variant) -> Template | None:
    """The template of a variant's format string, without its prefix; None where its dialect does not allow it."""
    found = _parse(variant.dialect, variant.format)
    return found if isinstance(found, Template) else None


def format_error(variant: Variant) -> FormatError | None:
    """What its dialect does not allow in a variant's format string, or None."""
    found = _parse(variant.dialect, variant.format)
    return found if isinstance(found, FormatError) else None


def whole(variant: Variant) -> tuple[Template, ...]:
    """The templates of the text that a variant prints: its prefix's, if it has one, and its own.

    Empty where the format string is not allowed or the prefix not known.
    """
    own = template(variant)
    if own is None:
        return ()
    if variant.prefix is None:
        return (own,)
    kind = prefixes.load().get(variant.prefix.kind)
    return (formats.parse(kind.dialect, kind.format), own) if kind else ()


@lru_cache(maxsize=256)
def programs(variant: Variant) -> tuple[Program, ...]:
    """The programs that recognise a variant's lines, one a line of the format; none where it is unsound."""
    names = variant.all_arguments
    words = [number for number, name in enumerate(names) if name in variant.words]
    return tuple(program.with_words(words) for program in planner.plan(*whole(variant)))


@lru_cache(maxsize=1024)
def _parse(dialect: str, format_string: str) -> Template | FormatError | None:
    if dialect not in formats.DIALECTS:
        return None  # the software's description is missing or broken; that is found elsewhere
    try:
        parsed = formats.parse(dialect, format_string)
    except FormatError as error:
        return error
    for conversion in parsed.conversions:
        language = formats.hole(dialect, conversion).language
        if language is not None and not allowed(language.pattern):
            return FormatError(
                f"{conversion.source} can print its text in too many ways to be matched in a bounded time",
                conversion.start,
                conversion.end,
                "leave this variant out, or ask for the conversion's row in the table of texts to be made simpler",
            )
    return parsed

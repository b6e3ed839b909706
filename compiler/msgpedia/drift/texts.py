"""Format strings as texts that can be compared: normalised, in tokens, by likeness."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

from msgpedia import formats
from msgpedia.bundle.writer import variant_templates
from msgpedia.catalog.model import Variant
from msgpedia.formats import Conversion, FormatError, Template
from msgpedia.packs.model import Record

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_WORD = re.compile(r"[^\W\d_]{2,}")
OPEN = re.compile(r"%[-+ #0]*(?:s|pV)")  # takes any text
_LETTER = re.compile(r"[^\W\d_]")


@lru_cache(maxsize=65536)
def normal(dialect: str, text: str) -> str | None:
    """A format string as message ids count it; None where its dialect does not allow it."""
    try:
        return formats.normalise(formats.parse(dialect, text))
    except FormatError:
        return None


def whole(variant: Variant) -> str:
    """The normalised format of a variant, its prefix included."""
    parts = tuple(part for template in variant_templates(variant) for part in template.parts)
    return formats.normalise(Template(variant.dialect, parts))


def own(variant: Variant) -> str:
    """The normalised format of a variant without its prefix."""
    return formats.normalise(variant_templates(variant)[-1])


def bare(record: Record) -> str:
    """The format string of a record as the call spells it, without its known prefix."""
    prefix = record.prefix or ""
    return record.format[len(prefix) :] if prefix and record.format.startswith(prefix) else record.format


def fits(pattern: str, text: str) -> bool:
    """Whether a normalised format prints what another one does, with texts in the place of its `%s` or `%pV`."""
    first, *others = OPEN.split(pattern)
    if not others or not text.startswith(first) or not text.endswith(others[-1]):
        return False
    place, end = len(first), len(text) - len(others[-1])
    for piece in others[:-1]:
        found = text.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return place <= end


def carries(text: str, record: Record) -> bool:
    """Whether a call prints what a normalised format does, with a text of its own in the place of a `%s` or `%pV`."""
    return fits(text, normal(record.dialect, record.format) or "")


def spells(record: Record) -> frozenset[str]:
    """The normalised texts of a call, with its known prefix and without."""
    found = {normal(record.dialect, text) for text in (record.format, bare(record))}
    return frozenset(text for text in found if text)


def closed(text: str) -> str:
    """A normalised format without conversions that may be empty, and without blanks: what it says in any case."""
    return OPEN.sub("", text).replace(" ", "")


def tokens(dialect: str, text: str) -> tuple[str, ...]:
    """Words, blanks, signs and conversions of a format string; one that cannot be parsed has no conversions."""
    try:
        parts = formats.parse(dialect, text).parts
    except FormatError:
        return tuple(_TOKEN.findall(text))
    found: list[str] = []
    for part in parts:
        found += [part.source] if isinstance(part, Conversion) else _TOKEN.findall(part.source)
    return tuple(found)


def words(text: str) -> frozenset[str]:
    """The words of a text, of two letters or more, in small letters."""
    return frozenset(_WORD.findall(text.lower()))


def letters(text: str) -> int:
    """How many letters a text has, those of its conversions left out."""
    return len(_LETTER.findall(re.sub(r"%[^a-zA-Z%]*(?:p[A-Za-z0-9]*|[a-zA-Z])", "", text)))


def likeness(dialect: str, first: str, second: str) -> float:
    """How much two format strings have in common, from 0 to 1: their words in order, conversions counting as one."""
    one, other = _told(dialect, first), _told(dialect, second)
    if not one or not other:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@lru_cache(maxsize=65536)
def _told(dialect: str, text: str) -> tuple[str, ...]:
    return tuple(
        "%" if token.startswith("%") and len(token) > 1 else token.lower()
        for token in tokens(dialect, text)
        if token.startswith("%") or token[0].isalnum()
    )

"""The variant of a draft: format string, dialect and argument names, from what was given."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgpedia import formats
from msgpedia.catalog import templates
from msgpedia.catalog.model import Prefix, Software, Variant
from msgpedia.drafting import conversions, dialects, names, privacy, proposals
from msgpedia.drafting.answers import shown
from msgpedia.drafting.given import Given
from msgpedia.drafting.model import DraftError, Findings, Guess, note
from msgpedia.drafting.words import problem
from msgpedia.formats import Template

DEVICE = ("driver", "device")  # the values that dev_err() and its like print before a message


def dialect_told(given: Given) -> Guess | None:
    """The dialect that the request or the format string tells, whatever the software; None without any format."""
    if given.request.dialect:
        return Guess(given.request.dialect, note("dialect_any"))
    if given.pasted is None:
        return None
    if given.pasted.dialect:
        return Guess(given.pasted.dialect, note("severity_source"))
    return dialects.guess(given.pasted.format)


def variant_of(given: Given, software: Software, told: Guess | None, findings: Findings) -> Variant:
    """The variant of a software. Raises DraftError for a format string that its dialect does not allow."""
    dialect = _dialect(given, software, told, findings)
    text = given.pasted.format if given.pasted else _proposed(given, dialect, findings)
    prefix = Prefix("device", DEVICE) if given.pasted and given.pasted.device else None
    bare = Variant(text, dialect, prefix=prefix)
    error = templates.format_error(bare)
    if error is not None:
        hint = error.hint or "copy the format string from the source; another dialect: --dialect"
        raise DraftError(f"{dialect}: {error.message}", hint, text, error.start, error.end)
    template = templates.template(bare)
    if template is None:
        raise problem("no_dialect", "dialect", text=shown(dialect), options=", ".join(formats.DIALECTS))
    return Variant(text, dialect, _arguments(given, template, DEVICE if prefix else (), findings), prefix=prefix)


def behind_device(variant: Variant) -> Variant:
    """The same variant behind a device prefix; arguments called like its values get other names."""
    used = set(DEVICE)
    renamed = []
    for name in variant.arguments:
        renamed.append(names.unique(name, used))
        used.add(renamed[-1])
    return Variant(variant.format, variant.dialect, tuple(renamed), prefix=Prefix("device", DEVICE))


def explained(variant: Variant) -> Iterator[tuple[str, str, str, str]]:
    """Each argument with the conversion that prints it, the kind of that, and a table that might explain its values."""
    pieces = templates.whole(variant)
    found = [(piece.dialect, conversion) for piece in pieces for conversion in piece.conversions]
    for name, (dialect, conversion) in zip(variant.all_arguments, found, strict=True):
        kind = conversions.kind_of(dialect, conversion)
        yield name, conversion.source, kind, conversions.decoder_for(name, kind)


def _proposed(given: Given, dialect: str, findings: Findings) -> str:
    """A format string made from the line."""
    body = privacy.public(given.read.body).split("\n", 1)[0].rstrip() if given.read else ""
    if not body:
        raise DraftError("the line has nothing behind its header", "give a line with a message in it")
    text = proposals.propose(body, dialect)
    findings.guesses["format"] = Guess(text, note("proposed"), False)
    return text


def _dialect(given: Given, software: Software, told: Guess | None, findings: Findings) -> str:
    """The dialect asked for, the software's, or the one that the conversions can only be of."""
    if given.request.dialect:
        return given.request.dialect
    text = given.pasted.format if given.pasted else ""
    guess = Guess(software.dialect, note("dialect_software"))
    own = dialects.parsed(software.dialect, text)
    if told is not None and told.sure and text and (own is None or not own.conversions):
        guess = told
    findings.guesses["dialect"] = guess
    return guess.value


def _arguments(given: Given, template: Template, prefix: tuple[str, ...], findings: Findings) -> tuple[str, ...]:
    """The names of the conversions: those that were given, else guesses."""
    if given.request.arguments:
        return _named(given.request.arguments, template, prefix)
    lead = given.pasted.lead if given.pasted else ()
    expressions = given.pasted.expressions if given.pasted else None
    before = dialects.parsed(template.dialect, given.request.lead)
    unknown = [""] * len(before.conversions) if before else []
    spelled = None if expressions is None else (*unknown, *lead, *expressions)
    lead = lead if not unknown else ()
    guessed = lead + names.names_of(template, spelled, (*prefix, *lead))[len(lead) :]
    if guessed:
        findings.guesses["arguments"] = Guess(
            " ".join(guessed), note("names_source" if expressions else "names_words"), False
        )
    return guessed


def _named(given: tuple[str, ...], template: Template, prefix: tuple[str, ...]) -> tuple[str, ...]:
    """The names that were given. Raises DraftError where they do not fit the format string."""
    bad = next((name for name in given if not re.fullmatch(r"[a-z][a-z0-9_]*", name)), None)
    if bad is not None:
        example = names.snake(bad) if bad.isascii() else ""
        raise problem("no_name", "arguments", text=shown(bad), example=example or "gfp_mask")
    found = template.conversions
    if not found:
        raise problem("too_many_names", "arguments")
    if len(given) != len(found) or len(set(given) | set(prefix)) != len(given) + len(prefix):
        spelled = " ".join(conversion.source for conversion in found[:12])
        counts = {"given": str(len(given)), "wanted": str(len(found))}
        raise problem("name_count", "arguments", conversions=spelled, **counts)
    return given

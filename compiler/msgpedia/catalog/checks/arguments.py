"""Checks of argument names: described, used, explained by tables that exist."""

from __future__ import annotations

from collections.abc import Iterator

from msgpedia.catalog import decoders, mending
from msgpedia.catalog.checks.variants import conversions
from msgpedia.catalog.guesses import closest, respelt, suggestion
from msgpedia.catalog.model import Entry
from msgpedia.diagnostics import Diagnostic, report


def described(entry: Entry) -> Iterator[Diagnostic]:
    """MP203: a variant names an argument that nobody explains, or in `words` one that it does not have."""
    known = {argument.name for argument in entry.arguments}
    misspelt = _misspelt(entry)
    seen: set[str] = set()
    for number in range(len(entry.variants)):
        for path, name in entry.named(number):
            if name not in known and name not in seen:
                seen.add(name)
                message = f"the argument `{name}` is not explained"
                hint = f"add `{name}: {{ja: …, en: …}}` under `arguments`"
                if name in misspelt:
                    message += f", but `{misspelt[name]}` is, which no variant has"
                    hint = "write the same name in both places"
                yield report("MP203", entry.places.span(path), message, hint)
    for number, variant in enumerate(entry.variants):
        for place, name in enumerate(variant.words):
            if name not in variant.all_arguments:
                span = entry.span("variants", number, "words", place)
                hint = suggestion(name, variant.all_arguments, "name arguments of this variant in `words`")
                yield report("MP203", span, f"the variant has no argument `{name}`", hint)


def used(entry: Entry) -> Iterator[Diagnostic]:
    """MP204: an explanation of an argument that no variant names."""
    if any(len(variant.arguments) < conversions(variant) for variant in entry.variants):
        return  # names are missing; that is found first
    names = _named(entry)
    misspelt = _misspelt(entry).values()  # said at the variant
    for argument in entry.arguments:
        if argument.name not in names and argument.name not in misspelt:
            span = entry.places.key(("arguments", argument.name))
            hint = suggestion(argument.name, names, "delete it, or name it in a variant")
            yield report("MP204", span, f"no variant has an argument `{argument.name}`", hint)


def known_decoders(entry: Entry) -> Iterator[Diagnostic]:
    """MP208: a table for values that there is not."""
    known = decoders.names()
    for argument in entry.arguments:
        if argument.decode is not None and argument.decode not in known:
            path, meant = ("arguments", argument.name, "decode"), respelt(argument.decode, known)
            hint = suggestion(argument.decode, known, f"there are: {', '.join(known)}")
            fix = mending.value(entry.places, path, meant) if meant else ()
            message = f"there is no table `{argument.decode[:60]}` of values"
            yield report("MP208", entry.places.span(path), message, hint, fix)


def _named(entry: Entry) -> set[str]:
    """The arguments that variants name."""
    return {name for variant in entry.variants for name in variant.all_arguments}


def _misspelt(entry: Entry) -> dict[str, str]:
    """Arguments that variants name and nobody explains → what looks like each of them among those that are explained
    and that no variant names.
    """
    named = _named(entry)
    known = {argument.name for argument in entry.arguments}
    free = known - named
    found = {}
    for name in sorted(named - known) if free else ():
        close = closest(name, free)
        if close:
            found[name] = close
            free.discard(close)
    return found

"""Checks of names across the catalog: software, ids, former ids, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from msgpedia.catalog.guesses import closest
from msgpedia.catalog.model import Catalog, Entry
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic, Span, report

_MOST_GUESSES = 3  # an entry; each compares with all ids


def software_described(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP505: entries of a software that nothing describes. Said once, at the first of them."""
    described = {software.id for software in catalog.software} | catalog.broken
    for entry in catalog.entries:
        if entry.software not in described:
            described.add(entry.software)
            hint = f"write {entry.software}/software.yaml; without it no line can be told to be {entry.software}'s"
            yield report("MP505", Span(entry.places.file), f"the software `{entry.software}` has no description", hint)


def references(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP502: an id that no entry has, or the entry's own."""
    known = {entry.id for entry in catalog.entries} | catalog.broken
    former = {old: entry.id for entry in catalog.entries for old in entry.former_ids}
    for entry in catalog.entries:
        guesses = _MOST_GUESSES
        for path, target in _targets(entry):
            if target == entry.id:
                yield report("MP502", entry.span(*path), "the entry refers to itself", "delete it")
            elif target not in known:
                hint = _where(target, former, known if guesses > 0 else frozenset())
                guesses -= 1
                yield report("MP502", entry.span(*path), f"there is no entry `{target}`", hint)


def numbers(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP503: one number for two entries."""
    owners: dict[int, list[Entry]] = defaultdict(list)
    for entry in catalog.entries:
        if entry.mid is not None:
            owners[entry.mid].append(entry)
    for mid, entries in owners.items():
        for entry in entries if len(entries) > 1 else ():
            other = next(other for other in entries if other is not entry)
            yield report(
                "MP503", entry.span("mid"), f"{other.id} has the number {mid}, too", "a number is for one message only"
            )


def former_ids(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP504: a former id that is in use, or that two entries claim."""
    known = {entry.id for entry in catalog.entries} | catalog.broken
    owners: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for entry in catalog.entries:
        for number, old in enumerate(entry.former_ids):
            owners[old].append((entry, number))
    for old, claims in owners.items():
        for entry, number in claims:
            span = entry.span("former_ids", number)
            if old in known:
                yield report(
                    "MP504",
                    span,
                    f"`{old}` is the id of an entry",
                    "ids are never used again; rename the entry that took it",
                )
            elif len(claims) > 1:
                other = next(claim[0].id for claim in claims if claim != (entry, number))
                whose = "twice here" if other == entry.id else f"a former id of {other}, too"
                yield report("MP504", span, f"`{old}` is {whose}", "an id leads to one entry")


def _targets(entry: Entry) -> Iterator[tuple[Path, str]]:
    for field, targets in (("followed_by", entry.followed_by), ("related", entry.related)):
        for number, target in enumerate(targets):
            yield (field, number), target


def _where(target: str, former: dict[str, str], known: Collection[str]) -> str:
    if target in former:
        return f"it is {former[target]} now"
    close = closest(target, known, most=100_000)
    return f"did you mean {close}?" if close else "write that entry, or delete the reference"

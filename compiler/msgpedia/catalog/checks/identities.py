"""Checks of names across the catalog: software, ids, former ids, numbers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from msgpedia.catalog import mending
from msgpedia.catalog.guesses import closest
from msgpedia.catalog.model import Catalog, Entry, Software, Withdrawn
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic, Related, Span, report

_MOST_GUESSES = 3  # an entry; each compares with all ids


def software_described(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP505: entries of a software that nothing describes. Said once, at the first of them."""
    described = {software.id for software in catalog.software} | catalog.broken
    for entry in catalog.entries:
        if entry.software not in described:
            described.add(entry.software)
            hint = f"write {entry.software}/software.yaml; without it no line can be told to be {entry.software}'s"
            message = f"the software `{entry.software}` has no description"
            where = _place_of(entry, f"{entry.software}/software")
            yield report("MP505", Span(entry.places.file), message, hint, related=(where,))


def references(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP502: an id that no entry has, or the entry's own."""
    known = {entry.id for entry in catalog.entries} | catalog.broken
    former = {old: entry.id for entry in catalog.entries for old in entry.former_ids}
    gone = {row.id: row for software in catalog.software for row in software.withdrawn}
    for entry in catalog.entries:
        guesses = _MOST_GUESSES
        for path, target in _targets(entry):
            if target == entry.id:
                fix = mending.without_item(entry.places, path)
                yield report("MP502", entry.span(*path), "the entry refers to itself", "delete it", fix)
            elif target not in known:
                hint = _where(target, former, gone, known - {entry.id} if guesses > 0 else frozenset())
                guesses -= 1
                message = f"there is no entry `{target}`"
                now = former.get(target)
                fresh = now is not None and now != entry.id and now not in getattr(entry, str(path[0]))
                fix = mending.value(entry.places, path, now) if now is not None and fresh else ()
                yield report("MP502", entry.span(*path), message, hint, fix, related=(_place_of(entry, target),))


def numbers(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP503: one number for two entries."""
    owners: dict[int, list[Entry]] = defaultdict(list)
    for entry in catalog.entries:
        if entry.mid is not None:
            owners[entry.mid].append(entry)
    for mid, entries in owners.items():
        for entry in entries if len(entries) > 1 else ():
            other = next(other for other in entries if other is not entry)
            where = Related(other.span("mid"), "the same number")
            message, hint = f"{other.id} has the number {mid}, too", "a number is for one message only"
            yield report("MP503", entry.span("mid"), message, hint, related=(where,))


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
            if old == entry.id:
                fix = mending.without_item(entry.places, ("former_ids", number))
                yield report("MP504", span, "this is the entry's id now", "delete it; list ids that it had before", fix)
            elif old in known:
                hint = "ids are never used again; rename the entry that took it"
                where = Related(_place_of(entry, old).span, "the entry that took it")
                yield report("MP504", span, f"`{old}` is the id of an entry", hint, related=(where,))
            elif len(claims) > 1:
                other, its = next(claim for claim in claims if claim != (entry, number))
                whose = "twice here" if other.id == entry.id else f"a former id of {other.id}, too"
                where = Related(other.span("former_ids", its), "the other claim")
                again = other.id == entry.id and its < number
                fix = mending.without_item(entry.places, ("former_ids", number)) if again else ()
                hint = (
                    "delete one of the two"
                    if other.id == entry.id
                    else "an id leads to one entry; delete it in the other"
                )
                yield report("MP504", span, f"`{old}` is {whose}", hint, fix, related=(where,))


def idents(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP507: a name under which two software log."""
    owners: dict[str, list[tuple[Software, int]]] = defaultdict(list)
    for software in catalog.software:
        for number, ident in enumerate(software.idents):
            owners[ident].append((software, number))
    for ident, claims in owners.items():
        for software, number in claims:
            rival = next((claim for claim in claims if claim[0].id != software.id), None)
            if rival is not None:
                other, its = rival
                message = f"{other.id} logs under the name `{ident[:60]}`, too"
                hint = (
                    "leave it to the one whose program it is; what occurs in other programs' lines has them as `hosts`"
                )
                where = Related(other.span("idents", its), "the same name")
                yield report("MP507", software.span("idents", number), message, hint, related=(where,))


def _place_of(entry: Entry, identifier: str) -> Related:
    """Where another id's file is, or would be."""
    root = entry.places.file.removesuffix(f"{entry.id}.yaml")
    return Related(Span(f"{root}{identifier}.yaml"), "this file is not there")


def _targets(entry: Entry) -> Iterator[tuple[Path, str]]:
    for field, targets in (("followed_by", entry.followed_by), ("related", entry.related)):
        for number, target in enumerate(targets):
            yield (field, number), target


def _where(target: str, former: Mapping[str, str], withdrawn: Mapping[str, Withdrawn], known: Collection[str]) -> str:
    if target in former:
        return f"it is {former[target]} now"
    if target in withdrawn:
        instead = withdrawn[target].see
        return f"it was withdrawn; {f'refer to {instead}' if instead else 'delete the reference'}"
    close = closest(target, known, most=100_000)
    return f"did you mean {close}?" if close else "write that entry, or delete the reference"

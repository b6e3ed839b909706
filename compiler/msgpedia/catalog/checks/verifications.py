"""Checks of what `msgpedia drift --record` wrote, against the entries that there are now."""

from __future__ import annotations

import json
from collections.abc import Iterator

from msgpedia import formats
from msgpedia.catalog import templates
from msgpedia.catalog.model import Catalog, Entry
from msgpedia.catalog.verified import Found, Verified
from msgpedia.diagnostics import Diagnostic, Related, Replacement, Span, report
from msgpedia.formats import Template


def up_to_date(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP508: a message that was verified and that its entry has not any more. Told once an entry."""
    entries = {entry.id: entry for entry in catalog.entries}
    for verified in catalog.verified:
        if verified.software in catalog.broken:
            continue
        named = {name for _, found in verified.versions for name in found}
        for name in sorted(named - catalog.broken):
            entry = entries.get(name)
            known = message_ids(entry) if entry is not None else frozenset()
            if known is not None:
                yield from _stale(verified, name, entry, known)


def message_ids(entry: Entry) -> frozenset[str] | None:
    """The message ids of an entry's variants; None where one of them is unsound."""
    found = set()
    for variant in entry.variants:
        pieces = templates.whole(variant)
        if not pieces:
            return None
        parts = tuple(part for piece in pieces for part in piece.parts)
        found.add(formats.message_id(entry.software, Template(variant.dialect, parts)))
    return frozenset(found)


def _stale(verified: Verified, name: str, entry: Entry | None, known: frozenset[str]) -> Iterator[Diagnostic]:
    rows = [(version, found) for version, found in verified.versions if set(found.get(name, ())) - known]
    if not rows:
        return
    versions = ", ".join(version for version, _ in rows)
    message, related = f"there is no entry `{name}`, which was verified for {versions}", tuple[Related, ...]()
    if entry is not None:
        message = f"`{name}` has changed since it was verified for {versions}"
        related = (Related(Span(entry.places.file), "its variants have other format strings now"),)
    hint = "verify it anew with `msgpedia drift --record PACK…`, or leave it out"
    fix = tuple(part for version, found in rows for part in _without(verified, version, found, name, known))
    yield report("MP508", verified.span(rows[0][0], name), message, hint, fix, related)


def _without(verified: Verified, version: str, found: Found, name: str, known: frozenset[str]) -> Iterator[Replacement]:
    """What takes the stale messages out of a row, or the row if nothing stays. The last row has no comma, which the
    one before it loses then.
    """
    line = verified.lines.get((version, name))
    if line is None:
        return
    names = list(found)
    is_last, kept = names[-1] == name, [one for one in found[name] if one in known]
    if kept:
        start = len(json.dumps(name)) + 6
        end = start + len(json.dumps(list(found[name])))
        yield Replacement(Span(verified.file, line, start, line, end), json.dumps(kept))
    elif is_last and len(names) > 1:
        width = len(f"   {json.dumps(name)}: {json.dumps(list(found[name]))}")
        before = names[-2]
        comma = len(f"   {json.dumps(before)}: {json.dumps(list(found[before]))}") + 1
        yield Replacement(Span(verified.file, line - 1, comma, line, width + 1), "")
    else:
        yield Replacement(Span(verified.file, line, 1, line + 1, 1), "")

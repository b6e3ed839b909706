"""Puts what drift proposes into the text of an entry's file; comments and all else stay, the layout is canonical.

A reworded message gets a variant of its own before the old one, which ends where it was last found. A variant that is
gone ends there, too; one that has moved gets its source; one whose range is contradicted the range that was found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from msgpedia.catalog import layout, mending, schema
from msgpedia.catalog.fixing import replaced
from msgpedia.catalog.mending import Fix
from msgpedia.catalog.model import Entry
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Replacement, Span
from msgpedia.drift import words
from msgpedia.drift.model import EntryDrift, Finding, Proposal

Pairs = tuple[tuple[str, str | None], ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A file's new text, the findings that it is for, and those that are left to a person, with the reason."""

    text: str
    done: tuple[Finding, ...]
    left: tuple[tuple[Finding, str], ...]


def apply(entry: Entry, drift: EntryDrift, text: str) -> Applied:
    """The text of an entry's file with all proposals that need nobody. Raises ValueError where its form does not tell
    how to change it, and Unreadable where it is no YAML.
    """
    done: list[Finding] = []
    left: list[tuple[Finding, str]] = []
    parts: list[Replacement] = []
    for number in range(len(entry.variants)):
        own = [finding for finding in drift.findings if finding.variant == number]
        for finding in own:
            reason = _reason(finding)
            if reason is None:
                done.append(finding)
            elif reason:
                left.append((finding, reason))
        parts += _variant(entry, number, [finding for finding in own if finding in done], text.split("\n"))
    if not done:
        return Applied(text, (), tuple(left))
    if any(map(entry.places.is_flow, (("variants",), *(("variants", one.variant or 0) for one in done)))):
        raise ValueError("its variants are laid out in a way that is not changed; run msgpedia fmt")
    changed = replaced(text, parts)
    if changed == text:
        raise ValueError("the file is laid out in a way that is not changed; run msgpedia fmt")
    return Applied(layout.canonical(changed, entry.places.file, schema.ENTRY), tuple(done), tuple(left))


def _reason(finding: Finding) -> str | None:
    """Why a finding is left to a person; None where it can be applied, empty where there is nothing to apply."""
    if finding.kind in ("gone", "range"):
        return None
    if finding.kind == "moved":
        return "" if finding.way == "pieces" else None if len(_files(finding)) == 1 else "it stands in several files"
    if finding.kind == "reworded" and finding.proposal is not None:
        reason = words.PROBLEMS.get(finding.proposal.problem)
        return reason.replace("{names}", ", ".join(finding.proposal.names)) if reason is not None else None
    return "compare its level with the entry's severity" if finding.kind == "level" else ""


def _files(finding: Finding) -> set[tuple[str | None, str | None]]:
    return {(place.file, place.function) for place in finding.places}


def _variant(entry: Entry, number: int, findings: Sequence[Finding], lines: Sequence[str]) -> Iterator[Replacement]:
    """The changes of a variant's fields, and the one that comes before it."""
    variant = entry.variants[number]
    first, last = variant.first, variant.last
    for finding in findings:
        if finding.kind == "reworded" and finding.proposal is not None:
            last = finding.proposal.last
            yield _before(entry, number, finding.proposal, lines)
        elif finding.kind in ("range", "gone"):
            end, _, version = finding.after.partition(": ")
            first, last = (version, last) if end == "from" else (first, version)
        elif finding.kind == "moved":
            place = finding.places[0]
            yield from _field(entry, number, "source", (("file", place.file), ("function", place.function)))
    if (first, last) != (variant.first, variant.last):
        yield from _field(entry, number, "versions", (("from", first), ("to", last)))


def _field(entry: Entry, number: int, name: str, pairs: Pairs) -> Fix:
    """A field of a variant with other content; it gets the field where it has none."""
    path = ("variants", number)
    if name in entry.places.names(path):
        wanted = {key: value for key, value in pairs if value is not None}
        found = mending.mapping(entry.places, (*path, name), wanted)
        if not found:
            raise ValueError(f"`{name}` is laid out in a way that is not changed; run msgpedia fmt")
        return found
    key = entry.places.key((*path, "format"))
    text = f"{name}: {_flow(pairs)}\n{' ' * (key.column - 1)}"
    return (Replacement(Span(key.file, key.line, key.column, key.line, key.column), text),)


def _before(entry: Entry, number: int, proposal: Proposal, lines: Sequence[str]) -> Replacement:
    """A variant before another one in the list, and before the comments above that."""
    item = entry.places.key(("variants", number))
    indent = len(lines[item.line - 1]) - len(lines[item.line - 1].lstrip(" "))
    line = item.line
    while _is_above(lines[line - 2], indent):
        line -= 1
    margin = " " * indent
    rows = list(_rows(entry, number, proposal))
    text = f"{margin}- " + f"\n{margin}  ".join(rows) + "\n"
    return Replacement(Span(item.file, line, 1, line, 1), text)


def _is_above(line: str, indent: int) -> bool:
    """Whether a line is a comment that belongs to what follows it."""
    return line.lstrip(" ").startswith("#") and len(line) - len(line.lstrip(" ")) <= indent


def _rows(entry: Entry, number: int, proposal: Proposal) -> Iterator[str]:
    """The fields of a proposed variant."""
    old = entry.variants[number]
    yield f"format: {scalar(proposal.format, quoted=True)}"
    if "dialect" in entry.places.names(("variants", number)):
        yield f"dialect: {old.dialect}"
    if proposal.arguments:
        yield f"arguments: [{', '.join(proposal.arguments)}]"
    kept = [name for name in old.words if name in proposal.arguments]
    if kept:
        yield f"words: [{', '.join(kept)}]"
    if old.prefix is not None:
        yield f"prefix: {{kind: {old.prefix.kind}, arguments: [{', '.join(proposal.prefix_arguments)}]}}"
    yield f"versions: {_flow((('from', proposal.first),))}"
    if proposal.file is not None:
        yield f"source: {_flow((('file', proposal.file), ('function', proposal.function)))}"


def _flow(pairs: Pairs) -> str:
    return "{" + ", ".join(f"{name}: {scalar(value, flow=True)}" for name, value in pairs if value is not None) + "}"

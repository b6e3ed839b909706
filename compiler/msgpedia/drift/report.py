"""What drift found, as text for people and as JSON for programs. All that comes from a pack is hostile to terminals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from msgpedia.catalog.model import Entry
from msgpedia.drift import words as w
from msgpedia.drift.difference import Piece, difference, marked
from msgpedia.drift.model import KINDS, Drift, EntryDrift, Finding, Kind, Place, Proposal
from msgpedia.lookup.characters import clean, clean_format
from msgpedia.lookup.words import Words

_COLOURS = {"old": "\x1b[9;31m", "new": "\x1b[4;32m", "id": "\x1b[1m"}
_KIND_COLOURS: dict[Kind, str] = {
    "gone": "\x1b[1;31m",
    "reworded": "\x1b[1;31m",
    "range": "\x1b[1;33m",
    "level": "\x1b[1;33m",
    "unseen": "\x1b[1;36m",
    "moved": "\x1b[1;36m",
    "new": "\x1b[1;36m",
}
_RESET = "\x1b[0m"
_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Report:
    """What to show of a drift: the kinds of findings, unchanged ones too if `everything`, in which words.

    `entries` are the compared ones by id, for what the files say.
    """

    drift: Drift
    entries: Mapping[str, Entry]
    words: Words
    kinds: Collection[Kind]
    everything: bool = False
    color: bool = False

    def text(self) -> str:
        """The entries with the worst first, then how many findings there are of each kind."""
        blocks = []
        for software, versions in self.drift.versions:
            blocks.append(self.words(w.COMPARED, software=software, versions=clean(", ".join(versions))))
        for entry in sorted(self.drift.entries, key=lambda entry: (_rank(entry), entry.id)):
            lines = list(self._entry(entry))
            if lines:
                blocks.append("\n".join(lines))
        blocks.append("\n".join(self._totals()))
        return "\n\n".join(blocks) + "\n"

    def _entry(self, entry: EntryDrift) -> Iterator[str]:
        shown = [finding for finding in entry.findings if self._is_shown(finding)]
        if not shown:
            return
        known = self.entries.get(entry.id)
        file = f" ({clean(known.places.file)})" if known is not None and known.places.file else ""
        yield self._painted(_COLOURS["id"], entry.id) + file
        for finding in shown:
            yield from self._finding(finding)

    def _is_shown(self, finding: Finding) -> bool:
        return finding.kind in self.kinds and (finding.kind != "unchanged" or self.everything)

    def _finding(self, finding: Finding) -> Iterator[str]:
        words = self.words
        untold = finding.kind == "unseen" and finding.way is not None
        kind = words(w.UNTOLD if untold else w.KINDS[finding.kind])
        kind = self._painted(_KIND_COLOURS.get(finding.kind, ""), kind)
        about = [clean(version) for version in finding.versions]
        if finding.variant is not None:
            about.append(words(w.VARIANT, number=str(finding.variant + 1)))
        elif finding.kind == "unseen":
            about.append(words(w.WHOLE_ENTRY))
        yield f"  {kind}: {words.joined(about)}"
        if finding.kind in ("reworded", "new"):
            yield f"    {self._difference(finding)}"
        else:
            yield f"    {clean_format(finding.format)}"
        yield from (f"    {line}" for line in self._details(finding))

    def _details(self, finding: Finding) -> Iterator[str]:
        words, place = self.words, _places(finding.places)
        percent = str(round(finding.likeness * 100))
        before, after = clean(finding.before), clean(finding.after)
        if finding.kind == "gone":
            yield words(w.GONE, place=place, last=after.removeprefix("to: "))
        elif finding.kind == "reworded":
            yield words(w.REWORDED, place=place, percent=percent)
        elif finding.kind == "range":
            yield words(w.RANGE, place=place, before=before, after=after)
        elif finding.kind == "level":
            yield words(w.LEVEL, before=before, after=after, place=place)
        elif finding.kind == "moved":
            yield words(w.MOVED, before=before, after=place)
        elif finding.kind == "new":
            yield words(w.NEW, place=place, percent=percent)
        elif finding.kind == "unseen" and finding.way is not None:
            yield words(w.OPEN, place=place)
        elif finding.kind == "unseen":
            yield words(w.UNSEEN if finding.variant is not None else w.HOLE)
            if finding.after:
                yield words(w.NEAR, percent=percent, place=place)
                yield clean_format(finding.after)
        elif finding.way is not None:
            yield words(w.WAYS[finding.way])
        if finding.proposal is not None:
            yield from self._proposal(finding.proposal)

    def _proposal(self, proposal: Proposal) -> Iterator[str]:
        yield self.words(w.PROPOSED)
        yield f"  format: '{clean_format(proposal.format)}'"
        yield f"  arguments: [{clean(', '.join(proposal.arguments))}]"
        yield f"  versions: {{from: '{clean(proposal.first)}'}}"
        if proposal.problem:
            reason = self.words(w.PROBLEMS[proposal.problem], names=clean(", ".join(proposal.names)))
            yield self.words(w.LEFT, reason=reason)
        else:
            yield self.words(w.APPLIES)

    def _difference(self, finding: Finding) -> str:
        known = difference(finding.dialect, finding.before, finding.after)
        pieces = tuple(Piece(piece.side, clean_format(piece.text)) for piece in known)
        if not self.color:
            return marked(pieces)
        return "".join(self._painted(_COLOURS.get(piece.side, ""), piece.text) for piece in pieces)

    def _totals(self) -> Iterator[str]:
        words, drift = self.words, self.drift
        numbers = [words(w.ENTRIES, count=words.number(len(drift.entries)))]
        found = counts(drift)
        quiet = sum(_rank(entry) == KINDS.index("unchanged") for entry in drift.entries)
        numbers.append(words(w.UNCHANGED_ENTRIES, count=words.number(quiet)))
        numbers += [words(w.COUNTS[kind], count=words.number(found[kind])) for kind in KINDS[:-1] if found[kind]]
        yield words.joined(numbers)
        if drift.uncovered:
            yield words(w.UNCOVERED, software=words.joined(drift.uncovered))

    def _painted(self, sequence: str, text: str) -> str:
        return f"{sequence}{text}{_RESET}" if self.color and sequence else text


def counts(drift: Drift) -> Counter[Kind]:
    """How many findings there are of each kind."""
    return Counter(finding.kind for entry in drift.entries for finding in entry.findings)


def _rank(entry: EntryDrift) -> int:
    return min((KINDS.index(finding.kind) for finding in entry.findings), default=len(KINDS) - 1)


def _places(places: Sequence[Place]) -> str:
    known = list(dict.fromkeys(map(_place, places)))
    shown = ", ".join(known[:_MOST_PLACES]) + (", …" if len(known) > _MOST_PLACES else "")
    return clean(shown) if shown else "?"


def _place(place: Place) -> str:
    line = f":{place.line}" if place.line else ""
    function = f" ({place.function})" if place.function else ""
    return f"{place.file or '?'}{line}{function}"


def as_json(drift: Drift, kinds: Collection[Kind], everything: bool) -> str:
    """The same for programs; docs/drift.md describes it."""
    shown = [
        _entry(entry, [one for one in entry.findings if one.kind in kinds and (everything or one.kind != "unchanged")])
        for entry in drift.entries
    ]
    content = {
        "versions": {software: list(versions) for software, versions in drift.versions},
        "drifted": drift.has_drifted,
        "counts": {kind: counts(drift)[kind] for kind in KINDS},
        "entries": [row for row in shown if row["findings"] or everything],
        "uncovered": list(drift.uncovered),
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _entry(entry: EntryDrift, findings: Sequence[Finding]) -> dict[str, Any]:
    return {
        "id": entry.id,
        "found": {version: [number + 1 for number in numbers] for version, numbers in entry.found},
        "findings": [_finding(finding) for finding in findings],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    row: dict[str, Any] = {
        "kind": finding.kind,
        "variant": None if finding.variant is None else finding.variant + 1,
        "format": finding.format,
        "versions": list(finding.versions),
        "before": finding.before or None,
        "after": finding.after or None,
        "places": [{"file": place.file, "function": place.function, "line": place.line} for place in finding.places],
    }
    if finding.way is not None:
        row["way"] = finding.way
    if finding.likeness:
        row["likeness"] = round(finding.likeness, 2)
    if finding.kind in ("reworded", "new"):
        row["difference"] = marked(difference(finding.dialect, finding.before, finding.after))
    if finding.proposal is not None:
        row["proposal"] = _proposal(finding.proposal)
    return row


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "format": proposal.format,
        "arguments": list(proposal.arguments),
        "prefix_arguments": list(proposal.prefix_arguments),
        "versions": {"from": proposal.first},
        "old_versions": {"to": proposal.last},
        "source": {"file": proposal.file, "function": proposal.function},
        "new_arguments": list(proposal.new),
        "doubtful_arguments": list(proposal.doubtful),
        "problem": proposal.problem or None,
    }

"""Where the variants of entries are, by version."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgpedia.catalog.model import Entry
from msgpedia.drift import ranges, texts
from msgpedia.drift.messages import Messages
from msgpedia.drift.model import Sighting
from msgpedia.drift.seeking import PART_ELSEWHERE, Wanted, exact, seek, wanted
from msgpedia.packs.model import Record

Sightings = Mapping[str, Sighting]  # by version


@dataclass(frozen=True, slots=True)
class Seen:
    """A variant, its number, and where it is, by version."""

    number: int
    want: Wanted
    found: Sightings

    def is_missing(self, version: str) -> bool:
        """Whether a version should have it, and has not."""
        return version not in self.found and ranges.covers(self.want.variant, version)

    def inside(self, versions: Sequence[str]) -> tuple[str, ...]:
        """The versions that its range covers."""
        return tuple(version for version in versions if ranges.covers(self.want.variant, version))


def look(entries: Sequence[Entry], messages: Messages) -> list[tuple[Entry, tuple[Seen, ...]]]:
    """Entries of one software with their variants as they are in the versions."""
    wants = [(entry, wanted(entry)) for entry in entries]
    owners: dict[Record, set[str]] = defaultdict(set)
    for entry, own in wants:
        for want in own:
            for record in exact(want, messages):
                owners[record].add(entry.id)
    return [(entry, _look(own, messages, _of_others(owners, entry))) for entry, own in wants]


def _of_others(owners: Mapping[Record, Collection[str]], entry: Entry) -> frozenset[Record]:
    """The calls whose message other entries document, and this one does not."""
    return frozenset(record for record, names in owners.items() if entry.id not in names)


def _look(wants: Iterable[Wanted], messages: Messages, others: Collection[Record]) -> tuple[Seen, ...]:
    return tuple(Seen(number, want, _sightings(want, messages, others)) for number, want in enumerate(wants))


def _sightings(want: Wanted, messages: Messages, others: Collection[Record]) -> Sightings:
    """Where a variant is, by version. What was found whole is not looked for in pieces later, nor do pieces count that
    say less than before; what had the whole format string must have it later, if all of it is known, for another prefix
    is another wording; and what is not said to be in a version must be there for the most part, as old wordings often
    share an end with the new one.
    """
    found: dict[str, Sighting] = {}
    is_whole, is_spelled, share = False, False, 0.0
    for version in messages.versions:
        inside = ranges.covers(want.variant, version)
        sighting = seek(want, messages, version, pieces=inside and not is_whole, others=others)
        if sighting is None or sighting.share < share or not (inside or _is_most(want, sighting)):
            continue
        if is_spelled and sighting.way in ("bare", "part") and not any(one.unknown_prefix for one in sighting.records):
            continue
        found[version] = sighting
        is_spelled = is_spelled or sighting.way == "format"
        is_whole = is_whole or sighting.way != "pieces"
        share = sighting.share
    return found


def _is_most(want: Wanted, sighting: Sighting) -> bool:
    if sighting.way != "part":
        return sighting.way != "pieces"
    return any(texts.letters(texts.bare(record)) >= PART_ELSEWHERE * want.letters for record in sighting.records)


def claimed(variants: Iterable[Seen], version: str) -> Iterator[Record]:
    """The calls of a version that variants which are said to be in it have."""
    for one in variants:
        if version in one.found and ranges.covers(one.want.variant, version):
            yield from one.found[version].records


@dataclass(frozen=True, slots=True)
class Known:
    """What comparisons of one software's entries share: its messages, its entries and their variants by id, and which
    messages are documented, by id and by call of the newest version.
    """

    messages: Messages
    entries: Sequence[Entry]
    wants: Mapping[str, Sequence[Wanted]]
    documented: frozenset[str]
    claimed: Collection[Record]

    @classmethod
    def of(cls, messages: Messages, seen: Sequence[tuple[Entry, tuple[Seen, ...]]]) -> Known:
        variants = [one for _, own in seen for one in own]
        return cls(
            messages,
            [entry for entry, _ in seen],
            {entry.id: [one.want for one in own] for entry, own in seen},
            frozenset(one.want.id for one in variants),
            frozenset(claimed(variants, messages.newest)),
        )

    def spelled(self, version: str) -> str:
        """A version as the catalog writes it."""
        return ranges.spelled(version, self.entries)

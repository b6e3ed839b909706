"""What became of each entry in the versions of the packs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from msgpedia.catalog.model import Entry
from msgpedia.drift import neighbours, ranges, rewording
from msgpedia.drift.looking import Known, Seen, claimed, look
from msgpedia.drift.messages import Messages
from msgpedia.drift.model import KINDS, Drift, EntryDrift, Finding, Place


def compare(entries: Sequence[Entry], packs: Mapping[str, Messages], everything: Sequence[Entry] = ()) -> Drift:
    """What became of entries; `packs` are the messages by software, `everything` all entries that there are, whose
    messages are not new, and no other entry's.
    """
    by_software: dict[str, list[Entry]] = defaultdict(list)
    for entry in everything or entries:
        by_software[entry.software].append(entry)
    asked = {entry.id for entry in entries}
    found: list[EntryDrift] = []
    for software, messages in packs.items():
        seen = look(by_software.get(software, []), messages)
        known = Known.of(messages, seen)
        found += [_Comparison(known, entry, variants).result() for entry, variants in seen if entry.id in asked]
    return Drift(
        tuple((software, packs[software].versions) for software in sorted(packs)),
        tuple(sorted(found, key=lambda entry: entry.id)),
        tuple(sorted({entry.software for entry in entries} - set(packs))),
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    known: Known
    entry: Entry
    variants: tuple[Seen, ...]

    @property
    def _versions(self) -> tuple[str, ...]:
        return self.known.messages.versions

    def result(self) -> EntryDrift:
        """What became of the entry: findings with the worst first, then in order of variant."""
        findings = [finding for one in self.variants for finding in self._variant(one)]
        found = tuple((version, self._there(version)) for version in self._versions)
        findings += self._holes(findings, [version for version, numbers in found if not numbers])
        taken = {finding.after for finding in findings if finding.kind == "reworded"}
        near = neighbours.near(self.entry.id, self.variants, self.known)
        findings += [finding for finding in near if finding.after not in taken]
        findings.sort(key=lambda finding: (KINDS.index(finding.kind), finding.variant is None, finding.variant or 0))
        return EntryDrift(self.entry.id, tuple(findings), found)

    def _there(self, version: str) -> tuple[int, ...]:
        return tuple(
            one.number
            for one in self.variants
            if version in one.found and one.inside([version]) and not self._goes_on(one, version)
        )

    def _goes_on(self, one: Seen, version: str) -> bool:
        """Whether the calls of a variant leave its line open, and another variant has them and more: nobody can tell
        without reading the source whether the line may end there.
        """
        records = set(one.found[version].records)
        if any(record.format.endswith("\n") for record in records):
            return False
        return any(
            records < set(other.found[version].records)
            for other in self.variants
            if version in other.found and other.inside([version])
        )

    def _holes(self, findings: Sequence[Finding], missing: Sequence[str]) -> Iterator[Finding]:
        """Versions that lie within the ranges of the entry's variants, with none of them there; nothing where another
        finding is about that.
        """
        told = {version for finding in findings for version in finding.versions if finding.kind != "unchanged"}
        variants = self.entry.variants
        hole = tuple(version for version in missing if version not in told and ranges.is_between(variants, version))
        if hole:
            yield Finding("unseen", None, variants[0].format, hole)

    def _variant(self, one: Seen) -> Iterator[Finding]:
        yield from self._range(one)
        inside = one.inside(self._versions)
        there = tuple(version for version in inside if version in one.found)
        text = one.want.variant.format
        if not there:
            if inside and not self._may_be_absent(one):
                yield self._never(one, inside)
            return
        last = there[-1]
        before = inside[: inside.index(there[0])]
        if before:
            yield Finding("unseen", one.number, text, before)
        absent = inside[inside.index(last) + 1 :]
        if absent:
            yield self._lost(one, last, absent)
        changes = list(self._levels(one, there))
        yield from changes
        moved = self._moved(one, last)
        if moved is not None:
            yield moved
        open_ended = tuple(version for version in there if self._goes_on(one, version))
        if open_ended:
            sighting = one.found[open_ended[-1]]
            places = tuple(map(Place.of, sighting.records))
            yield Finding("unseen", one.number, text, open_ended, places=places, way=sighting.way)
        sure = tuple(version for version in there if version not in open_ended)
        if sure and not (absent or changes or moved):
            places = tuple(map(Place.of, one.found[last].records))
            yield Finding("unchanged", one.number, text, sure, places=places, way=one.found[last].way)

    def _may_be_absent(self, one: Seen) -> bool:
        """Whether nothing says that a variant is in any of the versions: it has no range, while others have one."""
        return ranges.is_open(one.want.variant) and not all(map(ranges.is_open, self.entry.variants))

    def _range(self, one: Seen) -> Iterator[Finding]:
        """Versions that have a variant although its range leaves them out, in a file that the entry knows. A call that
        another variant has, which is said to be there, proves nothing; where it was seen, the entry knows.
        """
        outside = [
            version
            for version, sighting in one.found.items()
            if not one.inside([version])
            and version not in {place.version for place in one.want.variant.seen}
            and any(rewording.is_same_file(one.want, record) for record in sighting.records)
            and not set(claimed(self.variants, version)).intersection(sighting.records)
        ]
        variant = one.want.variant
        late = tuple(version for version in outside if variant.last and ranges.is_behind(version, variant.last))
        early = tuple(version for version in outside if version not in late)
        for end, versions, said in (("from", early, variant.first), ("to", late, variant.last)):
            if versions:
                version = versions[0] if end == "from" else versions[-1]
                places = tuple(map(Place.of, one.found[version].records))
                after = f"{end}: {version if end == 'from' else self.known.spelled(version)}"
                way = one.found[version].way
                yield Finding("range", one.number, variant.format, versions, f"{end}: {said}", after, places, way)

    def _never(self, one: Seen, inside: tuple[str, ...]) -> Finding:
        """A variant that no version of the packs has, though some should; and what is near it, if anything."""
        messages = self.known.messages
        near = None
        if messages.newest in inside:
            near = rewording.successor(one.want, messages, None, self.known.documented, self.known.claimed)
        if near is None:
            return Finding("unseen", one.number, one.want.variant.format, inside)
        record, likeness = near
        text, places = record.format.rstrip("\n"), (Place.of(record),)
        return Finding("unseen", one.number, one.want.variant.format, inside, "", text, places, likeness=likeness)

    def _lost(self, one: Seen, last: str, absent: tuple[str, ...]) -> Finding:
        """A variant that an older version has and a newer one has not: what took its place, if anything did."""
        before = (last, one.found[last])
        near = rewording.successor(one.want, self.known.messages, before, self.known.documented, self.known.claimed)
        text, end = one.want.variant.format, self.known.spelled(last)
        if near is None:
            places = tuple(map(Place.of, before[1].records))
            return Finding("gone", one.number, text, absent, "", f"to: {end}", places, before[1].way)
        record, likeness = near
        proposal = rewording.propose(self.entry, one.want, before, record, (self.known.spelled(absent[0]), end))
        return Finding(
            "reworded",
            one.number,
            text,
            absent,
            text,
            proposal.format,
            (Place.of(record),),
            before[1].way,
            likeness,
            proposal,
            record.dialect,
        )

    def _levels(self, one: Seen, there: Sequence[str]) -> Iterator[Finding]:
        """Levels that differ from those of the version before."""
        for older, newer in pairwise(there):
            before, after = one.found[older].levels, one.found[newer].levels
            if before and after and not set(before) & set(after):
                places = tuple(map(Place.of, one.found[newer].records))
                levels = ", ".join(before), ", ".join(after)
                yield Finding("level", one.number, one.want.variant.format, (older, newer), *levels, places)

    def _moved(self, one: Seen, version: str) -> Finding | None:
        """A variant whose calls stand elsewhere than its source says."""
        source, sighting = one.want.variant.source, one.found[version]
        known = [record for record in sighting.records if record.file is not None]
        if source is None or not known:
            return None
        here = [record for record in known if record.file == source.file]
        functions = {name for record in here for name in (record.function, *record.via)}
        if here and (source.function is None or not functions.isdisjoint((source.function, None))):
            return None
        places = tuple(dict.fromkeys(map(Place.of, here or known)))
        said = ranges.place(source.file, source.function)
        now = ranges.place(places[0].file or "", places[0].function)
        return Finding("moved", one.number, one.want.variant.format, (version,), said, now, places, sighting.way)

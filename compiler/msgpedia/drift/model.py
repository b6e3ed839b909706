"""What became of entries, as values."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal

from msgpedia.packs.model import Record

Kind = Literal["gone", "reworded", "range", "level", "unseen", "moved", "new", "unchanged"]
KINDS: tuple[Kind, ...] = ("gone", "reworded", "range", "level", "unseen", "moved", "new", "unchanged")  # worst first
DRIFT: frozenset[Kind] = frozenset(("gone", "reworded", "range", "level"))  # what makes the exit status 1

Way = Literal["format", "bare", "empty", "part", "pieces"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a call stands. None where the pack does not tell."""

    file: str | None
    function: str | None
    line: int | None = None

    @classmethod
    def of(cls, record: Record) -> Place:
        return cls(record.file, record.function, record.line)


@dataclass(frozen=True, slots=True)
class Sighting:
    """The calls of one version that print a variant, and how that is known.

    `format`: their format string is the variant's. `bare`: less the prefix that only one of the two spells. `empty`:
    one of their texts is empty in the variant. `part`: the variant spells more than the call. `pieces`: several calls
    print the variant together. `share` is how much of its letters they have.
    """

    way: Way
    records: tuple[Record, ...]
    share: float = 1.0

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels of the calls; nothing for those that are not known or belong to a line's continuation."""
        return tuple(sorted({record.level for record in self.records if record.level and record.level != "cont"}))


@dataclass(frozen=True, slots=True)
class Proposal:
    """A variant for a message that reads otherwise now, or why there is none.

    `new` are arguments that the entry has not; `doubtful` those that were mapped by their place alone. `problem` says
    what is left to a person (a key of `words.PROBLEMS`), of which `names`; it is empty where nothing is.
    """

    format: str
    arguments: tuple[str, ...]
    prefix_arguments: tuple[str, ...]
    first: str
    last: str | None  # of the old variant
    file: str | None
    function: str | None
    new: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()
    problem: str = ""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a variant (`variant` counts from 0), or of no variant: a new message near the entry.

    `versions` are those that it is about, the oldest first. `before` and `after` are levels (of `level`), ends of the
    range (of `range`: what it says, what it should), or texts (of `reworded` and `new`). `places` say where it is now.
    """

    kind: Kind
    variant: int | None
    format: str
    versions: tuple[str, ...]
    before: str = ""
    after: str = ""
    places: tuple[Place, ...] = ()
    way: Way | None = None
    likeness: float = 0.0
    proposal: Proposal | None = None
    dialect: str = "printk"


@dataclass(frozen=True, slots=True)
class EntryDrift:
    """What became of an entry. `found` has, by version, the numbers of its variants that are there and should be."""

    id: str
    findings: tuple[Finding, ...]
    found: tuple[tuple[str, tuple[int, ...]], ...]

    @property
    def has_drifted(self) -> bool:
        return any(finding.kind in DRIFT for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Drift:
    """What became of all entries that the packs can tell of, by id; `uncovered` are those of other software."""

    versions: tuple[tuple[str, tuple[str, ...]], ...]  # software → versions, the oldest first
    entries: tuple[EntryDrift, ...]
    uncovered: tuple[str, ...] = ()

    @property
    def has_drifted(self) -> bool:
        return any(entry.has_drifted for entry in self.entries)

    def only(self, kinds: Collection[Kind]) -> Drift:
        """The same with findings of some kinds alone."""
        entries = (
            replace(entry, findings=tuple(one for one in entry.findings if one.kind in kinds)) for entry in self.entries
        )
        return replace(self, entries=tuple(entries))

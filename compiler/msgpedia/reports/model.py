"""Descriptions of reports, ready to run, and reports that were found."""

from __future__ import annotations

from msgpedia.matching.digits import is_blind
from msgpedia.matching.literals import zeroed
from msgpedia.matching.masked import masked_text
from msgpedia.matching.matcher import Matcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.matching.literals import Literals
    from msgpedia.reports.anchored import Line

    Row = dict[str, Any]
    Stream = tuple[str | None, ...]

LONGEST = 4096  # code points of a line that is held against patterns
LONGEST_FIELD = 200  # of what is kept of a line
TEXT = "text"  # the field for a line that is told as it stands: between a lead and the opening, or behind that
BEHIND = 2  # lines of others behind the end of a report before what may still follow, where its kind does not say


class Pattern:
    """A line of a report: a program of the bundle, with names for what its holes hold (empty for none).

    `once` marks a row that a report has once, `next` one that stands right behind another of its report, `run` one
    that stands right behind one of these two, `last` one behind which nothing follows, `weak` an opening that
    continues an open report where it can, `alone` one that is a report by itself, `head` a row that may stand
    between the opening and the text. `anchor` is a word that every such line has, empty for none.
    """

    __slots__ = (
        "_holes",
        "_is_blind",
        "_literals",
        "_matcher",
        "_program",
        "alone",
        "anchor",
        "head",
        "last",
        "names",
        "next",
        "once",
        "run",
        "weak",
        "words",
    )

    def __init__(self, row: Row, holes: Sequence[Row]) -> None:
        self._program, self._holes = row, holes
        self._matcher: Matcher | None = None
        self.names: list[str] = row["names"]
        self.once: bool = row.get("once", False)
        self.next: bool = row.get("next", False)
        self.run: bool = row.get("run", False)
        self.last: bool = row.get("last", False)
        self.head: bool = row.get("head", False)
        self.weak: bool = row.get("weak", False)
        self.alone: bool = row.get("alone", False)
        self.anchor: str = row["words"][0] if row["words"] else ""
        self._literals: Literals | None = None
        self._is_blind: bool | None = None

    @property
    def is_blind(self) -> bool:
        """Whether it cannot tell bodies apart that differ in digits alone."""
        if self._is_blind is None:
            self._is_blind = is_blind(self.tokens, self._holes)
        return self._is_blind

    @property
    def tokens(self) -> list[str | int]:
        """The program's tokens, by which the same line of two kinds is known."""
        found: list[str | int] = self._program["tokens"]
        return found

    @property
    def text(self) -> str | None:
        """All that such a line is, with zeros for digits and without blanks at its end; None where it has holes."""
        only = self.tokens[0] if len(self.tokens) == 1 else None
        return masked_text(only).rstrip(" ") if isinstance(only, str) else None

    def may_be(self, masked: str, bare: str) -> bool:
        """Whether a body can be such a line by its literals: `masked` has zeros for digits, `bare` is that without
        blanks at its end.
        """
        if self._literals is None:
            self._literals = zeroed(self._program["tokens"])
        return self._literals.occur(masked, bare)

    def match(self, body: str) -> dict[str, str] | None:
        """What a body holds, by name, or None where it is no such line."""
        if len(body) > LONGEST:
            return None
        if self._matcher is None:
            self._matcher = Matcher(self._program, self._holes)
        texts = self._matcher.match(body)
        if texts is None:
            return None
        return {name: text for name, text in zip(self.names, texts, strict=True) if name}


class Kind:
    """The description of a kind of report."""

    __slots__ = (
        *("about", "after", "alone", "behind", "blocks", "continuing", "dumped", "dumps", "ends", "foreign", "frames"),
        *("key", "lead", "lines", "name", "openings", "own", "row", "seconds", "several", "severity", "skip"),
        *("software", "tells", "text", "textless", "torn", "whole"),
    )

    def __init__(self, row: Row, holes: Sequence[Row], known: dict[int, Pattern] | None = None) -> None:
        """`known` are patterns that other kinds have too, by the identity of their rows."""
        found: dict[int, Pattern] = {} if known is None else known

        def pattern(line: Row) -> Pattern:
            key = id(line)
            if key not in found:
                found[key] = Pattern(line, holes)
            return found[key]

        def patterns(key: str) -> list[Pattern]:
            return list(map(pattern, row.get(key, ())))

        self.row = row
        self.name: str = row["kind"]
        self.software: str = row["software"]
        self.severity: str | None = row.get("severity")
        self.openings, self.lead = patterns("openings"), patterns("lead")
        self.ends, self.after, self.frames = patterns("ends"), patterns("after"), patterns("frames")
        self.torn = patterns("torn")
        self.continuing = [*self.ends, *patterns("rows"), *self.frames]
        self.key: list[str] = row.get("key", [])
        self.own: bool = bool(self.key)
        self.blocks: list[str] = row.get("blocks", [])
        self.tells: list[str] = row.get("tells") or self.key
        self.alone: bool = row.get("alone", False)
        self.text: bool = row.get("text", False)
        self.foreign: int = row.get("foreign", 0)
        self.behind: int = row.get("behind", min(BEHIND, self.foreign))
        self.lines: int = row["lines"]
        self.seconds: int = row["seconds"]
        self.skip, self.textless = frozenset(row.get("skip", ())), frozenset(row.get("textless", ()))
        self.several: str = row.get("several", "")
        self.about: str = row.get("about", "")
        self.dumps: list[str] = row.get("dumps", [])
        self.dumped: list[str] = row.get("dumped", [])
        self.whole: bool = row.get("whole", False)

    def begins(self) -> list[Line]:
        """The lines that such a report may begin with."""
        return [*((self, each, True) for each in self.openings), *((self, each, False) for each in self.lead)]


class Report:
    """An event in a log, as far as it was read: from `first` to `last`, `count` lines.

    `id` is 0 until one is given. `fields` are what its lines hold by name. `closed` once nothing more can belong to it;
    `void` where it turned out to be none. `lead` is the line that it began with before it was `opened`.
    """

    __slots__ = (
        *("alone", "aside", "before", "closed", "count", "ended", "fields", "file", "first", "fresh"),
        *(
            "headed",
            "id",
            "kind",
            "last",
            "lead",
            "logged",
            "merged",
            "misses",
            "mixed",
            "newest",
            "once",
            "opened",
            "released",
            "sought",
            "stream",
            "time",
        ),
        *("in_order", "unsure", "void"),
    )

    def __init__(self, kind: Kind, stream: Stream, file: int, number: int, lead: Pattern | None) -> None:
        self.kind, self.stream, self.file, self.lead = kind, stream, file, lead
        self.opened = lead is None
        self.id = 0
        self.first = self.last = self.before = number  # at last, that before the last one
        self.released = 0  # a line that was taken, and may be another's
        self.count = 0
        self.fields: dict[str, str] = {}
        self.once: set[Pattern] = set()
        self.misses = 0  # lines of others since the last of its own
        self.time: float | None = None
        self.logged: float | None = None  # its last line, by the log's own clock
        self.fresh = False  # its last line is the opening, or behind that a row marked `head`
        self.newest = False  # the last line of its stream is its own, and not one of those marked `next` or `run`
        self.aside = False  # it is such a one
        self.mixed = False  # another of its kind began just before; what its lines hold is not kept
        self.unsure = False  # its last line is taken for its text
        self.merged = False  # another of its kind began at once: it is of both
        self.alone = kind.alone  # one line is enough
        self.in_order = False  # its end came behind its opening, or what follows the end behind that
        self.headed = False  # its last line says whose dump follows
        self.sought = False  # its last lines are of the processor that it is about
        self.ended = self.closed = self.void = False

    def reaches(self, number: int, stream: Stream) -> bool:
        """Whether a line may be of it by where it comes from."""
        if self.stream == stream:
            return True
        if self.stream[0] == "" and stream[0] == "kernel" and self.count == 1 and number == self.last + 1:
            self.stream = stream  # the header of the first line was lost
            return True
        return False

    def release(self) -> None:
        """Give back the last line, which was taken for its text and may be another processor's."""
        self.fields.pop(TEXT, None)
        self.released, self.last = self.last, self.before
        self.count -= 1
        self.misses += 1
        self.unsure = False

    def owns(self, number: int) -> bool:
        """Whether a line that was taken, by its number, was not given back."""
        return number != self.released

    @property
    def is_proven(self) -> bool:
        """Whether its lines say that it is such an event: that of a kind that has to be `whole` only by its end."""
        return self.opened and (self.ended or not self.kind.whole)

    @property
    def is_one(self) -> bool:
        """Whether its lines make it a report: one line does not, or none that opens it, unless its kind says so."""
        return self.is_proven and (self.count > 1 or self.alone)

    def close(self, backwards: bool = False) -> None:
        """Nothing more belongs to it. `backwards`: the log has the newest line first, so it is none."""
        self.closed = True
        self.void = backwards or not self.is_one

"""Runs a program on a body: does the line come from this template, and what do its holes hold?

The rules are those of `docs/matching.md`: units in order, each at the leftmost place possible, the last at the leftmost
place from which it reaches the end; inside a unit a bounded hole takes the longest run that lets the rest of the unit
match; a wild hole holds what is left between.
"""

from __future__ import annotations

import re

from msgpedia.matching.units import CarefulUnit, Unit, trimmed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    Row = dict[str, Any]

    class Holes(Protocol):
        """Rows of holes by number."""

        def __getitem__(self, number: int, /) -> Row:
            """The row of a hole."""


class Matcher:
    """One program, ready to run.

    `program` is a program of the bundle (`tokens`, `blanks`, `careful`), `holes` the bundle's table of holes. Wild
    holes stand in gaps: `gaps[i]` before `units[i]`, and one more gap behind the last unit; the first and the last may
    be empty. `literal` is text that no body does without.
    """

    __slots__ = ("_free", "_pieces", "blanks", "gaps", "literal", "units")

    def __init__(self, program: Row, holes: Holes) -> None:
        self.blanks = " " * program.get("blanks", 0)
        kind = CarefulUnit if program.get("careful") else Unit
        literals = [token for token in program["tokens"] if isinstance(token, str)]
        self.literal = max(literals, key=len, default="").rstrip(" ")
        self.gaps: list[list[Row]] = [[]]
        self.units: list[Unit | CarefulUnit] = []
        run: list[str | Row] = []
        for token in program["tokens"]:
            item = token if isinstance(token, str) else holes[token]
            if isinstance(item, str) or "wild" not in item:
                run.append(item)
                continue
            if run:
                self.units.append(_unit(kind, run))
                self.gaps.append([])
                run = []
            self.gaps[-1].append(item)
        if run:
            self.units.append(_unit(kind, run))
            self.gaps.append([])
        # Gaps of one hole that holds whatever is there, as most are.
        self._free = [len(gap) == 1 and gap[0].keys().isdisjoint(("alphabet", "trim", "width")) for gap in self.gaps]
        only = all(free or not gap for free, gap in zip(self._free, self.gaps, strict=True))
        pieces = [unit.literal for unit in self.units]
        # The literals of a program that has nothing else but such gaps.
        self._pieces = [piece for piece in pieces if piece is not None] if only and None not in pieces else []

    def match(self, body: str) -> list[str] | None:
        """The captures of a body in the order of the holes, or None where it does not come from this template.

        A body is read as it stands or, where it cannot be, as if any number of blanks followed it.
        """
        if self.literal not in body:
            return None
        found = self._cut(body) if self._pieces else self._read(body, len(body), len(body))
        if found is None and (self.blanks or body.endswith(" ")):
            bare = body.rstrip(" ")
            return self._read(bare + self.blanks, len(bare), len(body))
        return found

    def _cut(self, text: str) -> list[str] | None:
        """As `_read` of a body to its end, for a program of literals and holes that hold whatever is there."""
        captures: list[str] = []
        position = 0
        final = len(self._pieces) - 1 if not self._free[-1] else -1
        for number, piece in enumerate(self._pieces):
            free = self._free[number]
            if number == final:
                place = len(text) - len(piece) if text.endswith(piece) else -1
            else:
                place = text.find(piece, position) if free else 0 if text.startswith(piece) else -1
            if place < position or (place and not free):
                return None
            if free:
                captures.append(text[position:place])
            position = place + len(piece)
        if self._free[-1]:
            captures.append(text[position:])
        return captures

    def _read(self, text: str, end: int, stop: int) -> list[str] | None:
        """The captures of a text, which is a body up to `stop`; the last unit must reach `end`."""
        captures: list[str] = []
        position = 0
        final = len(self.units) - 1 if not self.gaps[-1] else -1
        for number, unit in enumerate(self.units):
            gap = self.gaps[number]
            free = self._free[number]
            start = position if free or not gap else _least_end(gap, text, position)
            if start > len(text):
                return None
            found = unit.find(text, start, bool(gap), end if number == final else -1, stop)
            if found is None:
                return None
            begin, after, texts = found
            if free:
                captures.append(text[position : min(begin, stop)])
            elif gap and not _fill(gap, text[:stop] if begin > stop else text, position, begin, captures):
                return None
            captures += texts
            position = after
        last = self.gaps[-1]
        if not last:
            return captures if self.units or end == 0 else None
        return captures if _fill(last, text, position, max(position, end), captures) else None


def _unit(kind: type[Unit] | type[CarefulUnit], tokens: list[str | Row]) -> Unit | CarefulUnit:
    return Unit(tokens) if len(tokens) == 1 and isinstance(tokens[0], str) else kind(tokens)


def _fill(gap: list[Row], text: str, start: int, stop: int, captures: list[str]) -> bool:
    """Give `text[start:stop]` to the wild holes of a gap: all but the last take their least.

    Appends the captures; False where a hole may not hold what is there.
    """
    for number, hole in enumerate(gap, 1):
        end = stop if number == len(gap) else min(_least_end([hole], text, start), stop)
        piece = text[start:end]
        if "alphabet" in hole and not _allowed(piece, hole):
            return False
        captures.append(trimmed(piece, hole) if "trim" in hole else piece)
        start = end
    return True


def _allowed(piece: str, hole: Row) -> bool:
    """Whether a text is of a wild hole's alphabet, or one of its words."""
    return re.fullmatch(hole["alphabet"] + "*", piece) is not None or piece in hole.get("words", ())


def _least_end(gap: list[Row], text: str, start: int) -> int:
    """The first place where the wild holes of a gap can end: a width is a least number of bytes of UTF-8."""
    for hole in gap:
        width = hole.get("width", 0)
        end = start + width
        if width and not text.isascii():
            end = start
            while width > 0 and end < len(text):
                width -= len(text[end].encode("utf-8", "replace"))
                end += 1
        start = end
    return start

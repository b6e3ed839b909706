"""Calls with `#if` inside: what stands there when the conditions hold, and when they do not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from msgpedia.harvest.c_text import Directive, SourceText, split_arguments

_OPENING = frozenset(("if", "ifdef", "ifndef"))
_TURNING = frozenset(("else", "elif"))
MOST_WAYS = 4


class Branches:
    """The conditional parts of a file's text."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._rows = [row for row in source.directives if row.name in _OPENING | _TURNING or row.name == "endif"]
        self._starts = [row.position for row in self._rows]

    def readings(self, arguments: list[str], opening: int, end: int) -> list[list[str]]:
        """The arguments of a call between two offsets, once for each way in which conditions can hold."""
        first, last = bisect_left(self._starts, opening), bisect_left(self._starts, end)
        if first == last:
            return [arguments]
        groups = _groups(self._rows[first:last], end)
        ways = max(len(group.parts) + (not group.complete) for group in groups) if groups else 1
        found: list[list[str]] = []
        for way in range(min(ways, MOST_WAYS)):
            code, shadow = self._source.code, self._source.shadow
            for start, stop in (stretch for group in reversed(groups) for stretch in reversed(group.left_out(way))):
                code = code[:start] + " " * (stop - start) + code[stop:]
                shadow = shadow[:start] + " " * (stop - start) + shadow[stop:]
            reading = split_arguments(code, shadow, opening, end)
            if reading not in found:
                found.append(reading)
        return found


@dataclass(slots=True)
class _Group:
    """An `#if` with its branches: where each begins and ends; `complete` with an `#else`."""

    parts: list[tuple[int, int]]
    complete: bool = False

    def left_out(self, way: int) -> list[tuple[int, int]]:
        """The branches that are not read: all but one, or all where no condition holds."""
        kept = way if way < len(self.parts) or not self.complete else len(self.parts) - 1
        return [part for number, part in enumerate(self.parts) if number != kept]


def _groups(rows: Sequence[Directive], end: int) -> list[_Group]:
    """The outermost conditionals among some directives."""
    found: list[_Group] = []
    depth, since = 0, -1
    for row in rows:
        if row.name in _OPENING:
            depth += 1
            if depth == 1:
                found.append(_Group([]))
                since = row.position
        elif depth == 1:
            found[-1].parts.append((since, row.position))
            found[-1].complete = found[-1].complete or row.name == "else"
            since = row.position
            depth -= row.name == "endif"
        elif row.name == "endif":
            depth = max(0, depth - 1)
    if depth and found:
        found[-1].parts.append((since, end))
    return found

"""Calls with `#if` inside: what stands there when the conditions hold, and when they do not."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgpedia.harvest.c_text import Directive, SourceText, split_arguments

_OPENING = frozenset(("if", "ifdef", "ifndef"))
_TURNING = frozenset(("else", "elif"))


class Branches:
    """The conditional parts of a file's text."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self._rows = [row for row in source.directives if row.name in _OPENING | _TURNING or row.name == "endif"]
        self._starts = [row.position for row in self._rows]

    def readings(self, arguments: list[str], opening: int, end: int) -> list[list[str]]:
        """The arguments of a call between two offsets, once for each way to read it; at first as they stand."""
        first, last = bisect_left(self._starts, opening), bisect_left(self._starts, end)
        if first == last:
            return [arguments]
        rows = self._rows[first:last]
        found = []
        for held in (True, False):
            code, shadow = self._source.code, self._source.shadow
            for start, stop in reversed(_dropped(rows, end, held)):
                code = code[:start] + " " * (stop - start) + code[stop:]
                shadow = shadow[:start] + " " * (stop - start) + shadow[stop:]
            found.append(split_arguments(code, shadow, opening, end))
        return found if found[0] != found[1] else found[:1]


def _dropped(rows: Sequence[Directive], end: int, held: bool) -> list[tuple[int, int]]:
    """The stretches that are not read: behind `#else` where the conditions hold, before it where they do not."""
    found = []
    depth = 0
    since = -1
    for row in rows:
        if row.name in _OPENING:
            depth += 1
            if depth == 1 and not held:
                since = row.position
        elif depth == 1 and row.name in _TURNING:
            if held and since < 0:
                since = row.position
            elif not held and since >= 0:
                found.append((since, row.position))
                since = -1
        elif row.name == "endif":
            if depth == 1 and since >= 0:
                found.append((since, row.position))
                since = -1
            depth = max(0, depth - 1)
    if since >= 0:
        found.append((since, end))
    return found

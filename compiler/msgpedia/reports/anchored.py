"""Which patterns a body can fit, found by a word of theirs. That is the same for all bodies that differ in digits alone."""

from __future__ import annotations

import re
from collections import defaultdict
from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgpedia.reports.model import Kind, Pattern

    Line = tuple[Kind, Pattern, bool]  # a line of a kind of report; False for the lead of an opening
    Lines = tuple[Line, ...]

_WORDS = re.compile("[A-Za-z]{2,}")
_LONGEST_KEPT = 1000  # code points of a body for which what can fit is kept
_MOST_KEPT = 20_000  # such bodies
_FIRST = itemgetter(0)


class Anchored:
    """Lines of reports, in their order."""

    __slots__ = ("_by_word", "_kept")

    def __init__(self, lines: Iterable[Line]) -> None:
        self._by_word: dict[str, list[tuple[int, Line]]] = defaultdict(list)
        for number, line in enumerate(lines):
            self._by_word[line[1].anchor].append((number, line))
        self._kept: dict[str, Lines] = {}

    def of(self, masked: str) -> Lines:
        """Those whose literals all occur in a body, whose digits are zeros here."""
        found = self._kept.get(masked)
        if found is None:
            found = self._find(masked)
            if len(masked) <= _LONGEST_KEPT:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[masked] = found
        return found

    def _find(self, masked: str) -> Lines:
        words = set(_WORDS.findall(masked))
        words.add("")
        bare = masked.rstrip(" ")
        found = [
            row
            for word in self._by_word.keys() & words
            for row in self._by_word[word]
            if row[1][1].may_be(masked, bare)
        ]
        if len(found) > 1:
            found.sort(key=_FIRST)
        return tuple(line for _, line in found)

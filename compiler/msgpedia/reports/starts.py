"""Which kinds of report a line may open. That is the same for all lines that differ in digits alone."""

from __future__ import annotations

import re
from collections import defaultdict
from operator import itemgetter

from msgpedia.reports.ties import LONGEST_KEPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.reports.model import Kind, Pattern

    Opening = tuple[Kind, Pattern, bool]  # False for a lead
    Openings = tuple[Opening, ...]

_WORDS = re.compile("[A-Za-z]{2,}")
_MOST_KEPT = 20_000
_FIRST = itemgetter(0)


class Starts:
    """The openings of the kinds of one software, found by the rarest of their words."""

    __slots__ = ("_by_word", "_count", "_kept")

    def __init__(self) -> None:
        self._by_word: dict[str, list[tuple[int, Opening]]] = defaultdict(list)
        self._count = 0
        self._kept: dict[str, Openings] = {}

    def add(self, kind: Kind) -> None:
        """Know a kind; kinds are tried in their order."""
        for patterns, opens in ((kind.openings, True), (kind.lead, False)):
            for pattern in patterns:
                self._by_word[pattern.anchor].append((self._count, (kind, pattern, opens)))
                self._count += 1

    def of(self, masked: str) -> Openings:
        """The openings whose literals all occur in a body, whose digits are zeros here, in order."""
        found = self._kept.get(masked)
        if found is None:
            found = self._find(masked)
            if len(masked) <= LONGEST_KEPT:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[masked] = found
        return found

    def _find(self, masked: str) -> Openings:
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
        return tuple(each for _, each in found)

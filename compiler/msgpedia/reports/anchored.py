"""Which lines of reports a body can be, found by a word; the same for all bodies that differ in digits alone."""

from __future__ import annotations

from collections import defaultdict
from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgpedia.matching.masked import Masking
    from msgpedia.reports.model import Kind, Pattern

    Line = tuple[Kind, Pattern, bool]  # a line of a kind of report; False for the lead of an opening
    Lines = tuple[Line, ...]

_LONGEST_KEPT = 1000  # code points of a body for which what can fit is kept
MOST_KEPT = 20_000  # such bodies
_FIRST = itemgetter(0)


class Anchored:
    """Lines of reports, in their order. For so many bodies it is kept what they can be."""

    __slots__ = ("_by_word", "_kept", "_masking", "_most", "_whole")

    def __init__(self, lines: Iterable[Line], masking: Masking, most: int = MOST_KEPT) -> None:
        self._masking, self._most = masking, most
        self._by_word: dict[str, list[tuple[int, Line]]] = defaultdict(list)
        self._whole: dict[str, list[tuple[int, Line]]] = defaultdict(list)  # by all that a body is, where that is known
        for number, line in enumerate(lines):
            text = line[1].text
            if text is None:
                self._by_word[line[1].anchor].append((number, line))
            else:
                self._whole[text].append((number, line))
        self._kept: dict[str, Lines] = {}

    def of(self, masked: str) -> Lines:
        """Those whose literals all occur in a body, whose digits are zeros here."""
        found = self._kept.get(masked)
        if found is None:
            found = self._find(masked)
            if len(masked) <= _LONGEST_KEPT:
                if len(self._kept) >= self._most:
                    self._kept.clear()
                self._kept[masked] = found
        return found

    def rule_out(self, masked: str, line: Line) -> None:
        """No body whose digits are zeros here is such a line."""
        if masked in self._kept:
            self._kept[masked] = tuple(other for other in self._kept[masked] if other is not line)

    def _find(self, masked: str) -> Lines:
        words = {"", *self._masking.words(masked)}
        bare = masked.rstrip(" ")
        found = [
            row
            for word in self._by_word.keys() & words
            for row in self._by_word[word]
            if row[1][1].may_be(masked, bare)
        ]
        found += self._whole.get(bare, ())
        if len(found) > 1:
            found.sort(key=_FIRST)
        return tuple(line for _, line in found)

"""By which words of its literals a template is looked for: the word, or the pair of words that stand one behind the
other, that fewest lines of logs have.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Sequence

from msgpedia.matching.anchors import common_words
from msgpedia.matching.signatures import word_bit, word_hash
from msgpedia.packs.index import pair_hash
from msgpedia.packs.measuring import Words

UNLISTED = 40.0  # lines of 100,000 that a word has at most which is not in the list of common ones
PER_FORMAT = 50  # so many formats that have a word stand for one line that has it
LEAST = 0.1
_PAIR = 32  # bits of a number of a word
_MOST_WAITING = 100_000
_END = 0  # stands between runs; words are numbered from 1


class Anchors:
    """Chooses anchors, once all templates of a pack were counted. Words are known by numbers here."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {"": _END}
        self._words = [""]
        self._counts: Counter[int] = Counter()
        self._pairs: Counter[int] = Counter()
        self._waiting: list[int] = []
        self._waiting_pairs: list[int] = []
        self._lines: list[float] = []
        self._bits: list[int] = []

    def count(self, runs: Iterable[Words]) -> array[int]:
        """Count a template; its words by number, runs set apart."""
        numbers, words = self._numbers, self._words
        found = array("I")
        for run in runs:
            before = _END
            for word in run:
                number = numbers.get(word)
                if number is None:
                    number = numbers[word] = len(words)
                    words.append(word)
                found.append(number)
                if before:
                    self._waiting_pairs.append(before << _PAIR | number)
                before = number
            found.append(_END)
        self._waiting += found
        if len(self._waiting) > _MOST_WAITING:
            self._count()
        return found

    def _count(self) -> None:
        self._counts.update(self._waiting)
        self._pairs.update(self._waiting_pairs)
        self._waiting, self._waiting_pairs = [], []

    def finish(self) -> None:
        """All were counted."""
        self._count()
        common = common_words()
        self._lines = [0.0]
        for number, word in enumerate(self._words[1:], 1):
            listed = common.get(word)
            lines = min(UNLISTED, LEAST + self._counts[number] / PER_FORMAT)
            self._lines.append(lines if listed is None else float(listed))
        self._bits = [word_bit(word_hash(word)) for word in self._words]

    def signature(self, numbers: Sequence[int]) -> int:
        """The bits of a template's words."""
        found, bits = 0, self._bits
        for number in numbers:
            if number:
                found |= bits[number]
        return found

    def choose(self, numbers: Sequence[int]) -> int | None:
        """The key of a template's anchor; None for one without words. The template is given as `count` gave it."""
        words, lines = self._words, self._lines
        best = 0
        for number in numbers:
            if number and (not best or lines[number] < lines[best] or self._before(number, best)):
                best = number
        if not best:
            return None
        least, chosen = lines[best], 0
        if least > LEAST:
            before = _END
            for number in numbers:
                if before and number and (found := self._together(before, number)) < least:
                    least, chosen = found, before << _PAIR | number
                before = number
        if not chosen:
            return word_hash(words[best])
        return pair_hash(words[chosen >> _PAIR], words[chosen & ((1 << _PAIR) - 1)])

    def _before(self, one: int, other: int) -> bool:
        """Whether of two words that as many lines have the one is the better: the longer, then by alphabet."""
        if self._lines[one] != self._lines[other]:
            return False
        first, second = self._words[one], self._words[other]
        return (-len(first), first) < (-len(second), second)

    def _together(self, one: int, other: int) -> float:
        """In how many of 100,000 lines a word is with another behind it, as far as one can tell."""
        part = min(self._lines[one] / self._counts[one], self._lines[other] / self._counts[other])
        return self._pairs[one << _PAIR | other] * part

"""By which words of its literals a template is looked for: the word, or the pair of words that stand one behind the
other, that fewest lines of logs have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from msgpedia.bundle.index import word_hash
from msgpedia.formats import Hole
from msgpedia.matching.anchors import common_words
from msgpedia.matching.planner import Program
from msgpedia.packs.index import pair_hash

_WORD = re.compile(r"[A-Za-z]{2,}")
UNLISTED = 40.0  # lines of 100,000 that a word has at most which is not in the list of common ones
PER_FORMAT = 50  # so many formats that have a word stand for one line that has it
LEAST = 0.1

Words = tuple[str, ...]


def sequences(program: Program) -> list[Words]:
    """The whole words of a program's literals, in runs of such as are neighbours in every line that matches.

    A word is whole as `Program.words` says. Between neighbours stand no other words: literals, and holes that print
    something and no letters.
    """
    runs: list[list[str]] = [[]]
    tokens = program.tokens
    for place, token in enumerate(tokens):
        if isinstance(token, Hole):
            if token.has_letters:
                runs.append([])
            continue
        before, after = _open(tokens, place - 1), _open(tokens, place + 1)
        for match in _WORD.finditer(token):
            if (before and match.start() == 0) or (after and match.end() == len(token)):
                runs.append([])
            else:
                runs[-1].append(match.group())
    return [tuple(run) for run in runs if run]


def _open(tokens: Sequence[str | Hole], place: int) -> bool:
    if not 0 <= place < len(tokens):
        return False
    token = tokens[place]
    return isinstance(token, Hole) and token.has_letters


class Anchors:
    """Chooses anchors, once all templates of a pack were counted."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._pairs: Counter[int] = Counter()
        self._common = common_words()

    def count(self, runs: Iterable[Words]) -> None:
        """Count a template."""
        for run in runs:
            self._words.update(run)
            for number in range(len(run) - 1):
                self._pairs[pair_hash(run[number], run[number + 1])] += 1

    def choose(self, runs: Iterable[Words]) -> int | None:
        """The key of a template's anchor; None for one without words."""
        best: tuple[float, int, str] | None = None
        key = None
        for run in runs:
            for word in run:
                found = self._lines(word), -len(word), word
                if best is None or found < best:
                    best, key = found, word_hash(word)
        if best is None or best[0] <= LEAST:
            return key
        for run in runs:
            for number in range(len(run) - 1):
                first, second = run[number], run[number + 1]
                pair = pair_hash(first, second)
                lines = self._pairs[pair] * min(
                    self._lines(first) / self._words[first], self._lines(second) / self._words[second]
                )
                if lines < best[0]:
                    best, key = (lines, 0, ""), pair
        return key

    def _lines(self, word: str) -> float:
        """In how many of 100,000 lines a word is, as far as one can tell."""
        listed = self._common.get(word)
        return float(listed) if listed is not None else min(UNLISTED, LEAST + self._words[word] / PER_FORMAT)

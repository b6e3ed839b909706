"""Invented format strings with a line that each prints. No line has all the words of another format string, so it is
explained by its own alone.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass

from bench.inventing import ordinary_words

# conversion → texts that it prints; no text has a word of two letters that logs are full of
PRINTED = {
    "%s": ("xvdq1", "zq-7:0", "/srv/zq/q9", "10.77.0.9", "vmq42"),
    "%d": ("-5", "0", "17", "4096"),
    "%u": ("1", "3", "65535"),
    "%lu": ("8192", "4194304"),
    "%llu": ("0", "18446744073709551615"),
    "%x": ("2a", "40dc0"),
    "%08x": ("0000002a", "00040dc0"),
}
MOST_CONVERSIONS = 5
MARKS = (":", ",", ";", " -", "...")  # behind the first word; each makes another form of a message
_FITTING = re.compile(r"[a-z]{3,}")


@dataclass(frozen=True, slots=True)
class Message:
    """A format string, its older forms, its conversions, and a line that it printed with the values in there."""

    format: str
    older: tuple[str, ...]
    conversions: tuple[str, ...]
    line: str
    values: tuple[str, ...]


class Messages:
    """Makes messages, each different from all before."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._words = [word for word in ordinary_words() if _FITTING.fullmatch(word) and word != "kernel"]  # a header
        self._sets: list[frozenset[str]] = []
        self._with: dict[str, set[int]] = defaultdict(set)  # word → which sets have it

    def message(self, name: str) -> Message:
        """A message; half of them have the name in them, the others only words that logs are full of."""
        while True:
            words = self._chance.sample(self._words, self._chance.randint(4, 9))
            if self._chance.random() < 0.5:
                words[self._chance.choice((0, 0, -1))] = name
            if self._is_apart(frozenset(words)):
                self._keep(frozenset(words))
                return self._put_together(words)

    def _is_apart(self, words: frozenset[str]) -> bool:
        """Whether no other format string has all these words, and these do not have all of another's."""
        if set.intersection(*(self._with[word] for word in words)):
            return False
        near = set[int]().union(*(self._with[word] for word in words))
        return not any(self._sets[number] <= words for number in near)

    def _keep(self, words: frozenset[str]) -> None:
        for word in words:
            self._with[word].add(len(self._sets))
        self._sets.append(words)

    def _put_together(self, words: list[str]) -> Message:
        """Words with conversions between them, never two side by side."""
        conversions = tuple(self._chance.choices(list(PRINTED), k=self._chance.randint(0, MOST_CONVERSIONS)))
        values = tuple(self._chance.choice(PRINTED[conversion]) for conversion in conversions)
        behind = sorted(self._chance.sample(range(len(words)), min(len(conversions), len(words))))
        conversions, values = conversions[: len(behind)], values[: len(behind)]
        sign = self._chance.choice((" ", " ", "=", ":"))

        def text(mark: str, put_in: tuple[str, ...]) -> str:
            parts = [
                word + (sign + put_in[behind.index(place)] if place in behind else "")
                for place, word in enumerate(words)
            ]
            return f"{parts[0]}{mark} {' '.join(parts[1:])}"

        newest, *older = (text(mark, conversions) for mark in MARKS)
        return Message(newest, tuple(older), conversions, text(MARKS[0], values), values)

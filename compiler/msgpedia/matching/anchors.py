"""Which words of a program the index should look for: those that are rare in real logs."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def common_words() -> dict[str, int]:
    """In how many of 100,000 log lines a word occurs, for words that occur often (`data/common_words.txt`)."""
    text = files("msgpedia").joinpath("data", "common_words.txt").read_text(encoding="utf-8")
    pairs = (line.split() for line in text.splitlines() if not line.startswith("#"))
    return {word: int(number) for word, number in pairs}


def rarest_first(words: Iterable[str]) -> list[str]:
    """Words in the order of how much a line tells that has them: rare ones first, of unlisted ones the longest."""
    counts = common_words()
    return sorted(words, key=lambda word: (counts.get(word, 0), -len(word), word))

"""Signatures: a bit for each word of a body or a template, so that one can see what cannot fit."""

from __future__ import annotations

from functools import reduce
from operator import or_

from msgpedia.bundle.index import word_bit, word_hash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = (1 << 64) - 1  # a signature with all bits
_MOST_KEPT = 20_000


class Bits(dict[str, int]):
    """The bits of words, kept as they are asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[word] = word_bit(word_hash(word))
        return found

    def of(self, words: Iterable[str]) -> int:
        """The signature of some words."""
        return reduce(or_, map(self.__getitem__, words), 0)

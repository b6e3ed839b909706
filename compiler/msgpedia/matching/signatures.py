"""Signatures: a bit for each word and each telling sign of a body or a template, so that one sees what cannot fit.

The layouts of the indexes rely on these bits: `docs/matching.md`, "Finding candidates", and `docs/packs.md`.
"""

from __future__ import annotations

import zlib
from functools import reduce
from operator import or_

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ALL = (1 << 64) - 1  # a signature with all bits
WORD_BITS = 48  # for words; behind them those of the signs
# What many formats have and many lines have not, by a count over the formats of a kernel and logs of machines.
SIGNS = ("]", ":", ")", "0x", "=", ">", "'", "\t", ",", ".", "?", '"', "@", "_", ";", "/")
_SIGN_BITS = tuple((sign, 1 << number) for number, sign in enumerate(SIGNS, WORD_BITS))
_MOST_KEPT = 20_000


def word_hash(word: str) -> int:
    """CRC-32 of a word's UTF-8, the key of anchors and names."""
    return zlib.crc32(word.encode("utf-8", "replace"))


def word_bit(word_key: int) -> int:
    """The bit of a word, whose hash is given."""
    return 1 << (word_key * WORD_BITS >> 32)


def sign_bits(text: str) -> int:
    """The bits of the signs in a text: a body, or the literals of a template, a NUL between them."""
    found = 0
    for sign, bit in _SIGN_BITS:
        if sign in text:
            found |= bit
    return found


class Bits(dict[str, int]):
    """The bits of words, kept as they are asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_KEPT:
            self.clear()
        found = self[word] = word_bit(word_hash(word))
        return found

    def of(self, words: Iterable[str]) -> int:
        """The bits of some words."""
        return reduce(or_, map(self.__getitem__, words), 0)

"""Whole numbers as printable characters: what a script can hold as one string, and read back quickly.

A number is some digits of one alphabet and a last one of another. The last counts ones, the others multiples of
`LASTS`, bijectively: each number has one spelling, and no spelling is wasted. `site/assets/search/codes.js` reads them.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

# Printable ASCII without what a string of a script has to escape, and without what could end a script.
_DIGITS = [chr(code) for code in range(0x23, 0x7F) if chr(code) not in "\\<"]
LASTS = 48  # so many of them are last digits
_LAST, _MORE = _DIGITS[:LASTS], _DIGITS[LASTS:]
_KEPT = 1 << 16  # the spellings of numbers below are remembered


class _Codes(dict[int, str]):
    """Number → spelling."""

    def __missing__(self, number: int) -> str:
        rest, last = divmod(number, LASTS)
        found = _LAST[last]
        while rest:
            rest, digit = divmod(rest - 1, len(_MORE))
            found = _MORE[digit] + found
        if number < _KEPT:
            self[number] = found
        return found


_spelling = _Codes().__getitem__


def code(number: int) -> str:
    """A number from 0."""
    return _spelling(number)


def codes(numbers: Iterable[int]) -> str:
    """Several numbers, one behind the other."""
    return "".join(map(_spelling, numbers))


def steps(ascending: Iterable[int]) -> str:
    """The numbers that lie between each of some ascending numbers and the next one."""
    return "".join([_spelling(after - before - 1) for before, after in pairwise(ascending)])

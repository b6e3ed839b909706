"""The literals of a template: they tell what cannot fit a body, nor any that differs from it in digits alone."""

from __future__ import annotations

from msgpedia.matching.masked import masked_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Literals:
    """The literals of a template with zeros for digits, and no blanks at their ends, as a body may have lost those."""

    __slots__ = ("_all", "_first", "_last", "_longest")

    def __init__(self, tokens: Sequence[str | None]) -> None:
        """`tokens` are such literals, and None for holes; there is one at least."""
        self._all = [token for token in tokens if token is not None]
        self._longest = max(self._all, key=len, default="")
        self._first, self._last = tokens[0] or "", tokens[-1] or ""

    def occur(self, masked: str, bare: str) -> bool:
        """Whether all occur in order in a body whose digits are zeros; `bare` is that without blanks at its end."""
        if self._longest not in masked or not masked.startswith(self._first) or not bare.endswith(self._last):
            return False
        place = 0
        for literal in self._all:
            place = masked.find(literal, place)
            if place < 0:
                return False
            place += len(literal)
        return True


def zeroed(tokens: Iterable[str | int]) -> Literals:
    """Those of a program's tokens."""
    return Literals([masked_text(token).rstrip(" ") if isinstance(token, str) else None for token in tokens])

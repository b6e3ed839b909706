"""What decoding a value gives, the same in every runtime."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    Row = dict[str, Any]
    Texts = dict[str, str]  # by language
    Tables = Callable[[str], Row | None]  # the table of a kind, or None

LONGEST = 200  # code points of a value that is decoded


class Part:
    """One thing that a value says.

    `name` is of a part of a number; `symbol` what the source calls it; `text` what it means; `value` how it stands
    there, where neither says it. What is not `known` is a value outside the table. `also` are other symbols of it, and
    `number` is what it is in the table. Of parts that are `one_of` it is one, and nothing tells which.
    """

    __slots__ = ("also", "known", "name", "number", "one_of", "symbol", "text", "value")

    def __init__(
        self,
        symbol: str | None = None,
        text: Texts | None = None,
        value: str | None = None,
        name: Texts | None = None,
        known: bool = True,
        also: Sequence[str] = (),
        number: int | None = None,
    ) -> None:
        self.symbol, self.text, self.value, self.name, self.known, self.also = symbol, text, value, name, known, also
        self.number = number
        self.one_of = False

    def key(self) -> Row:
        """All of it as plain data, less what is empty."""
        found: Row = {"name": self.name, "symbol": self.symbol, "text": self.text, "value": self.value}
        found = {key: value for key, value in found.items() if value is not None}
        if not self.known:
            found["known"] = False
        if self.one_of:
            found["one_of"] = True
        return found


class Reading:
    """What a value means in some versions of the software: `first` to `last`, None for no bound or all versions."""

    __slots__ = ("first", "last", "parts")

    def __init__(self, parts: Sequence[Part], first: str | None = None, last: str | None = None) -> None:
        self.parts, self.first, self.last = parts, first, last

    def key(self) -> Row:
        """All of it as plain data."""
        found: Row = {"parts": [part.key() for part in self.parts]}
        if self.first is not None or self.last is not None:
            found["versions"] = {key: value for key, value in (("from", self.first), ("to", self.last)) if value}
        return found


def unknown(value: str, name: Texts | None = None) -> Part:
    """A value that is not in the table."""
    return Part(value=value, name=name, known=False)


def of_row(row: Row, name: Texts | None = None, number: int | None = None) -> Part:
    """The part that a row of a table stands for; `number` is told where the row has no symbol."""
    symbol = row.get("symbol")
    value = str(number) if symbol is None and row.get("text") is None and number is not None else None
    own = None if "mask" in row else row.get("value")
    return Part(symbol, row.get("text"), value, name, also=row.get("also", ()), number=own)

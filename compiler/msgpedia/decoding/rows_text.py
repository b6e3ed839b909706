"""Lays out what a table or a value says for a terminal: a number, a symbol and a meaning, in columns."""

from __future__ import annotations

from msgpedia.decoding.text import picked
from msgpedia.lookup import words as w
from msgpedia.lookup.characters import clean, columns, padded

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.decoding.model import Texts
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words
    from msgpedia.lookup.wrapping import Span

    Line = tuple[str, str, Sequence[Span]]  # a number, a symbol, what they mean

MARGIN, INNER = "  ", "    "


def number_text(number: int | None, radix: int) -> str:
    """A number as tables show it: with `0x` where programs print it in hexadecimal."""
    if number is None:
        return ""
    return hex(number) if radix == 16 else str(number)


def meaning(text: Texts | None, also: Sequence[str], words: Words, language: str) -> list[Span]:
    """A meaning, and what else the value is called."""
    told = picked(text, language) or ""
    if also:
        told = words(w.ALSO, meaning=told, names=words.joined(also)).strip(" ")
    return [("", told)] if told else []


def lines(rows: Sequence[Line], screen: Screen, margin: str) -> list[str]:
    """Rows with their columns aligned; a column that all leave empty takes no room."""
    cells = [(clean(number), clean(symbol), told) for number, symbol, told in rows]
    numbers = max((columns(number) for number, _, _ in cells), default=0)
    if not any(number or symbol for number, symbol, _ in cells):
        return [line for _, _, told in cells for line in screen.flow(told, margin)]
    found = []
    for number, symbol, told in cells:
        head = padded(" " * (numbers - columns(number)) + number, numbers) if numbers else ""
        name = f"{head}  {symbol}" if head and symbol else head or symbol
        found.append((name, None, told))
    return [line.rstrip(" ") for line in screen.table(found, margin)]

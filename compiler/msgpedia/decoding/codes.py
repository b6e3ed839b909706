"""Values of which each has one meaning, and ranges, amounts and names."""

from __future__ import annotations

import re

from msgpedia.decoding.model import Part, of_row, unknown
from msgpedia.decoding.numbers import amount, number_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.decoding.model import Row, Tables, Texts


def codes(table: Row, rows: Sequence[Row], text: str, radix: int, tables: Tables) -> list[Part]:
    """`shape = "codes"`: a number, a symbol, or both as `203/EXEC`."""
    signs = table.get("signs", False)
    row = by_symbol(rows, text, table.get("strip", ()), signs)
    if row is not None:
        return [of_row(row)]
    number = number_of(text, radix)
    if number is not None:
        row = by_number(rows, abs(number) if signs else number)
        return [unknown(text) if row is None else of_row(row, number=number)]
    first, slash, symbol = text.partition("/")
    number = number_of(first, radix) if slash else None
    if number is not None:
        found = _both(table, rows, number, symbol)
        for kind in table.get("else", ()) if found is None else ():
            other = tables(kind)
            found = _both(other, other.get("rows", ()), number, symbol) if other is not None else None
            if found is not None:
                break
        if found is not None:
            return [found]
    return [unknown(text)]


def _both(table: Row, rows: Sequence[Row], number: int, symbol: str) -> Part | None:
    """The row that has a number and a symbol."""
    for row in rows:
        if row.get("value") == number and by_symbol((row,), symbol, table.get("strip", ()), False) is not None:
            return of_row(row)
    return None


def by_symbol(rows: Sequence[Row], text: str, strip: Sequence[str], signs: bool) -> Row | None:
    """The row that a symbol names, with or without what may be stripped from its front."""
    wanted = text.removeprefix("-") if signs else text
    names = {wanted, *(beginning + wanted for beginning in strip)}
    for row in rows:
        if row.get("symbol") in names or not names.isdisjoint(row.get("also", ())):
            return row
    return None


def by_number(rows: Sequence[Row], number: int) -> Row | None:
    """The row of a number: one that has it as it is, else the first whose mask leaves its value."""
    for row in rows:
        if row.get("value") == number and "mask" not in row:
            return row
    for row in rows:
        if number >= 0 and "mask" in row and number & row["mask"] == row["value"]:
            return row
    return None


def ranges(table: Row, text: str, radix: int) -> list[Part]:
    """`shape = "ranges"`"""
    number = number_of(text, radix)
    for row in table["rows"] if number is not None else ():
        if row["least"] <= number <= row["most"]:
            return [of_row(row)]
    return [unknown(text)]


def quantity(table: Row, text: str, radix: int) -> list[Part]:
    """`shape = "quantity"`: amounts computed from a number."""
    number = number_of(text, radix)
    if number is None or not table["least"] <= number <= table["most"]:
        return [unknown(text)]
    values = {}
    for row in table["amounts"]:
        value = row["factor"] * (1 << number if row.get("power") else number)
        values[row["name"]] = amount(value) if row.get("bytes") else str(value)
    return [Part(text=_placed(table["text"], values))]


def names(table: Row, text: str) -> list[Part]:
    """`shape = "names"`: texts by patterns."""
    for row in table["rows"]:
        match = re.fullmatch(row["pattern"], text)
        if match is not None:
            groups = {str(number): group or "" for number, group in enumerate(match.groups(), 1)}
            return [Part(text=_placed(row["text"], groups))]
    return [unknown(text)]


def _placed(texts: Texts, values: dict[str, str]) -> Texts:
    return {
        language: re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), text) if "{" in text else text
        for language, text in texts.items()
    }

"""Numbers whose bits each have a meaning, and numbers that are made of parts."""

from __future__ import annotations

import re

from msgpedia.decoding.codes import by_number, by_symbol, codes
from msgpedia.decoding.model import Part, of_row, unknown
from msgpedia.decoding.numbers import number_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.decoding.model import Row, Tables

_APART = re.compile(r"[\s|,{}()]+", re.ASCII)


def bits(table: Row, rows: Sequence[Row], text: str, radix: int) -> list[Part]:
    """`shape = "bits"`: a number, symbols (`DRDY ERR`, `A|B`, `{ UNC }`), or letters where the table has them.

    What is a symbol as it stands is no number: `DF` is one of ATA's, and digits of radix 16 as well.
    """
    row = by_symbol(rows, text, table.get("strip", ()), False)
    if row is not None:
        return [of_row(row)]
    number = number_of(text, radix)
    if number is not None and number >= 0:
        return of_number(table, rows, number)
    if table.get("letters"):
        found = _letters(rows, text)
        if found:
            return found
    parts: list[Part] = []
    for word in filter(None, _APART.split(text)):
        row = by_symbol(rows, word, table.get("strip", ()), False)
        number = number_of(word, radix) if row is None and word[:2] == "0x" else None
        if row is not None:
            parts.append(of_row(row))
        else:
            parts += of_number(table, rows, number) if number else [unknown(word)]
    return parts if any(part.known for part in parts) else [unknown(text)]


def of_number(table: Row, rows: Sequence[Row], number: int) -> list[Part]:
    """The rows of a number's bits, from top to bottom; what is left is unknown."""
    if number == 0:
        return [Part(value="0", text=table.get("zero"))]
    parts = []
    for row in rows:
        if row["value"] and number & row["value"] == row["value"]:
            parts.append(of_row(row))
            number ^= row["value"]
    return [*parts, unknown(hex(number))] if number else parts


def _letters(rows: Sequence[Row], text: str) -> list[Part]:
    """The rows of letters; empty where one of them is none of the table's."""
    known = {row["letter"]: row for row in rows if "letter" in row}
    clear = {row["clear"]["letter"]: row["clear"]["text"] for row in rows if "clear" in row}
    parts = []
    for letter in text:
        if letter in known:
            parts.append(of_row(known[letter]))
        elif letter in clear:
            parts.append(Part(letter, clear[letter]))
        elif letter != " ":
            return []
    return parts


def fields(table: Row, text: str, radix: int, tables: Tables) -> list[Part]:
    """`shape = "fields"`: the parts of a number from low to high bits; bits of no part are unknown."""
    number = number_of(text, radix)
    if number is None or number < 0:
        return [unknown(text)]
    parts: list[Part] = []
    for field in table["field"]:
        first, last = field["bits"]
        mask = (1 << last - first + 1) - 1
        value = number >> first & mask
        if value or not field.get("hide_zero"):
            found = _field(field, value, tables)
            for part in found:
                part.name = field["name"]
            parts += found
    rest = number
    for field in table["field"]:
        first, last = field["bits"]
        rest &= ~(((1 << last - first + 1) - 1) << first)
    return [*parts, unknown(hex(rest))] if rest else parts


def _field(field: Row, value: int, tables: Tables) -> list[Part]:
    table = field if "rows" in field else tables(field["decoder"]) if "decoder" in field else None
    if table is None:
        return [Part(value=hex(value))]
    if table.get("shape") == "bits":
        return of_number(table, table["rows"], value)
    if "decoder" in field:
        return codes(table, table["rows"], hex(value), 16, tables)
    row = by_number(table["rows"], value)
    return [unknown(hex(value)) if row is None else of_row(row, number=value)]

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

_APART = r"[\s|,{}()]+"


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
    before, bracket, inside = text.partition("(")
    number = number_of(before, radix) if bracket and inside.endswith(")") else None
    if number is not None and number >= 0:
        return _both(of_number(table, rows, number), bits(table, rows, inside[:-1], radix), text)
    if table.get("letters"):
        found = _letters(rows, text)
        if found:
            return found
    parts: list[Part] = []
    for word in filter(None, re.split(_APART, text, flags=re.ASCII)):
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


def _both(numbered: list[Part], named: list[Part], text: str) -> list[Part]:
    """What a number says that has its symbols behind it, as `0xcc0(GFP_KERNEL)`; both must say the same."""
    agree = {part.symbol for part in numbered} == {part.symbol for part in named}
    return numbered if agree and all(part.known for part in numbered) else [unknown(text)]


def _letters(rows: Sequence[Row], text: str) -> list[Part]:
    """The rows of letters; empty where one of them is none of the table's, or they are not in its order."""
    known: dict[str, tuple[int, Part]] = {}
    for place, row in enumerate(rows):
        if "letter" in row:
            known[row["letter"]] = place, of_row(row)
        if "clear" in row:
            known[row["clear"]["letter"]] = place, Part(row["clear"]["letter"], row["clear"]["text"])
    parts: list[Part] = []
    last = -1
    for letter in text.replace(" ", ""):
        place, part = known.get(letter, (-1, None))
        if part is None or place <= last:
            return []
        parts.append(part)
        last = place
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

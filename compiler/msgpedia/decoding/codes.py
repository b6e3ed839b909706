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
    """`shape = "codes"`: a number, a symbol, or both as `203/EXEC`; where the table has them a text that is printed for
    a number, or a number in two. Symbols, alone or with their numbers, may be those of other tables.
    """
    signs = table.get("signs", False)
    row = by_symbol(rows, text, table.get("strip", ()), signs)
    if row is not None:
        return [of_row(row)]
    low = table.get("low", 0)
    printed = by_printed(rows, text, low)
    number = number_of(text, radix)
    if not printed and number is None and low:
        printed = _in_two(rows, text, radix, low)
    if printed:
        return _with_numbers(printed, radix)
    if number is not None:
        row = by_number(rows, abs(number) if signs else number)
        return [unknown(text) if row is None else of_row(row, number=number)]
    first, slash, symbol = text.partition("/")
    number = number_of(first, radix) if slash else None
    for other in ({**table, "rows": rows}, *map(tables, table.get("else", ()))):
        # A symbol that no row has may be one of another table; a number alone never is.
        found = [row for row in (other or {}).get("rows", ()) if number is None or row.get("value") == number]
        row = by_symbol(found, text if number is None else symbol, (other or {}).get("strip", ()), False)
        if row is not None:
            return [of_row(row)]
    return [unknown(text)]


def by_symbol(rows: Sequence[Row], text: str, strip: Sequence[str], signs: bool) -> Row | None:
    """The row that a symbol names, with or without what may be stripped from its front."""
    wanted = text.removeprefix("-") if signs else text
    names = {wanted, *(beginning + wanted for beginning in strip)}
    for row in rows:
        if row.get("symbol") in names or not names.isdisjoint(row.get("also", ())):
            return row
    return None


def by_printed(rows: Sequence[Row], text: str, low: int) -> list[tuple[Row, int]]:
    """The rows of numbers for which programs print a text, each with it; `%x` in the text is the `low` lowest bits."""
    found = []
    for row in rows:
        numbers = (_number_printed(row, printed, text, low) for printed in row.get("printed", ()))
        number = next((number for number in numbers if number is not None), None)
        if number is not None:
            found.append((row, number))
    return found


def _number_printed(row: Row, printed: str, text: str, low: int) -> int | None:
    """The number of a row that is printed as a text, or None."""
    value: int = row["value"]
    before, place, after = printed.partition("%x")
    if not place:
        return value if printed == text else None
    if not text.startswith(before) or not text.endswith(after):
        return None
    digits = text[len(before) : len(text) - len(after)]
    if not re.fullmatch("0|[1-9a-f][0-9a-f]{0,15}", digits):
        return None
    number = value >> low << low | int(digits, 16)
    fits = number >> low == value >> low and by_number((row,), number) is not None
    return number if fits else None


def _in_two(rows: Sequence[Row], text: str, radix: int, low: int) -> list[tuple[Row, int]]:
    """The row of a number that is given as two, as `11/00` or `0x11 0x0`; the second are its `low` lowest bits."""
    both = re.fullmatch(r"(\w+)[/ ](\w+)", text, re.ASCII)
    high, rest = (number_of(each, radix) for each in both.groups()) if both is not None else (None, None)
    if high is None or rest is None or rest >> low:
        return []
    number = high << low | rest
    row = by_number(rows, number)
    return [] if row is None else [(row, number)]


def _with_numbers(found: Sequence[tuple[Row, int]], radix: int) -> list[Part]:
    """The parts of rows, which tell their numbers; of several it is one."""
    parts = []
    for row, number in found:
        part = of_row(row)
        if part.symbol is None:
            part.value = hex(number) if radix == 16 else str(number)
        part.number, part.one_of = number, len(found) > 1
        parts.append(part)
    return parts


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

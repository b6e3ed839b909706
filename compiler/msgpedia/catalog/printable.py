"""What conversions can print, asked of single texts: whether a condition can ever hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from msgpedia.catalog import decoders, templates
from msgpedia.catalog.model import Entry
from msgpedia.catalog.radixes import radixes
from msgpedia.decoding.conditions import Condition, fits, holds
from msgpedia.decoding.numbers import MOST_DIGITS, number_of
from msgpedia.formats.holes import Hole
from msgpedia.matching.planner import Program

Row = dict[str, Any]

MOST_BLANKS = 64  # that a width adds around a text
COMPARED = (">=", "<=", ">", "<")
# Numbers that a conversion is asked for, to see whether one of them is in a range: around the ends of C's types.
ENDS = tuple(
    sign * (1 << bits) + step for bits in (0, 7, 8, 15, 16, 31, 32, 63, 64) for sign in (1, -1) for step in (-1, 0)
)


class Printable:
    """What the variants of an entry can print for one argument: holes, each with the radix of its numbers."""

    def __init__(self, places: Sequence[tuple[Hole, int]], kind: str | None) -> None:
        self._places, self.symbols = places, symbols(kind) if kind is not None else frozenset()

    def possible(self, condition: Condition) -> Iterator[bool]:
        """Whether the condition can hold; for `in` each of its members. In doubt it can."""
        if condition.operator in COMPARED:
            yield any(self._compares(condition, hole, radix) for hole, radix in self._places)
        elif condition.operator == "~":
            pattern = condition.values[0]
            found = any(fits(pattern, symbol) for symbol in self.symbols)
            yield found or any(_may_fit(pattern, hole) for hole, _ in self._places)
        elif condition.operator == "!=":
            yield True
        else:
            for value in condition.values:
                yield value in self.symbols or any(self._equals(value, hole, radix) for hole, radix in self._places)

    def _equals(self, value: str, hole: Hole, radix: int) -> bool:
        number = number_of(value, radix)
        return prints(hole, value) or (number is not None and _prints_number(hole, number, radix))

    def _compares(self, condition: Condition, hole: Hole, radix: int) -> bool:
        if hole.wild and not hole.alphabet:
            return True
        limit = number_of(condition.values[0], radix)
        if limit is None:
            return False
        return any(
            holds(condition, str(number) if radix == 10 else hex(number), radix) and _prints_number(hole, number, radix)
            for number in (limit - 1, limit, limit + 1, *ENDS)
        )


def of_argument(entry: Entry, name: str) -> Printable | None:
    """What an entry's variants can print for an argument; None where that cannot be told."""
    kind = next((argument.decode for argument in entry.arguments if argument.name == name), None)
    table = decoders.table(kind) if kind is not None else None
    if kind is not None and table is None:
        return None
    found = []
    for variant in entry.variants:
        if name not in variant.all_arguments:
            continue
        own = radixes(entry, variant).get(name) or (table or {}).get("radix", 10)
        holes = [
            hole for hole_name, hole in _named(variant.all_arguments, templates.programs(variant)) if hole_name == name
        ]
        if not holes:
            return None  # an unsound variant; that is found elsewhere
        found += [(hole, own) for hole in holes]
    return Printable(found, kind) if found else None


def _named(names: Sequence[str], programs: Iterable[Program]) -> Iterator[tuple[str, Hole]]:
    for program in programs:
        yield from zip(names[program.first :], program.holes, strict=False)


@lru_cache(maxsize=100)
def symbols(kind: str) -> frozenset[str]:
    """All symbols that a table can tell a value to be."""
    return frozenset(_symbols(decoders.load()[kind]))


def _symbols(table: Row) -> Iterator[str]:
    for rows in (table.get("rows", ()), *(each["rows"] for each in table.get("table", ()))):
        for row in rows:
            if "symbol" in row:
                yield row["symbol"]
            yield from row.get("also", ())
            if "clear" in row:
                yield row["clear"]["letter"]
    for field in table.get("field", ()):
        yield from _symbols(field)
    for kind in (*table.get("else", ()), *([table["decoder"]] if "decoder" in table else ())):
        yield from _symbols(decoders.load()[kind])


def prints(hole: Hole, text: str) -> bool:
    """Whether a conversion can print a text, blanks around it aside."""
    if hole.language is None:
        return not hole.alphabet or text in hole.words or re.fullmatch(f"[{hole.alphabet}]*", text) is not None
    pattern = re.compile(hole.language.pattern)
    most = min(hole.language.most - len(text), MOST_BLANKS)
    return any(
        pattern.fullmatch(before + text + after)
        for count in range(most + 1)
        for before, after in ((" " * count, ""), ("", " " * count))
    )


def _prints_number(hole: Hole, number: int, radix: int) -> bool:
    """Whether a conversion can print a number in one of the ways that are read as it."""
    return any(prints(hole, text) for text in _spellings(number, radix))


def _spellings(number: int, radix: int) -> Iterator[str]:
    signs = ("-",) if number < 0 else ("", "+")
    for spec, mark in {8: ("o", ""), 10: ("d", ""), 16: ("x", "")}[radix], ("x", "0x"), ("X", "0X"), ("X", "0x"):
        digits = f"{abs(number):{spec}}"
        for sign in signs:
            for text in {digits, digits.upper()} if radix == 16 else {digits}:
                for size in range(len(digits), MOST_DIGITS + 1):
                    yield sign + mark + text.zfill(size)


def _may_fit(pattern: str, hole: Hole) -> bool:
    """Whether a text of a conversion may fit a pattern, judged by the characters that it can have."""
    literal = pattern.replace("*", "")
    if hole.language is not None:
        if len(literal) > hole.language.most:
            return False
        return hole.language.alphabet is None or set(literal) <= hole.language.alphabet
    if not hole.alphabet or any(fits(pattern, word) for word in hole.words):
        return True
    return re.fullmatch(f"[{hole.alphabet}]*", literal) is not None

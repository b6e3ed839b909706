"""Holds the decoder tables of a bundle from anywhere to what reading values relies on (`docs/decoders.md`)."""

from __future__ import annotations

import re

from msgpedia.bundle import patterns
from msgpedia.bundle.patterns_shape import PatternError
from msgpedia.bundle.validate_structure import UnsoundError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    Row = dict[str, Any]

MOST_POWER = 62  # of two, that an amount is computed with
MOST_STEPS = 1 << 20  # that trying all patterns of a table takes at most
LISTED = ("codes", "bits")  # shapes that may have their rows by version, and that others may refer to
_NEEDED = {
    "codes": (),
    "bits": (),
    "fields": ("field",),
    "ranges": ("rows",),
    "quantity": ("least", "most", "amounts", "text"),
    "names": ("rows",),
}
_ROW_NEEDED = {"bits": ("value",), "ranges": ("least", "most", "text"), "names": ("pattern", "text")}
_GROUP = re.compile(r"(?<!\\)\((?!\?)")  # a plain group


def check_decoders(tables: Row) -> None:
    """Tables have what their shape asks for, name tables that there are, and patterns that are cheap.

    Raises UnsoundError.
    """
    for kind, table in tables.items():
        where = "decoders", kind
        _keys(table, *where)
        for name in _named(table):
            if name not in tables or tables[name]["shape"] not in LISTED or "rows" not in tables[name]:
                raise UnsoundError(f"there is no table {name!r} of codes or bits", *where)
        _printed(table, *where)
        if table["shape"] == "quantity":
            _quantity(table, *where)
        for number, field in enumerate(table.get("field", ())):
            if field["bits"][0] > field["bits"][1]:
                raise UnsoundError("ends before it begins", *where, "field", number, "bits")
            _rows(field.get("rows", ()), field.get("shape", "codes"), *where, "field", number, "rows")
        _rows(table.get("rows", ()), table["shape"], *where, "rows")
        for number, each in enumerate(table.get("table", ())):
            _rows(each["rows"], table["shape"], *where, "table", number, "rows")


def _named(table: Row) -> Iterator[str]:
    """The tables that a table refers to."""
    yield from table.get("else", ())
    for field in table.get("field", ()):
        if "decoder" in field:
            yield field["decoder"]


def _keys(table: Row, *where: str | int) -> None:
    """The keys that a table of its shape has to have."""
    shape = table["shape"]
    for key in _NEEDED[shape]:
        if key not in table:
            raise UnsoundError(f"no {key!r}, which a table of this shape has", *where)
    if shape in LISTED:
        if ("rows" in table) == ("table" in table):
            raise UnsoundError("needs either 'rows' or 'table'", *where)
    elif "table" in table:
        raise UnsoundError("only codes and bits have rows by version", *where, "table")


def _printed(table: Row, *where: str | int) -> None:
    """Texts that are printed for a value have one, and what they leave open is known to be so many bits."""
    for rows in (table.get("rows", ()), *(each["rows"] for each in table.get("table", ()))):
        for row in rows:
            if "printed" in row and ("value" not in row or table["shape"] != "codes"):
                raise UnsoundError("a printed text without a value of codes", *where)
            if "low" not in table and any("%x" in text for text in row.get("printed", ())):
                raise UnsoundError("'%x' without 'low'", *where)


def _quantity(table: Row, *where: str | int) -> None:
    """Amounts stay small enough to be computed."""
    if table["least"] > table["most"]:
        raise UnsoundError("the least is above the most", *where, "least")
    if any(row.get("power") for row in table["amounts"]):
        if table["least"] < 0:
            raise UnsoundError("below 0 with a power of two", *where, "least")
        if table["most"] > MOST_POWER:
            raise UnsoundError(f"more than {MOST_POWER} with a power of two", *where, "most")


def _rows(rows: Sequence[Row], shape: str, *where: str | int) -> None:
    """Rows have the keys that they are read by, and all their patterns together are tried in few steps."""
    steps = 0
    for number, row in enumerate(rows):
        for key in _ROW_NEEDED.get(shape, ()):
            if key not in row:
                raise UnsoundError(f"no {key!r}, which such a row has", *where, number)
        if "mask" in row and "value" not in row:
            raise UnsoundError("a mask without a value", *where, number)
        if "pattern" in row:
            steps += _steps(row["pattern"], *where, number, "pattern")
            if steps > MOST_STEPS:
                raise UnsoundError("so many costly patterns that reading a value would be slow", *where)


def _steps(pattern: str, *where: str | int) -> int:
    """What trying a pattern costs at most."""
    try:
        shape = patterns.parse(_GROUP.sub("(?:", pattern))
        re.compile(pattern)
    except (PatternError, re.error) as error:
        raise UnsoundError(str(error), *where) from error
    return shape.steps + shape.ways

"""The tables of values: whole, in both languages, without contradictions, and as the C library has them."""

from __future__ import annotations

import errno
import os
import signal
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TABLES = {
    path.stem: tomllib.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "compiler/msgpedia/data/decoders").glob("*.toml"))
}
COMMON = {"shape", "name", "source", "radix"}
KEYS = {
    "codes": {"signs", "strip", "else", "low", "rows"},
    "bits": {"letters", "zero", "rows", "strip"},
    "fields": {"field"},
    "ranges": {"rows"},
    "quantity": {"least", "most", "amounts", "text"},
    "names": {"rows"},
}
VERSIONED = {"software", "table", "texts"}  # instead of rows
ROW_KEYS = {
    "codes": {"value", "mask", "symbol", "also", "printed", "text"},
    "bits": {"value", "symbol", "also", "text", "letter", "clear"},
    "ranges": {"least", "most", "text"},
    "names": {"pattern", "text"},
}
FIELD_KEYS = {"bits", "name", "decoder", "rows", "shape", "hide_zero"}
AMOUNT_KEYS = {"name", "factor", "power", "bytes"}

kinds = pytest.mark.parametrize("kind", TABLES)


def row_lists(table: dict[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Each list of rows of a table with its shape."""
    if "rows" in table:
        yield table["shape"], table["rows"]
    for part in table.get("table", []):
        yield table["shape"], part["rows"]
    for part in table.get("field", []):
        if "rows" in part:
            yield part.get("shape", "codes"), part["rows"]


def texts(value: Any) -> Iterator[dict[str, str]]:
    """Everything that is written in two languages."""
    if isinstance(value, dict):
        if value.keys() & {"en", "ja"}:
            yield value
        else:
            for inner in value.values():
                yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def series(version: str) -> tuple[int, ...]:
    """A version that can be compared."""
    return tuple(int(number) for number in version.split("."))


@kinds
def test_the_keys_are_those_of_the_format(kind: str) -> None:
    table = TABLES[kind]
    shape = table["shape"]
    assert {"name", "source"} <= table.keys()
    own = KEYS[shape] - {"rows"} | VERSIONED if "table" in table else KEYS[shape]
    assert table.keys() <= COMMON | own
    assert table.get("radix", 10) in {10, 16}
    for part in table.get("field", []):
        assert part.keys() <= FIELD_KEYS
        assert not {"decoder", "rows"} <= part.keys()
    for amount in table.get("amounts", []):
        assert {"name", "factor"} <= amount.keys() <= AMOUNT_KEYS
    for rows_shape, rows in row_lists(table):
        assert rows
        for row in rows:
            assert row.keys() <= ROW_KEYS[rows_shape]
            if rows_shape in {"codes", "bits"}:
                assert "value" in row or (rows_shape == "codes" and "symbol" in row)  # words without numbers


@kinds
def test_rows_say_something(kind: str) -> None:
    for shape, rows in row_lists(TABLES[kind]):
        for row in rows:
            assert "text" in row if shape in {"ranges", "names"} else row.keys() & {"symbol", "text"}


@kinds
def test_texts_are_in_both_languages(kind: str) -> None:
    found = list(texts(TABLES[kind]))
    assert found
    for text in found:
        assert text.keys() == {"en", "ja"}
        assert all(part.strip() == part != "" for part in text.values())
        assert not text["en"].endswith(".")
        assert not text["ja"].endswith("。")


@kinds
def test_a_value_and_a_symbol_stand_once(kind: str) -> None:
    for shape, rows in row_lists(TABLES[kind]):
        if shape in {"codes", "bits"}:
            values = Counter(row["value"] for row in rows if "mask" not in row and "value" in row)
            assert [value for value, times in values.items() if times > 1] == []
            symbols = Counter(name for row in rows for name in (row.get("symbol"), *row.get("also", [])) if name)
            assert [name for name, times in symbols.items() if times > 1] == []


@kinds
def test_rows_of_single_bits_come_last_and_letters_differ(kind: str) -> None:
    for shape, rows in row_lists(TABLES[kind]):
        if shape == "bits":
            single = [row["value"].bit_count() == 1 for row in rows]
            assert all(row["value"] > 0 for row in rows)
            assert single == sorted(single)
            letters = [row["letter"] for row in rows if "letter" in row]
            letters += [row["clear"]["letter"] for row in rows if "clear" in row]
            assert len(letters) == len(set(letters))
            assert bool(letters) == TABLES[kind].get("letters", False)


@kinds
def test_masks_and_ranges_can_be_reached(kind: str) -> None:
    for shape, rows in row_lists(TABLES[kind]):
        if shape == "ranges":
            bounds = [bound for row in rows for bound in (row["least"], row["most"])]
            assert bounds == sorted(bounds)
            assert all(row["most"] < following["least"] for row, following in pairwise(rows))
        for row in rows:
            assert row.get("value", 0) & row.get("mask", -1) == row.get("value", 0)


@kinds
def test_parts_go_up_and_their_decoders_exist(kind: str) -> None:
    parts = TABLES[kind].get("field", [])
    places = [tuple(part["bits"]) for part in parts]
    assert len(places) == len(set(places))
    assert [first for first, _ in places] == sorted(first for first, _ in places)
    for part in parts:
        first, last = part["bits"]
        assert 0 <= first <= last
        assert part.get("decoder", kind) in TABLES
        assert all(0 <= row["value"] < 1 << (last - first + 1) for row in part.get("rows", []))
    assert set(TABLES[kind].get("else", [])) <= TABLES.keys()


@kinds
def test_tables_of_versions(kind: str) -> None:
    table = TABLES[kind]
    if "table" not in table:
        return
    assert table["software"]
    versions = [part["versions"] for part in table["table"]]
    assert all(series(part["from"]) <= series(part.get("to", "99999")) for part in versions)
    assert all(series(new["from"]) > series(old["to"]) for new, old in pairwise(versions))
    symbols = {row["symbol"] for part in table["table"] for row in part["rows"]}
    assert symbols == table["texts"].keys()


def test_sources_speak_of_tables() -> None:
    sources = {path.stem for path in (ROOT / "bench/decoder_sources").glob("*.toml")}
    assert sources <= TABLES.keys()


@pytest.mark.skipif(sys.platform != "linux", reason="numbers of Linux")
def test_error_numbers_are_those_of_the_c_library() -> None:
    names = {
        name: row["value"]
        for row in TABLES["errno"]["rows"]
        for name in (row["symbol"], *row.get("also", []))
        if row["value"] < 512  # above are those of the kernel alone
    }
    library = {name: getattr(errno, name) for name in dir(errno) if name.startswith("E")}
    library.pop("ENOTSUP", None)  # a name of the C library for EOPNOTSUPP
    assert {name: names.get(name) for name in library} == library
    assert errno.errorcode.keys() <= set(names.values())
    assert [name for name, value in names.items() if os.strerror(value).startswith("Unknown")] == []


@pytest.mark.skipif(sys.platform != "linux", reason="numbers of Linux")
def test_signals_are_those_of_the_c_library() -> None:
    names = {
        name: row["value"]
        for row in TABLES["signal"]["rows"]
        if row["value"] < 32  # real-time signals have no names
        for name in (row["symbol"], *row.get("also", []))
    }
    library = {one.name: one.value for one in signal.Signals}
    library |= {name: getattr(signal, name).value for name in ("SIGIOT", "SIGPOLL") if hasattr(signal, name)}
    for name in ("SIGRTMIN", "SIGRTMAX"):
        library.pop(name, None)
    assert {name: names.get(name) for name in library} == library
    assert names.keys() - library.keys() <= {"SIGUNUSED", "SIGSTKFLT"}

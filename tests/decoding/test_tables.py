"""The real tables, read by the decoder: each row is found by its number and its names, nothing else is."""

from __future__ import annotations

import errno
import signal
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.catalog import decoders
from msgpedia.decoding.decode import decode
from msgpedia.decoding.model import LONGEST, Part
from msgpedia.decoding.numbers import number_of

TABLES = decoders.load()
LISTED = [kind for kind, table in TABLES.items() if table["shape"] in ("codes", "bits")]
Row = dict[str, Any]
Versions = tuple[str | None, str | None]


def tables_of(kind: str) -> Iterator[tuple[Versions, list[Row]]]:
    """The rows of a table, with the versions that they are of."""
    table = TABLES[kind]
    if "rows" in table:
        yield (None, None), table["rows"]
    for part in table.get("table", []):
        versions = part["versions"]
        yield (versions.get("from"), versions.get("to")), part["rows"]


def names_of(row: Row) -> Iterator[str]:
    if "symbol" in row:
        yield row["symbol"]
    yield from row.get("also", [])
    if "letter" in row:
        yield row["letter"]


def spelled(number: int, radix: int) -> list[str]:
    """A number in the ways in which programs print it."""
    return [f"{number:x}", f"{number:08X}", hex(number)] if radix == 16 else [str(number), hex(number)]


def only(kind: str, text: str, versions: Versions = (None, None)) -> Part:
    (reading,) = decode(TABLES.get, kind, text, versions=versions)
    (part,) = reading.parts
    return part


def is_of(part: Part, row: Row, kind: str) -> bool:
    """Whether a part is what a row says."""
    text = row.get("text") or TABLES[kind].get("texts", {}).get(row.get("symbol"))
    return part.known and part.symbol == row.get("symbol") and part.text == text


@pytest.mark.parametrize("kind", LISTED)
def test_each_row_is_found_by_its_number(kind: str) -> None:
    radix = TABLES[kind].get("radix", 10)
    for versions, rows in tables_of(kind):
        names = {name for row in rows for name in names_of(row)}
        for row in rows:
            if "value" not in row:
                continue
            for text in spelled(row["value"], radix):
                part = only(kind, text, versions)
                # rows with a mask may leave their own value to a row before them, or to one without
                assert part.known if "mask" in row or text in names else is_of(part, row, kind), text


@pytest.mark.parametrize("kind", LISTED)
def test_each_row_is_found_by_its_names(kind: str) -> None:
    for versions, rows in tables_of(kind):
        for row in rows:
            for name in names_of(row):
                assert is_of(only(kind, name, versions), row, kind), name


@pytest.mark.parametrize("kind", [kind for kind in LISTED if "printed" in str(TABLES[kind])])
def test_each_row_is_found_by_what_is_printed_for_it(kind: str) -> None:
    low = 1 << TABLES[kind].get("low", 0)
    for _, rows in tables_of(kind):
        for row in rows:
            for printed in row.get("printed", []):
                (reading,) = decode(TABLES.get, kind, printed.replace("%x", f"{row['value'] % low:x}"))
                alike = [other for other in rows if printed in other.get("printed", [])]
                assert [part.number for part in reading.parts] == [other["value"] for other in alike]
                assert all(is_of(part, other, kind) for part, other in zip(reading.parts, alike, strict=True))


@pytest.mark.parametrize("kind", [kind for kind in LISTED if TABLES[kind]["shape"] == "codes"])
@given(number=st.integers(0, 1 << 70) | st.integers(0, 1 << 12))
def test_a_number_without_row_is_not_known(kind: str, number: int) -> None:
    rows = TABLES[kind]["rows"]
    there = any(row.get("value") == number or ("mask" in row and number & row["mask"] == row["value"]) for row in rows)
    assert only(kind, hex(number)).known == there


@pytest.mark.parametrize("kind", [kind for kind in LISTED if TABLES[kind]["shape"] == "bits"])
@given(number=st.integers(1, 1 << 70))
def test_the_bits_that_are_told_make_the_number(kind: str, number: int) -> None:
    for reading in decode(TABLES.get, kind, hex(number)):
        total = 0
        for part in reading.parts:
            value = part.number if part.known else number_of(part.value or "", 16)
            assert value
            assert not total & value
            total |= value
        assert total == number


@pytest.mark.parametrize("kind", [kind for kind in TABLES if TABLES[kind]["shape"] == "ranges"])
@given(number=st.integers(-3000, 3000))
def test_ranges(kind: str, number: int) -> None:
    there = any(row["least"] <= number <= row["most"] for row in TABLES[kind]["rows"])
    assert only(kind, str(number)).known == there


@pytest.mark.parametrize("kind", TABLES)
@given(text=st.text(max_size=40) | st.from_regex(r"[-+0-9a-fA-FxX/|_{} ]{0,30}", fullmatch=True))
def test_any_text_has_an_answer(kind: str, text: str) -> None:
    for reading in decode(TABLES.get, kind, text):
        assert reading.parts
        for part in reading.parts:
            assert part.symbol or part.text or part.value is not None
            assert len(part.value or "") <= LONGEST


@pytest.mark.parametrize("kind", TABLES)
@pytest.mark.parametrize(
    "text",
    [
        "\0",
        "1\0",
        "\x1b[2J",
        "\u202e1",
        "x" * (1 << 20),
        "1" * (1 << 20),
        "|" * (1 << 20),
        "\ud800",
        "0x",
        "{}",
        "9" * 25,
    ],
    ids=ascii,
)
def test_hostile_values_are_not_known(kind: str, text: str) -> None:
    for reading in decode(TABLES.get, kind, text):
        assert not any(part.known for part in reading.parts)
        assert sum(len(part.value or "") for part in reading.parts) <= LONGEST


@pytest.mark.skipif(sys.platform != "linux", reason="numbers of Linux")
def test_error_numbers_are_those_of_the_c_library() -> None:
    for number, name in errno.errorcode.items():
        if name == "ENOTSUP":
            name = "EOPNOTSUPP"  # the other is a name of the C library for it
        for text in (str(number), f"-{number}", name, f"-{name}"):
            part = only("errno", text)
            assert name in (part.symbol, *part.also) or (name == "ENOTSUP" and not part.known)


@pytest.mark.skipif(sys.platform != "linux", reason="numbers of Linux")
def test_signals_are_those_of_the_c_library() -> None:
    for each in signal.Signals:
        if each.name not in ("SIGRTMIN", "SIGRTMAX"):
            for text in (str(each.value), each.name, each.name.removeprefix("SIG")):
                assert each.name in (only("signal", text).symbol, *only("signal", text).also)
            both = only("systemd-exit-status", f"{each.value}/{each.name.removeprefix('SIG')}")
            assert each.name in (both.symbol, *both.also)

"""What holds for the header of any line; the cases are in `tests/conformance/headers.json`."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conformance.layout import read

from msgpedia.bundle import headers
from msgpedia.logs.headers import (
    FIELDS,
    FORMAT,
    IDENT,
    KTIME,
    NO_HEADER,
    PRI,
    TIME,
    HeaderSplitter,
    severity_of,
    time_of,
    unescape,
)
from msgpedia.matching.planner import HoleTable


def new_splitter(together: bool = True) -> HeaderSplitter:
    table = HoleTable()
    rows = [header.as_data(table) for header in headers.load()]
    if not together:
        for number, row in enumerate(rows):
            row["name"] = f"{row['name']}#{number}"
    return HeaderSplitter(rows, table.rows())


SPLITTER = new_splitter()
ONE_BY_ONE = new_splitter(together=False)
LINES = [line for group in read("headers.json")["groups"] for line, *_ in group["cases"]]
IMPLIED = {template.more.get("ident") for template in headers.load()}
PIECES = [
    "Oct 27 18:00:02 ",
    "2024-10-27T18:00:02Z ",
    "host ",
    "kernel: ",
    "sshd[1]: ",
    "I1027 18:00:02.123456    1234 a.go:1] ",
    "2024-10-27T18:00:02Z stdout F ",
    "message repeated 2 times: [ ",
    "]",
    "[    1.000000] ",
    "<6>",
    "x",
    " ",
]


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.text(max_size=40))
def test_a_line_is_its_header_and_its_body(line: str) -> None:
    header, start, end = SPLITTER.split(line)
    assert 0 <= start <= end <= len(line)
    assert header != NO_HEADER or (start, end) == (0, len(line.rstrip("\r")))
    said = [value for value in header[: len(FIELDS)] if value is not None and value not in IMPLIED]
    assert [value for value in said if value not in line] == []


@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join) | st.sampled_from(LINES))
def test_rows_that_are_tried_together_match_as_they_would_one_by_one(line: str) -> None:
    found, start, end = SPLITTER.split(line)
    alone, *place = ONE_BY_ONE.split(line)
    names = "+".join(name.partition("#")[0] for name in alone[FORMAT].split("+")) if alone[FORMAT] else None
    assert (found, [start, end]) == ((*alone[:FORMAT], names, *alone[FORMAT + 1 :]), place)


@given(st.text(st.characters(exclude_characters="\\#"), max_size=20))
def test_a_body_without_escapes_stays(body: str) -> None:
    assert unescape(body) == body


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_what_the_kernel_escaped_is_put_back(body: str) -> None:
    escaped = "".join(
        chr(byte) if 32 <= byte < 127 and byte != 92 else f"\\x{byte:02x}" for byte in body.replace("#", "").encode()
    )
    assert unescape(escaped) == body.replace("#", "")


def test_more_starts_of_lines_than_are_remembered_change_nothing() -> None:
    splitter = new_splitter()
    for code in range(0x4E00, 0x4E00 + 3000):
        line = chr(code) + "[    1.000000] x"
        assert splitter.split(line) == (NO_HEADER, 0, len(line))
    header, *_ = splitter.split("[    1.000000] x")
    assert header[KTIME] == "    1.000000"


def header_with(**values: str) -> tuple[str | None, ...]:
    places = {"time": TIME, "ident": IDENT, "pri": PRI, "ktime": KTIME}
    return tuple(
        next((text for name, text in values.items() if places[name] == number), None)
        for number in range(len(NO_HEADER))
    )


@pytest.mark.parametrize(("pri", "severity"), [("0", "emerg"), ("6", "info"), ("30", "info"), ("191", "debug")])
def test_the_severity_of_a_priority_value(pri: str, severity: str) -> None:
    assert severity_of(header_with(pri=pri)) == severity


def test_a_line_without_priority_value_has_no_severity() -> None:
    assert severity_of(NO_HEADER) is None


def test_the_time_of_the_log_stands_before_the_kernels_clock() -> None:
    assert time_of(header_with(time="Oct 27 18:00:02", ktime="    1.000000")) == "Oct 27 18:00:02"
    assert time_of(header_with(ktime="    1.000000")) == "1.000000"
    assert time_of(NO_HEADER) is None

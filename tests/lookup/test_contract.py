"""The contract of `lookup --format jsonl` for lines that nobody expects; `bench/fuzz.py` does this a million times."""

from __future__ import annotations

import contextlib
import gzip
import json
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests import contract
from tests.conformance.layout import read

from msgpedia.bundle.store import open_index
from msgpedia.logs.inputs import DamagedError, opened
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer, encode

if TYPE_CHECKING:
    from msgpedia.logs.lines import Stream

LINES = [
    case[0].encode("utf-8", "surrogatepass") for group in read("headers.json")["groups"] for case in group["cases"]
]
PIECES = [*LINES, b"\n", b"\r\n", b"\0", b"\x1b[31m", b"\xff", b"\xed\xa0\x80", b"__CURSOR=a\n", b"MESSAGE=x\n\n"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.lists(st.integers(0, 300)),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)
KEYS = ["MESSAGE", "__REALTIME_TIMESTAMP", "_TRANSPORT", "SYSLOG_FACILITY", "_PID", "PRIORITY", "SYSLOG_IDENTIFIER"]
KEYS += ["msg", "level", "time", "ts", "log", "stream", "message", "error_severity", "timestamp", "pid"]


@pytest.fixture(scope="module")
def explainer(bundle_file: Path) -> Explainer:
    return Explainer(Engine(open_index(str(bundle_file))), "en")


def rows(explainer: Explainer, data: bytes, stream: Stream | None = None) -> Iterable[dict[str, Any]]:
    number = 1
    for lines in blocks(stream or BytesIO(data)):
        for line in lines:
            row = contract.row_of(encode(explainer.row("-", number, line)))
            contract.check(row)
            yield row
            number += 1 if isinstance(line, str) else line.lines


@given(st.lists(st.sampled_from(PIECES) | st.binary(max_size=20), max_size=12).map(b"".join))
def test_every_line_has_its_row(explainer: Explainer, data: bytes) -> None:
    contract.check_lines(list(rows(explainer, data)), data)


@given(st.dictionaries(st.sampled_from(KEYS), JSON, min_size=1))
def test_structured_records_of_any_values(explainer: Explainer, record: dict[str, Any]) -> None:
    data = json.dumps(record).encode()
    (row,) = rows(explainer, data)
    assert row["text"] == data.decode()


@given(st.lists(st.sampled_from(LINES), max_size=20), st.integers(0, 400))
def test_what_a_cut_off_archive_still_gives(explainer: Explainer, lines: list[bytes], kept: int) -> None:
    found: list[str] = []
    with contextlib.suppress(DamagedError):
        found.extend(
            row["text"] for row in rows(explainer, b"", opened(BytesIO(gzip.compress(b"\n".join(lines))[:kept])))
        )
    expected = b"\n".join(lines).decode("utf-8", "replace").split("\n")
    assert found[:-1] == [line.removesuffix("\r") for line in expected[: max(0, len(found) - 1)]]

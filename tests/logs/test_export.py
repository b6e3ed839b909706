"""Entries of `journalctl -o export` among other lines, however the bytes come."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tests.logs.test_lines import Source

from msgpedia.logs.lines import Record, blocks


def binary(name: str, value: bytes) -> bytes:
    return name.encode() + b"\n" + len(value).to_bytes(8, "little") + value + b"\n"


ENTRY = (
    b"__CURSOR=s=1;i=2\n__REALTIME_TIMESTAMP=1730019602123456\n_HOSTNAME=host\nSYSLOG_IDENTIFIER=app\n"
    + binary("MESSAGE", b"first line\n\nthird line")
    + b"A=1\nA=2\nA=3\nEMPTY=\n\n"
)


def items(*pieces: bytes) -> list[str | Record]:
    return [item for block in blocks(Source(list(pieces))) for item in block]


def described(data: bytes, *cuts: int) -> list[object]:
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    found = items(*(data[start:stop] for start, stop in pairwise(places)))
    return [item if isinstance(item, str) else (item.text, item.lines, item.fields) for item in found]


def test_an_entry_is_one_item_with_all_its_fields() -> None:
    (entry,) = items(ENTRY)
    assert isinstance(entry, Record)
    assert entry.fields == {
        "__CURSOR": "s=1;i=2",
        "__REALTIME_TIMESTAMP": "1730019602123456",
        "_HOSTNAME": "host",
        "SYSLOG_IDENTIFIER": "app",
        "MESSAGE": "first line\n\nthird line",
        "A": ["1", "2", "3"],
        "EMPTY": "",
    }
    assert entry.lines == ENTRY.count(b"\n")


def test_entries_and_lines_may_be_mixed() -> None:
    found = items(b"plain one\n" + ENTRY + ENTRY + b"plain two\r\nplain three\n" + ENTRY[:-1])
    kinds = [item if isinstance(item, str) else "entry" for item in found]
    assert kinds == ["plain one", "entry", "entry", "plain two", "plain three", "entry"]


def test_an_entry_comes_out_as_soon_as_it_is_whole() -> None:
    source = Source([b"x\n", ENTRY[:50], ENTRY[50:], ENTRY[:10]])
    found = blocks(source)
    assert next(found) == ["x"]
    (entry,) = next(found)
    assert isinstance(entry, Record)
    assert source.pieces == [ENTRY[:10]]


def test_what_is_no_entry_is_lines() -> None:
    assert items(b"__CURSOR=x\nnot a field\nB=1\n\n") == ["__CURSOR=x", "not a field", "B=1", ""]
    assert items(b"__CURSOR=x\nMESSAGE\n\xff\xff\xff\xff\xff\xff\xff\x7f") == [
        "__CURSOR=x",
        "MESSAGE",
        "\ufffd" * 7 + "\x7f",
    ]


@given(st.lists(st.integers(0, 3 * len(ENTRY)), max_size=12))
def test_how_the_bytes_come_makes_no_difference(cuts: list[int]) -> None:
    data = b"plain\n" + ENTRY + b"more\n" + ENTRY
    assert described(data, *cuts) == described(data)


@given(st.binary(max_size=60), st.lists(st.integers(0, 120), max_size=8))
def test_broken_entries_lose_nothing(data: bytes, cuts: list[int]) -> None:
    whole = b"__CURSOR=x\n" + data
    assert described(whole, *cuts) == described(whole)
    lines = sum(1 if isinstance(item, str) else item.lines for item in items(whole))
    assert lines == whole.count(b"\n") + (not whole.endswith(b"\n"))


def test_many_small_pieces_of_a_large_entry() -> None:
    data = b"__CURSOR=x\n" + binary("MESSAGE", b"y" * 200_000) + b"\n"
    (entry,) = items(*(data[start : start + 37] for start in range(0, len(data), 37)))
    assert isinstance(entry, Record)
    assert entry.fields == {"__CURSOR": "x", "MESSAGE": "y" * 200_000}

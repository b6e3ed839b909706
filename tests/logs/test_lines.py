"""Cutting bytes into lines: at line feeds alone, whatever the bytes are and however they come."""

from __future__ import annotations

import os
from io import FileIO
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.logs import lines


class Source:
    """A stream that gives its bytes in pieces of its own choice, as pipes do."""

    def __init__(self, pieces: list[bytes]) -> None:
        self.pieces = [piece for piece in pieces if piece]

    def read(self, size: int) -> bytes:
        del size
        return self.pieces.pop(0) if self.pieces else b""


def all_lines(*pieces: bytes) -> list[str]:
    items = [line for block in lines.blocks(Source(list(pieces))) for line in block]
    return [line if isinstance(line, str) else line.text for line in items]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", []),
        (b"\n", [""]),
        (b"a", ["a"]),
        (b"a\n", ["a"]),
        (b"a\n\nb", ["a", "", "b"]),
        (b"a\r\nb\r\r\nc\r", ["a", "b\r", "c"]),
        (b"a\rb\n", ["a\rb"]),
        (b"a\x00b\n", ["a\x00b"]),
        ("a\u2028b\u0085c\x0bd\x0ce\x1cf\n".encode(), ["a\u2028b\u0085c\x0bd\x0ce\x1cf"]),
        (b"\xff\xe3\x81\n", ["\ufffd\ufffd"]),
        (b"\xed\xa0\x80\n", ["\ufffd\ufffd\ufffd"]),
        ("あ😀\n".encode(), ["あ😀"]),
        (b"\xef\xbb\xbfa\n", ["\ufeffa"]),
    ],
)
def test_lines_are_cut_at_line_feeds_alone(data: bytes, expected: list[str]) -> None:
    assert all_lines(data) == expected


@given(st.binary(max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_how_the_bytes_come_makes_no_difference(data: bytes, cuts: list[int]) -> None:
    places = [0, *sorted(min(cut, len(data)) for cut in cuts), len(data)]
    pieces = [data[start:stop] for start, stop in pairwise(places)]
    assert all_lines(*pieces) == all_lines(data)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=8), max_size=6))
def test_lines_that_were_written_are_read_again(written: list[str]) -> None:
    assert all_lines("".join(line + "\r\n" for line in written).encode()) == written


def test_a_line_comes_out_before_the_next_read() -> None:
    reading, writing = os.pipe()
    with FileIO(reading) as stream, FileIO(writing, "w") as sink:
        blocks = lines.blocks(stream)
        sink.write(b"first\nsec")
        assert next(blocks) == ["first"]
        sink.write(b"ond\nthird")
        assert next(blocks) == ["second"]
        sink.close()
        assert next(blocks) == ["third"]
        assert list(blocks) == []


def test_a_line_of_many_blocks_is_one_line() -> None:
    assert all_lines(*[b"x" * lines.BLOCK] * 5, b"\nend") == ["x" * lines.BLOCK * 5, "end"]

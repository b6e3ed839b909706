"""Compressed logs: known by their content, read as they come, explained where they are cut off."""

from __future__ import annotations

import bz2
import contextlib
import gzip
import io
import lzma
import sys
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.logs.inputs import DamagedError, opened
from msgpedia.logs.lines import blocks

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

PACKERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "bzip2": bz2.compress,
    "xz": lzma.compress,
    "zstd": zstd.compress,
}
LINES = [f"Oct 27 18:00:02 host kernel: line {number}" for number in range(5000)]
DATA = "".join(f"{line}\n" for line in LINES).encode()


class Drops:
    """A stream that gives a few bytes at a time, as slow pipes do."""

    def __init__(self, data: bytes, size: int = 1) -> None:
        self.data, self.size = data, size

    def read(self, size: int, /) -> bytes:
        found, self.data = self.data[: min(size, self.size)], self.data[min(size, self.size) :]
        return found


def plain(data: bytes, size: int = 1 << 16) -> bytes:
    stream = opened(Drops(data, size))
    found = b""
    while piece := stream.read(100):
        assert len(piece) <= 100
        found += piece
    return found


@pytest.mark.parametrize("name", PACKERS)
def test_what_was_compressed_is_read(name: str) -> None:
    packed = PACKERS[name](DATA)
    assert plain(packed) == DATA
    assert plain(packed, 7) == DATA
    assert plain(PACKERS[name](b"")) == b""


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("size", [1, 3, 4096])
def test_text_in_utf_16_is_read_by_its_mark(order: str, size: int) -> None:
    text = "Oct 27 18:00:02 host kernel: 焦げた \N{FIRE}\r\n" * 50
    data = f"\ufeff{text}".encode(order)
    assert plain(data, size) == text.encode()
    assert plain(data[:-1], size).decode() == text[:-1] + "\ufffd"
    assert plain(data[:2], size) == b""


def test_other_bytes_that_look_like_its_mark_are_no_text_in_utf_16() -> None:
    data = b"\xff\xfeOct 27 18:00:02 host kernel: x\nOct 27 18:00:03 host kernel: y\n"
    assert plain(data) == data


@pytest.mark.parametrize("name", PACKERS)
def test_members_one_behind_the_other_are_one_log(name: str) -> None:
    packed = PACKERS[name](b"one\n") + PACKERS[name](b"") + PACKERS[name](b"two\n")
    assert plain(packed, 3) == b"one\ntwo\n"
    assert plain(packed + b"\0" * 512) == b"one\ntwo\n"


@pytest.mark.parametrize("name", PACKERS)
@pytest.mark.parametrize("kept", [0.99, 0.5, 0.1])
def test_of_a_stream_that_is_cut_off_the_lines_before_are_kept(name: str, kept: float) -> None:
    packed = PACKERS[name](DATA)
    found: list[str] = []

    def read() -> None:
        for lines in blocks(opened(Drops(packed[: int(len(packed) * kept)], 1000))):
            found.extend(line for line in lines if isinstance(line, str))

    with pytest.raises(DamagedError, match=f"{name} data is cut off"):
        read()
    assert found[:-1] == LINES[: max(0, len(found) - 1)]
    assert not found or LINES[len(found) - 1].startswith(found[-1])


@pytest.mark.parametrize("name", PACKERS)
def test_damaged_data_is_told(name: str) -> None:
    packed = bytearray(PACKERS[name](DATA))
    middle = len(packed) // 2
    packed[middle : middle + 40] = b"\xff" * 40
    with pytest.raises(DamagedError, match=f"{name} data is (damaged|cut off)"):
        plain(bytes(packed))


@pytest.mark.parametrize("name", PACKERS)
def test_what_stands_behind_the_end_is_told(name: str) -> None:
    with pytest.raises(DamagedError):
        plain(PACKERS[name](b"one\n") + b"this is no compressed data")


@pytest.mark.parametrize("data", [b"", b"B", b"BZ", b"BZh9 is no magic", b"\x1f", b"\x28\xb5 x", b"\xfd7zX text\n"])
def test_what_only_begins_like_compressed_data_stays(data: bytes) -> None:
    assert plain(data, 1) == data


@given(st.binary(max_size=300), st.sampled_from(sorted(PACKERS)), st.integers(1, 400))
def test_however_the_bytes_come(data: bytes, name: str, size: int) -> None:
    assert plain(PACKERS[name](data), size) == data


@given(st.binary(max_size=200), st.sampled_from(sorted(PACKERS)))
def test_nonsense_behind_a_magic_ends_with_an_explanation(data: bytes, name: str) -> None:
    whole = PACKERS[name](b"")[:4] + data
    with contextlib.suppress(DamagedError):
        assert plain(whole) in (b"", whole)


def test_a_bomb_is_read_in_small_pieces() -> None:
    packed = gzip.compress(b"\0" * 50_000_000)
    stream = opened(io.BytesIO(packed))
    assert max(len(stream.read(1000) or b"") for _ in range(1000)) <= 1000

"""Compressed kernels and modules → their plain bytes, piece by piece, in bounded memory."""

from __future__ import annotations

import bz2
import lzma
import mmap
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from msgpedia.harvest import lz4
from msgpedia.harvest.collected import HarvestError

PIECE = 1 << 20  # bytes that come out at once, at most
MOST_BYTES = 2 << 30  # that one file may give
_MOST_MEMORY = 1 << 28  # that an xz stream may ask for
_INPUT = 1 << 18


Data = bytes | mmap.mmap


class DamagedError(HarvestError):
    """Data that is not what its first bytes say, or is cut off."""


class _Member(Protocol):
    """What the decompressors of the standard library have in common."""

    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class _Gzip:
    """`zlib`'s decompressor with the manners of the others."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def needs_input(self) -> bool:
        return not self._object.unconsumed_tail

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + data, max(0, max_length))


def _zstd() -> Any:
    try:
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdDecompressor
        else:
            from backports.zstd import ZstdDecompressor
    except ImportError as error:
        raise HarvestError("zstd needs Python 3.14 or the package backports.zstd") from error
    return ZstdDecompressor()


def _lzo() -> Any:
    raise HarvestError("LZO cannot be read; unpack it with the kernel's scripts/extract-vmlinux and name what it gives")


@dataclass(frozen=True, slots=True)
class Format:
    """A compression: the bytes it begins with and what makes its decompressor; none for LZ4."""

    name: str
    magic: bytes
    member: Callable[[], _Member] | None


FORMATS = (
    Format("gzip", b"\x1f\x8b\x08", _Gzip),
    Format("xz", b"\xfd7zXZ\0", lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, _MOST_MEMORY)),
    Format("zstd", b"\x28\xb5\x2f\xfd", _zstd),
    Format("bzip2", b"BZh", bz2.BZ2Decompressor),
    Format("LZ4", lz4.MAGIC, None),
    Format("LZO", b"\x89LZO\0\r\n\x1a\n", _lzo),
    Format("lzma", b"\x5d\0\0", lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, _MOST_MEMORY)),
)


def format_of(head: bytes) -> Format | None:
    """How data is compressed that begins so."""
    return next((known for known in FORMATS if head.startswith(known.magic)), None)


def decompressed(data: Data, place: slice, known: Format) -> Iterator[bytes]:
    """The plain bytes of what stands in a place of data in a format; what stands behind its end is passed over.

    Raises DamagedError, and HarvestError where the format cannot be read here or gives too much.
    """
    pieces = lz4.blocks(data[place]) if known.member is None else _pieces(data, place, known.member(), known.name)
    size = 0
    try:
        for piece in pieces:
            size += len(piece)
            if size > MOST_BYTES:
                raise HarvestError(f"the {known.name} data gives more than {MOST_BYTES >> 30} GiB")
            yield piece
    except lz4.Lz4Error as error:
        raise DamagedError(str(error)) from error


def _pieces(data: Data, place: slice, member: _Member, name: str) -> Iterator[bytes]:
    at, end, _ = place.indices(len(data))
    while not member.eof:
        given = b""
        if member.needs_input:
            given = data[at : min(end, at + _INPUT)]
            at += len(given)
            if not given:
                raise DamagedError(f"the {name} data is cut off")
        try:
            piece = member.decompress(given, PIECE)
        except Exception as error:  # zlib, bz2, lzma and zstd raise errors of their own classes for bad data
            raise DamagedError(f"the {name} data is damaged ({error})") from error
        if piece:
            yield piece

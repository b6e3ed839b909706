"""The file of a pack's index: sections that are read in place, each piece with a checksum of its own.

All numbers are little-endian. `docs/packs.md` has the layout for programs in other languages.

    head       magic, version, number of sections, length of the file, length of its eager part, CRC-32 of that part
    directory  for each section: name (16 bytes), offset, length (u64 each)
    sections   each at a multiple of 8

The eager part, which is checked when the file is opened, is head, directory and the first section, `meta`; its size
does not depend on that of the pack. All else is *heaps* and *buckets*, each piece checked when it is read.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_left

from msgpedia.bundle.index import numbers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import BinaryIO

MAGIC = b"MSGPPCK\n"
VERSION = 4
HEAD = struct.Struct("<8sIIQQI4x")
CHECKED = 32  # bytes of the head before the CRC-32
SECTION = struct.Struct("<16sQQ")
NUMBER = struct.Struct("<I")
PIECE = struct.Struct("<II")  # CRC-32 of what follows, a count of bytes or rows
ALIGNMENT = 8
_FILTER_BITS, _LEAST_BITS, _MOST_BITS = 8, 6, 24  # of a filter: for each row, in all as a power of two


class DamagedError(Exception):
    """An index file that cannot be used; it is made anew."""


class Sections:
    """Writes a file of sections one behind the other, without holding any of them in memory."""

    def __init__(self, file: BinaryIO, names: Sequence[str]) -> None:
        self._file, self._names = file, list(names)
        self._rows: list[bytes] = []
        self._offset = HEAD.size + SECTION.size * len(self._names)
        self._eager = 0
        file.write(bytes(self._offset))

    def add(self, name: str, pieces: Iterable[bytes]) -> None:
        """Write the next section."""
        if self._names[len(self._rows)] != name:
            raise ValueError(f"the next section is {self._names[len(self._rows)]}, not {name}")
        self._file.write(bytes(-self._offset % ALIGNMENT))
        start = self._offset = self._offset + -self._offset % ALIGNMENT
        for piece in pieces:
            self._file.write(piece)
            self._offset += len(piece)
        self._rows.append(SECTION.pack(name.encode(), start, self._offset - start))
        self._eager = self._eager or self._offset

    def finish(self) -> None:
        """Write head and directory. The file is read for the checksum of its eager part."""
        head = HEAD.pack(MAGIC, VERSION, len(self._rows), self._offset, self._eager, 0)
        directory = b"".join(self._rows)
        begin = HEAD.size + len(directory)
        self._file.seek(begin)
        rest = self._file.read(self._eager - begin)
        checksum = zlib.crc32(directory + rest, zlib.crc32(head[:CHECKED]))
        self._file.seek(0)
        self._file.write(head[:CHECKED] + NUMBER.pack(checksum) + head[CHECKED + NUMBER.size :] + directory)


def sections(data: memoryview) -> dict[str, memoryview]:
    """The sections of a file by name. Raises DamagedError where its eager part is damaged, or it is cut off."""
    try:
        magic, version, count, length, eager, checksum = HEAD.unpack_from(data, 0)
        if magic != MAGIC or version != VERSION:
            raise DamagedError("another version")
        if length != len(data) or eager > min(length, 1 << 24):
            raise DamagedError("cut off or damaged")
        if checksum != zlib.crc32(data[HEAD.size : eager], zlib.crc32(data[:CHECKED])):
            raise DamagedError("damaged")
        found = {}
        for number in range(count):
            name, offset, size = SECTION.unpack_from(data, HEAD.size + number * SECTION.size)
            found[name.rstrip(b"\0").decode("ascii")] = data[offset : offset + size]
        return found
    except (struct.error, ValueError) as error:
        raise DamagedError(str(error)) from error


def heap(items: Iterable[bytes], offsets: list[int]) -> Iterator[bytes]:
    """The pieces of a heap, one an item. Fills the list of offsets."""
    return _pieces(((len(item), item) for item in items), offsets)


def _pieces(items: Iterable[tuple[int, bytes]], offsets: list[int]) -> Iterator[bytes]:
    """CRC-32 of what follows (the number of the piece goes into it), a count, bytes, and padding."""
    place = 0
    offsets.append(0)
    for number, (count, item) in enumerate(items):
        body = NUMBER.pack(count) + item
        piece = NUMBER.pack(zlib.crc32(body, number)) + body
        piece += bytes(-len(piece) % ALIGNMENT)
        place += len(piece) // ALIGNMENT
        offsets.append(place)
        yield piece


def _piece(data: memoryview, offsets: Sequence[int], number: int, size: int) -> bytes:
    """A piece less its head, held to its checksum. `size` is that of what its count counts."""
    if not 0 <= number < len(offsets) - 1:
        raise DamagedError(f"there is no piece {number}")
    piece = bytes(data[offsets[number] * ALIGNMENT : offsets[number + 1] * ALIGNMENT])
    try:
        checksum, count = PIECE.unpack_from(piece)
    except struct.error as error:
        raise DamagedError(str(error)) from error
    end = PIECE.size + count * size
    if end > len(piece) or zlib.crc32(piece[NUMBER.size : end], number) != checksum:
        raise DamagedError(f"piece {number}")
    return piece[PIECE.size : end]


class Heap:
    """Items of a heap by number."""

    __slots__ = ("_at", "_data")

    def __init__(self, found: dict[str, memoryview], name: str) -> None:
        self._data, self._at = found[name], column("I", found[f"{name}_at"])

    def __getitem__(self, number: int) -> bytes:
        """Raises DamagedError where the item is damaged."""
        return _piece(self._data, self._at, number, 1)


def bucket_bits(rows: int) -> int:
    """How many bits of a key choose its bucket, so that a bucket has some eight rows."""
    return max(0, (rows // 8).bit_length())


def buckets(rows: Sequence[bytes], keys: Sequence[int], bits: int, offsets: list[int]) -> Iterator[bytes]:
    """The pieces of a table of buckets: `rows`, sorted by their keys (u32), in buckets by the first bits of the key."""

    def items() -> Iterator[tuple[int, bytes]]:
        begin = 0
        for number in range(1 << bits):
            end = bisect_left(keys, (number + 1) << (32 - bits), begin)
            yield end - begin, b"".join(rows[begin:end])
            begin = end

    return _pieces(items(), offsets)


def filter_of(keys: Iterable[int], rows: int) -> bytes:
    """A table of bits, a power of two of them, that tells of most keys (u32) which are not there that they are not."""
    bits = min(max((rows * _FILTER_BITS).bit_length(), _LEAST_BITS), _MOST_BITS)
    found = bytearray(1 << bits - 3)
    for key in keys:
        place = key >> 32 - bits
        found[place >> 3] |= 1 << (place & 7)
    return bytes(found)


class Filter:
    """Such a table. Raises DamagedError where it is none."""

    __slots__ = ("_bits", "_shift")

    def __init__(self, data: bytes) -> None:
        size = len(data).bit_length() - 1
        if not data or len(data) != 1 << size:
            raise DamagedError("filter")
        self._bits, self._shift = data, 32 - size - 3

    def passing(self, keys: Iterable[int]) -> list[int]:
        """The keys that may be there."""
        bits, shift = self._bits, self._shift
        byte = shift + 3
        return [key for key in keys if bits[key >> byte] >> (key >> shift & 7) & 1]


class Buckets:
    """Rows of a table of buckets by key."""

    __slots__ = ("_at", "_data", "_key", "_row", "_shift")

    def __init__(self, found: dict[str, memoryview], name: str, row: struct.Struct, key: int) -> None:
        """`key` is the place of the key among the numbers of a row."""
        self._data, self._at = found[name], column("I", found[f"{name}_at"])
        self._row, self._key = row, key
        bits = (len(self._at) - 1).bit_length() - 1
        if bits < 0 or len(self._at) != (1 << bits) + 1:
            raise DamagedError(name)
        self._shift = 32 - bits

    def __getitem__(self, key: int) -> list[tuple[int, ...]]:
        """The rows of a key, in their order. Raises DamagedError where its bucket is damaged."""
        data = _piece(self._data, self._at, key >> self._shift, self._row.size)
        if NUMBER.pack(key) not in data:
            return []
        place = self._key
        return [row for row in self._row.iter_unpack(data) if row[place] == key]


def column(kind: str, data: memoryview) -> Sequence[int]:
    """The numbers of a column, without a copy where the machine writes them as the file does."""
    try:
        return numbers(kind, data)
    except (TypeError, struct.error) as error:
        raise DamagedError(str(error)) from error


def packed(kind: str, values: Sequence[int]) -> bytes:
    """Numbers as they stand in a file."""
    return struct.pack(f"<{len(values)}{kind}", *values)

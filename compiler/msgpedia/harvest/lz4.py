"""The LZ4 legacy format, as the kernel's build compresses with it: the standard library has none."""

from __future__ import annotations

from collections.abc import Iterator

MAGIC = b"\x02\x21\x4c\x18"
_MOST_BLOCK = 8 << 20  # bytes that a block gives


class Lz4Error(Exception):
    """Data that is not LZ4 or is cut off."""


def blocks(data: bytes) -> Iterator[bytes]:
    """file = magic { size block }, the size of the compressed block in four bytes. Raises Lz4Error.

    What stands behind the last block ends it: the kernel's build appends the size of the whole there.
    """
    at, plain = len(MAGIC), b""
    while at + 4 < len(data):
        size = int.from_bytes(data[at : at + 4], "little")
        if data[at : at + 4] != MAGIC:
            if size > _MOST_BLOCK * 2 or at + 4 + size > len(data):
                if plain:
                    return
                raise Lz4Error("the LZ4 data is damaged or cut off")
            plain = _block(data[at + 4 : at + 4 + size])
            yield plain
            at += size
        at += 4


def _block(data: bytes) -> bytes:
    """block = { token [ more length ] literals distance [ more length ] }, the last without a distance."""
    out = bytearray()
    at = 0
    try:
        while True:
            token = data[at]
            length, at = _length(data, at + 1, token >> 4)
            out += data[at : at + length]
            at += length
            if at >= len(data):
                break
            distance = data[at] | data[at + 1] << 8
            length, at = _length(data, at + 2, token & 15)
            length += 4
            if not 0 < distance <= len(out) or len(out) + length > _MOST_BLOCK:
                raise Lz4Error("the LZ4 data is damaged")
            seed = out[-distance:] if distance >= length else out[-distance:] * (length // distance + 1)
            out += seed[:length]
    except IndexError as error:
        raise Lz4Error("the LZ4 data is cut off") from error
    return bytes(out)


def _length(data: bytes, at: int, length: int) -> tuple[int, int]:
    """A length with the bytes that are added to a nibble of 15, and where it ends."""
    if length == 15:
        while data[at] == 255:
            length, at = length + 255, at + 1
        length, at = length + data[at], at + 1
    return length, at

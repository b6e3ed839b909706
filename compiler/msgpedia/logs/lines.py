"""Bytes of files and pipes in, blocks of whole lines out."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import FileIO

BLOCK = 1 << 18  # bytes asked for at a time; a read from a pipe returns as soon as there is something


def blocks(stream: FileIO) -> Iterator[list[str]]:
    """The lines of a raw stream, a list for each read that completed a line.

    Lines are cut at `\\n` only, one `\\r` before it is dropped; bytes are decoded as UTF-8 with U+FFFD for errors. A
    last line without an end is a line. Raises OSError where reading fails.
    """
    parts: list[bytes] = []
    while data := stream.read(BLOCK):
        cut = data.rfind(b"\n")
        if cut < 0:
            parts.append(data)
            continue
        parts.append(data[:cut])
        yield split(b"".join(parts))
        parts = [data[cut + 1 :]]
    rest = b"".join(parts)
    if rest:
        yield split(rest)


def split(data: bytes) -> list[str]:
    """The lines of a block of bytes that does not end with a line's end."""
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    if "\r" in text:
        return [line.removesuffix("\r") for line in lines]
    return lines

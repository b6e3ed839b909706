"""A kernel as it is booted, or a module → the plain bytes of the program in it.

bzImage = boot sector, "HdrS" and where the payload is, payload (the x86 boot protocol, from 2.08 on)
zboot   = "MZ" .. "zimg", where the payload is, payload (EFI, other architectures)
other   = a compressed file, an ELF file, an Image, code that has a compressed kernel somewhere in it, or plain code
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from msgpedia.harvest.collected import HarvestError
from msgpedia.harvest.decompression import (
    FORMATS,
    MOST_BYTES,
    PIECE,
    DamagedError,
    Data,
    Format,
    decompressed,
    format_of,
)

_BANNER = b"Linux version "
_IMAGES = (b"ARM\x64", b"RSC\x05")  # at 56, in an Image of ARM and RISC-V
_PLAUSIBLE = 1 << 16  # bytes that data must give to be taken for a kernel
_MOST_TRIES = 200  # places that look like the beginning of compressed data


def pieces(path: Path) -> Iterator[bytes]:
    """The plain bytes of a file. Raises HarvestError where there is no kernel or module in it, and OSError."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size > MOST_BYTES:
            raise HarvestError(f"larger than {MOST_BYTES >> 30} GiB")
        if not size:
            raise HarvestError("empty")
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            yield from unpacked(data)


def unpacked(data: Data) -> Iterator[bytes]:
    """The same for the content of a file."""
    payload = _payload(data)
    place = payload or slice(0, len(data))
    known = format_of(data[place.start : place.start + 16])
    if known is not None:
        yield from decompressed(data, place, known)
    elif payload is not None:
        raise HarvestError("a kernel whose compression is not known")
    elif data[:4] == b"\x7fELF" or data[56:60] in _IMAGES:
        yield from _plain(data)
    else:
        yield from _searched(data)


def _payload(data: Data) -> slice | None:
    """Where the payload is, if a header says so."""
    if data[0x202:0x206] == b"HdrS" and len(data) >= 0x250:
        (version,) = struct.unpack_from("<H", data, 0x206)
        offset, length = struct.unpack_from("<II", data, 0x248)
        begin = ((data[0x1F1] or 4) + 1) * 512 + offset
        return slice(begin, begin + length) if version >= 0x208 and length else None
    if data[:2] == b"MZ" and data[4:8] == b"zimg":
        offset, length = struct.unpack_from("<II", data, 8)
        return slice(offset, offset + length)
    return None


def _plain(data: Data) -> Iterator[bytes]:
    for at in range(0, len(data), PIECE):
        yield data[at : at + PIECE]


def _searched(data: Data) -> Iterator[bytes]:
    """The first compressed data in a file that gives a good deal, or the file where it is a kernel itself."""
    problem = "no kernel or module"
    for at, known in _places(data):
        found = decompressed(data, slice(at, len(data)), known)
        head: list[bytes] = []
        try:
            while sum(map(len, head)) < _PLAUSIBLE:
                head.append(next(found))
        except (DamagedError, StopIteration):
            continue
        except HarvestError as error:
            problem = str(error)
            continue
        yield from chain(head, found)
        return
    if data.find(_BANNER) < 0:
        raise HarvestError(problem)
    yield from _plain(data)


def _places(data: Data) -> Iterator[tuple[int, Format]]:
    """Where compressed data may begin, the first places of each format."""
    for known in FORMATS:
        at = data.find(known.magic)
        for _ in range(_MOST_TRIES):
            if at < 0:
                break
            yield at, known
            at = data.find(known.magic, at + 1)

"""Opens what people have: plain logs, such as gzip, xz, bzip2 or zstd compressed, and such as PowerShell writes in
UTF-16, by content and not by name.

A stream is decompressed as it comes, in bounded memory. One that is cut off or damaged gives all that stands before;
then `DamagedError` says what is wrong.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    from msgpedia.logs.lines import Stream

    class Decompressor(Protocol):
        """What `bz2`, `lzma` and `zstd` have in common."""

        @property
        def eof(self) -> bool:
            """Whether the end of the member was reached."""

        @property
        def needs_input(self) -> bool:
            """Whether more bytes are needed before more can come out."""

        @property
        def unused_data(self) -> bytes:
            """What stood behind the end of the member."""

        def decompress(self, data: bytes, max_length: int = -1) -> bytes:
            """At most so many bytes of what the data holds."""


MOST_MEMORY = 1 << 28  # bytes that an xz stream may ask for
_ZERO = b"\0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # its byte-order marks, which no UTF-8 can have


class DamagedError(EOFError):
    """A compressed stream that cannot be read on; the message says why, and what that means for a log. `fault` is the
    first alone.
    """

    def __init__(self, fault: str, meaning: str) -> None:
        super().__init__(f"{fault}; {meaning}")
        self.fault = fault


class MissingError(Exception):
    """A format that this installation cannot read; the message says what helps, also for a log. `fault` is without that
    for a log.
    """

    def __init__(self, fault: str, way: str) -> None:
        super().__init__(f"{fault}; {way}")
        self.fault = fault


def opened(stream: Stream) -> Stream:
    """A stream that yields the plain bytes of another one, those of UTF-16 with a byte-order mark as UTF-8.

    Raises MissingError where it is of a format that needs a library which is not installed.
    """
    head = b""
    magics = (*_UTF_16, *(magic for magic, _, _ in _FORMATS))
    while len(head) < 10 and any(magic.startswith(head[: len(magic)]) for magic in magics):
        data = stream.read(1 << 16)
        if not data:
            break
        head += data
    for magic, name, make in _FORMATS:
        if head.startswith(magic) and (make is not _bzip2 or head[4:10] in _BZIP2_BLOCKS):
            make()
            return _Decompressed(stream, head, name, make)
    is_wide = head.startswith(_UTF_16) and (_ZERO in head or len(head) == 2)  # as text has signs of ASCII
    return _Recoded(Joined(head, stream)) if is_wide else Joined(head, stream)


class _Recoded:
    """The text of a stream in UTF-16, as UTF-8."""

    def __init__(self, stream: Stream) -> None:
        from codecs import getincrementaldecoder

        self._stream, self._plain = stream, b""
        self._decoder = getincrementaldecoder("utf-16")("replace")

    def read(self, size: int, /) -> bytes:
        while not self._plain:
            data = self._stream.read(size)
            self._plain = self._decoder.decode(data or b"", final=not data).encode()
            if not data:
                break
        found, self._plain = self._plain[:size], self._plain[size:]
        return found


class Joined:
    """A stream of which some bytes were read already."""

    def __init__(self, head: bytes, stream: Stream) -> None:
        self._head, self._stream = head, stream

    def read(self, size: int, /) -> bytes | None:
        if self._head:
            data, self._head = self._head[:size], self._head[size:]
            return data
        return self._stream.read(size)


class _Decompressed:
    """The plain bytes of a compressed stream, which may have several members one behind the other."""

    def __init__(self, stream: Stream, head: bytes, name: str, make: Callable[[], Decompressor]) -> None:
        self._stream, self._data, self._name, self._make = stream, head, name, make
        self._member: Decompressor | None = None
        self._more = True

    def read(self, size: int, /) -> bytes:
        """At most so many bytes, none at the end. Raises DamagedError."""
        while True:
            if self._member is None and not self._next_member():
                return b""
            member = self._member
            assert member is not None
            if member.needs_input and not self._data and self._more:
                self._fill()
            if member.needs_input and not self._data:
                raise DamagedError(
                    f"the {self._name} data is cut off", "the lines before are complete but for the last"
                )
            try:
                found = member.decompress(self._data, size)
            except Exception as error:  # zlib, bz2, lzma and zstd raise errors of their own classes for bad data
                fault = f"the {self._name} data is damaged ({error})"
                raise DamagedError(fault, "what stands before was read") from error
            self._data = b""
            if member.eof:
                self._data, self._member = member.unused_data, None
            if found:
                return found

    def _next_member(self) -> bool:
        """Begin the next member; False at the end. Zeros behind a member are padding, as tapes leave it."""
        self._data = self._data.lstrip(_ZERO)
        while self._more and len(self._data) < 8:
            self._fill()
            self._data = self._data.lstrip(_ZERO)
        if not self._data:
            return False
        self._member = self._make()
        return True

    def _fill(self) -> None:
        data = self._stream.read(1 << 16)
        self._more = bool(data)
        self._data += data or b""


class _Gzip:
    """`zlib`'s decompressor with the manners of the others."""

    def __init__(self) -> None:
        from zlib import decompressobj

        self._object = decompressobj(31)

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """At most so many bytes of what the data holds."""
        return self._object.decompress(self._object.unconsumed_tail + data, max(0, max_length))

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def needs_input(self) -> bool:
        return not self._object.unconsumed_tail and not self._object.eof

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data


def _bzip2() -> Decompressor:
    from bz2 import BZ2Decompressor

    return BZ2Decompressor()


def _xz() -> Decompressor:
    from lzma import FORMAT_XZ, LZMADecompressor

    return LZMADecompressor(FORMAT_XZ, MOST_MEMORY)


def _zstd() -> Decompressor:
    try:
        if sys.version_info >= (3, 14):
            from compression.zstd import ZstdDecompressor
        else:
            from backports.zstd import ZstdDecompressor
    except ImportError as error:
        raise MissingError(
            "zstd needs Python 3.14 or the package backports.zstd", "or pipe it: zstd -dc FILE | msgpedia lookup"
        ) from error
    return ZstdDecompressor()


_BZIP2_BLOCKS = (b"1AY&SY", b"\x17rE8P\x90")  # the digits of pi before a block, those of its root before the end
_FORMATS: tuple[tuple[bytes, str, Callable[[], Decompressor]], ...] = (
    (b"\x1f\x8b", "gzip", _Gzip),
    (b"BZh", "bzip2", _bzip2),
    (b"\xfd7zXZ\0", "xz", _xz),
    (b"\x28\xb5\x2f\xfd", "zstd", _zstd),
)

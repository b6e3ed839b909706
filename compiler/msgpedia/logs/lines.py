"""Bytes of files and pipes in, blocks of whole lines out."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any, Protocol, TypeAlias

    from msgpedia.logs.export import EntryReader

    Fields = Mapping[str, Any]
    Line: TypeAlias = "str | Record"

    class Stream(Protocol):
        """Where bytes come from; empty bytes are the end."""

        def read(self, size: int, /) -> bytes | None:
            """At most so many bytes, as soon as there are some."""


BLOCK = 1 << 18  # bytes asked for at a time; a read from a pipe returns as soon as there is something
LONGEST = 1 << 24  # bytes of a line that are kept
FIRST = b"__CURSOR="  # what journalctl writes first of each entry of its export format
LATER = b"\n" + FIRST


class Record:
    """An entry that spans several lines of the input, or a line that had to be cut.

    `text` is what is shown of the input; `lines` how many lines it takes; `fields` its keys and values, None for plain
    text; `dropped` how many bytes of the line were left out.
    """

    __slots__ = ("dropped", "fields", "lines", "text")

    def __init__(self, text: str, lines: int = 1, fields: Fields | None = None, dropped: int = 0) -> None:
        self.text, self.lines, self.fields, self.dropped = text, lines, fields, dropped


def blocks(stream: Stream) -> Iterator[list[Line]]:
    """The lines of a raw stream, a list for each read that completed a line.

    Lines are cut at `\\n` only, one `\\r` before it is dropped; bytes are decoded as UTF-8 with U+FFFD for errors. A
    last line without an end is a line. Of a line of more than `LONGEST` bytes the rest is left out, and an entry of the
    journal's export format is one `Record`. Where reading fails, what was read before comes first; then the
    error of the stream is raised.
    """
    cutter = _Cutter()
    failure = None
    while True:
        try:
            data = stream.read(BLOCK)
        except (OSError, EOFError) as error:
            failure, data = error, b""
        if not data:
            break
        lines = cutter.feed(data)
        if lines:
            yield lines
    lines = cutter.finish()
    if lines:
        yield lines
    if failure is not None:
        raise failure


class _Cutter:
    """Cuts bytes into lines and entries of the journal; keeps those that are not complete yet."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []  # of a line
        self._kept = self._dropped = 0  # bytes of it
        self._entry: EntryReader | None = None  # of an entry, and
        self._buffer = bytearray()  # what there is of it

    def feed(self, data: bytes) -> list[Line]:
        """The lines that these bytes complete."""
        if self._entry is not None:
            self._buffer += data
            return self._mixed(False)
        if self._kept >= LONGEST:
            end = data.find(b"\n")
            self._dropped += len(data) if end < 0 else end
            if end < 0:
                return []
            data = data[end:]
        cut = data.rfind(b"\n")
        if cut < 0:
            self._keep(data)
            return []
        whole = b"".join((*self._parts, data[: cut + 1]))
        self._parts, self._kept = [], 0
        if whole.startswith(FIRST) or LATER in whole or data.startswith(FIRST, cut + 1):
            self._buffer += whole
            self._buffer += data[cut + 1 :]
            return self._mixed(False)
        self._keep(data[cut + 1 :])
        return self._lines(whole[:-1])

    def finish(self) -> list[Line]:
        """The lines that the end completes."""
        rest = b"".join(self._parts)
        if self._entry is not None or rest.startswith(FIRST):
            self._buffer += rest
            return self._mixed(True)
        return self._lines(rest) if rest else []

    def _keep(self, data: bytes) -> None:
        """Keep bytes of a line that is not complete, no more of them than there is room for."""
        room = max(0, LONGEST - self._kept)
        self._dropped += max(0, len(data) - room)
        if data:
            self._parts.append(data[:room])
        self._kept += min(len(data), room)

    def _lines(self, data: bytes) -> list[Line]:
        """Plain lines; of the first, some bytes may be missing."""
        lines: list[Line] = list(split(data))
        if self._dropped:
            lines[0] = Record(str(lines[0]), dropped=self._dropped)
            self._dropped = 0
        return lines

    def _mixed(self, last: bool) -> list[Line]:
        """The lines and entries of the buffer; what is left in it is an entry that is not whole, or nothing."""
        from msgpedia.logs.export import DONE, MORE, EntryReader

        found: list[Line] = []
        while self._buffer:
            if self._entry is None and self._buffer.startswith(FIRST):
                self._entry = EntryReader()
            if self._entry is None:
                end = self._buffer.find(LATER) + 1 or self._buffer.rfind(b"\n") + 1
                if not end and not last:
                    break
                data = bytes(self._buffer[: end or None])
                found += self._lines(data.removesuffix(b"\n"))
                del self._buffer[: len(data)]
                continue
            state = self._entry.read(self._buffer, last)
            if state == MORE:
                return found
            if state == DONE:
                found.append(self._entry.record(self._buffer))
                end = self._entry.end
            else:
                end = self._buffer.find(b"\n") + 1 or len(self._buffer)
                found += self._lines(bytes(self._buffer[:end]).removesuffix(b"\n"))
            del self._buffer[:end]
            self._entry = None
        self._keep(bytes(self._buffer))
        self._buffer.clear()
        return found


def split(data: bytes) -> list[str]:
    """The lines of a block of bytes that does not end with a line's end."""
    text = data.decode("utf-8", "replace")
    lines = text.split("\n")
    if "\r" in text:
        return [line.removesuffix("\r") for line in lines]
    return lines

"""Reads entries of `journalctl -o export`.

Source: systemd's documentation, "Journal Export Formats": an entry is a run of lines `NAME=value`, or `NAME`, a 64-bit
little-endian length and as many bytes, each with a line end behind it; an empty line ends the entry.
"""

from __future__ import annotations

from msgpedia.logs.lines import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

MOST_BYTES = 1 << 24  # of one entry; the journal itself keeps less
MOST_FIELDS = 2000
LENGTH = 8  # bytes of the length of a binary value
MORE, DONE, NONE = range(3)
_NAME = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")


class EntryReader:
    """Reads the entry at the start of a buffer that grows; never reads a byte twice.

    `end` is the offset behind the entry once it is whole.
    """

    __slots__ = ("_fields", "_searched", "end")

    def __init__(self) -> None:
        self._fields: dict[str, Any] = {}
        self._searched = self.end = 0

    def read(self, data: bytearray, last: bool) -> int:
        """Read on: `MORE` bytes are needed, the entry is `DONE`, or it is `NONE`. `last`: no more bytes will come."""
        while self.end <= MOST_BYTES and len(self._fields) <= MOST_FIELDS:
            line_end = data.find(b"\n", max(self.end, self._searched))
            if line_end < 0:
                self._searched = len(data)
                if not last:
                    return MORE if len(data) <= MOST_BYTES else NONE
                line_end = len(data)
            if line_end == self.end:
                self.end = min(line_end + 1, len(data))
                return DONE
            found = self._field(data, line_end, last)
            if found != DONE:
                return found
            if last and self.end >= len(data):
                return DONE
        return NONE

    def _field(self, data: bytearray, line_end: int, last: bool) -> int:
        """Read the field that begins at `end`, whose first line ends at an offset."""
        name, equals, value = bytes(data[self.end : line_end]).partition(b"=")
        if not name or not _NAME.issuperset(name):
            return NONE
        behind = min(line_end + 1, len(data))
        if not equals:
            begin = line_end + 1 + LENGTH
            size = int.from_bytes(data[line_end + 1 : begin], "little")
            if len(data) < begin or len(data) <= begin + size <= MOST_BYTES:
                return NONE if last else MORE
            if begin + size > MOST_BYTES or data[begin + size : begin + size + 1] != b"\n":
                return NONE
            value, behind = bytes(data[begin : begin + size]), begin + size + 1
        self._add(name.decode("ascii"), value.decode("utf-8", "replace"))
        self.end = behind
        return DONE

    def _add(self, name: str, value: str) -> None:
        """A field that is there twice has a list of values, as in the journal's JSON."""
        found = self._fields.get(name)
        if found is None:
            self._fields[name] = value
        elif isinstance(found, list):
            found.append(value)
        else:
            self._fields[name] = [found, value]

    def record(self, data: bytearray) -> Record:
        """The entry that was read."""
        whole = bytes(data[: self.end])
        lines = whole.count(b"\n") + (not whole.endswith(b"\n"))
        return Record(whole.rstrip(b"\n").decode("utf-8", "replace"), lines, self._fields)

"""Reads a line whatever it is: a header and a body, or a structured record, one inside the other where need be."""

from __future__ import annotations

import re

from msgpedia.logs.headers import NO_HEADER, TRANSPORT, HeaderSplitter, joined, unescape
from msgpedia.logs.lines import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.logs.headers import Header
    from msgpedia.logs.records import RecordReader

# What may stand before a header: marks and blanks of a line that was quoted in a mail, and NULs, room in the file that
# was never written, which a crash can leave.
BEFORE = "> \t\0\ufeff"
# How a structured record on a line of its own begins: JSON, or logfmt; and with which characters.
BEGINNINGS = ("{", "time=", "ts=", "t=", "level=", "lvl=", "msg=", "caller=", "logger=")
STARTS = "{tlmc"
# What other programs put before lines: grep and zgrep (file, number), docker compose and the like (name and a bar).
_PREFIX = r"(?:[A-Za-z0-9_.-]{1,128} {1,64}\| |[0-9]{1,10}[:-]|[^\s:|]{1,255}[:-](?:[0-9]{1,10}[:-])?)(?=\S)"
_COLOURS = "\x1b\\[[0-9;]{0,40}m"  # SGR of ECMA-48, as journalctl and docker compose print it
_SPECIAL = BEFORE + STARTS  # what a line may begin with that takes a closer look
MOST_RECORDS = 3  # in each other: a program's JSON in a container's, in the journal's


class LineReader:
    """Reads lines by the rows of a bundle: header templates, kinds of records, and the table of holes."""

    __slots__ = ("_reader", "_rows", "_splitter")

    def __init__(
        self, headers: Sequence[dict[str, Any]], records: Sequence[dict[str, Any]], holes: Sequence[dict[str, Any]]
    ) -> None:
        self._splitter = HeaderSplitter(headers, holes)
        self._rows = records
        self._reader: RecordReader | None = None

    @property
    def _records(self) -> RecordReader:
        if self._reader is None:
            from msgpedia.logs.records import RecordReader

            self._reader = RecordReader(self._rows)
        return self._reader

    def read(self, line: str | Record) -> tuple[Header, str]:
        """The header and the body of a line; the body with escaped control characters put back."""
        if isinstance(line, str) and line[:1] not in _SPECIAL and "\x1b[" not in line:  # what most lines are
            header, start, end = self._splitter.split(line)
            body = line[start:end]
            if header is not NO_HEADER and (header[TRANSPORT] == "kernel" or not body.startswith(BEGINNINGS)):
                return header, unescape(body) if "#" in body or "\\x" in body else body
        text = line if isinstance(line, str) else line.text
        if isinstance(line, str) or line.fields is None:
            if "\x1b[" in text:
                text = re.sub(_COLOURS, "", text)
            if text[:1] in BEFORE:
                found = self._read(text.lstrip(BEFORE), NO_HEADER, True, MOST_RECORDS)
                if found[0] is not NO_HEADER:
                    return found
            found = self._read(text, NO_HEADER, True, MOST_RECORDS)
            if found[0] is NO_HEADER and (prefix := re.match(_PREFIX, text)):
                behind = self._read(text[prefix.end() :], NO_HEADER, True, MOST_RECORDS)
                return behind if behind[0] is not NO_HEADER else found
            return found
        record = self._records.of("export", line.fields)
        if record is None:
            return NO_HEADER, line.text
        return self._inside(record.header, record.body, record.wraps, MOST_RECORDS)

    def _read(self, text: str, header: Header, whole: bool, records: int) -> tuple[Header, str]:
        """The header and the body of a text behind a header that is known; `records` is how many may still come."""
        found = self._records.line(text) if records and text.startswith(BEGINNINGS) else None
        if found is None:
            escaped = header is NO_HEADER
            header, start, end = self._splitter.split(text, header, whole)
            body = text[start:end]
            if records and start and body.startswith(BEGINNINGS) and header[TRANSPORT] != "kernel":
                found = self._records.line(body)
            if found is None:
                return header, unescape(body) if escaped else body
        if header is not NO_HEADER:
            return self._inside(joined(header, found.header), found.body, found.wraps, records - 1)
        return self._inside(found.header, found.body, found.wraps, records - 1)

    def _inside(self, header: Header, body: str, wraps: bool, records: int) -> tuple[Header, str]:
        if header[TRANSPORT] == "kernel":
            return header, body
        return self._read(body, header, wraps, records)

"""Sample lines as look-up sees them: header, body, and whether the line can be a software's at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from msgpedia.bundle import headers
from msgpedia.bundle.index import KNOWN_GATE, UNKNOWN_GATE
from msgpedia.catalog.model import Software
from msgpedia.logs.headers import IDENT, TRANSPORT, HeaderSplitter, unescape
from msgpedia.matching.planner import HoleTable

FOREIGN = 1 << 20  # a gate that nothing passes


@dataclass(frozen=True, slots=True)
class Line:
    """A log line. `ident` is what its header names, `transport` the way into the log that it tells, None without."""

    body: str
    ident: str | None
    transport: str | None

    @property
    def bodies(self) -> tuple[str, ...]:
        """What is matched, in order: the whole body, and where it has several lines the first of them."""
        return (self.body, self.body.split("\n", 1)[0]) if "\n" in self.body else (self.body,)

    def gate(self, software: Software) -> int:
        """The literal characters that a match with a software's messages needs; `FOREIGN` where the line is not its
        own.
        """
        if self.transport is not None:
            return KNOWN_GATE if software.transport == self.transport else FOREIGN
        if self.ident is None:
            return UNKNOWN_GATE
        return KNOWN_GATE if self.ident in software.idents or self.ident in software.hosts else FOREIGN


def read(line: str) -> Line:
    """Split a line by the package's header templates."""
    header, start = _splitter().split(line)
    return Line(unescape(line[start:]), header[IDENT], header[TRANSPORT])


@cache
def _splitter() -> HeaderSplitter:
    table = HoleTable()
    rows = [header.as_data(table) for header in headers.load()]
    return HeaderSplitter(rows, table.rows())

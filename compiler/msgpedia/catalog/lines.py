"""Sample lines as look-up sees them: header, body, and whether the line can be a software's at all."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from msgpedia.bundle import headers, records
from msgpedia.bundle.index import KNOWN_GATE, UNKNOWN_GATE
from msgpedia.catalog.model import Software
from msgpedia.logs.headers import IDENT, TRANSPORT
from msgpedia.logs.idents import claims
from msgpedia.logs.reader import LineReader
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
        if self.transport == "kernel":
            return KNOWN_GATE if software.transport == self.transport else FOREIGN
        if self.ident is None:
            return FOREIGN if self.transport == "user" and software.transport == "kernel" else UNKNOWN_GATE
        return KNOWN_GATE if claims((*software.idents, *software.hosts), self.ident) else FOREIGN


def read(line: str) -> Line:
    """Read a line by the package's header templates and kinds of records."""
    header, body = reader().read(line)
    return Line(body, header[IDENT], header[TRANSPORT])


@cache
def reader() -> LineReader:
    """What reads lines by the package's header templates and kinds of records."""
    table = HoleTable()
    rows = [header.as_data(table) for header in headers.load()]
    return LineReader(rows, records.load(), table.rows())

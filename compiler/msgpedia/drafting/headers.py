"""Headers of lines: what a given one tells, and what a software's lines begin with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgpedia.catalog import lines
from msgpedia.catalog.model import Catalog, Software
from msgpedia.logs.headers import FORMAT, HOST, IDENT, NO_HEADER, TRANSPORT, severity_of

SYSLOG = "Oct 27 18:00:02 host {ident}: "
PID = "[1234]"


@dataclass(frozen=True, slots=True)
class Read:
    """A line's header and body. `head` is the header as it stands, empty where the body does not end the line.

    `format` names the forms of the header, `severity` and the others are None where it tells none.
    """

    body: str
    head: str
    host: str | None
    ident: str | None
    transport: str | None
    severity: str | None
    format: str | None

    @property
    def has_header(self) -> bool:
        return self.format is not None


def read(line: str) -> Read:
    """What a line's header tells, by the package's header templates and kinds of records."""
    header, body = lines.reader().read(line)
    head = line[: len(line) - len(body)] if header is not NO_HEADER and body and line.endswith(body) else ""
    transport = header[TRANSPORT]
    return Read(body, head, header[HOST], header[IDENT], transport, severity_of(header), header[FORMAT])


def usual(software: Software, catalog: Catalog, severity: str) -> Iterator[str]:
    """Headers that a sample of a software can have, the likeliest first: those of its samples that tell the severity or
    none, then one of syslog's.
    """
    found: dict[str, None] = {}
    for entry in catalog.entries:
        if entry.software == software.id:
            for sample in entry.samples:
                given = read(sample.line)
                if given.head and given.severity in (None, severity):
                    found[given.head] = None
    yield from sorted(found, key=lambda head: (not head.startswith(SYSLOG[:15]), len(head), head))
    yield plain(software)


def plain(software: Software) -> str:
    """A header of syslog's for a software."""
    if software.transport == "kernel":
        return SYSLOG.format(ident="kernel")
    ident = next((ident for ident in software.idents if "*" not in ident), software.id)
    return SYSLOG.format(ident=ident + PID)

"""Whether an I/O error is that of a SCSI command: its sector is one of the blocks that the command reads or writes.

The group of an operation code, its first three bits, says how long a command is, and so where its address and the
number of its blocks stand (SPC, SBC). Linux counts sectors of 512 bytes, a disk blocks of its own size.
"""

from __future__ import annotations

import re

from msgpedia.reports.ties import at_once

_BYTES = re.compile(r" ((?:[0-9a-f]{2} ){5,15}[0-9a-f]{2}) *$")  # at the end of how the kernel prints a command
_LENGTHS = {0: 6, 1: 10, 5: 12, 4: 16}  # of commands by group
_PLACES = {6: (1, 4, 4, 5), 10: (2, 6, 7, 9), 12: (2, 6, 6, 10), 16: (2, 10, 10, 14)}  # of the address and the number
_OPERATIONS = {0x08: "0", 0x0A: "1"}  # a code without its group: REQ_OP_READ, REQ_OP_WRITE
_SECTORS = (1, 2, 4, 8)  # of a block
_FLUSHES = (b"\x35", b"\x91")  # SYNCHRONIZE CACHE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.reports.model import Report


def is_behind(report: Report, fields: dict[str, str], time: float | None) -> bool:
    """Whether a line that names no command is of a report: right behind it or, of an error whose sector is one of the
    blocks, within a second of the kernel's clock. `blocks` of the report's kind names the fields.
    """
    command, sector, operation, segments = report.kind.blocks
    if sector not in fields:
        return report.newest
    near = time is not None and report.time is not None and at_once(time, report.time)
    text, done = report.fields.get(command, ""), fields.get(operation)
    return (report.newest or near) and (
        _has(text, int(fields[sector]), done) or _flushes(text, done, fields.get(segments))
    )


def _has(command: str, sector: int, operation: str | None) -> bool:
    """Whether a command reads or writes a sector; the operation is that of the error."""
    blocks = _blocks(_octets(command), operation)
    return blocks is not None and any(sector // size in blocks for size in _SECTORS)


def _flushes(command: str, operation: str | None, segments: str | None) -> bool:
    """Whether a command is the flush before a write of nothing, which fails with it."""
    return _octets(command)[:1] in _FLUSHES and operation == "1" and segments == "0"


def _octets(command: str) -> bytes:
    found = _BYTES.search(command)
    return bytes.fromhex(found[1]) if found is not None else b""


def _blocks(octets: bytes, operation: str | None) -> range | None:
    """The blocks that a command reads or writes; None where it does neither, or not what the operation is."""
    done = _OPERATIONS.get(octets[0] & 0x1F) if octets else None
    if done is None or len(octets) != _LENGTHS.get(octets[0] >> 5) or operation not in (None, done):
        return None
    begin, end, count_begin, count_end = _PLACES[len(octets)]
    first, count = (int.from_bytes(octets[place:stop]) for place, stop in ((begin, end), (count_begin, count_end)))
    if len(octets) == 6:  # three bits of an older standard stand before the address, and none means 256
        first, count = first & 0x1FFFFF, count or 256
    return range(first, first + count)

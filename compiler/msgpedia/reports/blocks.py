"""Whether an I/O error is that of a SCSI command: its sector is one of the blocks that the command reads or writes.

The group of an operation code, its first three bits, says how long a command is, and so where its address and the
number of its blocks stand (SPC, SBC). Linux counts sectors of 512 bytes, a disk blocks of its own size.
"""

from __future__ import annotations

import re

from msgpedia.reports.ties import at_once

_BYTES = r" ((?:[0-9a-f]{2} ){5,15}[0-9a-f]{2}) *$"  # at the end of how the kernel prints a command
_LENGTHS = {0: 6, 1: 10, 2: 10, 5: 12, 4: 16}  # of commands by group
_PLACES = {6: (1, 4, 4, 5), 10: (2, 6, 7, 9), 12: (2, 6, 6, 10), 16: (2, 10, 10, 14)}  # of the address and the number
# What commands are for, as the kernel counts operations (include/linux/blk_types.h): reading, writing, and WRITE SAME
# discarding and writing zeroes, or up to 5.17 the same block. Those of 32 bytes go by the name that the kernel prints.
_READS, _WRITES = ("08", "28", "a8", "88", "Read(32)"), ("0a", "2a", "aa", "8a", "Write(32)")
_OPERATIONS = {
    **dict.fromkeys(_READS, ("0",)),
    **dict.fromkeys(_WRITES, ("1",)),
    **dict.fromkeys(("41", "93"), ("3", "7", "9")),
}
_SECTORS = (1, 2, 4, 8)  # of a block
_FLUSHES = ("35", "91")  # SYNCHRONIZE CACHE, before a write of nothing, which fails with it

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.reports.model import Report


def is_behind(report: Report, fields: dict[str, str], time: float | None, logged: float | None) -> bool:
    """Whether a line that names no command is of a report: right behind it or, of an error whose sector is one of the
    blocks, within a second of the kernel's clock, or else of the log's own. `blocks` of the report's kind names the
    fields.
    """
    command, sector, operation, segments = report.kind.blocks
    if sector not in fields:
        return report.newest
    text, done = report.fields.get(command, ""), fields.get(operation)
    fits = _fits(text, int(fields[sector]), done, fields.get(segments))
    near = _is_near(time, report.time) or _is_near(logged, report.logged)
    return report.newest if fits is None else fits and (report.newest or near)


def _is_near(time: float | None, other: float | None) -> bool:
    return time is not None and other is not None and at_once(time, other)


def _fits(command: str, sector: int, operation: str | None, segments: str | None) -> bool | None:
    """Whether an error can be that of a command; None where the command does not say which blocks it is for."""
    if not command:
        return False
    found = re.search(_BYTES, command)
    octets = bytes.fromhex(found[1]) if found is not None else b""
    name = octets[:1].hex() or command.rstrip(" ")
    if name in _FLUSHES:
        return operation == "1" and segments == "0"
    done = _OPERATIONS.get(name)
    if operation is not None and (operation in ("0", "1") if done is None else operation not in done):
        return False
    if done is None or not octets:
        return None
    blocks = _blocks(octets)
    return blocks is not None and any(sector // size in blocks for size in _SECTORS)


def _blocks(octets: bytes) -> range | None:
    """The blocks that a command reads or writes; None where it is not as long as such a command is."""
    if len(octets) != _LENGTHS.get(octets[0] >> 5):
        return None
    begin, end, count_begin, count_end = _PLACES[len(octets)]
    first, count = (int.from_bytes(octets[place:stop]) for place, stop in ((begin, end), (count_begin, count_end)))
    if len(octets) == 6:  # three bits of an older standard stand before the address, and none means 256
        first, count = first & 0x1FFFFF, count or 256
    return range(first, first + count)

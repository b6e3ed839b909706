"""Tells for each line of a log which report it belongs to. The rules are those of `docs/reports.md`."""

from __future__ import annotations

import re
from collections import deque

from msgpedia.logs.headers import IDENT, NO_HEADER, TRANSPORT
from msgpedia.matching.masked import Masking
from msgpedia.reports.anchored import Anchored
from msgpedia.reports.model import LONGEST, Kind, Report
from msgpedia.reports.ties import Rows, at_once, minute_of, same, stream_of, take, time_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.logs.headers import Header
    from msgpedia.reports.anchored import Lines
    from msgpedia.reports.model import Pattern, Stream

# What stands before a part of a crash in pstore: `Oops#1 Part3` (Linux, pstore_dump() in fs/pstore/platform.c), and the
# name of its file (pstore_mkfile() in fs/pstore/inode.c), as those put it there who print several.
_PART = re.compile(r"([A-Z][a-z]+#[0-9]{1,9}) Part([0-9]{1,9})")
_FILE = re.compile(r"(?:==> )?[!-9;-~]{0,200}dmesg-[a-z_]{1,40}-[0-9]{1,20}[!-9;-~]{0,20}(?: <==|:)?")
MOST_APART = 1000  # lines of the log from one line of a report to the next
MOST_MINUTES = 60  # by the log's own clock, where lines have none of the kernel's
MOST_OPEN = 64  # reports at a time
MOST_LEAD = 4  # lines from a lead to the opening
MOST_TAILS = 3  # lines without a header in a row that are taken for the rest of the line above
MOST_NAMED = 64  # reports, and crashes in pstore, that are remembered
TEXT = "text"  # the field for lines between a lead and the opening


class Grouper:
    """The reports of a log, line by line. `rows` are the bundle's descriptions, `holes` its table of holes; `masking`
    may be that of others who read the same lines.
    """

    def __init__(
        self, rows: Sequence[dict[str, Any]], holes: Sequence[dict[str, Any]], masking: Masking | None = None
    ) -> None:
        masking = self._masking = masking or Masking()
        known: dict[int, Pattern] = {}
        kinds = [Kind(row, holes, known) for row in rows]
        self._openings = {
            software: Anchored((line for kind in kinds if kind.software == software for line in kind.begins()), masking)
            for software in {kind.software for kind in kinds}
        }
        self._open: list[Report] = []
        self._last: Report | None = None  # that of the line before
        self._rows = Rows(masking)
        self._tails = 0
        self._record = ""  # of which crash the lines are
        self._parts: dict[str, tuple[int, set[str]]] = {}  # of crashes: how many had the name before, and their parts
        self._named: deque[Report] = deque(maxlen=MOST_NAMED)  # that are closed, of kinds that one line can be
        self._file = 0
        self._next = 1

    def next_file(self) -> None:
        """Tell that the lines to come are of another file: what is open ends."""
        self.finish()
        self._file += 1
        self._record = ""
        self._parts.clear()
        self._named.clear()

    def finish(self) -> None:
        """The log ends here."""
        for report in self._open:
            report.close()
        self._open, self._last = [], None

    def number(self, report: Report) -> int:
        """The number of a report, which it gets when it is first told of."""
        if not report.id:
            report.id, self._next = self._next, self._next + 1
        return report.id

    def add(self, number: int, header: Header, body: str, software: str | None) -> Report | None:
        """The report that a line belongs to, as far as one can tell, or None. Whether it does not after all is known
        by the report's next line, or its end (`Report.owns`).

        `number` is that of the line; `software` where it comes from, None where that is not known. A line that names no
        program may be the kernel's.
        """
        if self._open:
            self._expire_far(number)
        foreign = software is None and (header[IDENT] is not None or header[TRANSPORT] == "user")
        if foreign or len(body) > LONGEST:
            self._last = None
            return None
        software = software or "linux"
        if header is NO_HEADER and ("#" in body or "dmesg-" in body) and self._is_heading(body):
            self._last = None
            return None
        openings = self._may_open(body, software)
        if not openings and not self._open:
            return None
        if header is NO_HEADER and not body.strip():
            if not body:
                self._last = None  # an empty line ends what was pasted; one of blanks may be a part of the line above
            return None
        if not body.isascii() or body.startswith("\n"):
            body = body.replace("\N{NO-BREAK SPACE}", " ").removeprefix("kernel: ")  # as mails have it for blanks
            body = body.lstrip("\n")
            openings = self._may_open(body, software)
        if self._is_tail(header):
            self._last = self._tail(number, body)
            return self._last
        self._tails = 0
        stream = stream_of(header, software, self._record)
        time = time_of(header)
        minute = minute_of(header) if self._open and time is None and stream[0] == "kernel" else None
        self._expire(time, minute, stream)
        if not body.strip():  # says nothing of where it belongs
            self._last = next((each for each in self._open if each.newest and each.stream == stream), None)
            return None
        self._last = self._find(number, stream, body, time, openings)
        if self._last is not None and time is None:
            self._last.minute = minute if minute is not None else minute_of(header)
        for report in list(self._open):
            if report.stream == stream:
                report.newest = report is self._last and not report.aside
                if self._last is not None and self._last is not report and self._last.kind is report.kind:
                    self._miss(report)
        return self._last

    def _may_open(self, body: str, software: str) -> Lines:
        """The openings whose literals all occur in a body."""
        openings = self._openings.get(software)
        return openings.of(self._masking.of(body)) if openings is not None and len(body) <= LONGEST else ()

    def _is_heading(self, body: str) -> bool:
        """Whether a line stands before a part of a crash that pstore kept; those of several may take turns."""
        found = _PART.fullmatch(body)
        if found is None:
            return _FILE.fullmatch(body) is not None
        if len(self._parts) >= MOST_NAMED:
            self._parts.clear()
        before, parts = self._parts.setdefault(found[1], (0, set()))
        if found[2] in parts:  # a part comes once
            before, parts = self._parts[found[1]] = before + 1, set()
        parts.add(found[2])
        self._record = f"{found[1]} {before}"
        return True

    def _is_tail(self, header: Header) -> bool:
        """Whether a line without a header is a part of the line above, as lines of that report have a header."""
        report = self._last
        return header is NO_HEADER and report is not None and not report.closed and report.stream[0] != ""

    def _find(self, number: int, stream: Stream, body: str, time: float | None, openings: Lines) -> Report | None:
        opening = self._opening(number, stream, body, time, openings) if openings else None
        if opening is not None:
            opening.time = time if time is not None else opening.time
            return opening
        return self._continued(number, stream, body, time)

    def _tail(self, number: int, body: str) -> Report | None:
        """A line without a header right behind one of a report whose lines have one: a part of the line above."""
        report = self._last
        if report is None:
            return None
        found = self._rows.of(report, body) or self._rows.of(report, body.strip())
        self._tails = 0 if found is not None else self._tails + 1
        if self._tails > (0 if report.ended else MOST_TAILS):
            return None
        take(report, number, found[1] if found is not None else {})
        return report

    def _expire(self, time: float | None, minute: int | None, stream: Stream) -> None:
        """Close what has gone on for too long."""
        for report in list(self._open):
            late = time is not None and report.time is not None and abs(time - report.time) > report.kind.seconds
            if minute is not None and report.minute is not None:
                late = late or abs(minute - report.minute) > MOST_MINUTES
            if (late and report.stream[:3] == stream[:3]) or report.count >= report.kind.lines:
                self._close(report)

    def _expire_far(self, number: int) -> None:
        """Close what had no line for so long that none can follow, whatever lines those were."""
        for report in [each for each in self._open if number - each.last > MOST_APART]:
            self._close(report)

    def _close(self, report: Report) -> None:
        report.close()
        self._open.remove(report)
        if report.kind.several:
            self._named.append(report)

    def _opening(self, number: int, stream: Stream, body: str, time: float | None, openings: Lines) -> Report | None:
        for kind, pattern, opens in openings:
            fields = pattern.match(body)
            if fields is None:
                continue
            mixed = False
            report = self._waiting(kind, number, stream)
            if report is not None:
                if not opens:
                    continue
                report.kind, report.opened = kind, True
                mixed = self._make_room(report, fields, time)
            else:
                if pattern.alone and self._is_told(kind, stream, fields):
                    continue
                others = pattern.alone and self._names_another(kind, stream, fields)
                found = self._taken(number, stream, body, time) if pattern.weak and not others else None
                found = found or self._merged(kind, number, stream, time)
                if found is not None:
                    return found
                report = Report(kind, stream, self._file, number, None if opens else pattern)
                mixed = self._make_room(report, fields, time)
                self._open.append(report)
            take(report, number, fields)
            report.alone = report.alone or pattern.alone
            report.fresh, report.mixed = opens, mixed
            report.ended = any(end.tokens == pattern.tokens for end in kind.ends)
            return report
        return None

    def _is_told(self, kind: Kind, stream: Stream, fields: dict[str, str]) -> bool:
        """Whether a report of a host that goes on elsewhere, or is over, has told all that an opening holds: it is no
        event of its own.
        """
        return any(
            report.kind is kind
            and not report.void
            and report.stream[1] == stream[1]
            and (report.closed or report.stream != stream)
            and all(report.fields.get(name) == text for name, text in fields.items())
            for report in (*self._named, *self._open)
        )

    def _names_another(self, kind: Kind, stream: Stream, fields: dict[str, str]) -> bool:
        """Whether an opening holds something else than the open report of its kind, which is of one thing."""
        return any(
            report.kind is kind
            and report.stream == stream
            and kind.several not in report.fields
            and any(report.fields.get(name, text) != text for name, text in fields.items())
            for report in self._open
        )

    def _merged(self, kind: Kind, number: int, stream: Stream, time: float | None) -> Report | None:
        """The report of the same kind that has only begun when another of it opens, which becomes a part of it."""
        if not kind.torn or time is None:
            return None
        for report in self._open:
            begun = report.kind is kind and report.stream == stream and report.opened and report.time is not None
            if begun and (report.count == 1 or (report.merged and report.fresh)) and at_once(time, report.time):
                report.mixed = report.merged = True
                take(report, number, {})
                report.fresh = True
                return report
        return None

    def _make_room(self, new: Report, fields: dict[str, str], time: float | None) -> bool:
        """Close what cannot go on beside a report that opens, and the oldest where there are too many.

        True where one of its kind had only begun: then the lines that follow may be of either.
        """
        kind = new.kind
        begun = False
        for report in list(self._open):
            if report is not new and report.stream == new.stream:
                alike = report.kind is kind and same(kind, report, fields)
                if alike or not (kind.own or report.kind.own):
                    only = report.kind is kind and report.opened and report.count == 1
                    begun = begun or (only and at_once(time, report.time))
                    self._close(report)
        if len(self._open) >= MOST_OPEN:
            self._close(self._open[0] if self._open[0] is not new else self._open[1])
        return begun

    def _waiting(self, kind: Kind, number: int, stream: Stream) -> Report | None:
        """The report that has begun with a lead and waits for an opening of such a kind."""
        for report in self._open:
            lead = report.lead
            if lead is None or report.opened or not self._reaches(report, number, stream):
                continue
            if any(each.tokens == lead.tokens for each in kind.lead):
                return report
        return None

    def _continued(self, number: int, stream: Stream, body: str, time: float | None) -> Report | None:
        found = self._taken(number, stream, body, time)
        if found is not None:
            return found
        for report in list(self._open):
            if report.stream != stream:
                continue
            if not report.opened:
                if report.count < MOST_LEAD:
                    take(report, number, {TEXT: body})
                    return report
                self._close(report)
                continue
            if report.kind.text and report.fresh and report.newest:
                take(report, number, {TEXT: body})
                report.unsure = True
                return report
            if report.unsure:
                report.fields.pop(TEXT, None)  # lines of several processors are mixed here
                report.release()
            self._miss(report)
        return None

    def _miss(self, report: Report) -> None:
        """A line of the stream of a report that is not of it; those of other kinds of report do not count."""
        report.misses += 1
        if report.misses > (report.kind.behind if report.ended else report.kind.foreign):
            self._close(report)

    def _taken(self, number: int, stream: Stream, body: str, time: float | None) -> Report | None:
        """The open report that a line continues."""
        loose: list[tuple[Report, Pattern, dict[str, str]]] = []
        for report in list(reversed(self._open)):
            if not report.opened or not self._reaches(report, number, stream):
                continue
            found = self._rows.of(report, body)
            if found is None:
                continue
            pattern, fields = found
            if pattern.next and not report.newest:
                continue
            if pattern.once and pattern in report.once:
                self._close(report)
                continue
            if report.kind.needs and fields.keys().isdisjoint(report.kind.tells):
                if all(name in report.fields for name in report.kind.needs):
                    loose.append((report, pattern, fields))
                continue
            return self._take_row(report, number, pattern, fields, time)
        return self._take_row(loose[-1][0], number, *loose[-1][1:], time) if loose else None

    def _reaches(self, report: Report, number: int, stream: Stream) -> bool:
        """Whether a line may be of a report by where it comes from."""
        if report.stream == stream:
            return True
        if report.stream[0] == "" and stream[0] == "kernel" and report.count == 1 and number == report.last + 1:
            report.stream = stream  # the header of the first line was lost
            return True
        return False

    def _take_row(
        self, report: Report, number: int, pattern: Pattern, fields: dict[str, str], time: float | None
    ) -> Report:
        if pattern.once:
            report.once.add(pattern)
        take(report, number, fields)
        report.aside = pattern.next
        report.time = time if time is not None else report.time
        if pattern in report.kind.ends:
            report.ended = True
        if pattern.last or (report.ended and not report.kind.after):
            self._close(report)
        return report

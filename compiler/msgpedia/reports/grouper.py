"""Tells for each line of a log which report it belongs to. The rules are those of `docs/reports.md`."""

from __future__ import annotations

from msgpedia.logs.headers import IDENT, NO_HEADER, TRANSPORT
from msgpedia.matching.masked import Masking
from msgpedia.reports.anchored import Anchored
from msgpedia.reports.blocks import is_behind
from msgpedia.reports.clocks import logged_at, seconds_of
from msgpedia.reports.model import LONGEST, TEXT, Kind, Report
from msgpedia.reports.opened import Opened
from msgpedia.reports.pstore import Crashes
from msgpedia.reports.ties import Rows, held, is_silent, may_be_text, stream_of, take

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.logs.headers import Header
    from msgpedia.reports.anchored import Lines
    from msgpedia.reports.model import Pattern, Stream

MOST_LEAD = 4  # lines from a lead to the opening
MOST_TAILS = 3  # lines without a header in a row that are taken for the rest of the line above


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
        self._open = Opened()
        self._last: Report | None = None  # that of the line before
        self._logged: float | None = None  # when the line was, by the log's own clock
        self._rows = Rows(masking)
        self._tails = 0
        self._crashes = Crashes()
        self._file = 0
        self._next = 1

    def next_file(self) -> None:
        """Tell that the lines to come are of another file: what is open ends."""
        self.finish()
        self._file += 1
        self._open.next_file()
        self._crashes.next_file()

    def finish(self) -> None:
        """The log ends here."""
        self._open.finish()
        self._last = None

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
        if self._open.waits:
            self._open.expire_far(number)
        foreign = software is None and (header[IDENT] is not None or header[TRANSPORT] == "user")
        if foreign or len(body) > LONGEST:
            self._last = None
            return None
        software = software or "linux"
        if header is NO_HEADER and self._crashes.is_heading(body):
            self._last = None
            return None
        openings = self._may_open(body, software)
        if not openings and not self._open.waits:
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
        stream = stream_of(header, software, self._crashes.record)
        time, logged = seconds_of(header), logged_at(header)
        self._logged = logged
        if not self._open.goes_on(time, logged, stream):
            self._last = None
            return None
        if is_silent(body):  # says nothing of where it belongs
            self._last = next((each for each in self._open.of(stream) if each.newest), None)
            return None
        self._last = self._find(number, stream, body, time, openings)
        if self._last is not None:
            self._last.logged = logged
        for report in self._open.of(stream):
            report.aside = report.aside and report is self._last
            report.newest = report is self._last and not report.aside
            if self._last is not None and self._last is not report and self._last.kind is report.kind:
                self._open.miss(report)
        return self._last

    def _may_open(self, body: str, software: str) -> Lines:
        """The openings whose literals all occur in a body."""
        openings = self._openings.get(software)
        return openings.of(self._masking.of(body)) if openings is not None and len(body) <= LONGEST else ()

    def _is_tail(self, header: Header) -> bool:
        """Whether a line without a header is a part of the line above, as lines of that report have a header."""
        report = self._last
        return header is NO_HEADER and report in self._open.reports and report.stream[0] != ""

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
        take(report, number, held(report, *found) if found is not None else {})
        return report

    def _opening(self, number: int, stream: Stream, body: str, time: float | None, openings: Lines) -> Report | None:
        for kind, pattern, opens in openings:
            fields = pattern.match(body)
            if fields is None:
                continue
            mixed = False
            report = self._open.waiting(kind, number, stream)
            if report is not None:
                if not opens:
                    continue
                report.kind, report.opened = kind, True
                mixed = self._open.make_room(report, fields, time) or report.mixed
                report.mixed = False  # for the opening tells whose it is
            else:
                if pattern.alone and self._open.is_told(kind, stream, fields):
                    continue
                others = pattern.alone and self._open.names_another(kind, stream, fields)
                found = self._taken(number, stream, body, time) if pattern.weak and not others else None
                found = found or self._merged(kind, number, stream, time)
                if found is not None:
                    return found
                report = Report(kind, stream, self._file, number, None if opens else pattern)
                mixed = self._open.make_room(report, fields, time)
                self._open.reports.append(report)
            take(report, number, fields)
            if TEXT in report.fields and not may_be_text(report.fields[TEXT], report):
                del report.fields[TEXT]
            report.alone = report.alone or pattern.alone
            report.fresh, report.mixed = opens, mixed
            report.ended = any(end.tokens == pattern.tokens for end in kind.ends)
            return report
        return None

    def _merged(self, kind: Kind, number: int, stream: Stream, time: float | None) -> Report | None:
        """The report of which what opens becomes a part, as one cannot tell the two apart."""
        report = self._open.only_begun(kind, stream, time)
        if report is not None:
            report.mixed = report.merged = True
            take(report, number, {})
            report.fresh = True
        return report

    def _continued(self, number: int, stream: Stream, body: str, time: float | None) -> Report | None:
        found = self._taken(number, stream, body, time)
        if found is not None:
            return found
        for report in self._open.of(stream):
            if not report.opened:
                if report.count < MOST_LEAD:
                    take(report, number, {TEXT: body})
                    return report
                self._open.close(report)
                continue
            if report.kind.text and report.fresh and report.newest:
                take(report, number, {TEXT: body} if may_be_text(body, report) else {})
                report.unsure = True
                return report
            if report.unsure:
                report.release()  # lines of several processors are mixed here
            self._open.miss(report)
        return None

    def _taken(self, number: int, stream: Stream, body: str, time: float | None) -> Report | None:
        """The open report that a line continues."""
        for report in list(reversed(self._open.reports)):
            if not report.opened or not report.reaches(number, stream):
                continue
            found = self._rows.of(report, body)
            if found is None:
                continue
            pattern, fields = found
            if (pattern.next and not report.newest) or (pattern.run and not report.aside):
                continue
            if pattern.once and pattern in report.once:
                self._open.close(report)
                continue
            placed = pattern.next or pattern.run  # it tells whose it is by where it stands
            loose = report.kind.blocks and not placed and fields.keys().isdisjoint(report.kind.tells)
            if loose and not is_behind(report, fields, time, self._logged):
                continue
            return self._take_row(report, number, pattern, fields, time)
        return None

    def _take_row(
        self, report: Report, number: int, pattern: Pattern, fields: dict[str, str], time: float | None
    ) -> Report:
        if pattern.once:
            report.once.add(pattern)
        fresh = pattern.head and report.fresh
        if pattern.head and report.unsure:
            report.release()  # the text stands behind such a line, not before it
        take(report, number, held(report, pattern, fields))
        report.fresh, report.aside = fresh, pattern.next or pattern.run
        report.time = time if time is not None else report.time
        report.in_order = report.in_order or report.ended
        if pattern in report.kind.ends:
            report.ended = report.in_order = True
        if pattern.last or (report.ended and not report.kind.after):
            self._open.close(report)
        return report

"""Tells for each line of a log which report it belongs to. The rules are those of `docs/reports.md`."""

from __future__ import annotations

import re
from collections import defaultdict

from msgpedia.logs.headers import EXTRA, HOST, IDENT, KTIME, NO_HEADER, PID
from msgpedia.reports.model import LONGEST, LONGEST_FIELD, Kind, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.logs.headers import Header
    from msgpedia.reports.model import Pattern

    Stream = tuple[str | None, ...]

_WORDS = re.compile("[A-Za-z]{2,}")
_DIGITS = dict.fromkeys(range(48, 58), "0")
MOST_OPEN = 64  # reports at a time
MOST_LEAD = 4  # lines from a lead to the opening
AFTER = 2  # lines of others behind the end of a report before what may still follow
MOST_TAILS = 3  # lines without a header in a row that are taken for the rest of the line above
_MOST_KEPT = 20_000
_LONGEST_KEPT = 1000


class Grouper:
    """The reports of a log, line by line. `rows` are the bundle's descriptions, `holes` its table of holes."""

    def __init__(self, rows: Sequence[dict[str, Any]], holes: Sequence[dict[str, Any]]) -> None:
        kinds = [Kind(row, holes) for row in rows]
        self._openings: dict[str, list[tuple[Kind, Pattern, bool]]] = defaultdict(list)
        for kind in kinds:
            self._openings[kind.software] += [(kind, pattern, True) for pattern in kind.openings]
            self._openings[kind.software] += [(kind, pattern, False) for pattern in kind.lead]
        self._kept: dict[tuple[str, str], tuple[tuple[Kind, Pattern, bool], ...]] = {}
        self._open: list[Report] = []
        self._last: Report | None = None  # that of the line before
        self._tails = 0
        self._file = 0
        self._next = 1

    def next_file(self) -> None:
        """Tell that the lines to come are of another file: what is open ends."""
        self.finish()
        self._file += 1

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
        """The report that a line belongs to, as far as one can tell, or None.

        `number` is that of the line; `software` where it comes from, None where that is not known, which may be the
        kernel.
        """
        if not self._open and not self._may_open(body, software or "linux"):
            return None
        found = self._find(number, header, body, software or "linux")
        self._last = found
        return found

    def _may_open(self, body: str, software: str) -> tuple[tuple[Kind, Pattern, bool], ...]:
        """The openings whose words all occur in a body."""
        openings = self._openings.get(software)
        if not openings or len(body) > LONGEST:
            return ()
        key = software, body.translate(_DIGITS)
        found = self._kept.get(key)
        if found is None:
            words = set(_WORDS.findall(body))
            found = tuple(each for each in openings if each[1].words <= words)
            if len(body) <= _LONGEST_KEPT:
                if len(self._kept) >= _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = found
        return found

    def _find(self, number: int, header: Header, body: str, software: str) -> Report | None:
        if header is NO_HEADER and self._last is not None and not self._last.closed and self._last.stream[0] != "":
            return self._tail(number, body)
        self._tails = 0
        stream = _stream(header, software)
        time = _time(header)
        self._expire(time, stream)
        if not body.strip():
            return None  # says nothing of where it belongs
        if not body.isascii():
            body = body.replace("\N{NO-BREAK SPACE}", " ")  # as mails have it for blanks
        opening = self._opening(number, stream, body, time, software)
        if opening is not None:
            opening.time = time if time is not None else opening.time
            return opening
        return self._continued(number, stream, body, time)

    def _tail(self, number: int, body: str) -> Report | None:
        """A line without a header right behind one of a report whose lines have one: a part of the line above."""
        report = self._last
        if report is None or report.ended:
            return None
        if not body.strip():
            return None
        if self._row(report, body) is not None:
            self._tails = 0
        else:
            self._tails += 1
            if self._tails > MOST_TAILS:
                return None
        _take(report, number, {})
        return report

    def _expire(self, time: float | None, stream: Stream) -> None:
        """Close what has gone on for too long."""
        for report in list(self._open):
            kind = report.kind
            too_late = (
                time is not None
                and report.time is not None
                and report.stream[:2] == stream[:2]
                and abs(time - report.time) > kind.seconds
            )
            if too_late or report.count >= kind.lines:
                self._close(report)

    def _close(self, report: Report) -> None:
        report.close()
        self._open.remove(report)

    def _opening(self, number: int, stream: Stream, body: str, time: float | None, software: str) -> Report | None:
        for kind, pattern, opens in self._may_open(body, software):
            fields = pattern.match(body)
            if fields is None:
                continue
            waiting = self._waiting(kind, stream)
            if waiting is not None:
                if not opens:
                    continue
                waiting.kind, waiting.opened = kind, True
                _take(waiting, number, fields)
                return waiting
            if pattern.weak:
                found = self._taken(number, stream, body, time)
                if found is not None:
                    return found
            for report in list(self._open):
                if report.stream == stream and (
                    (not kind.own and not report.kind.own) or (report.kind is kind and _same(kind, report, fields))
                ):
                    self._close(report)
            if len(self._open) >= MOST_OPEN:
                self._close(self._open[0])
            report = Report(kind, stream, self._file, number, opens)
            self._open.append(report)
            _take(report, number, fields)
            if pattern in kind.ends:
                report.ended = True
            return report
        return None

    def _waiting(self, kind: Kind, stream: Stream) -> Report | None:
        """The report that has begun with a lead and waits for its opening."""
        for report in self._open:
            if report.stream == stream and not report.opened and not kind.own:
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
                    _take(report, number, {})
                    return report
                self._close(report)
                continue
            report.misses += 1
            if report.misses > (min(AFTER, report.kind.foreign) if report.ended else report.kind.foreign):
                self._close(report)
        return None

    def _taken(self, number: int, stream: Stream, body: str, time: float | None) -> Report | None:
        """The open report that a line continues."""
        loose: list[tuple[Report, Pattern, dict[str, str]]] = []
        for report in list(reversed(self._open)):
            if not report.opened or not self._reaches(report, number, stream):
                continue
            found = self._row(report, body)
            if found is None:
                continue
            pattern, fields = found
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
        _take(report, number, fields)
        report.time = time if time is not None else report.time
        if pattern in report.kind.ends:
            report.ended = True
            if not report.kind.after:
                self._close(report)
        return report

    def _row(self, report: Report, body: str) -> tuple[Pattern, dict[str, str]] | None:
        """The pattern by which a body belongs to a report, and what it holds; None where it does not."""
        kind = report.kind
        for pattern in kind.after if report.ended else kind.continuing:
            fields = pattern.match(body)
            if fields is not None and _same(kind, report, fields):
                if pattern in kind.frames and not _tells(kind, fields):
                    fields = {}
                return pattern, fields
        return None


def _tells(kind: Kind, fields: dict[str, str]) -> bool:
    """Whether a frame is the first that is not of the handling of the event itself."""
    return "function" in fields and fields["function"] not in kind.skip and not fields.get("mark")


def _same(kind: Kind, report: Report, fields: dict[str, str]) -> bool:
    """Whether what a line holds says that it is of the same thing as a report."""
    known = report.fields
    return all(name not in fields or name not in known or fields[name] == known[name] for name in kind.key)


def _take(report: Report, number: int, fields: dict[str, str]) -> None:
    report.last = number
    report.count += 1
    report.misses = 0
    for name, text in fields.items():
        report.fields.setdefault(name, text[:LONGEST_FIELD])


def _stream(header: Header, software: str) -> Stream:
    """What tells the lines of one reporter apart: the host, and of the kernel the caller, of programs the process."""
    if header is NO_HEADER:
        return ("", software)
    if software == "linux":
        extra = header[EXTRA]
        return ("kernel", header[HOST], extra.get("caller") if extra else None)
    return (software, header[HOST], header[IDENT], header[PID])


def _time(header: Header) -> float | None:
    """The kernel's clock in seconds."""
    ktime = header[KTIME]
    return float(ktime) if ktime is not None else None

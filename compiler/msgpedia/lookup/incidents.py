"""Lines of one event as one: which report each row belongs to, and what the event is, for whoever shows it.

A row waits until it is known whether its report goes on, so that the last line can be told; when input pauses, what
waits is sent on with what is known by then.
"""

from __future__ import annotations

import re
from collections import deque

from msgpedia.logs.headers import NO_HEADER
from msgpedia.lookup.rows import worse

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from msgpedia.logs.headers import Header
    from msgpedia.logs.lines import Record
    from msgpedia.lookup.rows import Explainer, Row
    from msgpedia.reports.grouper import Grouper
    from msgpedia.reports.model import Report

    Held = tuple[int, Header, str, str | None, Row, bool]  # at last whether the row was sent on

_WORDS = re.compile("[A-Za-z]{2,}")


class Incident:
    """An event of several lines: its report, and the row of the line that opened it.

    `waiting` counts its rows that were not sent on yet; `shown` tells whether some were, `told` whether its last one
    was, or it was itself.
    """

    __slots__ = ("_last", "_worst", "opening", "report", "shown", "told", "waiting")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.opening: Row | None = None
        self.waiting = 0
        self.shown = self.told = False
        self._worst: str | None = None  # of its rows but the last one
        self._last: Row | None = None  # which may turn out to be another's

    @property
    def severity(self) -> str | None:
        """How bad it is: as bad as the worst of its rows, and what its kind is at least."""
        return worse(self._worst_row(), self.report.kind.severity)

    def _worst_row(self) -> str | None:
        row = self._last
        return worse(self._worst, row["severity"]) if row and self.report.owns(row["line"]) else self._worst

    def add(self, row: Row) -> None:
        """Know one more of its rows; that of the opening tells what it is."""
        self._worst, self._last = self._worst_row(), row
        self.waiting += 1
        if self.report.opened and self.opening is None:
            self.opening = row


class Incidents:
    """Rows of lines, in order, with the reports they belong to.

    The descriptions of reports are read when a line may begin one and another follows: a line alone is none.
    """

    def __init__(self, explainer: Explainer) -> None:
        meta = explainer.engine.index.meta
        self._explainer = explainer
        self._words = {software: frozenset(words) for software, words in meta["report_words"].items()}
        self._alone = {software: frozenset(words) for software, words in meta["report_alone"].items()}
        self._grouper: Grouper | None = None
        self._held: Held | None = None
        self._waiting: deque[tuple[Row, Incident | None]] = deque()
        self._incidents: dict[Report, Incident] = {}

    def row(self, file: str, number: int, line: str | Record) -> Iterator[Row | Incident]:
        """What can be shown once this line was read: rows, and incidents behind their last row."""
        header, body = self._explainer.engine.read(line)
        row = self._explainer.row_of(file, number, line, header, body)
        name = self._explainer.engine.origin(header).name
        if self._held is not None:
            self._take_held(self._held)
        if self._grouper is not None:
            self._waiting.append((row, self._found(number, header, body, name, row)))
            yield from self._released(False)
        elif self._may_begin(self._words, header, body, name):
            self._held = number, header, body, name, row, False
        else:
            yield row

    def _may_begin(self, known: Mapping[str, frozenset[str]], header: Header, body: str, name: str | None) -> bool:
        words = known.get(name or "linux", frozenset())
        heads = header is NO_HEADER and "#" in body  # a heading that pstore makes
        return "" in words or heads or not words.isdisjoint(_WORDS.findall(body))

    def _take_held(self, held: Held) -> None:
        """Read the descriptions, now that they are needed, and what the line before is."""
        from msgpedia.reports.grouper import Grouper

        engine = self._explainer.engine
        self._grouper = self._grouper or Grouper(engine.index.reports(), engine.index.meta["holes"], engine.masking)
        self._held = None
        number, header, body, name, row, sent = held
        incident = self._found(number, header, body, name, row)
        if not sent:
            self._waiting.append((row, incident))
        elif incident is not None:
            incident.waiting -= 1
            incident.shown = incident.report.alone

    def _found(self, number: int, header: Header, body: str, name: str | None, row: Row) -> Incident | None:
        report = self._grouper.add(number, header, body, name) if self._grouper is not None else None
        if report is None:
            return None
        incident = self._incidents.get(report)
        if incident is None:
            incident = self._incidents[report] = Incident(report)
        incident.add(row)
        return incident

    def flush(self) -> Iterator[Row | Incident]:
        """All that waits, as no more lines are there now."""
        yield from self._released(True)
        if self._held is not None and not self._held[5]:
            self._held = (*self._held[:5], True)
            yield self._held[4]

    def next_file(self) -> Iterator[Row | Incident]:
        """All that waits; the lines to come are of another file."""
        if self._held is not None and self._may_begin(self._alone, *self._held[1:4]):
            self._take_held(self._held)  # one line can be an event
        if self._grouper is not None:
            self._grouper.next_file()
        yield from self.flush()
        self._held = None

    def _released(self, all_of_it: bool) -> Iterator[Row | Incident]:
        waiting = self._waiting
        while waiting:
            row, incident = waiting[0]
            if incident is None:
                waiting.popleft()
                yield row
                continue
            report = incident.report
            settled = report.closed or (report.is_proven and row["line"] != report.last)
            if not settled and not all_of_it:
                break
            waiting.popleft()
            incident.waiting -= 1
            if report.closed and not incident.waiting:
                self._incidents.pop(report, None)
            unsure = not settled and (not report.is_proven or (report.count == 1 and not report.alone))
            if report.void or unsure or not report.owns(row["line"]):
                yield row  # which is, or may be, no event at all
                continue
            last = (report.closed or report.ended) and row["line"] == report.last and not incident.told
            yield {**row, "report": self._told(incident, last)}
            incident.shown = True
            if last:
                incident.told = True
                yield incident
        for report in [each for each in self._incidents if each.closed and not self._incidents[each].waiting]:
            incident = self._incidents.pop(report)
            if incident.shown and not incident.told and not report.void:
                yield incident  # its last row was sent on before one knew

    def _told(self, incident: Incident, last: bool) -> Row:
        from msgpedia.reports.summary import summary_of, title_of

        report, language = incident.report, self._explainer.language
        identifier = self._grouper.number(report) if self._grouper is not None else 0
        role = "first" if not incident.shown else "last" if last else "part"
        found: Row = {"id": identifier, "kind": report.kind.name, "role": role}
        if last:
            found["title"] = title_of(report, language)
            summary = summary_of(report, language)
            if summary:
                found["summary"] = summary
        return found

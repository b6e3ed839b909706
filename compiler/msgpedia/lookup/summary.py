"""What a log holds in all: the distinct messages and events with counts, first and last time, the worst first."""

from __future__ import annotations

from msgpedia.logs.headers import REPEATED, time_of
from msgpedia.lookup.rows import rank, worse
from msgpedia.reports.grouper import Grouper
from msgpedia.reports.summary import summary_of, title_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgpedia.logs.headers import Header
    from msgpedia.logs.lines import Record
    from msgpedia.lookup.engine import Match, Origin
    from msgpedia.lookup.rows import Explainer, Row
    from msgpedia.reports.model import Report


_MOST_KEPT = 50_000  # matches whose group is known


class _Spans:
    """The headers of the first and the last line in each file; files come one after the other."""

    __slots__ = ("count", "file", "spans")

    def __init__(self) -> None:
        self.count = self.file = 0
        self.spans: list[list[tuple[int, Header]]] = []

    def at(self, header: Header, file: int, number: int) -> None:
        """Count a line of a file, both by number; lines of a report may come late."""
        self.count += 1
        if file != self.file:
            self.file = file
            self.spans.append([(number, header), (number, header)])
        elif number > self.spans[-1][1][0]:
            self.spans[-1][1] = number, header
        elif number < self.spans[-1][0][0]:
            self.spans[-1][0] = number, header

    def begins_later(self, file: int, number: int) -> bool:
        """Whether a line of a file comes before all that were counted."""
        return file == self.file and len(self.spans) == 1 and number < self.spans[0][0][0]

    def times(self) -> tuple[str | None, str | None]:
        """The first and the last time. Within a file lines stand in order; files need not."""
        first, last = (time_of(header) for _, header in self.spans[0])
        if len(self.spans) == 1:
            return first, last
        from msgpedia.lookup.times import earlier

        for span in self.spans[1:]:
            begin, end = (time_of(header) for _, header in span)
            first = begin if earlier(begin, first) else first
            last = end if last is None or not earlier(end, last) else last
        return first, last


class _Group(_Spans):
    """The lines of one message. `repeated` counts the lines that a logger left out, saying how many there were."""

    __slots__ = ("match", "repeated")

    def __init__(self, match: Match) -> None:
        super().__init__()
        self.match = match
        self.repeated = 0


class _Event:
    """An event of several lines while it is read: its report, its lines, and what its opening is."""

    __slots__ = ("lines", "looked", "opening", "report")

    def __init__(self, report: Report) -> None:
        self.report = report
        self.opening: Match | None = None
        self.lines: list[tuple[int, Header, str, Origin]] = []
        self.looked = False


class _Events(_Spans):
    """Events of a kind that say the same. `lines` counts their lines, `worst` is how bad the worst of them is."""

    __slots__ = ("lines", "opening", "report", "worst")

    def __init__(self, event: _Event) -> None:
        super().__init__()
        self.report, self.opening = event.report, event.opening
        self.lines = 0
        self.worst = event.report.kind.severity


class Summary:
    """Counts lines by message, and events by what they say. Counting is all that happens for a line; words are looked
    up at the end.
    """

    def __init__(self, explainer: Explainer) -> None:
        self._explainer = explainer
        index = explainer.engine.index
        self._grouper = Grouper(index.reports(), index.meta["holes"], explainer.engine.masking)
        self._seen: dict[tuple[int, int | str], _Group] = {}
        self._groups: dict[Match, _Group] = {}  # of matches, which the engine keeps for bodies that come again
        self._events: dict[tuple[str, str | None, str | None], _Events] = {}
        self._reading: dict[Report, _Event] = {}
        self._file, self._number = 1, 1
        self._documented = self._known = 0
        self.lines = self.unknown = 0

    def next_file(self) -> None:
        """Tell that the lines to come are of another file."""
        self._grouper.next_file()
        self._settle()
        self._file, self._number = self._file + 1, 1

    def add(self, lines: Iterable[str | Record]) -> None:
        """Count some lines."""
        engine = self._explainer.engine
        read, origin_of, match_body, group = engine.read, engine.origin, engine.match, self._grouper.add
        for line in lines:
            self.lines += 1
            number = self._number
            self._number += 1 if isinstance(line, str) else line.lines
            header, body = read(line)
            origin = origin_of(header)
            report = group(number, header, body, origin.name)
            if report is not None:
                self._of_report(report, number, header, body, origin)
            else:
                self._count(number, header, match_body(body, origin))
            if self._reading:
                self._settle()

    def _count(self, number: int, header: Header, match: Match | None) -> None:
        if match is None:
            self.unknown += 1
            return
        group = self._groups.get(match)
        if group is None:
            if len(self._groups) >= _MOST_KEPT:
                self._groups.clear()
            key = self._key(match)
            group = self._seen.get(key)
            if group is None:
                group = self._seen[key] = _Group(match)
            self._groups[match] = group
        if group.begins_later(self._file, number):
            group.match = match
        group.at(header, self._file, number)
        if header[REPEATED] is not None:
            group.repeated += header[REPEATED]

    def _key(self, match: Match) -> tuple[int, int | str]:
        """The entry that explains a match, -1 for none, and what else tells its message apart."""
        if match.known:
            entry = match.known[0].entry
            return (entry, -1 if entry >= 0 else match.known[0].message["id"])
        index = self._explainer.engine.index
        entry = index.entry_of[match.template]
        return (entry, -1 if entry >= 0 else index.message_of[match.template])

    def _of_report(self, report: Report, number: int, header: Header, body: str, origin: Origin) -> None:
        event = self._reading.get(report)
        if event is None:
            event = self._reading[report] = _Event(report)
        event.lines.append((number, header, body, origin))
        if report.opened and not event.looked:
            event.looked = True
            event.opening = self._explainer.engine.match(body, origin)

    def _settle(self) -> None:
        """Count the events that have ended; lines of what turned out to be none are lines as others."""
        for report in [each for each in self._reading if each.closed]:
            event = self._reading.pop(report)
            others = [line for line in event.lines if report.void or not report.owns(line[0])]
            for number, header, body, origin in others:
                self._count(number, header, self._explainer.engine.match(body, origin))
            if report.void:
                continue
            event.lines = [line for line in event.lines if report.owns(line[0])]
            entry = self._explainer.told(event.opening)["entry"] if event.opening is not None else None
            key = report.kind.name, summary_of(report, "en"), entry
            events = self._events.get(key)
            if events is None:
                events = self._events[key] = _Events(event)
            elif events.begins_later(self._file, event.lines[0][0]):
                events.report, events.opening = report, event.opening
            for _, _, body, origin in event.lines if rank(events.worst) else ():
                match = self._explainer.engine.match(body, origin)
                events.worst = worse(events.worst, self._explainer.told(match)["severity"] if match else None)
            for number, header, _, _ in (event.lines[0], event.lines[-1]):
                events.at(header, self._file, number)
            events.count -= 1
            events.lines += len(event.lines)
            if entry is not None:
                self._documented += len(event.lines)
            elif event.opening is not None:
                self._known += len(event.lines)

    def rows(self) -> list[Row]:
        """One row for each distinct message and event: the worst severity first, then the most frequent, then by id."""
        self._grouper.finish()
        self._settle()
        rows = [self._row(group) for group in self._seen.values()]
        rows += [self._event_row(events) for events in self._events.values()]
        rows.sort(key=lambda row: (rank(row["severity"]), -row["count"], _name(row)))
        return rows

    def _row(self, group: _Group) -> Row:
        told = self._explainer.told(group.match)
        first, last = group.times()
        return {
            **{key: told[key] for key in _TOLD},
            "count": group.count,
            "first": first,
            "last": last,
            **({"repeated": group.repeated} if group.repeated else {}),
        }

    def _event_row(self, events: _Events) -> Row:
        report, language = events.report, self._explainer.language
        told = self._explainer.told(events.opening) if events.opening is not None else _NOTHING
        first, last = events.times()
        summary = summary_of(report, language)
        return {
            **{key: told[key] for key in _TOLD},
            "status": "indexed" if told["status"] == "unknown" else told["status"],
            "severity": events.worst,
            "title": title_of(report, language),
            "count": events.count,
            "first": first,
            "last": last,
            "report": {"kind": report.kind.name, "lines": events.lines, **({"summary": summary} if summary else {})},
        }

    def totals(self) -> dict[str, int]:
        """How many lines there were, and how many of them are documented, indexed and unknown.

        The lines of an event are what its opening is.
        """
        documented = self._documented + sum(group.count for (entry, _), group in self._seen.items() if entry >= 0)
        indexed = self._known + sum(group.count for (entry, _), group in self._seen.items() if entry < 0)
        return {
            "lines": self.lines,
            "documented": documented,
            "indexed": indexed,
            "unknown": self.lines - documented - indexed,
        }

    def unknown_row(self) -> Row:
        """The row for all lines that are no known message, and of no event."""
        return {**_NOTHING, "count": self.unknown, "first": None, "last": None}


_TOLD = ("status", "software", "entry", "severity", "title", "message")
_NOTHING: Row = {**dict.fromkeys(_TOLD), "status": "unknown"}


def _name(row: Row) -> str:
    """What rows are put in order by at last."""
    if row["entry"] is not None:
        return str(row["entry"])
    return str(row["message"]["id"] if row["message"] is not None else row["report"]["kind"])

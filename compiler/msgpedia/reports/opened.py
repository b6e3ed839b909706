"""The reports that are open, what closes them, and what they tell of a line that might open another."""

from __future__ import annotations

from collections import deque

from msgpedia.reports.clocks import LATE, Clocks, is_apart
from msgpedia.reports.ties import at_once, same

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgpedia.reports.model import Kind, Report, Stream

MOST_APART = 1000  # lines of the log from one line of a report to the next
MOST_OPEN = 64  # reports at a time
MOST_NAMED = 64  # reports that are remembered when they are closed


class Opened:
    """The open reports of a log, the oldest first."""

    __slots__ = ("_clocks", "_named", "reports")

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self._clocks = Clocks()
        self._named: deque[Report] = deque(maxlen=MOST_NAMED)  # that are closed, of kinds that one line can be

    @property
    def waits(self) -> bool:
        """Whether a line to come may belong to a report, or tell that one is none."""
        return bool(self.reports or self._clocks.undecided)

    def finish(self) -> None:
        """Close all."""
        for report in list(self.reports):
            self.close(report)
        self._clocks.decide(True)

    def next_file(self) -> None:
        """Close all, and forget those that were closed."""
        self.finish()
        self._named.clear()
        self._clocks = Clocks()

    def of(self, stream: Stream) -> list[Report]:
        """Those of a stream."""
        return [report for report in self.reports if report.stream == stream]

    def close(self, report: Report) -> None:
        """Nothing more belongs to a report."""
        self.reports.remove(report)
        self._clocks.close(report)
        if report.kind.several:
            self._named.append(report)

    def miss(self, report: Report) -> None:
        """A line of the stream of a report that is not of it; those of other kinds of report do not count."""
        report.misses += 1
        if report.misses > (report.kind.behind if report.ended else report.kind.foreign):
            self.close(report)

    def goes_on(self, time: float | None, logged: float | None, stream: Stream) -> bool:
        """Close what has gone on for too long when a line of a stream comes, and what was printed after it. False where
        the log has the newest line first, so that one cannot tell what belongs together.
        """
        self._clocks.at(stream, time, logged)
        back = self._clocks.run_back(stream, time is not None)
        for report in list(self.reports):
            most = report.kind.seconds
            apart = is_apart(time, report.time, most) or is_apart(logged, report.logged, most + LATE)
            over = (apart and report.stream[:3] == stream[:3]) or (back and report.stream[:2] == stream[:2])
            if over or report.count >= report.kind.lines:
                self.close(report)
        return not back

    def expire_far(self, number: int) -> None:
        """Close what had no line for so long that none can follow, whatever lines those were."""
        for report in [each for each in self.reports if number - each.last > MOST_APART]:
            self.close(report)
        over = self._clocks.undecided
        if over and number - over[0].last > MOST_APART:
            self._clocks.decide(True)

    def make_room(self, new: Report, fields: dict[str, str], time: float | None) -> bool:
        """Close what cannot go on beside a report that opens, and the oldest where there are too many.

        True where one of its kind had only begun, or for a lead one whose text may follow: then the lines that follow
        may be of either.
        """
        kind = new.kind
        begun = False
        for report in self.of(new.stream):
            if report is not new:
                alike = report.kind is kind and same(kind, report, fields)
                if alike or not (kind.own or report.kind.own):
                    fresh = report.fresh and (report.kind is kind or (report.kind.text and not new.opened))
                    begun = begun or (fresh and at_once(time, report.time))
                    self.close(report)
        if len(self.reports) >= MOST_OPEN:
            self.close(self.reports[0] if self.reports[0] is not new else self.reports[1])
        return begun

    def waiting(self, kind: Kind, number: int, stream: Stream) -> Report | None:
        """The report that has begun with a lead and waits for an opening of such a kind."""
        for report in self.reports:
            lead = report.lead
            if lead is None or report.opened or not report.reaches(number, stream):
                continue
            if any(each.tokens == lead.tokens for each in kind.lead):
                return report
        return None

    def only_begun(self, kind: Kind, stream: Stream, time: float | None) -> Report | None:
        """The report of a kind whose lines may be torn that has only begun when another of it opens."""
        if not kind.torn or time is None:
            return None
        for report in self.of(stream):
            begun = report.kind is kind and report.opened and report.time is not None
            if begun and (report.count == 1 or (report.merged and report.fresh)) and at_once(time, report.time):
                return report
        return None

    def is_told(self, kind: Kind, stream: Stream, fields: dict[str, str]) -> bool:
        """Whether a report of a host that goes on elsewhere, or is over, has told all that an opening holds: it is no
        event of its own.
        """
        return any(
            report.kind is kind
            and not report.void
            and report.stream[1] == stream[1]
            and (report not in self.reports or report.stream != stream)
            and all(report.fields.get(name) == text for name, text in fields.items())
            for report in self._known()
        )

    def names_another(self, kind: Kind, stream: Stream, fields: dict[str, str]) -> bool:
        """Whether an opening holds something else than the open report of its kind, which is of one thing."""
        return any(
            report.kind is kind
            and kind.several not in report.fields
            and any(report.fields.get(name, text) != text for name, text in fields.items())
            for report in self.of(stream)
        )

    def _known(self) -> Iterator[Report]:
        yield from self._named
        yield from self.reports

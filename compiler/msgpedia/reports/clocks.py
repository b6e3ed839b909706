"""When lines were printed, by the kernel's clock or else that of the log, and logs that have the newest line first."""

from __future__ import annotations

import re

from msgpedia.logs.headers import KTIME, TIME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.logs.headers import Header
    from msgpedia.reports.model import Report, Stream

JITTER = 1  # seconds that clocks of several processors, or of a log and what writes it, can differ
LATE = 10  # seconds that lines may be written late, by the log's own clock
DAY = 24 * 3600  # seconds
HALF_A_YEAR, YEAR = 184 * DAY, 366 * DAY  # stamps without a year that are half of one apart are of two
LONG = DAY  # seconds of a kind of report that goes on over a change of the clocks
CHANGE = 2 * 3600  # seconds that such a change, or one to the right time, can be
LEAST_BACK = 3  # steps back before a log is taken for one that has the newest line first; twice as many as forth
MOST_CLOCKS = 64  # that are remembered
MOST_UNDECIDED = 64  # reports
# The stamps of RFC 3164, ISO 8601 and ctime(), also with names of days of a language.
_STAMP = (
    r"(?:[^ ]{1,9} )?(?:([A-Z][a-z]{2}|1?[0-9]月) ([ 0-3]?[0-9])(?: ([0-9]{4}))?"
    r"|([0-9]{4})[-/]([0-9]{2})[-/]([0-9]{2}))"
    r"[ T]([ 0-2][0-9]):([0-9]{2}):([0-9]{2}(?:[.,][0-9]{1,9})?)(?:Z|([+-][0-9]{2}):?([0-9]{2})| ([0-9]{4}))?"
)
_EPOCH = r"[0-9]{9,11}\.[0-9]{1,6}"
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"
_NO_YEAR = 2000  # a leap year


def seconds_of(header: Header) -> float | None:
    """The kernel's clock in seconds."""
    ktime = header[KTIME]
    return float(ktime) if ktime is not None else None


def logged_at(header: Header) -> float | None:
    """When a line without the kernel's clock was logged, in seconds; comparable within a log, and a year."""
    time = header[TIME]
    if time is None or header[KTIME] is not None:
        return None
    found = re.match(_STAMP, time)
    if found is None:
        return float(time) if re.fullmatch(_EPOCH, time) else None
    name, day, year, iso_year, iso_month, iso_day, hour, minute, second, east, past, last_year = found.groups()
    if name is None:
        days = _days(int(iso_year), int(iso_month), int(iso_day))
    else:
        month = int(name[:-1]) if name.endswith("月") else _MONTHS.find(name) // 3 + 1
        days = _days(int(year or last_year or _NO_YEAR), month, int(day))
    minutes = (days * 24 + int(hour)) * 60 + int(minute)
    if east is not None:  # of UTC
        minutes -= int(east) * 60 + int(east[0] + past)
    return minutes * 60 + float(second.replace(",", "."))


def _days(year: int, month: int, day: int) -> int:
    """The days up to a date of the Gregorian calendar, whose year is taken to begin with March."""
    before = (14 - month) // 12
    year -= before
    return day + (153 * (month + 12 * before - 3) + 2) // 5 + 365 * year + year // 4 - year // 100 + year // 400


def is_apart(time: float | None, other: float | None, most: float) -> bool:
    """Whether a line is too late to go on with one that was printed at another time, or was printed before it."""
    if time is None or other is None:
        return False
    step = time - other
    if step < -HALF_A_YEAR:
        step += YEAR
    return not -(CHANGE if most > LONG else JITTER) <= step <= most


class Clocks:
    """Which way the clocks of a log go: how many lines are later than the one before, and how many earlier.

    `undecided` are reports that are over, of which one cannot tell yet whether their lines have the newest first.
    """

    __slots__ = ("_known", "undecided")

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, str | None, bool], tuple[float, float, int, int]] = {}
        self.undecided: list[Report] = []

    def at(self, stream: Stream, time: float | None, logged: float | None) -> None:
        """A line of a stream was printed at a time of the kernel's clock, or else logged at one."""
        now = time if time is not None else logged
        if now is None:
            return
        key = (stream[0], stream[1], time is not None)
        if key not in self._known and len(self._known) >= MOST_CLOCKS:
            self._known.clear()
        first, last, forth, back = self._known.get(key, (now, now, 0, 0))
        if time is not None or abs(now - last) < HALF_A_YEAR:
            forth, back = forth + (now > last), back + (now < last)
        self._known[key] = first, now, forth, back
        self.decide()

    def run_back(self, stream: Stream, by_kernel: bool) -> bool:
        """Whether the lines of a stream have the newest first, by what is known by now."""
        return self._way(stream, by_kernel) < 0

    def close(self, report: Report) -> None:
        """A report is over: an event, or none if the log has the newest line first."""
        if report.is_one and len(self.undecided) < MOST_UNDECIDED:
            self.undecided.append(report)
            self.decide()
        else:
            report.close()

    def decide(self, now: bool = False) -> None:
        """Close the reports of which one can tell which way their clock goes, or all: those are none that no line came
        later than, unless they end as they should.
        """
        for report in list(self.undecided):
            by_kernel = report.time is not None
            way = self._way(report.stream, by_kernel)
            if now or way != 0:
                _, _, forth, back = self._of(report.stream, by_kernel)
                report.close(way < 0 or (way == 0 and forth == 0 < back and not report.in_order))
                self.undecided.remove(report)

    def _of(self, stream: Stream, by_kernel: bool) -> tuple[float, float, int, int]:
        return self._known.get((stream[0], stream[1], by_kernel), (0, 0, 1, 0))  # forth where there is no clock

    def _way(self, stream: Stream, by_kernel: bool) -> int:
        """Less than 0 for back, more for forth, 0 where one cannot tell: clocks are set back, and lines of several
        processors or programs may be in the wrong order.
        """
        first, last, forth, back = self._of(stream, by_kernel)
        if back >= LEAST_BACK and back >= 2 * forth and last < first:
            return -1
        return int(forth > back or last > first)

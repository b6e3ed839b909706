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
HALF_A_YEAR = 184 * 24 * 3600  # seconds; stamps without a year that are further apart are of two
MOST_CLOCKS = 64  # that are remembered
MOST_UNDECIDED = 64  # reports
# The stamps of RFC 3164, ISO 8601 and ctime(), also with names of days and months of a language.
_STAMP = re.compile(
    r"(?:[^ ]{1,9} )?(?:([^ ]{2,9}) ([ 0-3]?[0-9])(?: [0-9]{4})?|[0-9]{4}[-/]([0-9]{2})[-/]([0-9]{2}))"
    r"[ T]([ 0-2][0-9]):([0-9]{2}):([0-9]{2}(?:[.,][0-9]{1,9})?)"
)
_EPOCH = re.compile(r"[0-9]{9,11}\.[0-9]{1,6}")
_MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec"


def seconds_of(header: Header) -> float | None:
    """The kernel's clock in seconds."""
    ktime = header[KTIME]
    return float(ktime) if ktime is not None else None


def logged_at(header: Header) -> float | None:
    """When a line without the kernel's clock was logged, in seconds; comparable within a log, and a year."""
    time = header[TIME]
    if time is None or header[KTIME] is not None:
        return None
    found = _STAMP.match(time)
    if found is None:
        return float(time) if _EPOCH.fullmatch(time) else None
    name, day, month, day_of_month, hour, minute, second = found.groups()
    number = _MONTHS.find(name) // 3 if name else int(month) - 1
    days = number * 31 + int(day or day_of_month)
    return ((days * 24 + int(hour)) * 60 + int(minute)) * 60 + float(second.replace(",", "."))


def is_apart(time: float | None, other: float | None, most: float) -> bool:
    """Whether a line is too late to go on with one that was printed at another time, or was printed before it."""
    return time is not None and other is not None and not -JITTER <= time - other <= most


class Clocks:
    """Which way the clocks of a log go: of how many lines more they are later than of the one before, than earlier.

    `undecided` are reports that are over, of which one cannot tell yet whether their lines have the newest first.
    """

    __slots__ = ("_known", "undecided")

    def __init__(self) -> None:
        self._known: dict[tuple[str | None, str | None, bool], tuple[float, int]] = {}
        self.undecided: list[Report] = []

    def at(self, stream: Stream, time: float | None, logged: float | None) -> None:
        """A line of a stream was printed at a time of the kernel's clock, or else logged at one."""
        now = time if time is not None else logged
        if now is None:
            return
        key = (stream[0], stream[1], time is not None)
        if key not in self._known and len(self._known) >= MOST_CLOCKS:
            self._known.clear()
        last, steps = self._known.get(key, (now, 0))
        most = HALF_A_YEAR if time is None else JITTER  # the kernel's clock begins anew at each start
        if abs(now - last) < most:
            steps += (now > last) - (now < last)
        self._known[key] = now, steps
        self.decide()

    def run_back(self, stream: Stream, by_kernel: bool) -> bool:
        """Whether the lines of a stream have the newest first, by what is known by now."""
        return (self._way(stream, by_kernel) or 0) < 0

    def close(self, report: Report) -> None:
        """A report is over: an event, or none if the log has the newest line first."""
        if report.is_one and len(self.undecided) < MOST_UNDECIDED:
            self.undecided.append(report)
            self.decide()
        else:
            report.close()

    def decide(self, now: bool = False) -> None:
        """Close the reports of which one can tell which way their clock goes, or all."""
        for report in list(self.undecided):
            way = self._way(report.stream, report.time is not None)
            if now or way != 0:
                report.close(way is not None and way < 0)
                self.undecided.remove(report)

    def _way(self, stream: Stream, by_kernel: bool) -> int | None:
        """Less than 0 for back, 0 where one cannot tell, None where there is no clock."""
        known = self._known.get((stream[0], stream[1], by_kernel))
        if known is None:
            return None
        return 0 if by_kernel and known[1] == -1 else known[1]  # lines of two processors may be in the wrong order

"""Time stamps of logs: which of two is earlier, as far as that can be told; their days as a language writes them."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HALF_A_YEAR = 184  # days
_ISO = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2}(?:[.,]\d+)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?")
_SYSLOG = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2})(?: (\d{4}))? (\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)")
# A stamp with a day, whatever else it says: year, month, day, and the rest as it is to be shown. The most usual first:
# none is compiled before it is tried.
_CLOCK = r"(?P<rest>[ \d]?\d:\d\d:\d\d(?:[.,]\d+)?"
_STAMPS = (
    r"(?:[A-Z][a-z]{2} )?(?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2})(?: (?P<year>\d{4}))? " + _CLOCK + r")",
    r"(?:[^\W\d_]{1,8}\.? )?(?P<year>\d{4})[-/](?P<month>\d{2})[-/](?P<day>\d{2})(?:[T ]"
    + _CLOCK
    + r" ?[A-Za-z0-9+:_/-]{0,40}))?",
    r"[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) " + _CLOCK + r") (?P<year>\d{4})",
    r" ?(?P<day>\d{1,2})[- ](?P<month>[A-Z][a-z]{2})(?:-(?P<year>\d{4}))? " + _CLOCK + r")",
)


def written(time: str, locale: Mapping[str, Any]) -> str:
    """A time stamp with its day as a language writes it; the time of day and what else it says stay as they are.

    `locale` is the bundle's row for the language. What has no day, or is of another kind, is shown as it stands.
    """
    match = next((found for pattern in _STAMPS if (found := re.fullmatch(pattern, time))), None)
    if match is None or not locale.keys() >= {"date", "day", "time"}:
        return time
    month, year = match["month"], match["year"]
    number = int(month) if month.isdigit() else MONTHS.index(month) + 1 if month in MONTHS else 0
    if not 1 <= number <= 12:
        return time
    known = locale["date" if year else "day"]
    day = int(match["day"])
    values = {"y": year or "", "M": known["months"][number - 1], "d": str(day), "dd": f"{day:02}"}
    text = re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], ""), known["pattern"])
    if match["rest"] is None:
        return text
    both = {"{0}": match["rest"].strip(), "{1}": text}
    return re.sub(r"\{[01]\}", lambda place: both[place[0]], locale["time"])


def earlier(one: str | None, other: str | None) -> bool:
    """Whether a time is earlier than another one; False where that cannot be told.

    Stamps without a year (RFC 3164) that are more than half a year apart are taken as of two years: December comes
    before January.
    """
    first, second = _parts(one), _parts(other)
    if first is None or second is None or (first[0] is None) != (second[0] is None):
        return False
    if first[0] is None or second[0] is None:
        days = second[1] - first[1]
        if abs(days) > HALF_A_YEAR:
            return days < 0
    return (first[0] or 0, *first[1:]) < (second[0] or 0, *second[1:])


def _parts(text: str | None) -> tuple[int | None, float, float] | None:
    """The year, the day of the year (roughly: months of 31 days) and the second of the day, in UTC where the zone is
    told.
    """
    if text is None:
        return None
    if iso := _ISO.match(text):
        year, month, day, hour, minute = map(int, iso.groups()[:5])
        seconds = hour * 3600 + minute * 60 + float(iso[6].replace(",", "."))
        zone = iso[7] or ""
        if zone[:1] in ("+", "-"):
            digits = zone[1:].replace(":", "")
            seconds -= (int(digits[:2]) * 3600 + int(digits[2:]) * 60) * (1 if zone[0] == "+" else -1)
        return year, month * 31 + day + seconds // 86400, seconds % 86400
    syslog = _SYSLOG.match(text)
    if syslog is None or syslog[1] not in MONTHS:
        return None
    day = (MONTHS.index(syslog[1]) + 1) * 31 + int(syslog[2])
    seconds = int(syslog[4]) * 3600 + int(syslog[5]) * 60 + float(syslog[6])
    return int(syslog[3]) if syslog[3] else None, day, seconds

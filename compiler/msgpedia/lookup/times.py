"""Which of two time stamps of logs is earlier, as far as that can be told."""

from __future__ import annotations

import re

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
HALF_A_YEAR = 184  # days
_ISO = re.compile(r"(\d{4})[-/](\d{2})[-/](\d{2})[T ](\d{2}):(\d{2}):(\d{2}(?:[.,]\d+)?) ?(Z|UTC|[+-]\d{2}:?\d{2})?")
_SYSLOG = re.compile(r"([A-Z][a-z]{2}) +(\d{1,2})(?: (\d{4}))? (\d{2}):(\d{2}):(\d{2}(?:\.\d+)?)")


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

"""What ties a line to a report: where it comes from, and what it holds."""

from __future__ import annotations

import re

from msgpedia.logs.headers import EXTRA, HOST, IDENT, NO_HEADER, PID
from msgpedia.reports.anchored import Anchored
from msgpedia.reports.model import LONGEST_FIELD, TEXT

_SUPPRESSED = r"[0-9A-Za-z_.]{1,100}: [0-9]{1,20} callbacks suppressed"  # Linux, lib/ratelimit.c
# How lines of a device begin: with its driver and its name (dev_printk() in drivers/base/core.c), which has a digit.
_OF_DEVICE = r"([A-Za-z0-9_.-]{1,64}) [^ :]{0,64}[0-9][^ ]{0,64}: "
MOST_BESIDE = 3  # lines of a warning up to its opening that leave no doubt: the lead, its text, the opening
_MOST_KEPT = 1000  # bodies for each kind of report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.logs.headers import Header
    from msgpedia.matching.masked import Masking
    from msgpedia.reports.model import Kind, Pattern, Report, Stream


class Rows:
    """By which pattern a line belongs to a report. What a line holds by a pattern is kept, as many may be open, and by
    kind of report the patterns that bodies can fit.
    """

    __slots__ = ("_body", "_found", "_lines", "_masked", "_masking")

    def __init__(self, masking: Masking) -> None:
        self._masking = masking
        self._body = self._masked = ""
        self._found: dict[Pattern, dict[str, str] | None] = {}
        self._lines: dict[tuple[Kind, bool, bool], Anchored] = {}

    def _possible(self, report: Report) -> Anchored:
        kind, key = report.kind, (report.kind, report.ended, report.merged)
        lines = self._lines.get(key)
        if lines is None:
            patterns = kind.after if report.ended else [*kind.continuing, *(kind.torn if report.merged else ())]
            found = ((kind, pattern, True) for pattern in patterns)
            lines = self._lines[key] = Anchored(found, self._masking, _MOST_KEPT)
        return lines

    def of(self, report: Report, body: str) -> tuple[Pattern, dict[str, str]] | None:
        """The pattern by which a body belongs to a report, and what it holds; None where it does not."""
        if body != self._body:
            self._body, self._masked, self._found = body, self._masking.of(body), {}
        kind, possible = report.kind, self._possible(report)
        for line in possible.of(self._masked):
            pattern = line[1]
            if pattern in self._found:
                fields = self._found[pattern]
            else:
                fields = self._found[pattern] = pattern.match(body)
            if fields is None:
                if pattern.is_blind:
                    possible.rule_out(self._masked, line)
            elif same(kind, report, fields):
                return pattern, fields
        return None


def held(report: Report, pattern: Pattern, fields: dict[str, str]) -> dict[str, str]:
    """What counts of that which a line of a report holds: of a frame nothing where it is of the handling of the event
    itself. Where that is how an event without a text is told, what was taken for one was none.
    """
    kind = report.kind
    if pattern not in kind.frames:
        return fields
    function = fields.get("function", "").partition(".")[0]
    if function in kind.textless:
        report.fields.pop(TEXT, None)
    return fields if function and function not in kind.skip else {}


def is_silent(body: str) -> bool:
    """Whether a line says nothing of where it belongs."""
    return not body.strip() or (body.endswith("suppressed") and re.fullmatch(_SUPPRESSED, body) is not None)


def at_once(time: float | None, other: float | None) -> bool:
    """Whether two lines can be of the same moment."""
    return time is None or other is None or abs(time - other) < 1


def same(kind: Kind, report: Report, fields: dict[str, str]) -> bool:
    """Whether what a line holds says that it is of the same thing as a report."""
    known = report.fields
    return all(name not in fields or name not in known or fields[name] == known[name] for name in kind.key)


def may_be_text(body: str, report: Report) -> bool:
    """Whether a line beside the opening of a warning can be its text. Another processor may have printed it, unless
    lines tell their caller: where there are several before it, or that of a device whose driver the place of the
    warning does not name, one cannot tell.
    """
    if report.stream[3:] not in ((), (None,)):
        return True
    found = re.match(_OF_DEVICE, body)
    place = report.fields.get("file", "") + report.fields.get("where", "")
    return report.count <= MOST_BESIDE and (found is None or found[1] in place)


def take(report: Report, number: int, fields: dict[str, str]) -> None:
    """A line belongs to a report; of what it holds, that is kept which is not known yet."""
    report.before, report.last = report.last, number
    report.count += 1
    report.misses = 0
    report.fresh = report.unsure = report.aside = False
    for name, text in _counting(report, fields).items() if not report.mixed else ():
        report.fields.setdefault(name, text[:LONGEST_FIELD])


def _counting(report: Report, fields: dict[str, str]) -> dict[str, str]:
    """What counts of what a line holds: where several processors are dumped, what is of the one that it is about."""
    kind = report.kind
    if not kind.about:
        return fields
    cpu, _, heading = (*kind.dumps, "", "")[:3]
    headed, report.headed = report.headed and report.newest, heading in fields
    number = fields.get(cpu, fields.get(heading))
    if not fields.keys().isdisjoint(kind.dumps) and (number is not None or not headed):
        report.sought = number is not None and number == report.fields.get(kind.about)
    return fields if report.sought else {name: fields[name] for name in fields if name not in kind.dumped}


def stream_of(header: Header, software: str, record: str) -> Stream:
    """What tells the lines of one reporter apart: the host, and of the kernel the caller, of programs the process.
    `record` names the crash whose parts pstore kept, empty for none.
    """
    if header is NO_HEADER:
        return ("", software, record)
    if software == "linux":
        extra = header[EXTRA]
        return ("kernel", header[HOST], record, extra.get("caller") if extra else None)
    return (software, header[HOST], header[IDENT], header[PID])

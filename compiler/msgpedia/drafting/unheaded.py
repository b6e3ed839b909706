"""Lines whose header look-up does not know: a program's own output, a time stamp alone, other forms of logs.

Look-up finds a program's messages by the header of the line, so a sample gets a usual one.
"""

from __future__ import annotations

import re

from msgpedia.catalog.model import Catalog
from msgpedia.drafting import headers
from msgpedia.drafting.model import Request
from msgpedia.logs.idents import claims

_TIME = re.compile(
    r"\[?\d{4}[-/]\d\d[-/]\d\d[T ]\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[ ]?[+-]\d\d:?\d\d|[ ]UTC)?\]?:?[ ]+"
    r"|\[?(?:[A-Z][a-z]{2} )?[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?(?: \d{4})?\]?:?[ ]+"
    r"|\[?\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\]?:?[ ]+"
)
_IDENT = re.compile(r"(?P<ident>[A-Za-z_][\w./@-]{0,63})(?P<pid>\[\d{1,10}\])?: +")
_CLOCK = re.compile(r"(?<!\d)\d{1,2}:\d\d:\d\d(?!\d)")
_FIXED = re.compile(r"[^\W\d_][^\W\d]*(?:[ /:-]+[^\W\d]+)*[ :]*")  # letters, colons and blanks
_NEAR = 60  # characters in which a header tells its time
_MOST_SHOWN = 16


def headed(line: str, request: Request, catalog: Catalog) -> str:
    """A line without a known header behind a usual one; as it is where nothing tells whose it is."""
    time = _TIME.match(line)
    body = line[time.end() :] if time else line
    found = _IDENT.match(body)
    if found and _is_ident(found["ident"], found["pid"] is not None, request, catalog):
        head = headers.SYSLOG.format(ident=found["ident"] + (found["pid"] or headers.PID))
        return head + body[found.end() :] if body[found.end() :] else line
    head = _head(request, catalog) if time and body else ""
    return head + body if head else line


def _is_ident(text: str, has_pid: bool, request: Request, catalog: Catalog) -> bool:
    """Whether a text at the beginning of a line is the name of a program, rather than a part of the message.

    The kernel has messages such as `ls[977]: segfault at …`.
    """
    named = [software for software in catalog.software if software.id == request.software]
    if any(claims(software.idents, text) for software in named or catalog.software) or text in request.idents:
        return True
    return has_pid and not named


def _head(request: Request, catalog: Catalog) -> str:
    """The header of the software that a request names; empty for none."""
    software = next((software for software in catalog.software if software.id == request.software), None)
    if software is not None:
        return headers.plain(software)
    ident = next((ident for ident in request.idents if "*" not in ident), "")
    return headers.SYSLOG.format(ident=ident + headers.PID) if ident else ""


def begins_with_time(line: str) -> bool:
    """Whether a line without a known header has a time near its beginning, so that it has one of an unknown form."""
    return _CLOCK.search(line, 0, _NEAR) is not None


def is_fixed(lead: str) -> bool:
    """Whether a text before a message is the same in every line, as far as can be told."""
    return _FIXED.fullmatch(lead) is not None


def excerpt(header: str) -> str:
    """A header as an error shows it: its beginning."""
    words = header.strip()
    return words if len(words) <= _MOST_SHOWN else words[:_MOST_SHOWN].rsplit(" ", 1)[0] + " …"

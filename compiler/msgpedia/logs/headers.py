"""Splits a line into header and body by the bundle's header templates.

A header is a tuple; its places are named here, as other modules use them. A line without a known header is all body.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    Header = tuple[str | None, ...]

FIELDS = ("time", "host", "ident", "pid", "pri", "ktime")
TIME, HOST, IDENT, PID, PRI, KTIME, TRANSPORT = range(7)
NO_HEADER: Header = (None,) * 7

SEVERITIES = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")  # RFC 5424, section 6.2.1

# Control characters as syslog daemons and the kernel write them: `#011` (rsyslog), `\x09` (printk, /dev/kmsg).
_ESCAPED = r"(?:\\x(?:[01][0-9a-f]|5c|7f|[89a-f][0-9a-f]))+|#(?:0[0-3][0-7]|177)"


class HeaderSplitter:
    """The header templates of a bundle, ready to run.

    `headers` are the bundle's header rows, `holes` its table of holes. Templates that can begin with the same character
    become one expression, in their order.
    """

    __slots__ = ("_groups", "_headers", "_holes", "_starts")

    def __init__(self, headers: Sequence[dict[str, Any]], holes: Sequence[dict[str, Any]]) -> None:
        self._headers, self._holes = headers, holes
        self._starts: dict[str, Any] = {}
        self._groups: dict[tuple[int, ...], Any] = {}

    def split(self, line: str) -> tuple[Header, int]:
        """The header of a line, and the offset in code points at which its body begins."""
        start = line[:1]
        try:
            group = self._starts[start]
        except KeyError:
            group = self._starts[start] = self._group(start)
            if len(self._starts) > 1000:
                self._starts.clear()
        if group is None:
            return NO_HEADER, 0
        expression, rows = group
        match = expression.match(line + " ")
        if match is None:
            return NO_HEADER, 0
        places, transport = rows[match.lastindex]
        values = match.group(*places)
        if values[PRI] is not None and int(values[PRI]) > 7:
            transport = None
        return (*values, transport), min(match.end(), len(line))

    def _group(self, start: str) -> Any:
        """The expression for lines that begin with a character, and what its groups mean; None where no header does."""
        numbers = tuple(
            number for number, row in enumerate(self._headers) if start and re.match(f"[{row['starts']}]", start)
        )
        if not numbers:
            return None
        if numbers not in self._groups:
            options: list[str] = []
            rows: dict[int, tuple[tuple[int, ...], str | None]] = {}
            # The last group never takes part: it stands for fields that a header does not have.
            total = sum(1 + len(self._headers[number]["fields"]) for number in numbers)
            group = 1
            for number in numbers:
                row = self._headers[number]
                places = dict(zip(row["fields"], range(group + 1, group + 1 + len(row["fields"])), strict=True))
                rows[group] = (
                    tuple(places.get(field, total + 1) for field in FIELDS),
                    row.get("transport"),
                )
                options.append(f"({''.join(self._pattern(token) for token in row['tokens'])})")
                group += 1 + len(row["fields"])
            self._groups[numbers] = re.compile("|".join(options) + "|(?!)()"), rows
        return self._groups[numbers]

    def _pattern(self, token: str | int) -> str:
        return re.escape(token) if isinstance(token, str) else f"({self._holes[token]['pattern']})"


def severity_of(header: Header) -> str | None:
    """The severity that a header's priority value gives (RFC 5424: value modulo 8), or None."""
    pri = header[PRI]
    return SEVERITIES[int(pri) % 8] if pri is not None else None


def time_of(header: Header) -> str | None:
    """The time stamp of a line as it stands there: of the log, else the kernel's seconds since it started."""
    time, ktime = header[TIME], header[KTIME]
    return time if time is not None else ktime.strip() if ktime is not None else None


def unescape(body: str) -> str:
    r"""The body with control characters that were written as `#011` or `\x09` put back; `\x5c` is a backslash."""
    if "#" not in body and "\\x" not in body:
        return body
    return re.sub(_ESCAPED, _character, body)


def _character(match: re.Match[str]) -> str:
    text = match.group()
    if text[0] == "#":
        return chr(int(text[1:], 8))
    return bytes.fromhex(text.replace("\\x", "")).decode("utf-8", "replace")

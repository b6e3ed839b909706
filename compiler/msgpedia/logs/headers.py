"""Splits a line into header and body by the bundle's header templates.

A header is a tuple; its places are named here, as other modules use them. A line without a known header is all body.
Headers stand in layers: behind that of a logging system there may be one of the program (klog in a syslog line), or a
whole line of another system (in a container's log). Of what several layers say, the first counts, except for the
severity, where the program itself knows best.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    Header = tuple[Any, ...]

# What templates capture for every header; then: severity (a word of syslog's), the names of the formats, a count of
# repetitions, and all other fields as a dict. All but `repeated` and `fields` are texts or None.
FIELDS = ("time", "host", "ident", "pid", "pri", "ktime")
TIME, HOST, IDENT, PID, PRI, KTIME, TRANSPORT, SEVERITY, FORMAT, REPEATED, EXTRA = range(11)
NO_HEADER: Header = (None,) * 11

SEVERITIES = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")  # RFC 5424, section 6.2.1
MOST_LAYERS = 4
MANY_LINES = 500  # of a log, for which it is worth while to join expressions
_NIL = "-"  # RFC 5424: a value that is not known

# Control characters as syslog daemons and the kernel write them: `#011` (rsyslog), `\x09` (printk, /dev/kmsg).
_ESCAPED = r"(?:\\x(?:[01][0-9a-f]|5c|7f|[89a-f][0-9a-f]))+|#(?:0[0-3][0-7]|177)"


class HeaderSplitter:
    """The header templates of a bundle, ready to run; `headers` are its header rows, `holes` its table of holes."""

    __slots__ = ("_inside", "_kernel", "_line")

    def __init__(self, headers: Sequence[dict[str, Any]], holes: Sequence[dict[str, Any]]) -> None:
        places = [row.get("place", "start") for row in headers]
        self._line, self._inside, self._kernel = (
            _Rows([row for row, place in zip(headers, places, strict=True) if place in wanted], holes)
            for wanted in (("start", "both"), ("inside", "both"), ("kernel", "inside", "both"))
        )

    def split(self, line: str, header: Header = NO_HEADER, whole: bool = True) -> tuple[Header, int, int]:
        """The header of a line, and the offsets in code points at which its body begins and ends.

        `header` is what is known already of the line; unless it is `whole`, it is what stands behind that header.
        """
        rows = self._line if whole else self._inside
        start, end = 0, len(line)
        if line[-1:] == "\r":  # of line ends that went through two programs, each of which put one there
            end = len(line.rstrip("\r"))
        text = line + " "  # logs lose blanks at line ends
        for _ in range(MOST_LAYERS):
            for family in rows.settled.get(text[start]) or rows.starting(text[start]):
                match = family.match(text, start)
                if match is not None:
                    break
            else:
                break
            places, tail, more = family.rows[match.lastindex]
            values = match.group(*places)
            found = (*values, *tail)
            start = min(match.end(), end)
            if more is not None:
                found = more.complete(found, match)
                if more.body:
                    start = match.end(more.body)
                if more.close and line.endswith(more.close, start, end):
                    end -= len(more.close)
            elif values[PRI] is not None and int(values[PRI]) > 7:
                found = (*values, "user", *tail[1:])  # only the kernel's own lines have facility 0
            header = found if header is NO_HEADER else joined(header, found)
            if header[TRANSPORT] == "kernel":
                break
            if more is not None and more.wraps:
                rows = self._line
            else:
                rows = self._kernel if header[IDENT] == "kernel" and header[KTIME] is None else self._inside
        return header, start, end


class _Rows:
    """Header rows in their order, by the character that a line begins with."""

    __slots__ = ("_families", "_holes", "_lines", "_lists", "_starts", "settled")

    def __init__(self, headers: Sequence[dict[str, Any]], holes: Sequence[dict[str, Any]]) -> None:
        self._starts: dict[str, list[_Family]] = {}
        self.settled: dict[str, list[_Family]] = {}  # those of `starting` that stay as they are
        self._lines: dict[str, int] = {}
        self._families: list[_Family] = []
        self._lists: dict[tuple[_Family, ...], list[_Family]] = {}  # one for all characters with the same families
        self._holes = holes
        for row in headers:
            if not self._families or not self._families[-1].takes(row):
                self._families.append(_Family(holes))
            self._families[-1].headers.append(row)

    def starting(self, char: str) -> list[_Family]:
        """The families of rows that a line with this first character can have; of many lines they become one."""
        found = self._starts.get(char)
        if found is None:
            if len(self._starts) > 1000:
                self._starts.clear()
                self.settled.clear()
                self._lines.clear()
            families = [family for family in self._families if char and _within(char, family.headers[0]["starts"])]
            found = self._starts[char] = self._lists.setdefault(tuple(families), families)
        if len(found) > 1:
            lines = self._lines[char] = self._lines.get(char, 0) + 1
            if lines > MANY_LINES:
                found[:] = [_Family(self._holes, tuple(found))]
        if len(found) == 1:
            self.settled[char] = found
        return found


def _within(char: str, body: str) -> bool:
    """Whether a character is of a class, whose body is given: as an expression would say that took longer to make."""
    inside, place = False, int(body[0] == "^")
    while place < len(body):
        place += body[place] == "\\"
        first = last = body[place]
        if body[place + 1 : place + 2] == "-" and place + 2 < len(body):
            place += 2
            place += body[place] == "\\"
            last = body[place]
        inside = inside or first <= char <= last
        place += 1
    return inside != (body[0] == "^")


class _Family:
    """Neighbouring rows of one name: one expression, made at its first use, whose common beginning is tried once.

    That needs a beginning which can be read in one way only; those of time stamps and hosts can. Several families may
    be joined to one, which is quicker to run and slower to make.
    """

    __slots__ = ("_holes", "_joined", "headers", "match", "rows")

    def __init__(self, holes: Sequence[dict[str, Any]], joined: Sequence[_Family] = ()) -> None:
        self._holes, self._joined = holes, joined
        self.headers: list[dict[str, Any]] = []
        self.rows: dict[int | None, tuple[tuple[int, ...], Header, _More | None]] = {}
        # What of the rows stands at a place; `rows` has its last group.
        self.match: Callable[[str, int], re.Match[str] | None] = self._first_match

    def takes(self, row: dict[str, Any]) -> bool:
        """Whether a row is of this family."""
        return all(row[key] == self.headers[0][key] for key in ("name", "starts"))

    def _first_match(self, text: str, start: int) -> re.Match[str] | None:
        self.match = re.compile("|".join(self._alternatives())).match
        return self.match(text, start)

    def _alternatives(self) -> Iterator[str]:
        groups = 0
        for family in self._joined or (self,):
            pattern, groups = family.compiled(groups, self.rows)
            yield pattern

    def compiled(
        self, before: int, found: dict[int | None, tuple[tuple[int, ...], Header, _More | None]]
    ) -> tuple[str, int]:
        """All rows as one expression, and the number of its last group, with so many groups `before`. An empty group
        behind each row tells which it was; `found` has what is known of it.
        """
        common = self._common()
        first = self.headers[0]["tokens"][:common]
        shared = sum(not isinstance(token, str) for token in first)
        # The last group never takes part: it stands for fields that a header does not have.
        absent = before + shared + 1
        absent += sum(1 + len(row["fields"]) - shared + ("body" in row) for row in self.headers)
        options = []
        group = before + shared
        for row in self.headers:
            numbers = [*range(before + 1, before + shared + 1), *range(group + 1 + ("body" in row), absent)]
            places = dict(zip(row["fields"], numbers, strict=False))
            more = _More(row, places, group + 1) if _has_more(row) else None
            group += 1 + len(row["fields"]) - shared + ("body" in row)
            tail = (row.get("transport"), None, row["name"], None, None)
            found[group] = tuple(places.get(field, absent) for field in FIELDS), tail, more
            rest = row["tokens"][common:]
            if "body" in row:
                body = row["body"] - common
                options.append(f"({self._pattern(rest[:body])}){self._pattern(rest[body:])}()")
            else:
                options.append(f"{self._pattern(rest)}()")
        return f"{self._pattern(first)}(?:{'|'.join(options)}|(?!)())", absent

    def _common(self) -> int:
        """How many tokens all rows begin with."""
        most: int = min(row.get("body", len(row["tokens"])) for row in self.headers)
        for place in range(most):
            if len({row["tokens"][place] for row in self.headers}) > 1:
                return place
        return most

    def _pattern(self, tokens: Sequence[str | int]) -> str:
        return "".join(
            re.escape(token) if isinstance(token, str) else f"({self._holes[token]['pattern']})" for token in tokens
        )


def _has_more(row: dict[str, Any]) -> bool:
    return any(field not in FIELDS for field in row["fields"]) or not row.keys().isdisjoint(
        ("ident", "body", "close", "wraps")
    )


class _More:
    """What only some headers have: a level word, a count, an ident that they imply, fields that are only shown.

    `body` is the group behind which the body begins, 0 for the end of the header.
    """

    __slots__ = ("_ident", "_levels", "_places", "body", "close", "wraps")

    def __init__(self, row: dict[str, Any], places: dict[str, int], body: int) -> None:
        self._places = {field: place for field, place in places.items() if field not in FIELDS}
        self._levels: dict[str, str] = row.get("levels", {})
        self._ident: str | None = row.get("ident")
        self.body = body if "body" in row else 0
        self.close: str = row.get("close", "")
        self.wraps: bool = row.get("wraps", False)

    def complete(self, header: Header, match: re.Match[str]) -> Header:
        """The header of a match with all that stands in its place."""
        values: list[Any] = [None if value == _NIL else value for value in header]
        if values[IDENT] is None:
            values[IDENT] = self._ident
        if values[PRI] is not None and int(values[PRI]) > 7:
            values[TRANSPORT] = "user"
        extra = {}
        for field, place in self._places.items():
            text = match.group(place)
            if field == "level":
                values[SEVERITY] = self._levels.get(text.rstrip(" "))
            elif field == "repeated":
                values[REPEATED] = int(text)
            elif field == "kusec":
                values[KTIME] = f"{int(text) // 1_000_000}.{int(text) % 1_000_000:06}"
            elif field != "skip" and (text := text.strip(" ")) and text != _NIL:
                extra[field] = text
        values[EXTRA] = extra or None
        return tuple(values)


def joined(outer: Header, inner: Header) -> Header:
    """What two layers of headers say together."""
    time, host, ident, pid, pri, ktime, transport, severity, name, repeated, extra = outer
    time2, host2, ident2, pid2, pri2, ktime2, transport2, severity2, name2, repeated2, extra2 = inner
    return (
        time if time is not None else time2,
        host if host is not None else host2,
        ident if ident is not None else ident2,
        pid if pid is not None else pid2,
        pri if pri is not None else pri2,
        ktime if ktime is not None else ktime2,
        transport if transport is not None else transport2,
        severity2 if severity2 is not None else severity,
        f"{name}+{name2}",
        repeated if repeated is not None else repeated2,
        (extra if extra2 is None else extra2 if extra is None else {**extra2, **extra}),
    )


def severity_of(header: Header) -> str | None:
    """The severity that a header gives: that of its level, else of its priority value (RFC 5424: modulo 8), or None."""
    if header[SEVERITY] is not None:
        return str(header[SEVERITY])
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

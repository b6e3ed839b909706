"""What a log holds in all: the distinct messages with counts, first and last time, the worst first."""

from __future__ import annotations

from msgpedia.logs.headers import REPEATED, time_of
from msgpedia.lookup.rows import rank

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgpedia.logs.headers import Header
    from msgpedia.logs.records import Record
    from msgpedia.lookup.engine import Match
    from msgpedia.lookup.rows import Explainer, Row


class _Group:
    """The lines of one message: how many, and the headers of the first and the last in each file.

    `repeated` counts the lines that a logger left out, saying how many there were.
    """

    __slots__ = ("count", "file", "match", "repeated", "spans")

    def __init__(self, match: Match) -> None:
        self.count = self.repeated = self.file = 0
        self.match = match
        self.spans: list[list[Header]] = []

    def at(self, header: Header, file: int) -> None:
        """Count a line of a file, by its number; files come one after the other."""
        self.count += 1
        if file == self.file:
            self.spans[-1][1] = header
        else:
            self.file = file
            self.spans.append([header, header])

    def times(self) -> tuple[str | None, str | None]:
        """The first and the last time. Within a file lines stand in order; files need not."""
        first, last = (time_of(header) for header in self.spans[0])
        if len(self.spans) == 1:
            return first, last
        from msgpedia.lookup.times import earlier

        for span in self.spans[1:]:
            begin, end = (time_of(header) for header in span)
            first = begin if earlier(begin, first) else first
            last = end if last is None or not earlier(end, last) else last
        return first, last


class Summary:
    """Counts lines by message. Counting is all that happens for a line; words are looked up at the end."""

    __slots__ = ("_explainer", "_file", "_seen", "lines", "unknown")

    def __init__(self, explainer: Explainer) -> None:
        self._explainer = explainer
        self._seen: dict[tuple[int, int | str], _Group] = {}
        self.lines = self.unknown = 0
        self._file = 1

    def next_file(self) -> None:
        """Tell that the lines to come are of another file."""
        self._file += 1

    def add(self, lines: Iterable[str | Record]) -> None:
        """Count some lines."""
        engine = self._explainer.engine
        read, origin_of, match_body = engine.read, engine.origin, engine.match
        entry_of, message_of = engine.index.entry_of, engine.index.message_of
        seen = self._seen
        for line in lines:
            self.lines += 1
            header, body = read(line)
            match = match_body(body, origin_of(header))
            if match is None:
                self.unknown += 1
                continue
            if match.known:
                entry = match.known[0].entry
                key: tuple[int, int | str] = (entry, -1 if entry >= 0 else match.known[0].message["id"])
            else:
                entry = entry_of[match.template]
                key = (entry, -1 if entry >= 0 else message_of[match.template])
            group = seen.get(key)
            if group is None:
                group = seen[key] = _Group(match)
            group.at(header, self._file)
            if header[REPEATED] is not None:
                group.repeated += header[REPEATED]

    def rows(self) -> list[Row]:
        """One row for each distinct message: the worst severity first, then the most frequent, then by id."""
        rows = [self._row(group) for group in self._seen.values()]
        rows.sort(key=lambda row: (rank(row["severity"]), -row["count"], row["entry"] or row["message"]["id"]))
        return rows

    def _row(self, group: _Group) -> Row:
        told = self._explainer.told(group.match)
        first, last = group.times()
        return {
            **{key: told[key] for key in ("status", "software", "entry", "severity", "title", "message")},
            "count": group.count,
            "first": first,
            "last": last,
            **({"repeated": group.repeated} if group.repeated else {}),
        }

    def totals(self) -> dict[str, int]:
        """How many lines there were, and how many of them are documented, indexed and unknown."""
        documented = sum(group.count for (entry, _), group in self._seen.items() if entry >= 0)
        return {
            "lines": self.lines,
            "documented": documented,
            "indexed": self.lines - self.unknown - documented,
            "unknown": self.unknown,
        }

    def unknown_row(self) -> Row:
        """The row for all lines that are no known message."""
        return {
            "status": "unknown",
            "software": None,
            "entry": None,
            "severity": None,
            "title": None,
            "message": None,
            "count": self.unknown,
            "first": None,
            "last": None,
        }

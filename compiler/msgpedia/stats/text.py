"""What was counted as text for a terminal: coverage first, then what to document next. All of it is cleaned."""

from __future__ import annotations

from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup import pack_text
from msgpedia.lookup.characters import clean, clean_format, columns, fit, padded
from msgpedia.stats import words as w

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words

    Row = dict[str, Any]

FEW = 10  # subsystems of a pack that are shown beside logs
MOST_VERSIONS = 4  # of a pack that are named
GAP = "  "


class StatsText:
    """Lays out what was counted, in the words of a language."""

    def __init__(self, words: Words, screen: Screen, limit: int) -> None:
        self._words, self._screen, self._limit = words, screen, limit

    def text(self, found: Row) -> str:
        """All of it."""
        blocks = [] if found["logs"] is None else [self._coverage(found)]
        for pack in found["packs"]:
            blocks += self._pack(pack, found["logs"] is None)
        if found["logs"] is not None:
            blocks += self._work(found)
        if found.get("unknown"):
            blocks += self._shapes(found)
        return "\n\n".join("\n".join(block) for block in blocks) + "\n"

    def _coverage(self, found: Row) -> list[str]:
        words, logs = self._words, found["logs"]
        facts = [words.plural(w.LINES, logs["lines"]), self._machines(logs["machines"], logs["machines_at_least"])]
        facts.append(words.plural(w.FILES, logs["files"]))
        head = [words(text) for text in (w.SOFTWARE, w.LINE_COUNT, w.DOCUMENTED, w.INDEXED, w.UNKNOWN, w.MESSAGES)]
        rows = [
            [
                row["software"] or words(w.UNKNOWN_ORIGIN),
                words.number(row["lines"]),
                *(self._percent(row["percent"][status]) for status in ("documented", "indexed", "unknown")),
                self._of(row["messages"]["documented"], sum(row["messages"].values())),
            ]
            for row in found["software"]
        ]
        return [*self._heading(w.COVERAGE), *self._screen.flow([("", words.joined(facts))]), *self._table(head, rows)]

    def _pack(self, pack: Row, alone: bool) -> list[list[str]]:
        """Its levels, and the subsystems where most is undocumented at error levels."""
        words = self._words
        versions = pack["versions"]
        named = [*versions[:1], "…", *versions[1 - MOST_VERSIONS :]] if len(versions) > MOST_VERSIONS else versions
        counts = {name: words.number(pack[name]) for name in ("documented", "messages")}
        title = words(w.PACK, name=" ".join([pack["software"], *named]), **counts)
        levels = [
            [self._level(row["level"]), words.number(row["messages"]), words.number(row["documented"])]
            for row in pack["levels"]
        ]
        head = [words(w.LEVEL), words(w.MESSAGES), words(w.DOCUMENTED)]
        blocks = [[*self._screen.flow([("heading", title)]), *self._table(head, levels)]]
        limit = self._limit if alone else min(self._limit or FEW, FEW)
        return [*blocks, self._subsystems(pack, limit)]

    def _subsystems(self, pack: Row, limit: int) -> list[str]:
        words = self._words
        found = [row for row in pack["subsystems"] if row["errors"] > row["errors_documented"]]
        if not found:
            return self._screen.flow([("", words(w.NO_ERRORS))])
        rows = [
            [
                row["subsystem"] if row["subsystem"] is not None else words(w.NO_FILE),
                *(words.number(row[name]) for name in ("messages", "documented", "errors")),
                words.number(row["errors"] - row["errors_documented"]),
            ]
            for row in found[: limit or None]
        ]
        head = [words(text) for text in (w.SUBSYSTEM, w.MESSAGES, w.DOCUMENTED, w.ERRORS, w.OF_THESE_OPEN)]
        return [*self._table(head, rows), *self._more(w.MORE_SUBSYSTEMS, len(found) - len(rows))]

    def _work(self, found: Row) -> list[list[str]]:
        if not found["work"]:
            return [[*self._heading(w.WORK), *self._screen.flow([("", self._words(w.NO_WORK))])]]
        blocks = [self._heading(w.WORK), *map(self._item, found["work"])]
        more = self._more(w.MORE_WORK, found["work_total"] - len(found["work"]))
        return [*blocks, more] if more else blocks

    def _item(self, row: Row) -> list[str]:
        words, screen = self._words, self._screen
        lines = screen.titled(row["level"], words.severity(row["level"]), clean_format(row["format"]))
        lines += screen.flow([("dim", words.joined([row["id"], *self._seen(row)]))], GAP, GAP * 2)
        if row["file"] is not None:
            lines += screen.flow([("", pack_text.printed(row, words))], GAP, GAP * 2)
        if "envelope" in row or row.get("part") in ("continuation", "buffer"):
            lines += screen.flow([("notice", words(w.SAYS_LITTLE))], GAP, GAP * 2)
        if row["command"] is None:
            return [*lines, *screen.flow([("notice", words(w.NO_COMMAND))], GAP, GAP * 2)]
        return [*lines, GAP + screen.paint("command", row["command"])]  # on one line, so that it can be copied

    def _shapes(self, found: Row) -> list[list[str]]:
        blocks = [self._heading(w.SHAPES)]
        if found["unknown_at_least"]:
            blocks[0] += self._screen.flow([("notice", self._words(w.FORGOTTEN))])
        for row in found["unknown"]:
            lines = self._screen.titled(row["level"], self._words.severity(row["level"]), [("", clean(row["shape"]))])
            facts = [row["software"] or self._words(w.UNKNOWN_ORIGIN), *self._seen(row)]
            blocks.append([*lines, *self._screen.flow([("dim", self._words.joined(facts))], GAP, GAP * 2)])
        return blocks

    def _seen(self, row: Row) -> list[str]:
        """How much something matters, and what that comes from."""
        words = self._words
        counts = ((w.LINES, "lines"), (w.MACHINES, "machines"), (w.FILES, "files"))
        return [
            words(w.SCORE, number=f"{row['score']:.1f}"),
            *(words.plural(texts, row[name]) for texts, name in counts),
        ]

    def _machines(self, number: int, at_least: bool) -> str:
        told = self._words.plural(w.MACHINES, number)
        return self._words(w.AT_LEAST, number=told) if at_least else told

    def _percent(self, number: float) -> str:
        return self._words(w.PERCENT, number=f"{number:.1f}")

    def _of(self, part: int, whole: int) -> str:
        return self._words(w.OF, part=self._words.number(part), whole=self._words.number(whole))

    def _level(self, level: str | None) -> str:
        return self._words.severity(level) if level in SEVERITIES else self._words(w.NO_LEVEL[level])

    def _heading(self, text: str) -> list[str]:
        return self._screen.flow([("heading", self._words(text))])

    def _more(self, texts: tuple[str, str], number: int) -> list[str]:
        return self._screen.flow([("dim", self._words.plural(texts, number))]) if number > 0 else []

    def _table(self, head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
        """Rows of a name and numbers below their heads, numbers to the right."""
        cells = [[clean(cell) for cell in row] for row in (head, *rows)]
        widths = [max(columns(row[place]) for row in cells) for place in range(len(head))]
        room = self._screen.width - sum(widths[1:]) - len(GAP) * (len(head) - 1)
        widths[0] = min(widths[0], max(room, columns(cells[0][0]), 8))
        lines = []
        for name, *numbers in cells:
            right = (" " * (width - columns(cell)) + cell for cell, width in zip(numbers, widths[1:], strict=True))
            lines.append(GAP.join([padded(fit(name, widths[0]), widths[0]), *right]))
        return [self._screen.paint("dim", lines[0]), *lines[1:]]

"""The terminal as the look-up sees it: a width, and colours or none.

Colours are the terminal's own sixteen, and where a colour must be read on light and on dark it brings its background.
"""

from __future__ import annotations

from msgpedia.lookup.characters import clean, columns, padded
from msgpedia.lookup.wrapping import wrap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msgpedia.lookup.wrapping import Span

    # A name, a value, and one or two paragraphs about it.
    Row = tuple[str, str | None, Sequence[Span]] | tuple[str, str | None, Sequence[Span], Sequence[Span]]

# Style → parameters of the control sequence SGR (ECMA-48, 8.3.117).
STYLES = {
    "strong": "1",
    "heading": "1",
    "em": "4",
    "code": "35",
    "command": "1",
    "value": "1",
    "line": "1",
    "hit": "1;4",
    "dim": "2",
    "notice": "3",
    "emerg": "1;37;41",
    "alert": "1;37;41",
    "crit": "1;37;41",
    "err": "1;37;41",
    "warning": "30;43",
    "notice-severity": "30;46",
    "info": "30;47",
    "debug": "2",
}
LEAST_WIDTH, MOST_WIDTH = 20, 100  # longer lines of prose are hard to read
LEAST_MEANING = 30  # columns that an explanation needs beside its name
WIDEST_CELL = 16


class Screen:
    """Lays out text for a terminal of a width in columns. Without colour there is not one control sequence."""

    __slots__ = ("color", "width")

    def __init__(self, width: int, color: bool) -> None:
        self.width, self.color = min(max(width, LEAST_WIDTH), MOST_WIDTH), color

    def paint(self, style: str, text: str) -> str:
        """A text in a style, cleaned. The one place where control sequences are made."""
        text = clean(text)
        sequence = STYLES.get(style) if self.color and text else None
        return f"\x1b[{sequence}m{text}\x1b[0m" if sequence else text

    def painted(self, spans: Iterable[Span]) -> str:
        """A line of spans."""
        return "".join(self.paint(style, text) for style, text in spans)

    def flow(self, spans: Iterable[Span], first: str = "", rest: str | None = None) -> list[str]:
        """Lines of running text behind a margin: `first` before the first line, `rest` (default: the same) before all
        others; both are plain text.
        """
        rest = first if rest is None else rest
        lines = wrap(spans, max(self.width - max(columns(first), columns(rest)), LEAST_WIDTH // 2))
        return [(rest if number else first) + self.painted(line) for number, line in enumerate(lines)]

    def badge(self, severity: str | None, word: str) -> str:
        """How bad a message is, as it is seen at a glance: a word in brackets, or on a coloured ground."""
        if not word:
            return ""
        style = "notice-severity" if severity == "notice" else severity or ""
        return self.paint(style, f" {word} ") if self.color else f"[{clean(word)}]"

    def badge_columns(self, word: str) -> int:
        """The columns that a badge takes."""
        return columns(clean(word)) + 2 if word else 0

    def titled(self, severity: str | None, word: str, title: str | Sequence[Span], margin: str = "") -> list[str]:
        """The lines of a title behind its badge."""
        spans = [("strong", title)] if isinstance(title, str) else title
        badge = self.badge(severity, word)
        space = self.badge_columns(word) + 1 if badge else 0
        if self.width - space - len(margin) < LEAST_WIDTH:
            return [margin + badge, *self.flow(spans, margin + "  ")]
        lines = self.flow(spans, margin + " " * space)
        first = margin + badge + (" " if badge else "")
        return [first + lines[0][len(margin) + space :], *lines[1:]]

    def table(self, rows: Sequence[Row], margin: str) -> list[str]:
        """Rows of a name, a value (None: no column for it) and paragraphs that explain it, aligned where there is
        room.
        """
        cells = [(clean(name), None if value is None else clean(value), about) for name, value, *about in rows]
        names = max((columns(name) for name, _, _ in cells), default=0)
        sizes = [columns(value) for _, value, _ in cells if value is not None]
        values = max((size for size in sizes if size <= WIDEST_CELL), default=4) if sizes else -2
        column = len(margin) + names + 2 + values + 2
        found: list[str] = []
        for name, value, about in cells:
            if self.width - column < LEAST_MEANING:
                found += self._stacked(name, value, about, margin)
            else:
                found += self._aligned(name, value, about, (margin, names, values))
        return found

    def _stacked(self, name: str, value: str | None, about: Sequence[Sequence[Span]], margin: str) -> list[str]:
        spans: list[Span] = [("", name)] if value is None else [("", f"{name}:"), ("", " "), ("value", value)]
        return self.flow(spans, margin, margin + "  ") + self._paragraphs(about, margin + "  ")

    def _aligned(
        self, name: str, value: str | None, about: Sequence[Sequence[Span]], layout: tuple[str, int, int]
    ) -> list[str]:
        margin, names, values = layout
        head = margin + padded(name, names) + "  "
        if value is None:
            lines = self._paragraphs(about, " " * columns(head)) or self.flow([], " " * columns(head))
            return [head + lines[0][columns(head) :], *lines[1:]]
        rest = " " * (columns(head) + values + 2)
        lines = self._paragraphs(about, rest)
        if columns(value) > values or not lines:
            return [*self.flow([("value", value)], head, " " * columns(head)), *lines]
        gap = " " * (values - columns(value) + 2)
        return [head + self.paint("value", value) + gap + lines[0][len(rest) :], *lines[1:]]

    def _paragraphs(self, paragraphs: Sequence[Sequence[Span]], margin: str) -> list[str]:
        return [line for spans in paragraphs if spans for line in self.flow(spans, margin)]

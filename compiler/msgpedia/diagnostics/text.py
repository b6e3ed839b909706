"""Diagnostics as text: one line that editors understand, the source line, a caret under the place, a hint.

linux/mm/example.yaml:7:9: error[MP101] unknown field 'severty'
   7 | severty: warning
     | ^^^^^^^
hint: did you mean 'severity'? (--fix does it)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence

from msgpedia.diagnostics.model import Diagnostic, Span

Lines = Callable[[str], Sequence[str]]

WIDTH = 120  # columns of a source line that are shown
TAB = 8
_COLOURS = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "note": "\x1b[1;36m",
    "caret": "\x1b[1;31m",
    "hint": "\x1b[1;36m",
    "place": "\x1b[1m",
}
_RESET = "\x1b[0m"
_MENDED = "(--fix does it)"


def render(diagnostics: Iterable[Diagnostic], lines: Lines, colour: bool = False) -> str:
    """All findings, with an empty line between them; ends with a newline unless there is none.

    `lines` gives the lines of a file, without their ends, or nothing where the file cannot be shown.
    """
    return "\n".join(_finding(diagnostic, lines(diagnostic.span.file), colour) for diagnostic in diagnostics)


def visible(text: str) -> str:
    r"""`text` on one line, with control and other characters that a terminal acts on written as `\x1b` or `\u202e`."""
    return "".join(map(_spelled, text))


def columns(text: str) -> int:
    """How many columns a terminal needs for `text`, which must be `visible`."""
    return sum(map(_columns_of, text))


def _spelled(char: str) -> str:
    if char.isprintable() or unicodedata.category(char) == "Zs":
        return char
    number = ord(char)
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def _columns_of(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _finding(diagnostic: Diagnostic, lines: Sequence[str], colour: bool) -> str:
    span = diagnostic.span
    place = _paint(f"{visible(span.file)}:{span.line}:{span.column}:", "place", colour)
    label = _paint(f"{diagnostic.severity}[{diagnostic.code}]", diagnostic.severity, colour)
    rows = [f"{place} {label} {visible(diagnostic.message)}"]
    if span.line <= len(lines) and not span.whole:
        rows += _excerpt(span, lines[span.line - 1], colour)
    hint = " ".join(filter(None, [visible(diagnostic.hint), _MENDED if diagnostic.fix else ""]))
    if hint:
        rows.append(f"{_paint('hint:', 'hint', colour)} {hint}")
    for other in diagnostic.related:
        rows.append(f"{_paint('note:', 'hint', colour)} {visible(f'{other.span.place}: {other.message}')}")
    return "\n".join(rows) + "\n"


def _excerpt(span: Span, line: str, colour: bool) -> list[str]:
    """The source line and the carets under it, both cut to what fits around the place."""
    start = min(span.column - 1, len(line))
    end = min(span.end_column - 1, len(line)) if span.end_line == span.line else len(line)
    first, last = _window(line, start)
    cells = _cells(line[first:last])
    before = "… " if first else ""
    behind = " …" if last < len(line) else ""
    marked = cells[start - first : max(end, start) - first]
    carets = "^" * max(1, sum(map(columns, marked)))
    padding = " " * (len(before) + sum(map(columns, cells[: start - first])))
    gutter = f"{span.line:>4} | "
    margin = " " * (len(gutter) - 2) + "| "
    return [f"{gutter}{before}{''.join(cells)}{behind}", f"{margin}{padding}{_paint(carets, 'caret', colour)}"]


def _window(line: str, start: int) -> tuple[int, int]:
    """The part of a long line to show: from a little before the place."""
    if len(line) <= WIDTH:
        return 0, len(line)
    first = max(0, min(start - WIDTH // 4, len(line) - WIDTH))
    return first, min(len(line), first + WIDTH)


def _cells(text: str) -> list[str]:
    """Each character as it is shown; a tab becomes the blanks up to its stop."""
    cells: list[str] = []
    column = 0
    for char in text:
        cell = " " * (TAB - column % TAB) if char == "\t" else _spelled(char)
        column += columns(cell)
        cells.append(cell)
    return cells


def _paint(text: str, role: str, colour: bool) -> str:
    return f"{_COLOURS[role]}{text}{_RESET}" if colour else text

"""Lines of a file that are no YAML as they stand: badly indented, or no field, or left behind by git.

Where the reader stumbled over one, the lines around tell what it was meant to be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ruamel.yaml.error import MarkedYAMLError

from msgpedia.catalog.sources import Unreadable
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Replacement, Span

FIELD = re.compile(r"(?:- +)*['\"]?[A-Za-z_][A-Za-z0-9_-]*['\"]?[ ]*:(?: |$)")
_ODD_INDENT = re.compile("[ ]*(?:[\u00a0\u2000-\u200b\u202f\u205f\u3000][ ]*)+")
_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?|={7}")
_WORD = re.compile(r"[a-z_]+")
_OTHER_SIGN = re.compile(r"([a-z_]+)(?:[ ]*[=＝][ ]*|[ ]+)(\S+)")  # for the colon behind the name of a field
_BLOCK_OPENS = re.compile(r"(?:^|[ ])[|>][-+0-9]*[ ]*(?:#.*)?$")


class Where(NamedTuple):
    """A place in the lines of a file, from 0."""

    name: str
    lines: Sequence[str]
    line: int
    column: int

    def row(self, number: int) -> str:
        return self.lines[number] if 0 <= number < len(self.lines) else ""

    def span(self, line: int, start: int, end: int) -> Span:
        return Span(self.name, line + 1, start + 1, line + 1, max(start, end) + 1)

    def found(
        self, line: int, start: int, end: int, message: str, hint: str, instead: str | None = None, sure: bool = True
    ) -> Unreadable:
        """A finding; `instead` is what should stand there, and mends it where that is sure."""
        span = self.span(line, start, end)
        change = (Replacement(span, instead),) if instead is not None else ()
        return Unreadable("MP007", span, message, hint, change if sure else (), reading=change)


def odd_indentation(name: str, line: str, number: int) -> Unreadable | None:
    """The finding for a line that begins with blanks that only look like some; lines are counted from 0."""
    found = _ODD_INDENT.match(line)
    if found is None or not FIELD.match(line, found.end()):
        return None
    char = next(char for char in found.group() if char != " ")
    span = Span(name, number + 1, 1, number + 1, found.end() + 1)
    blanks = "".join({" ": " ", "\u3000": "  "}.get(char, " ") for char in found.group())
    message = f"U+{ord(char):04X} ({unicodedata.name(char).lower()}) indents this line"
    hint = "indent it with ordinary blanks, two more than the line that it belongs to"
    return Unreadable("MP007", span, message, hint, reading=(Replacement(span, blanks),))


def conflict(where: Where) -> Unreadable | None:
    """Lines that git leaves behind where two changes met. Reading goes on with the first of the two."""
    rows = [number for number, row in enumerate(where.lines) if _CONFLICT.fullmatch(row)]
    if not any(where.row(number).startswith(("<", ">")) for number in rows):
        return None
    drop: list[int] = []
    other = False
    for number in range(rows[0], rows[-1] + 1):
        row = where.row(number)
        is_mark = number in rows
        other = row[0] in "=|" if is_mark else other
        drop += [number] if is_mark or other else []
    reading = tuple(Replacement(where.span(number, 0, len(where.row(number))), "") for number in drop)
    span = where.span(rows[0], 0, len(where.row(rows[0])))
    message = "two changes met here, and git could not tell which one holds"
    hint = "keep what is right of both, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`"
    return Unreadable("MP007", span, message, hint, reading=reading)


def blanks(where: Where) -> Unreadable | None:
    """Tabs and blanks of other widths where a line begins; a tab elsewhere."""
    row = where.row(where.line)
    indent = row[: len(row) - len(row.lstrip())]
    if "\t" in indent:
        column = indent.index("\t")
        span = where.span(where.line, column, column + 1)
        return Unreadable("MP008", span, "a tab indents this line", "indent with blanks")
    for number in (where.line, where.line - 1):
        odd = odd_indentation(where.name, where.row(number), number)
        if odd is not None:
            return odd
    if row[where.column : where.column + 1] == "\t":
        end = len(row) - len(row[where.column :].lstrip("\t "))
        behind = "" if end == len(row) else " "
        return where.found(where.line, where.column, end, "a tab stands here", "write a blank", behind)
    return None


def behind_a_bar(where: Where, error: MarkedYAMLError) -> Unreadable | None:
    r"""A text in the line of `|` or `>`, which stand for text in the next lines."""
    if "while scanning a block scalar" not in str(error.context) or error.context_mark is None:
        return None
    if error.context_mark.line != where.line:
        return None
    start = error.context_mark.column
    sign = where.row(where.line)[start : start + 1]
    hint = f"begin the text in the next line, indented; one that begins with `{sign}` needs single quotes"
    return where.found(where.line, where.column, where.column + 1, f"text stands in the line of `{sign}`", hint)


def no_field(where: Where, error: MarkedYAMLError) -> Unreadable | None:
    """A line among fields that is none."""
    mark = error.context_mark if "simple key" in str(error.context) else None
    number = mark.line if mark is not None else where.line
    if "mapping values are not allowed" in str(error.problem):
        number = next((above for above in range(where.line - 1, -1, -1) if where.row(above).strip()), where.line)
    row = where.row(number)
    text = row.strip()
    if not text or FIELD.match(text) or text.startswith("- "):
        return None
    start = len(row) - len(row.lstrip())
    above = [line for line in where.lines[:number] if line.strip()]
    owner = next((line for line in reversed(above) if len(line) - len(line.lstrip()) < max(start, 1)), "")
    nearest = above[-1] if above else ""
    if _BLOCK_OPENS.search(nearest) or (_BLOCK_OPENS.search(owner) and nearest is not owner):
        owner = nearest if _BLOCK_OPENS.search(nearest) else owner
        wanted = len(owner) - len(owner.lstrip(" -")) + 2
        message = "this line of the text behind `|` is not indented enough"
        hint = f"indent it by {wanted} blanks or more, as all lines of that text"
        return where.found(number, start, start + len(text), message, hint)
    message = "this line does not begin with the name of a field and a colon"
    hint = "write `field: value`; a text that goes on is indented deeper than its field"
    following = next((line for line in where.lines[number + 1 :] if line.strip()), "")
    if _WORD.fullmatch(text) and len(following) - len(following.lstrip()) > start:
        return where.found(number, start, start + len(text), message, f"write `{text}:`", f"{text}:")
    meant = _OTHER_SIGN.fullmatch(text)
    reading = f"{meant.group(1)}: {scalar(meant.group(2))}" if meant else None
    return where.found(number, start, start + len(text), message, hint, reading, sure=False)


def indentation(where: Where, error: MarkedYAMLError) -> Unreadable | None:
    """A field or an item that stands in a column where none is expected."""
    problem = str(error.problem)
    if "expected '<document start>'" in problem:
        first = next(line for line, text in enumerate(where.lines) if text.strip() and not text.startswith(("#", "-")))
        indent = len(where.row(first)) - len(where.row(first).lstrip())
        message = f"the first field is indented, and not that of line {where.line + 1}"
        return where.found(first, 0, indent, message, "do not indent it")
    if "expected <block end>" not in problem and "mapping values are not allowed" not in problem:
        return None
    row = where.row(where.line)
    indent = len(row) - len(row.lstrip(" "))
    is_item = row[indent : indent + 2] in ("-", "- ")
    opened = list(_open_columns(where))
    if any(column == indent for column, _, _ in opened):
        if is_item:
            hint = "delete the `- `, or indent it deeper than the field that it is an item of"
            message = "an item of a list stands among fields"
        else:
            hint = "begin it with `- `, or indent it as the fields of the item above"
            message = "a field stands among the items of a list"
        return where.found(where.line, indent, len(row.rstrip()), message, hint)
    above = next((line for line in reversed(where.lines[: where.line]) if line.strip()), "")
    if above.lstrip().startswith("- ") and not FIELD.match(above.lstrip()) and not above.rstrip().endswith(":"):
        message, hint = "a field follows an item that is a text", "begin the item with a field, too: `- field: value`"
        return where.found(where.line, indent, len(row.rstrip()), message, hint)
    alike = [place for place in opened if (place[2] == "-") == is_item] or opened
    near = min(alike, key=lambda place: abs(place[0] - indent), default=None)
    if near is None:
        return None
    column, line, word = near
    message = f"the line is indented by {_blanks_counted(indent)}, as no other around it"
    how = f"indent it by {_blanks_counted(column)}" if column else "do not indent it"
    hint = f"{how}, as `{word}` in line {line + 1}"
    return where.found(where.line, 0 if indent else indent, indent or 1, message, hint)


def _open_columns(where: Where) -> Iterator[tuple[int, int, str]]:
    """The columns in which fields or items above a line begin that are not ended yet: column, line, first word."""
    found: list[tuple[int, int, str]] = []
    for number, row in enumerate(where.lines[: where.line]):
        text = row.lstrip(" ")[:200]
        if not text or text.startswith("#"):
            continue
        column = len(row) - len(row.lstrip(" "))
        found = [place for place in found if place[0] < column or (place[0] == column and not text.startswith("- "))]
        while text.startswith("- "):
            found.append((column, number, "-"))
            inner = text[2:].lstrip(" ")
            column += len(text) - len(inner)
            text = inner
        if FIELD.match(text) and all(place[0] != column for place in found):
            found.append((column, number, text.partition(":")[0][:40]))
    yield from found


def _blanks_counted(number: int) -> str:
    return f"{number} blank{'' if number == 1 else 's'}"

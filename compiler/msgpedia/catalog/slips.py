"""Why a text is no YAML, in words for people who write entries and need not know YAML's grammar.

The reader's error says where it stopped; what was meant is guessed from the lines around. A slip that is certain has a
fix; `reading` of others is what to go on reading with, so that further mistakes are found at once.
"""

from __future__ import annotations

import re
from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import ScalarEvent

from msgpedia.catalog import misplaced
from msgpedia.catalog.misplaced import FIELD, Where
from msgpedia.catalog.sources import Unreadable
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Replacement

QUOTE = "quote texts that have `: `, ` #` or begin with a special character, with single quotes"

_TEXTS = ("format", "line", "ja", "en", "text", "title", "url", "distribution")  # fields that hold a text in any case
_LISTS = ("counter_samples:", "authors:")  # of texts
_CLOSING = {"[": "]", "{": "}"}
_PAIRS = {"“": "”", "‘": "’", "「": "」", "＂": "＂", "”": "”", "’": "’"}
_ROW = re.compile(r"([ ]*)((?:- +)*)(?:([A-Za-z_][A-Za-z0-9_-]*)(: +))?(.*)")
_APOSTROPHE = re.compile(r"(?<=[^\W_])'(?=[^\W_])")
_NAME = r"^[ ]*(?:- )?['\"]?[A-Za-z_]+['\"]?"
# Slips of the keyboard, with the place in a group; what to do about them, and what is to stand there.
_KEYS = (
    (re.compile(rf"{_NAME}(：[ \u3000]*)(?=\S)"), "write a half-width colon and a blank", ": "),
    (re.compile(rf"{_NAME}(：[ \u3000]*)$"), "write a half-width colon", ":"),
    (
        re.compile(r"^[ ]*(?:- )?[a-z_]+(:[\u3000\u00a0\t][ \u3000\u00a0\t]*|:)(?=[^ :/\t\u3000\u00a0])"),
        "put a blank behind the colon",
        ": ",
    ),
)
# A bar that opens no block of text: behind a colon at full width, or without its blank, or at full width itself.
BAR = re.compile(
    r"[ ]*(?:- )?[A-Za-z_]+(：[ \u3000]*[|｜]|:[\u3000\u00a0\t][ \u3000\u00a0\t]*[|｜]|:[|｜]|:[ ]*｜)[ ]*"
)
_MOST_ABOVE = 300  # lines that are looked at for such a bar
_FLOW_JOINT = re.compile(r"([、，][ \u3000]*)(?=[A-Za-z_]+:? *$)")


def unreadable(error: MarkedYAMLError, text: str, name: str, last: Any) -> Unreadable:
    """The finding for what the YAML reader stumbled over; `last` is the last thing that it had read."""
    lines = text.split("\n")
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark is not None else (0, 0)
    where = Where(name, lines, min(line, len(lines) - 1), column)
    slips = (
        misplaced.conflict(where)
        or _quotes(where, error, last)
        or _bar(where)
        or misplaced.blanks(where)
        or _brackets(where, error)
        or _keyboard(where)
        or _needs_quotes(where)
        or _inner_quote(where, last)
        or _in_brackets(where, error)
        or misplaced.behind_a_bar(where, error)
        or misplaced.no_field(where, error)
        or misplaced.indentation(where, error)
    )
    if slips is not None:
        return slips
    sign = where.row(where.line)[column : column + 1]
    if "cannot start any token" in str(error.problem):
        message = f"{_named(sign)} cannot begin a text without quotes"
        return where.found(where.line, column, column + 1, message, "put the text into single quotes")
    problem = " ".join(str(part) for part in (error.context, error.problem) if part).strip()
    return where.found(where.line, column, column + 1, f"not YAML: {problem[:200]}", QUOTE)


def _quotes(where: Where, error: MarkedYAMLError, last: Any) -> Unreadable | None:
    """A quote that nothing closes, or not where it should be."""
    key = error.context_mark if "simple key" in str(error.context) else None
    if "quoted scalar" in str(error.context) and "end of stream" in str(error.problem):
        start = error.context_mark
    elif key is not None and where.row(key.line)[key.column : key.column + 1] in ("'", '"') and key.line < where.line:
        start = key
    elif isinstance(last, ScalarEvent) and last.style in ("'", '"') and last.start_mark.line != last.end_mark.line:
        start = last.start_mark
    else:
        if "unknown escape" in str(error.problem):
            message = f"`\\{where.row(where.line)[where.column : where.column + 1]}` means nothing in double quotes"
            hint = "put the text into single quotes, which take a backslash as it is, or write `\\\\`"
            return where.found(where.line, where.column - 1, where.column + 1, message, hint)
        return None
    row = where.row(start.line)
    quote = row[start.column : start.column + 1]
    end = len(row.rstrip())
    typographic = end - 1 > start.column and row[end - 1 : end] in ("”", "’", "‘", "“", "＂", "＇")
    hint = f"close it with `{quote}`" + (f" in place of `{row[end - 1]}`" if typographic else "")
    reading = Replacement(where.span(start.line, end - 1 if typographic else end, end), quote)
    message = f"nothing closes the quote `{quote}`"
    if start is not error.context_mark:
        message = f"the text that begins here ends in line {last.end_mark.line + 1} only"
    span = where.span(start.line, start.column, start.column + 1)
    if FIELD.match(row, start.column + 1):
        hint, reading = "delete it, or close it behind the name of the field", Replacement(span, "")
    return Unreadable("MP007", span, message, hint, reading=(reading,))


def _brackets(where: Where, error: MarkedYAMLError) -> Unreadable | None:
    """A bracket that nothing closes."""
    start = error.context_mark
    if start is None or "while parsing a flow" not in str(error.context) or start.line >= where.line:
        return None
    row = where.row(start.line)
    bracket = row[start.column : start.column + 1]
    closing = _CLOSING.get(bracket, bracket)
    hint = f"write `{closing}` where the list or mapping ends"
    span = where.span(start.line, start.column, start.column + 1)
    end = where.span(start.line, len(row.rstrip(", ")), len(row.rstrip(", ")))
    is_open = row.count(bracket, start.column) == row.count(closing, start.column) + 1
    reading = (Replacement(end, closing),) if is_open and " #" not in row else ()
    return Unreadable("MP007", span, f"nothing closes the `{bracket}`", hint, reading=reading)


def _bar(where: Where) -> Unreadable | None:
    """A text in lines, of which the reader knew nothing, as its bar was none."""
    indent = len(where.row(where.line)) - len(where.row(where.line).lstrip())
    for number in range(where.line, max(-1, where.line - _MOST_ABOVE), -1):
        row = where.row(number)
        found = BAR.fullmatch(row)
        if found:
            message = f"`{found.group(1)}` begins no text of several lines"
            return where.found(number, found.start(1), found.end(1), message, "write a colon, a blank and `|`", ": |")
        inner = len(row) - len(row.lstrip())
        if row.strip() and inner < indent:
            if number != where.line and FIELD.match(row):
                return None
            indent = inner
    return None


def _keyboard(where: Where) -> Unreadable | None:
    """A colon of a Japanese keyboard, or one without a blank."""
    for number in (where.line, where.line - 1):  # the reader may have gone on to the next line
        for slip, hint, instead in _KEYS:
            found = slip.search(where.row(number))
            if found:
                message = f"`{found.group(1).rstrip()}` does not end the name of a field"
                if instead == ": " and found.group(1)[0] == ":":
                    message = "the colon behind the name of a field needs a blank"
                return where.found(number, found.start(1), found.end(1), message, hint, instead)
    return None


def _needs_quotes(where: Where) -> Unreadable | None:
    """A text without quotes that cannot be without: it has `: ` in it, or begins with what has a meaning in YAML."""
    row = where.row(where.line)
    found = _ROW.fullmatch(row.rstrip(" "))
    if found is None or not found.group(5) or found.group(5)[0] in "'\"|>" or not (found.group(2) or found.group(3)):
        return None
    key, value, start = found.group(3) or "", found.group(5), found.start(5)
    if where.column < start:
        return None
    text = value
    if value[0] in _PAIRS and (value[0] != "「" or value[-1] == "」"):
        text = value[1:-1] if value[-1] == _PAIRS[value[0]] else ""
        hint = "write straight quotes, as `'` on the keyboard"
        message = f"`{value[0]}` is no quote in YAML"
        sure = bool(text) and not set(text) & {*_PAIRS, *_PAIRS.values()}
        return where.found(where.line, start, start + (len(value) if sure else 1), message, hint, _quoted(text, sure))
    is_text = (key in _TEXTS or not key) and not (value[0] == "{" and FIELD.match(value, 1))
    if value[0] in "[{" and not is_text:
        return None
    if value[-1] in "'\"" and value.count(value[-1]) == 1:
        message = "this text ends with a quote and begins with none"
        hint = f"write `{value[-1]}` in front of it, too; if it is part of the text, quote it all the other way"
        return where.found(where.line, start, start, message, hint, value[-1], sure=False)
    if value[0] in "%@`!&*[{]},|" or value.startswith("? "):
        message = f"a text that begins with {_named(value[0])} needs quotes"
    elif value.startswith("- "):
        message = "an item of a list cannot stand behind a colon"
        item = value[2:].strip()
        hint = f"write it into a line of its own, indented, or as `[{item}]`" if len(item) < 60 else "put it below"
        return where.found(where.line, start, start + len(value), message, hint)
    elif ": " in value or value.endswith(":"):
        message = "a text with `: ` in it needs quotes"
        if not is_text and FIELD.match(value) and len(value) < 60:
            hint = f"write `{{{value}}}`, or the second into a line of its own"
            return where.found(where.line, start, start + len(value), "two fields begin in one line", hint)
    else:
        return None
    indent = len(found.group(1))
    sure = is_text and " #" not in value and not _goes_on(where, indent + len(found.group(2)))
    sure = sure and bool(key or _owner(where, where.line, indent + 1).strip() in _LISTS)  # else it may be Markdown
    hint = f"put it into single quotes{'' if len(value) > 40 else f': {scalar(value, quoted=True)}'}"
    return where.found(where.line, start, start + len(value), message, hint, _quoted(value, sure))


def _named(sign: str) -> str:
    return "a backtick" if sign == "`" else f"`{sign}`"


def _quoted(text: str, sure: bool) -> str | None:
    return scalar(text, quoted=True) if sure else None


def _owner(where: Where, number: int, indent: int) -> str:
    """The nearest line above that is no item and indented by less."""
    above = (line for line in reversed(where.lines[:number]) if line.strip() and not line.lstrip().startswith("- "))
    return next((line for line in above if len(line) - len(line.lstrip()) < indent), "")


def _goes_on(where: Where, indent: int) -> bool:
    """Whether the next line with something in it belongs to the value of this one."""
    following = next((row for row in where.lines[where.line + 1 :] if row.strip()), "")
    return len(following) - len(following.lstrip()) > indent


def _inner_quote(where: Where, last: Any) -> Unreadable | None:
    """A quote of the same sort inside of a quoted text."""
    if not isinstance(last, ScalarEvent) or last.style not in ("'", '"') or last.end_mark.line != where.line:
        return None
    row, start, end = where.row(where.line), last.start_mark.column, last.end_mark.column
    if where.column < end or row[end : where.column].strip() or not row[where.column :].strip(" ,]}"):
        return None
    hint = "write `''` for a `'` in single quotes" if last.style == "'" else 'write `\\"` for a `"` in double quotes'
    found = _ROW.fullmatch(row.rstrip(" "))
    value = found.group(5) if found is not None and found.start(5) == start else ""
    inner = value[1:-1]
    if last.style == "'" and value.endswith("'") and len(_APOSTROPHE.findall(inner)) == inner.count("'"):
        instead = scalar(inner, quoted=True)
        return where.found(where.line, start, start + len(value), "a `'` in the text ends it too early", hint, instead)
    message = f"the text that begins in column {start + 1} ends here, but the line goes on"
    return where.found(where.line, end - 1, end, message, hint)


def _in_brackets(where: Where, error: MarkedYAMLError) -> Unreadable | None:
    """What cannot stand in `[…]` or `{…}` without quotes."""
    if "while parsing a flow" not in str(error.context):
        return None
    row = where.row(where.line)
    joint = _FLOW_JOINT.search(row[: where.column])
    if joint and row[where.column : where.column + 1] == ":":
        message = f"`{joint.group(1).rstrip()}` does not part two fields"
        return where.found(where.line, *joint.span(1), message, "write a half-width comma and a blank", ", ")
    sign = row[where.column : where.column + 1] or " "
    message = f"`{sign}` cannot stand in a text without quotes between brackets or braces"
    hint = "put the text into single quotes, or write a comma if the next one begins here"
    return where.found(where.line, where.column, where.column + 1, message, hint)

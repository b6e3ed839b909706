"""Checks of lists: steps and points whose marks are none to Markdown, so that their lines run into one paragraph."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgpedia.catalog import markdown
from msgpedia.catalog.checks.prose import JAPANESE, MOST, Owner, mended, places_of, slip
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic

_FIELDS = {"description", "action", "notes", "advice"}  # of an entry; its other texts are one line without lists
_BLANKS = " \t\u00a0\u3000"
# ・ and what a word processor makes of a point; the last ones stand before headings as well.
_POINT = re.compile(
    rf"^[{_BLANKS}]*(?P<mark>[・･•‣◦▪](?![・･…])|[●○■□◆◇](?=[{_BLANKS}])|-(?=[{JAPANESE}「]))"
    rf"(?P<gap>[{_BLANKS}]*)(?=\S)",
    re.MULTILINE,
)
_HEADING = frozenset("●○■□◆◇")
# A number alone tells little: 1.2 is a version, (2) may refer to what is written elsewhere. So only rows of them count.
_NUMBER = re.compile(
    rf"^[{_BLANKS}]*(?P<mark>[\u2460-\u249b\u2776-\u2793]"
    rf"|[(（](?P<inner>[0-9０-９]{{1,2}})[)）]|(?P<bare>[0-9０-９]{{1,2}})(?:）|\)(?=\S)|[.、](?=[{JAPANESE}「『A-Z`])))"
    rf"(?P<gap>[{_BLANKS}]*)(?=[^\s{_BLANKS}])",
    re.MULTILINE,
)
_PARTICLE = re.compile(
    r"[とはがをにのへもや・、。，．,;:：；～〜-]|から|まで|より|または|および"
)  # ①を見る: no mark of a list


class _Mark(NamedTuple):
    """A mark at the start of a line: its sort, number and offsets, the last of them behind the blanks that follow."""

    sort: str
    number: int
    start: int
    end: int
    until: int
    refers: bool


def marks(owner: Owner) -> Iterator[Diagnostic]:
    """MP428: a mark of a list that Markdown does not know: `①`, `(1)`, `1.` without a blank, `・`."""
    for path, text in owner.texts():
        for language, value in text.translations if path[0] in _FIELDS else ():
            if value.isascii() and "1)" not in value and "1." not in value:
                continue
            prose = markdown.without_code(value)
            yield from _points(owner, (*path, language), value, prose)
            yield from _numbers(owner, (*path, language), value, prose)


def _outside_of_code(pattern: re.Pattern[str], value: str, prose: str) -> Iterator[re.Match[str]]:
    """Where a pattern occurs in a text, as blanks stand in its prose for what is code."""
    for match in places_of(pattern, value):
        if prose[match.start("mark")] == value[match.start("mark")]:
            yield match


def _points(owner: Owner, path: Path, value: str, prose: str) -> Iterator[Diagnostic]:
    for match in _outside_of_code(_POINT, value, prose):
        mark = match["mark"]
        message = f"`{mark}` begins no list in Markdown"
        if mark in _HEADING:
            hint = "write `- ` before a point of a list, or `**` around a heading"
            yield slip(owner, "MP428", path, match.span("mark"), message, hint)
            continue
        if mark == "-":
            message = "`-` without a blank behind it begins no list in Markdown"
        fix = mended(owner, path, value, (match.start("mark"), match.end("gap")), "- ")
        yield slip(owner, "MP428", path, match.span("mark"), message, "write `- `", fix)


def _numbers(owner: Owner, path: Path, value: str, prose: str) -> Iterator[Diagnostic]:
    for row in _rows(map(_mark, _outside_of_code(_NUMBER, value, prose))):
        if len(row) == 1 or all(mark.refers for mark in row):
            continue
        for mark in row[:MOST]:
            wanted = f"{mark.number}. "
            written = value[mark.start : mark.end]
            message = f"`{written}` begins no list in Markdown"
            if written[-1] in ".)" and written[0].isdigit():
                message = f"`{written}` without a blank behind it begins no list in Markdown"
            fix = mended(owner, path, value, (mark.start, mark.until), wanted)
            yield slip(owner, "MP428", path, (mark.start, mark.end), message, f"write `{wanted}`", fix)


def _mark(match: re.Match[str]) -> _Mark:
    digits = match["inner"] or match["bare"]
    mark = match["mark"]
    number = int(digits) if digits else int(unicodedata.numeric(mark))
    sort = "(1)" if match["inner"] else f"1{unicodedata.normalize('NFKC', mark[-1])}" if digits else "①"
    refers = not match["gap"] and _PARTICLE.match(match.string, match.end()) is not None
    return _Mark(sort, number, match.start("mark"), match.end("mark"), match.end("gap"), refers)


def _rows(found: Iterable[_Mark]) -> Iterator[list[_Mark]]:
    """Marks of one sort whose numbers follow each other, each row in the order of the text."""
    rows: dict[str, list[list[_Mark]]] = defaultdict(list)
    for mark in found:
        same = rows[mark.sort]
        if same and same[-1][-1].number + 1 == mark.number:
            same[-1].append(mark)
        else:
            same.append([mark])
    for same in rows.values():
        yield from same

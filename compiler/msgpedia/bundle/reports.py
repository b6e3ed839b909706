"""Compiles the descriptions of reports (`data/reports/*.toml`) into rows of the bundle. Format: `docs/reports.md`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from msgpedia.bundle.report_lines import PATTERNS
from msgpedia.formats.holes import Hole, bounded, wild
from msgpedia.formats.language import alt, chars, seq
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, Program

Row = dict[str, Any]
ROWS = "rows.toml"  # sets of lines that several kinds share
_PLACE = re.compile(r"\{([a-z_]*)(?::([a-z]))?\}|(\*)")
_TYPES = {
    "d": chars("0-9", 1, 20),
    "x": chars("0-9a-fA-F", 1, 16),
    "t": chars("0-9.:", 1, 40),
    "w": chars("^ ", 1, 255),
    "b": chars(" ", 1, 255),
    "m": chars("A-Za-z0-9_()+-", 1, 100),
    "v": alt(
        seq("dm-", chars("0-9", 1, 10)), chars(r"^ \-", 3, 32)
    ),  # a block device: a number behind it is none of it
}
_MARKS = ("once", "next", "run", "last", "weak", "alone", "head")  # before a pattern


@cache
def load() -> tuple[Row, ...]:
    """The descriptions as the files have them, sets of lines put in their places, in order of the files' names."""
    folder = files("msgpedia") / "data" / "reports"
    tables = {
        file.name: tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".toml")
    }
    sets = tables.pop(ROWS, {})
    return tuple(
        {**table, **{key: _spelt(table[key], sets) for key in PATTERNS if key in table}} for table in tables.values()
    )


def _spelt(items: list[str], sets: Row) -> list[str]:
    """Lines with those of sets, named as `@name`, in their places."""
    found: list[str] = []
    for item in items:
        found += _spelt(sets[item[1:]], sets) if item.startswith("@") else [item]
    return found


def rows(table: HoleTable) -> list[Row]:
    """The rows of the bundle."""
    return [
        {**row, **{key: [_pattern(text, table) for text in row[key]] for key in PATTERNS if key in row}}
        for row in load()
    ]


def _pattern(text: str, table: HoleTable) -> Row:
    marks, rest = marks_of(text)
    tokens, names = parse(rest)
    program = Program(tokens)
    return {
        **table.program(program),
        "words": list(rarest_first(program.words)),
        "names": list(names),
        **dict.fromkeys(marks, True),
    }


def marks_of(text: str) -> tuple[list[str], str]:
    """The marks before a pattern, and the pattern."""
    marks = []
    first, _, rest = text.partition(" ")
    while first in _MARKS:
        marks.append(first)
        text = rest
        first, _, rest = text.partition(" ")
    return marks, text


def parse(text: str) -> tuple[tuple[str | Hole, ...], tuple[str, ...]]:
    """The tokens of a pattern, and the name of each hole, empty for those that have none."""
    tokens: list[str | Hole] = []
    names: list[str] = []
    place = 0
    for match in _PLACE.finditer(text):
        if match.start() > place:
            tokens.append(text[place : match.start()])
        tokens.append(wild() if match[2] is None else bounded(_TYPES[match[2]]))
        names.append(match[1] or "")
        place = match.end()
    if place < len(text):
        tokens.append(text[place:])
    return tuple(tokens), tuple(names)

"""Matching against whoever prints: random formats and arguments, printed by the real thing, must be recognised.

Counts how many lines match, how many captures are exactly what the conversion printed where a line can be read in one
way alone, and the misses by kind. A miss is *known* where the rules of `docs/matching.md` have no place for the line:
a unit stands where an earlier one or a wild hole should have gone on (never gone back over), though each conversion's
hole takes what it printed.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from msgpedia.formats import Conversion, Hole, Literal, Template, hole, parse
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, plan

CaseT = TypeVar("CaseT")


@dataclass
class Printed:
    """A line of a format string, and of each conversion what it printed: the whole, and that less blanks of a width."""

    dialect: str
    format: str
    line: str
    texts: list[tuple[str, str]]


@dataclass
class Counts:
    """What came out."""

    lines: int = 0
    matched: int = 0
    single: int = 0
    captures: int = 0
    exact: int = 0
    misses: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, example: str) -> None:
        self.misses[kind] += 1
        self.examples.setdefault(kind, []).append(example)


@cache
def _pattern(found: Hole) -> re.Pattern[str]:
    return re.compile(found.language.pattern if found.language else r"[\s\S]*")


def readings(template: Template, line: str) -> int:
    """In how many ways a line can be read as texts of the conversions: none, one, or two for more."""
    parts = template.parts
    holes = [None if isinstance(part, Literal) else hole(template.dialect, part) for part in parts]
    known: dict[tuple[int, int], int] = {}

    def count(number: int, start: int) -> int:
        if number == len(parts):
            return int(start == len(line))
        if (number, start) not in known:
            part, found, total = parts[number], holes[number], 0
            if isinstance(part, Literal):
                total = count(number + 1, start + len(part.text)) if line.startswith(part.text, start) else 0
            else:
                assert found is not None
                most = len(line) if found.language is None else min(len(line), start + found.language.most)
                for stop in range(start, most + 1):
                    rest = count(number + 1, stop)
                    if rest:
                        total += rest * ways(template.dialect, part, found, line[start:stop])
                        if total > 1:
                            break
            known[number, start] = min(total, 2)
        return known[number, start]

    return count(0, 0)


def ways(dialect: str, conversion: Conversion, found: Hole, piece: str) -> int:
    """How many texts a conversion may have printed to leave a piece of a line; two for more."""
    if not _pattern(found).fullmatch(piece):
        return 0
    if found.language is not None and (found.language.alphabet is not None or conversion.letter in ("c", "C", "U")):
        return 1
    most = len(piece.encode()) if dialect == "printf" else len(piece)
    size = most - 2 * piece.count("\ufffd") if dialect == "printf" else most  # which may stand for a byte cut off
    width, precision = found.width, conversion.precision if found.language and found.trim else None
    if width and (most < width or (isinstance(precision, int) and size > max(width, precision))):
        return 0
    if size > width > 0:
        return 1
    bare = piece.lstrip(" ") if "l" in found.trim else piece
    blanks = len(piece) - len(bare.rstrip(" ") if "r" in found.trim else bare)
    least = max(0, size - precision) if isinstance(precision, int) else 0
    return min(2, max(0, blanks - least + 1))


def kind_of(conversion: Conversion) -> str:
    """The letter of a conversion, that of a field's specification."""
    return (conversion.extension or "any")[-1] if conversion.source.startswith("{") else conversion.letter


def kind_of_miss(case: Printed, template: Template) -> str:
    """Why a line does not match."""
    for (whole, _), conversion in zip(case.texts, template.conversions, strict=True):
        if not _pattern(hole(template.dialect, conversion)).fullmatch(whole):
            return f"a hole refuses what {kind_of(conversion)} printed"
    return "known: no going back over a wild hole" if readings(template, case.line) else "not read at all"


def try_line(case: Printed, counts: Counts) -> None:
    """Match a line with its format, and count what comes out. Lines with line ends inside are left out."""
    template = parse(case.dialect, case.format)
    if "\n" in case.line or len(case.texts) != len(template.conversions):
        return
    table = HoleTable()
    programs = [table.program(program) for program in plan(template)]
    counts.lines += 1
    captures = Matcher(programs[0], table.rows()).match(case.line) if len(programs) == 1 else None if programs else []
    if captures is None:
        counts.note(kind_of_miss(case, template), f"{case.format!r} {case.line!r}")
        return
    counts.matched += 1
    if readings(template, case.line) != 1:
        return
    counts.single += 1
    counts.captures += len(case.texts)
    for number, (capture, (_, text)) in enumerate(zip(captures, case.texts, strict=True)):
        if capture == text:
            counts.exact += 1
        else:
            kind = kind_of(template.conversions[number])
            note = f"{case.format!r} {case.line!r} {number + 1}: {capture!r}, printed {text!r}"
            counts.note(f"inexact: {kind}", note)


def run(some_case: Callable[[random.Random], CaseT], try_case: Callable[[CaseT, Counts], None]) -> None:
    """Try random cases, as many as the first word of the command line says, and print the counts."""
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    random_ = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    counts = Counts()
    for _ in range(cases):
        try_case(some_case(random_), counts)
    report(counts)


def report(counts: Counts) -> None:
    """Print counts."""
    known = sum(number for kind, number in counts.misses.items() if kind.startswith("known"))
    print(f"lines                     {counts.lines}")
    print(f"matched                   {counts.matched} ({counts.matched / counts.lines:.3%})")
    print(f"known misses              {known} ({known / counts.lines:.3%})")
    print(f"matched, of the others    {counts.matched / (counts.lines - known):.3%}")
    print(f"lines with one reading    {counts.single}")
    print(f"exact captures of these   {counts.exact} of {counts.captures} ({counts.exact / counts.captures:.3%})")
    for kind, number in counts.misses.most_common():
        print(f"\n{number} × {kind}")
        for example in counts.examples[kind][:5]:
            print(f"    {example}")

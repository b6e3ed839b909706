"""Format strings as look-up uses them, for tests: parsed, planned, and run on a line."""

from __future__ import annotations

from msgpedia.formats import Conversion, parse
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, plan


def captures(dialect: str, format_string: str, line: str) -> list[str] | None:
    """What the holes of a format hold in a line, or None where the line does not come from it."""
    table = HoleTable()
    programs = [table.program(program) for program in plan(parse(dialect, format_string))]
    found = (Matcher(program, table.rows()).match(line) for program in programs)
    return next((texts for texts in found if texts is not None), None)


def conversion(dialect: str, text: str) -> Conversion:
    """The one conversion of a format string."""
    (found,) = parse(dialect, text).conversions
    return found

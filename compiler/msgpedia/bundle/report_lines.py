"""Lines of reports, which many kinds share: each once, and for each kind where they stand."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    Row = dict[str, Any]

PATTERNS = ("openings", "lead", "rows", "ends", "after", "frames", "torn")  # the keys of a description that have lines


def shared(reports: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """Descriptions whose lines are places in a list, and that list."""
    lines: list[Row] = []
    places: dict[str, int] = {}

    def place(line: Row) -> int:
        key = repr(line)
        if key not in places:
            places[key] = len(lines)
            lines.append(line)
        return places[key]

    rows = [{**row, **{key: [place(line) for line in row[key]] for key in PATTERNS if key in row}} for row in reports]
    return rows, lines


def spread(rows: Iterable[Row], lines: Sequence[Row]) -> list[Row]:
    """Such descriptions with their lines; a line of several kinds is one object."""
    return [{**row, **{key: [lines[place] for place in row[key]] for key in PATTERNS if key in row}} for row in rows]

"""The descriptions of reports as the site's scripts read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgpedia.bundle.reports import PATTERNS

Row = dict[str, Any]


def packed(reports: Sequence[Row]) -> dict[str, list[Row]]:
    """The descriptions without their sources; their lines, many of which kinds share, are places in `report_lines`."""
    lines: list[Row] = []
    places: dict[str, int] = {}

    def place(line: Row) -> int:
        key = repr(line)
        if key not in places:
            places[key] = len(lines)
            lines.append(line)
        return places[key]

    rows = []
    for report in reports:
        row = {key: value for key, value in report.items() if key != "source"}
        row |= {key: [place(line) for line in report[key]] for key in PATTERNS if key in report}
        rows.append(row)
    return {"reports": rows, "report_lines": lines}

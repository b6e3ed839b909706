"""The descriptions of reports as the site's scripts read them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgpedia.bundle.report_lines import shared

Row = dict[str, Any]


def packed(reports: Sequence[Row]) -> dict[str, list[Row]]:
    """The descriptions without their sources; their lines, many of which kinds share, are places in `report_lines`."""
    rows, lines = shared({key: value for key, value in report.items() if key != "source"} for report in reports)
    return {"reports": rows, "report_lines": lines}

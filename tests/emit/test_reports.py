"""The descriptions of reports for scripts: the same as the bundle has, each line once."""

from __future__ import annotations

from typing import Any

from msgpedia.bundle import reports as compiled
from msgpedia.bundle.report_lines import PATTERNS
from msgpedia.emit.site.reports import packed
from msgpedia.matching.planner import HoleTable


def unpacked(found: dict[str, Any]) -> list[dict[str, Any]]:
    lines = found["report_lines"]
    return [
        {key: [lines[place] for place in value] if key in PATTERNS else value for key, value in row.items()}
        for row in found["reports"]
    ]


def test_all_but_the_sources_is_there() -> None:
    rows = compiled.rows(HoleTable())
    assert unpacked(packed(rows)) == [{key: value for key, value in row.items() if key != "source"} for row in rows]


def test_a_line_that_kinds_share_is_there_once() -> None:
    lines = packed(compiled.rows(HoleTable()))["report_lines"]
    assert len({repr(line) for line in lines}) == len(lines)


def test_a_bundle_may_have_none() -> None:
    assert packed([]) == {"reports": [], "report_lines": []}

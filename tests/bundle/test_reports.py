"""The descriptions of reports: they compile, and lines are like their patterns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.reports import made_up

from msgpedia.bundle import reports
from msgpedia.bundle.report_lines import PATTERNS
from msgpedia.matching.matcher import Matcher
from msgpedia.reports.model import Pattern

NOT_COVERED = Path(made_up.__file__).parent / "not-covered.txt"
PLACE = re.compile(r"\{[a-z_]*(?::([a-z]))?\}|\*")
FILLED = {"d": "7", "x": "f00", "t": "1.2:3", "w": "word", "b": "  ", "m": "mod_1(OE)", "v": "dm-1", None: "some text"}
Row = dict[str, Any]


def described() -> Iterator[tuple[str, str, Row]]:
    """Kind, text and program of each pattern of the files."""
    rows, _ = made_up.descriptions()
    for row, source in zip(rows, reports.load(), strict=True):
        for key in PATTERNS:
            for program, text in zip(row.get(key, ()), source.get(key, ()), strict=True):
                yield row["kind"], text, program


def test_every_pattern_matches_a_line_like_it() -> None:
    _, holes = made_up.descriptions()
    for kind, text, program in described():
        line = PLACE.sub(lambda place: FILLED[place[1]], reports.marks_of(text)[1])
        assert Matcher(program, holes).match(line) is not None, f"{kind}: {text}"
        assert Pattern(program, holes).match(line) is not None, f"{kind}: {text}"


def test_samples_cover_the_patterns_but_those_of_the_list(accept: bool) -> None:
    _, holes = made_up.descriptions()
    engine = made_up.engine()
    bodies = [engine.read(line)[1] for name in made_up.NAMES for line in made_up.read(name).lines]
    bodies += [body.strip() for body in bodies]
    seen: dict[str, bool] = {}
    for _, text, program in described():
        shown = reports.marks_of(text)[1]
        if shown not in seen:
            pattern = Pattern(program, holes)
            seen[shown] = any(pattern.match(body) is not None for body in bodies)
    missing = sorted(text for text, found in seen.items() if not found)
    if accept:
        NOT_COVERED.write_text("".join(f"{text}\n" for text in missing), encoding="utf-8")
    listed = NOT_COVERED.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    assert missing == listed, "a pattern without a sample line: add one to a log of tests/reports/logs, or to the list"


def test_names_of_a_pattern() -> None:
    tokens, names = reports.parse("task {task}:{pid:d} in {:w} *")
    assert names == ("task", "pid", "", "")
    assert [token for token in tokens if isinstance(token, str)] == ["task ", ":", " in ", " "]


@pytest.mark.parametrize(
    ("text", "marks", "rest"),
    [
        ("once ---[ end", ["once"], "---[ end"),
        ("next last Code: *", ["next", "last"], "Code: *"),
        ("weak x", ["weak"], "x"),
        ("lastly", [], "lastly"),
        (" once", [], " once"),
    ],
)
def test_marks_before_a_pattern(text: str, marks: list[str], rest: str) -> None:
    assert reports.marks_of(text) == (marks, rest)


def test_summaries_name_what_lines_hold() -> None:
    rows, _ = made_up.descriptions()
    for row in rows:
        held = {name for pattern in made_up.patterns([row]) for name in pattern[2]["names"]} | {"text"}
        for summary in row["summary"]:
            asked = {*summary.get("known", ()), *summary.get("when", {}), *summary.get("unless", {})}
            assert set(summary["text"]) == {"en", "ja"}, row["kind"]
            for text in summary["text"].values():
                assert {*re.findall(r"\{([a-z_]+)\}", text), *asked} <= held, f"{row['kind']}: {text}"
            places = [set(re.findall(r"\{([a-z_]+)\}", text)) for text in summary["text"].values()]
            assert places[0] == places[1], f"{row['kind']}: languages differ"


LATER = ("tag", "address", "record", "controller", "port", "device", "user")  # what not each opening tells


def test_keys_and_ties_are_held_by_lines() -> None:
    rows, _ = made_up.descriptions()
    for row in rows:
        held = {name for pattern in made_up.patterns([row]) for name in pattern[2]["names"]}
        assert {*row.get("key", ()), *row.get("tells", ()), *row.get("blocks", ())} <= held, row["kind"]
        for key in row.get("key", ()):
            assert key in LATER or all(key in pattern["names"] for pattern in row["openings"]), row["kind"]

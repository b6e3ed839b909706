"""docs/bundle.md: its example does what it says, and its numbers are those of the code."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msgpedia import formats
from msgpedia.bundle import patterns, validate
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import MOST_BLANKS, HoleTable, plan

Content = dict[str, Any]
TEXT = (Path(__file__).resolve().parents[2] / "docs" / "bundle.md").read_text(encoding="utf-8")


def test_the_example_explains_its_sample(
    documented: Content, write: Callable[..., Path], run: Callable[..., Any]
) -> None:
    sample = documented["entries"][0]["samples"][0]
    done = run("lookup", "--format", "jsonl", "--bundle", write(documented), stdin=f"{sample['line']}\n".encode())
    row = json.loads(done.stdout)
    assert done.returncode == 0
    assert row["status"] == "documented"
    assert row["captures"] == sample["captures"]
    expected = {"time": "Oct 27 18:00:02", "host": "kitchen", "ident": "toasterd", "pid": 12}
    assert {key: row["header"][key] for key in expected} == expected
    assert row["body"] == "slot left: 250 degrees, too hot"


def program_tokens(program: Content) -> list[str | int]:
    tokens: list[str | int] = program["tokens"]
    return tokens


def test_the_example_is_what_the_compiler_makes(documented: Content) -> None:
    (message,) = documented["messages"]
    template = formats.parse(message["dialect"], message["format"])
    assert message["id"] == formats.message_id("toaster", template)
    (program,) = plan(template)
    table = HoleTable()
    row = table.program(program)
    shown = message["programs"][0]
    holes = table.rows()
    made = [token if isinstance(token, str) else holes[token] for token in program_tokens(row)]
    assert made == [token if isinstance(token, str) else documented["holes"][token] for token in program_tokens(shown)]
    assert shown["words"] == rarest_first(program.words)
    assert shown.keys() - {"part", "words", "names"} == row.keys()


@pytest.mark.parametrize(
    "number",
    [
        patterns.MOST_PATTERN,
        patterns.MOST_COUNT,
        patterns.MOST_NESTING,
        patterns.MOST_STEPS,
        validate.MOST_PATTERNS,
        validate.MOST_PROGRAM,
        validate.CAREFUL_STEPS,
    ],
)
def test_the_limits_are_those_of_the_code(number: int) -> None:
    assert re.search(rf"\b{number:,}\b", TEXT)


def test_blanks_are_bounded_as_the_planner_bounds_them() -> None:
    with open(validate.SCHEMA_FILE, encoding="utf-8") as file:
        schema = json.load(file)
    assert schema["$defs"]["program"]["properties"]["blanks"]["maximum"] == MOST_BLANKS
    assert f"at most {MOST_BLANKS})" in TEXT


def test_every_key_of_the_top_is_explained(compiled: Content) -> None:
    table = TEXT[TEXT.index("## Keys") : TEXT.index("### Messages")]
    for key in compiled:
        assert f"`{key}`" in table

"""Descriptions of reports from elsewhere: what grouping could not rely on is refused."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from tests.bundle.test_validate import drop, put

from msgpedia.bundle import validate

Content = dict[str, Any]
KIND = ("reports", 0)
OPENING = (*KIND, "openings", 0)


def again(content: Content) -> None:
    content["reports"].append(content["reports"][0])


def nameless(content: Content) -> None:
    content["reports"][0]["openings"][0]["names"].append("")


def twice(content: Content) -> None:
    names = content["reports"][0]["openings"][0]["names"]
    names[:] = ["event"] * len(names)


def wordless(content: Content) -> None:
    for kind in content["reports"][:5]:
        rows = kind.get("rows", [])
        kind["rows"] = [*rows, *[{"tokens": [0], "words": [], "names": [""]}] * (1000 - len(rows))]


FLAWS: dict[str, tuple[Callable[[Content], None], str]] = {
    "a kind twice": (again, "occurs twice"),
    "so many lines without words": (wordless, "more than 3000 patterns without words"),
    "no openings": (drop(*KIND, "openings"), "'openings' is missing"),
    "no limit of lines": (drop(*KIND, "lines"), "'lines' is missing"),
    "a limit that is none": (put(0, *KIND, "lines"), "below 1"),
    "too many names": (nameless, "not as many names as holes"),
    "a name twice": (twice, "a name occurs twice"),
    "a hole that there is not": (put(99_999, *OPENING, "tokens", 1), "there is no hole 99999"),
    "a word that is in no line": (put("nowhere", *OPENING, "words", 0), "no whole word"),
    "a key that no line holds": (put(["colour"], *KIND, "key"), "no line holds 'colour'"),
    "blocks that no line holds": (put(["colour"] * 4, *KIND, "blocks"), "no line holds 'colour'"),
    "a summary of what no line holds": (
        put({"text": {"en": "{colour}"}}, *KIND, "summary", 0),
        "no line holds 'colour'",
    ),
    "a condition on what no line holds": (
        put({"text": {"en": "x"}, "when": {"colour": "red"}}, *KIND, "summary", 0),
        "no line holds 'colour'",
    ),
    "a mark that is false": (put(False, *OPENING, "once"), "once"),
    "a title that runs backwards": (put("\u202egnp.exe", *KIND, "title", "en"), "title/en"),
}


@pytest.fixture
def content(compiled: Content) -> Content:
    return copy.deepcopy({**compiled, "entries": [], "messages": [], "decoders": {}})


def test_the_descriptions_are_sound(content: Content) -> None:
    assert validate.check(content) is None


def test_careful_patterns_are_marked_by_the_compiler(content: Content) -> None:
    before = copy.deepcopy(content["reports"])
    validate.check(content)
    assert content["reports"] == before


@pytest.mark.parametrize(("change", "part"), FLAWS.values(), ids=FLAWS)
def test_flaws_are_told(content: Content, change: Callable[[Content], None], part: str) -> None:
    change(content)
    fault = validate.check(content)
    assert fault is not None
    assert part in str(fault)

"""Decoder tables of bundles from elsewhere: what would fail or be slow when a value is read is refused."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.bundle import BundleError, artifact, writer
from msgpedia.bundle.validate_decoders import check_decoders
from msgpedia.bundle.validate_structure import UnsoundError
from msgpedia.catalog import decoders
from msgpedia.decoding.decode import decode

Tables = dict[str, Any]
SAY = {"en": "x"}
SOUND: Tables = {
    "code": {"shape": "codes", "name": SAY, "source": ["x"], "else": ["bit"], "rows": [{"value": 1, "mask": 3}]},
    "bit": {"shape": "bits", "name": SAY, "source": ["x"], "rows": [{"value": 1, "text": SAY}]},
    "part": {
        "shape": "fields",
        "name": SAY,
        "source": ["x"],
        "field": [
            {"bits": [0, 63], "name": SAY, "decoder": "code"},
            {"bits": [1, 1], "name": SAY, "shape": "bits", "rows": [{"value": 1}]},
            {"bits": [2, 2], "name": SAY, "rows": [{"symbol": "X"}]},
            {"bits": [3, 3], "name": SAY},
        ],
    },
    "scale": {"shape": "ranges", "name": SAY, "source": ["x"], "rows": [{"least": 1, "most": 2, "text": SAY}]},
    "sum": {
        "shape": "quantity",
        "name": SAY,
        "source": ["x"],
        "least": 0,
        "most": 62,
        "amounts": [{"name": "n", "factor": 1 << 30, "power": True, "bytes": True}],
        "text": {"en": "{n}"},
    },
    "disk": {"shape": "names", "name": SAY, "source": ["x"], "rows": [{"pattern": "sd([a-z])(?:p)?", "text": SAY}]},
    "moved": {
        "shape": "bits",
        "name": SAY,
        "source": ["x"],
        "software": "linux",
        "table": [
            {"versions": {"from": "1"}, "rows": [{"value": 1, "symbol": "X"}, {"value": 2}]},
            {"versions": {}, "rows": []},
        ],
        "texts": {"X": SAY},
    },
}


def put(value: object, *path: str | int) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        place: Any = tables
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def drop(*path: str | int) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        place: Any = tables
        for key in path[:-1]:
            place = place[key]
        del place[path[-1]]

    return change


COSTLY = "a{1,10}a{1,10}a{1,10}"  # more than a thousand steps
PATTERN = ("disk", "rows", 0, "pattern")
# What the schema lets pass.
FLAWS: dict[str, tuple[Callable[[Tables], None], str]] = {
    "codes without rows": (drop("code", "rows"), "decoders/code: needs either 'rows' or 'table'"),
    "rows and a table": (put([], "moved", "rows"), "needs either 'rows' or 'table'"),
    "fields without a field": (drop("part", "field"), "no 'field'"),
    "ranges without rows": (drop("scale", "rows"), "no 'rows'"),
    "names without rows": (drop("disk", "rows"), "no 'rows'"),
    "a quantity without text": (drop("sum", "text"), "no 'text'"),
    "a quantity without amounts": (drop("sum", "amounts"), "no 'amounts'"),
    "a quantity without bounds": (drop("sum", "most"), "no 'most'"),
    "names by version": (put([], "disk", "table"), "only codes and bits"),
    "fields by version": (put([], "part", "table"), "only codes and bits"),
    "another table that is not there": (put(["nothing"], "code", "else"), "there is no table 'nothing'"),
    "another table of names": (put(["disk"], "code", "else"), "no table 'disk' of codes or bits"),
    "a part of a part": (put("part", "part", "field", 0, "decoder"), "no table 'part' of codes or bits"),
    "a part by version": (put("moved", "part", "field", 0, "decoder"), "no table 'moved' of codes or bits"),
    "a part that ends first": (put([3, 2], "part", "field", 1, "bits"), "part/field/1/bits: ends before"),
    "bits of a part without value": (
        put([{"symbol": "X"}], "part", "field", 1, "rows"),
        "part/field/1/rows/0: no 'value'",
    ),
    "bits without value": (put([{"symbol": "X"}], "bit", "rows"), "bit/rows/0: no 'value'"),
    "bits by version without value": (
        put([{"symbol": "X"}], "moved", "table", 0, "rows"),
        "table/0/rows/0: no 'value'",
    ),
    "a range without end": (drop("scale", "rows", 0, "most"), "scale/rows/0: no 'most'"),
    "a range without text": (drop("scale", "rows", 0, "text"), "no 'text'"),
    "a name without pattern": (drop(*PATTERN), "disk/rows/0: no 'pattern'"),
    "a mask without value": (drop("code", "rows", 0, "value"), "a mask without a value"),
    "a printed text without value": (put([{"symbol": "X", "printed": ["x"]}], "code", "rows"), "printed text without"),
    "a printed text of bits": (put(["x"], "bit", "rows", 0, "printed"), "printed text without a value of codes"),
    "a printed text that leaves bits open": (put(["x(%x)"], "code", "rows", 0, "printed"), "'%x' without 'low'"),
    "a power without bound": (put(63, "sum", "most"), "sum/most: more than 62"),
    "a power below zero": (put(-1, "sum", "least"), "sum/least: below 0"),
    "bounds the wrong way round": (put(63, "sum", "least"), "sum/least: the least is above the most"),
    "a star": (put("(a*)*b", *PATTERN), "disk/rows/0/pattern: unexpected '*'"),
    "any character": (put("a.b", *PATTERN), "unexpected '.'"),
    "a look ahead": (put("(?=a)", *PATTERN), "unexpected"),
    "a named group": (put("(?P<x>a)", *PATTERN), "unexpected"),
    "a flag": (put("(?i)a", *PATTERN), "unexpected"),
    "a reference back": (put(r"(a)\1", *PATTERN), "unexpected"),
    "a group that is open": (put("(a", *PATTERN), "not closed"),
    "ever more ways": (put("((?:a|a){50})", *PATTERN), "too many ways"),
    "empty repeats": (put("((?:a?){60})", *PATTERN), "can be empty"),
    "an escaped escape before a group": (put(r"\\(a)", *PATTERN), "unexpected '('"),
}


def flaw(tables: Tables) -> str:
    """What is wrong with tables; empty where nothing is."""
    try:
        check_decoders(tables)
    except UnsoundError as error:
        return str(error.fault)
    return ""


def test_sound_tables_pass(example: dict[str, Any]) -> None:
    assert flaw(SOUND) == ""
    assert flaw(decoders.load()) == ""
    artifact.parse(writer.serialise(example | {"decoders": SOUND}), "b.json")


@pytest.mark.parametrize("name", FLAWS)
def test_what_would_fail_is_refused(example: dict[str, Any], name: str) -> None:
    change, words = FLAWS[name]
    tables = copy.deepcopy(SOUND)
    change(tables)
    assert words in flaw(tables)
    with pytest.raises(BundleError) as caught:
        artifact.parse(writer.serialise(example | {"decoders": tables}), "b.json")
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (drop("code", "name"), "'name' is missing"),
        (put("sets", "code", "shape"), "not one of the known values"),
        (put(-1, "code", "rows", 0, "value"), "below 0"),
        (put(1 << 60, "bit", "rows", 0, "value"), "above"),
        (put("1", "scale", "rows", 0, "least"), "not of type integer"),
        (put([0, 64], "part", "field", 0, "bits"), "above 63"),
        (put([0], "part", "field", 0, "bits"), "fewer than 2 items"),
        (put({"en": "\x1b[2J"}, "code", "name"), "name/en"),
        (put({"en": "\u202ex"}, "bit", "rows", 0, "text"), "text/en"),
        (put(["\x7f"], "code", "source"), "source/0"),
        (put("../x", "part", "field", 0, "decoder"), "decoder"),
        (put(0, "sum", "amounts", 0, "factor"), "below 1"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_schema_refuses_the_rest(example: dict[str, Any], change: Callable[[Tables], None], words: str) -> None:
    tables = copy.deepcopy(SOUND)
    change(tables)
    with pytest.raises(BundleError) as caught:
        artifact.parse(writer.serialise(example | {"decoders": tables}), "b.json")
    assert words in str(caught.value)
    assert str(caught.value).isprintable()


def test_many_costly_patterns_are_refused() -> None:
    tables = copy.deepcopy(SOUND)
    rows = [{"pattern": f"({COSTLY}){number}", "text": SAY} for number in range(10_000)]
    tables["disk"]["rows"] = rows
    assert "so many costly patterns" in flaw(tables)
    tables["disk"]["rows"] = rows[:400]
    assert flaw(tables) == ""
    assert not decode(tables.get, "disk", "a" * 200)[0].parts[0].known


@given(kind=st.sampled_from(sorted(SOUND)), text=st.text(max_size=30) | st.integers(-10, 1 << 70).map(str))
def test_sound_tables_read_anything(kind: str, text: str) -> None:
    for reading in decode(SOUND.get, kind, text):
        assert reading.parts

"""Small changes to a file: what is asked for, nothing else, and nothing where the file's form does not tell how."""

from __future__ import annotations

import pytest

from msgpedia.catalog import guesses, mending, nodes
from msgpedia.catalog.fixing import fixed
from msgpedia.catalog.mending import Fix
from msgpedia.catalog.places import Path, Places, place_of
from msgpedia.diagnostics import report


def places(text: str) -> Places:
    root, _ = nodes.parse(text, "x")
    return Places("x", place_of(root, text))


def made(text: str, fix: Fix) -> str | None:
    """The text with a fix made; None where there is none."""
    if not fix:
        return None
    changed, applied = fixed(text, [report("MP101", fix[0].span, "whatever", "mend it", fix)])
    assert applied
    return changed


@pytest.mark.parametrize(
    ("text", "place", "expected"),
    [
        ("a: [x, y, z]  # c\n", 0, "a: [y, z]  # c\n"),
        ("a: [x, y, z]\n", 1, "a: [x, z]\n"),
        ("a: ['x', \"y\"]\n", 1, "a: ['x']\n"),
        ("a: [x,\n  y]\n", 0, "a: [y]\n"),
        ("a: [x,  # why\n  y]\n", 1, None),
        ("a:\n  - x  # why\n  - y\nb: c\n", 1, "a:\n  - x  # why\nb: c\n"),
        ("a:\n  - x\n  - y\nb: c\n", 0, "a:\n  - y\nb: c\n"),
        ("a:\n  - |\n    x\n  - y\n", 0, None),
        ("a:\n  - {b: c}\n  - {b: c}\n", 1, "a:\n  - {b: c}\n"),
        ("a:\n  - b: c\n  - b: c\n", 1, None),
        ("a: [x]\nb: c\n", 0, "b: c\n"),
        ("b: c\na: [x]\n", 0, "b: c\n"),
        ("a: [x]\n", 0, None),
    ],
)
def test_an_item_is_taken_out(text: str, place: int, expected: str | None) -> None:
    assert made(text, mending.without_item(places(text), ("a", place))) == expected


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("a: 1\nb: 2\nc: 3\n", ("b",), "a: 1\nc: 3\n"),
        ("v:\n  - a: x\n    b: y\n", ("v", 0, "a"), "v:\n  - b: y\n"),
        ("v:\n  - a: x\n    b: y\n", ("v", 0, "b"), "v:\n  - a: x\n"),
        ("v: {a: x, b: y}\n", ("v", "a"), "v: {b: y}\n"),
        ("v: {a: x, b: y}\n", ("v", "b"), "v: {a: x}\n"),
        ("v: {a: x}\n", ("v", "a"), None),
        ("a: |\n  x\nb: y\n", ("a",), None),
        ("a: x\n", ("gone",), None),
    ],
)
def test_a_field_is_taken_out(text: str, path: Path, expected: str | None) -> None:
    assert made(text, mending.without_field(places(text), path)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: {x: old, z: gone}  # c\n", "a: {x: new, y: '1'}  # c\n"),
        ("a: {}\n", "a: {x: new, y: '1'}\n"),
        ("a:\n  x: old  # why\n  z: gone\nb: c\n", "a:\n  x: new\n  y: '1'  # why\nb: c\n"),
        ("a:\n  z: gone\n  x: old\n", None),
        ("a: {x: old,\n  y: '1'}\n", None),
        ("a:\n  x: |\n    old\n", None),
    ],
)
def test_a_mapping_gets_other_content(text: str, expected: str | None) -> None:
    assert made(text, mending.mapping(places(text), ("a",), {"x": "new", "y": "1"})) == expected


@pytest.mark.parametrize(
    ("text", "new", "expected"),
    [
        ("a: one two\n", "2", "a: one 2\n"),
        ("a: one two\n", ": 2", "a: 'one : 2'\n"),
        ("a: one two\n", "2, 3", "a: one 2, 3\n"),
        ("a: {b: one two}\n", "2, 3", "a: {b: 'one 2, 3'}\n"),
        ("a: 'one two'\n", "it's", None),
        ('a: "one\\x20two"\n', "2", 'a: "one\\x202"\n'),
        ('a: "one\\x20two"\n', "\\", None),
        ("a: |\n  one two\n", "it's", "a: |\n  one it's\n"),
        ("a: >\n  one two\n", "2", None),
        ("a: one\n  two\n", "2", None),
    ],
)
def test_a_stretch_of_a_text_is_replaced_if_the_form_tells_where_it_stands(
    text: str, new: str, expected: str | None
) -> None:
    path: Path = ("a", "b") if "b:" in text else ("a",)
    assert made(text, mending.stretch(places(text), path, "one two", 4, 7, new)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: |\n  one: %s\nb: c\n", "a: 'one: %s'\nb: c\n"),
        ("a: |\n  one: %s\n\n\nb: c\n", "a: 'one: %s'\n\n\nb: c\n"),
        ('a: "one: %s\\n"\n', "a: 'one: %s'\n"),
        ("a: >\n  one:\n  %s\n", None),
    ],
)
def test_a_block_becomes_a_quoted_text(text: str, expected: str | None) -> None:
    assert made(text, mending.quoted(places(text), ("a",), "one: %s")) == expected


def test_only_what_is_certain_is_mended() -> None:
    known = ["samples", "counter_samples", "severity", "references", "related"]
    assert guesses.respelt("Counter-Samples", known) == "counter_samples"
    assert guesses.respelt("sample", known) == ""
    assert guesses.respelt("a_b", ["a-b", "ab"]) == ""
    assert guesses.certain("severty", known) == "severity"
    assert guesses.certain("sample", known) == "samples"
    assert guesses.certain("samplers", ["sampler", "samples"]) == ""
    assert guesses.certain("weight", known) == ""

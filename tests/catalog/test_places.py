"""Every value leads back to its place, and every character of it to its column."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.catalog import nodes
from msgpedia.catalog.places import Places, place_of
from msgpedia.diagnostics import Span


def places(text: str) -> Places:
    root, _ = nodes.parse(text, "x")
    return Places("x", text=json.dumps(place_of(root, text)))


def test_values_keys_and_items_have_spans() -> None:
    found = places("a: {b: 'text'}\nc:\n  - one\n  - two\n")
    assert found.span(("a", "b")) == Span("x", 1, 8, 1, 14)
    assert found.key(("a", "b")) == Span("x", 1, 5, 1, 6)
    assert found.span(("a",)) == Span("x", 1, 4, 1, 15)
    assert found.span(("c", 1)) == Span("x", 4, 5, 4, 8)
    assert found.key(("c",)) == Span("x", 2, 1, 2, 2)


def test_what_is_missing_leads_to_what_is_around_it() -> None:
    found = places("a:\n  b: c\n")
    assert found.span(("a", "gone", 3)) == found.span(("a",))
    assert found.span(("nowhere",)) == found.span(())


@pytest.mark.parametrize(
    ("text", "start", "end", "expected"),
    [
        ("a: plain text", 6, 10, (1, 10, 1, 14)),
        ("a: 'quoted'", 0, 3, (1, 5, 1, 8)),
        ("a: 'it''s'", 3, 4, (1, 9, 1, 10)),
        ('a: "x\\ty"', 2, 3, (1, 8, 1, 9)),
        ('a: "\\u65e5z"', 1, 2, (1, 11, 1, 12)),
        ("a: |\n  first\n\n  third\n", 7, 9, (4, 3, 4, 5)),
        ("a: |\n  first\n    more\n", 8, 12, (3, 5, 3, 9)),
        ("a: >\n  folded\n  text\n", 8, 9, (1, 4, 1, 5)),
        ("a: spread\n  over lines", 8, 9, (1, 4, 2, 13)),
    ],
)
def test_characters_inside_of_a_text(text: str, start: int, end: int, expected: tuple[int, int, int, int]) -> None:
    assert places(text).inside(("a",), start, end) == Span("x", *expected)


CHARACTERS = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp", "Cf", "Cn"])


@given(st.text(CHARACTERS, min_size=1), st.data())
def test_a_quoted_text_gives_the_column_of_each_character(value: str, data: st.DataObject) -> None:
    spelled = value.replace("'", "''")
    text = f"key: '{spelled}'"
    number = data.draw(st.integers(0, len(value) - 1))
    span = places(text).inside(("key",), number, number + 1)
    assert text[span.column - 1] == value[number]

"""Values as YAML, read again by YAML libraries of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from msgpedia.catalog.plain_scalars import misread
from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.catalog.writing import Edit, edited, scalar

ALPHABET = st.one_of(
    st.sampled_from(" :#-?,[]{}&*!|>'\"%@`~\\\n\t=.0123456789ax物。"),
    st.characters(codec="utf-8").filter(lambda char: char != "\r"),
)
TEXTS = st.text(ALPHABET, max_size=40)


def read(text: str) -> object:
    return YAML(typ="safe", pure=True).load(text)


@given(TEXTS, st.booleans())
def test_a_value_is_read_as_what_it_was(text: str, quoted: bool) -> None:
    assert read(f"key: {scalar(text, quoted=quoted)}\nnext: x\n") == {"key": text, "next": "x"}


@given(TEXTS, TEXTS)
def test_values_in_flow_are_read_as_what_they_were(first: str, second: str) -> None:
    written = f"[{{a: {scalar(first, flow=True)}, b: {scalar(second, flow=True)}}}, {scalar(second, flow=True)}]\n"
    assert read(written) == [{"a": first, "b": second}, second]


@given(TEXTS.filter(lambda text: not FORBIDDEN.search(text)))
def test_a_block_is_read_as_what_it_was(text: str) -> None:
    assert read(f"key:\n  en: {scalar(text, indent=4, block=True)}\nnext: x\n") == {"key": {"en": text}, "next": "x"}


@given(TEXTS)
def test_what_no_text_needs_is_never_written_raw(text: str) -> None:
    assert not FORBIDDEN.search(scalar(text, block=True))


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("A plain text", "A plain text"),
        ("no", "'no'"),
        ("6.10", "'6.10'"),
        ("", "''"),
        ("%s: failed", "'%s: failed'"),
        ("it's so", "it's so"),
        ("'quoted'", "\"'quoted'\""),
        ('it\'s: "so"', "'it''s: \"so\"'"),
        ("two\nlines", '"two\\nlines"'),
        ("a, b", "a, b"),
    ],
)
def test_a_value_is_as_plain_as_can_be(text: str, written: str) -> None:
    assert scalar(text) == written


def test_inside_of_brackets_more_is_quoted() -> None:
    assert scalar("a, b", flow=True) == "'a, b'"
    assert scalar("kworker/u8:2", flow=True) == "'kworker/u8:2'"


def test_what_has_quotes_in_any_case() -> None:
    assert scalar("plain", quoted=True) == "'plain'"
    assert scalar("it's", quoted=True) == '"it\'s"'


@given(TEXTS.filter(lambda text: "\n" not in text))
def test_plain_values_are_texts_to_all_readers(text: str) -> None:
    if scalar(text) == text:
        assert not misread(text)


def test_edits_are_made_all_at_once() -> None:
    assert edited("one two three", [Edit(8, 13, "3"), Edit(0, 3, "1"), Edit(13, 13, "!")]) == "1 two 3!"
    assert edited("same", []) == "same"


@pytest.mark.parametrize("edits", [[Edit(0, 3, "x"), Edit(2, 4, "y")], [Edit(3, 9, "x")], [Edit(2, 1, "x")]])
def test_edits_that_overlap_are_refused(edits: list[Edit]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        edited("12345", edits)

"""Lines fit, lose nothing, and break where Japanese and English may break."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.lookup.characters import columns
from msgpedia.lookup.wrapping import wrap

WORDS = st.text(alphabet="abc.,()-/", min_size=1, max_size=8)
JAPANESE = st.text(alphabet="漢字かなカナー、。「」（）っゃ", min_size=1, max_size=30)
TEXTS = st.lists(st.one_of(WORDS, JAPANESE), max_size=12).map(" ".join)
SPANS = st.lists(st.tuples(st.sampled_from(["", "code", "strong"]), TEXTS), max_size=6)


def lines(text: str, width: int) -> list[str]:
    return ["".join(part for _, part in line) for line in wrap([("", text)], width)]


@given(SPANS, st.integers(20, 60))
def test_no_line_is_wider_than_asked_for(spans: list[tuple[str, str]], width: int) -> None:
    for line in wrap([(style, text) for style, text in spans if style != "code"], width):
        text = "".join(part for _, part in line)
        assert columns(text) <= width or " " not in text  # a word that is too long stays whole


@given(SPANS, st.integers(20, 60))
def test_nothing_is_lost_and_styles_stay(spans: list[tuple[str, str]], width: int) -> None:
    before = [(style, char) for style, text in spans for char in text if char != " "]
    after = [(style, char) for line in wrap(spans, width) for style, text in line for char in text if char != " "]
    assert after == before


LONG_RUN = re.compile("[、。」）ーっゃ「（]{5}")  # marks in a row that could fill a narrow line


@given(
    JAPANESE.map(lambda text: text.strip("、。」）ーっゃ「（")).filter(lambda text: LONG_RUN.search(text) is None),
    st.integers(20, 40),
)
def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: int) -> None:
    found = lines(text * 3, width)
    for line in found[1:]:
        assert line[0] not in "、。」）ーっゃ"
    for line in found[:-1]:
        assert line[-1] not in "「（"


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("one two three", 8, ["one two", "three"]),
        ("ページを確保できなかった。", 12, ["ページを確保", "できなかっ", "た。"]),
        ("あいうえお。", 10, ["あいうえ", "お。"]),
        ("大きさは order です", 14, ["大きさは order", "です"]),
        ("/a/very/long/path/that/stays x", 10, ["/a/very/long/path/that/stays", "x"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_break(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_a_closing_mark_stays_with_the_code_before_it() -> None:
    found = wrap([("", "設定は"), ("code", "vm.swappiness"), ("", "。次へ")], 19)
    assert ["".join(text for _, text in line) for line in found] == ["設定は", "vm.swappiness。次へ"]


def test_short_code_stays_on_one_line() -> None:
    found = wrap([("", "the output of"), ("", " "), ("code", "uname -r"), ("", " tells")], 20)
    assert ["".join(text for _, text in line) for line in found] == ["the output of", "uname -r tells"]


def test_control_characters_are_escaped_before_they_are_measured() -> None:
    assert lines("a\x1b[31mb", 20) == [r"a\x1b[31mb"]

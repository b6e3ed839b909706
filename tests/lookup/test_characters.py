"""What a terminal might obey never reaches it, and columns are counted as a terminal counts them."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.lookup.characters import clean, clean_format, clean_line, columns, fit


def test_no_control_character_of_unicode_is_left() -> None:
    left = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") or unicodedata.bidirectional(char) in BIDI
        if char in clean(f"a{char}b")
    ]
    assert left == []


BIDI = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mred", r"\x1b[31mred"),
        ("\x9b31m", r"\x9b31m"),
        ("a\u202eb", r"a\u202eb"),
        ("\x7f", r"\x7f"),
        ("one\ntwo\r", r"one\x0atwo\x0d"),
        ("a\tb", "a b"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\U000e0041", r"\U000e0041"),
        ("\x00\x00", r"\x00\x00"),
        ("\x00" * 512 + "end", r"\x00×512end"),
        ("物理ページ　と é と 👍🏽", "物理ページ　と é と 👍🏽"),
    ],
)
def test_escapes_are_visible_and_text_stays(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean(clean(text)) == clean(text)


def test_a_log_line_keeps_its_tab_stops() -> None:
    assert clean_line("ab\tc\x07") == "ab      c\\x07"


def test_a_format_string_shows_line_ends_as_its_source_spells_them() -> None:
    assert clean_format("one\n\ttwo %s\n") == "one\\n\\ttwo %s\\n"


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Zl", "Zp", "Cn", "Co"])))
def test_columns_are_those_of_the_unicode_table(text: str) -> None:
    wide = sum(unicodedata.east_asian_width(char) in "WF" and unicodedata.category(char) != "Mn" for char in text)
    none = sum(unicodedata.category(char) in ("Mn", "Me") for char in text)
    assert columns(text) == len(text) + wide - none


@given(st.text(alphabet="ab 漢字、é\u0301"), st.integers(1, 30))
def test_a_cut_text_fits_and_shows_the_cut(text: str, width: int) -> None:
    cut = fit(text, width)
    assert columns(cut) <= width
    assert cut == text or cut.endswith("…")

"""Badges, tables and running text at the widths of real terminals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup.characters import columns
from msgpedia.lookup.terminal import Screen

ROWS: list[tuple[str, str | None, list[tuple[str, str]]]] = [
    ("order", "0", [("", "Size asked for, as a power of two of contiguous pages")]),
    ("function", "refcount_warn_saturate+0xae/0xf0", [("", "警告を出した関数。モジュールの関数なら、その名前も出る")]),
]


def test_names_values_and_meanings_are_aligned() -> None:
    assert Screen(60, False).table(ROWS, "  ") == [
        "  order     0  Size asked for, as a power of two of",
        "               contiguous pages",
        "  function  refcount_warn_saturate+0xae/0xf0",
        "               警告を出した関数。モジュールの関数なら、その",
        "               名前も出る",
    ]


def test_a_narrow_terminal_gets_meanings_below_their_values() -> None:
    assert Screen(40, False).table(ROWS, "  ") == [
        "  order: 0",
        "    Size asked for, as a power of two of",
        "    contiguous pages",
        "  function:",
        "    refcount_warn_saturate+0xae/0xf0",
        "    警告を出した関数。モジュールの関数な",
        "    ら、その名前も出る",
    ]


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="abc_", min_size=1, max_size=14),
            st.text(alphabet="0123 abc漢", min_size=1, max_size=40),
            st.text(alphabet="ab 漢字、。", max_size=80),
        ),
        min_size=1,
        max_size=5,
    ),
    st.sampled_from([40, 80, 120]),
)
def test_tables_fit(rows: list[tuple[str, str, str]], width: int) -> None:
    lines = Screen(width, False).table([(name, value, [("", meaning)]) for name, value, meaning in rows], "    ")
    for line in lines:
        assert columns(line) <= width or max(map(len, line.split())) > 20
    text = "".join("".join(lines).split())
    for name, value, _ in rows:
        assert name in text
        assert "".join(value.split()) in text


@pytest.mark.parametrize("severity", SEVERITIES)
def test_severity_is_told_by_a_word_and_colour_only_adds_to_it(severity: str) -> None:
    assert Screen(80, False).badge(severity, severity.upper()) == f"[{severity.upper()}]"
    colored = Screen(80, True).badge(severity, severity.upper())
    assert colored.startswith("\x1b[")
    assert colored.endswith(f" {severity.upper()} \x1b[0m")


def test_a_title_is_set_behind_its_badge_and_below_it_where_that_is_too_narrow() -> None:
    title = "A CPU stayed in the kernel for a long time"
    assert Screen(40, False).titled("emerg", "EMERGENCY", title) == [
        "[EMERGENCY] A CPU stayed in the kernel",
        "            for a long time",
    ]
    assert Screen(24, False).titled("emerg", "EMERGENCY", title) == [
        "[EMERGENCY]",
        "  A CPU stayed in the",
        "  kernel for a long time",
    ]


def test_very_wide_terminals_do_not_make_very_long_lines() -> None:
    assert max(map(columns, Screen(300, False).flow([("", "word " * 100)]))) <= 100

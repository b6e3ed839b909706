"""The grammar of C's format strings, and where its errors point."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.formats import Conversion, FormatError, Literal, hole, parse
from msgpedia.formats.model import STAR


def conversion(text: str) -> Conversion:
    (found,) = parse("printf", text).conversions
    return found


def test_literals_and_conversions_stand_in_the_order_of_the_text() -> None:
    template = parse("printf", "%s: %d of 100%% done")
    assert template.parts == (
        Conversion("%s", 0, 2, "s"),
        Literal(": ", ": "),
        Conversion("%d", 4, 6, "d"),
        Literal(" of 100% done", " of 100%% done"),
    )
    assert [part.source for part in template.conversions] == ["%s", "%d"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%-+ #0'Id", Conversion("%-+ #0'Id", 0, 9, "d", flags="-+ #0'I")),
        ("%08.3Lf", Conversion("%08.3Lf", 0, 7, "f", flags="0", width=8, precision=3, length="L")),
        ("%*.*s", Conversion("%*.*s", 0, 5, "s", width=STAR, precision=STAR)),
        ("%.s", Conversion("%.s", 0, 3, "s", precision=0)),
        ("%hhx", Conversion("%hhx", 0, 4, "x", length="hh")),
        ("%llu", Conversion("%llu", 0, 4, "u", length="ll")),
        ("%w32d", Conversion("%w32d", 0, 5, "d", length="w32")),
        ("%wf16x", Conversion("%wf16x", 0, 6, "x", length="wf16")),
        ("%2$s", Conversion("%2$s", 0, 4, "s", argument=2)),
        ("%1$*3$.*2$lld", Conversion("%1$*3$.*2$lld", 0, 13, "d", width=STAR, precision=STAR, length="ll", argument=1)),
        ("%5.m", Conversion("%5.m", 0, 4, "m", width=5, precision=0)),
    ],
)
def test_the_parts_of_a_conversion(text: str, expected: Conversion) -> None:
    assert conversion(text) == expected


def test_what_prints_nothing_leaves_nothing() -> None:
    assert parse("printf", "").parts == ()
    assert parse("printf", "a%nb").parts == (Literal("ab", "a%nb"),)


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("100%", 3, 4, "ends inside"),
        ("size %5.", 5, 8, "ends inside"),
        ("%ll", 0, 3, "ends inside"),
        ("%y", 0, 2, "'%y' is not a conversion"),
        ("état: %5k!", 6, 9, "'%5k' is not a conversion"),
        ("%d %-%s %!", 8, 10, "'%!' is not a conversion"),
        ("%1$", 0, 3, "ends inside"),
    ],
)
def test_errors_point_at_the_conversion(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)) as error:
        parse("printf", text)
    assert (error.value.start, error.value.end) == (start, end)
    assert "%%" in error.value.hint


@pytest.mark.parametrize(
    ("text", "printed", "others"),
    [
        ("%5d", ["   42", "  -42", "12345678"], ["42", "42   ", "    42", " 12345678"]),
        ("%-5d", ["42   ", "-42  "], ["   42", "42"]),
        ("%05d", ["00042", "-0042", "123456"], ["   42", "000042"]),
        ("%.3d", ["042", "-042", "1234"], ["42", "0042", "0"]),
        ("%.0d", ["", "7"], ["0", "-"]),
        ("%#x", ["0x2a", "0"], ["2a", "0x0", "0x02a"]),
        ("%#o", ["052", "0"], ["52", "00"]),
        ("%#.3o", ["052", "0777", "000"], ["52", "00777", "0052"]),
        ("%+d", ["+1", "-1", "+0"], ["1", "-0"]),
        ("%hhu", ["255"], ["-1", "1000"]),
        ("%u", ["4294967295"], ["42949672950"]),
        ("%lu", ["18446744073709551615"], ["184467440737095516150"]),
        ("%b", ["101"], ["102"]),
        ("%X", ["2A"], ["2a"]),
        ("%p", ["0x7ffd1234", "(nil)"], ["7ffd1234", "(null)"]),
        ("%.2f", ["3.14", "-0.00", "inf", "-nan"], ["3.1", "3", "INF"]),
        ("%8.2f", ["    3.14", "     inf"], ["3.14"]),
        ("%e", ["1.500000e+00", "1.500000e-300"], ["1.5e+00", "15.000000e+00"]),
        ("%g", ["0.0001", "1e-05", "100000", "1e+06", "nan"], ["1.", "1234567"]),
        ("%a", ["0x1.8p+0", "0x0p+0"], ["1.8p+0"]),
        ("%3c", ["  x"], ["x", "x  "]),
        ("%.3s", ["abc", ""], ["abcd"]),
    ],
)
def test_what_a_conversion_can_print(text: str, printed: list[str], others: list[str]) -> None:
    language = hole("printf", conversion(text)).language
    assert language is not None
    assert [each for each in printed if not re.fullmatch(language.pattern, each)] == []
    assert [each for each in others if re.fullmatch(language.pattern, each)] == []


@pytest.mark.parametrize("letter", "diouxXbBeEfFgGaAcCsSpm")
@pytest.mark.parametrize("size", ["999999999", "0999999999", ".999999999", "999999999.999999999", "*.999999999"])
def test_no_size_makes_a_pattern_large(letter: str, size: str) -> None:
    language = hole("printf", conversion(f"%{size}{letter}")).language
    assert language is None or len(language.pattern) < 1000


@given(st.text("%d5.*$s-#lhwfq ié!\n", max_size=12))
def test_a_parsed_format_is_spelled_by_its_parts(text: str) -> None:
    try:
        template = parse("printf", text)
    except FormatError as error:
        template, wrong = None, text[error.start : error.end]
    if template is None:
        assert wrong.startswith("%")
    else:
        assert "".join(part.source for part in template.parts) == text
        assert all(text[each.start : each.end] == each.source for each in template.conversions)

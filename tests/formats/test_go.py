"""The grammar of Go's format strings, where its errors point, and what the rules of package fmt print."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.planned import captures, conversion

from msgpedia.formats import Conversion, FormatError, hole, normalise, parse
from msgpedia.formats.model import STAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%+-# 0d", Conversion("%+-# 0d", 0, 7, "d", flags="+-# 0")),
        ("%9.2f", Conversion("%9.2f", 0, 5, "f", width=9, precision=2)),
        ("%9.f", Conversion("%9.f", 0, 4, "f", width=9, precision=0)),
        ("%[2]d", Conversion("%[2]d", 0, 5, "d", argument=2)),
        ("%[3]*.[2]*[1]f", Conversion("%[3]*.[2]*[1]f", 0, 14, "f", width=STAR, precision=STAR, argument=1)),
        ("%[1]*d", Conversion("%[1]*d", 0, 6, "d", width=STAR)),
        ("%6.[2]*f", Conversion("%6.[2]*f", 0, 8, "f", width=6, precision=STAR)),
        ("%#[1]x", Conversion("%#[1]x", 0, 6, "x", flags="#", argument=1)),
        ("%6[1]d", Conversion("%6[1]d", 0, 6, "d", width=6, argument=1)),
    ],
)
def test_the_parts_of_a_conversion(text: str, expected: Conversion) -> None:
    assert conversion("go", text) == expected


@pytest.mark.parametrize("text", ["100%%", "100%5%", "100%-.3%"])
def test_a_percent_sign_takes_no_argument(text: str) -> None:
    assert captures("go", text, "100%") == []
    assert "".join(part.source for part in parse("go", text).parts) == text


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("100%", 3, 4, "ends inside"),
        ("%[1]", 0, 4, "ends inside"),
        ("é %[x]d", 2, 5, "'%[x' has no number of an argument in its brackets"),
        ("%[0]d", 0, 4, "has no number of an argument"),
        ("%[3]2d", 0, 5, "'%[3]2' has the number of an argument before a width or precision"),
        ("%[3].2d", 0, 5, "before a width or precision"),
        ("%.[2]3d", 0, 6, "before a width or precision"),
        ("%ld", 0, 2, "'%l' is not a conversion of Go's fmt"),
        ("%!", 0, 2, "'%!' is not a conversion of Go's fmt"),
        ("%i", 0, 2, "'%i' is not a conversion of Go's fmt"),
    ],
)
def test_errors_point_at_the_conversion(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)) as error:
        parse("go", text)
    assert (error.value.start, error.value.end) == (start, end)
    assert error.value.hint


# What https://pkg.go.dev/fmt says of each verb and flag: a conversion and texts that Go prints for it.
PRINTED = [
    ("%v", ["{1 a}", "[1 2]", "map[a:1 b:2]", "&{1}", "<nil>", "", "1e+06"]),
    ("%+v", ["{Name:a Size:1}"]),
    ("%#v", ['[]string{"a"}', "struct { N int }{N:1}"]),
    ("%T", ["*errors.errorString", "map[string]int"]),
    ("%w", ["open /x: no such file"]),
    ("%t", ["true", "false"]),
    ("%d", ["0", "-1", "18446744073709551615", "115792089237316195423570985008687907853"]),
    ("%+d", ["+1", "-1", "+0"]),
    ("%b", ["101", "-101"]),
    ("%#b", ["0b101", "-0b101", "0b0"]),
    ("%o", ["17"]),
    ("%#o", ["017", "-017", "0"]),
    ("%O", ["0o17", "-0o17", "0o0"]),
    ("%x", ["ff", "-ff", "68656c6c6f", "", "0" * 1024]),
    ("%X", ["FF", "-FF"]),
    ("%#x", ["0xff", "-0xff", "0x68656c6c6f"]),
    ("% x", ["68 65 6c", " ff", "-ff", "68"]),
    ("%# x", ["0x68 0x65"]),
    ("% X", ["DE AD BE EF"]),
    ("%c", ["x", "日", "�"]),
    ("%q", ["'x'", '"a b"', '"\\u65e5"', '["a" "b"]', 'map["a":"b"]']),
    ("%#q", ["`a b`"]),
    ("%U", ["U+0078", "U+1F600", "U+FFFFFFFFFFFFFFFF"]),
    ("%#U", ["U+0078 'x'", "U+0007"]),
    ("%e", ["1.234560e+03", "-1.000000e-300", "+Inf", "-Inf", "NaN"]),
    ("%E", ["1.234560E+03", "+Inf"]),
    ("%f", ["123.456000", "-0.000000", "+Inf"]),
    ("%F", ["123.456000", "NaN"]),
    ("%.2f", ["3.14"]),
    ("%+.1f", ["+3.1", "+NaN", "+Inf"]),
    ("% .1f", [" 3.1", "-3.1", " Inf", " NaN"]),
    ("%g", ["0.1", "1e+06", "1e-07", "1.7976931348623157e+308"]),
    ("%#g", ["1.00000"]),
    ("%.3g", ["12.3", "1.23e+08"]),
    ("%G", ["1E+06"]),
    ("%s", ["text", "", "[a b]"]),
    ("%.3s", ["日本語", "ab"]),
    ("%p", ["0xc000012345", "0x0"]),
    ("%#p", ["c000012345"]),
    ("%.0d", ["", "7"]),
    ("%.3d", ["007", "-007", "1234"]),
    ("%06d", ["000012", "-00012"]),
    ("%#06x", ["0x0000ff"]),  # where the width does not count the prefix: for numbers
]
REFUSED = [
    ("%d", ["", "1.5", "+1", "0x1", "[1 2]"]),
    ("%t", ["True", "1"]),
    ("%x", ["xyz", "0x1f"]),
    ("% x", ["68 6"]),
    ("%O", ["17"]),
    ("%U", ["U+78", "78"]),
    ("%.2f", ["3.1", "inf", "nan"]),
    ("%e", ["1e3"]),
    ("%c", ["", "ab"]),
    ("%.3s", ["日本語x"]),
    ("%p", ["c000"]),
    ("%06d", ["12"]),
]


@pytest.mark.parametrize(("text", "value"), [(text, value) for text, values in PRINTED for value in values])
def test_what_a_verb_prints_is_captured(text: str, value: str) -> None:
    assert captures("go", f"<{text}>", f"<{value}>") == [value]


@pytest.mark.parametrize(("text", "value"), [(text, value) for text, values in REFUSED for value in values])
def test_what_a_verb_never_prints_is_not_matched(text: str, value: str) -> None:
    assert captures("go", f"<{text}>", f"<{value}>") is None


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("%6d|", "    42|", "42"),
        ("%-6d|", "42    |", "42"),
        ("%6t|", "  true|", "true"),
        ("%-6s|", "ab    |", "ab"),
        ("%6v|", "    ab|", "ab"),
        ("%6.2f|", "  3.14|", "3.14"),
        ("%08.3f|", "-003.142|", "-003.142"),
        ("%6x|", "    ff|", "ff"),
        ("%4x|", "    |", ""),
        ("%*d|", "    42|", "42"),
        ("%4.2s|", "  日本|", "日本"),
        ("%10U|", "    U+0078|", "U+0078"),
        ("%05s|", "000ab|", "000ab"),
        ("%6q|", '  "ab"|', '"ab"'),
    ],
)
def test_blanks_of_a_width_are_no_part_of_a_capture(text: str, line: str, value: str) -> None:
    assert captures("go", text, line) == [value]


def test_arguments_may_be_used_again() -> None:
    assert captures("go", "%d %d %#[1]x %#x", "16 17 0x10 0x11") == ["16", "17", "0x10", "0x11"]


@pytest.mark.parametrize("text", ["%v", "%q", "%w", "%T", "%s", "%+v", "%#v", "%.3v"])
def test_what_prints_anything_is_wild(text: str) -> None:
    assert hole("go", conversion("go", text)).wild


def test_the_message_id_keeps_sizes() -> None:
    assert normalise(parse("go", " %5[1]d  of\t%-8v\n")) == "%5[1]d of %-8v"


@given(st.text("%d5.*[]1vs-#x0 é!\n", max_size=12))
def test_a_parsed_format_is_spelled_by_its_parts(text: str) -> None:
    try:
        template = parse("go", text)
    except FormatError as error:
        wrong = text[error.start : error.end]
    else:
        assert "".join(part.source for part in template.parts) == text
        assert all(text[each.start : each.end] == each.source for each in template.conversions)
        return
    assert wrong.startswith("%")

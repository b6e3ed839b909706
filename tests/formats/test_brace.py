"""The grammar of format strings with braces, where its errors point, and what fields can print."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.planned import captures, conversion

from msgpedia.formats import Conversion, FormatError, Literal, brace_spec, hole, normalise, parse
from msgpedia.formats.brace_spec import Spec
from msgpedia.formats.model import STAR


def test_literals_and_fields_stand_in_the_order_of_the_text() -> None:
    template = parse("brace", "{{{user!r:>8}}}: {} of {0.size[a}b]:,d}")
    assert template.parts == (
        Literal("{", "{{"),
        Conversion("{user!r:>8}", 2, 13, "r", extension=">8", name="user"),
        Literal("}: ", "}}: "),
        Conversion("{}", 17, 19, ""),
        Literal(" of ", " of "),
        Conversion("{0.size[a}b]:,d}", 23, 39, "", extension=",d", name="0.size[a}b]"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{:{width}.{}f}", Conversion("{:{width}.{}f}", 0, 14, "", extension="{width}.{}f")),
        ("{0,-10:X}", Conversion("{0,-10:X}", 0, 9, "", flags="-", width=10, extension="X", name="0")),
        ("{0,5}", Conversion("{0,5}", 0, 5, "", width=5, name="0")),
        ("{a, b}", Conversion("{a, b}", 0, 6, "", name="a, b")),
        ("{x = }", Conversion("{x = }", 0, 6, "", name="x = ")),
        ("{:%Y-%m-%d %H:%M}", Conversion("{:%Y-%m-%d %H:%M}", 0, 17, "", extension="%Y-%m-%d %H:%M")),
        ("{!s}", Conversion("{!s}", 0, 4, "s")),
    ],
)
def test_the_parts_of_a_field(text: str, expected: Conversion) -> None:
    assert conversion("brace", text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Spec()),
        ("é<+#012_.3f", Spec("é", "<", "+", True, True, 12, "_", 3, "f")),
        ("<<5", Spec("<", "<", width=5)),
        ("^5", Spec("", "^", width=5)),
        ("z.1f", Spec(precision=1, letter="f")),
        ("{}.{p}", Spec(width=STAR, precision=STAR)),
        ("0$", Spec(width=STAR)),
        ("0width$.prec$", Spec(zero=True, width=STAR, precision=STAR)),
        (".*", Spec(precision=STAR)),
        ("#?", Spec(alternate=True, letter="?")),
        ("#06x?", Spec(alternate=True, zero=True, width=6, letter="x?")),
        ("%", Spec(letter="%")),
    ],
)
def test_the_parts_of_a_specification(text: str, expected: Spec) -> None:
    assert brace_spec.parse(text) == expected


@pytest.mark.parametrize("text", ["%Y-%m-%d", "yyyy-MM-dd", "D5", "N2", "{}{}", "5 ", "dd", ".", "-"])
def test_other_specifications_print_any_text(text: str) -> None:
    assert brace_spec.parse(text) is None or text in (".", "-")
    assert hole("brace", conversion("brace", f"{{:{text}}}")).wild


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("size {", 5, 6, "a field is not closed"),
        ("é {name", 2, 7, "a field is not closed"),
        ("{0!x}", 0, 4, "'{0!x' is not a conversion of Python's"),
        ("{} {a!}", 3, 7, "'{a!}' is not a conversion of Python's"),
        ("{0} } ", 4, 5, "a } that closes nothing"),
        ("{a{b}}", 0, 2, "a field has a { where it should end"),
        ("{:{:{}}}", 0, 5, "fields lie more than one deep in each other"),
        ("{:{", 0, 3, "a field is not closed"),
    ],
)
def test_errors_point_at_the_field(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)) as error:
        parse("brace", text)
    assert (error.value.start, error.value.end) == (start, end)
    assert error.value.hint


@pytest.mark.parametrize(
    ("text", "line", "values"),
    [
        ("Task{id={}, state={}}", "Task{id=7, state=up}", ["7", "up"]),
        ("A{b=B{c={}}}", "A{b=B{c=1}}", ["1"]),
        ("end } of {}", "end } of x", ["x"]),
        ("{ {} }", "{ x }", ["x"]),
        ("{ {0} {}", "{ {0} x", ["x"]),
        (r"{ \{} {}", "{ {} x", ["x"]),
        (r"{ \\{}", "{ \\x", ["x"]),
    ],
)
def test_braces_that_do_not_fit_are_text_in_slf4j(text: str, line: str, values: list[str]) -> None:
    assert captures("brace", text, line) == values


@pytest.mark.parametrize(
    ("text", "value", "other"),
    [
        ("{:d}", "-42", "4.2"),
        ("{:,}", "1,234,567", "x"),
        ("{:,}", "1,234.5", "1;234"),
        ("{:,d}", "-1,234", "1 234"),
        ("{:_x}", "ab_cdef", "ab,cdef"),
        ("{:#x}", "-0xff", "ff"),
        ("{:#X}", "0XFF", "FF"),
        ("{:#X}", "0xFF", "0xff"),  # Rust's prefix
        ("{:#010b}", "0b00000101", "0b101"),
        ("{:b}", "1" * 128, "12"),
        ("{:#o}", "0o17", "017"),
        ("{:.1%}", "12.5%", "12.5"),
        ("{:%}", "50%", "x%"),  # of decimal
        ("{:.2f}", "-0.50", "0.5"),
        ("{:f}", "1.5", "1.5e3"),
        ("{:F}", "INF", "inf"),
        ("{:e}", "1.500000e+00", "1.5"),
        ("{:e}", "1.5e0", "15e0"),  # Rust's
        ("{:g}", "1e-05", "1E-05"),
        ("{:n}", "1.234.567", "x"),
        ("{:c}", "日", "日本"),
        ("{:.3s}", "日本語", "日本語x"),
        ("{!r:.2}", "'a", "'ab"),
        ("{:p}", "0x7ffd1234", "7ffd"),
        ("{:010,}", "00,001,234", "1;234"),
        ("{:08,}", "0,001,234", "1;234"),
    ],
)
def test_what_a_field_can_print(text: str, value: str, other: str) -> None:
    assert captures("brace", f"<{text}>", f"<{value}>") == [value]
    assert captures("brace", f"<{text}>", f"<{other}>") is None


@pytest.mark.parametrize(
    ("text", "line", "value"),
    [
        ("{:>6}|", "    ab|", "ab"),
        ("{:<6}|", "ab    |", "ab"),
        ("{:^6}|", "  ab  |", "ab"),
        ("{:6}|", "    42|", "42"),
        ("{:6}|", "ab    |", "ab"),
        ("{:6d}|", "    42|", "42"),
        ("{:^6d}|", "  42  |", "42"),
        ("{:*^6d}|", "**42**|", "**42**"),
        ("{:0>6d}|", "000-42|", "000-42"),
        ("{:=+6d}|", "+   42|", "+   42"),
        ("{: d}|", " 42|", " 42"),
        ("{: 5d}|", "   42|", " 42"),
        ("{:{}}|", "    ab|", "ab"),
        ("{:width$}|", "ab    |", "ab"),
        ("{:?}|", '"a b"|', '"a b"'),
        ("{:#?}|", "Some(1)|", "Some(1)"),
        ("{0,-6:X}|", "2A    |", "2A"),
        ("{0,6}|", "    ab|", "ab"),
    ],
)
def test_blanks_of_a_width_are_no_part_of_a_capture(text: str, line: str, value: str) -> None:
    assert captures("brace", text, line) == [value]


@pytest.mark.parametrize("text", ["{:6}|", "{:>6}|", "{!r:6}|", "{0,6}|"])
def test_a_width_is_the_least_length(text: str) -> None:
    assert captures("brace", text, "ab|") is None


def test_a_backslash_is_one_where_python_takes_the_format() -> None:
    assert captures("brace", r"C:\{}", r"C:\tmp") == ["tmp"]


def test_the_message_id_keeps_specifications() -> None:
    assert normalise(parse("brace", " {a:>5}  of {{{}\n")) == "{a:>5} of {{{}"


@given(st.text("{}!:r>5.d[]a,\\ \né", max_size=12))
def test_a_parsed_format_is_spelled_by_its_parts(text: str) -> None:
    try:
        template = parse("brace", text)
    except FormatError as error:
        wrong = text[error.start : error.end]
    else:
        assert "".join(part.source for part in template.parts) == text
        assert all(text[each.start : each.end] == each.source for each in template.conversions)
        return
    assert wrong.startswith(("{", "}"))


@given(st.text("{}!:rs>5.d[]a0x", max_size=10))
def test_what_python_can_print_is_a_format(text: str) -> None:
    try:
        text.format(1, 2, 3, a=4, r=5, s=6, d=7, x=8)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        return
    assert captures("brace", f"<{text}>", f"<{text.format(1, 2, 3, a=4, r=5, s=6, d=7, x=8)}>") is not None

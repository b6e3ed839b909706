"""The grammar of Python's `%` formatting, where its errors point, and where it differs from C's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.formats.planned import captures, conversion

from msgpedia.formats import Conversion, FormatError, Literal, message_id, normalise, parse
from msgpedia.formats.model import STAR


def test_literals_and_conversions_stand_in_the_order_of_the_text() -> None:
    template = parse("percent", "%(user)s: %d of 100%% done")
    assert template.parts == (
        Conversion("%(user)s", 0, 8, "s", name="user"),
        Literal(": ", ": "),
        Conversion("%d", 10, 12, "d"),
        Literal(" of 100% done", " of 100%% done"),
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%#0- +d", Conversion("%#0- +d", 0, 7, "d", flags="#0- +")),
        ("%-8.3f", Conversion("%-8.3f", 0, 6, "f", flags="-", width=8, precision=3)),
        ("%*.*s", Conversion("%*.*s", 0, 5, "s", width=STAR, precision=STAR)),
        ("%.s", Conversion("%.s", 0, 3, "s", precision=0)),
        ("%ld", Conversion("%ld", 0, 3, "d", length="l")),
        ("%(a b)5r", Conversion("%(a b)5r", 0, 8, "r", width=5, name="a b")),
        ("%(f(x))a", Conversion("%(f(x))a", 0, 8, "a", name="f(x)")),
        ("%()s", Conversion("%()s", 0, 4, "s")),
    ],
)
def test_the_parts_of_a_conversion(text: str, expected: Conversion) -> None:
    assert conversion("percent", text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("100%", 3, 4, "ends inside"),
        ("%(name)", 0, 7, "ends inside"),
        ("a %(name s", 2, 10, "the name of an argument is not closed"),
        ("%lld", 0, 3, "'%ll' is not a conversion of Python's %"),
        ("état: %5k!", 6, 9, "'%5k' is not a conversion"),
        ("%d %5%", 3, 6, "'%5%' is not a conversion"),
        ("%s%n", 2, 4, "'%n' is not a conversion"),
    ],
)
def test_errors_point_at_the_conversion(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)) as error:
        parse("percent", text)
    assert (error.value.start, error.value.end) == (start, end)
    assert error.value.hint


@pytest.mark.parametrize(
    ("text", "value", "other"),
    [
        ("%x", "-ff", "0xff"),
        ("%#x", "0x0", "0"),
        ("%#X", "-0XFF", "-0xff"),
        ("%#o", "0o17", "017"),
        ("%#08x", "-0x000ff", "-0x0000ff"),
        ("%08.3d", "-0000005", "    -005"),
        ("%.0d", "0", ""),
        ("%d", "340282366920938463463374607431768211455", "1.5"),
        ("%x", "f" * 128, "f" * 129),
        ("%u", "-1", "1e3"),
        ("%05f", "00inf", "  inf"),
        ("%f", "nan", "-nan1"),
        ("%F", "INF", "inf"),
        ("%e", "1.500000e+00", "1.5e0"),
        ("%c", "日", "日本"),
        ("%.3s", "日本語", "日本語x"),
        ("%.2r", "'a", "'ab'"),
    ],
)
def test_what_a_conversion_can_print(text: str, value: str, other: str) -> None:
    assert captures("percent", f"<{text}>", f"<{value}>") == [value]
    assert captures("percent", f"<{text}>", f"<{other}>") is None


def test_a_width_counts_code_points() -> None:
    assert captures("percent", "%4.2s|%-4.2s|%3c", "  日本|日本  |  日") == ["日本", "日本", "日"]


@pytest.mark.parametrize("sizes", ["5", "-5.3", "l", "*"])
def test_the_message_id_keeps_sizes_and_folds_white_space(sizes: str) -> None:
    template = parse("percent", f" took  %(time){sizes}d\tms\n")
    assert normalise(template) == f"took %(time){sizes}d ms"
    assert message_id("x", template) == message_id("x", parse("percent", f"took %(time){sizes}d ms"))
    assert message_id("x", template) != message_id("x", parse("percent", "took %(time)d ms"))


@given(st.text("%d5.*()s-#lhLrax ié!\n", max_size=12))
def test_a_parsed_format_is_spelled_by_its_parts(text: str) -> None:
    try:
        template = parse("percent", text)
    except FormatError as error:
        wrong = text[error.start : error.end]
    else:
        assert "".join(part.source for part in template.parts) == text
        assert all(text[each.start : each.end] == each.source for each in template.conversions)
        return
    assert wrong.startswith("%")

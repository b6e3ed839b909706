"""The grammar of the kernel's format strings, where its errors point, and how the kernel prints numbers."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.formats import Conversion, FormatError, Literal, hole, message_id, parse
from msgpedia.formats.model import STAR


def conversion(text: str) -> Conversion:
    (found,) = parse("printk", text).conversions
    return found


def accepts(text: str, printed: str) -> bool:
    found = hole("printk", conversion(text))
    return found.language is None or re.fullmatch(found.language.pattern, printed) is not None


def test_the_level_is_no_part_of_the_message() -> None:
    assert parse("printk", "\x014disk %s\n").parts == (
        Literal("disk ", "disk "),
        Conversion("%s", 7, 9, "s"),
        Literal("\n", "\n"),
    )
    assert parse("printk", "\x01c more").parts == (Literal(" more", " more"),)
    assert message_id("linux", parse("printk", "\x014disk %s")) == message_id("linux", parse("printk", "disk %s"))
    assert parse("printk", "\x01x").parts == (Literal("\x01x", "\x01x"),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%-+ #0d", Conversion("%-+ #0d", 0, 7, "d", flags="-+ #0")),
        ("%#010llx", Conversion("%#010llx", 0, 8, "x", flags="#0", width=10, length="ll")),
        ("%*.*s", Conversion("%*.*s", 0, 5, "s", width=STAR, precision=STAR)),
        ("%hhu", Conversion("%hhu", 0, 4, "u", length="hh")),
        ("%.s", Conversion("%.s", 0, 3, "s")),
        ("%zd", Conversion("%zd", 0, 3, "d", length="z")),
        ("%Zu", Conversion("%Zu", 0, 3, "u", length="Z")),
        ("%qd", Conversion("%qd", 0, 3, "d", length="q")),
        ("%pI4:", Conversion("%pI4", 0, 4, "p", extension="I4")),
        ("%*pbl", Conversion("%*pbl", 0, 5, "p", width=STAR, extension="bl")),
        ("%-15pI4 ", Conversion("%-15pI4", 0, 7, "p", flags="-", width=15, extension="I4")),
        ("%p4cc)", Conversion("%p4cc", 0, 5, "p", extension="4cc")),
        ("[%p]", Conversion("%p", 1, 3, "p")),
    ],
)
def test_the_parts_of_a_conversion(text: str, expected: Conversion) -> None:
    assert conversion(text) == expected


@pytest.mark.parametrize(
    ("text", "start", "end", "message"),
    [
        ("100%", 3, 4, "ends inside"),
        ("\x013at %l", 5, 7, "ends inside"),
        ("%f", 0, 2, "'%f' is not a conversion of the kernel's printk"),
        ("%d, %n", 4, 6, "'%n' is not a conversion"),
        ("%1$s", 0, 3, "'%1$' is not a conversion"),
        ("%'d", 0, 2, '"%\'" is not a conversion'),
    ],
)
def test_errors_point_at_the_conversion(text: str, start: int, end: int, message: str) -> None:
    with pytest.raises(FormatError, match=re.escape(message)) as error:
        parse("printk", text)
    assert (error.value.start, error.value.end) == (start, end)
    assert "%%" in error.value.hint


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("%#-12x", "0x1234abcd  "),
        ("%#12x", "  0x1234abcd"),
        ("%d", "0"),
        ("%03d", "001"),
        ("%3d", " 12"),
        ("%+d", "+123"),
        ("% d", " 1234"),
        ("%+d", "-123"),
        ("% d", "-1234"),
        ("%hhu", "255"),
        ("%hhd", "-128"),
        ("%ho", "2015"),
        ("%#ho", "0151225"),
        ("%.2d", "00"),
        ("%.1d", "0"),
        ("%.0d", "0"),
        ("%.*d", "0"),
        ("%1.0d", "0"),
        ("%#x", "0x0"),
        ("%#06x", "0x0000"),
        ("%#o", "0"),
        ("%#o", "00"),  # until 3.5
        ("%08.3d", "00000005"),
        ("%3s", "  2"),
        ("%.3s", "abc"),
        ("%-10.4s", "1234      "),
        ("%*s", "5  "),
        ("%4.*s", "    "),
        ("%c", "%"),
    ],
)
def test_what_the_kernel_prints_is_accepted(text: str, printed: str) -> None:
    assert accepts(text, printed)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("%d", ["", "+1", "01", "-0", "-"]),
        ("%03d", ["1", "0001", "  1"]),
        ("%3d", ["12", "12 ", "  12"]),
        ("%#x", ["0", "0x00", "0X1", "1"]),
        ("%x", ["0x1", "A", "123456789"]),
        ("%.0d", ["", "00"]),
        ("%hhu", ["1000", "-1"]),
        ("%+u", ["+1"]),
        ("%3c", ["x", "x  "]),
    ],
)
def test_what_the_kernel_cannot_print_is_rejected(text: str, others: list[str]) -> None:
    assert [each for each in others if accepts(text, each)] == []


def kernel_number(value: int, letter: str, flags: str, width: int, precision: int) -> str:
    """A number as the kernel prints it: the flag `0` also with a precision, the `0x` of `#` also for zero."""
    signed = letter in "di"
    sign = "-" if value < 0 else "+" if signed and "+" in flags else " " if signed and " " in flags else ""
    prefix = {"x": "0x", "X": "0X", "o": "0" if value else ""}.get(letter, "") if "#" in flags else ""
    digits = format(abs(value), {"i": "d", "u": "d"}.get(letter, letter)).rjust(precision, "0")
    head = sign + prefix
    if "-" in flags:
        return (head + digits).ljust(width)
    return head + digits.rjust(width - len(head), "0") if "0" in flags else (head + digits).rjust(width)


@given(
    st.sampled_from("diuoxX"),
    st.sampled_from([("hh", 8), ("h", 16), ("", 32), ("l", 64), ("ll", 64), ("z", 64), ("t", 64)]),
    st.text("-+ #0", max_size=3),
    st.integers(0, 30),
    st.none() | st.integers(0, 25),
    st.booleans(),
    st.data(),
)
@settings(max_examples=1500)
def test_every_number_of_the_kernel_is_accepted(
    letter: str, size: tuple[str, int], flags: str, width: int, precision: int | None, stars: bool, data: st.DataObject
) -> None:
    length, bits = size
    bounds = (-(2 ** (bits - 1)), 2 ** (bits - 1) - 1) if letter in "di" else (0, 2**bits - 1)
    value = data.draw(st.integers(*bounds) | st.sampled_from([*bounds, 0, 1]))
    columns = "*" if stars else str(width or "")
    figures = "" if precision is None else ".*" if stars else f".{precision}"
    printed = kernel_number(value, letter, flags, width, precision or 0)
    assert accepts(f"%{flags}{columns}{figures}{length}{letter}", printed)


@given(st.text("%d5.*pIbsl-#Zh \x014é!\n", max_size=12))
def test_a_parsed_format_is_spelled_by_its_parts(text: str) -> None:
    try:
        template = parse("printk", text)
    except FormatError as error:
        template, wrong = None, text[error.start : error.end]
    if template is None:
        assert wrong.startswith("%")
    else:
        level = re.match("\x01[0-7cd]", text)
        assert "".join(part.source for part in template.parts) == text[level.end() if level else 0 :]
        assert all(text[each.start : each.end] == each.source for each in template.conversions)

"""Every row of printf's table against the C library: its hole accepts what `snprintf` prints, and gives it trimmed."""

from __future__ import annotations

import ctypes
import math
import re

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from msgpedia.formats import Hole, hole, parse
from msgpedia.formats.printf_texts import BITS, ROWS

LIBC = ctypes.CDLL(None)
LIBC.snprintf.restype = ctypes.c_int
FLAGS = st.text("-+ #0'I", max_size=3)
WIDTHS = st.none() | st.integers(1, 40) | st.integers(1, 400)
PRECISIONS = st.none() | st.integers(0, 30)
LETTERS = "diouxXbBeEfFgGaAcsp"
EXTREME = [0, 1, -1, 9, 10, 127, 128, 255, 256, 32767, 32768, 65535, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**64 - 1]
INTEGERS = st.sampled_from([sign * number for number in EXTREME for sign in (1, -1)]) | st.integers(-(2**63), 2**64 - 1)
FLOATS = st.floats() | st.sampled_from([0.0, -0.0, 0.5, 9.5, 99.5, 1e5, 999999.5, 1e15, 1e-5, 1e100, 5e-324, math.pi])
STRINGS = st.none() | st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=12)


def rendered(format_string: str, *arguments: object) -> str:
    """What the C library prints, read as a log is: UTF-8 with U+FFFD for what is broken."""
    room = ctypes.create_string_buffer(12000)
    count = LIBC.snprintf(room, ctypes.c_size_t(len(room)), format_string.encode(), *arguments)
    assume(0 <= count < len(room))
    return room.raw[:count].decode("utf-8", "replace")


def trimmed(found: Hole, text: str) -> str:
    """A capture: the text less the blanks that width added; a blank that stands for a sign stays."""
    sign = " " if found.keep and text.startswith(" ") and text.lstrip(" ")[:1] != "-" else ""
    bare = text[len(sign) :]
    bare = bare.lstrip(" ") if "l" in found.trim else bare
    return sign + (bare.rstrip(" ") if "r" in found.trim else bare)


def accepts(found: Hole, text: str) -> bool:
    if found.language is None:
        return len(text.encode("utf-8", "replace")) >= found.width
    return re.fullmatch(found.language.pattern, text) is not None


@st.composite
def arguments(draw: st.DrawFn, letter: str, length: str) -> object:
    """A random argument of a conversion's C type."""
    if letter in "eEfFgGaA":
        value = draw(FLOATS)
        return ctypes.c_longdouble(value) if length == "L" else ctypes.c_double(value)
    if letter == "s":
        text = draw(STRINGS)
        return ctypes.c_char_p(None if text is None else text.encode())
    if letter == "c":
        return ctypes.c_int(draw(st.integers(1, 126)))
    if letter == "p":
        return ctypes.c_void_p(draw(INTEGERS))
    return ctypes.c_uint64(draw(INTEGERS) % 2**64)


@st.composite
def conversions(draw: st.DrawFn) -> tuple[str, str, list[object]]:
    """A conversion, the same without width, and its arguments; width and precision as numbers or as arguments."""
    letter = draw(st.sampled_from(LETTERS))
    lengths = [*BITS] if letter in "diouxXbB" else ["", "l", "L"] if letter in "eEfFgGaA" else [""]
    length = draw(st.sampled_from([each for each in lengths if each not in ("Z", "q") or letter in "diouxX"]))
    flags, width = draw(FLAGS), draw(WIDTHS)
    precision = draw(PRECISIONS) if letter not in "cp" else None
    before: list[object] = []
    columns = "" if width is None else str(width)
    if width is not None and draw(st.booleans()):
        columns = "*"
        before.append(ctypes.c_int(draw(st.sampled_from([1, -1])) * min(width, 250)))
    figures = "" if precision is None else f".{precision}"
    widthless: list[object] = []
    if precision is not None and draw(st.booleans()):
        figures = ".*"
        widthless = [ctypes.c_int(draw(st.sampled_from([1, 1, -1])) * precision)]
    value = draw(arguments(letter, length))
    bare = f"%{flags}{figures}{length}{letter}"
    return f"%{flags}{columns}{figures}{length}{letter}", bare, [*before, *widthless, value]


@given(conversions())
@settings(max_examples=2000)
def test_the_hole_of_a_conversion_accepts_what_the_c_library_prints(case: tuple[str, str, list[object]]) -> None:
    format_string, _, given_arguments = case
    (conversion,) = parse("printf", format_string).conversions
    assert accepts(hole("printf", conversion), rendered(format_string, *given_arguments))


def _has_zeros(format_string: str) -> bool:
    return "0" in re.match(r"%[-+ #0'I]*", format_string).group()  # type: ignore[union-attr]


@given(conversions())
@settings(max_examples=2000)
def test_a_capture_is_what_the_c_library_prints_without_width(case: tuple[str, str, list[object]]) -> None:
    format_string, bare, given_arguments = case
    (conversion,) = parse("printf", format_string).conversions
    found = hole("printf", conversion)
    if not conversion.left and _has_zeros(format_string) and conversion.letter not in "cs":
        return  # zeros that a width added stay
    if conversion.letter == "p" and " " in conversion.flags:
        return  # only the address has the sign, `(nil)` has none
    stars = "*" in format_string and len(given_arguments) > bare.count("*") + 1
    expected = rendered(bare, *given_arguments[1 if stars else 0 :])
    assume(expected == expected.strip(" ") or found.keep)
    assert trimmed(found, rendered(format_string, *given_arguments)) == expected


@given(INTEGERS, STRINGS, st.integers(-60, 60))
def test_numbered_arguments_print_as_others_do(number: int, text: str | None, width: int) -> None:
    values = (
        ctypes.c_uint64(number % 2**64),
        ctypes.c_char_p(None if text is None else text.encode()),
        ctypes.c_int(width),
    )
    first, second = parse("printf", "%2$s|%1$*3$lld").conversions
    assert (first.argument, second.argument) == (2, 1)
    line = rendered("%2$s|%1$*3$lld", *values)
    left, _, right = line.rpartition("|")
    assert accepts(hole("printf", first), left)
    assert accepts(hole("printf", second), right)


def test_every_row_that_the_c_library_prints_without_wide_characters_is_tried() -> None:
    assert set(ROWS) - set(LETTERS) == set("SCm")


@given(st.sampled_from([1, 2, 13, 22, 34, 95]), st.integers(1, 60), st.booleans())
def test_the_text_of_errno_is_accepted(number: int, width: int, left: bool) -> None:
    format_string = f"%{'-' if left else ''}{width}m"
    (conversion,) = parse("printf", format_string).conversions
    found = hole("printf", conversion)
    text = ctypes.CDLL(None).strerror
    text.restype = ctypes.c_char_p
    message = text(number).decode()
    printed = message.ljust(width) if left else message.rjust(width)
    assert accepts(found, printed)
    assert trimmed(found, printed) == message

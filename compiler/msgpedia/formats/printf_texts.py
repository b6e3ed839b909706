"""What each conversion of C's `printf` can print: one row a letter.

Source: C23 7.23.6.1, the GNU C library's manual and its behaviour in the C locale (a property test renders random
values with the C library and holds every row to them). Integer types are those of 64-bit Linux.
"""

from __future__ import annotations

from collections.abc import Callable

from msgpedia.formats.floats import DOUBLE_DIGITS, Float, starred
from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded, wild
from msgpedia.formats.language import ANY, chars, lit, seq
from msgpedia.formats.model import Conversion, Star
from msgpedia.formats.numbers import Integer, Shape, padded, signs

BITS = {"hh": 8, "h": 16, "": 32, "l": 64, "ll": 64, "q": 64, "L": 64, "j": 64, "z": 64, "Z": 64, "t": 64}
BASES = {"d": 10, "i": 10, "u": 10, "o": 8, "x": 16, "X": 16, "b": 2, "B": 2}
LONG_DOUBLE_DIGITS = 4933  # LDBL_MAX_10_EXP + 1 of x86


def hole(conversion: Conversion) -> Hole:
    """The hole that a conversion leaves."""
    return ROWS[conversion.letter](conversion)


def bits_of(length: str) -> int:
    """The size of the integer type that a length modifier names, in bits (`wf` types may be as large as 64)."""
    if length.startswith("w"):
        number = length.lstrip("wf")
        return int(number) if number.isdigit() and not length.startswith("wf") else 64
    return BITS[length]


def integer(conversion: Conversion, kernel: bool = False) -> Hole:
    """`%d %i %u %o %x %X %b %B`"""
    letter = conversion.letter
    number = Integer(BASES[letter], bits_of(conversion.length), letter in "di", letter in "XB", kernel)
    return number.hole(conversion.flags, conversion.width, conversion.precision)


def string(conversion: Conversion, units: int = 4) -> Hole:
    """`%s %S %m`: any text; with a precision at most that many bytes.

    `units` is how many of what width and precision count a character can be: of bytes four.
    """
    width, precision = conversion.fixed_width, conversion.precision
    star = isinstance(conversion.width, Star)
    trim = "" if conversion.width is None else "r" if conversion.left else "lr" if star else "l"
    if isinstance(precision, int) and star:
        return Hole(chars(ANY, 0, max(precision, STAR_WIDTH)), trim=trim)
    if isinstance(precision, int):
        text = chars(ANY, -(-min(width, precision) // units), precision)
        padding = max(0, width - precision)
        blanks = chars(" ", padding, padding)
        # Bytes tell a text that is longer than the width; where characters count and none can be, nothing need tell it.
        limit = width if units > 1 or precision > width else 0
        return Hole(seq(text, blanks) if conversion.left else seq(blanks, text), width=limit, trim=trim)
    return wild("", width, trim)


def character(conversion: Conversion) -> Hole:
    """`%c %C`: one character."""
    one = chars(ANY, 1, 1)
    blanks = conversion.fixed_width - 1
    if isinstance(conversion.width, Star) or blanks < 1:
        return loosely_padded(one, 0, conversion.left, conversion.width is not None and blanks != 0)
    least = max(0, blanks - 3) if conversion.length or conversion.letter == "C" else blanks
    padding = chars(" ", least, blanks)
    return Hole(seq(one, padding) if conversion.left else seq(padding, one), trim="r" if conversion.left else "l")


def pointer(conversion: Conversion) -> Hole:
    """`%p`: `0x…` in hexadecimal, or `(nil)`, which zeros never pad."""
    heads = tuple(sign + "0x" for sign in signs(conversion.flags) if sign != "-")
    shapes = [Shape(heads, "1-9a-f", "0-9a-f", 1, 16)]
    star = isinstance(conversion.width, Star)
    if "0" in conversion.flags and not conversion.left:
        shapes = starred(shapes) if star else list(shapes[0].zero_padded(conversion.fixed_width))
    nil = Shape(("",), "0", "0", 0, 0, lit("(nil)"))
    return padded([*shapes, nil], conversion.flags, conversion.fixed_width, star)


def number(conversion: Conversion) -> Float:
    """How C prints the floating-point number of a conversion."""
    upper, long = conversion.letter.isupper(), conversion.length == "L"
    return Float(
        upper,
        whole=LONG_DOUBLE_DIGITS if long else DOUBLE_DIGITS,
        exponent=4 if long else 3,
        names=("INF", "NAN") if upper else ("inf", "nan"),
        group="," if "'" in conversion.flags else "",
    )


def floating(print_: Callable[[Float, Conversion], Hole]) -> Callable[[Conversion], Hole]:
    """The row of a conversion that prints a floating-point number in some way."""
    return lambda conversion: print_(number(conversion), conversion)


ROWS: dict[str, Callable[[Conversion], Hole]] = {
    **dict.fromkeys("diouxXbB", integer),
    **dict.fromkeys("sSm", string),
    **dict.fromkeys("cC", character),
    "p": pointer,
    **dict.fromkeys("fF", floating(Float.fixed)),
    **dict.fromkeys("eE", floating(Float.exponential)),
    **dict.fromkeys("gG", floating(Float.shortest)),
    **dict.fromkeys("aA", floating(Float.hexadecimal)),
}

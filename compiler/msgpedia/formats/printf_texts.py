"""What each conversion of C's `printf` can print: one row a letter.

Source: C23 7.23.6.1, the GNU C library's manual and its behaviour in the C locale (a property test renders random
values with the C library and holds every row to them). Integer types are those of 64-bit Linux.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded, wild
from msgpedia.formats.language import ANY, Language, alt, chars, lit, opt, seq
from msgpedia.formats.model import Conversion, Size, Star
from msgpedia.formats.numbers import Integer, Shape, distinct, padded, signs

BITS = {"hh": 8, "h": 16, "": 32, "l": 64, "ll": 64, "q": 64, "L": 64, "j": 64, "z": 64, "Z": 64, "t": 64}
BASES = {"d": 10, "i": 10, "u": 10, "o": 8, "x": 16, "X": 16, "b": 2, "B": 2}
DOUBLE_DIGITS = 309  # DBL_MAX_10_EXP + 1
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


def string(conversion: Conversion) -> Hole:
    """`%s %S %m`: any text; with a precision at most that many bytes."""
    width, precision = conversion.fixed_width, conversion.precision
    star = isinstance(conversion.width, Star)
    trim = "" if conversion.width is None else "r" if conversion.left else "lr" if star else "l"
    if isinstance(precision, int) and star:
        return Hole(chars(ANY, 0, max(precision, STAR_WIDTH)), trim=trim)
    if isinstance(precision, int):
        # Width and precision count bytes, and a character has four at most.
        text = chars(ANY, -(-min(width, precision) // 4), precision)
        padding = max(0, width - precision)
        blanks = chars(" ", padding, padding)
        return Hole(seq(text, blanks) if conversion.left else seq(blanks, text), width=width, trim=trim)
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
    """`%p`: `0x…` in hexadecimal, or `(nil)`."""
    heads = tuple(sign + "0x" for sign in signs(conversion.flags) if sign != "-")
    address = Shape(heads, "1-9a-f", "0-9a-f", 1, 16)
    return _with_words([address], [Shape(("",), "0", "0", 0, 0, lit("(nil)"))], conversion)


def fixed_point(conversion: Conversion) -> Hole:
    """`%f %F`: digits, a point, as many digits as the precision says; or an infinity or not-a-number."""
    if isinstance(conversion.precision, Star):
        whole = chars("0-9", 1, max(_whole_digits(conversion), _most_zeros(conversion)))
        return _loose_float(seq(whole, _fraction(conversion, STAR_WIDTH)), conversion)
    heads, tail = signs(conversion.flags), _tail(conversion)
    most = _whole_digits(conversion)
    digits = "0-9,"[: 4 if "'" in conversion.flags else 3]
    most += (most - 1) // 3 if "'" in conversion.flags else 0
    shapes = [Shape(heads, "1-9", digits, 1, most, tail), Shape(heads, "0", "0", 1, 1, tail)]
    return _with_words(shapes, _signed_infinities(conversion), conversion)


def exponential(conversion: Conversion) -> Hole:
    """`%e %E`: one digit, a point, the precision's digits, an exponent of two digits or more."""
    if isinstance(conversion.precision, Star):
        whole = chars("0-9", 1, max(1, _most_zeros(conversion)))
        return _loose_float(seq(whole, _fraction(conversion, STAR_WIDTH), _exponent(conversion, 2, 4)), conversion)
    heads, tail = signs(conversion.flags), _tail(conversion)
    largest = 4 if conversion.length == "L" else 3
    shapes = [
        Shape(heads, "0-9", "0-9", 1, 1, seq(tail, _exponent(conversion, digits, digits)))
        for digits in range(largest, 1, -1)
    ]
    return _with_words(shapes, _signed_infinities(conversion), conversion)


def shortest(conversion: Conversion) -> Hole:
    """`%g %G`: like `%f` or `%e`, without zeros at the end."""
    precision = conversion.precision
    figures = STAR_WIDTH if isinstance(precision, Star) else 6 if precision is None else max(1, precision)
    whole = chars("0-9", 1, max(figures, _most_zeros(conversion)))
    return _loose_float(seq(whole, _fraction(conversion, figures + 3), opt(_exponent(conversion, 2, 4))), conversion)


def hexadecimal(conversion: Conversion) -> Hole:
    """`%a %A`: a hexadecimal significand and a binary exponent."""
    prefix, digits, mark = ("0X", "0-9A-F", "P") if conversion.letter == "A" else ("0x", "0-9a-f", "p")
    zeros = chars("0", 0, _most_zeros(conversion))
    size = STAR_WIDTH if isinstance(conversion.precision, Star) else 16
    fixed = isinstance(conversion.precision, int)
    fraction = _tail(conversion, digits) if fixed else _fraction(conversion, size, digits)
    exponent = seq(mark, chars("+\\-", 1, 1), chars("0-9", 1, 5))
    return _loose_float(seq(prefix, zeros, chars(digits, 1, 1), fraction, exponent), conversion)


def _whole_digits(conversion: Conversion) -> int:
    return LONG_DOUBLE_DIGITS if conversion.length == "L" else DOUBLE_DIGITS


def _infinities(conversion: Conversion) -> tuple[str, ...]:
    return ("INF", "NAN") if conversion.letter.isupper() else ("inf", "nan")


def _signed_infinities(conversion: Conversion) -> list[Shape]:
    heads = signs(conversion.flags)
    return [Shape(heads, "0", "0", 0, 0, lit(name)) for name in _infinities(conversion)]


def _most_zeros(conversion: Conversion) -> int:
    """How many digits the flag `0` can make of a number whose padding is not counted out."""
    if "0" not in conversion.flags or conversion.left:
        return 0
    return STAR_WIDTH if isinstance(conversion.width, Star) else conversion.fixed_width


def _tail(conversion: Conversion, body: str = "0-9") -> Language:
    """The point and the digits behind it, for a precision that the format string gives."""
    precision: Size = conversion.precision
    digits = precision if isinstance(precision, int) else 6
    if digits == 0:
        return lit("." if "#" in conversion.flags else "")
    return seq(".", chars(body, digits, digits))


def _fraction(conversion: Conversion, most: int, body: str = "0-9") -> Language:
    """Up to so many digits behind a point, which stands alone only under the flag `#`."""
    return opt(".", chars(body, 0 if "#" in conversion.flags else 1, most))


def _exponent(conversion: Conversion, least: int, most: int) -> Language:
    mark = "E" if conversion.letter.isupper() else "e"
    return seq(mark, chars("+\\-", 1, 1), chars("0-9", least, most))


def _with_words(shapes: list[Shape], words: list[Shape], conversion: Conversion) -> Hole:
    """Padded numbers, or one of some words, which zeros never pad."""
    star = isinstance(conversion.width, Star)
    if "0" in conversion.flags and not conversion.left:
        if star:
            shapes = [
                Shape(shape.heads, shape.rest, shape.rest, 1, max(shape.most, STAR_WIDTH), shape.tail)
                for shape in shapes
            ]
        else:
            shapes = [zeroed for shape in shapes for zeroed in shape.zero_padded(conversion.fixed_width)]
    return padded(distinct(shapes) + words, conversion.flags, conversion.fixed_width, star)


def _loose_float(number: Language, conversion: Conversion) -> Hole:
    """A signed number, or an infinity or not-a-number, with padding not counted out."""
    allowed = signs(conversion.flags)
    sign = chars("\\-", 0, 1) if "" in allowed else chars("+\\-" if "+" in allowed else "\\- ", 1, 1)
    text = seq(sign, alt(number, *_infinities(conversion)))
    star = isinstance(conversion.width, Star)
    return replace(loosely_padded(text, conversion.fixed_width, conversion.left, star), keep=" " in allowed)


ROWS: dict[str, Callable[[Conversion], Hole]] = {
    **dict.fromkeys("diouxXbB", integer),
    **dict.fromkeys("sSm", string),
    **dict.fromkeys("cC", character),
    "p": pointer,
    **dict.fromkeys("fF", fixed_point),
    **dict.fromkeys("eE", exponential),
    **dict.fromkeys("gG", shortest),
    **dict.fromkeys("aA", hexadecimal),
}

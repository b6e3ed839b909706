"""What each conversion of Python's `%` formatting can print: one row a letter.

Python's integers have no greatest value. Decimal ones are believed up to 128 bits (39 digits: UUIDs and all that other
languages have), others up to 512 bits, which is the longest of the usual digests. Widths and precisions count code
points. Source: "printf-style String Formatting" in Python's Library Reference, and the behaviour of CPython (a property
test renders random values with it and holds every row to them).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from msgpedia.formats import printf_texts
from msgpedia.formats.floats import Float
from msgpedia.formats.holes import Hole
from msgpedia.formats.model import Conversion
from msgpedia.formats.numbers import SignedInteger

DECIMAL_BITS = 128
OTHER_BITS = 512
BASES = {"d": 10, "i": 10, "u": 10, "o": 8, "x": 16, "X": 16}


def hole(conversion: Conversion) -> Hole:
    """The hole that a conversion leaves."""
    return ROWS[conversion.letter](conversion)


def integer(conversion: Conversion) -> Hole:
    """`%d %i %u %o %x %X`: `-ff`, `0o17`; a zero has its prefix too, the flag `0` holds beside a precision."""
    base = BASES[conversion.letter]
    bits = DECIMAL_BITS if base == 10 else OTHER_BITS
    number = SignedInteger(base, bits, signed=True, upper=conversion.letter == "X", kernel=True)
    return number.hole(conversion.flags, conversion.width, conversion.precision)


def string(conversion: Conversion) -> Hole:
    """`%s %r %a`: any text; with a precision at most that many code points."""
    return printf_texts.string(conversion, units=1)


def character(conversion: Conversion) -> Hole:
    """`%c`: one character."""
    return printf_texts.character(replace(conversion, length=""))


def number(conversion: Conversion) -> Float:
    """How Python prints the floating-point number of a conversion: `00inf`, never `-nan`."""
    upper = conversion.letter.isupper()
    return Float(upper, names=("INF", "NAN") if upper else ("inf", "nan"), zero_names=True)


def floating(print_: Callable[[Float, Conversion], Hole]) -> Callable[[Conversion], Hole]:
    """The row of a conversion that prints a floating-point number in some way."""
    return lambda conversion: print_(number(conversion), conversion)


ROWS: dict[str, Callable[[Conversion], Hole]] = {
    **dict.fromkeys("diuoxX", integer),
    **dict.fromkeys("sra", string),
    "c": character,
    **dict.fromkeys("fF", floating(Float.fixed)),
    **dict.fromkeys("eE", floating(Float.exponential)),
    **dict.fromkeys("gG", floating(Float.shortest)),
}

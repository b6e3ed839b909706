"""What each verb of Go's fmt can print: one row a verb.

A verb says how to print, not what: `%x` takes numbers and bytes, `%v` anything, and lists of values print as `[1 2]`.
The rows hold for the values that each verb is for (`docs/matching.md`). Widths and precisions count code points.
Source: https://pkg.go.dev/fmt and Go's src/fmt/format.go; `bench/go_against_fmt.py` renders random values with Go.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from msgpedia.formats import printf_texts
from msgpedia.formats.floats import Float, most_zeros, optional_sign
from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded
from msgpedia.formats.language import ANY, HEX, HEX_UPPER, Language, alt, chars, lit, opt, repeat, seq, words
from msgpedia.formats.model import Conversion, Size, Star
from msgpedia.formats.numbers import Shape, SignedInteger, padded, signs

BITS = 128  # Go's integers have 64; those of math/big are believed up to this
SHORTEST_FIGURES = 17  # of a float64, where there is no precision
MOST_BYTES = 512  # of a string that is printed in hexadecimal
BASES = {"b": 2, "d": 10, "o": 8, "O": 8}


def hole(conversion: Conversion) -> Hole:
    """The hole that a conversion leaves."""
    return ROWS[conversion.letter](conversion)


@dataclass(frozen=True, slots=True)
class GoInteger(SignedInteger):
    """An integer of Go: the flag `0` does not count the prefix, and zero under precision 0 is nothing at all.

    `always` is a prefix that needs no flag.
    """

    octal: str = "0"
    always: str = ""

    def _shapes(self, flags: str, precision: Size) -> list[Shape]:
        shapes = SignedInteger._shapes(self, flags, precision)
        if precision is None or any(shape.least == 0 and "" in shape.heads for shape in shapes):
            return shapes
        return [*shapes, Shape(("",), "0", "0", 0, 0)]

    def _zeroed(self, shapes: list[Shape], flags: str, columns: int) -> list[Shape]:
        prefix = self._prefix() if "#" in flags and self.base != 8 else self.always
        return SignedInteger._zeroed(self, shapes, flags, columns + len(prefix))

    def _heads(self, flags: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        prefix = self._prefix() if "#" in flags else ""
        before_zero = "" if self.base == 8 else prefix  # which is a leading zero itself
        sign = signs(flags)
        return (
            tuple(each + self.always + prefix for each in sign),
            tuple(each + self.always + before_zero for each in sign if each != "-"),
        )


@dataclass(frozen=True, slots=True)
class GoFloat(Float):
    """A floating-point number of Go: an infinity always has its sign, and zeros never pad names."""

    def name_shapes(self, flags: str) -> list[Shape]:
        plus = "+" if "+" in flags else " " if " " in flags else ""
        infinity = Shape((plus or "+", "-"), "0", "0", 0, 0, lit("Inf"))
        return [infinity, Shape((plus,), "0", "0", 0, 0, lit("NaN"))]

    def signed(self, number: Language, flags: str, zeros: int = 0) -> Language:
        del zeros
        names = [text for shape in self.name_shapes(flags) for text in shape.texts(0, shape.longest)]
        return alt(seq(optional_sign(flags), number), *names)


def integer(conversion: Conversion) -> Hole:
    """`%b %d %o %O`: an integer, `-0b101`, `-052`, `-0o52`."""
    always = "0o" if conversion.letter == "O" else ""
    number = GoInteger(BASES[conversion.letter], BITS, signed=True, always=always)
    return number.hole(conversion.flags, conversion.width, conversion.precision)


def pointer(conversion: Conversion) -> Hole:
    """`%p`: an address with `0x`, which the flag `#` takes away."""
    flags = conversion.flags.replace("#", "") if "#" in conversion.flags else conversion.flags + "#"
    return GoInteger(16, 64, signed=True).hole(flags, conversion.width, conversion.precision)


def hexadecimal(conversion: Conversion) -> Hole:
    """`%x %X`: an integer, or the bytes of a text, with the flag ` ` a blank between them."""
    flags, width, precision = conversion.flags, conversion.fixed_width, conversion.precision
    prefix, digit = ("0X", HEX_UPPER) if conversion.letter == "X" else ("0x", HEX)
    prefix = prefix if "#" in flags else ""
    digits = max(2 * MOST_BYTES, width, precision if isinstance(precision, int) else 0)
    sign = chars("+\\- " if "+" in flags or " " in flags else "\\-", 0, 1)
    others = repeat(seq(" ", prefix, chars(digit, 2, 2)), 0, MOST_BYTES - 1) if " " in flags else lit("")
    zeros = chars("0", 0, most_zeros(conversion))
    text = seq(sign, opt(zeros, prefix) if prefix else prefix, chars(digit, 1, digits), others)
    star = isinstance(conversion.width, Star)
    found = loosely_padded(text, width, conversion.left, star)
    empty = chars(" ", 0 if star else width, STAR_WIDTH if star else width)
    return replace(found, language=alt(found.language or text, empty))


def unicode(conversion: Conversion) -> Hole:
    """`%U`: `U+0078`, with the flag `#` also `U+0078 'x'`."""
    precision = conversion.precision
    least = max(4, precision) if isinstance(precision, int) else 4
    most = max(16, STAR_WIDTH if isinstance(precision, Star) else least)
    shown = opt(" '", chars(ANY, 1, 1), "'") if "#" in conversion.flags else lit("")
    text = seq("U+", chars(HEX_UPPER, least, most), shown)
    return loosely_padded(text, conversion.fixed_width, conversion.left, isinstance(conversion.width, Star))


def character(conversion: Conversion) -> Hole:
    """`%c`: one character."""
    if "0" in conversion.flags:
        return _filled(conversion, chars(ANY, 1, 1))
    return printf_texts.character(conversion)


def boolean(conversion: Conversion) -> Hole:
    """`%t`"""
    if "0" in conversion.flags:
        return _filled(conversion, words("true", "false"))
    star = isinstance(conversion.width, Star)
    return padded([Shape(("true", "false"), "0", "0", 0, 0)], conversion.flags, conversion.fixed_width, star)


def string(conversion: Conversion) -> Hole:
    """`%s`: any text; with a precision at most that many code points."""
    width, precision = conversion.fixed_width, conversion.precision
    if "0" in conversion.flags and not conversion.left and isinstance(precision, int):
        return Hole(chars(ANY, width, max(width, precision, STAR_WIDTH if isinstance(conversion.width, Star) else 0)))
    return printf_texts.string(conversion, units=1)


def anything(conversion: Conversion) -> Hole:
    """`%v %w %T %q`: any text, which a precision does not cut."""
    return printf_texts.string(replace(conversion, precision=None))


def _filled(conversion: Conversion, text: Language) -> Hole:
    """A text in its field, which the flag `0` fills with zeros."""
    star = isinstance(conversion.width, Star)
    if conversion.width is None or "0" not in conversion.flags or conversion.left:
        return loosely_padded(text, conversion.fixed_width, conversion.left, star)
    most = STAR_WIDTH if star else max(0, conversion.fixed_width - text.least)
    return Hole(seq(chars(" 0", 0, most), text, chars(" ", 0, most if star else 0)), trim="lr" if star else "l")


def floating(print_: Callable[[Float, Conversion], Hole]) -> Callable[[Conversion], Hole]:
    """The row of a verb that prints a floating-point number in some way."""

    def row(conversion: Conversion) -> Hole:
        return print_(GoFloat(conversion.letter.isupper(), figures=SHORTEST_FIGURES), conversion)

    return row


ROWS: dict[str, Callable[[Conversion], Hole]] = {
    **dict.fromkeys("vwTq", anything),
    "s": string,
    "t": boolean,
    "c": character,
    "U": unicode,
    "p": pointer,
    **dict.fromkeys("bdoO", integer),
    **dict.fromkeys("xX", hexadecimal),
    **dict.fromkeys("fF", floating(Float.fixed)),
    **dict.fromkeys("eE", floating(Float.exponential)),
    **dict.fromkeys("gG", floating(Float.shortest)),
}

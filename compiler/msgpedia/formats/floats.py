"""The texts of floating-point numbers: fixed-point, exponential, the shorter of both, hexadecimal.

Fixed-point and exponential numbers are padded exactly, as integers are (`numbers`); the others roughly, and all whose
width or precision an argument gives.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded
from msgpedia.formats.language import Language, alt, chars, lit, opt, seq
from msgpedia.formats.model import Conversion, Size, Star
from msgpedia.formats.numbers import Shape, distinct, grouped_zeros, padded, signs

DOUBLE_DIGITS = 309  # before the point at most: DBL_MAX_10_EXP + 1
MOST_EXPONENT = 4  # digits of an exponent that is not counted out


@dataclass(frozen=True, slots=True)
class Float:
    """How a dialect prints floating-point numbers.

    `whole` is how many digits stand before the point at most, `exponent` the most digits of an exponent, `figures` how
    many significant digits `%g` has without a precision. `names` are an infinity and a not-a-number, `zero_names` says
    that the flag `0` puts zeros before these as well. `group` is the class of the characters that may stand between
    digits, `unit` what stands behind a number.
    """

    upper: bool = False
    whole: int = DOUBLE_DIGITS
    exponent: int = 3
    figures: int = 6
    names: tuple[str, ...] = ("inf", "nan")
    zero_names: bool = False
    group: str = ""
    unit: str = ""

    def fixed(self, conversion: Conversion) -> Hole:
        """`%f %F`: digits, a point, as many digits as the precision says; or an infinity or not-a-number."""
        if isinstance(conversion.precision, Star):
            whole = chars(f"0-9{self.group}", 1, max(self.whole, most_zeros(conversion)))
            return self.loose(seq(whole, fraction(conversion, STAR_WIDTH), self.unit), conversion)
        heads, tail = signs(conversion.flags), seq(_tail(conversion), self.unit)
        most = self.whole + ((self.whole - 1) // 3 if self.group else 0)
        shapes = [Shape(heads, "1-9", f"0-9{self.group}", 1, most, tail), Shape(heads, "0", "0", 1, 1, tail)]
        return self._with_names(shapes, conversion)

    def exponential(self, conversion: Conversion) -> Hole:
        """`%e %E`: one digit, a point, the precision's digits, an exponent of two digits or more."""
        if isinstance(conversion.precision, Star):
            whole = chars("0-9", 1, max(1, most_zeros(conversion)))
            return self.loose(
                seq(whole, fraction(conversion, STAR_WIDTH), self._exponent(2, MOST_EXPONENT)), conversion
            )
        heads, tail = signs(conversion.flags), _tail(conversion)
        shapes = [
            Shape(heads, "0-9", "0-9", 1, 1, seq(tail, self._exponent(digits, digits)))
            for digits in range(self.exponent, 1, -1)
        ]
        return self._with_names(shapes, conversion)

    def shortest(self, conversion: Conversion) -> Hole:
        """`%g %G`: like `%f` or `%e`, without zeros at the end."""
        precision = conversion.precision
        figures = STAR_WIDTH if isinstance(precision, Star) else self.figures if precision is None else precision
        figures = max(1, figures)
        whole = chars("0-9", 1, max(figures, most_zeros(conversion)))
        exponent = opt(self._exponent(2, MOST_EXPONENT))
        return self.loose(seq(whole, fraction(conversion, figures + 3), exponent), conversion)

    def hexadecimal(self, conversion: Conversion) -> Hole:
        """`%a %A`: a hexadecimal significand and a binary exponent."""
        prefix, digits, mark = ("0X", "0-9A-F", "P") if self.upper else ("0x", "0-9a-f", "p")
        zeros = chars("0", 0, most_zeros(conversion))
        size = STAR_WIDTH if isinstance(conversion.precision, Star) else 16
        fixed = isinstance(conversion.precision, int)
        places = _tail(conversion, digits) if fixed else fraction(conversion, size, digits)
        exponent = seq(mark, chars("+\\-", 1, 1), chars("0-9", 1, 5))
        return self.loose(seq(prefix, zeros, chars(digits, 1, 1), places, exponent), conversion)

    def loose(self, number: Language, conversion: Conversion) -> Hole:
        """A signed number, or an infinity or not-a-number, with padding not counted out."""
        star = isinstance(conversion.width, Star)
        text = self.signed(number, conversion.flags, most_zeros(conversion))
        found = loosely_padded(text, conversion.fixed_width, conversion.left, star)
        return replace(found, keep=" " in signs(conversion.flags))

    def signed(self, number: Language, flags: str, zeros: int = 0) -> Language:
        """A number or a name with its sign; `zeros` is how many may stand before a name."""
        if zeros and self.zero_names:
            return seq(optional_sign(flags), alt(seq(chars("0", 0, zeros), alt(*self.names)), number))
        return seq(optional_sign(flags), alt(number, *self.names))

    def name_shapes(self, flags: str) -> list[Shape]:
        """The names with their signs."""
        return [Shape(signs(flags), "0", "0", 0, 0, lit(name)) for name in self.names]

    def _exponent(self, least: int, most: int) -> Language:
        return seq("E" if self.upper else "e", chars("+\\-", 1, 1), chars("0-9", least, most))

    def _with_names(self, shapes: list[Shape], conversion: Conversion) -> Hole:
        """Padded numbers, or one of the names."""
        star = isinstance(conversion.width, Star)
        names = self.name_shapes(conversion.flags)
        if self.zero_names:
            shapes, names = names + shapes, []  # first: behind zeros a name is the longer text
        if "0" in conversion.flags and not conversion.left:
            shapes = starred(shapes) if star else self._zeroed(shapes, conversion.fixed_width)
        return padded(distinct(shapes) + names, conversion.flags, conversion.fixed_width, star)

    def _zeroed(self, shapes: list[Shape], columns: int) -> list[Shape]:
        if self.group:
            return grouped_zeros(shapes, columns)
        return [zeroed for shape in shapes for zeroed in shape.zero_padded(columns)]


def optional_sign(flags: str) -> Language:
    """The sign of a number, as flags have it."""
    allowed = signs(flags)
    return chars("\\-", 0, 1) if "" in allowed else chars("+\\-" if "+" in allowed else "\\- ", 1, 1)


def starred(shapes: list[Shape]) -> list[Shape]:
    """The shapes with the zeros of a width that an argument gives."""
    return [
        replace(shape, first=shape.rest, least=min(1, shape.least), most=max(shape.most, STAR_WIDTH))
        for shape in shapes
    ]


def most_zeros(conversion: Conversion) -> int:
    """How many digits the flag `0` can make of a number whose padding is not counted out."""
    if "0" not in conversion.flags or conversion.left:
        return 0
    return STAR_WIDTH if isinstance(conversion.width, Star) else conversion.fixed_width


def fraction(conversion: Conversion, most: int, body: str = "0-9") -> Language:
    """Up to so many digits behind a point, which stands alone only under the flag `#`."""
    return opt(".", chars(body, 0 if "#" in conversion.flags else 1, most))


def _tail(conversion: Conversion, body: str = "0-9") -> Language:
    """The point and the digits behind it, for a precision that the format string gives."""
    precision: Size = conversion.precision
    digits = precision if isinstance(precision, int) else 6
    if digits == 0:
        return lit("." if "#" in conversion.flags else "")
    return seq(".", chars(body, digits, digits))

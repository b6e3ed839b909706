"""The texts of numbers, exactly: signs, prefixes, digits, and the padding that widths add.

A number's text is a *shape*: one of some heads (sign and prefix), a run of digits, a tail of fixed length. Shapes let
padding be counted out: with width 5, `   42` and `12345678` can be printed, `  42` cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded
from msgpedia.formats.language import Language, alt, chars, lit, seq
from msgpedia.formats.model import Size, Star

EMPTY = lit("")


@dataclass(frozen=True, slots=True)
class Shape:
    """`heads` × a run of digits × `tail`; `first` is the class of the first digit, `rest` that of the others."""

    heads: tuple[str, ...]
    first: str
    rest: str
    least: int
    most: int
    tail: Language = EMPTY

    def texts(self, least: int, most: int) -> Iterator[Language]:
        """The texts of `least` to `most` characters in all, a language a head length."""
        for head in sorted(self.heads, key=len, reverse=True):
            fixed = len(head) + self.tail.most
            low, high = max(self.least, least - fixed), min(self.most, most - fixed)
            if low <= high:
                yield seq(head, self._digits(low, high), self.tail)

    def _digits(self, least: int, most: int) -> Language:
        if self.first == self.rest or least == 0:
            return chars(self.rest, least, most) if most else lit("")
        if most == 1:
            return chars(self.first, 1, 1)
        return seq(chars(self.first, 1, 1), chars(self.rest, least - 1, most - 1))

    @property
    def longest(self) -> int:
        return max(map(len, self.heads)) + self.most + self.tail.most

    def zero_padded(self, width: int) -> Iterator[Shape]:
        """The shapes with zeros put between head and digits up to a width."""
        for head in self.heads:
            zeros = width - len(head) - self.tail.most
            if zeros <= self.least:
                yield replace(self, heads=(head,))
                continue
            if self.most > zeros:
                yield replace(self, heads=(head,), least=zeros + 1)
            yield replace(self, heads=(head,), first=self.rest, least=zeros, most=zeros)


def distinct(shapes: list[Shape]) -> list[Shape]:
    """The shapes without those of zeros alone that another one has among its own."""
    return [shape for shape in shapes if not any(_has_zeros(other, shape) for other in shapes)]


def _has_zeros(shape: Shape, zeros: Shape) -> bool:
    """Whether all texts of `zeros`, a shape of zeros alone, are texts of another shape."""
    return (
        zeros.first == zeros.rest == "0" != shape.rest == shape.first
        and set(zeros.heads) <= set(shape.heads)
        and shape.least <= zeros.least <= zeros.most <= shape.most
        and zeros.tail == shape.tail
    )


def grouped_zeros(shapes: list[Shape], columns: int) -> list[Shape]:
    """The shapes with the zeros of a width in groups: one more than that where a separator would stand first."""
    return [replace(shape, first=shape.rest, most=max(shape.most, columns + 1)) for shape in shapes]


def signs(flags: str, signed: bool = True) -> tuple[str, ...]:
    """The signs that flags allow, of a signed conversion."""
    if not signed:
        return ("",)
    return ("-", "+") if "+" in flags else ("-", " ") if " " in flags else ("-", "")


def padded(shapes: list[Shape], flags: str, width: int, star: bool) -> Hole:
    """The hole for numbers of some shapes with blanks up to a width: before them, or behind with the flag `-`.

    With `star` the width comes from an argument: any padding up to `STAR_WIDTH` is believed, without the flag `-` on
    either side. So it is with a width beyond `STAR_WIDTH`, which is not worth counting out.
    """
    star = star or width > STAR_WIDTH
    longest = max(shape.longest for shape in shapes)
    plain = [text for shape in shapes for text in shape.texts(max(1, width) if not star else 0, longest)]
    keep = any(head.startswith(" ") for shape in shapes for head in shape.heads)
    if star:
        return replace(loosely_padded(alt(*plain), width, "-" in flags, star=True), keep=keep)
    if width == 0:
        plain = [text for shape in shapes for text in shape.texts(0, longest)]
        return Hole(alt(*plain), keep=keep)
    left = "-" in flags
    for length in range(min(width - 1, longest), -1, -1):
        blanks = chars(" ", width - length, width - length)
        texts = [text for shape in shapes for text in shape.texts(length, length)]
        if texts:
            plain.append(seq(alt(*texts), blanks) if left else seq(blanks, alt(*texts)))
    return Hole(alt(*plain), trim="r" if left else "l", keep=keep)


@dataclass(frozen=True, slots=True)
class Integer:
    """How a dialect prints one integer conversion: its base and type, and where C and the kernel differ.

    `kernel` follows `number()` of the kernel's lib/vsprintf.c: zero keeps its `0x` and always has a digit (until 3.5
    also the `0` of `%#o`), and a precision does not switch the flag `0` off. `group` is the class of the characters
    that may stand between digits.
    """

    base: int
    bits: int
    signed: bool
    upper: bool = False
    kernel: bool = False
    group: str = ""

    def hole(self, flags: str, width: Size, precision: Size) -> Hole:
        """The hole for this integer under some flags, width and precision."""
        shapes = self._shapes(flags, precision)
        star = isinstance(width, Star)
        columns = width if isinstance(width, int) else 0
        # In C the flag `0` holds without a precision; an argument below zero is none.
        zeros = "0" in flags and "-" not in flags and (self.kernel or not isinstance(precision, int))
        if zeros and (star or (isinstance(precision, Star) and not self.kernel)):
            most = max(STAR_WIDTH, columns)
            shapes = [replace(shape, first=shape.rest, most=max(shape.most, most)) for shape in shapes]
        elif zeros:
            shapes = self._zeroed(shapes, flags, columns)
        return padded(distinct(shapes), flags, columns, star)

    def _zeroed(self, shapes: list[Shape], flags: str, columns: int) -> list[Shape]:
        """The shapes with the zeros of a width."""
        del flags
        if self.group:
            return grouped_zeros(shapes, columns)
        return [zeroed for shape in shapes for zeroed in shape.zero_padded(columns)]

    def _shapes(self, flags: str, precision: Size) -> list[Shape]:
        first, rest, most = self._digits(flags)
        heads, zero_heads = self._heads(flags)
        if isinstance(precision, Star):
            zero_most = 0 if set(zero_heads) <= set(heads) else STAR_WIDTH
            zero = Shape(zero_heads, "0", "0", int(self.kernel), max(int(self.kernel), zero_most))
            return [Shape(heads, rest, rest, 1, STAR_WIDTH), zero]
        if precision is None or (self.kernel and precision == 0):
            return [Shape(heads, first, rest, 1, most), Shape(zero_heads, "0", "0", 1, 1)]
        if self.base == 8 and "#" in flags and not self.kernel:
            # C's prefix of an octal number is one of the zeros that the precision asks for, if there are any.
            longer = [Shape(heads, first, rest, max(1, precision), most)] if precision <= most else []
            return [*longer, Shape(heads, rest, rest, max(0, precision - 1), max(0, precision - 1))]
        longer = [Shape(heads, first, rest, precision + 1, most)] if precision < most else []
        exact = [Shape(heads, rest, rest, precision, precision)] if precision else []
        return [*longer, *exact, Shape(zero_heads, "0", "0", precision, precision)]

    def _digits(self, flags: str) -> tuple[str, str, int]:
        """The class of the first digit, that of the others, and how many there are at most."""
        most = digits_of(self.bits, self.base, self.signed)
        group = "," if self.base == 10 and "'" in flags else self.group
        most += (most - 1) // 3 if group else 0
        if self.base == 16:
            letters = "A-F" if self.upper else "a-f"
            return f"1-9{letters}", f"0-9{letters}{group}", most
        top = self.base - 1
        return ("1-" + str(top) if top > 1 else "1"), f"0-{top}{group}", most

    def _heads(self, flags: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """What may stand before the digits of a number, and of zero."""
        sign = signs(flags, self.signed)
        prefix = self._prefix()
        if "#" not in flags or not prefix:
            return sign, tuple(head for head in sign if head != "-")
        if self.kernel:
            return (prefix,), (prefix,) if self.base == 16 else (prefix, "")
        return (prefix,), ("",)

    def _prefix(self) -> str:
        return {16: "0X" if self.upper else "0x", 8: "0", 2: "0B" if self.upper else "0b"}.get(self.base, "")


@dataclass(frozen=True, slots=True)
class SignedInteger(Integer):
    """An integer whose prefix stands behind its sign, and before zero as well: Python's, and but for `0` Go's.

    `octal` is the prefix of base 8.
    """

    octal: str = "0o"

    def _heads(self, flags: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        sign = signs(flags, self.signed)
        heads = tuple(each + (self._prefix() if "#" in flags else "") for each in sign)
        return heads, tuple(head for head in heads if not head.startswith("-"))

    def _prefix(self) -> str:
        return self.octal if self.base == 8 else Integer._prefix(self)


def digits_of(bits: int, base: int, signed: bool) -> int:
    """How many digits the largest magnitude of an integer type has."""
    largest = 2 ** (bits - 1) if signed else 2**bits - 1
    found = 0
    while largest:
        found, largest = found + 1, largest // base
    return found

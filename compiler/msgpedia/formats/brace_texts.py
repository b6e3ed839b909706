"""What each field of a format string with braces can print: one row a letter of its format specification.

The rows hold for Python (also for `decimal`) and Rust at once. A specification that is neither's prints any text.
Widths and precisions count code points. Integers are as long as in `percent_texts`.
Source: "Format Specification Mini-Language" in Python's Library Reference, and the behaviour of CPython (a property
test renders random values with it and holds every row to them); the documentation of Rust's std::fmt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from msgpedia.formats import brace_spec
from msgpedia.formats.brace_spec import Spec
from msgpedia.formats.floats import Float, fraction, most_zeros
from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded, wild
from msgpedia.formats.language import ANY, HEX, Language, chars, escape, opt, seq
from msgpedia.formats.model import Conversion, Star
from msgpedia.formats.numbers import SignedInteger
from msgpedia.formats.percent_texts import DECIMAL_BITS, OTHER_BITS

BASES = {"d": 10, "b": 2, "o": 8, "x": 16, "X": 16}
FIGURES = 40  # digits of a number without precision; `decimal` has 28 unless it is told otherwise
LOCALE_GROUP = ",.'’\u00a0\u202f"  # what stands between digits in the locales of glibc
NAMES = ("Infinity", "inf", "sNaN", "NaN", "nan")
UPPER_NAMES = ("Infinity", "INF", "sNaN", "NaN", "NAN")


def hole(conversion: Conversion) -> Hole:
    """The hole that a field leaves."""
    if conversion.width is not None:  # .NET's alignment
        return wild("", conversion.fixed_width, "r" if conversion.left else "l")
    spec = brace_spec.parse(conversion.extension)
    if spec is None or (conversion.letter and spec.letter not in ("", "s")):
        return wild()
    return string(spec) if conversion.letter else ROWS[spec.letter](spec)


def anything(spec: Spec) -> Hole:
    """A field without letter: any text of the width; between digits that are grouped stands a number."""
    if spec.group:
        return grouped(spec)
    return wild("", _columns(spec), _sides(spec, "lr"))


def debug(spec: Spec) -> Hole:
    """`? x? X?`: any text, as the width may be that of its parts."""
    return wild("", 0, _sides(spec, "lr"))


def string(spec: Spec) -> Hole:
    """`s`, and what `!r`, `!s` and `!a` give: any text; with a precision at most that many code points."""
    width, trim = _columns(spec), _sides(spec, "r")
    if not isinstance(spec.precision, int):
        return wild("", width, trim)
    if isinstance(spec.width, Star):
        return Hole(chars(ANY, 0, max(spec.precision, STAR_WIDTH)), trim=trim)
    limit = width if spec.precision > width else 0  # else no text is longer than the width
    return Hole(chars(ANY, width, max(width, spec.precision)), width=limit, trim=trim)


def character(spec: Spec) -> Hole:
    """`c`: one character."""
    return aligned(replace(spec, zero=False), chars(ANY, 1, 1))


def pointer(spec: Spec) -> Hole:
    """`p`: Rust's pointers, which `#` makes as long as an address."""
    return aligned(replace(spec, fill="", zero=False), seq("0x", chars(HEX, 1, max(16, _columns(spec)))))


@dataclass(frozen=True, slots=True)
class FieldInteger(SignedInteger):
    """An integer of Python or Rust, which prints `0x` before capital digits too."""

    def _heads(self, flags: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
        heads, zero_heads = SignedInteger._heads(self, flags)
        if not self.upper or "#" not in flags:
            return heads, zero_heads
        return heads + tuple(map(str.lower, heads)), zero_heads + tuple(map(str.lower, zero_heads))


def integer(spec: Spec) -> Hole:
    """`b d o x X`: with a sign in Python, in two's complement in Rust."""
    base, upper = BASES[spec.letter], spec.letter == "X"
    bits = DECIMAL_BITS if base == 10 else OTHER_BITS
    number = FieldInteger(base, bits, signed=True, upper=upper, kernel=True, group=spec.group)
    return placed(spec, lambda conversion: number.hole(conversion.flags, conversion.width, None))


def number_style(spec: Spec) -> Float:
    """How floating-point numbers are printed in a field."""
    upper, unit = spec.letter.isupper(), "%" if spec.letter == "%" else ""
    names = tuple(name + unit for name in (UPPER_NAMES if upper else NAMES))
    return Float(upper, names=names, zero_names=True, group=spec.group, unit=unit)


def fixed_point(spec: Spec) -> Hole:
    """`f F %`: a number with the precision's digits behind the point; where there is none, `decimal` has its own."""
    style = number_style(spec)
    if spec.precision is not None:
        return placed(spec, style.fixed)
    return _loose(spec, lambda bare: seq(_whole(style.whole, style.group, bare), fraction(bare, 64), style.unit))


def exponential(spec: Spec) -> Hole:
    """`e E`: Python has two digits or more in the exponent, `decimal` and Rust need not, and Rust writes no `+`."""
    exponent = _exponent(spec)
    return _loose(spec, lambda bare: seq(_whole(1, spec.group, bare), fraction(bare, _figures(spec)), exponent))


def general(spec: Spec) -> Hole:
    """`g G`: fixed-point or exponential."""
    figures, exponent = _figures(spec), opt(_exponent(spec))
    return _loose(spec, lambda bare: seq(_whole(figures, spec.group, bare), fraction(bare, figures + 5), exponent))


def local(spec: Spec) -> Hole:
    """`n`: like `d` or `g`, with the separators of the locale."""
    figures, exponent = 2 * _figures(spec), opt(_exponent(spec))
    return _loose(spec, lambda bare: seq(_whole(figures, LOCALE_GROUP, bare), exponent))


def grouped(spec: Spec) -> Hole:
    """A number whose digits are grouped: an integer, or a fraction as short as can be."""
    exponent = opt(_exponent(spec))
    return _loose(spec, lambda bare: seq(_whole(FIGURES, spec.group, bare), fraction(bare, FIGURES), exponent))


def _loose(spec: Spec, number: Callable[[Conversion], Language]) -> Hole:
    return placed(spec, lambda conversion: number_style(spec).loose(number(conversion), conversion))


def _whole(digits: int, group: str, conversion: Conversion) -> Language:
    """The digits before the point, with the zeros of a width."""
    most = digits + (digits - 1) // 3 if group else digits
    return chars(f"0-9{group}", 1, max(most, most_zeros(conversion) + (1 if group else 0)))


def _exponent(spec: Spec) -> Language:
    mark = {"e": "e", "g": "e", "E": "E", "G": "E"}.get(spec.letter, "eE")
    return seq(chars(mark, 1, 1), chars("+\\-", 0, 1), chars("0-9", 1, 6))


def _figures(spec: Spec) -> int:
    return STAR_WIDTH if isinstance(spec.precision, Star) else max(spec.precision or 0, FIGURES)


def placed(spec: Spec, printed: Callable[[Conversion], Hole]) -> Hole:
    """A number in its field: padded by whoever prints it where C could say so, else roughly."""
    flags = spec.sign.strip("-") + "#" * spec.alternate + "-" * (spec.align == "<")
    zeros = (spec.zero and not spec.align and not spec.fill) or (spec.fill, spec.align) == ("0", "=")
    bare = Conversion("", 0, 0, spec.letter, flags, None, spec.precision)
    if zeros:
        return printed(replace(bare, flags=flags + "0", width=spec.width))
    if _fill(spec) == " " and spec.align in ("", "<", ">"):
        return printed(replace(bare, width=spec.width))
    found = printed(bare)
    if found.language is None:
        return found
    return replace(aligned(spec, found.language), keep=found.keep)


def aligned(spec: Spec, language: Language) -> Hole:
    """Texts in their field, not counted out. What is not worth telling apart prints any text."""
    star, width, fill = isinstance(spec.width, Star), _columns(spec), _fill(spec)
    if not star and width <= language.least:
        return Hole(language)
    if fill == " " and spec.align in ("", "<", ">"):
        return loosely_padded(language, width, spec.align == "<", star)
    most = STAR_WIDTH if star else width - language.least
    filling = chars(escape(fill), 0, most)
    distinct = fill.isprintable() and not language.may_have(fill)
    told_apart = fill == " " or distinct
    if spec.align in ("", ">") and (told_apart or fill == "0"):
        return Hole(seq(filling, language))
    if not told_apart or spec.align == "=":
        return wild("", width, "lr" if fill == " " else "")
    if spec.align == "<":
        return Hole(seq(language, filling))
    half = chars(escape(fill), 0, (most + 1) // 2)
    return Hole(seq(half, language, half), trim="lr" if fill == " " else "")


def _fill(spec: Spec) -> str:
    return spec.fill or ("0" if spec.zero else " ")


def _columns(spec: Spec) -> int:
    return spec.width if isinstance(spec.width, int) else 0


def _sides(spec: Spec, default: str) -> str:
    """The sides whose blanks the width added; `default` where no alignment is given."""
    if spec.width is None or _fill(spec) != " ":
        return ""
    return {"<": "r", ">": "l", "^": "lr", "=": "l"}.get(spec.align, default)


ROWS: dict[str, Callable[[Spec], Hole]] = {
    "": anything,
    "s": string,
    "c": character,
    "p": pointer,
    **dict.fromkeys("bdoxX", integer),
    **dict.fromkeys("fF%", fixed_point),
    **dict.fromkeys("eE", exponential),
    **dict.fromkeys("gG", general),
    "n": local,
    **dict.fromkeys(("?", "x?", "X?"), debug),
}

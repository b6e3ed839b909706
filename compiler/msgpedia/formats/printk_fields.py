"""How the kernel sets a pointer's text into its field, and what it prints where a pointer cannot be followed.

A text is widened with blanks (`widen_string()`). A pointer that cannot be followed prints `(null)`; from 2.6.37 to
5.1 in a field as wide as an address where the format has no width. From 5.2 on an invalid address prints `(efault)`.
Source: `widen_string()`, `error_string()`, `check_pointer_msg()` and `pointer()` in lib/vsprintf.c, Linux 2.6.29 to
6.12.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from msgpedia.formats import printf_texts
from msgpedia.formats.holes import STAR_WIDTH, Hole, loosely_padded, wild
from msgpedia.formats.language import Language, alt, chars, seq, words
from msgpedia.formats.model import Conversion, Star

Row = Callable[[Conversion], Hole]


def any_width(conversion: Conversion) -> bool:
    """Whether any padding is believed: the width is an argument, or too large to count out."""
    return isinstance(conversion.width, Star) or conversion.fixed_width > STAR_WIDTH


def widened(conversion: Conversion, text: Language) -> Language:
    """`text` with the blanks of the field width: exactly where all texts are as long, otherwise up to as many."""
    if any_width(conversion):
        loose = loosely_padded(text, conversion.fixed_width, conversion.left, star=True).language
        return loose if loose is not None else text
    most = conversion.fixed_width - text.least
    if most <= 0:
        return text
    blanks = chars(" ", most if text.least == text.most else 0, most)
    return seq(text, blanks) if conversion.left else seq(blanks, text)


def address_widths(conversion: Conversion) -> tuple[int, ...]:
    """The width of a field without width, where it is that of an address: 64 and 32 bits, and with `0x` before 4.5."""
    return (18, 16, 10, 8) if "#" in conversion.flags else (16, 8)


def spelled(conversion: Conversion, *names: str, null: bool = False) -> Language:
    """Some words in their field; with `null` also `(null)`, which may be set in a field as wide as an address."""
    if any_width(conversion):
        return widened(conversion, words(*names, *(["(null)"] if null else [])))
    width = conversion.fixed_width
    texts = [set_in(name, width, conversion.left) for name in names]
    if null:
        widths = (0, *address_widths(conversion)) if conversion.width is None else (width,)
        texts += [set_in("(null)", each, conversion.left) for each in widths]
    return words(*dict.fromkeys(texts))


def set_in(text: str, width: int, left: bool) -> str:
    """`text` with blanks up to a width."""
    return text.ljust(width) if left else text.rjust(width)


def aligned(conversion: Conversion, language: Language) -> Hole:
    """The hole for texts that are in their field already: a capture drops the blanks at the side that may have some."""
    return Hole(language, trim="r" if conversion.left else "lr" if any_width(conversion) else "l")


def followed(conversion: Conversion, text: Language, *names: str) -> Hole:
    """`text` widened, or a word for a pointer that cannot be followed; `names` are further such words.

    A precision cuts the text anywhere, so any text up to its length is believed then.
    """
    if conversion.precision is not None:
        return printf_texts.string(conversion)
    return aligned(conversion, alt(spelled(conversion, *names, "(efault)", null=True), widened(conversion, text)))


def unwidened(conversion: Conversion, text: Language, *names: str) -> Hole:
    """Like `followed`, for texts that the kernel does not widen, or whose width counts something else."""
    return aligned(conversion, alt(spelled(conversion, *names, "(efault)", null=True), text))


def text_row(text: Language) -> Row:
    """The row of an extension that prints one language, widened."""
    return lambda conversion: followed(conversion, text)


def name(conversion: Conversion) -> Hole:
    """Any text with the padding of `%s`."""
    return printf_texts.string(conversion)


def anything(conversion: Conversion) -> Hole:
    """Any text, never widened: the width is no width, or not looked at."""
    del conversion
    return wild()


def widened_anything(conversion: Conversion) -> Hole:
    """Any text in a field; a precision does not limit it."""
    return printf_texts.string(replace(conversion, precision=None))

"""What each conversion of the kernel's `printk` can print: one row a letter, and for `%p` one an extension.

Source: Linux 6.12, `vsnprintf()` and `number()` in lib/vsprintf.c; `%p` is in `printk_pointers`.
"""

from __future__ import annotations

from collections.abc import Callable

from msgpedia.formats import printf_texts
from msgpedia.formats.holes import Hole
from msgpedia.formats.model import Conversion


def hole(conversion: Conversion) -> Hole:
    """The hole that a conversion leaves."""
    return ROWS[conversion.letter](conversion)


def integer(conversion: Conversion) -> Hole:
    """`%d %i %u %o %x %X`"""
    return printf_texts.integer(conversion, kernel=True)


def pointer(conversion: Conversion) -> Hole:
    """`%p` and its extensions."""
    from msgpedia.formats import printk_pointers

    return printk_pointers.hole(conversion)


ROWS: dict[str, Callable[[Conversion], Hole]] = {
    **dict.fromkeys("diouxX", integer),
    "s": printf_texts.string,
    "c": printf_texts.character,
    "p": pointer,
}

"""What the kernel prints for a pointer that it does not follow: an address, a hash of one, an error, a symbol.

Source: lib/vsprintf.c, lib/errname.c and kernel/kallsyms.c, Linux 2.6.9 to 6.12.
"""

from __future__ import annotations

from msgpedia.formats.holes import Hole, wild
from msgpedia.formats.language import HEX, Language, alt, chars, lit, opt, seq, words
from msgpedia.formats.model import Conversion
from msgpedia.formats.numbers import Integer, Shape, padded
from msgpedia.formats.printk_fields import (
    Row,
    address_widths,
    aligned,
    any_width,
    followed,
    set_in,
    spelled,
    unwidened,
    widened,
)

HEX_NUMBER = seq("0x", alt(seq(chars("1-9a-f", 1, 1), chars(HEX, 0, 15)), "0"))  # %#lx
ERROR_NAME = seq("-E", chars("A-Z0-9_", 2, 20))  # the longest is -ERESTART_RESTARTBLOCK
SYMBOL_NAME = seq(chars("A-Za-z_.$", 1, 1), chars("A-Za-z0-9_.$", 0, 510))  # KSYM_NAME_LEN: 512 from 6.1, 128 before
MODULE_NAME = chars("A-Za-z0-9_.\\-", 1, 59)  # MODULE_NAME_LEN of a 32-bit kernel, less the final NUL
BUILD_ID = chars(HEX, 40, 40)


def plain(conversion: Conversion) -> Hole:
    """`%p` and unknown extensions: an address until 4.14, from 4.15 on a hash of it, zeros for NULL from 5.2 on.

    Before the hash's key is there: `(____ptrval____)` in 64 bits, `(ptrval)` in 32 bits and in 4.15 to 4.17. NULL until
    5.1: `(null)`. `default_pointer()`, `ptr_to_id()`
    """
    return aligned(conversion, _plain(conversion))


def kernel_pointer(conversion: Conversion) -> Hole:
    """`%pK`: an address, zeros, or a hash of one; `pK-error` in interrupts. `restricted_pointer()`"""
    wide = [set_in("pK-error", width, conversion.left) for width in address_widths(conversion)]
    refused = words(*wide) if conversion.width is None else spelled(conversion, "pK-error")
    return aligned(conversion, alt(refused, _no_key(conversion), address(conversion)))


def unmodified(conversion: Conversion) -> Hole:
    """`%px`: an address. `pointer_string()`"""
    return aligned(conversion, address(conversion))


def error_pointer(conversion: Conversion) -> Hole:
    """`%pe`: an error's name or number; any other pointer like `%p`. `err_ptr()`, from 5.5 on"""
    number = Shape(("-",), "1-9", "0-9", 1, 4)
    zeros = "0" in conversion.flags and not conversion.left
    shapes = list(number.zero_padded(conversion.fixed_width)) if zeros else [number]
    error = _language(padded(shapes, conversion.flags, conversion.fixed_width, any_width(conversion)))
    return aligned(conversion, alt(widened(conversion, ERROR_NAME), error, _plain(conversion)))


def address_value(conversion: Conversion) -> Hole:
    """`%pa[dp]`: a physical or DMA address, of 64 or 32 bits. `address_val()`, from 3.8 on"""
    return unwidened(conversion, alt(seq("0x", chars(HEX, 16, 16)), seq("0x", chars(HEX, 8, 8))))


def symbol(conversion: Conversion) -> Hole:
    """`%pS %ps %pB` with `R` and `b`: a symbol, its offset and size (not `%ps`), its module; or an address.

    `%ps` names the module from 3.6 on; `b` adds the module's build ID. `symbol_string()`, `__sprint_symbol()`
    """
    return followed(conversion, _symbol(conversion.extension))


def function(conversion: Conversion) -> Hole:
    """`%pF`: like `%pS` until 5.4, then like `%p`. `symbol_string()`

    With a precision, which nobody gives it, the two could not be told apart in order of length: any text.
    """
    if conversion.precision is not None:
        return wild()
    return aligned(conversion, alt(widened(conversion, _symbol("S")), _plain(conversion)))


def function_name(conversion: Conversion) -> Hole:
    """`%pf`: like `%ps` until 5.4, then `(%pf?)`. `symbol_string()`, `fwnode_string()`"""
    return followed(conversion, _symbol("s"), "(%pf?)")


def misused(*names: str) -> Row:
    """The row of an unfinished extension: a word that says so, from 5.2 on; a pointer before."""
    return lambda conversion: aligned(conversion, alt(spelled(conversion, *names), _plain(conversion)))


def _plain(conversion: Conversion) -> Language:
    return alt(_no_key(conversion), spelled(conversion, null=True), address(conversion))


def _no_key(conversion: Conversion) -> Language:
    """The words before there is a key, always in a field as wide as an address."""
    narrow = [set_in("(ptrval)", width, conversion.left) for width in (16, 8)]
    if any_width(conversion) and not conversion.left:  # an argument below zero sets to the left
        narrow.append(set_in("(ptrval)", 16, left=True))
    return words("(____ptrval____)", *narrow)


def address(conversion: Conversion) -> Language:
    """An address in hexadecimal; without width in 16 or 8 digits. `pointer_string()`"""
    flags = conversion.flags
    if conversion.width is not None:
        return _language(Integer(16, 64, False, kernel=True).hole(flags, conversion.width, conversion.precision))
    return alt(
        *(
            _language(
                Integer(16, 64 if width > 10 else 32, False, kernel=True).hole(flags + "0", width, conversion.precision)
            )
            for width in address_widths(conversion)
        )
    )


def _symbol(extension: str) -> Language:
    build_id = opt(" ", BUILD_ID) if "b" in extension else lit("")
    offset = lit("") if extension.startswith("s") else seq("+", HEX_NUMBER, "/", HEX_NUMBER)
    found = seq(SYMBOL_NAME, offset, opt(" [", MODULE_NAME, build_id, "]"))
    return alt(found, seq("0x", chars(HEX, 1, 16)))


def _language(hole: Hole) -> Language:
    assert hole.language is not None, "numbers leave bounded holes"
    return hole.language

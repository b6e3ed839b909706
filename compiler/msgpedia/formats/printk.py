r"""The grammar of the kernel's format strings, as `lib/vsprintf.c` reads them.

    format     = [ level ] { literal | conversion }
    level      = U+0001 ( "0" … "7" | "c" | "d" )
    conversion = "%" { flag } [ width ] [ "." [ precision ] ] [ length ] ( letter | "p" extension )
    flag       = "-" | "+" | " " | "#" | "0"
    width      = number | "*"
    precision  = number | "*"
    length     = "hh" | "h" | "ll" | "l" | "L" | "q" | "z" | "Z" | "t" | "j"
    letter     = one of d i o u x X c s %
    extension  = { letter of the alphabet | digit }

`Z` and `q` are of older kernels. The level (KERN_SOH and a character) is not part of the message.
Source: Linux 6.12, `format_decode()` and `pointer()` in lib/vsprintf.c, include/linux/kern_levels.h.
"""

from __future__ import annotations

from string import ascii_letters, digits

from msgpedia.formats.model import Conversion, Literal, Size, Template
from msgpedia.formats.scanner import Scanner

FLAGS = "-+ #0"
LENGTHS = ("hh", "h", "ll", "l", "L", "q", "z", "Z", "t", "j")
LETTERS = "diouxXcsp%"
_SOH = "\x01"
_LEVELS = "01234567cd"


def parse(text: str) -> Template:
    """format = [ level ] { literal | conversion }

    Raises FormatError, with offsets, where a conversion is not one of the kernel's.
    """
    scanner = Scanner(text)
    _skip_level(scanner)
    return Template("printk", scanner.take_parts(_conversion))


def _skip_level(scanner: Scanner) -> None:
    r"""level = U+0001 ( "0" … "7" | "c" | "d" )"""
    if scanner.text.startswith(_SOH) and scanner.text[1:2] in tuple(_LEVELS):
        scanner.position = 2


def _conversion(scanner: Scanner) -> Literal | Conversion:
    """conversion = "%" { flag } [ width ] [ "." [ precision ] ] [ length ] ( letter | "p" extension )"""
    start = scanner.position
    scanner.position += 1
    flags = scanner.take_while(FLAGS)
    width = scanner.take_size()
    precision: Size = None
    if scanner.take_any((".",)):
        precision = scanner.take_size()
    length = scanner.take_any(LENGTHS)
    letter = scanner.take_any(tuple(LETTERS))
    if not letter:
        raise scanner.no_conversion(start, "the kernel's printk")
    extension = scanner.take_while(ascii_letters + digits) if letter == "p" else ""
    source = scanner.text[start : scanner.position]
    if letter == "%":
        return Literal("%", source)
    return Conversion(source, start, scanner.position, letter, flags, width, precision, length, extension)

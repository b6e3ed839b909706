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
from msgpedia.formats.printf import join_literals
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
    parts: list[Literal | Conversion] = []
    while not scanner.done:
        if text[scanner.position] == "%":
            parts.append(_conversion(scanner))
        else:
            run = scanner.take_until("%")
            parts.append(Literal(run, run))
    return Template("printk", join_literals(parts))


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
        at_end = scanner.done
        scanner.position += 0 if at_end else 1
        what = "the format string ends inside a conversion" if at_end else "not a conversion of the kernel's printk"
        found = "" if at_end else f"{scanner.text[start : scanner.position]!r} is "
        raise scanner.error(found + what, start, "write %% for a percent sign")
    extension = scanner.take_while(ascii_letters + digits) if letter == "p" else ""
    source = scanner.text[start : scanner.position]
    if letter == "%":
        return Literal("%", source)
    return Conversion(source, start, scanner.position, letter, flags, width, precision, length, extension)

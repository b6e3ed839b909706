"""The grammar of C format strings, as the C library reads them.

    format     = { literal | conversion }
    conversion = "%" [ argument ] { flag } [ width ] [ "." [ precision ] ] [ length ] letter
    argument   = number "$"
    flag       = "-" | "+" | " " | "#" | "0" | "'" | "I"
    width      = number | "*" [ argument ]
    precision  = number | "*" [ argument ]        (a lone "." is precision 0)
    length     = "hh" | "h" | "ll" | "l" | "q" | "L" | "j" | "z" | "Z" | "t" | "wf" number | "w" number
    letter     = one of d i o u x X b B e E f F g G a A c C s S p n m %

Source: C23 (ISO/IEC 9899:2024) 7.23.6.1 and the GNU C library's manual, "Formatted Output" (`'`, `I`, `m`, `q`, `Z`,
`C`, `S`).
"""

from __future__ import annotations

from msgpedia.formats.model import Conversion, Literal, Size, Template
from msgpedia.formats.scanner import Scanner

FLAGS = "-+ #0'I"
LENGTHS = ("hh", "h", "ll", "l", "q", "L", "j", "z", "Z", "t")
LETTERS = "diouxXbBeEfFgGaAcCsSpnm%"


def parse(text: str) -> Template:
    """format = { literal | conversion }

    Raises FormatError, with offsets, where a conversion is not one of C's.
    """
    return Template("printf", Scanner(text).take_parts(_conversion))


def _conversion(scanner: Scanner) -> Literal | Conversion:
    """conversion = "%" [ argument ] { flag } [ width ] [ "." [ precision ] ] [ length ] letter"""
    start = scanner.position
    scanner.position += 1
    argument = _argument(scanner)
    flags = scanner.take_while(FLAGS)
    width = _size(scanner)
    precision: Size = None
    if scanner.take_any((".",)):
        precision = _size(scanner)
        precision = 0 if precision is None else precision
    length = _length(scanner)
    letter = scanner.take_any(tuple(LETTERS))
    source = scanner.text[start : scanner.position]
    if not letter:
        raise scanner.no_conversion(start, "C's printf")
    if letter == "%":
        return Literal("%", source)
    if letter == "n":
        return Literal("", source)
    return Conversion(source, start, scanner.position, letter, flags, width, precision, length, "", argument)


def _argument(scanner: Scanner) -> int | None:
    """argument = number "$", or nothing."""
    start = scanner.position
    number = scanner.take_number()
    if number is not None and scanner.take_any(("$",)):
        return number
    scanner.position = start
    return None


def _size(scanner: Scanner) -> Size:
    """width = number | "*" [ argument ]"""
    size = scanner.take_size()
    if size is not None and not isinstance(size, int):
        _argument(scanner)
    return size


def _length(scanner: Scanner) -> str:
    """length = "hh" | … | "wf" number | "w" number"""
    exact = scanner.take_any(("wf", "w"))
    if exact:
        return f"{exact}{scanner.take_number() or ''}"
    return scanner.take_any(LENGTHS)

"""The grammar of Python's `%` formatting.

    format     = { literal | conversion }
    conversion = "%" [ name ] { flag } [ width ] [ "." [ precision ] ] [ length ] letter
    name       = "(" { character | name } ")"     (brackets stand in pairs)
    flag       = "#" | "0" | "-" | " " | "+"
    width      = number | "*"
    precision  = number | "*"                     (a lone "." is precision 0)
    length     = "h" | "l" | "L"                  (means nothing)
    letter     = one of d i o u x X e E f F g G c r s a
    percent    = "%%"                             (a literal)

Source: "printf-style String Formatting" in Python's Library Reference, and `unicode_format_arg_parse()` in CPython's
Objects/unicodeobject.c.
"""

from __future__ import annotations

from msgpedia.formats.model import Conversion, Literal, Size, Template
from msgpedia.formats.scanner import Scanner

FLAGS = "#0- +"
LENGTHS = ("h", "l", "L")
LETTERS = "diouxXeEfFgGcrsa"


def parse(text: str) -> Template:
    """format = { literal | conversion }

    Raises FormatError, with offsets, where a conversion is not one of Python's.
    """
    return Template("percent", Scanner(text).take_parts(_conversion))


def _conversion(scanner: Scanner) -> Literal | Conversion:
    """conversion = "%" [ name ] { flag } [ width ] [ "." [ precision ] ] [ length ] letter"""
    start = scanner.position
    if scanner.take_any(("%%",)):
        return Literal("%", "%%")
    scanner.position += 1
    name = _name(scanner, start)
    flags = scanner.take_while(FLAGS)
    width = scanner.take_size()
    precision: Size = None
    if scanner.take_any((".",)):
        precision = scanner.take_size()
        precision = 0 if precision is None else precision
    length = scanner.take_any(LENGTHS)
    letter = scanner.take_any(tuple(LETTERS))
    if not letter:
        raise scanner.no_conversion(start, "Python's %")
    source = scanner.text[start : scanner.position]
    return Conversion(source, start, scanner.position, letter, flags, width, precision, length, name=name)


def _name(scanner: Scanner, start: int) -> str:
    """name = "(" { character | name } ")", or nothing."""
    if not scanner.take_any(("(",)):
        return ""
    begin, depth = scanner.position, 1
    while depth and not scanner.done:
        depth += {"(": 1, ")": -1}.get(scanner.text[scanner.position], 0)
        scanner.position += 1
    if depth:
        raise scanner.error("the name of an argument is not closed", start, "write ) behind the name")
    return scanner.text[begin : scanner.position - 1]

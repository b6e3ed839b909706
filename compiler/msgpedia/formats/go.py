"""The grammar of the format strings of Go's package fmt.

    format     = { literal | conversion }
    conversion = "%" { flag } [ width ] [ "." [ precision ] ] [ index ] verb
    flag       = "+" | "-" | "#" | " " | "0"
    width      = number | [ index ] "*"
    precision  = number | [ index ] "*"           (a lone "." is precision 0)
    index      = "[" number "]"                   (the number of an argument, from 1)
    verb       = one of v T t b c d o O q x X U e E f F g G s p w
    percent    = "%" { flag } [ width ] [ "." [ precision ] ] "%"      (a literal)

Source: https://pkg.go.dev/fmt, and `doPrintf()` in Go's src/fmt/print.go.
"""

from __future__ import annotations

from msgpedia.formats.model import Conversion, Literal, Size, Template
from msgpedia.formats.scanner import Scanner

FLAGS = "+-# 0"
VERBS = "vTtbcdoOqxXUeEfFgGspw%"


def parse(text: str) -> Template:
    """format = { literal | conversion }

    Raises FormatError, with offsets, where Go would print an error in place of a conversion.
    """
    return Template("go", Scanner(text).take_parts(_conversion))


def _conversion(scanner: Scanner) -> Literal | Conversion:
    """conversion = "%" { flag } [ width ] [ "." [ precision ] ] [ index ] verb"""
    start = scanner.position
    scanner.position += 1
    flags = scanner.take_while(FLAGS)
    index, width = _size(scanner, start)
    precision: Size = None
    if scanner.take_any((".",)):
        if index is not None:
            raise _misplaced(scanner, start)
        index, precision = _size(scanner, start)
        precision = 0 if precision is None else precision
    if index is None:
        index = _index(scanner, start)
    verb = scanner.take_any(tuple(VERBS))
    if not verb:
        raise scanner.no_conversion(start, "Go's fmt")
    source = scanner.text[start : scanner.position]
    if verb == "%":
        return Literal("%", source)
    return Conversion(source, start, scanner.position, verb, flags, width, precision, argument=index)


def _size(scanner: Scanner, start: int) -> tuple[int | None, Size]:
    """width = number | [ index ] "*", or nothing; an index that no `*` follows is the verb's."""
    index = _index(scanner, start)
    size = scanner.take_size()
    if isinstance(size, int) and index is not None:
        raise _misplaced(scanner, start)
    return (index, None) if size is None else (None, size)


def _index(scanner: Scanner, start: int) -> int | None:
    """index = "[" number "]", or nothing."""
    if not scanner.take_any(("[",)):
        return None
    number = scanner.take_number()
    if not number or not scanner.take_any(("]",)):
        scanner.position += 0 if scanner.done else 1
        found = scanner.text[start : scanner.position]
        raise scanner.error(f"{found!r} has no number of an argument in its brackets", start, "write %[1]d")
    return number


def _misplaced(scanner: Scanner, start: int) -> Exception:
    found = scanner.text[start : scanner.position]
    hint = "write the index right before the * or the verb"
    return scanner.error(f"{found!r} has the number of an argument before a width or precision", start, hint)

"""The grammar of the format specification in a field, as Python and Rust have it.

    spec      = [ [ fill ] align ] [ sign ] [ "z" ] [ "#" ] [ "0" ] [ width ] [ group ] [ "." precision ] [ letter ]
    fill      = a character
    align     = "<" | ">" | "^" | "="
    sign      = "+" | "-" | " "
    width     = number | argument
    precision = number | argument | "*"
    argument  = "{" { character } "}" | ( name | number ) "$"      (Python's, Rust's)
    group     = "," | "_"
    letter    = one of b c d e E f F g G n o s x X % p, "?", "x?" or "X?"

Source: "Format Specification Mini-Language" in Python's Library Reference; "Syntax" in the documentation of Rust's
std::fmt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgpedia.formats.model import STAR, Size
from msgpedia.formats.scanner import Scanner

ALIGNS = ("<", ">", "^", "=")
LETTERS = ("x?", "X?", *"bcdeEfFgGnosxX%p?")
_ARGUMENT = re.compile(r"\{[^{}]*\}|(?:[0-9]+|[^\W\d]\w*)\$")


@dataclass(frozen=True, slots=True)
class Spec:
    """A format specification; what is not there is empty, None or false."""

    fill: str = ""
    align: str = ""
    sign: str = ""
    alternate: bool = False
    zero: bool = False
    width: Size = None
    group: str = ""
    precision: Size = None
    letter: str = ""


def parse(text: str) -> Spec | None:
    """spec = [ [ fill ] align ] [ sign ] [ "z" ] [ "#" ] [ "0" ] [ width ] [ group ] [ "." precision ] [ letter ]

    None where it is another language's, such as that of dates.
    """
    scanner = Scanner(text)
    fill, align = _alignment(scanner)
    sign = scanner.take_any(("+", "-", " "))
    scanner.take_any(("z",))
    alternate = bool(scanner.take_any(("#",)))
    argument = _argument(scanner)
    zero = argument is None and bool(scanner.take_any(("0",)))
    width = argument or _size(scanner)
    group = scanner.take_any((",", "_"))
    precision = _precision(scanner) if scanner.take_any((".",)) else None
    letter = scanner.take_any(LETTERS)
    return Spec(fill, align, sign, alternate, zero, width, group, precision, letter) if scanner.done else None


def _alignment(scanner: Scanner) -> tuple[str, str]:
    """[ [ fill ] align ]"""
    if scanner.text[1:2] in ALIGNS and scanner.text[:1] not in "{}":
        scanner.position = 2
        return scanner.text[0], scanner.text[1]
    return "", scanner.take_any(ALIGNS)


def _argument(scanner: Scanner) -> Size:
    """argument = "{" { character } "}" | ( name | number ) "$", or nothing."""
    return STAR if scanner.take_pattern(_ARGUMENT) else None


def _size(scanner: Scanner) -> Size:
    """width = number | argument, or nothing."""
    return _argument(scanner) or scanner.take_count()


def _precision(scanner: Scanner) -> Size:
    """precision = number | argument | "*", or nothing."""
    return _argument(scanner) or scanner.take_size()

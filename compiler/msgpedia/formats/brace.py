r"""The grammar of format strings with braces: Python's `str.format`, Rust's `format!`, .NET's and SLF4J's.

    format     = { literal | "{{" | "}}" | field }
    field      = "{" [ name ] [ "," alignment ] [ "!" conversion ] [ ":" spec ] "}"
    name       = { character but one of { } : ! [ | "[" { character but "]" } "]" }
    alignment  = [ "-" ] number                   (.NET: a width, to the left if below zero)
    conversion = "r" | "s" | "a"
    spec       = { character but { and } | "{" { character but { and } } "}" }     (`brace_spec` says more)

A format string whose braces do not fit, which Python, Rust and .NET refuse, is SLF4J's if it has a `{}`; in that
grammar nothing else is a field:

    slf4j      = { literal | "{}" | "\{}" | "\\{}" }       (`\{}` is `{}`, `\\{}` a backslash and a field)

Source: "Format String Syntax" in Python's Library Reference and CPython's Objects/stringlib/unicode_format.h; the
documentation of Rust's std::fmt and of .NET's composite formatting; MessageFormatter in SLF4J's documentation.
"""

from __future__ import annotations

import re

from msgpedia.formats.model import Conversion, FormatError, Literal, Template, join_literals
from msgpedia.formats.scanner import MOST_SIZE, Scanner

_NO_BRACE = "write {{ or }} for a brace"
_NAME = re.compile(r"(?:[^{}:!\[]|\[[^\]]*\])*")
_ALIGNED = re.compile(r"(\w*),(-?)([0-9]+)", re.ASCII)
_SPEC = re.compile(r"(?:[^{}]|\{[^{}]*\})*")
_SLF4J_FIELD = re.compile(r"(\\?\\?)\{\}")


class _BraceError(FormatError):
    """A brace that Python, Rust and .NET refuse."""


def parse(text: str) -> Template:
    """The template of a format string.

    Raises FormatError, with offsets, where it is none of these languages'.
    """
    try:
        parts = _format(Scanner(text))
    except _BraceError:
        if "{}" not in text:
            raise
        parts = _slf4j(text)
    return Template("brace", join_literals(parts))


def _format(scanner: Scanner) -> list[Literal | Conversion]:
    """format = { literal | "{{" | "}}" | field }"""
    parts: list[Literal | Conversion] = []
    while not scanner.done:
        run = scanner.take_while_not("{}")
        parts.append(Literal(run, run))
        double = scanner.take_any(("{{", "}}"))
        if double:
            parts.append(Literal(double[0], double))
        elif not scanner.done:
            parts.append(_field(scanner))
    return parts


def _field(scanner: Scanner) -> Conversion:
    """field = "{" [ name ] [ "," alignment ] [ "!" conversion ] [ ":" spec ] "}", or a } that closes nothing."""
    start = scanner.position
    if not scanner.take_any(("{",)):
        raise _BraceError("a } that closes nothing", start, start + 1, _NO_BRACE)
    name, width, left = _name(scanner)
    letter = _conversion(scanner, start) if scanner.take_any(("!",)) else ""
    spec = _spec(scanner, start) if scanner.take_any((":",)) else ""
    if not scanner.take_any(("}",)):
        what = "is not closed" if scanner.done else f"has a {scanner.text[scanner.position]} where it should end"
        raise _BraceError(f"a field {what}", start, max(scanner.position, start + 1), _NO_BRACE)
    source = scanner.text[start : scanner.position]
    flags = "-" if left else ""
    return Conversion(source, start, scanner.position, letter, flags, width, extension=spec, name=name)


def _name(scanner: Scanner) -> tuple[str, int | None, bool]:
    """name [ "," alignment ]: the name, the width, whether that sets the text to the left."""
    text = scanner.take_pattern(_NAME)
    aligned = _ALIGNED.fullmatch(text)
    if aligned is None:
        return text, None, False
    return aligned[1], min(int(aligned[3][:9]), MOST_SIZE), bool(aligned[2])


def _conversion(scanner: Scanner, start: int) -> str:
    """conversion = "r" | "s" | "a", with what ends it not taken."""
    letter = scanner.take_any(("r", "s", "a"))
    if letter and (scanner.done or scanner.text[scanner.position] in ":}"):
        return letter
    scanner.position += 0 if scanner.done else 1
    raise scanner.error(
        f"{scanner.text[start : scanner.position]!r} is not a conversion of Python's", start, "write !r, !s or !a"
    )


def _spec(scanner: Scanner, start: int) -> str:
    """spec = { character | "{" { character } "}" }"""
    spec = scanner.take_pattern(_SPEC)
    if scanner.take_any(("{",)):
        scanner.take_while_not("{}")
        if scanner.take_any(("{",)):
            raise scanner.error("fields lie more than one deep in each other", start, "name the inner field's value")
    return spec


def _slf4j(text: str) -> list[Literal | Conversion]:
    r"""slf4j = { literal | "{}" | "\{}" | "\\{}" }"""
    parts: list[Literal | Conversion] = []
    position = 0
    for match in _SLF4J_FIELD.finditer(text):
        before = text[position : match.start()]
        position = match.end()
        if match[1] == "\\":
            parts.append(Literal(before + "{}", before + match.group()))
            continue
        parts.append(Literal(before + match[1][:1], before + match[1]))
        parts.append(Conversion("{}", position - 2, position, ""))
    parts.append(Literal(text[position:], text[position:]))
    return parts

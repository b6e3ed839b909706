"""Diagnostics as workflow commands of GitHub Actions, which shows them beside the lines of a pull request.

::error file=catalog/linux/mm/x.yaml,line=7,endLine=7,col=1,endColumn=8,title=MP101 unknown-field::unknown field …

The runner takes every line that begins with `::` for a command, so nothing of a file may end a line: what the runner
documents is escaped, every other control character is spelled out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from msgpedia.diagnostics.model import Diagnostic, Span
from msgpedia.diagnostics.registry import CODES
from msgpedia.diagnostics.text import visible

Where = Callable[[str], str]
_KINDS = {"note": "notice"}


def render(diagnostics: Iterable[Diagnostic], where: Where = str) -> str:
    """One command a finding, each on a line; `where` gives the path of a file below the root of the repository."""
    return "".join(_command(diagnostic, where) for diagnostic in diagnostics)


def _command(diagnostic: Diagnostic, where: Where) -> str:
    title = f"{diagnostic.code} {CODES[diagnostic.code].name}"
    properties = {"file": where(diagnostic.span.file), **_lines(diagnostic.span), "title": title}
    words = ",".join(f"{name}={_property(visible(str(value)))}" for name, value in properties.items())
    said = [diagnostic.message]
    said += [f"hint: {diagnostic.hint}"] if diagnostic.hint else []
    said += [
        f"note: {replace(other.span, file=where(other.span.file)).place}: {other.message}"
        for other in diagnostic.related
    ]
    kind = _KINDS.get(diagnostic.severity, diagnostic.severity)
    return f"::{kind} {words}::{_data(chr(10).join(map(visible, said)))}\n"


def _lines(span: Span) -> dict[str, int]:
    """The place; GitHub takes columns only where it is in one line."""
    found = {"line": span.line, "endLine": span.end_line}
    if span.line == span.end_line and not span.whole:
        found |= {"col": span.column, "endColumn": span.end_column}
    return found


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

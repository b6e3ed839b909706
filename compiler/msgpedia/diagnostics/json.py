"""Diagnostics as JSON: a list of objects, for tools."""

from __future__ import annotations

import json
from collections.abc import Iterable

from msgpedia.diagnostics.model import Diagnostic
from msgpedia.diagnostics.registry import CODES


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON array, one object a finding, keys always the same; ends with a newline.

    Text from files is escaped to ASCII, so that nothing of it can steer a terminal.
    """
    return json.dumps([_object(diagnostic) for diagnostic in diagnostics], indent=2) + "\n"


def _object(diagnostic: Diagnostic) -> dict[str, object]:
    span = diagnostic.span
    return {
        "code": diagnostic.code,
        "name": CODES[diagnostic.code].name,
        "severity": diagnostic.severity,
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_line": span.end_line,
        "end_column": span.end_column,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }

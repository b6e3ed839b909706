"""Diagnostics as JSON: a list of objects, for tools."""

from __future__ import annotations

import json
from collections.abc import Iterable

from msgpedia.diagnostics.model import Diagnostic, Span
from msgpedia.diagnostics.registry import CODES


def render(diagnostics: Iterable[Diagnostic]) -> str:
    """A JSON array, one object a finding, keys always the same; ends with a newline.

    `fix` lists the replacements that mend the finding, all in its file; empty where nothing can.

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
        **_place(span),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "fix": [{**_place(part.span), "text": part.text} for part in diagnostic.fix],
        "related": [
            {"file": other.span.file, **_place(other.span), "message": other.message} for other in diagnostic.related
        ],
    }


def _place(span: Span) -> dict[str, object]:
    return {"line": span.line, "column": span.column, "end_line": span.end_line, "end_column": span.end_column}

"""All codes that a diagnostic can have, from the package's table.

Families: 0xx reading YAML, 1xx schema, 2xx formats and arguments, 3xx samples and matching, 4xx text and languages,
5xx the catalog as a whole.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files

from msgpedia.diagnostics.model import Code, Diagnostic, Related, Replacement, Span

FAMILIES = {
    "0": "Reading YAML",
    "1": "Schema",
    "2": "Formats and arguments",
    "3": "Samples and matching",
    "4": "Text and languages",
    "5": "The catalog as a whole",
}


def _load() -> dict[str, Code]:
    table = tomllib.loads((files("msgpedia") / "data" / "diagnostics.toml").read_text(encoding="utf-8"))
    return {code: Code(code=code, **{"severity": "error", **row}) for code, row in table.items()}


CODES: dict[str, Code] = _load()


def report(
    code: str,
    span: Span,
    message: str,
    hint: str = "",
    fix: tuple[Replacement, ...] = (),
    related: tuple[Related, ...] = (),
) -> Diagnostic:
    """A finding with the severity that its code has. Raises KeyError for a code that is not registered."""
    return Diagnostic(span, code, CODES[code].severity, message, hint, fix, related)

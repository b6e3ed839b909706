"""Texts that `msgpedia new` laid out and that nobody has written yet."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgpedia.catalog import markdown
from msgpedia.catalog.checks.prose import Owner, field_name
from msgpedia.diagnostics import Diagnostic, report

MARK = "TODO"  # what begins a text, or a line of it, that is still to be written
_MARKED = re.compile(rf"^[ \t]*(?:[-*][ \t]+|[0-9]{{1,9}}[.)][ \t]+)?({MARK})(?![A-Za-z0-9_-])", re.MULTILINE)


def written(owner: Owner) -> Iterator[Diagnostic]:
    """MP407: a text, or a line of it, that begins with `TODO`."""
    for path, text in owner.texts():
        for language, value in text.translations:
            prose = markdown.without_code(value) if MARK in value else ""
            for match in _MARKED.finditer(prose):
                span = owner.places.inside((*path, language), match.start(1), match.end(1))
                message = f"the text of `{field_name(path)}.{language}` is still to be written"
                yield report("MP407", span, message, f"write it in place of `{MARK}`, or delete this language of it")

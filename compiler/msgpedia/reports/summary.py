"""What is told of a report in one line: the first of its kind's summaries that its lines hold enough for, and what
such an event is called.

A part in square brackets is left out unless all places in it are known.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from msgpedia.reports.model import Report

    Row = dict[str, Any]

_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")
_PART = re.compile(r"\[([^\[\]]*)\]")
_BLANKS = re.compile(r"\s+")
FALLBACK = "en"  # the language of a summary that has none in the wanted one


def summary_of(report: Report, language: str) -> str | None:
    """The summary of a report in a language, or None where its lines hold too little for any."""
    known = _known(report)
    row = _row_of(report, known)
    if row is None:
        return None
    parts = _PART.split(_picked(row["text"], language))  # by turns outside and inside of brackets
    return "".join(_filled(part, known) or "" for part in parts)


def title_of(report: Report, language: str) -> str:
    """What a report is called: as its summary says, or else its kind."""
    row = _row_of(report, _known(report)) or {}
    return _picked(row.get("title") or report.kind.row["title"], language)


def _known(report: Report) -> dict[str, str]:
    return {name: _BLANKS.sub(" ", text).strip(" ") for name, text in report.fields.items()}


def _row_of(report: Report, known: dict[str, str]) -> Row | None:
    """The summary that counts; its text has the same places in every language."""
    for row in report.kind.row.get("summary", ()):
        if _holds(row, known) and _filled(_PART.sub("", _picked(row["text"], FALLBACK)), known) is not None:
            found: Row = row
            return found
    return None


def _picked(texts: dict[str, str], language: str) -> str:
    return texts.get(language) or texts.get(FALLBACK) or next(iter(texts.values()))


def _filled(text: str, known: dict[str, str]) -> str | None:
    """A text with its places filled, or None where one is not known."""
    if not all(known.get(name) for name in _PLACE.findall(text)):
        return None
    return _PLACE.sub(lambda place: known[place[1]], text)


def _holds(row: Row, known: dict[str, str]) -> bool:
    """Whether fields are as a summary asks: `known`, equal to what `when` has, other than what `unless` has."""
    if not all(known.get(name) for name in row.get("known", ())):
        return False
    if any(known.get(name) != text for name, text in row.get("when", {}).items()):
        return False
    return all(known.get(name) != text for name, text in row.get("unless", {}).items())

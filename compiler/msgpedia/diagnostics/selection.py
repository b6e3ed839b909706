"""Which of a catalog's findings concern some of its files."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from msgpedia.diagnostics.model import Diagnostic


def concerning(diagnostics: Iterable[Diagnostic], asked: Callable[[str], bool]) -> list[Diagnostic]:
    """The findings in files that were asked for, and conflicts of these files that are found in others.

    A conflict that both files tell is told once, in the file that was asked for. Where only the other one tells it, its
    note says why it is shown.
    """
    known = list(diagnostics)
    here = [finding for finding in known if asked(finding.span.file)]
    told = {(finding.code, other.span.file) for finding in here for other in finding.related}
    elsewhere = [
        _explained(finding, asked)
        for finding in known
        if not asked(finding.span.file)
        and any(asked(other.span.file) for other in finding.related)
        and (finding.code, finding.span.file) not in told
    ]
    return [*here, *elsewhere]


def _explained(finding: Diagnostic, asked: Callable[[str], bool]) -> Diagnostic:
    related = tuple(
        replace(other, message=f"{other.message}; shown because this file was asked for")
        if asked(other.span.file)
        else other
        for other in finding.related
    )
    return replace(finding, related=related)

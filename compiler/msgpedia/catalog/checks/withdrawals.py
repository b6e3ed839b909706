"""Checks of the entries that a software's description lists as withdrawn.

What is wrong with an entry is said at the entry: an error in the description keeps all entries of the software out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from msgpedia.catalog.guesses import suggestion
from msgpedia.catalog.model import Catalog, Software
from msgpedia.diagnostics import Diagnostic, Span, report


def days(software: Software) -> Iterator[Diagnostic]:
    """MP105: a day that no calendar has."""
    for number, row in enumerate(software.withdrawn):
        try:
            date.fromisoformat(row.date)
        except ValueError:
            yield report("MP105", software.span("withdrawn", number, "date"), f"`{row.date}` is no day of the calendar")


def ids(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP504: an entry that has a withdrawn id or claims it as a former one; an id that is withdrawn twice."""
    withdrawn = {row.id for software in catalog.software for row in software.withdrawn}
    for entry in catalog.entries:
        if entry.id in withdrawn:
            hint = "ids are never used again; rename the entry. If it is back, delete its row in software.yaml"
            yield report("MP504", Span(entry.places.file), f"the id `{entry.id}` was withdrawn", hint)
        for number, old in enumerate(entry.former_ids):
            if old in withdrawn:
                hint = "an id leads to one entry, or to none; delete it here or in software.yaml"
                yield report("MP504", entry.span("former_ids", number), f"`{old}` was withdrawn", hint)
    before: set[str] = set()
    for software in catalog.software:
        for number, row in enumerate(software.withdrawn):
            if row.id in before:
                span = software.span("withdrawn", number, "id")
                yield report("MP504", span, f"`{row.id}` is withdrawn twice", "delete one of the rows")
            before.add(row.id)


def successors(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP502: what is to be read instead is no entry, and was none."""
    known = {entry.id for entry in catalog.entries} | catalog.broken
    known.update(old for entry in catalog.entries for old in entry.former_ids)
    for software in catalog.software:
        for number, row in enumerate(software.withdrawn):
            if row.see is not None and row.see not in known:
                hint = suggestion(row.see, known, "name an entry, or delete it")
                yield report("MP502", software.span("withdrawn", number, "see"), f"there is no entry `{row.see}`", hint)

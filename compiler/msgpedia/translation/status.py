"""How far the translations are: counts by language, software and field, as a table or as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from babel.messages.catalog import Catalog as Words

from msgpedia.catalog.checks.texts import is_copy
from msgpedia.diagnostics.text import columns, visible
from msgpedia.translation import interface, languages
from msgpedia.translation.units import State, Unit

STATES: tuple[State, ...] = ("translated", "missing", "behind", "identical")
FIELDS = ("name", "withdrawn", "title", "arguments", "description", "action", "notes", "advice")  # in this order
INTERFACE = "(interface)"  # in place of a software, for the words of the interface by domain
KEY = "en"  # the language that the words of the interface are written in
_COLOURS = {"missing": "\x1b[33m", "behind": "\x1b[31m", "identical": "\x1b[36m"}
_RESET = "\x1b[0m"


@dataclass(frozen=True, slots=True)
class Item:
    """A text in a language: where it belongs, its state, its name, and where it stands."""

    language: str
    software: str
    field: str
    state: State
    context: str
    file: str
    line: int


@dataclass(frozen=True, slots=True)
class Row:
    """How many texts of a field are in each state."""

    language: str
    software: str
    field: str
    counts: Mapping[State, int]

    @property
    def texts(self) -> int:
        return sum(self.counts.values())

    @property
    def percent(self) -> int:
        """How much is translated, rounded down, so that 100 means all."""
        return self.counts["translated"] * 100 // self.texts if self.texts else 100


def of_units(units: Iterable[Unit], language: str) -> Iterator[Item]:
    """The texts of a catalog in a language."""
    for unit in units:
        state = unit.state(language)
        line = unit.line(language)
        yield Item(language, unit.software, unit.field, state, unit.context, unit.places.file, line)


def of_words(template: Words, words: Words | None, language: str, domain: str, file: str) -> Iterator[Item]:
    """The words of an interface domain in a language; None for one that has no file.

    What is fuzzy has fallen behind, and so has what has other places for values than its source: `{number}` where that
    has `{count}`. The words are English, so English needs no translation of them.
    """
    for wanted in template:
        if wanted.id:
            name = wanted.id if isinstance(wanted.id, str) else wanted.id[0]
            found = words.get(wanted.id, wanted.context) if words is not None else None
            state: State = "missing"
            if found is not None and found.string and (found.fuzzy or not interface.has_same_places(found)):
                state = "behind"
            elif found is not None and _is_whole(found.string):
                forms = [found.string] if isinstance(found.string, str) else list(found.string or ())
                state = "identical" if language != KEY and is_copy(forms[0], name) else "translated"
            elif language == KEY and found is not None:
                state = "translated"
            line = found.lineno if found is not None and found.lineno else 1
            yield Item(language, INTERFACE, domain, state, name, file, line)


def _is_whole(string: Any) -> bool:
    return bool(string) and (isinstance(string, str) or all(string))


def rows(items: Iterable[Item]) -> list[Row]:
    """Counts by language, software and field: the fields of a software in their order, all else as the items come."""
    found: dict[tuple[str, str, str], dict[State, int]] = {}
    for item in items:
        counts = found.setdefault((item.language, item.software, item.field), dict.fromkeys(STATES, 0))
        counts[item.state] += 1
    counted = [Row(*key, counts) for key, counts in found.items()]
    groups = {key: number for number, key in enumerate(dict.fromkeys((row.language, row.software) for row in counted))}
    order = {field: number for number, field in enumerate(FIELDS)}
    return sorted(counted, key=lambda row: (groups[row.language, row.software], order.get(row.field, len(FIELDS))))


def totals(counted: Sequence[Row]) -> list[Row]:
    """The sums of each language: of all entries, and of the interface."""
    found: dict[tuple[str, str], dict[State, int]] = {}
    for row in counted:
        name = INTERFACE if row.software == INTERFACE else "(catalog)"
        counts = found.setdefault((row.language, name), dict.fromkeys(STATES, 0))
        for state, number in row.counts.items():
            counts[state] += number
    return [Row(language, name, "total", counts) for (language, name), counts in found.items()]


def table(counted: Sequence[Row], colour: bool = False) -> str:
    """The counts as text, a table for each language. Software whose texts are all translated has one line."""
    return "\n".join(
        _table(language, [row for row in counted if row.language == language], colour)
        for language in dict.fromkeys(row.language for row in counted)
    )


def _table(language: str, counted: list[Row], colour: bool) -> str:
    head = [title_of(language), "field", "texts", *STATES, "%"]
    sums = [row for row in totals(counted) if row.texts]
    cells = [head]
    shown = ""
    for row in (*_folded(counted), *sums):
        software = "" if row.software == shown and row.field != "total" else row.software
        shown = row.software
        counts = [str(row.counts[state]) if row.counts[state] else "-" for state in STATES]
        cells.append([software, row.field, str(row.texts), *counts, str(row.percent)])
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    lines = []
    for number, line in enumerate(cells):
        padded = [_padded(cell, width, place > 1) for place, (cell, width) in enumerate(zip(line, widths, strict=True))]
        if colour and number:
            padded[3:7] = [
                f"{_COLOURS[state]}{cell}{_RESET}" if state in _COLOURS and cell.strip() != "-" else cell
                for state, cell in zip(STATES, padded[3:7], strict=True)
            ]
        lines.append("  ".join(padded).rstrip())
    return "\n".join(lines) + "\n"


def _folded(counted: list[Row]) -> Iterator[Row]:
    """The rows, those of a software together where nothing is left to translate."""
    for software, group in groupby(counted, lambda row: row.software):
        rows = list(group)
        if software == INTERFACE or any(row.counts["translated"] < row.texts for row in rows):
            yield from rows
            continue
        sums = {state: sum(row.counts[state] for row in rows) for state in STATES}
        yield Row(rows[0].language, software, "all", sums)


def title_of(language: str) -> str:
    """A language by its code, and what it calls itself."""
    locale = languages.locale(language)
    name = locale.get_display_name(locale) if locale else None
    return visible(f"{language} {name}" if name else language)


def _padded(cell: str, width: int, to_the_right: bool) -> str:
    blanks = " " * (width - columns(cell))
    return blanks + cell if to_the_right else cell + blanks


def listing(items: Iterable[Item]) -> str:
    """The texts that are not translated, a line each, as editors find them."""
    return "".join(
        f"{visible(item.file)}:{item.line}: {item.language} {item.state} {visible(item.context)}\n"
        for item in items
        if item.state != "translated"
    )


def as_json(counted: Sequence[Row], items: Sequence[Item] | None) -> dict[str, Any]:
    """The counts, their sums and, where they are asked for, the texts that are not translated."""
    found: dict[str, Any] = {
        "rows": [_row(row) for row in counted],
        "totals": [_row(row) for row in totals(counted)],
    }
    if items is not None:
        found["texts"] = [
            {
                "language": item.language,
                "state": item.state,
                "text": item.context,
                "software": None if item.software == INTERFACE else item.software,
                "field": item.field,
                "file": item.file,
                "line": item.line,
            }
            for item in items
            if item.state != "translated"
        ]
    return found


def _row(row: Row) -> dict[str, Any]:
    software = None if row.software.startswith("(") else row.software
    kind = "interface" if row.software == INTERFACE else "catalog"
    return {
        "language": row.language,
        "of": kind,
        "software": software,
        "field": row.field,
        "texts": row.texts,
        **{state: row.counts[state] for state in STATES},
        "percent": row.percent,
    }

"""Small changes to a file, as the parts of a finding's fix: a stretch of a text, a value, an item, a field.

Each function gives the change, or nothing where the file's form does not tell how to make it and leave the rest alone.
Only places are needed for it, not the file's text.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgpedia.catalog.places import Path, Places
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Replacement, Span

Fix = tuple[Replacement, ...]


def stretch(places: Places, path: Path, value: str, start: int, end: int, text: str) -> Fix:
    """`text` for the characters from `start` to `end` of `value`, the text at `path`; nothing else of it moves."""
    span = places.exact(path, start, end)
    single = "\\" in value  # in double quotes it would be an escape
    special = {"escaped": "'\"\\", "quoted": "'" if single else "'\""}.get(places.style(path), "")
    if span is None or set(text) & set(special):
        return ()
    changed = value[:start] + text + value[end:]
    written = scalar(changed, flow=places.in_flow(path))
    if places.style(path) == "plain" and written != changed:
        whole = places.exact(path, 0, len(value))
        return (Replacement(whole, written),) if whole else ()
    return (Replacement(span, text),)


def value(places: Places, path: Path, text: str) -> Fix:
    """`text` for the value at `path`, which must be a text on one line."""
    if places.style(path) in ("folded", "block"):
        return ()
    return (Replacement(places.span(path), scalar(text, flow=places.in_flow(path))),)


def quoted(places: Places, path: Path, text: str) -> Fix:
    """`text` in quotes for the text at `path`, which may be a literal block, too."""
    span = places.whole(path)
    return (Replacement(span, scalar(text, quoted=True)),) if span else ()


def without_item(places: Places, path: Path) -> Fix:
    """The item at `path` of a list, which must be on one line, taken out; with the only one the whole field goes."""
    around, number = path[:-1], path[-1]
    if not isinstance(number, int):
        return ()
    span, count = places.span(path), places.count(around)
    if count == 1:
        return without_field(places, around)
    if not places.is_flow(around):
        return _lines(span) if places.is_one_line(path) else ()
    return _out_of_row(span, number, [places.span((*around, place)) for place in range(count)])


def without_field(places: Places, path: Path) -> Fix:
    """The field at `path`, whose value must be on one line, taken out of its mapping; never the only one."""
    around, name = path[:-1], path[-1]
    names = places.names(around)
    if name not in names or len(names) == 1 or not places.is_one_line(path):
        return ()
    number = names.index(name)
    key, span = places.key(path), places.span(path)
    whole = Span(key.file, key.line, key.column, span.end_line, span.end_column)
    if number and not places.is_flow(around):
        return _lines(whole)
    stretches = []
    for other in names:
        first, last = places.key((*around, other)), places.span((*around, other))
        stretches.append(Span(key.file, first.line, first.column, last.end_line, last.end_column))
    return _out_of_row(whole, number, stretches)


def mapping(places: Places, path: Path, wanted: Mapping[str, str]) -> Fix:
    """The mapping of texts at `path` with other content: a row in braces anew, a block line by line."""
    if places.is_flow(path):
        span = places.span(path)
        row = ", ".join(f"{name}: {scalar(text, flow=True)}" for name, text in wanted.items())
        return (Replacement(span, "{" + row + "}"),) if span.line == span.end_line else ()
    names = places.names(path)
    kept = [name for name in names if name in wanted]
    if names[:1] != kept[:1] or not all(places.is_one_line((*path, name)) for name in names):
        return ()
    margin = " " * (places.key((*path, kept[-1])).column - 1)
    added = [f"\n{margin}{name}: {scalar(wanted[name])}" for name in wanted if name not in names]
    found: list[Replacement] = []
    for name in names:
        if name not in wanted:
            found += without_field(places, (*path, name))
        else:
            rows = "".join(added) if name == kept[-1] else ""
            found.append(Replacement(places.span((*path, name)), scalar(wanted[name]) + rows))
    return tuple(found)


def _lines(span: Span) -> Fix:
    """All lines of a stretch taken out."""
    return (Replacement(Span(span.file, span.line, 1, span.end_line + 1, 1), ""),)


def _out_of_row(span: Span, number: int, row: list[Span]) -> Fix:
    """A stretch taken out of a row on one line, with the comma and blanks that part it from its neighbour."""
    if number:
        before = row[number - 1]
        cut = Span(span.file, before.end_line, before.end_column, span.end_line, span.end_column)
    else:
        cut = Span(span.file, span.line, span.column, row[1].line, row[1].column)
    return (Replacement(cut, ""),) if cut.line == cut.end_line or not number else ()

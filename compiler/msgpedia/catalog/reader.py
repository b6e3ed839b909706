"""A catalog file → plain data that fit the schema, the places of all values, and findings.

`read` takes bytes and gives a `Reading`; nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from msgpedia.catalog import nodes, schema, sources
from msgpedia.catalog.fixing import replaced
from msgpedia.catalog.kinds import Findings, Record
from msgpedia.catalog.nodes import Node
from msgpedia.catalog.places import Places, place_of
from msgpedia.catalog.plain_scalars import INTEGER
from msgpedia.catalog.sources import FORBIDDEN, Unreadable
from msgpedia.diagnostics import Diagnostic, report

# A file is read anew for each place that is no YAML: so many of them, and no more characters than that in all.
_MOST_UNREADABLE = 20
_MOST_READ = 500_000


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file holds. `data` is None where errors keep it from being used; `places` are those of
    `places.place_of`.
    """

    data: dict[str, Any] | None
    places: Any
    diagnostics: tuple[Diagnostic, ...]


def read(content: bytes, name: str, record: Record) -> Reading:
    """Read a file's bytes as one record of the schema; `name` is what findings call the file."""
    root, text, found, changed = _parsed(content, name)
    if root is None:
        return Reading(None, None, found)
    newer = _newer_schema(root, name)
    if newer is not None:
        return Reading(None, None, (newer,))
    findings = Findings(name)
    findings.diagnostics += _forbidden_escapes(root, text, name)
    data = record.read(root, findings)
    diagnostics = (*found, *(one for one in findings.diagnostics if one.span.line not in changed))
    return Reading(data if not (found or findings.diagnostics) else None, place_of(root, text), diagnostics)


class _Parsed(NamedTuple):
    """A file's tree, None where it cannot be told; the text that it was read from; what was found; and the lines of
    that text that are not those of the file.
    """

    root: Node | None
    text: str
    found: tuple[Diagnostic, ...]
    changed: frozenset[int]


def _parsed(content: bytes, name: str) -> _Parsed:
    """Read YAML. What is none, while it is clear how it was meant, is read on as if it were so, that further mistakes
    are found at once.
    """
    found: list[Diagnostic] = []
    changed: set[int] = set()
    text = ""
    root = None
    try:
        text = _text(content, name, found)
        changed |= {finding.span.line for finding in found}
        while root is None:
            try:
                root, more = nodes.parse(text, name)
                found += more
            except Unreadable as error:
                lines = {error.diagnostic.span.line, *(part.span.line for part in error.reading)}
                if changed & lines:  # its place may be wrong, and so may be what was made of the line before
                    break
                found.append(error.diagnostic)
                if not error.reading or len(found) >= min(_MOST_UNREADABLE, _MOST_READ // len(text)):
                    break
                changed |= lines
                text = replaced(text, error.reading)
    except Unreadable as error:
        found.append(error.diagnostic)
    return _Parsed(root, text, tuple(found), frozenset(changed))


def _text(content: bytes, name: str, found: list[Diagnostic]) -> str:
    """A file's text, without a byte order mark if that is all that is wrong with it."""
    try:
        return sources.decode(content, name)
    except Unreadable as error:
        if error.diagnostic.code != "MP005" or not error.reading:
            raise
        found.append(error.diagnostic)
        return sources.decode(content[3:], name)


def _newer_schema(root: Node, name: str) -> Diagnostic | None:
    """A file for a later program is not judged by this one's schema."""
    value = next((value for key, value in root.items if key.text == "schema"), None)
    if value is None or value.style or not INTEGER.fullmatch(value.text) or int(value.text) <= schema.VERSION:
        return None
    message = f"the file has schema {value.text}; this program knows {schema.VERSION}"
    return report("MP107", value.span(name), message, "use a newer msgpedia")


def _forbidden_escapes(root: Node, text: str, name: str) -> Iterator[Diagnostic]:
    r"""Characters that no text needs, brought in by escapes such as `\e` or `\u202e`."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        waiting += node.values
        waiting += [part for pair in node.items for part in pair]
        found = FORBIDDEN.search(node.text) if node.style == '"' else None
        if found:
            message = f"an escape stands for the character U+{ord(found.group()):04X}, which no text needs"
            span = Places(name, place_of(node, text)).inside((), *found.span())
            yield report("MP401", span, message, "leave it out; of a log line keep what a person can read")

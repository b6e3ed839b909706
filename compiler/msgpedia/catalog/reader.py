"""A catalog file → plain data that fit the schema, the places of all values, and findings.

`read` takes bytes and gives a `Reading`; nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from msgpedia.catalog import nodes, schema, sources
from msgpedia.catalog.kinds import Findings, Record
from msgpedia.catalog.nodes import Node
from msgpedia.catalog.places import Places, place_of
from msgpedia.catalog.plain_scalars import INTEGER
from msgpedia.catalog.sources import FORBIDDEN, Unreadable
from msgpedia.diagnostics import Diagnostic, report


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
    try:
        text = sources.decode(content, name)
        root, found = nodes.parse(text, name)
    except Unreadable as error:
        return Reading(None, None, (error.diagnostic,))
    newer = _newer_schema(root, name)
    if newer is not None:
        return Reading(None, None, (newer,))
    findings = Findings(name)
    findings.diagnostics += found
    findings.diagnostics += _forbidden_escapes(root, text, name)
    data = record.read(root, findings)
    return Reading(data if not findings.diagnostics else None, place_of(root, text), tuple(findings.diagnostics))


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

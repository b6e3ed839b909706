"""YAML text → a tree of nodes, each with its place. Only what an entry needs: mappings, sequences and scalars.

The grammar is ruamel.yaml's (YAML 1.2); its events are read one by one, so that limits hold before anything large
exists. Whatever can make two readers disagree, or a small file large, is refused: anchors, aliases, merge keys, tags,
directives.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from msgpedia.catalog import misplaced, slips
from msgpedia.catalog.plain_scalars import misread
from msgpedia.catalog.sources import Unreadable
from msgpedia.catalog.writing import scalar
from msgpedia.catalog.yaml_events import events
from msgpedia.diagnostics import Diagnostic, Replacement, Span, report

# How a plain text of several lines begins that was meant to keep its lines.
_BAR = re.compile(r"(?:[A-Za-z_]+(?=[：:]))?([：:]?[ \u3000]*[|｜])(?= |\Z)")
MOST_DEPTH = 12
MOST_NODES = 5_000
MOST_SCALAR = 32 * 1024  # code points


@dataclass(slots=True)
class Node:
    """A value: `kind` is `scalar`, `mapping` or `sequence`.

    `style` of a scalar is `` (plain), `'`, `"`, `|` or `>`. `items` of a mapping are pairs of key and value nodes,
    `values` those of a sequence. `mark` is where it starts, as (line, column, index into the text), from 0; `end` is
    where it ends.
    """

    kind: str
    mark: tuple[int, int, int]
    end: tuple[int, int, int]
    text: str = ""
    style: str = ""
    items: list[tuple[Node, Node]] = field(default_factory=list)
    values: list[Node] = field(default_factory=list)

    def span(self, name: str) -> Span:
        """Where the node stands: for a scalar or flow collection all of it, otherwise where it begins."""
        line, column, _ = self.mark
        end_line, end_column, _ = self.end
        return Span(name, line + 1, column + 1, end_line + 1, end_column + 1)


def parse(text: str, name: str) -> tuple[Node, list[Diagnostic]]:
    """The one document of a YAML text, which must be a mapping, and findings that do not spoil the rest.

    Raises Unreadable with the first finding that does.
    """
    tree = _Tree(name, text)
    last: Any = None
    try:
        for event in events(text):
            last = event
            tree.add(event)
    except Unreadable:
        raise
    except MarkedYAMLError as error:
        raise slips.unreadable(error, text, name, last) from None
    except Exception:
        line, column = (last.end_mark.line, last.end_mark.column) if last is not None else (0, 0)
        raise Unreadable("MP007", _point(name, line, column), "the YAML cannot be read here", slips.QUOTE) from None
    if tree.root is None or (tree.root.kind == "scalar" and not tree.root.text):
        raise Unreadable("MP015", Span(name), "the file has no content", "start from a copy of another entry")
    if tree.root.kind != "mapping":
        raise Unreadable(
            "MP016",
            tree.root.span(name),
            f"the file holds a {'list' if tree.root.kind == 'sequence' else 'single value'}, not fields",
            "write `field: value`, one a line",
        )
    return tree.root, tree.findings


class _Tree:
    """Builds nodes from events; refuses what is refused as soon as it is seen."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self.text = name, text
        self.root: Node | None = None
        self.findings: list[Diagnostic] = []
        self._open: list[Node] = []
        self._keys: list[Node | None] = []  # the key that waits for its value, one an open node
        self._seen: list[dict[str, Node]] = []
        self._again = False  # the first field came again, most often with all others, which are not told then
        self._documents = 0
        self._count = 0

    def add(self, event: Any) -> None:
        if isinstance(event, ScalarEvent):
            self._refuse(event)
            self._scalar(event)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            self._refuse(event)
            self._start(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._end(event)
        elif isinstance(event, DocumentStartEvent):
            self._document(event)
        elif isinstance(event, AliasEvent):
            raise self._error(
                "MP010",
                event,
                f"the alias *{_short(event.anchor)} stands for text from elsewhere",
                "write it out; a text that begins with `*` needs single quotes",
            )

    def _document(self, event: Any) -> None:
        if event.version is not None or event.tags:
            lines = self.text.split("\n")
            row = next((row for row, line in enumerate(lines) if line.startswith("%")), event.start_mark.line)
            span = Span(self.name, row + 1, 1, row + 1, len(lines[row]) + 1)
            raise Unreadable("MP014", span, "the file has a YAML directive", "delete the line that begins with %")
        self._documents += 1
        if self._documents > 1:
            raise self._error("MP013", event, "a second YAML document begins here", "put it into a file of its own")

    def _refuse(self, event: Any) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            raise self._error(
                "MP019", event, f"the file has more than {MOST_NODES} values", "one entry explains one message"
            )
        if event.anchor is not None:
            raise self._error(
                "MP010",
                event,
                f"the anchor &{_short(event.anchor)} names a value for use elsewhere",
                "delete it; a text that begins with `&` needs single quotes",
            )
        if event.ctag is not None:
            raise self._error(
                "MP012",
                event,
                f"the value has the tag {_short(event.tag.replace('tag:yaml.org,2002:', '!!'))}",
                "delete it; quote the value if it is a text",
            )

    def _scalar(self, event: Any) -> None:
        if len(event.value) > MOST_SCALAR:
            message = f"the text has more than {MOST_SCALAR} characters"
            raise self._error("MP018", event, message, "say it shorter, or link to a document")
        mark, end = _mark(event.start_mark), _mark(event.end_mark)
        style = event.style or ""
        if not style and mark[0] != end[0]:
            self._refuse_bar(event.value, mark)
        if style in ("|", ">"):
            end = (mark[0], mark[1] + 1, mark[2] + 1)
        self._put(Node("scalar", mark, end, event.value, style), event)

    def _refuse_bar(self, text: str, mark: tuple[int, int, int]) -> None:
        """A bar at full width, or behind a colon that is none: the lines of the text would become one."""
        found = _BAR.match(text)
        if found:
            line, column = mark[0] + 1, mark[1] + 1
            span = Span(self.name, line, column + found.start(1), line, column + found.end(1))
            fix = (Replacement(span, ": |" if found.start(1) else "|"),)
            message = f"`{found.group(1)}` begins no text of several lines"
            raise Unreadable("MP007", span, message, "write a colon, a blank and `|`", fix, reading=fix)

    def _start(self, event: Any) -> None:
        if len(self._open) >= MOST_DEPTH:
            raise self._error(
                "MP017",
                event,
                f"values lie more than {MOST_DEPTH} deep in each other",
                "see the schema for the form of an entry",
            )
        kind = "mapping" if isinstance(event, MappingStartEvent) else "sequence"
        mark = _mark(event.start_mark)
        node = Node(kind, mark, (mark[0], mark[1] + 1, mark[2] + 1))
        self._put(node, event)
        self._open.append(node)
        self._keys.append(None)
        self._seen.append({})

    def _end(self, event: Any) -> None:
        node = self._open.pop()
        self._keys.pop()
        self._seen.pop()
        first = node.items[0][0] if node.items else node.values[0] if node.values else None
        block = event.end_mark.index == event.start_mark.index  # an end that no bracket marks
        if not block:
            node.end = _mark(event.end_mark)
        elif first is not None:
            node.end = max(first.end, node.end) if node.kind == "mapping" else node.end

    def _put(self, node: Node, event: Any) -> None:
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if parent.kind == "sequence":
            parent.values.append(node)
            return
        key = self._keys[-1]
        if key is None:
            self._key(node, event)
            self._keys[-1] = node
        else:
            if not (node.text or node.style) and node.kind == "scalar":
                self._behind(key, node)
            parent.items.append((key, node))
            self._keys[-1] = None

    def _behind(self, key: Node, node: Node) -> None:
        """Put a value that is not there behind its key's colon: the reader has it where the next one stands."""
        line, column, index = key.end
        colon = self.text.find(":", index)
        if colon >= 0 and not self.text[index:colon].strip(" "):
            column, index = column + colon + 1 - index, colon + 1
        node.mark = node.end = (line, column, index)

    def _key(self, node: Node, event: Any) -> None:
        if node.kind != "scalar":
            raise self._error(
                "MP020",
                event,
                f"a {node.kind} stands where the name of a field must",
                "quote the text if it begins with [ or {",
            )
        if not node.style and node.text[:1].isspace():  # no blank to YAML
            line = self.text.split("\n")[node.mark[0]]
            odd = misplaced.odd_indentation(self.name, line, node.mark[0])
            if odd is not None:
                raise odd
        if node.text == "<<" and not node.style:
            raise self._error("MP011", event, "the merge key << takes fields from elsewhere", "write the fields out")
        sort = "" if node.style else misread(node.text)
        if sort:
            message = f"the key `{_short(node.text)}` is {sort} to some YAML readers, not a text"
            fix = (Replacement(node.span(self.name), scalar(node.text, quoted=True)),) if node.text else ()
            hint = f"quote it: '{_short(node.text)}'" if node.text else "write the name of the field before the colon"
            self.findings.append(report("MP020", node.span(self.name), message, hint, fix))
        seen = self._seen[-1]
        first = seen.setdefault(node.text, node)
        if first is not node and not (self._again and len(self._open) == 1):
            message = f"the key `{_short(node.text)}` stands in line {first.mark[0] + 1} already"
            hint = "keep one of the two"
            if len(self._open) == 1 and first is next(iter(seen.values())):
                self._again = True
                if len(seen) > 2:
                    message = f"the entry of line {first.mark[0] + 1} begins here again"
                    hint = "delete one of the two, or put it into a file of its own"
            self.findings.append(report("MP009", node.span(self.name), message, hint))

    def _error(self, code: str, event: Any, message: str, hint: str) -> Unreadable:
        start, end = event.start_mark, event.end_mark
        if end.line != start.line:
            return Unreadable(code, _point(self.name, start.line, start.column), message, hint)
        width = max(1, end.column - start.column)
        span = Span(self.name, start.line + 1, start.column + 1, start.line + 1, start.column + 1 + width)
        return Unreadable(code, span, message, hint)


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39] + "…"


def _mark(mark: Any) -> tuple[int, int, int]:
    return mark.line, mark.column, mark.index


def _point(name: str, line: int, column: int) -> Span:
    return Span(name, line + 1, column + 1, line + 1, column + 2)

"""Where each value of a file stands, in a form that is small, fast to make and plain JSON.

A *place* is a list `[line, column, end line, end column, layout, children]`, numbers from 1. Children are a dict of key
→ `[place of the key, place of the value]` or a list of places. Layout tells how to find a character inside a scalar:

- a number: the characters stand in a row, so many columns behind the start (0 for a plain text, 1 for a quoted one);
- a text: what stands between the quotes, with its escapes;
- `[indent]`: a literal block (`|`) with its first line in the next line;
- None: the text is folded or spread over lines, so only its start is known.
"""

from __future__ import annotations

import json
import re
import zlib
from functools import lru_cache
from typing import Any

from msgpedia.catalog.nodes import Node
from msgpedia.diagnostics import Span

Path = tuple[str | int, ...]

_DOUBLE = re.compile(r"\\(?:x..|u....|U........|.)|.", re.DOTALL)
_SINGLE = re.compile(r"''|.", re.DOTALL)


class Places:
    """Spans of a file's values by path, such as `("variants", 0, "format")`.

    Given as JSON (`text`), they wait compressed until they are asked for; most never are.
    """

    __slots__ = ("_data", "_packed", "file")

    def __init__(self, file: str, data: Any = None, text: str = "") -> None:
        self.file = file
        self._data = data
        self._packed = zlib.compress(text.encode("utf-8"), 1) if text else b""

    @property
    def data(self) -> Any:
        if self._data is None:
            self._data = json.loads(zlib.decompress(self._packed)) if self._packed else [1, 1, 1, 1, None, {}]
        return self._data

    def span(self, path: Path = ()) -> Span:
        """Where the value at `path` stands; where there is none, where the nearest value around it stands."""
        return self._span(self._find(path, False))

    def key(self, path: Path) -> Span:
        """Where the key of the value at `path` stands; for an item of a list the item."""
        return self._span(self._find(path, True))

    def inside(self, path: Path, start: int, end: int) -> Span:
        """Where the characters from `start` to `end` (code points, from 0) of the text at `path` stand.

        Where the text's form does not tell, the start of the text. A text beside its `basis` is meant by the path of
        both.
        """
        place = self._text(path)
        layout = place[4]
        line, column = place[0], place[1]
        if isinstance(layout, int):
            return Span(self.file, line, column + layout + start, line, column + layout + end)
        if isinstance(layout, str):
            offsets = _offsets(layout, single=layout[0] == "'")
            first, last = offsets[min(start, len(offsets) - 1)], offsets[min(end, len(offsets) - 1)]
            return Span(self.file, line, column + first, line, column + last)
        if isinstance(layout, list):
            return self._in_block(place, start, end)
        return self._span(place)

    def exact(self, path: Path, start: int, end: int) -> Span | None:
        """As `inside`, for changes: None where the text's form does not tell, or where more than a line is meant."""
        if self._text(path)[4] is None:
            return None
        span = self.inside(path, start, end)
        return span if end - start <= span.end_column - span.column else None

    def style(self, path: Path) -> str:
        r"""How the text at `path` is written: `plain`, `quoted` (nothing in it is escaped), `escaped`, `block`, or
        `folded` for all that is spread over lines in another way.
        """
        layout = self._text(path)[4]
        if isinstance(layout, int):
            return "quoted" if layout else "plain"
        return "escaped" if isinstance(layout, str) else "block" if layout else "folded"

    def whole(self, path: Path) -> Span | None:
        """Where all of the text at `path` stands, in a block the lines behind its `|`, too; None where that is not
        sure.
        """
        place = self._text(path)
        if self.style(path) != "block":
            return self._span(place) if self.style(path) != "folded" else None
        lengths = place[4][1:]
        while lengths and not lengths[-1]:
            lengths = lengths[:-1]
        column = place[4][0] + lengths[-1] + 1
        return Span(self.file, place[0], place[1], place[0] + len(lengths), column)

    def names(self, path: Path) -> list[str]:
        """The keys of the mapping at `path`, in the order of the file."""
        children = self._find(path, False)[5]
        return list(children) if isinstance(children, dict) else []

    def count(self, path: Path) -> int:
        """How many items the list at `path` has."""
        children = self._find(path, False)[5]
        return len(children) if isinstance(children, list) else 0

    def is_flow(self, path: Path) -> bool:
        """Whether the list or mapping at `path` is written in brackets or braces."""
        place = self._find(path, False)
        if isinstance(place[5], dict) and place[5]:
            key = next(iter(place[5].values()))[0]
            return bool(key[:2] != place[:2])
        return bool(place[2] != place[0] or place[3] - place[1] > 1)

    def in_flow(self, path: Path) -> bool:
        """Whether the value at `path` stands inside of brackets or braces."""
        return any(self.is_flow(path[:length]) for length in range(1, len(path)))

    def is_one_line(self, path: Path) -> bool:
        """Whether all of the value at `path` stands on one line."""
        place = self._find(path, False)
        if place[5] is not None and not self.is_flow(path):
            return False
        return bool(place[0] == place[2]) and (place[5] is not None or self.style(path) not in ("block", "folded"))

    def _text(self, path: Path) -> Any:
        place = self._find(path, False)
        return place[5]["text"][1] if isinstance(place[5], dict) and "text" in place[5] else place

    def _in_block(self, place: Any, start: int, end: int) -> Span:
        indent, lengths = place[4][0], place[4][1:]
        for number, length in enumerate(lengths):
            if start <= length:
                line = place[0] + 1 + number
                last = max(start, min(end, length))
                return Span(self.file, line, indent + start + 1, line, indent + last + 1)
            start, end = start - length - 1, end - length - 1
        return self._span(place)

    def _find(self, path: Path, key: bool) -> Any:
        place = self.data
        for index, step in enumerate(path):
            children = place[5]
            if isinstance(step, str):
                if not isinstance(children, dict) or step not in children:
                    return place
                place = children[step][0 if key and index == len(path) - 1 else 1]
            else:
                if not isinstance(children, list) or not 0 <= step < len(children):
                    return place
                place = children[step]
        return place

    def _span(self, place: Any) -> Span:
        return Span(self.file, place[0], place[1], place[2], place[3])


def place_of(node: Node, text: str) -> Any:
    """The place of a node and of all in it; `text` is the file's."""
    line, column, _ = node.mark
    end_line, end_column, _ = node.end
    children: Any = None
    layout: Any = None
    if node.kind == "scalar":
        layout = _layout(node, text)
    elif node.kind == "mapping":
        children = {key.text: [place_of(key, text), place_of(value, text)] for key, value in node.items}
    else:
        children = [place_of(value, text) for value in node.values]
    return [line + 1, column + 1, end_line + 1, end_column + 1, layout, children]


def _layout(node: Node, text: str) -> Any:
    if node.style == "|":
        return _block_layout(node, text)
    if node.style == ">" or node.mark[0] != node.end[0]:
        return None
    if not node.style:
        return 0
    raw = text[node.mark[2] : node.end[2]]
    return 1 if len(raw) == len(node.text) + 2 else raw


def _block_layout(node: Node, text: str) -> Any:
    """`[indent, length of the first line, of the second, …]`; None where comments or an indicator make it unsure."""
    lines = node.text.split("\n")
    filled = next((line for line in lines if line.strip(" ")), None)
    header_end = text.find("\n", node.mark[2])
    if filled is None or header_end < 0:
        return None
    rows = text[header_end + 1 :].split("\n", len(lines))
    source = rows[lines.index(filled)]
    if not source.endswith(filled):
        return None
    return [len(source) - len(filled), *map(len, lines)]


@lru_cache(maxsize=8)  # a text with one finding has more of them
def _offsets(raw: str, single: bool) -> list[int]:
    """For each character of a quoted text, and for its end, the column it stands at, from the opening quote."""
    pattern = _SINGLE if single else _DOUBLE
    starts = [match.start() + 1 for match in pattern.finditer(raw[1:-1])]
    return [*starts, len(raw) - 1]

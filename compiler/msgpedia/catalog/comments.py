"""Comments of a catalog file, each with the item that it belongs to, so that it can move with it.

An *item* is a pair of a mapping or an element of a list. A comment in a line of its own belongs to the item that
follows, or to the end of the collection that it is indented for; one behind something belongs to the item in its line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from ruamel.yaml.events import ScalarEvent

from msgpedia.catalog.nodes import Node
from msgpedia.catalog.yaml_events import events

_COMMENT = re.compile(r"#[^\n]*")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*")


@dataclass(slots=True, eq=False)
class Item:
    """A pair (with `key`) or an element (without) and all in it; the file's root is one, too.

    `above` are the comment lines before it, with an empty one where a blank line stood; `beside` is the comment in its
    own line; `end` are the comment lines behind its last inner item. `is_flow` tells whether it stands in brackets.
    """

    key: Node | None
    value: Node
    parent: Item | None
    is_flow: bool
    inner: list[Item] = field(default_factory=list)
    above: list[str] = field(default_factory=list)
    beside: str = ""
    end: list[str] = field(default_factory=list)

    @property
    def first(self) -> Node:
        """The node that it begins with."""
        return self.key or self.value

    @property
    def start(self) -> int:
        return self.first.mark[2]

    def around(self) -> Iterator[Item]:
        """The items that it lies in, from the nearest."""
        item = self.parent
        while item is not None:
            yield item
            item = item.parent


class _Comment(NamedTuple):
    line: int
    start: int  # index into the file's text
    text: str
    indent: int  # of its line
    alone: bool  # in its line
    apart: bool  # a blank line stands before


def items(text: str, root: Node) -> Item:
    """The items of a file's text and its tree, with all comments.

    What stands before the first item is above the root, what follows the last is at its end.
    """
    tree = _item(None, root, None, text)
    order = list(_preorder(tree))
    starts = [item.start for item in order]
    for comment in _comments(text):
        place = bisect_left(starts, comment.start)
        before = order[place - 1] if place else None
        following = order[place] if place < len(order) else None
        beside = None if comment.alone or before is None else _beside(before, comment)
        if beside is not None:
            _make_room(beside)
            beside.beside = comment.text
            continue
        lines = _lines(tree, before, following, comment)
        lines += ["", comment.text] if comment.apart else [comment.text]
    return tree


def _item(key: Node | None, value: Node, parent: Item | None, text: str) -> Item:
    is_flow = value.kind != "scalar" and text[value.mark[2]] in "[{"
    item = Item(key, value, parent, is_flow)
    item.inner += [_item(inner_key, inner, item, text) for inner_key, inner in value.items]
    item.inner += [_item(None, inner, item, text) for inner in value.values]
    return item


def _preorder(item: Item) -> Iterator[Item]:
    for inner in item.inner:
        yield inner
        yield from _preorder(inner)


def _comments(text: str) -> Iterator[_Comment]:
    """All comments: what a `#` begins outside of scalars, for there is nothing else there but indicators and blanks."""
    if "#" not in text:
        return
    rows = [0, *(found.end() for found in re.finditer("\n", text))]
    last = 0
    for event in events(text):
        if not isinstance(event, ScalarEvent):
            continue
        start, end = event.start_mark.index, event.end_mark.index
        yield from (_comment(text, rows, found) for found in _COMMENT.finditer(text, last, start))
        header = _BLOCK_HEADER.match(text, start) if event.style in ("|", ">") else None
        behind = _COMMENT.match(text, header.end()) if header is not None else None
        if behind is not None:
            yield _comment(text, rows, behind)
        last = max(last, end)
    yield from (_comment(text, rows, found) for found in _COMMENT.finditer(text, last))


def _comment(text: str, rows: list[int], found: re.Match[str]) -> _Comment:
    """A comment; `rows` are the places where lines begin."""
    line = bisect_right(rows, found.start()) - 1
    before = text[rows[line] : found.start()]
    alone = not before.strip()
    return _Comment(
        line=line,
        start=found.start(),
        text=found.group().rstrip(),
        indent=len(before) - len(before.lstrip()),
        alone=alone,
        apart=alone and line > 0 and not text[rows[line - 1] : rows[line]].strip(),
    )


def _beside(before: Item, comment: _Comment) -> Item | None:
    """The item in whose line a comment stands; `before` is the last that begins before it. None where there is only a
    `-`, a comma or the like.
    """
    for outer in tuple(before.around()):
        if outer.is_flow and outer.parent is not None and outer.value.end[2] <= comment.start:
            before = outer
    lines = {before.first.mark[0]}
    if before.is_flow or before.value.kind == "scalar":
        lines |= {before.value.mark[0], before.value.end[0]}
    return before if comment.line in lines else None


def _make_room(item: Item) -> None:
    """Put the comment beside an item above it: another follows before the item's end, and a line has place for one."""
    item.above += [item.beside] if item.beside else []
    item.beside = ""


def _lines(tree: Item, before: Item | None, following: Item | None, comment: _Comment) -> list[str]:
    """The list of comment lines that one belongs to."""
    if before is None:
        return tree.above
    if before.value.mark[2] > comment.start and (before.is_flow or before.value.text or before.value.style):
        _make_room(before)
        return before.above  # between a key and its value, which is there
    for item in (before, *before.around()):
        if item.is_flow and item.value.mark[2] < comment.start < item.value.end[2]:
            if following is not None and following.start < item.value.end[2]:
                return following.above
            return item.end if item.inner else item.above
    return _lines_in_block(tree, before, following, comment)


def _lines_in_block(tree: Item, before: Item, following: Item | None, comment: _Comment) -> list[str]:
    """Above what follows, unless it is indented for a collection that has ended."""
    if following is None or following.parent is None:
        open_items = {tree}
    else:
        open_items = {*following.around()}
        if comment.indent <= following.parent.value.mark[1]:
            return following.above
    for item in before.around():
        if item in open_items:
            break
        if not item.is_flow and item.value.mark[1] <= comment.indent:
            return item.end
    return tree.end if following is None else following.above

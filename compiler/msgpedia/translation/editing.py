"""Translations into a catalog file's text by the smallest edits, so that comments and layout stay as they are.

A text is a value under its language's key, plain or beside its `basis`; a block stays a block. Edits are made in the
text with `\\n` as line ends, and carried over to one with `\\r\\n`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from msgpedia.catalog import nodes
from msgpedia.catalog.nodes import Node
from msgpedia.catalog.places import Path
from msgpedia.catalog.writing import Edit, edited, scalar
from msgpedia.translation import languages

_BLOCK = re.compile(r"[|>][-+0-9]*")
_STEP = 2  # blanks by which a value is indented


class Rewrite(NamedTuple):
    """A text to put at a path in a language; `basis` is None where it shall be beside none, or keep the one it has."""

    path: Path
    language: str
    text: str
    basis: str | None


def rewritten(raw: str, rewrites: Iterable[Rewrite], name: str) -> str:
    """A file's text, as it stands there, with other texts in it; `name` is what errors call the file.

    Raises Unreadable where it is no YAML that a catalog can hold, and KeyError for a path that leads nowhere.
    """
    text = raw.replace("\r\n", "\n")
    page = _Page(text, nodes.parse(text, name)[0])
    return _carried(raw, [edit for rewrite in rewrites for edit in page.edits(rewrite)])


def _carried(raw: str, edits: list[Edit]) -> str:
    """The edits made in a text that may have `\\r\\n` where they count `\\n`."""
    returns = [found.start() - number for number, found in enumerate(re.finditer("\r\n", raw))]
    end = "\r\n" if len(returns) * 2 > raw.count("\n") else "\n"

    def at(index: int) -> int:
        return index + bisect_left(returns, index)

    return edited(raw, [Edit(at(edit.start), at(edit.end), edit.text.replace("\n", end)) for edit in edits])


class _Page:
    """A file's text and its tree."""

    def __init__(self, text: str, root: Node) -> None:
        self._text, self._root = text, root

    def edits(self, rewrite: Rewrite) -> Iterator[Edit]:
        """What to change for a rewrite."""
        holder, is_flow = self._find(rewrite.path)
        for key, value in holder.items:
            if key.text == rewrite.language:
                is_flow = is_flow or self._is_flow(value)
                yield from self._changed(key, value, rewrite, is_flow)
                return
        yield from self._added(holder, rewrite, is_flow)

    def _find(self, path: Path) -> tuple[Node, bool]:
        """The mapping of languages at a path, and whether it stands in brackets."""
        node = self._root
        is_flow = self._is_flow(node)
        for step in path:
            if isinstance(step, int):
                node = node.values[step]
            else:
                node = next(value for key, value in node.items if key.text == step)
            is_flow = is_flow or self._is_flow(node)
        return node, is_flow

    def _is_flow(self, node: Node) -> bool:
        return node.kind != "scalar" and self._text[node.mark[2]] in "{["

    def _changed(self, key: Node, value: Node, rewrite: Rewrite, is_flow: bool) -> Iterator[Edit]:
        if value.kind == "mapping":
            yield from self._changed_record(value, rewrite, is_flow)
        elif rewrite.basis is None:
            yield from self._replaced(value, rewrite.text, key.mark[1], is_flow)
        elif is_flow:
            text = f"{{text: {scalar(rewrite.text, flow=True)}, basis: {scalar(rewrite.basis, flow=True)}}}"
            yield Edit(value.mark[2], value.end[2], text)
        else:
            yield from self._recorded(key, value, rewrite.text, rewrite.basis)

    def _changed_record(self, record: Node, rewrite: Rewrite, is_flow: bool) -> Iterator[Edit]:
        parts = {key.text: (key, value) for key, value in record.items}
        key, value = parts["text"]
        is_last = rewrite.basis is None or "basis" in parts
        if value.text != rewrite.text:
            yield from self._replaced(value, rewrite.text, key.mark[1], is_flow, is_last)
        elif not is_last:
            yield from self._as_before_others(value)
        if rewrite.basis is None:
            return
        if "basis" in parts:
            yield from self._replaced(parts["basis"][1], rewrite.basis, key.mark[1], is_flow)
        elif is_flow:
            yield Edit(value.end[2], value.end[2], f", basis: {scalar(rewrite.basis, flow=True)}")
        else:
            end = self._line_end(self._end(key, value))
            yield Edit(end, end, f"\n{' ' * key.mark[1]}basis: {scalar(rewrite.basis)}")

    def _replaced(self, value: Node, text: str, column: int, is_flow: bool, is_last: bool = True) -> Iterator[Edit]:
        """A scalar in place of one whose key stands at a column; one that `is_last` has no other edit behind it."""
        if is_flow:
            yield Edit(value.mark[2], value.end[2], scalar(text, flow=True))
        else:
            made, end = self._scalar(value, text, column, column + _STEP)
            yield Edit(value.mark[2], end, made + (self._closing(made, end) if is_last else ""))

    def _scalar(self, value: Node, text: str, column: int, indent: int) -> tuple[str, int]:
        """A scalar in place of one whose key stands at a column, and the end of what it takes the place of.

        What stands behind the old one, or behind its `|`, stays in its line. `indent` is for the lines of a block.
        """
        was_block = value.style in ("|", ">")
        made = scalar(text, indent=indent, block="\n" in text or was_block)
        first, is_block, body = made.partition("\n")
        header = _BLOCK.match(self._text, value.mark[2]) if was_block else None
        after = header.end() if header else value.end[2]
        if not is_block and not was_block:
            return made, after
        rest = self._text[after : self._line_end(after)].rstrip()
        end = self._block_end(value, column) if was_block else self._line_end(after)
        return f"{first}{rest}{is_block}{body}", end

    def _closing(self, made: str, end: int) -> str:
        """The line end that a block needs behind it, where the file's last line has none."""
        return "\n" if "\n" in made and end == len(self._text) else ""

    def _recorded(self, key: Node, value: Node, text: str, basis: str) -> Iterator[Edit]:
        """A plain value made a record of text and basis."""
        colon = self._text.index(":", key.end[2]) + 1
        is_apart = "\n" in self._text[colon : value.mark[2]]  # the value begins in a line of its own
        column = value.mark[1] if is_apart else key.mark[1] + _STEP
        margin = " " * column
        made, end = self._scalar(value, text, key.mark[1], column + _STEP)
        edit = Edit(value.mark[2], end, f"text: {made}") if is_apart else Edit(colon, end, f"\n{margin}text: {made}")
        row = f"\n{margin}basis: {scalar(basis)}"
        last = self._line_end(end)
        if last == end:
            yield edit._replace(text=edit.text + row + self._closing(row, end))
        else:
            yield edit
            yield Edit(last, last, row)

    def _as_before_others(self, value: Node) -> Iterator[Edit]:
        """What makes a block that ends the file without a line end say the same when there are lines behind it."""
        found = _BLOCK.match(self._text, value.mark[2]) if value.style in ("|", ">") else None
        if found and not value.text.endswith("\n") and not self._text.endswith("\n") and "-" not in found[0]:
            yield Edit(found.start(), found.end(), f"{found[0].replace('+', '')}-")

    def _added(self, holder: Node, rewrite: Rewrite, is_flow: bool) -> Iterator[Edit]:
        """A language that was not there, in its place among the others."""
        known = [(key, value) for key, value in holder.items if languages.is_code(key.text)]
        before = [pair for pair in known if languages.rank(pair[0].text) < languages.rank(rewrite.language)]
        key = scalar(rewrite.language, flow=is_flow)
        if is_flow:
            text = scalar(rewrite.text, flow=True)
            basis = rewrite.basis and scalar(rewrite.basis, flow=True)
            made = f"{key}: " + (f"{{text: {text}, basis: {basis}}}" if basis else text)
            place = self._last(before)[1].end[2] if before else known[0][0].mark[2]
            yield Edit(place, place, f", {made}" if before else f"{made}, ")
            return
        column = holder.items[0][0].mark[1]
        margin = " " * column
        made = "\n".join(_pair(key, rewrite, column))
        if before:
            end = self._line_end(self._end(*self._last(before)))
            if end == len(self._text):
                yield from self._as_before_others(self._last_scalar(self._last(before)[1]))
            yield Edit(end, end, f"\n{margin}{made}{self._closing(made, end)}")
        else:
            yield Edit(known[0][0].mark[2], known[0][0].mark[2], f"{made}\n{margin}")

    def _last_scalar(self, value: Node) -> Node:
        while value.kind == "mapping":
            value = self._last(value.items)[1]
        return value

    def _last(self, pairs: list[tuple[Node, Node]]) -> tuple[Node, Node]:
        return max(pairs, key=lambda pair: pair[0].mark[2])

    def _end(self, key: Node, value: Node) -> int:
        """Where a value in a block ends, without the line end behind it."""
        if value.kind != "scalar" and not self._is_flow(value):
            return max(self._end(*pair) for pair in value.items)
        return self._block_end(value, key.mark[1]) if value.style in ("|", ">") else value.end[2]

    def _block_end(self, value: Node, column: int) -> int:
        """Where a literal or folded text ends, whose key stands at a column, without the line end behind it.

        Empty lines at its end are a part of it only where `+` keeps them.
        """
        header = self._line_end(value.mark[2])
        found = _BLOCK.match(self._text, value.mark[2])
        keeps = found is not None and "+" in found[0]
        end = position = header
        indent: int | None = None
        while position < len(self._text):
            stop = self._line_end(position + 1)
            line = self._text[position + 1 : stop]
            filled = line.strip(" ")
            width = len(line) - len(line.lstrip(" "))
            if filled:
                indent = width if indent is None else indent
                if width <= column or width < self._least(found, column, indent):
                    break
            if filled or keeps:
                end = stop
            position = stop
        return min(end, len(self._text))

    def _least(self, header: re.Match[str] | None, column: int, indent: int) -> int:
        """The blanks that each line of a block has at least."""
        digit = re.search(r"[1-9]", header[0]) if header else None
        return column + int(digit[0]) if digit else indent

    def _line_end(self, index: int) -> int:
        found = self._text.find("\n", index)
        return found if found >= 0 else len(self._text)


def _pair(key: str, rewrite: Rewrite, column: int) -> list[str]:
    """A key with its text, in block style, the first line without its margin."""
    is_block = "\n" in rewrite.text
    if rewrite.basis is None:
        return [f"{key}: {scalar(rewrite.text, indent=column + _STEP, block=is_block)}"]
    margin = " " * (column + _STEP)
    return [
        f"{key}:",
        f"{margin}text: {scalar(rewrite.text, indent=column + 2 * _STEP, block=is_block)}",
        f"{margin}basis: {scalar(rewrite.basis)}",
    ]

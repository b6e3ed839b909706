"""Reads the Markdown of entry texts: blocks, and spans of running text. Time is linear in the text, whatever it is.

The subset (CommonMark's rules, simplified): paragraphs, headings with `#`, ordered and bulleted lists with blocks
inside, quotes, fenced and indented code; code spans, emphasis, strong emphasis, links, hard line breaks. All else is
shown as it is written. Blocks are tuples that begin with their kind:

    ("paragraph", text)   ("heading", text)   ("code", info, lines)   ("rule",)   ("quote", blocks)
    ("list", first number or None, list of blocks for each item, whether blank lines stand between items)
"""

from __future__ import annotations

from functools import lru_cache

from msgpedia.lookup.markdown_spans import join_lines, spans_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Block = tuple[Any, ...]

DEEPEST = 8  # nested lists and quotes; what is nested deeper is running text


@lru_cache(maxsize=64)
def parse(text: str) -> list[Block]:
    """The blocks of a text, which nobody may change: a page, its search and its card ask for the same ones."""
    return _Parser(text.replace("\r\n", "\n").expandtabs(4).split("\n"), 0).blocks()


def first_steps(blocks: list[Block], number: int) -> tuple[list[Block], int]:
    """The blocks up to the first list, of which only some items, and how many items it has; without a list, as many
    blocks from the start and 0.
    """
    for place, block in enumerate(blocks):
        if block[0] == "list":
            return [*blocks[:place], ("list", block[1], block[2][:number], False)], len(block[2])
    return blocks[:number], 0


def plain_pieces(blocks: Iterable[Block]) -> Iterator[str]:
    """What a reader sees of some blocks, without marks: each paragraph and heading, each line of code."""
    for block in blocks:
        if block[0] in ("paragraph", "heading"):
            yield "".join(text or " " for _, text in spans_of(block[1]))
        elif block[0] == "code":
            yield from block[2]
        elif block[0] == "quote":
            yield from plain_pieces(block[1])
        elif block[0] == "list":
            for item in block[2]:
                yield from plain_pieces(item)


class _Parser:
    """The lines of one container (the text, an item, a quote), and how far they are read."""

    def __init__(self, lines: list[str], depth: int) -> None:
        self.lines, self.depth, self.place = lines, depth, 0

    def blocks(self) -> list[Block]:
        """All blocks."""
        found: list[Block] = []
        while self.place < len(self.lines):
            line = self.lines[self.place]
            kind = _kind(line, self.depth < DEEPEST)
            if kind == "blank":
                self.place += 1
            elif kind == "indented":
                found.append(self._indented())
            elif kind == "fence":
                found.append(self._fenced(line))
            elif kind == "heading":
                self.place += 1
                found.append(("heading", _without_closing(line.strip(" ").lstrip("#").strip(" "))))
            elif kind == "rule":
                self.place += 1
                found.append(("rule",))
            elif kind == "table":
                found.append(("code", "table", self._while("table")))
            elif kind == "quote":
                inner = [line.lstrip(" ")[1:].removeprefix(" ") for line in self._while("quote")]
                found.append(("quote", _Parser(inner, self.depth + 1).blocks()))
            elif kind == "item":
                found.append(self._list())
            else:
                found.append(self._paragraph())
        return found

    def _while(self, kind: str) -> list[str]:
        start = self.place
        while self.place < len(self.lines) and _kind(self.lines[self.place], True) == kind:
            self.place += 1
        return self.lines[start : self.place]

    def _indented(self) -> Block:
        start = self.place
        while self.place < len(self.lines) and _kind(self.lines[self.place], True) in ("blank", "indented"):
            self.place += 1
        lines = [line[4:] for line in self.lines[start : self.place]]
        while not lines[-1].strip(" "):
            lines.pop()
        return "code", "", lines

    def _fenced(self, opening: str) -> Block:
        indent, opening = _indent(opening), opening.strip(" ")
        info = opening.lstrip(opening[0])
        fence = opening[: len(opening) - len(info)]
        self.place += 1
        found: list[str] = []
        while self.place < len(self.lines):
            line = self.lines[self.place]
            self.place += 1
            closing = line.strip(" ")
            if closing.startswith(fence) and not closing.strip(fence[0]) and _indent(line) < 4:
                break
            found.append(line[min(indent, _indent(line)) :])
        return "code", info.strip(" "), found

    def _paragraph(self) -> Block:
        start = self.place
        self.place += 1
        while self.place < len(self.lines) and not self._interrupts(self.lines[self.place]):
            self.place += 1
        return "paragraph", join_lines(self.lines[start : self.place])

    def _interrupts(self, line: str) -> bool:
        """Whether a line ends the paragraph before it."""
        return _kind(line, self.depth < DEEPEST) not in ("text", "indented", "rule")

    def _list(self) -> Block:
        items: list[list[Block]] = []
        loose = blank = False
        first = _marker(self.lines[self.place])
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if _kind(line, True) != "item" or _marker(line).isdigit() != first.isdigit():
                break
            loose = loose or blank
            lines, blank = self._item(line)
            items.append(_Parser(lines, self.depth + 1).blocks())
        return "list", int(first) if first.isdigit() else None, items, loose

    def _item(self, line: str) -> tuple[list[str], bool]:
        """The lines of an item without its marker and margin, and whether blank lines follow it."""
        marker = _indent(line) + len(_marker(line)) + (1 if _marker(line).isdigit() else 0)
        gap = _indent(line[marker:])
        offset = marker + (gap if 1 <= gap <= 4 else 1)
        lines = [line[offset:]]
        self.place += 1
        blank = 0
        while self.place < len(self.lines):
            line = self.lines[self.place]
            if not line.strip(" "):
                blank += 1
            elif _indent(line) >= offset or (not blank and not self._interrupts(line)):
                blank = 0
            else:
                break
            lines.append(line[min(offset, _indent(line)) :])
            self.place += 1
        return (lines[:-blank] if blank else lines), bool(blank)


def _kind(line: str, nested: bool) -> str:
    """What a line begins; with `nested` false, no list and no quote."""
    text = line.strip(" ")
    if not text:
        return "blank"
    if line.startswith("    "):
        return "indented"
    mark = text[0]
    if mark in "`~":
        return "fence" if text.startswith(mark * 3) and (mark == "~" or "`" not in text.lstrip("`")) else "text"
    if mark == "#":
        level = len(text) - len(text.lstrip("#"))
        return "heading" if level <= 6 and text[level : level + 1] in ("", " ") else "text"
    if mark in "*-_" and len(text) >= 3 and not text.replace(" ", "").strip(mark):
        return "rule" if text.count(mark) >= 3 else "item" if nested else "text"
    if mark == "|":
        return "table"
    if nested and mark == ">":
        return "quote"
    return "item" if nested and _marker(line) else "text"


def _marker(line: str) -> str:
    """The marker of a list item, of an ordered one the number; empty where a line has none."""
    text = line.lstrip(" ")
    if text[:1] in ("-", "*", "+"):
        return text[0] if text[1:2] in ("", " ") else ""
    digits = text[:10].replace(")", ".").partition(".")[0]
    if digits.isascii() and digits.isdigit() and text[len(digits) : len(digits) + 1] in (".", ")"):
        return digits if text[len(digits) + 1 : len(digits) + 2] in ("", " ") else ""
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _without_closing(heading: str) -> str:
    """A heading without the `#` that may close it."""
    text = heading.rstrip("#")
    return text.rstrip(" ") if text[-1:] in ("", " ") else heading

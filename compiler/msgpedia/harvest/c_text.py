"""The text of a C file, made ready to be searched: without comments, and a shadow of it without what strings hold.

No grammar is parsed: half of the kernel's files are no C before the preprocessor ran. What is searched for (calls,
definitions, directives) can be told by its own shape in such a text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property, lru_cache

_SPECIAL = re.compile(r'"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\\n]|\\.)*\'|/\*.*?(?:\*/|\Z)|//(?:[^\\\n]|\\.)*', re.DOTALL)
_DIRECTIVE = re.compile(r"^[ \t]*#[ \t]*([a-z_]+)((?:[^\\\n]|\\.)*)", re.MULTILINE | re.DOTALL)
_JOINED = re.compile(r"\\\r?\n")
FILLER = "~"
LONGEST_DIRECTIVE = 20_000  # characters
LONGEST_CALL = 20_000  # characters from bracket to bracket
_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_BRACKET = re.compile(r"[()]")
_PART = re.compile(r"[()\[\]{},]")


@dataclass(frozen=True, slots=True)
class Directive:
    """A line of the preprocessor: `#define`, `#include`, …; `rest` is what follows, on one line. `position` is its
    offset in the text.
    """

    position: int
    name: str
    rest: str


class SourceText:
    """A C file as it is searched.

    `code` has no comments and no directives; `shadow` is as long, with every string's and character's content filled
    in. Line ends stay where they were, so lines can be counted.
    """

    def __init__(self, text: str) -> None:
        code, shadow = without_comments(text)
        self.directives: list[Directive] = []
        if "#" in shadow:
            code, shadow = self._without_directives(code, shadow)
        self.code, self.shadow = code, shadow

    def _without_directives(self, code: str, shadow: str) -> tuple[str, str]:
        codes: list[str] = []
        shadows: list[str] = []
        at = 0
        for match in _DIRECTIVE.finditer(shadow):
            start, end = match.span()
            rest = _JOINED.sub(" ", code[match.start(2) : end]).strip()
            self.directives.append(Directive(start, match[1], rest))
            blank = _blank(code[start:end])
            codes += code[at:start], blank
            shadows += shadow[at:start], blank
            at = end
        codes.append(code[at:])
        shadows.append(shadow[at:])
        return "".join(codes), "".join(shadows)

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in re.finditer("\n", self.code)]

    def line(self, position: int) -> int:
        """The number of the line that an offset is on, from 1."""
        return bisect_right(self._line_ends, position - 1) + 1


def without_comments(text: str) -> tuple[str, str]:
    """A text less its comments, and its shadow."""
    codes: list[str] = []
    shadows: list[str] = []
    at = behind = 0
    for match in _SPECIAL.finditer(text):
        start, end = match.span()
        before = text[at:start]
        piece = match.group()
        if piece[0] == "/":
            lines = piece.count("\n")
            continued = lines > 0 and _in_directive(text, start, behind)
            behind = end if continued else behind
            comment = " " + ("\\\n" if continued else "\n") * lines
            codes += before, comment
            shadows += before, comment
        else:
            codes += before, piece
            shadows += before, _filled(piece[0], end - start)
        at = end
    codes.append(text[at:])
    shadows.append(text[at:])
    return "".join(codes), "".join(shadows)


def _in_directive(text: str, position: int, behind: int) -> bool:
    """Whether an offset is on a line of the preprocessor, or on one that continues it; so is one on the line where a
    comment in such a line ends (`behind`).
    """
    start = text.rfind("\n", 0, position) + 1
    least = max(position - LONGEST_DIRECTIVE, 1)
    while start > least and text[start - 2] == "\\":
        start = text.rfind("\n", 0, start - 1) + 1
    return start < behind or text[start:position].lstrip().startswith("#")


@lru_cache(maxsize=1024)
def _filled(quote: str, length: int) -> str:
    return quote + FILLER * (length - 2) + quote


def _blank(text: str) -> str:
    """As long as a text, with its line ends alone."""
    return re.sub(r"[^\n]", " ", text) if "\n" in text else " " * len(text)


def closing(shadow: str, start: int, most: int = LONGEST_CALL) -> int:
    """Where the round bracket that opens at `start` is closed; -1 where it is not within `most` characters."""
    depth = 0
    for match in _BRACKET.finditer(shadow, start, min(len(shadow), start + most)):
        depth += 1 if match.group() == "(" else -1
        if depth == 0:
            return match.start()
    return -1


def split_arguments(code: str, shadow: str, start: int, end: int) -> list[str]:
    """The arguments between two offsets: cut at commas outside of brackets, stripped."""
    arguments: list[str] = []
    depth, at = 0, start
    for match in _PART.finditer(shadow, start, end):
        char = match.group()
        if char in "([{":
            depth += 1
        elif char != ",":
            depth -= 1
        elif depth == 0:
            arguments.append(code[at : match.start()].strip())
            at = match.end()
    last = code[at:end].strip()
    if last or arguments:
        arguments.append(last)
    return arguments


def arguments_of(text: str) -> list[str]:
    """The arguments in a text of its own, cut at commas outside of brackets and strings."""
    code, shadow = without_comments(text)
    return split_arguments(code, shadow, 0, len(code))

"""The little that checks must know of Markdown: where code is, and where links lead.

Everything keeps its offset, so that a finding can point at its character. All in one pass over the text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^\n]*)")
_RUN = re.compile(r"`+")
_DESTINATION = re.compile(
    r"\]\([ \t\n]*<?([^\s<>]{1,2000})|^[ \t>]{0,12}\[[^\]\n]{1,200}\]:[ \t\n]*<?([^\s<>]{1,2000})", re.MULTILINE
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000})>")
_HTML = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)[^<>]{0,2000}>?|!--|!\[CDATA\[|![A-Z]|\?)", re.MULTILINE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_LINK = re.compile(
    r"(!?)\[([^\[\]\n]{0,300})\]\([ \t]{0,20}<?([^\s<>()]{0,2000}(?:\([^\s<>()]{0,200}\))?)[^()\n]{0,300}\)"
)
_BARE = re.compile(r"https?://[!#-;=?-_a-~]{1,2000}(?<![.,;:!?')*_~])")
_VISIBLE = re.compile(r"[^\n]")
_IGNORED = re.compile(r"[\x00-\x20\x7f]+|\\(?=[!-/:-@\[-`{-~])")

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


class Block(NamedTuple):
    """A fenced code block: offsets from its opening fence to the end of its closing one, if it has one (`closed`), and
    its lines without the margin of the fence, each with its offset.
    """

    start: int
    end: int
    lines: tuple[tuple[int, str], ...]
    closed: bool


class Link(NamedTuple):
    """A link or image: its offsets, its words, its address and the offsets of that."""

    start: int
    end: int
    words: str
    target: str
    target_start: int
    target_end: int
    is_image: bool


@lru_cache(maxsize=256)
def without_code(text: str) -> str:
    """The text with every character of code blocks and code spans replaced by a blank, newlines kept."""
    return _without_spans(_without_fences(text))


def raw_html(text: str) -> Iterator[tuple[int, int]]:
    """Where raw HTML stands outside of code, as offsets."""
    for match in _HTML.finditer(without_code(text)):
        yield match.start(), match.end()


def unsafe_links(text: str) -> Iterator[tuple[int, int, str]]:
    """The links whose scheme is none of http, https, mailto: offsets and scheme. Entities and escapes hide nothing."""
    prose = without_code(text)
    seen = set()
    for match in _DESTINATION.finditer(prose):
        group = 1 if match.group(1) is not None else 2
        seen.add(match.start(group))
        scheme = scheme_of(match.group(group))
        if scheme and scheme not in SAFE_SCHEMES:
            yield match.start(group), match.start(group) + _length(match.group(group)), scheme
    for match in _AUTOLINK.finditer(prose):
        scheme = scheme_of(match.group(1))
        if scheme not in SAFE_SCHEMES and match.start(1) not in seen:
            yield match.start(1), match.end(1), scheme


def scheme_of(destination: str) -> str:
    """The scheme of a URL as a browser would see it, in small letters; empty for a relative one."""
    found = _SCHEME.match(_IGNORED.sub("", html.unescape(destination)))
    return found.group(1).lower() if found else ""


def _length(destination: str) -> int:
    """How long an address is, up to the parenthesis that closes its link."""
    depth = 0
    for place, char in enumerate(destination):
        depth += (char == "(") - (char == ")")
        if depth < 0:
            return place
    return len(destination)


@lru_cache(maxsize=256)
def code_blocks(text: str) -> tuple[Block, ...]:
    """The fenced code blocks of a text."""
    if "```" not in text and "~~~" not in text:
        return ()
    found: list[Block] = []
    fence, start, margin, offset = "", 0, 0, 0
    lines: list[tuple[int, str]] = []
    for line in text.split("\n"):
        match = _FENCE.match(line)
        if fence:
            if match and match.group(1).startswith(fence) and not match.group(2).strip():
                found.append(Block(start, offset + len(line), tuple(lines), True))
                fence = ""
            else:
                indent = min(margin, len(line) - len(line.lstrip(" ")))
                lines.append((offset + indent, line[indent:]))
        elif match and not (match.group(1)[0] == "`" and "`" in match.group(2)):
            fence, start, margin, lines = match.group(1), offset + match.start(1), match.start(1), []
        offset += len(line) + 1
    if fence:
        found.append(Block(start, len(text), tuple(lines), False))
    return tuple(found)


def code_spans(text: str) -> Iterator[tuple[int, int, str]]:
    """The code spans of a text, outside of code blocks: offsets with the backticks, and the code."""
    for start, opening, closing, end in _spans(_without_fences(text)):
        code = text[opening:closing].replace("\n", " ")
        inner = code[1:-1] if code.startswith(" ") and code.endswith(" ") and code.strip(" ") else code
        yield start, end, inner


def code(text: str) -> Iterator[tuple[int, str]]:
    """Each line of a code block and each code span, without fences and backticks: offset and code."""
    for block in code_blocks(text):
        yield from block.lines
    for _, opening, closing, _ in _spans(_without_fences(text)):
        yield opening, text[opening:closing]


def unclosed_code(text: str) -> Iterator[tuple[int, int]]:
    """Where code begins that nothing ends: the offsets of its backticks or tildes."""
    for block in code_blocks(text):
        if not block.closed:
            yield block.start, block.start + 3
    prose = without_code(text)
    for match in _RUN.finditer(prose):
        if not prose.endswith("\\", 0, match.start()):
            yield match.start(), match.end()


def links(text: str) -> Iterator[Link]:
    """The links of a text that have words and an address, and images."""
    prose = without_code(text)
    for match in _LINK.finditer(prose) if "](" in prose else ():
        words, target = match.group(2), match.group(3)
        yield Link(match.start(), match.end(), words, target, match.start(3), match.end(3), bool(match.group(1)))


def bare_links(text: str) -> Iterator[tuple[int, int, str]]:
    """The addresses of pages that stand in a text themselves, in `<>` or without: offsets and address."""
    prose = without_code(text) if "://" in text else ""
    linked = [(link.start, link.end) for link in links(text)] if prose else []
    ends = [end for _, end in linked]
    for match in _BARE.finditer(prose):
        place = bisect_left(ends, match.end())
        if place == len(linked) or match.start() < linked[place][0]:
            yield match.start(), match.end(), match.group()


def _without_fences(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for block in code_blocks(text):
        margin = text.rfind("\n", 0, block.start) + 1
        pieces += text[position:margin], _blanked(text[margin : block.end])
        position = block.end
    return "".join(pieces) + text[position:] if pieces else text


def _without_spans(text: str) -> str:
    pieces: list[str] = []
    position = 0
    for start, _, _, end in _spans(text):
        pieces += text[position:start], _blanked(text[start:end])
        position = end
    return "".join(pieces) + text[position:] if pieces else text


def _spans(text: str) -> Iterator[tuple[int, int, int, int]]:
    """The code spans of a text without code blocks: where the opening backticks begin and end, and the closing ones.

    A span runs from a run of backticks to the next run of the same length.
    """
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        by_length[end - start].append(start)
    position = 0
    for start, end in runs:
        if start < position:
            continue
        same = by_length[end - start]
        index = bisect_left(same, end)
        if index == len(same):
            continue
        position = same[index] + end - start
        yield start, end, same[index], position


def _blanked(text: str) -> str:
    return _VISIBLE.sub(" ", text)

"""The little that checks must know of Markdown: where code is, and where links lead.

Everything keeps its offset, so that a finding can point at its character. All in one pass over the text.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

_FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})([^\n]*)")
_RUN = re.compile(r"`+")
_DESTINATION = re.compile(
    r"\]\([ \t\n]*<?([^\s<>]{1,2000})|^[ \t>]{0,12}\[[^\]\n]{1,200}\]:[ \t\n]*<?([^\s<>]{1,2000})", re.MULTILINE
)
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]{0,2000})>")
_HTML = re.compile(r"<(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>]|$)[^<>]{0,2000}>?|!--|!\[CDATA\[|![A-Z]|\?)", re.MULTILINE)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_IGNORED = re.compile(r"[\x00-\x20\x7f]+|\\(?=[!-/:-@\[-`{-~])")

SAFE_SCHEMES = frozenset({"http", "https", "mailto"})


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
            yield match.start(group), match.end(group), scheme
    for match in _AUTOLINK.finditer(prose):
        scheme = scheme_of(match.group(1))
        if scheme not in SAFE_SCHEMES and match.start(1) not in seen:
            yield match.start(1), match.end(1), scheme


def scheme_of(destination: str) -> str:
    """The scheme of a URL as a browser would see it, in small letters; empty for a relative one."""
    found = _SCHEME.match(_IGNORED.sub("", html.unescape(destination)))
    return found.group(1).lower() if found else ""


def _without_fences(text: str) -> str:
    lines = text.split("\n")
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if fence:
            lines[number] = " " * len(line)
            if match and match.group(1).startswith(fence) and not match.group(2).strip():
                fence = ""
        elif match and not (match.group(1)[0] == "`" and "`" in match.group(2)):
            fence = match.group(1)
            lines[number] = " " * len(line)
    return "\n".join(lines)


def _without_spans(text: str) -> str:
    """A span runs from a run of backticks to the next run of the same length."""
    runs = [(match.start(), match.end()) for match in _RUN.finditer(text)]
    by_length: dict[int, list[int]] = defaultdict(list)
    for start, end in runs:
        by_length[end - start].append(start)
    pieces: list[str] = []
    position = 0
    for start, end in runs:
        if start < position:
            continue
        same = by_length[end - start]
        index = bisect_left(same, end)
        if index == len(same):
            continue
        closing = same[index] + end - start
        pieces += text[position:start], re.sub(r"[^\n]", " ", text[start:closing])
        position = closing
    return "".join(pieces) + text[position:]

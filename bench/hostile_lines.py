"""Lines that are made to hurt a matcher or a splitter of headers, of any length."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class HostileLine:
    """A line: `piece` again and again, between a start and an end."""

    piece: str
    start: str = ""
    end: str = ""

    def text(self, size: int) -> str:
        """The line with `size` characters at most, start and end whole."""
        room = max(0, size - len(self.start) - len(self.end))
        return self.start + self.piece * (room // len(self.piece)) + self.end

    def __str__(self) -> str:
        parts = [f"{_short(self.piece)} …"]
        if self.start:
            parts.append(f"behind {_short(self.start)}")
        if self.end:
            parts.append(f"before {_short(self.end)}")
        return " ".join(parts)


def _short(text: str) -> str:
    return repr(text) if len(text) <= 24 else f"{text[:12]!r}…{text[-12:]!r}"


# What lines can begin with, or be full of, to hurt the look-up as a whole.
HEADERS = (
    "[" * 8,
    "[    1.000000] ",
    "[ 1",
    "<6>[",
    "<6>",
    "Oct 27 18:00:02 ",
    "Oct 27 18:00:02 host kernel: [",
    "Oct 27 18:00:02 host kernel: ",
    "Oct 27 18:00:02 host a[1]: ",
    "Oct 27 18:00:02 host ",
    "2024-02-08T12:34:56.789012+00:00 host kernel: [ 1234.567890] ",
    "2024-02-08T",
    '<6>1 2024-02-08T12:34:56Z host a - - [a b="',
    "2024-02-08T12:34:56Z stdout F ",
    "I0208 12:34:56.789012 1 a.go:1] ",
    "[Thu Feb  8 12:34:56.789012 2024] [core:error] [pid 1] ",
    "> ",
    "\0",
    "{",
    '{"a":[',
    '{"msg":"',
    'time="',
    'level=info msg="\\',
    "a=b ",
    "host ",
    "#011",
    "\\x09",
    "\\x5c",
    "\\xe3\\x81\\x82",
    "\\xff",
    "#",
    "\\x",
    "\0",
    "\N{HIRAGANA LETTER A}",
    "\N{REPLACEMENT CHARACTER}",
    "\r",
    "\t",
    "a ",
    "the page allocation failure order ",
)


def for_headers() -> Iterator[HostileLine]:
    """Lines with each beginning of a header before each repeated."""
    for start in HEADERS:
        for piece in HEADERS:
            yield HostileLine(piece, start)


def for_program(tokens: Sequence[str | int], holes: Sequence[dict[str, Any]]) -> Iterator[HostileLine]:
    """Lines against one program: its literals, samples and holes, whole, cut short and mixed with what it looks for."""
    literals = [token for token in tokens if isinstance(token, str)]
    bounded = [holes[token] for token in tokens if isinstance(token, int)]
    sample = "".join(token if isinstance(token, str) else sample_of(holes[token]) for token in tokens)
    longest = max(literals, key=len, default="")
    pieces = {": ", "0", "0x", " ", "-", "a", ":", ",", "1 ", "[", "f:", "::", "0-1,", "1.", "\N{HIRAGANA LETTER A}"}
    pieces |= {sample, sample[:-1], sample[1:], "".join(literals), longest + "0", "0" + longest}
    for text in (*literals, *map(sample_of, bounded)):
        pieces |= {text, text[:-1], text[1:], text + ","}
    half = len(sample) // 2
    for piece in sorted(pieces - {""}):
        yield HostileLine(piece)
        yield HostileLine(piece, sample[:half])
        yield HostileLine(piece, "", sample[half:])
        for literal in literals[:3]:
            yield HostileLine(piece, literal)
        if literals:
            yield HostileLine(piece, "", literals[-1])
            yield HostileLine(piece * (1 + 2000 // len(piece)) + longest)


_ITEM = re.compile(r"(\[(?:\\.|[^\]\\])*\]|\\.|[^\\])(?:\{(\d+)(?:,(\d+))?\}|(\?))?", re.DOTALL)


def sample_of(hole: dict[str, Any]) -> str:
    """A long text that a hole can hold: of the first choice of its pattern, with all counts at their most (of 40)."""
    if "wild" in hole:
        return "some text: 0x1"
    found = _expand(hole["pattern"])
    return found if re.fullmatch(hole["pattern"], found) else "0"


def _expand(pattern: str) -> str:
    """The first choice of a pattern, groups taken whole."""
    found: list[str] = []
    place = 0
    while place < len(pattern) and pattern[place] not in "|)":
        if pattern.startswith("(?:", place):
            end = _group_end(pattern, place)
            text = _expand(pattern[place + 3 :])
            place = end
            count = re.compile(r"\{(\d+)(?:,(\d+))?\}|\?").match(pattern, place)
            times = 1
            if count is not None:
                times = min(40, int(count.group(2) or count.group(1))) if count.group(1) else 1
                place = count.end()
            found.append(text * times)
            continue
        match = _ITEM.match(pattern, place)
        if match is None:
            break
        item, least, most, _ = match.groups()
        found.append(_one_of(item) * (min(40, int(most or least)) if least else 1))
        place = match.end()
    return "".join(found)


def _group_end(pattern: str, place: int) -> int:
    depth = 0
    while place < len(pattern):
        char = pattern[place]
        if char == "\\":
            place += 1
        elif char == "[":
            match = _ITEM.match(pattern, place)
            place = match.end(1) - 1 if match else place
        elif char == "(":
            depth += 1
        elif char == ")":
            depth -= 1
            if depth == 0:
                return place + 1
        place += 1
    return place


def _one_of(item: str) -> str:
    """A character that an item of a pattern takes."""
    if item[0] == "[":
        expression = re.compile(item)
        return next((char for char in "1f0:a A-x" if expression.match(char)), "?")
    return item[-1]

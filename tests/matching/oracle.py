"""The rules of `docs/matching.md` once more, as slowly and plainly as they read: everything is tried, in order.

Shares nothing with the package but the data: a program's tokens and the table of holes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

Hole = dict[str, Any]
Token = str | Hole
FFFD = "\ufffd"


def match(program: dict[str, Any], holes: Sequence[Hole], body: str) -> list[str] | None:
    """The captures of a body, or None where it does not come from the program."""
    tokens = [token if isinstance(token, str) else holes[token] for token in program["tokens"]]
    as_it_stands = read(tokens, body, len(body), len(body))
    if as_it_stands is not None:
        return as_it_stands
    bare = body.rstrip(" ")
    return read(tokens, bare + " " * (sum(map(longest, tokens)) + 1), len(bare), len(body))


def read(tokens: Sequence[Token], text: str, end: int, stop: int) -> list[str] | None:
    """The captures of a text whose last unit reaches `end`; no capture needs what is behind `stop`."""
    gaps, units = cut(tokens)
    captures: list[str] = []
    position = 0
    for number, unit in enumerate(units):
        last = number == len(units) - 1 and not gaps[-1]
        placed = place(unit, gaps[number], text, position, end if last else 0)
        if placed is None:
            return None
        start, ends = placed
        pieces = share(gaps[number], text, position, start)
        if pieces is None:
            return None
        captures += [capture(piece, begin, hole, stop) for piece, begin, hole in pieces]
        for token, begin, after in zip(unit, [start, *ends], ends, strict=False):
            if not isinstance(token, str):
                captures.append(capture(text[begin:after], begin, token, stop))
        position = ends[-1]
    if not gaps[-1]:
        return captures if units or not end else None
    pieces = share(gaps[-1], text, position, max(end, position))
    if pieces is None:
        return None
    return captures + [capture(piece, begin, hole, stop) for piece, begin, hole in pieces]


def cut(tokens: Sequence[Token]) -> tuple[list[list[Hole]], list[list[Token]]]:
    """The wild holes before each unit and behind the last one, and the units."""
    gaps: list[list[Hole]] = [[]]
    units: list[list[Token]] = []
    inside = False
    for token in tokens:
        if isinstance(token, dict) and "wild" in token:
            if inside:
                gaps.append([])
            gaps[-1].append(token)
            inside = False
        elif inside:
            units[-1].append(token)
        else:
            units.append([token])
            inside = True
    return (gaps if len(gaps) > len(units) else [*gaps, []]), units


def longest(token: Token) -> int:
    if isinstance(token, str):
        return len(token)
    return int(token["width"] if "wild" in token and "width" in token else token.get("most", 0))


def place(unit: list[Token], gap: list[Hole], text: str, position: int, end: int) -> tuple[int, list[int]] | None:
    """The leftmost place of a unit from a position on (or there, without wild holes before), and its tokens' ends."""
    least = position
    for hole in gap:
        least = least_end(hole, text, least)
    for start in range(least, len(text) + 1) if gap else (position,):
        for ends in divisions(unit, text, start):
            if ends[-1] >= end:  # behind the end stand blanks alone
                return start, ends
    return None


def divisions(unit: list[Token], text: str, start: int) -> Iterator[list[int]]:
    """Every way in which a unit can stand at a place; the longest run of the first hole first."""
    if not unit:
        yield []
        return
    for stop in ends_of(unit[0], text, start):
        for ends in divisions(unit[1:], text, stop):
            yield [stop, *ends]


def ends_of(token: Token, text: str, start: int) -> list[int]:
    if isinstance(token, str):
        return [start + len(token)] if text[start : start + len(token)] == token else []
    stops = range(min(start + token["most"], len(text)), start - 1, -1)
    return [stop for stop in stops if is_text(token["pattern"], text[start:stop])]


@cache
def is_text(pattern: str, text: str) -> bool:
    return re.fullmatch(pattern, text) is not None


def least_end(hole: Hole, text: str, start: int) -> int:
    """Where a wild hole can end at the earliest: a width is a number of bytes."""
    return next(
        (stop for stop in range(start, len(text) + 1) if most_bytes(text[start:stop]) >= hole.get("width", 0)),
        len(text) + 1,
    )


def share(gap: list[Hole], text: str, start: int, stop: int) -> list[tuple[str, int, Hole]] | None:
    """What the wild holes of a gap take: all but the last no more than they must."""
    found = []
    for number, hole in enumerate(gap, 1):
        until = stop if number == len(gap) else min(least_end(hole, text, start), stop)
        fits = "alphabet" not in hole or re.fullmatch(hole["alphabet"] + "*", text[start:until])
        if not fits and text[start:until] not in hole.get("words", ()):
            return None
        found.append((text[start:until], start, hole))
        start = until
    return found


def capture(piece: str, begin: int, hole: Hole, stop: int) -> str:
    """What the conversion printed: less the end that was never there, less the blanks of a width."""
    piece = piece[: max(stop - begin, hole.get("least", 0), 0)]
    if least_bytes(piece) > hole.get("width", 10**9):
        return piece
    bare = piece.lstrip(" ")
    sign = " " if hole.get("keep") and piece.startswith(" ") and not bare.startswith(("+", "-", "(")) else ""
    sides = hole.get("trim", "")
    bare = piece.rstrip(" ") if "r" in sides else piece
    if "l" not in sides:
        return bare
    return sign + bare.lstrip(" ")


def least_bytes(text: str) -> int:
    """How many bytes were decoded to a text, at least: a U+FFFD may stand for one."""
    return sum(1 if char == FFFD else len(char.encode("utf-8", "replace")) for char in text)


def most_bytes(text: str) -> int:
    return sum(len(char.encode("utf-8", "replace")) for char in text)

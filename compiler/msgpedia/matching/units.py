"""A unit: literals and bounded holes in a row, and how to find its leftmost place in a text.

A unit is one regular expression: every hole has a longest text, so a place costs a bounded number of steps. Where a
backtracking engine would repeat itself too often, `CarefulUnit` remembers for each token and position that it failed.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Token = str | dict[str, Any]
    Found = tuple[int, int, list[str]]

_MOST_FAILED = 100_000  # entries of a memo before those that cannot be met again are dropped


class Unit:
    """A unit that one regular expression finds."""

    __slots__ = ("_ahead", "_at", "_behind", "_key", "_to_end", "leasts", "most", "trims")

    def __init__(self, tokens: list[Token]) -> None:
        self.most = sum(_most(token) for token in tokens)
        holes = [token for token in tokens if not isinstance(token, str)]
        self.trims = [(number, hole) for number, hole in enumerate(holes) if "trim" in hole]
        self.leasts = [int(hole["least"]) for hole in holes]
        pattern = "".join(re.escape(token) if isinstance(token, str) else f"({token['pattern']})" for token in tokens)
        self._at = re.compile(pattern)
        self._to_end = re.compile(pattern + r" *\Z")
        self._key, self._behind, self._ahead = _key(tokens)

    def find(self, text: str, start: int, anywhere: bool, end: int, stop: int) -> Found | None:
        """The leftmost place of the unit from `start` on, or at `start` alone: its start, its end, what its holes hold.

        With `end` ≥ 0 the unit must reach that place; nothing but blanks stands behind it. The body ends at `stop`:
        the blanks of `text` behind it are in no capture, unless a hole has no shorter text.
        """
        if end >= 0:
            if anywhere:
                match = self._to_end.search(text, max(start, end - self.most))
            else:
                match = self._to_end.match(text, start)
        elif not anywhere:
            match = self._at.match(text, start)
        elif self._key:
            match = self._search(text, start)
        else:
            match = self._at.search(text, start)
        if match is None:
            return None
        texts = list(match.groups())
        if match.end() > stop:
            for number, least in enumerate(self.leasts, 1):
                begin, after = match.span(number)
                texts[number - 1] = text[begin : min(after, max(stop, begin + least))]
        return match.start(), match.end(), _trim(texts, self.trims) if self.trims else texts

    def _search(self, text: str, start: int) -> re.Match[str] | None:
        """The leftmost place of the unit, looked for only where its key is near.

        A stretch of starts is tried at a time; the expression sees as much more text as a unit can be long. Stretches
        are as long as that, so that no place is tried more than twice.
        """
        while True:
            place = text.find(self._key, start + self._behind)
            if place < 0:
                return None
            start = max(start, place - self._ahead)
            last = max(start, place) + self.most
            match = self._at.search(text, start, last + self.most)
            if match is not None and match.start() <= last:
                return match
            if last >= len(text):
                return None
            start = last + 1


class CarefulUnit:
    """A unit whose holes could be divided in many ways: searched token by token, with a memo of what failed."""

    __slots__ = ("_ahead", "_behind", "_key", "_patterns", "_scout", "most", "tokens", "trims")

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.most = sum(_most(token) for token in tokens)
        holes = [token for token in tokens if not isinstance(token, str)]
        self.trims = [(number, hole) for number, hole in enumerate(holes) if "trim" in hole]
        self._patterns = [None if isinstance(token, str) else re.compile(token["pattern"]) for token in tokens]
        first = tokens[0]
        self._scout = re.compile(re.escape(first) if isinstance(first, str) else first["pattern"])
        self._key, self._behind, self._ahead = _key(tokens)

    def find(self, text: str, start: int, anywhere: bool, end: int, stop: int) -> Found | None:
        """As `Unit.find`."""
        failed: set[tuple[int, int]] = set()
        if anywhere and end >= 0:
            start = max(start, end - self.most)
        key = -1 if self._key and anywhere else len(text)
        while True:
            if anywhere:
                if key < start + self._behind:
                    key = text.find(self._key, start + self._behind)
                    if key < 0:
                        return None
                    start = max(start, key - self._ahead)
                scouted = self._scout.search(text, start)
                if scouted is None:
                    return None
                if start < scouted.start():
                    start = scouted.start()
                    continue
            places = self._place(text, start, end, failed)
            if places is not None:
                break
            start += 1
            if not anywhere or start > len(text):
                return None
            if len(failed) > _MOST_FAILED:
                failed = {place for place in failed if place[1] >= start}
        texts = []
        for token, begin, after in zip(self.tokens, places, places[1:], strict=False):
            if not isinstance(token, str):
                texts.append(text[begin : min(after, max(stop, begin + token["least"]))])
        return places[0], places[-1], _trim(texts, self.trims)

    def _place(self, text: str, start: int, end: int, failed: set[tuple[int, int]]) -> list[int] | None:
        """Where each token begins, and where the last one ends, with the unit at `start`."""
        places: list[int] = []
        choices: list[Iterator[int]] = [iter((start,))]
        while choices:
            number = len(places)
            place = next(choices[-1], -1)
            if place < 0:
                choices.pop()
                if places:
                    failed.add((number - 1, places.pop()))
            elif number == len(self.tokens):
                if place >= end:
                    return [*places, place]
            elif (number, place) not in failed:
                places.append(place)
                choices.append(iter(self._ends(number, text, place)))
        return None

    def _ends(self, number: int, text: str, place: int) -> Iterable[int]:
        """Where a token that begins at a place can end, the farthest first."""
        token, pattern = self.tokens[number], self._patterns[number]
        if pattern is None:
            return (place + len(token),) if isinstance(token, str) and text.startswith(token, place) else ()
        longest = pattern.match(text, place)
        if longest is None:
            return ()
        least = 0 if isinstance(token, str) else token["least"]
        farthest = longest.end()
        return (end for end in range(farthest, place + least - 1, -1) if pattern.fullmatch(text, place, end))


def _most(token: Token) -> int:
    return len(token) if isinstance(token, str) else int(token["most"])


def _key(tokens: list[Token]) -> tuple[str, int, int]:
    """The longest literal of a unit, and the least and most that can stand before it in the unit.

    A search for it finds quickly where the unit can be, or that it is nowhere. Without a literal, or with one that the
    unit begins with, the expression itself is as quick: the key is empty.
    """
    best, behind, ahead = "", 0, 0
    least = most = 0
    for token in tokens:
        if isinstance(token, str) and len(token) > len(best):
            best, behind, ahead = token, least, most
        least += len(token) if isinstance(token, str) else int(token["least"])
        most += _most(token)
    return (best, behind, ahead) if ahead else ("", 0, 0)


def _trim(texts: list[str], trims: list[tuple[int, dict[str, Any]]]) -> list[str]:
    for number, hole in trims:
        texts[number] = trimmed(texts[number], hole)
    return texts


def trimmed(piece: str, hole: dict[str, Any]) -> str:
    """A text less the blanks that a width added on the hole's sides; the blank of the flag ` ` stays.

    A text that is longer than its hole's width has no blanks of a width.
    """
    if "width" in hole and least_bytes(piece) > hole["width"]:
        return piece
    bare = piece
    if "r" in hole["trim"]:
        bare = bare.rstrip(" ")
    if "l" in hole["trim"]:
        bare = bare.lstrip(" ")
        if hole.get("keep") and piece[:1] == " " and bare[:1] not in ("-", "+"):
            bare = " " + bare
    return bare


def least_bytes(text: str) -> int:
    """The length of a text in UTF-8; a U+FFFD counts as one byte, the least that it can stand for."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-8", "replace")) - 2 * text.count("\ufffd")

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


# Characters that an expression has for itself; `re.escape` escapes more, which takes longer to compile.
_ESCAPES = {ord(char): f"\\{char}" for char in ".^$*+?{}[]()|\\"}
# Patterns of numbers as tables of texts spell them, and ones for the same texts that compile in half the time.
_SHORT = {
    r"(?:\-[1-9][0-9]{0,9}|[1-9][0-9]{0,9}|[0])": "-?[1-9][0-9]{0,9}|0",
    r"(?:\-[1-9][0-9]{0,18}|[1-9][0-9]{0,18}|[0])": "-?[1-9][0-9]{0,18}|0",
    "(?:[1-9][0-9]{0,9}|[0])": "[1-9][0-9]{0,9}|0",
    "(?:[1-9][0-9]{0,19}|[0])": "[1-9][0-9]{0,19}|0",
    "(?:[1-9a-f][0-9a-f]{0,7}|[0])": "[1-9a-f][0-9a-f]{0,7}|0",
    "(?:[1-9a-f][0-9a-f]{0,15}|[0])": "[1-9a-f][0-9a-f]{0,15}|0",
}


def _short(pattern: str) -> str:
    return _SHORT.get(pattern, pattern)


# What is spent on looking for a unit without an expression of its own; a look that takes a second choice costs more.
TRIES, SECOND = 32, 8
_holes: dict[str, re.Pattern[str]] = {}


def _hole(pattern: str) -> re.Pattern[str]:
    """The expression of one hole. There are a few hundred kinds of holes."""
    found = _holes.get(pattern)
    if found is None:
        found = _holes[pattern] = re.compile(_short(pattern))
    return found


class Unit:
    """A unit that one regular expression finds. Most units are of messages that a log has a few times at most, so an
    expression is made only when a unit was looked for some times, or where it takes one to tell.
    """

    __slots__ = (
        *("_at", "_blank_end", "_end", "_key", "_slow", "_tokens", "_tries"),
        *("leasts", "literal", "most", "trims"),
    )

    def __init__(self, tokens: list[Token]) -> None:
        self.literal = tokens[0] if len(tokens) == 1 and isinstance(tokens[0], str) else None
        self._tokens = tokens
        self._tries = TRIES
        self._slow: CarefulUnit | None = None
        self.trims: list[tuple[int, dict[str, Any]]]
        self.leasts: list[int]
        self._key: Key | None
        self._at: re.Pattern[str] | None = None
        self._end: re.Pattern[str] | None = None
        self._blank_end: re.Pattern[str] | None = None
        if self.literal is not None:  # as most are
            self.most = len(self.literal)
            self.trims, self.leasts, self._key = [], [], None
            return
        self.most = sum(map(_most, tokens))
        holes = [token for token in tokens if not isinstance(token, str)]
        self.trims = [(number, hole) for number, hole in enumerate(holes) if "trim" in hole]
        self.leasts = [int(hole["least"]) for hole in holes]
        self._key = _key(tokens)

    def find(self, text: str, start: int, anywhere: bool, end: int, stop: int) -> Found | None:
        """The leftmost place of the unit from `start` on, or at `start` alone: its start, its end, what its holes hold.

        With `end` ≥ 0 the unit must reach that place; nothing but blanks stands behind it. The body ends at `stop`:
        the blanks of `text` behind it are in no capture, unless a hole has no shorter text.
        """
        if self.literal is not None and (end < 0 or end == len(text)):
            return self._find_literal(self.literal, text, start, anywhere, end)
        if self._tries:
            return self._try(text, start, anywhere, end, stop)
        if end >= 0:
            pattern = self._to_end(end < len(text))
            match = pattern.search(text, max(start, end - self.most)) if anywhere else pattern.match(text, start)
        else:
            pattern = self._at = self._at or self._compiled("")
            if not anywhere:
                match = pattern.match(text, start)
            else:
                match = (
                    _search(pattern, self._key, self.most, text, start) if self._key else pattern.search(text, start)
                )
        if match is None:
            return None
        texts = list(match.groups())
        if match.end() > stop:
            for number, least in enumerate(self.leasts, 1):
                begin, after = match.span(number)
                texts[number - 1] = text[begin : min(after, max(stop, begin + least))]
        return match.start(), match.end(), _trim(texts, self.trims) if self.trims else texts

    def _find_literal(self, literal: str, text: str, start: int, anywhere: bool, end: int) -> Found | None:
        """As `find`, for a unit that is one literal, without an expression: most units are."""
        if end >= 0:
            place = end - len(literal) if text.endswith(literal) else -1
        elif anywhere:
            place = text.find(literal, start)
        else:
            place = start if text.startswith(literal, start) else -1
        if place < start or (place > start and not anywhere):
            return None
        return place, place + len(literal), []

    def _to_end(self, blanks: bool) -> re.Pattern[str]:
        """The expression for a unit with nothing, or only blanks, behind it."""
        if blanks:
            self._blank_end = self._blank_end or self._compiled(r" *\Z")
            return self._blank_end
        self._end = self._end or self._compiled(r"\Z")
        return self._end

    def _compiled(self, behind: str) -> re.Pattern[str]:
        pieces = [
            token.translate(_ESCAPES) if isinstance(token, str) else f"({_short(token['pattern'])})"
            for token in self._tokens
        ]
        return re.compile("".join(pieces) + behind)

    def _try(self, text: str, start: int, anywhere: bool, end: int, stop: int) -> Found | None:
        """As `find`, without an expression of the whole unit."""
        first = self._tokens[0]
        place = start
        if anywhere and isinstance(first, str):
            place = text.find(first, max(start, end - self.most))
            if place < 0:
                return None
        if place == start or isinstance(first, str):
            found = _greedy(self._tokens, text, place, end, stop)
            if found is not None:
                self._tries -= 1
                return place, found[0], _trim(found[1], self.trims) if self.trims else found[1]
        self._tries = max(0, self._tries - SECOND)
        if self._slow is None:
            self._slow = CarefulUnit(self._tokens)
        return self._slow.find(text, start, anywhere, end, stop)


def _greedy(tokens: list[Token], text: str, place: int, end: int, stop: int) -> tuple[int, list[str]] | None:
    """Where a unit at a place ends, and what its holes hold, if each hole takes what it prefers and that fits.

    None where that takes a second choice, or cannot be.
    """
    texts = []
    for token in tokens:
        if isinstance(token, str):
            if not text.startswith(token, place):
                return None
            place += len(token)
            continue
        match = _hole(token["pattern"]).match(text, place)
        if match is None:
            return None
        after = match.end()
        texts.append(text[place : min(after, max(stop, place + token["least"]))])
        place = after
    if end >= 0 and (text[place:].strip(" ") if end < len(text) else place < len(text)):
        return None
    return place, texts


def _search(pattern: re.Pattern[str], key: Key, most: int, text: str, start: int) -> re.Match[str] | None:
    """The leftmost place of a unit of `most` characters at most, looked for only where its key is near.

    A stretch of starts is tried at a time; the expression sees as much more text as a unit can be long. Stretches are
    as long as that, so that no place is tried more than twice.
    """
    while True:
        place = key.find(text, start)
        if place < 0:
            return None
        start = max(start, place - key.ahead)
        last = max(start, place) + most
        match = pattern.search(text, start, last + most)
        if match is not None and match.start() <= last:
            return match
        if last >= len(text):
            return None
        start = last + 1


class CarefulUnit:
    """A unit whose holes could be divided in many ways: searched token by token, with a memo of what failed."""

    __slots__ = ("_key", "_patterns", "literal", "most", "tokens", "trims")

    def __init__(self, tokens: list[Token]) -> None:
        self.literal = None
        self.tokens = tokens
        self.most = sum(_most(token) for token in tokens)
        holes = [token for token in tokens if not isinstance(token, str)]
        self.trims = [(number, hole) for number, hole in enumerate(holes) if "trim" in hole]
        self._patterns = [None if isinstance(token, str) else _hole(token["pattern"]) for token in tokens]
        self._key = _key(tokens)

    def find(self, text: str, start: int, anywhere: bool, end: int, stop: int) -> Found | None:
        """As `Unit.find`."""
        if not anywhere and not self._may_begin(text, start):
            return None
        failed: set[tuple[int, int]] = set()
        if anywhere and end >= 0:
            start = max(start, end - self.most)
        key = self._key
        known = -1  # where the key is next
        while True:
            if anywhere:
                if key is not None and known < start + key.behind:
                    known = key.find(text, start)
                    if known < 0:
                        return None
                    start = max(start, known - key.ahead)
                scouted = self._scout(text, start)
                if scouted < 0:
                    return None
                if start < scouted:
                    start = scouted
                    continue
            found = _greedy(self.tokens, text, start, end, stop)
            if found is not None:
                return start, found[0], _trim(found[1], self.trims)
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

    def _may_begin(self, text: str, place: int) -> bool:
        """Whether what comes first, to the end of the first hole, can stand at a place; most texts are told by that."""
        for token, pattern in zip(self.tokens, self._patterns, strict=True):
            if pattern is not None:
                return pattern.match(text, place) is not None
            if not text.startswith(str(token), place):
                return False
            place += len(token)
        return True

    def _scout(self, text: str, start: int) -> int:
        """The first place from `start` on where the first token is, -1 for none."""
        first, pattern = self.tokens[0], self._patterns[0]
        if pattern is None:
            return text.find(first, start) if isinstance(first, str) else -1
        match = pattern.search(text, start)
        return match.start() if match else -1

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


class Key:
    """The longest literal of a unit: looking for it tells quickly where the unit can be, or that it is nowhere.

    `behind` and `ahead` are the least and most that can stand before it in the unit. What follows it in the unit (a
    hole and a literal) is looked at as well.
    """

    __slots__ = ("_tail", "_text", "ahead", "behind")

    def __init__(self, text: str, tail: str, behind: int, ahead: int) -> None:
        self._text, self.behind, self.ahead = text, behind, ahead
        self._tail: re.Pattern[str] | str = tail

    def find(self, text: str, start: int) -> int:
        """The first place of the key in a unit that begins at `start` or later; -1 where there is none."""
        place = text.find(self._text, start + self.behind)
        if place < 0 or not self._tail:
            return place
        if isinstance(self._tail, str):
            self._tail = re.compile(self._tail)
        match = self._tail.search(text, place)
        return match.start() if match else -1


def _key(tokens: list[Token]) -> Key | None:
    """The key of a unit; None where the longest literal begins the unit, as expressions are quick then, or is none."""
    best, number, behind, ahead = "", 0, 0, 0
    least = most = 0
    for position, token in enumerate(tokens):
        if isinstance(token, str) and len(token) > len(best):
            best, number, behind, ahead = token, position, least, most
        least += len(token) if isinstance(token, str) else int(token["least"])
        most += _most(token)
    if not ahead:
        return None
    rest = tokens[number : number + 3]
    return Key(best, "".join(map(_pattern, rest)) if len(rest) > 1 else "", behind, ahead)


def _pattern(token: Token) -> str:
    return re.escape(token) if isinstance(token, str) else f"(?:{token['pattern']})"


def _trim(texts: list[str], trims: list[tuple[int, dict[str, Any]]]) -> list[str]:
    for number, hole in trims:
        texts[number] = trimmed(texts[number], hole)
    return texts


def trimmed(piece: str, hole: dict[str, Any]) -> str:
    """A text less the blanks that a width added on the hole's sides.

    The blank of the flag ` ` stays, which stands where no sign and no word in brackets (`(nil)`) does. A text that is
    longer than its hole's width has no blanks of a width.
    """
    if "width" in hole and least_bytes(piece) > hole["width"]:
        return piece
    bare = piece
    if "r" in hole["trim"]:
        bare = bare.rstrip(" ")
    if "l" in hole["trim"]:
        bare = bare.lstrip(" ")
        if hole.get("keep") and piece[:1] == " " and bare[:1] not in ("-", "+", "("):
            bare = " " + bare
    return bare


def least_bytes(text: str) -> int:
    """The length of a text in UTF-8; a U+FFFD counts as one byte, the least that it can stand for."""
    if text.isascii():
        return len(text)
    return len(text.encode("utf-8", "replace")) - 2 * text.count("\ufffd")

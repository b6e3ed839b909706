"""How far a line agrees with the format strings that it does not match: for a hint, so the way is the simplest."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgpedia.catalog.plans import Plan

_LEAST = 4  # literal characters in common, less than which say nothing
_WORD = re.compile(r"[A-Za-z0-9_]")
_NEXT = re.compile(r"\s*(?:\w+|\S{1,20})")
_LONGEST = 4096  # characters of a body that are looked at


class Parting(NamedTuple):
    """Where a body and a format string part: the variant, the offset in the body, what each of the two has there.

    `wanted` is what the format string has, in words for a hint; `given` what the body has, empty at its end.
    """

    variant: int
    offset: int
    wanted: str
    given: str
    agreed: int


def parting(plans: Iterable[Plan], body: str) -> Parting | None:
    """Where a body parts from the plan with which it has the most in common; None where it has too little with any."""
    found = [place for plan in plans if (place := _parting(plan, body[:_LONGEST])) is not None]
    best = max(found, key=lambda place: place.agreed, default=None)
    return best if best is not None and best.agreed >= _LEAST else None


def _parting(plan: Plan, body: str) -> Parting | None:
    place, agreed, hole = 0, 0, 0
    free = 0  # how many characters further the next literal may begin, or less far where it is negative
    for token in plan.program["tokens"]:
        if isinstance(token, str):
            start, length = _literal(token, body, place, free)
            agreed += length
            if length < len(token):
                back = _word_start(token, length)
                wanted = f"`{_next(token[back:])}`"
                return _result(plan, body, start + back, wanted, agreed)
            place, free = start + length, 0
            continue
        row = plan.holes[token]
        hole += 1
        if "wild" in row:
            free = len(body) - place
            continue
        match = re.compile(row["pattern"]).match(body, place)
        if match is None and free <= 0:
            return _result(plan, body, place, f"a value of `{plan.names[hole - 1]}`", agreed)
        if match is not None and free <= 0:
            free = place - match.end()
            place = match.end()
    if free <= 0 and place < len(body):
        return _result(plan, body, place, "its end", agreed)
    return None


def _literal(literal: str, body: str, place: int, free: int) -> tuple[int, int]:
    """Where a literal begins best, and how much of it stands there."""
    if free == 0 or (free < 0 and body.startswith(literal, place)):
        return place, _common(literal, body, place)
    first, last = (place + free + 1, place) if free < 0 else (place, place + free)
    low, high = 0, len(literal)
    while low < high:  # the longest beginning of the literal that occurs at all
        middle = (low + high + 1) // 2
        if body.find(literal[:middle], first, last + middle) >= 0:
            low = middle
        else:
            high = middle - 1
    start = body.find(literal[:low], first, last + low) if low else place
    return start, low


def _common(literal: str, body: str, place: int) -> int:
    pairs = zip(literal, body[place : place + len(literal)], strict=False)
    return next(
        (number for number, (one, other) in enumerate(pairs) if one != other), min(len(literal), len(body) - place)
    )


def _word_start(literal: str, length: int) -> int:
    """The beginning of the word of a literal in which it parts from a body after `length` characters."""
    if not _WORD.match(literal, length):
        return length
    while length and _WORD.match(literal, length - 1):
        length -= 1
    return length


def _next(text: str) -> str:
    found = _NEXT.match(text)
    return found.group()[:40] if found else text[:40]


def _result(plan: Plan, body: str, place: int, wanted: str, agreed: int) -> Parting:
    return Parting(plan.variant, place, wanted, _next(body[place:]), agreed)

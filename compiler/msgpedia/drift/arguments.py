"""The arguments of a reworded format string: those of the old one, where conversions line up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from msgpedia import formats
from msgpedia.drafting.names import names_of
from msgpedia.drift import texts
from msgpedia.formats import Conversion, FormatError

_NUMBER = re.compile(r"[diouxXcbeEfFgGaA]")


@dataclass(frozen=True, slots=True)
class Mapped:
    """Names for all conversions; those that the old format has not, and those mapped by their place alone."""

    names: tuple[str, ...]
    new: tuple[str, ...] = ()
    doubtful: tuple[str, ...] = ()


def mapped(dialect: str, old: str, names: Sequence[str], new: str, taken: Sequence[str] = ()) -> Mapped | None:
    """The arguments of `new` by those of `old`; `taken` are names that mean something else. None where one of the two
    cannot be parsed.

    Conversions line up where the words around them are the same, and both print a number or both a text. What stands
    where another one stood, between the same words, is taken for it, but that is told.
    """
    try:
        before, after = formats.parse(dialect, old), formats.parse(dialect, new)
    except FormatError:
        return None
    if len(before.conversions) != len(names):
        return None
    found, doubtful = _lined_up(dialect, old, before.conversions, new, after.conversions)
    given = {target: names[source] for target, source in found.items()}
    free = iter(_fresh(names_of(after, None), {*names, *taken}))
    proposed = dict(enumerate(free))
    spelled = tuple(given.get(number, proposed[number]) for number in range(len(after.conversions)))
    return Mapped(
        spelled,
        tuple(name for number, name in enumerate(spelled) if number not in given),
        tuple(given[number] for number in sorted(doubtful)),
    )


def _fresh(names: Sequence[str], used: set[str]) -> list[str]:
    found = []
    for name in names:
        unique, number = name, 1
        while unique in used:
            number += 1
            unique = f"{name}_{number}"
        used.add(unique)
        found.append(unique)
    return found


def _lined_up(
    dialect: str, old: str, before: Sequence[Conversion], new: str, after: Sequence[Conversion]
) -> tuple[dict[int, int], set[int]]:
    """Conversion of the new format → that of the old one, by number; and which of them are doubtful."""
    one, other = _row(dialect, old), _row(dialect, new)
    first, second = _numbers(one), _numbers(other)
    found: dict[int, int] = {}
    doubtful: set[int] = set()
    for tag, a, a_end, b, b_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        sources = [first[place] for place in range(a, a_end) if place in first]
        targets = [second[place] for place in range(b, b_end) if place in second]
        if not sources or len(sources) != len(targets):
            continue
        has_words = tag == "equal" and any(token[0].isalnum() for token in one[a:a_end])
        for source, target in zip(sources, targets, strict=True):
            found[target] = source
            if not (has_words and _is_alike(before[source], after[target])):
                doubtful.add(target)
    return found, doubtful


def _row(dialect: str, text: str) -> list[str]:
    """Tokens without blanks; all conversions are one."""
    rows = []
    for token in texts.tokens(dialect, text):
        is_conversion = len(token) > 1 and token.startswith("%") and token != "%%"
        if is_conversion or not token.isspace():
            rows.append("%" if is_conversion else token)
    return rows


def _numbers(row: Sequence[str]) -> dict[int, int]:
    """Place in a row of tokens → number of the conversion there."""
    places = [place for place, token in enumerate(row) if token == "%"]
    return {place: number for number, place in enumerate(places)}


def _is_alike(old: Conversion, new: Conversion) -> bool:
    return bool(_NUMBER.fullmatch(old.letter)) == bool(_NUMBER.fullmatch(new.letter))

"""Full-text search over entries: phrases before scattered words, in all languages.

The index proposes entries, each is then read and its texts are looked at, so what is found is there.
"""

from __future__ import annotations

import re
from itertools import pairwise

from msgpedia.bundle.search_index import FIELDS, PROSE, texts_of
from msgpedia.bundle.terms import MOST_WORD, folded, runs, shown, unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.bundle.index import Index

MOST_QUERY = 1000  # characters of a query that count
MOST_NEEDLES = 20
MOST_READ = 2000  # entries that are read for one query; those with words in their title come first
_QUOTED = re.compile(r'"([^"]*)"|「([^」]*)」|『([^』]*)』|(\S+)')
# How well an entry fits, best first.
NAME, PHRASE, TOGETHER, SCATTERED = range(4)


class Found:
    """An entry that was found, and where.

    `level` says how well it fits, `words` how many of the query's words it has; `field`, `language`, `text` are the
    text to show, with the places of the words in it.
    """

    __slots__ = ("entry", "field", "language", "level", "places", "text", "words")

    def __init__(self, entry: dict[str, Any], level: int, words: int, text: tuple[str, str | None, str]) -> None:
        self.entry, self.level, self.words = entry, level, words
        self.field, self.language, self.text = text
        self.places: list[tuple[int, int]] = []

    @property
    def phrase(self) -> bool:
        """Whether the whole query stands there in a piece."""
        return self.level <= PHRASE


class Result:
    """What a search found, best first.

    `all_words` is False where no entry has all words of the query; `cut` says that there were more entries than one
    reads.
    """

    __slots__ = ("all_words", "cut", "found")

    def __init__(self, found: list[Found], all_words: bool, cut: bool) -> None:
        self.found, self.all_words, self.cut = found, all_words, cut


def needles_of(query: str) -> list[str]:
    """What must be there: words, and phrases in quotes, folded. A word without letters and digits is none."""
    found = []
    for match in _QUOTED.finditer(shown(query[:MOST_QUERY])):
        needle = folded(next(group for group in match.groups() if group is not None))
        if runs(needle) and needle not in found:
            found.append(needle)
    return found[:MOST_NEEDLES]


class Searcher:
    """Searches one index; where several languages have a text, one in `language` is shown."""

    def __init__(self, index: Index, language: str) -> None:
        self._index, self._language = index, language
        self._terms = index.search_index()
        self._software = {item["id"]: item["name"] for item in index.meta["software"]}

    def search(self, query: str) -> Result:
        """The entries that a query finds."""
        needles = needles_of(query)
        if not needles:
            return Result([], True, False)
        proposed = [self._proposed(needle) for needle in needles]
        numbers = set(proposed[0]).intersection(*proposed[1:])
        found, cut = self._read(numbers, needles, proposed)
        complete = [each for each in found if each.words == len(needles)]
        if complete or len(needles) == 1:
            return Result(_sorted(complete), True, cut)
        found, cut = self._read({number for each in proposed for number in each}, needles, proposed)
        most = max((each.words for each in found), default=0)
        return Result(_sorted([each for each in found if each.words == most]), False, cut)

    def _proposed(self, needle: str) -> dict[int, int]:
        """The entries that may have a needle, with the class of their best text."""
        found: dict[int, int] | None = None
        parts = runs(needle)
        for place, run in enumerate(parts):
            if not unspaced(run):
                whole = place + 1 < len(parts) and len(run) <= MOST_WORD
                each = self._terms.with_term(run) if whole else self._terms.with_beginning(run[:MOST_WORD])
                found = _both(found, each)
            elif len(run) == 1:
                found = _both(found, self._terms.with_beginning(run))
            else:
                for first, second in pairwise(run):
                    found = _both(found, self._terms.with_term(first + second))
        return found or {}

    def _read(
        self, numbers: set[int], needles: Sequence[str], proposed: Sequence[dict[int, int]]
    ) -> tuple[list[Found], bool]:
        """Read the entries that were proposed, the best classes and most words first, as many as one may."""
        order = sorted(
            numbers,
            key=lambda number: (
                -sum(number in each for each in proposed),
                max(each.get(number, PROSE) for each in proposed),
                number,
            ),
        )
        found = [self._judge(self._index.entry(number), needles) for number in order[:MOST_READ]]
        return [each for each in found if each is not None], len(order) > MOST_READ

    def _judge(self, entry: dict[str, Any], needles: Sequence[str]) -> Found | None:
        """How well an entry fits, or None where it has none of the words after all."""
        phrase = " ".join(needles)
        best: tuple[tuple[int, int, int, bool], tuple[str, str | None, str]] | None = None
        everywhere: set[str] = set()
        for text in texts_of(entry, self._software.get(entry["software"], {})):
            field, language, plain = text
            compared = folded(plain)
            here = {needle for needle in needles if place_of(needle, compared) >= 0}
            if not here:
                continue
            everywhere |= here
            if field == "id" and compared == phrase:
                level = NAME
            elif place_of(phrase, compared) >= 0:
                level = PHRASE
            else:
                level = TOGETHER if len(here) == len(needles) else SCATTERED
            rank = (level, FIELDS.index(field), -len(here), language not in (None, self._language))
            if best is None or rank < best[0]:
                best = rank, text
        if best is None:
            return None
        found = Found(entry, best[0][0], len(everywhere), best[1])
        found.places = places_in(found.text, [phrase] if found.phrase else needles)
        return found


def _both(one: dict[int, int] | None, other: dict[int, int]) -> dict[int, int]:
    if one is None:
        return other
    return {number: max(kind, other[number]) for number, kind in one.items() if number in other}


def _sorted(found: list[Found]) -> list[Found]:
    return sorted(found, key=lambda each: (each.level, FIELDS.index(each.field), each.entry["id"]))


def place_of(needle: str, text: str, start: int = 0) -> int:
    """Where a needle stands in a folded text, -1 where it does not.

    One that begins with a word stands where a word begins.
    """
    place = text.find(needle, start)
    if not (needle[0].isalnum() and not unspaced(needle[0])):
        return place
    while place > 0 and text[place - 1].isalnum() and not unspaced(text[place - 1]):
        place = text.find(needle, place + 1)
    return place


def places_in(text: str, needles: Sequence[str]) -> list[tuple[int, int]]:
    """Where needles stand in a text as it is shown: beginnings and ends, in order, none within another.

    Folding may change lengths, so it is done character by character here.
    """
    compared, origins = [], []
    for place, char in enumerate(shown(text)):
        for each in folded(char) or char:
            compared.append(each)
            origins.append(place)
    folded_text = "".join(compared)
    found: list[tuple[int, int]] = []
    for needle in needles:
        place = place_of(needle, folded_text)
        while place >= 0:
            found.append((origins[place], origins[place + len(needle) - 1] + 1))
            place = place_of(needle, folded_text, place + len(needle))
    kept: list[tuple[int, int]] = []
    for first, last in sorted(found):
        if not kept or first >= kept[-1][1]:
            kept.append((first, last))
    return kept

"""What a person searches for: words and phrases, and where they stand in a folded text."""

from __future__ import annotations

import re

from msgpedia.bundle.terms import begins_word, folded, runs, shown, unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_QUERY = 1000  # characters of a query that count
MOST_NEEDLES = 20
_QUOTED = re.compile(r'"([^"]*)"|“([^”]*)”|「([^」]*)」|『([^』]*)』|(\S+)')
_AROUND = "\"“”「」『』.,;:!?()[]{}<>'、。・"  # what may stand around a word without being looked for


class Needle:
    """A word or phrase that must be there, folded.

    One in quotes may begin inside a word, others stand where a word begins. `exact` says whether the terms of the index
    tell for sure where it is.
    """

    __slots__ = ("exact", "quoted", "runs", "text")

    def __init__(self, text: str, quoted: bool) -> None:
        self.text, self.quoted, self.runs = text, quoted, runs(text)
        single = self.runs == [text]
        self.exact = single and (len(text) <= 2 if unspaced(text) else not quoted or len(text) > 1)

    def place(self, text: str, start: int = 0) -> int:
        """Where it stands in a folded text, -1 where it does not."""
        return text.find(self.text, start) if self.quoted else place_of(self.text, text, start)


class Query:
    """The needles of a query, and the phrases that it makes as a whole; `cut` says that not all of it counts."""

    __slots__ = ("cut", "needles", "phrases")

    def __init__(self, query: str) -> None:
        found = _needles(shown(query[:MOST_QUERY]))
        self.needles = tuple(found.values())[:MOST_NEEDLES]
        self.cut = len(query.strip()) > MOST_QUERY or len(found) > MOST_NEEDLES
        whole = folded(" ".join(needle.text for needle in self.needles))
        typed = folded(query[:MOST_QUERY])
        plain = not any(needle.quoted for needle in self.needles)
        self.phrases = tuple(dict.fromkeys((typed, whole) if plain and runs(typed) else (whole,)))

    def phrase_place(self, text: str) -> int:
        """Where the first phrase in a folded text stands, -1 where there is none."""
        return min((place for phrase in self.phrases if (place := place_of(phrase, text)) >= 0), default=-1)

    def inside_place(self, text: str) -> int:
        """Where the phrase stands inside a word, where the query is one in quotes; else -1."""
        first = self.needles[0]
        return first.place(text) if len(self.needles) == 1 and first.quoted else -1

    def missing(self, text: str) -> list[str]:
        """The needles that are not in a folded text."""
        return [needle.text for needle in self.needles if needle.place(text) < 0]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where a folded text has what the reader is to see, phrases, else needles: beginnings and ends, in order, none
        within another.
        """
        found = [place for phrase in self.phrases for place in _places(Needle(phrase, False), text)]
        found = found or [place for needle in self.needles for place in _places(needle, text)]
        kept: list[tuple[int, int]] = []
        for first, last in sorted(found, key=lambda place: (place[0], -place[1])):
            if not kept or first >= kept[-1][1]:
                kept.append((first, last))
        return kept


def _needles(query: str) -> dict[str, Needle]:
    """The needles by text; a word without letters and digits is none."""
    found: dict[str, Needle] = {}
    for match in _QUOTED.finditer(query):
        word = match.group(5)
        text = folded(match.group(match.lastindex or 0) if word is None else word.strip(_AROUND))
        if runs(text):
            found.setdefault(text, Needle(text, word is None))
    return found


def place_of(needle: str, text: str, start: int = 0) -> int:
    """Where a needle stands in a folded text at the beginning of a word, -1 where it does not."""
    place = text.find(needle, start)
    while place >= 0 and not begins_word(text, place):
        place = text.find(needle, place + 1)
    return place


def _places(needle: Needle, text: str) -> Sequence[tuple[int, int]]:
    found = []
    place = needle.place(text)
    while place >= 0:
        found.append((place, place + len(needle.text)))
        place = needle.place(text, found[-1][1])
    return found

"""Finds the entries that fit a query, the best first.

The index proposes entries by their terms, and each is then looked at: what is found is there. Entries are looked at in
the order of what they could be at best; where the terms alone tell that all of them fit, no more than are to be shown.
"""

from __future__ import annotations

from itertools import pairwise

from msgpedia.bundle.search_index import FIELD_OF
from msgpedia.bundle.search_texts import CLASSES, FIELDS, NAMES, WHOLE
from msgpedia.bundle.terms import unspaced

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgpedia.bundle.search_index import SearchIndex
    from msgpedia.lookup.search_query import Needle, Query

    Candidate = tuple[int, int]  # the level of an entry, or the best that it can have; its number

MOST_READ = 20_000  # entries that are looked at for one query
MOST_COUNTED = 1000  # of them where enough are found and the others are only to be counted
MOST_COMPARED = 2000  # that are looked at to tell words in one text from scattered ones
# How well an entry fits, best first: it is called so; it has the phrase in a text of a class, or inside a word; it has
# all words in one text of a class, or here and there.
NAME, PHRASE = 0, 1
INSIDE = PHRASE + len(CLASSES)
TOGETHER = INSIDE + 1
SCATTERED = TOGETHER + len(CLASSES)
_NAME_CODES = tuple(code for code, field in FIELD_OF.items() if FIELDS[field] == NAMES)


class Ranking:
    """Ranks entries for one query. `total` is how many fit, as far as they were looked at, which `cut` says."""

    def __init__(self, texts: SearchIndex, query: Query, limit: int) -> None:
        self._texts, self._query, self._limit = texts, query, limit
        self._exact = all(needle.exact for needle in query.needles)
        self._found: list[Candidate] = []
        self._counts = [0] * (SCATTERED + 1)  # of entries found, by level
        proposed = [[self._with(needle, kind) for kind in CLASSES] for needle in query.needles]
        self._everywhere = [set[int]().union(*each) for each in proposed]
        self._by_class = [[each[kind] for each in proposed] for kind in CLASSES]
        sizes = dict(zip(query.needles, map(len, self._everywhere), strict=True))
        self._rarest = sorted(query.needles, key=sizes.__getitem__)
        self.total = 0
        self.cut = False

    def lacking(self, missing: int) -> list[Candidate]:
        """The best entries that lack at most so many of the needles."""
        candidates = self._candidates(len(self._query.needles) - missing)
        self.cut = len(candidates) > MOST_READ
        candidates = candidates[:MOST_READ]
        rest = candidates if missing else self._phrases(candidates)
        if len(self._query.needles) > 1:
            self._words(rest, missing)
        self.total = len(candidates) if self._exact else len(self._found)
        return sorted(self._found)[: self._limit]

    def _with(self, needle: Needle, kind: int) -> set[int]:
        """The entries that may have a needle in a text of a class."""
        found = [self._with_run(needle, place, kind) for place in range(len(needle.runs))]
        known = [each for each in found if each is not None]
        return set.intersection(*known) if known else set(range(self._texts.entries))

    def _with_run(self, needle: Needle, place: int, kind: int) -> set[int] | None:
        """The entries that have a run of a needle; None where any could."""
        run = needle.runs[place]
        if unspaced(run) and len(run) > 1:
            return set.intersection(*(self._texts.with_term(a + b, kind) for a, b in pairwise(run)))
        if needle.quoted and place == 0 and not unspaced(run):
            return self._texts.with_piece(run, kind) if len(run) > 1 else None
        if unspaced(run) or place == len(needle.runs) - 1:
            return self._texts.with_beginning(run, kind)
        return self._texts.with_term(run, kind)

    def _candidates(self, number: int) -> list[Candidate]:
        """The entries that may have so many needles, the best first; with all of those in texts of a class, they can be
        of the level that belongs to it.
        """
        left = _at_least(self._everywhere, number)
        named = left & set[int]().union(*(self._texts.with_term(phrase, WHOLE) for phrase in self._query.phrases))
        found: list[Candidate] = [(NAME, each) for each in sorted(named)]
        left -= named
        for kind, sets in enumerate(self._by_class):
            members = _at_least(sets, number) & left
            found += ((PHRASE + kind, each) for each in sorted(members))
            left -= members
        return found + [(SCATTERED, each) for each in sorted(left)]

    def _phrases(self, candidates: Sequence[Candidate]) -> list[Candidate]:
        """Find the candidates that have the phrase; those that have not are returned, as far as they were looked at."""
        rest: list[Candidate] = []
        for bound, number in candidates:
            if self._enough(bound):
                break
            if self._counted(bound):
                return []
            level = None if bound == SCATTERED else self._phrase_level(self._texts.texts(number))
            if level is None:
                rest.append((bound, number))
            else:
                self._add(level, number)
        return rest

    def _words(self, candidates: Sequence[Candidate], missing: int) -> None:
        """Find the candidates that lack at most so many needles."""
        for place, (first, number) in enumerate(candidates):
            bound = first if first == SCATTERED else first + TOGETHER - PHRASE
            if self._exact and place >= MOST_COMPARED:
                self.cut, bound = True, SCATTERED
            if self._enough(bound) or self._counted(bound):
                break
            if bound == SCATTERED and self._exact:
                self._add(SCATTERED, number)
                continue
            level = self._words_level(self._texts.texts(number), missing)
            if level is not None:
                self._add(level, number)

    def _add(self, level: int, number: int) -> None:
        self._found.append((level, number))
        self._counts[level] += 1

    def _enough(self, bound: int) -> bool:
        """Whether no candidate with such a bound, or a worse one, need be looked at."""
        return self._exact and sum(self._counts[: bound + 1]) >= self._limit

    def _counted(self, bound: int) -> bool:
        """Whether it is no use to count on, as there are too many."""
        if len(self._found) < MOST_COUNTED or sum(self._counts[: bound + 1]) < self._limit:
            return False
        self.cut = True
        return True

    def _phrase_level(self, text: str) -> int | None:
        query = self._query
        place = query.phrase_place(text)
        if place < 0:
            return INSIDE if query.inside_place(text) >= 0 else None
        named = any(f"\n{code}{phrase}\n" in text for code in _NAME_CODES for phrase in query.phrases)
        return NAME if named else PHRASE + _class_at(text, place)

    def _words_level(self, text: str, missing: int) -> int | None:
        for start, end in sorted(self._lines(text, missing)):
            if len(self._query.missing(text[start:end])) <= missing:
                return TOGETHER + _class_at(text, start)
        return SCATTERED if self._exact or len(self._query.missing(text)) <= missing else None

    def _lines(self, text: str, missing: int) -> Iterator[tuple[int, int]]:
        """Where the texts stand that can lack so few needles: each has one of the rarest."""
        for needle in self._rarest[: missing + 1]:
            place = needle.place(text)
            while place >= 0:
                end = text.index("\n", place)
                yield text.rindex("\n", 0, place) + 1, end
                place = needle.place(text, end)


def _class_at(text: str, place: int) -> int:
    """The class of the text at a place of an entry's texts."""
    return FIELDS[FIELD_OF[text[text.rindex("\n", 0, place) + 1]]]


def _at_least(sets: Sequence[set[int]], number: int) -> set[int]:
    """What is in so many of some sets, or in more."""
    if number == len(sets):
        return set.intersection(*sets)
    counts: dict[int, int] = {}
    for each in sets:
        for item in each:
            counts[item] = counts.get(item, 0) + 1
    return {item for item, count in counts.items() if count >= number}

"""Full-text search over entries: phrases before scattered words, in all languages."""

from __future__ import annotations

from msgpedia.bundle.index import DamagedError
from msgpedia.bundle.search_index import SearchIndex
from msgpedia.bundle.search_texts import FIELDS, NAMES, pieces_of, texts_of
from msgpedia.bundle.terms import with_origins
from msgpedia.lookup.search_query import Query
from msgpedia.lookup.search_ranking import INSIDE, Ranking

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.bundle.search_texts import Text


class Found:
    """An entry that was found: how well it fits (`level`), the query's words that it lacks, and the text to show, with
    the places of the words in it.
    """

    __slots__ = ("entry", "field", "language", "level", "missing", "places", "text")

    def __init__(self, entry: dict[str, Any], level: int, missing: list[str], text: Text, query: Query) -> None:
        self.entry, self.level, self.missing = entry, level, missing
        self.field, self.language, plain = text
        self.text, self.places = marked(plain, query)

    @property
    def phrase(self) -> bool:
        """Whether the whole query stands there in a piece."""
        return self.level <= INSIDE


class Result:
    """What a search found: the best, and how many there are in all.

    `all_words` is False where no entry has all words of the query; `cut` says that there were more entries than one
    looks at.
    """

    __slots__ = ("all_words", "cut", "found", "query", "total")

    def __init__(self, query: Query) -> None:
        self.query, self.all_words, self.cut = query, True, False
        self.found: list[Found] = []
        self.total = 0


class Searcher:
    """Searches one index; where several languages have a text, one in `language` is shown."""

    def __init__(self, index: Index, language: str) -> None:
        self._index, self._language = index, language
        self._software = {item["id"]: item["name"] for item in index.meta["software"]}
        self._texts: SearchIndex | None = None

    def search(self, text: str, limit: int) -> Result:
        """The best entries that a query finds, at most so many."""
        query = Query(text)
        try:
            return self._search(query, limit)
        except DamagedError:
            self._texts = SearchIndex(self._index.search_section(anew=True))
            return self._search(query, limit)

    def _search(self, query: Query, limit: int) -> Result:
        result = Result(query)
        if not query.needles:
            return result
        if self._texts is None:
            self._texts = SearchIndex(self._index.search_section())
        ranking = Ranking(self._texts, query, limit)
        for missing in range(len(query.needles)):
            best = ranking.lacking(missing)
            if best:
                result.all_words = not missing
                result.cut, result.total = ranking.cut, ranking.total
                result.found = [self._shown(number, level, query) for level, number in best]
                break
        return result

    def _shown(self, number: int, level: int, query: Query) -> Found:
        """An entry with the piece of its texts that shows best why it was found."""
        assert self._texts is not None
        entry = self._index.entry(number)
        whole = self._texts.texts(number)
        lines = whole[1:-1].split("\n")
        texts = list(texts_of(entry, self._software.get(entry["software"], {})))
        best = min(range(len(lines)), key=lambda place: (self._rank(lines[place], texts[place], query), place))
        field, language, text = texts[best]
        pieces = lines[best][1:].split("\r")
        piece = min(range(len(pieces)), key=lambda place: (_fit(pieces[place], query), place))
        return Found(entry, level, query.missing(whole), (field, language, pieces_of(field, text)[piece]), query)

    def _rank(self, line: str, text: Text, query: Query) -> tuple[bool, int, int, bool]:
        field, language, _ = text
        named = FIELDS[field] == NAMES and line[1:] in query.phrases
        return not named, _fit(line, query), FIELDS[field], language not in (None, self._language)


def _fit(text: str, query: Query) -> int:
    """How much of a query a text has, less being better."""
    if query.phrase_place(text) >= 0:
        return -2
    return -1 if query.inside_place(text) >= 0 else len(query.missing(text))


def marked(text: str, query: Query) -> tuple[str, list[tuple[int, int]]]:
    """A text to show, and where in it stands what was searched."""
    plain, compared, origins = with_origins(text)
    return plain, [(origins[first][0], origins[last - 1][1]) for first, last in query.places(compared)]

"""The full-text index of the site: which terms stand where, and the texts that results show.

All texts of all entries are one long row of *places*: in order of the entries, of the fields, of the pieces. Each place
has one term:

- a word has one place;
- a stretch of Japanese has one for each character: the term is this character and the next, of the last it alone;
- what stands between them, if not one blank between two words, has one: the characters from the last to the first.

One place without a term lies behind each piece. So the terms at places in a row say exactly which folded text stands
there: a phrase is found, wherever it is, without looking at any text. Terms in order lie in pages of about `PAGE`
characters, so those with the same beginning lie side by side. Data sets:

    search/index        entries: how many; together: `TOGETHER`; pages: the first term of each page, a line each
                        fields, classes: the names of the fields, and the class of each
                        counts: for each entry, how many texts it has of each field (codes)
                        lengths: of each text, in places, with those behind its pieces (codes)
                        marks: the terms that are neither words nor Japanese, a line each
    search/words        the words of two or more characters, a line each
    search/terms/<n>    a page: its terms, a line each; how long the postings of each are (codes); these
    search/texts/<n>    for `TOGETHER` entries: [id, severity, [[field, language, piece, …], …]]

The postings of a term are its places, each as the number of places between it and the one before (codes, as
`search_codes` has them). Everything is arrays and strings: what a bundle says never becomes a key of an object.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgpedia.bundle.search_texts import FIELDS, pieces_of, texts_of
from msgpedia.bundle.terms import folded, runs, unspaced
from msgpedia.emit.site.search_codes import code, codes
from msgpedia.emit.site.search_postings import Postings

Put = Callable[[str, str], object]
Shown = tuple[int, str | None, list[str]]  # the number of the field, the language, the pieces

PAGE = 1 << 16  # characters of postings
TOGETHER = 4  # entries whose texts are in one file
_NUMBERS = {field: number for number, field in enumerate(FIELDS)}
# Line ends for scripts, and halves of surrogate pairs, that UTF-8 cannot hold.
_ESCAPED = re.compile("[\u2028\u2029\ud800-\udfff]")


def write(entries: Iterable[Mapping[str, Any]], software: Mapping[str, Mapping[str, str]], put: Put) -> None:
    """Write the data sets that the site's search reads: `put(name, text)` gets the name of each and its JSON.

    `entries` are the bundle's, in order; `software` has names by id and language.
    """
    with Postings() as postings:
        table = _Table(postings)
        texts = _Texts(put)
        for entry in entries:
            shown = list(_shown(entry, software.get(entry.get("software", ""), {})))
            table.add(shown)
            texts.add(entry, shown)
        texts.flush()
        terms = _Terms(put)
        for term, places in postings.merged():
            terms.add(term, places)
        terms.flush()
    put("search/words", _json("\n".join(terms.words)))
    put("search/index", _json({**table.data(), "pages": "\n".join(terms.pages), "marks": "\n".join(terms.marks)}))


def row_of(text: str) -> list[str]:
    """The terms of a folded text, one for each place."""
    row: list[str] = []
    behind = 0
    for run in runs(text):
        start = text.index(run, behind)
        if start > behind and (between := text[behind:start]) != " ":
            row.append(between[::-1])
        if run[0] >= "\u3005" and unspaced(run):  # most runs are told by their first character alone
            row += [one + other for one, other in pairwise(run)]
            row.append(run[-1])
        else:
            row.append(run)
        behind = start + len(run)
    if behind < len(text):
        row.append(text[behind:][::-1])
    return row


def _shown(entry: Mapping[str, Any], software: Mapping[str, str]) -> Iterator[Shown]:
    for field, language, text in texts_of(entry, software):
        yield _NUMBERS[field], language, pieces_of(field, text)


class _Table:
    """Which places belong to which text of which entry."""

    def __init__(self, postings: Postings) -> None:
        self._postings = postings
        self._entries = self._place = 0
        self._counts: list[str] = []
        self._lengths: list[str] = []

    def add(self, texts: Iterable[Shown]) -> None:
        """Count and index the texts of the next entry."""
        counts = [0] * len(FIELDS)
        lengths = []
        for field, _, pieces in texts:
            counts[field] += 1
            start = self._place
            for piece in pieces:
                row = row_of(folded(piece))
                self._postings.add(row, self._place)
                self._place += len(row) + 1
            lengths.append(self._place - start)
        self._entries += 1
        self._counts.append(codes(counts))
        self._lengths.append(codes(lengths))

    def data(self) -> dict[str, Any]:
        """The part of `search/index` that tells of entries and texts."""
        return {
            "entries": self._entries,
            "together": TOGETHER,
            "fields": list(FIELDS),
            "classes": list(FIELDS.values()),
            "counts": "".join(self._counts),
            "lengths": "".join(self._lengths),
        }


class _Texts:
    """Writes the texts to show, some entries in a file."""

    def __init__(self, put: Put) -> None:
        self._put, self._number = put, 0
        self._held: list[list[Any]] = []

    def add(self, entry: Mapping[str, Any], texts: Iterable[Shown]) -> None:
        """Add the next entry."""
        rows = [[field, language, *pieces] for field, language, pieces in texts]
        self._held.append([entry["id"], entry.get("severity", ""), rows])
        if len(self._held) == TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self._held:
            self._put(f"search/texts/{self._number}", _json(self._held))
            self._held.clear()
            self._number += 1


class _Terms:
    """Writes the pages, and remembers which terms there are of which kind."""

    def __init__(self, put: Put) -> None:
        self._put, self._size = put, 0
        self._terms: list[str] = []
        self._postings: list[str] = []
        self.pages: list[str] = []
        self.words: list[str] = []
        self.marks: list[str] = []

    def add(self, term: str, postings: str) -> None:
        """Add the next term."""
        if not runs(term):
            self.marks.append(term)
        elif len(term) > 1 and not unspaced(term):
            self.words.append(term)
        self._terms.append(term)
        self._postings.append(postings)
        self._size += len(postings)
        if self._size >= PAGE:
            self.flush()

    def flush(self) -> None:
        """Write what is held."""
        if self._terms:
            page = ["\n".join(self._terms), "".join(map(code, map(len, self._postings))), "".join(self._postings)]
            self._put(f"search/terms/{len(self.pages)}", _json(page))
            self.pages.append(self._terms[0])
            self._terms, self._postings, self._size = [], [], 0


def _json(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)

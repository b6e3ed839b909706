"""The inverted index of the entries' texts, a section of the index file: terms in order, and where each one occurs.

    CRC-32 of the rest, number of terms, number of postings, bytes of the terms      (u32 each)
    where each term begins, and the last one ends                                    (u32 each)
    where the postings of each term begin, and those of the last one end             (u32 each)
    postings: number of an entry × 4 + the best class of a text that has the term    (u32 each)
    the terms, in UTF-8, one behind the other, in order of their bytes

It is read only when somebody searches, and checked then. All numbers are little-endian.
"""

from __future__ import annotations

import struct
import sys
import zlib

from msgpedia.bundle.terms import folded, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Text = tuple[str, str | None, str]

_HEAD = struct.Struct("<IIII")
NAMES, FORMS, PROSE = range(3)  # classes of texts, those that count most first
CLASSES = {"id": NAMES, "title": NAMES, "format": FORMS, "sample": FORMS, "argument": FORMS, "software": FORMS}
FIELDS = (
    "id",
    "title",
    "format",
    "sample",
    "argument",
    "software",
    "description",
    "action",
    "notes",
    "advice",
    "reference",
)


def texts_of(entry: Mapping[str, Any], software: Mapping[str, str]) -> Iterator[Text]:
    """All texts of an entry that are searched: the field, the language where there is one, the text.

    `software` has the names of its software by language.
    """
    yield "id", None, entry["id"]
    yield from (("id", None, name) for name in (*entry.get("former_ids", ()), *entry["messages"]))
    if "mid" in entry:
        yield "id", None, str(entry["mid"])
    yield from _in_languages("title", entry.get("title", {}))
    for variant in entry.get("variants", ()):
        yield "format", None, variant.get("prefix", {}).get("format", "") + variant["format"]
    yield from (("sample", None, sample["line"]) for sample in entry.get("samples", ()))
    for name, argument in entry.get("arguments", {}).items():
        yield "argument", None, name
        yield from _in_languages("argument", argument["text"])
    yield from _in_languages("software", software)
    for field in ("description", "action", "notes"):
        yield from _in_languages(field, entry.get(field) or {})
    for advice in entry.get("advice", ()):
        yield from _in_languages("advice", advice["text"])
    yield from (("reference", None, reference["title"]) for reference in entry.get("references", ()))


def _in_languages(field: str, text: Mapping[str, str]) -> Iterator[Text]:
    return ((field, language, each) for language, each in text.items())


def build(entries: Iterable[Mapping[str, Any]], software: Mapping[str, Mapping[str, str]]) -> bytes:
    """The section for some entries, which have their numbers in this order; `software` has names by id and language."""
    found: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        best: dict[str, int] = {}
        for field, _, text in texts_of(entry, software.get(entry.get("software", ""), {})):
            kind = CLASSES.get(field, PROSE)
            for term in set(terms(folded(text))):
                if best.get(term, kind) >= kind:
                    best[term] = kind
        for term, kind in best.items():
            found.setdefault(term, []).append(number * 4 + kind)
    keys = sorted((term.encode("utf-8", "surrogatepass"), term) for term in found)
    postings = [posting for _, term in keys for posting in found[term]]
    body = b"".join(
        (
            _numbers(_sums(len(key) for key, _ in keys)),
            _numbers(_sums(len(found[term]) for _, term in keys)),
            _numbers(postings),
            *(key for key, _ in keys),
        )
    )
    counts = struct.pack("<III", len(keys), len(postings), sum(len(key) for key, _ in keys))
    return struct.pack("<I", zlib.crc32(body, zlib.crc32(counts))) + counts + body


def _sums(lengths: Iterable[int]) -> list[int]:
    sums = [0]
    for length in lengths:
        sums.append(sums[-1] + length)
    return sums


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


class SearchIndex:
    """Finds the entries that have some term.

    Raises ValueError where the section is damaged.
    """

    __slots__ = ("_places", "_postings", "_starts", "_terms")

    def __init__(self, section: memoryview) -> None:
        try:
            checksum, count, postings, size = _HEAD.unpack_from(section)
        except struct.error as error:
            raise ValueError("no index of texts") from error
        ends = [_HEAD.size]
        for length in (4 * (count + 1), 4 * (count + 1), 4 * postings, size):
            ends.append(ends[-1] + length)
        if ends[-1] != len(section) or zlib.crc32(section[4:]) != checksum:
            raise ValueError("the index of texts is damaged")
        self._places = _column(section[ends[0] : ends[1]])
        self._starts = _column(section[ends[1] : ends[2]])
        self._postings = _column(section[ends[2] : ends[3]])
        self._terms = section[ends[3] : ends[4]]

    def with_term(self, term: str) -> dict[int, int]:
        """The entries that have a term, each with the best class of its texts that do."""
        key = _key(term)
        return self._found(self._position(key), self._position(key + b"\0"))

    def with_beginning(self, start: str) -> dict[int, int]:
        """The same for all terms that begin like this."""
        key = _key(start)
        return self._found(self._position(key), self._position(key + b"\xff"))

    def _found(self, first: int, behind: int) -> dict[int, int]:
        found: dict[int, int] = {}
        for posting in self._postings[self._starts[first] : self._starts[behind]]:
            number, kind = divmod(posting, 4)
            if found.get(number, kind) >= kind:
                found[number] = kind
        return found

    def _position(self, key: bytes) -> int:
        """The first term that is not below a key."""
        low, high = 0, len(self._places) - 1
        while low < high:
            middle = (low + high) // 2
            if bytes(self._terms[self._places[middle] : self._places[middle + 1]]) < key:
                low = middle + 1
            else:
                high = middle
        return low


def _key(term: str) -> bytes:
    return term.encode("utf-8", "surrogatepass")


def _column(section: memoryview) -> Sequence[int]:
    if sys.byteorder == "little":
        return section.cast("I")
    return struct.unpack(f"<{len(section) // 4}I", section)

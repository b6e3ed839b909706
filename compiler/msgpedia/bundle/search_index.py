"""The index that searches use, a section of the index file: terms in order with the entries that have each, and the
texts of each entry as they are compared.

    CRC-32 of the rest of the head and of the checksums, bytes of a posting (2 or 4)      (u32 each)
    numbers of blocks, entries, terms, postings, bytes of the terms, bytes of the texts    (u64 each)
    CRC-32 of each block of 16 KiB of what follows                                        (u32 each)
    where the texts of each entry begin, and the last ones end                            (u64 each)
    where each term begins, and the last one ends                                         (u32 each)
    where the postings of each term begin, and those of the last one end                  (u32 each)
    postings: the numbers of the entries that have a term, ascending                      (u16 or u32 each)
    the terms, one behind the other, in order of their bytes
    the texts, one entry behind the other

A term begins with a byte for the class of the texts that have it, from 1; the rest is UTF-8. Whole titles and ids are
terms of a class of their own. The texts of an entry are in the order of `search_texts`: a line end, a character for the
field (from U+000E), the text, folded, a carriage return between its pieces; and one line end behind the last.

Nothing is read before somebody searches, and then only the blocks that are needed, each checked before. All numbers are
little-endian.
"""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right

from msgpedia.bundle.index import DamagedError, column, numbers
from msgpedia.bundle.search_texts import CLASSES, FIELDS, NAMES, WHOLE, pieces_of, texts_of
from msgpedia.bundle.terms import folded, terms

TYPE_CHECKING = False
if TYPE_CHECKING:
    from array import array
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    Entry = Mapping[str, Any]

_HEAD = struct.Struct("<II6Q")
_BLOCK = 1 << 14
_FIRST_CODE = 0x0E  # behind the line ends
_CODES = {field: chr(code) for code, field in enumerate(FIELDS, _FIRST_CODE)}
FIELD_OF = {code: field for field, code in _CODES.items()}
_SMALL = 1 << 16  # so many entries have numbers of two bytes


def build(entries: Sequence[Entry], software: Mapping[str, Mapping[str, str]]) -> bytes:
    """The section for some entries, which have their numbers in this order; `software` has names by id and language."""
    from array import array

    found: list[dict[str, array[int]]] = [{} for _ in (*CLASSES, WHOLE)]
    texts: list[bytes] = []
    for number, entry in enumerate(entries):
        lines = list(_lines(entry, software.get(entry.get("software", ""), {})))
        texts.append("".join((*lines, "\n")).encode())
        for postings, members in zip(found, _terms_of(lines), strict=True):
            for term in members:
                if term not in postings:
                    postings[term] = array("I")
                postings[term].append(number)
    keys = [(kind, term) for kind, postings in enumerate(found) for term in sorted(postings)]
    names = [_key(term, kind) for kind, term in keys]
    size = 2 if len(entries) <= _SMALL else 4
    item = "H" if size == 2 else "I"
    parts = (
        column("Q", _sums(map(len, texts))),
        column("I", _sums(map(len, names))),
        column("I", _sums(len(found[kind][term]) for kind, term in keys)),
        b"".join(column(item, found[kind][term]) for kind, term in keys),
        b"".join(names),
        b"".join(texts),
    )
    counts = len(entries), len(keys), len(parts[3]) // size, len(parts[4]), len(parts[5])
    return _section(size, counts, b"".join(parts))


def _lines(entry: Entry, software: Mapping[str, str]) -> Iterator[str]:
    """The texts of an entry as the index has them."""
    for field, _, text in texts_of(entry, software):
        yield "\n" + _CODES[field] + "\r".join(map(folded, pieces_of(field, text)))


def _terms_of(lines: Sequence[str]) -> list[set[str]]:
    """The terms of an entry's texts by class; whole names come last."""
    by_class: list[list[str]] = [[] for _ in CLASSES]
    for line in lines:
        by_class[FIELDS[FIELD_OF[line[1]]]].append(line)
    return [*(set(terms("".join(each))) for each in by_class), {line[2:] for line in by_class[NAMES]}]


def _sums(lengths: Iterable[int]) -> list[int]:
    sums = [0]
    for length in lengths:
        sums.append(sums[-1] + length)
    return sums


def _section(size: int, counts: tuple[int, ...], body: bytes) -> bytes:
    view = memoryview(body)
    sums = [zlib.crc32(view[start : start + _BLOCK]) for start in range(0, len(body), _BLOCK)]
    sums += [0] * (len(sums) % 2)  # what follows begins at a multiple of eight
    table = column("I", sums)
    head = _HEAD.pack(0, size, len(sums), *counts)
    return struct.pack("<I", zlib.crc32(table, zlib.crc32(head[4:]))) + head[4:] + table + body


class SearchIndex:
    """Finds the entries that have some term, and has their texts. Raises DamagedError wherever bytes are damaged."""

    __slots__ = ("_body", "_checked", "_kind", "_parts", "_size", "_sums", "_terms", "entries")

    def __init__(self, section: memoryview) -> None:
        if len(section) < _HEAD.size:
            raise DamagedError("search")
        checksum, self._size, blocks, self.entries, self._terms, postings, names, texts = _HEAD.unpack_from(section)
        start = _HEAD.size + 4 * blocks
        if checksum != zlib.crc32(section[4:start]):
            raise DamagedError("search")
        self._sums = section[_HEAD.size : start]
        self._body = section[start:]
        self._checked = bytearray(blocks)
        self._kind = "H" if self._size == 2 else "I"
        lengths = 8 * (self.entries + 1), 4 * (self._terms + 1), 4 * (self._terms + 1), self._size * postings, names
        self._parts = _sums(lengths)
        if self._parts[-1] + texts != len(self._body):
            raise DamagedError("search")

    def with_term(self, term: str, kind: int) -> set[int]:
        """The entries that have a term in a text of some class."""
        key = _key(term, kind)
        return self._found(self._position(key), self._position(key + b"\0"))

    def with_beginning(self, start: str, kind: int) -> set[int]:
        """The same for all terms that begin like this."""
        key = _key(start, kind)
        return self._found(self._position(key), self._position(key + b"\xff"))

    def with_piece(self, piece: str, kind: int) -> set[int]:
        """The same for all terms that have this in them."""
        places = self._numbers(1, 0, self._terms + 1, "I")
        start = places[self._position(_key("", kind))]
        text = bytes(self._read(4, start, places[self._position(_key("", kind + 1))]))
        sought = piece.encode()
        found: set[int] = set()
        place = text.find(sought)
        while place >= 0:
            term = bisect_right(places, start + place) - 1
            found |= self._found(term, term + 1)
            place = text.find(sought, places[term + 1] - start)
        return found

    def texts(self, number: int) -> str:
        """All texts of an entry, folded, laid out as the module says."""
        start, end = self._numbers(0, number, number + 2, "Q")
        return str(self._read(5, start, end), "utf-8")

    def _found(self, first: int, behind: int) -> set[int]:
        """The entries of some terms that stand side by side."""
        start = self._numbers(2, first, first + 1, "I")[0]
        end = self._numbers(2, behind, behind + 1, "I")[0]
        return set(self._numbers(3, start, end, self._kind))

    def _position(self, key: bytes) -> int:
        """The first term that is not below a key."""
        low, high = 0, self._terms
        while low < high:
            middle = (low + high) // 2
            start, end = self._numbers(1, middle, middle + 2, "I")
            if bytes(self._read(4, start, end)) < key:
                low = middle + 1
            else:
                high = middle
        return low

    def _numbers(self, part: int, first: int, behind: int, kind: str) -> Sequence[int]:
        size = struct.calcsize(kind)
        return numbers(kind, self._read(part, first * size, behind * size))

    def _read(self, part: int, start: int, end: int) -> memoryview:
        """Bytes of a part, once their blocks are checked."""
        start, end = self._parts[part] + start, self._parts[part] + end
        for number in range(start // _BLOCK, -(-end // _BLOCK)):
            if not self._checked[number]:
                self._check(number)
        return self._body[start:end]

    def _check(self, number: int) -> None:
        (checksum,) = struct.unpack_from("<I", self._sums, 4 * number)
        if zlib.crc32(self._body[number * _BLOCK : (number + 1) * _BLOCK]) != checksum:
            raise DamagedError("search")
        self._checked[number] = 1


def _key(term: str, kind: int) -> bytes:
    return chr(1 + kind).encode() + term.encode("utf-8", "surrogatepass")

"""Gathers at which places each term stands, in little memory: what is gathered goes to a temporary file, sorted, before
it gets too much, and the files are merged in the end.
"""

from __future__ import annotations

import heapq
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from functools import partial
from types import TracebackType
from typing import IO

from msgpedia.emit.site.rows import unnamed_file
from msgpedia.emit.site.search_codes import code, steps

BLOCK = 2_000_000  # places that are held in memory


class Postings:
    """The terms of a text that is a long row of terms, and the places of each. To be closed, as a context."""

    def __init__(self, block: int = BLOCK) -> None:
        self._most, self._held = block, 0
        self._places: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        self._files = ExitStack()
        self._blocks: list[IO[bytes]] = []

    def __enter__(self) -> Postings:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def add(self, terms: Sequence[str], place: int) -> None:
        """Add terms that stand in a row, from a place on that lies behind all before."""
        places = self._places
        for here, term in enumerate(terms, place):
            places[term].append(here)
        self._held += len(terms)
        if self._held >= self._most:
            self._spill()

    def merged(self) -> Iterator[tuple[str, str]]:
        """Each term with its places as `steps` of them, the first counted from -1; in order of UTF-16, as browsers
        compare.
        """
        self._spill()
        term, last, pieces = b"", -1, list[str]()
        for key, _, first, end, rest in heapq.merge(*map(_rows, range(len(self._blocks)), self._blocks)):
            if key != term:
                if pieces:
                    yield _decoded(term), "".join(pieces)
                term, last, pieces = key, -1, []
            pieces += (code(first - last - 1), rest)
            last = end
        if pieces:
            yield _decoded(term), "".join(pieces)

    def _spill(self) -> None:
        """Write a row for each term: the term, its first place, its last, the steps between."""
        file = self._files.enter_context(unnamed_file())
        for term, places in sorted((_encoded(term), places) for term, places in self._places.items()):
            file.write(b"%b\t%d\t%d\t%b\n" % (term, places[0], places[-1], steps(places).encode()))
        file.seek(0)
        self._blocks.append(file)
        self._places.clear()
        self._held = 0


def _rows(number: int, file: IO[bytes]) -> Iterator[tuple[bytes, int, int, int, str]]:
    for line in file:
        term, first, last, rest = line[:-1].split(b"\t")
        yield term, number, int(first), int(last), rest.decode()


def _encoded(term: str) -> bytes:
    """A term as bytes that sort as UTF-16 does and have no tabs and line ends."""
    return term.encode("utf-16-be", "surrogatepass").hex().encode()


def _decoded(term: bytes) -> str:
    return bytes.fromhex(term.decode()).decode("utf-16-be", "surrogatepass")

"""Where the pages of the site are. All links are relative and lead to files, so that they work on `file://` too.

A place is a path below a language's folder (`linux/mm/out-of-memory.html`), or below the root for what languages share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from posixpath import relpath
from typing import TypeVar

T = TypeVar("T")

ROWS = 60  # entries of one page of a list: with that many a page stays below 40 kB


def entry(identifier: str) -> str:
    """The page of an entry."""
    return f"{identifier}.html"


def listing(name: str, number: int = 1) -> str:
    """A page of a list by its name (`linux/mm/index`, `severity/err`), pages counted from 1."""
    return f"{name}.html" if number == 1 else f"{name}-{number}.html"


def base(place: str) -> str:
    """The way from a place below the root back to the root: empty, or `../` as often as need be."""
    return "../" * place.count("/")


def relative(target: str, source: str) -> str:
    """The way from one place to another; both below the same folder."""
    return relpath(target, source.rpartition("/")[0] or ".")


def pieces(rows: Sequence[T], size: int = ROWS) -> Iterator[tuple[int, Sequence[T]]]:
    """The pages of a list: their numbers, from 1, and their rows. A list without rows has one page."""
    for number, start in enumerate(range(0, max(len(rows), 1), size), 1):
        yield number, rows[start : start + size]

"""Guesses at what a misspelt name was meant to be."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection, Iterable

_LONGEST = 120  # code points of a name that are compared
_SURE = 0.8  # how alike two names are (from 0 to 1) where one must be a slip of the other
_SHORTEST = 4  # code points of a name that is sure to be a slip of another
_BETWEEN = re.compile(r"[-_\s]")


def closest(word: str, known: Collection[str], most: int = 100) -> str:
    """The known name that looks most like `word`; empty where none does, or where more than `most` are known.

    Comparing costs time for each known name, so a hostile file must not be able to ask for it without bound.
    """
    if len(known) > most:
        return ""
    found = difflib.get_close_matches(word[:_LONGEST], sorted(known), 1)
    return found[0] if found else ""


def respelt(word: str, known: Iterable[str]) -> str:
    """The one known name that differs from `word` in case, hyphens, underscores and blanks at most; else empty."""
    bare = _bare(word)
    found = [name for name in known if _bare(name) == bare]
    return found[0] if len(found) == 1 else ""


def certain(word: str, known: Collection[str]) -> str:
    """The known name that `word` must mean: the only one that looks much like it; else empty."""
    is_long = len(word) >= _SHORTEST and len(known) <= 100
    close = difflib.get_close_matches(word[:_LONGEST], sorted(known), 2, _SURE) if is_long else []
    return respelt(word, known) or (close[0] if len(close) == 1 else "")


def suggestion(word: str, known: Collection[str], otherwise: str) -> str:
    """A hint that names the closest known name, or another hint where there is none."""
    close = closest(word, known)
    return f"did you mean `{close}`?" if close else otherwise


def _bare(name: str) -> str:
    return _BETWEEN.sub("", name[:_LONGEST]).lower()

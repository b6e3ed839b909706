"""Guesses at what a misspelt name was meant to be."""

from __future__ import annotations

import difflib
from collections.abc import Collection

_LONGEST = 120  # code points of a name that are compared


def closest(word: str, known: Collection[str], most: int = 100) -> str:
    """The known name that looks most like `word`; empty where none does, or where more than `most` are known.

    Comparing costs time for each known name, so a hostile file must not be able to ask for it without bound.
    """
    if len(known) > most:
        return ""
    found = difflib.get_close_matches(word[:_LONGEST], sorted(known), 1)
    return found[0] if found else ""


def suggestion(word: str, known: Collection[str], otherwise: str) -> str:
    """A hint that names the closest known name, or another hint where there is none."""
    close = closest(word, known)
    return f"did you mean `{close}`?" if close else otherwise

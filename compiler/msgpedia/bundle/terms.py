"""The terms that texts are searched by: words of alphabets, and pairs of neighbouring characters of Japanese.

A text is folded first: NFKC, so that full-width letters and half-width kana are what they stand for, and without case.
"""

from __future__ import annotations

import re
from itertools import pairwise

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts that are written without blanks: kana, kanji with their marks, and Hangul.
_UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}]+")
_BLANKS = re.compile(r"\s+")
MOST_WORD = 64  # characters of a word that are kept; longer ones are found by their beginning


def shown(text: str) -> str:
    """A text as results show it: NFKC, every run of white space one blank."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return _BLANKS.sub(" ", text).strip(" ")


def folded(text: str) -> str:
    """A text as it is compared."""
    return shown(text).casefold() if text.isascii() else shown(shown(text).casefold())


def runs(text: str) -> list[str]:
    """The runs of a folded text: words, and stretches of Japanese."""
    return _RUN.findall(text)


def unspaced(run: str) -> bool:
    """Whether a run is of a script without blanks between words."""
    return run[0] >= "\u3005" and re.match(f"[{_UNSPACED}]", run) is not None


def terms(text: str) -> Iterator[str]:
    """The terms of a folded text, some of them more than once.

    Of a stretch of Japanese: all pairs, and the last character, so that each character is the beginning of some term.
    """
    for run in runs(text):
        if unspaced(run):
            yield from map("".join, pairwise(run))
            yield run[-1]
        else:
            yield run[:MOST_WORD]

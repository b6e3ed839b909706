"""The terms that texts are searched by: words of alphabets, and pairs of neighbouring characters of Japanese.

A text is folded first: NFKC, so that full-width letters and half-width kana are what they stand for, and without case.
Blanks beside Japanese do not count, as a line may end there and some write them around foreign words; backticks do not
count, as they only mark code.
"""

from __future__ import annotations

import re
from operator import concat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

# Scripts that are written without blanks: kana, kanji with their marks, and Hangul.
_UNSPACED = (
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
)
_RUN = re.compile(f"[{_UNSPACED}]+|[^\\W_{_UNSPACED}]+")
_JAPANESE = re.compile(f"[{_UNSPACED}]")
_BESIDE = re.compile(f"(?<=[{_UNSPACED}]) | (?=[{_UNSPACED}])")
_BLANKS = re.compile(r"\s+")


def spaced(text: str) -> str:
    """A text with every run of white space one blank."""
    return _BLANKS.sub(" ", text).strip(" ")


def shown(text: str) -> str:
    """The same in NFKC."""
    if not text.isascii():
        from unicodedata import normalize

        text = normalize("NFKC", text)
    return spaced(text)


def folded(text: str) -> str:
    """A text as it is compared."""
    found = shown(text).casefold()
    if "`" in found:
        found = spaced(found.replace("`", ""))
    return found if found.isascii() else _BESIDE.sub("", found)


def runs(text: str) -> list[str]:
    """The runs of a folded text: words, and stretches of Japanese."""
    return _RUN.findall(text)


def unspaced(run: str) -> bool:
    """Whether a run is of a script without blanks between words."""
    return run[0] >= "\u3005" and _JAPANESE.match(run) is not None


def terms(text: str) -> Iterator[str]:
    """The terms of a folded text, some of them more than once.

    Of a stretch of Japanese: all pairs, and the last character, so that each character is the beginning of some term.
    """
    for run in runs(text):
        if unspaced(run):
            yield from map(concat, run, run[1:])
            yield run[-1]
        else:
            yield run


def begins_word(text: str, place: int) -> bool:
    """Whether what stands at a place of a folded text is not the inside of a word. Japanese has no such inside."""
    return not (_in_word(text[place : place + 1]) and _in_word(text[place - 1 : place]))


def _in_word(char: str) -> bool:
    return char.isalnum() and not unspaced(char)


def with_origins(text: str) -> tuple[str, str, list[tuple[int, int]]]:
    """A text to show, the same folded, and for each character of that the place in the text to show.

    The text to show is the given one where folding can be followed from character to character, else its NFKC.
    """
    plain = spaced(text)
    compared, origins = _folded_clusters(plain)
    if compared != folded(plain):
        plain = shown(text)
        compared, origins = _folded_clusters(plain)
    return plain, compared, origins


def _folded_clusters(text: str) -> tuple[str, list[tuple[int, int]]]:
    from unicodedata import normalize

    found: list[str] = []
    origins: list[tuple[int, int]] = []
    for start, end in _clusters(text):
        for char in normalize("NFKC", text[start:end]).casefold():
            if char == "`" or (char == " " and (not found or found[-1] == " " or unspaced(found[-1]))):
                continue
            if found and found[-1] == " " and unspaced(char):
                found.pop()
                origins.pop()
            found.append(char)
            origins.append((start, end))
    return "".join(found).rstrip(" "), origins


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Where each character with the marks that NFKC composes it with begins and ends."""
    from unicodedata import combining, normalize

    start = 0
    for place in range(1, len(text)):
        if not combining(normalize("NFKC", text[place])[0]):
            yield start, place
            start = place
    if text:
        yield start, len(text)

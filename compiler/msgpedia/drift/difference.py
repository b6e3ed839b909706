"""What differs between two format strings, word by word."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from msgpedia.drift.texts import tokens

Side = Literal["same", "old", "new"]


class Piece(NamedTuple):
    """A stretch of text that both have, or one of them."""

    side: Side
    text: str


def difference(dialect: str, old: str, new: str) -> tuple[Piece, ...]:
    """The pieces of two format strings in order; what is old stands before what is new in its place.

    Blanks alone between two changes are part of them, for else a changed phrase would be read as many changes.
    """
    one, other = tokens(dialect, old), tokens(dialect, new)
    return tuple(_joined(list(_pieces(one, other))))


def _pieces(one: tuple[str, ...], other: tuple[str, ...]) -> Iterator[Piece]:
    for tag, a, a_end, b, b_end in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(one[a:a_end]))
            continue
        if a < a_end:
            yield Piece("old", "".join(one[a:a_end]))
        if b < b_end:
            yield Piece("new", "".join(other[b:b_end]))


def _joined(pieces: list[Piece]) -> Iterator[Piece]:
    old = new = ""
    for number, piece in enumerate(pieces):
        is_between = piece.side == "same" and not piece.text.strip() and 0 < number < len(pieces) - 1
        if piece.side == "old" or (is_between and (old or new)):
            old += piece.text
        if piece.side == "new" or (is_between and (old or new)):
            new += piece.text
        if piece.side == "same" and not (is_between and (old or new)):
            yield from _changed(old, new)
            old = new = ""
            yield piece
    yield from _changed(old, new)


def _changed(old: str, new: str) -> Iterator[Piece]:
    if old:
        yield Piece("old", old)
    if new:
        yield Piece("new", new)


def marked(pieces: tuple[Piece, ...]) -> str:
    """The pieces as `git diff --word-diff` marks them: `[-old-]{+new+}`."""
    marks = {"same": ("", ""), "old": ("[-", "-]"), "new": ("{+", "+}")}
    return "".join(f"{marks[side][0]}{text}{marks[side][1]}" for side, text in pieces)

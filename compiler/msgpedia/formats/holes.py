"""What a conversion leaves in a template: a hole, bounded or wild.

A hole is the plain data that matchers run on (`docs/matching.md`): a bounded one has a pattern and a longest length, a
wild one takes any text, of a given alphabet at most.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgpedia.formats.language import Language, chars, seq

LONGEST_BLANK = 1024  # a language with longer texts is taken as one that can be blank
NO_BLANKS = "^ "  # the body of a class
LONGEST_WORD = 256
STAR_WIDTH = 256  # longest padding or precision believed of a `*`; no log line prints more


@dataclass(frozen=True, slots=True)
class Hole:
    """The place of a conversion's text in a line.

    `language` is None for a wild hole; `alphabet` is then the class body of the characters it may take, with `words` it
    takes besides, or empty for
    any. `width` is the least number of bytes of a wild hole's text; of a bounded one, the number of bytes beyond which
    a text has no padding. `trim` names the sides (`l`, `r`) whose blanks the width added and a capture drops; `keep`
    says that one leading blank is a sign (flag blank) and stays.
    """

    language: Language | None = None
    alphabet: str = ""
    words: tuple[str, ...] = ()
    width: int = 0
    trim: str = ""
    keep: bool = False

    @property
    def wild(self) -> bool:
        return self.language is None

    @property
    def has_letters(self) -> bool:
        """Whether the text can be empty or hold a letter, so that a word beside the hole may not be whole in a line."""
        if self.language is not None:
            return self.language.least == 0 or self.language.has_letters
        return True

    @property
    def can_be_blank(self) -> bool:
        """Whether the text can be nothing but blanks, or empty."""
        if self.language is None:
            return True
        lengths = range(self.language.least, min(self.language.most, LONGEST_BLANK) + 1)
        pattern = re.compile(self.language.pattern)
        return self.language.most > LONGEST_BLANK or any(pattern.fullmatch(" " * length) for length in lengths)

    def as_data(self) -> dict[str, object]:
        """The row of the bundle's table of holes."""
        row: dict[str, object]
        if self.language is not None:
            row = {"pattern": self.language.pattern, "least": self.language.least, "most": self.language.most}
        else:
            row = {"wild": True}
            if self.alphabet:
                row["alphabet"] = f"[{self.alphabet}]"
            if self.words:
                row["words"] = list(self.words)
        if self.width:
            row["width"] = self.width
        if self.trim:
            row["trim"] = self.trim
        if self.keep:
            row["keep"] = True
        return row


def wild(alphabet: str = "", width: int = 0, trim: str = "", words: tuple[str, ...] = ()) -> Hole:
    """A hole for any text, or for any text of an alphabet (a class body such as `0-9,-`) and some words."""
    return Hole(None, alphabet, words, width, trim)


def bounded(language: Language) -> Hole:
    """A hole for the texts of a language, without padding."""
    return Hole(language)


def one_word(hole: Hole) -> Hole:
    """The hole less all texts with blanks, apart from those that a width adds; one that has a table of texts stays."""
    if hole.language is None:
        if not hole.width:
            return hole if hole.alphabet else wild(NO_BLANKS, words=hole.words)
        return loosely_padded(chars(NO_BLANKS, 0, LONGEST_WORD), hole.width, "r" in hole.trim)
    return (
        hole if hole.language.alphabet is not None else Hole(chars(NO_BLANKS, 0, min(hole.language.most, LONGEST_WORD)))
    )


def loosely_padded(language: Language, width: int, left: bool, star: bool = False) -> Hole:
    """A hole whose padding is known only roughly: up to a width of blanks on one side.

    With `*` the width is not known; without the flag `-` it may be below zero, which sets the text to the left, so that
    blanks may stand on either side. For texts whose lengths are not worth counting out; integers and fixed-point
    numbers are padded exactly (`numbers`).
    """
    if star:
        blanks = chars(" ", 0, max(width, STAR_WIDTH))
        return Hole(seq(language, blanks) if left else seq(blanks, language, blanks), trim="r" if left else "lr")
    blank_count = max(0, width - language.least)
    if blank_count == 0:
        return Hole(language)
    blanks = chars(" ", 0, blank_count)
    return Hole(seq(language, blanks) if left else seq(blanks, language), trim="r" if left else "l")

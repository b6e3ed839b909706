"""What is known of a program before any line is seen: how specific it is, its words, what speaks for a line that fits.

All in one pass, as a pack has hundreds of thousands of programs. What is known of a hole is found once for each.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgpedia.bundle.index import UNKNOWN_GATE
from msgpedia.formats import Hole
from msgpedia.matching.planner import MOST_BLANKS, Program
from msgpedia.packs.index import DEVICE, HEAD, LONG_HOLE, PIECE, lead

Words = tuple[str, ...]

_WORD = re.compile("[A-Za-z]{2,}")
_CONTROLS = "\t\n\r\f\v"


class Kind:
    """A hole: its number in the index, and what it does to the literals beside it.

    `open`: a word beside it may be longer in a line. `any`: it takes any text. `blanks` is how many blanks it can use
    up at the end of a line, `through` whether what stands before it may use up more.
    """

    __slots__ = ("any", "blanks", "long", "number", "open", "through", "wild")

    def __init__(self, hole: Hole, number: int) -> None:
        self.number, self.wild, self.open = number, hole.wild, hole.has_letters
        self.any = hole.wild and not hole.alphabet
        language = hole.language
        self.long = language is not None and language.least >= LONG_HOLE
        if language is None:
            self.blanks, self.through = hole.width, True
        elif language.may_have(" "):
            self.blanks, self.through = language.most, hole.can_be_blank
        else:
            self.blanks, self.through = 0, language.least == 0


class Kinds:
    """The kinds of holes, which are few; holes are told apart by identity, so they must be kept elsewhere."""

    def __init__(self) -> None:
        self._known: dict[int, Kind] = {}

    def of(self, hole: Hole, number: int) -> Kind:
        """The kind of a hole that has a number."""
        found = self._known.get(id(hole))
        if found is None:
            found = self._known[id(hole)] = Kind(hole, number)
        return found


class Measures:
    """Of one program: `literals` are characters, `solid` those that are not white space; `runs` are the whole words, in
    runs of such as are neighbours in every line that matches.

    A word is whole as `Program.words` says. Between neighbours stand no other words: literals, and holes that print
    something and no letters.
    """

    __slots__ = ("_tokens", "blanks", "literals", "runs", "solid", "wild", "words")

    def __init__(self, tokens: Sequence[str | Kind]) -> None:
        self._tokens = tokens
        self.literals = self.solid = self.wild = self.words = 0
        runs: list[list[str]] = [[]]
        last, before = len(tokens) - 1, False
        for place, token in enumerate(tokens):
            if isinstance(token, str):
                size = len(token)
                self.literals += size
                self.solid += size - token.count(" ")
                if not token.isprintable():
                    self.solid -= sum(map(token.count, _CONTROLS))
                words = _WORD.findall(token)
                if words:
                    self.words += len(words)
                    following = tokens[place + 1] if place < last else ""
                    _whole(words, token, before, not isinstance(following, str) and following.open, runs)
                before = False
                continue
            self.wild += token.wild
            before = token.open
            if before:
                runs.append([])
        self.runs: list[Words] = [tuple(run) for run in runs if run]
        self.blanks = _blanks(tokens)

    @property
    def mostly_bounded(self) -> bool:
        """Whether more holes are bounded than may hold any text."""
        kinds = [token for token in self._tokens if not isinstance(token, str)]
        return 2 * self.wild < len(kinds)

    def evidence(self, flags: int) -> int:
        """What speaks for a line that fits, in literal characters that are not white space; 0 where that could be any
        line.

        A hole that always prints so much says as much as a few literals: `[mem 0x00000000-0x00000fff]`. Without wild
        holes the whole line must fit, so blanks and holes count as well: `CPU%d is up`. A program with any text at two
        places or more needs more than one word to be known by (`%s: %s failed`), or a driver that fits (`DEVICE`).
        """
        tokens = self._tokens
        kinds = [token for token in tokens if not isinstance(token, str)]
        fixed = sum([kind.long for kind in kinds])
        found = self.solid + STRICTER * fixed
        if self.wild == 0 and not flags & PIECE:
            return max(found, min(self.literals + len(kinds), UNKNOWN_GATE - 1))
        if self.wild > 1:
            first = tokens[0]
            before = 0
            if not isinstance(first, str) and first.wild:
                before = lead([token if isinstance(token, str) else "" if token.wild else None for token in tokens])
            others = sum([not isinstance(token, str) and token.any for token in tokens[before:]])
            if others - bool(flags & HEAD) + bool(before) >= LEAST_WORDS:
                bounded = len(kinds) - self.wild
                words = self.words + max(fixed, bounded > 1)
                if words < LEAST_WORDS and not (flags & DEVICE and self.words):
                    return 0
        return found


LEAST_WORDS = 2
STRICTER = 4  # so many characters more or less is what something says for or against a line


def _whole(words: Words | list[str], token: str, before: bool, behind: bool, runs: list[list[str]]) -> None:
    """Add the whole words of a literal to the runs; `before`, `behind`: a word there may be longer in a line."""
    first = 1 if before and token.startswith(words[0]) else 0
    if first:
        runs.append([])
    end = len(words) - (1 if behind and token.endswith(words[-1]) else 0)
    runs[-1] += words[first:end]
    if end < len(words):
        runs.append([])


def _blanks(tokens: Sequence[str | Kind]) -> int:
    """How many blanks behind the end of a body the program could use up at most (`Program.blanks`)."""
    total = 0
    for token in reversed(tokens):
        if isinstance(token, str):
            bare = token.rstrip(" ")
            total += len(token) - len(bare)
            if bare:
                break
        else:
            total += token.blanks
            if not token.through:
                break
    return min(total, MOST_BLANKS)


def sequences(program: Program) -> list[Words]:
    """The whole words of a program, in runs."""
    return Measures([token if isinstance(token, str) else Kind(token, 0) for token in program.tokens]).runs

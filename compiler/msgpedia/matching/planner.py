"""From a template to the program that recognises its lines: plain data, the same for every runtime.

A program is a list of tokens: a string is a literal, a number is a hole, a row of the bundle's table of holes. Every
hole is a capture, in the order of the text. Rules: `docs/matching.md`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from msgpedia import formats
from msgpedia.formats import Hole, Literal, Template
from msgpedia.formats.holes import one_word

MOST_RETRIALS = 64  # a unit in which a backtracking engine could repeat work more often is run with a memo
MOST_BLANKS = 4096  # of a body's lost end that are believed; widths beyond that are in no log
_NO_BLANKS = dict.fromkeys(map(ord, " \t\n\r\f\v"))  # white space is ASCII only
_WORD = re.compile(r"[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Program:
    """The template of one line: literals and holes, and what is known of them before any line is seen.

    `part` counts the lines of a format with inner newlines from 1; `first` is the number of captures of the parts
    before.
    """

    tokens: tuple[str | Hole, ...]
    part: int = 1
    first: int = 0

    @property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(token for token in self.tokens if isinstance(token, Hole))

    def with_words(self, numbers: Collection[int]) -> Program:
        """The same program in which some holes, by their number in the message, take one word alone."""
        tokens: list[str | Hole] = []
        number = self.first
        for token in self.tokens:
            if isinstance(token, Hole):
                tokens.append(one_word(token) if number in numbers else token)
                number += 1
            else:
                tokens.append(token)
        return replace(self, tokens=tuple(tokens))

    @property
    def literals(self) -> int:
        """Literal characters, blanks included: the first measure of how specific a program is."""
        return sum(len(token) for token in self.tokens if isinstance(token, str))

    @property
    def solid(self) -> int:
        """Literal characters less white space: what the gate counts."""
        return sum(len(token.translate(_NO_BLANKS)) for token in self.tokens if isinstance(token, str))

    @property
    def wild(self) -> int:
        """How many holes take any text: the second measure."""
        return sum(hole.wild for hole in self.holes)

    @property
    def words(self) -> tuple[str, ...]:
        """The words of the literals that are whole in every line that matches; none of them twice."""
        found: dict[str, None] = {}
        for position, token in enumerate(self.tokens):
            if not isinstance(token, str):
                continue
            before, after = self._open(position - 1), self._open(position + 1)
            for match in _WORD.finditer(token):
                if not (before and match.start() == 0) and not (after and match.end() == len(token)):
                    found[match.group()] = None
        return tuple(found)

    def _open(self, position: int) -> bool:
        """Whether the token at a position could make a word beside it longer."""
        if not 0 <= position < len(self.tokens):
            return False
        token = self.tokens[position]
        return isinstance(token, Hole) and token.has_letters

    @property
    def blanks(self) -> int:
        """How many blanks behind the end of a body the program could use up at most.

        That is as much of its end as can be blanks alone; what wild holes hold counts no more than their width.
        """
        total = 0
        for token in reversed(self.tokens):
            if isinstance(token, str):
                total += len(token) - len(token.rstrip(" "))
                if token.strip(" "):
                    break
            elif token.language is None:
                total += token.width
            elif token.language.may_have(" "):
                total += token.language.most
                if not token.can_be_blank:
                    break
            elif token.language.least > 0:
                break
        return min(total, MOST_BLANKS)

    @property
    def careful(self) -> bool:
        """Whether some unit can be read in so many ways that it needs a memo."""
        return any(_retrials(unit) > MOST_RETRIALS for unit in _units(self.tokens))


def plan(*templates: Template) -> tuple[Program, ...]:
    """The programs of templates that stand one after the other (a prefix and a format): one for each line of the text.

    White space at the ends of a line of the format is kept, a line without anything in it is dropped.
    """
    lines: list[list[str | Hole]] = [[]]
    for template in templates:
        for part in template.parts:
            if isinstance(part, Literal):
                first, *others = part.text.split("\n")
                _append(lines[-1], first)
                lines.extend([other] if other else [] for other in others)
            else:
                lines[-1].append(formats.hole(template.dialect, part))
    programs: list[Program] = []
    captures = 0
    for tokens in lines:
        if tokens:
            program = Program(tuple(tokens), len(programs) + 1, captures)
            programs.append(program)
            captures += len(program.holes)
    return tuple(programs)


def _append(tokens: list[str | Hole], text: str) -> None:
    last = tokens[-1] if tokens else None
    if isinstance(last, str):
        tokens[-1] = last + text
    elif text:
        tokens.append(text)


def _units(tokens: Sequence[str | Hole]) -> list[list[str | Hole]]:
    units: list[list[str | Hole]] = [[]]
    for token in tokens:
        if isinstance(token, Hole) and token.wild:
            units.append([])
        else:
            units[-1].append(token)
    return [unit for unit in units if unit]


def _retrials(unit: list[str | Hole]) -> int:
    """How often a backtracking engine may come back to the same hole at the same place, at most.

    A hole whose run must end before the character that follows it has one length; the last token of a unit too. Of the
    others, all but the one with the most lengths make the engine repeat itself.
    """
    lengths = [1]
    for token, following in pairwise(unit):
        if isinstance(token, str) or token.language is None:
            continue
        fixed = isinstance(following, str) and not token.language.may_have(following[0])
        if not fixed:
            lengths.append(token.language.most - token.language.least + 1)
    return math.prod(lengths) // max(lengths)


class HoleTable:
    """The bundle's table of holes: each different hole once, numbered in the order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[Hole, int] = {}
        self._rows: dict[str, tuple[int, Mapping[str, object]]] = {}

    def number(self, hole: Hole) -> int:
        found = self._numbers.get(hole)
        if found is None:
            found = self._numbers[hole] = self._number(hole.as_data())
        return found

    def _number(self, row: Mapping[str, object]) -> int:
        return self._rows.setdefault(repr(row), (len(self._rows), row))[0]

    def program(self, program: Program) -> dict[str, object]:
        """A program as the bundle has it."""
        data: dict[str, object] = {
            "tokens": [token if isinstance(token, str) else self.number(token) for token in program.tokens],
        }
        if program.blanks:
            data["blanks"] = program.blanks
        if program.careful:
            data["careful"] = True
        return data

    def moved(self, program: Mapping[str, Any], holes: Sequence[Mapping[str, object]]) -> dict[str, object]:
        """A program whose tokens count in another table of holes, with tokens that count in this one."""
        tokens = [token if isinstance(token, str) else self._number(holes[token]) for token in program["tokens"]]
        return {**program, "tokens": tokens}

    def rows(self) -> list[dict[str, object]]:
        return [dict(row) for _, row in self._rows.values()]

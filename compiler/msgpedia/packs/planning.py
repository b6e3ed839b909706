"""Formats of a pack become programs, quickly: conversions are parsed once each, as a kernel has few different ones.

What comes out is what `matching.planner` makes of the parsed format, and a hole that would cost too much to match is
wild. The part of look-up that reads packs whole (`artifact`, `building`) imports this module, nothing else of it does.
"""

from __future__ import annotations

import re
from dataclasses import replace

from msgpedia import formats
from msgpedia.bundle import patterns, validate
from msgpedia.bundle.patterns_shape import Shape
from msgpedia.formats import Conversion, FormatError, Hole, Literal, Template
from msgpedia.formats.holes import wild
from msgpedia.formats.language import alt
from msgpedia.formats.limits import allowed, limited
from msgpedia.matching.planner import HoleTable, Program

_NEAR_C = ("printf", "printk")
_CONVERSION = re.compile(r"(%[^%A-Za-z]*(?:hh|h|ll|l|L|q|z|Z|t|j)?(?:p[A-Za-z0-9]*|[A-Za-z%]))")
_LEVEL = re.compile("\x01[0-7cd]")
_WILD = wild()
# A symbol with and without its offset: the kernel's versions go from one to the other without another wording.
_SYMBOLS = ("S", "s")
MOST_CHARACTERS = validate.MOST_PROGRAM
_ROUGHLY = 32  # characters

Tokens = list[str | Hole]


class Planner:
    """Programs of format strings, and the table of the holes that occur in them."""

    def __init__(self) -> None:
        self.holes = HoleTable()
        self._parts: dict[tuple[str, str], str | Hole | None] = {}
        self._bare: dict[tuple[str, str], str | None] = {}
        self._tables = {name: limited(dialect.hole) for name, dialect in formats.DIALECTS.items()}
        self._numbers: dict[int, int] = {}  # by identity: every hole is kept in `_parts`
        self._others: dict[Hole, Hole] = {}

    def programs(
        self, dialect: str, text: str, before: bool, behind: bool, prefix: str = "", level: bool = False
    ) -> tuple[Program, ...]:
        """The programs of a format, one for each line of it; none where its dialect does not allow it.

        `before`: text that nobody knows stands before it, but behind the `prefix` that it begins with; `behind`: more
        may follow on its last line; `level`: what its first conversion prints is a level, which no line shows.
        """
        known = self._tokens(dialect, prefix) if before and prefix else []
        tokens = self._tokens(dialect, text[len(prefix) :] if before else text)
        if tokens is None or known is None or "\n" in prefix:
            return ()
        if level:
            tokens = tokens[1:]
        lines = _lines([*known, _WILD] if before else [], tokens)
        if behind and lines[-1]:
            lines[-1].append(_WILD)
        found: list[Program] = []
        captures = int(level)
        for line in lines:
            if line and not (line == [_WILD] and (before or behind)):
                found.append(Program(tuple(line), len(found) + 1, captures))
                captures += sum([not isinstance(token, str) for token in line])
        return tuple([program for program in found if _size(program) <= MOST_CHARACTERS])

    def number(self, hole: Hole) -> int:
        """The number of a hole in the table."""
        found = self._numbers.get(id(hole))
        if found is None:
            found = self._numbers[id(hole)] = self.holes.number(hole)
        return found

    def message_id(self, software: str, dialect: str, text: str) -> str | None:
        """The message id of a format (`formats.message_id`); None where its dialect does not allow it."""
        if dialect in _NEAR_C and "%%" not in text:
            spelled = self._spelled(dialect, text)
            if spelled is not None:
                return formats.id_of_text(software, spelled)
        try:
            return formats.message_id(software, formats.parse(dialect, text))
        except FormatError:
            return None

    def conversions(self, dialect: str, text: str) -> int:
        """How many captures a format has."""
        return sum(isinstance(token, Hole) for token in self._tokens(dialect, text) or ())

    def _spelled(self, dialect: str, text: str) -> str | None:
        """A format with its conversions as `formats.normalise` spells them; None where that needs parsing it whole."""
        pieces = _CONVERSION.split(text)
        for number, piece in enumerate(pieces):
            if number % 2:
                key = dialect, piece
                if key not in self._bare:
                    self._bare[key] = self._bare_of(dialect, piece)
                spelled = self._bare[key]
                if spelled is None:
                    return None
                pieces[number] = spelled
            elif "%" in piece or "\x01" in piece:
                return None
        return "".join(pieces)

    def _bare_of(self, dialect: str, piece: str) -> str | None:
        try:
            parts = formats.parse(dialect, piece).parts
        except FormatError:
            return None
        return (
            formats.DIALECTS[dialect].bare(parts[0]) if isinstance(parts[0], Conversion) and len(parts) == 1 else None
        )

    def _tokens(self, dialect: str, text: str) -> Tokens | None:
        if "%" not in text and dialect in _NEAR_C and "\x01" not in text:
            return [text] if text else []
        if dialect not in _NEAR_C:
            return self._parsed(dialect, text)
        level = _LEVEL.match(text) if dialect == "printk" else None
        tokens: Tokens = []
        for number, piece in enumerate(_CONVERSION.split(text[level.end() :] if level else text)):
            token = self._part(dialect, piece) if number % 2 else piece
            if token is None or (not number % 2 and "%" in piece):
                return self._parsed(dialect, text)
            if isinstance(token, str):
                _append(tokens, token)
            else:
                tokens.append(token)
        return tokens

    def _part(self, dialect: str, piece: str) -> str | Hole | None:
        """What a conversion alone is: a literal or a hole; None where it is not one conversion."""
        key = dialect, piece
        if key not in self._parts:
            parsed = self._parsed(dialect, piece)
            self._parts[key] = parsed[0] if parsed is not None and len(parsed) == 1 else None
        return self._parts[key]

    def _parsed(self, dialect: str, text: str) -> Tokens | None:
        try:
            template = formats.parse(dialect, text)
        except FormatError:
            return None
        return [part.text if isinstance(part, Literal) else self._hole(template, part) for part in template.parts]

    def _hole(self, template: Template, conversion: Conversion) -> Hole:
        table = self._tables[template.dialect]
        hole = table(conversion)
        if template.dialect == "printk" and conversion.extension in _SYMBOLS:
            hole = _either(*(table(replace(conversion, extension=extension)) for extension in _SYMBOLS))
        return self._others.setdefault(hole, hole)


def _either(one: Hole, other: Hole) -> Hole:
    """A hole for the texts of two; the first where they cannot be joined."""
    if one.language is None or other.language is None:
        return one
    language = alt(one.language, other.language)
    return replace(one, language=language) if allowed(language.pattern) else one


def _lines(first: Tokens, tokens: Tokens) -> list[Tokens]:
    """The tokens of each line; `first` is what the first one begins with. The line end at the end is dropped."""
    lines = [first]
    for token in tokens:
        if not isinstance(token, str) or "\n" not in token:
            if isinstance(token, str) and lines[-1] and isinstance(lines[-1][-1], str):
                _append(lines[-1], token)
            else:
                lines[-1].append(token)
            continue
        head, *others = token.split("\n")
        if head:
            _append(lines[-1], head)
        lines.extend([other] if other else [] for other in others)
    return lines


def _append(tokens: Tokens, text: str) -> None:
    last = tokens[-1] if tokens else None
    if isinstance(last, str):
        tokens[-1] = last + text
    elif text:
        tokens.append(text)


def _size(program: Program) -> int:
    """Characters of literals and patterns, and of the longest texts of holes: what a bundle limits."""
    return sum(
        [
            len(token)
            if isinstance(token, str)
            else token.language.most + len(token.language.pattern)
            if token.language is not None
            else 0
            for token in program.tokens
        ]
    )


class Costs:
    """Which programs a backtracking engine would need many steps for, by the bound that bundles are held to.

    What it does is told unit by unit, and of a literal by its first character and roughly by its length; there are few
    that differ in these.
    """

    def __init__(self) -> None:
        self._shapes: dict[int, Shape | None] = {}
        self._known: dict[tuple[object, ...], bool] = {}

    def careful(self, program: Program, numbers: list[int]) -> bool:
        """Whether a program needs a memo. `numbers` are those of its holes."""
        rest = iter(numbers)
        unit: Tokens = []
        key: list[object] = []
        holes = 0
        for token in (*program.tokens, _WILD):
            if isinstance(token, str):
                unit.append(token)
                key.append((token[0], -(-len(token) // _ROUGHLY)))
            elif token.language is not None:
                unit.append(token)
                key.append(next(rest))
                holes += 1
            else:
                if holes and self._is_careful(unit, tuple(key)):
                    return True
                unit, key, holes = [], [], 0
                next(rest, None)
        return False

    def _is_careful(self, unit: Tokens, key: tuple[object, ...]) -> bool:
        found = self._known.get(key)
        if found is None:
            longest: Tokens = [
                token.ljust(-(-len(token) // _ROUGHLY) * _ROUGHLY) if isinstance(token, str) else token
                for token in unit
            ]
            careful = Program(tuple(unit)).careful or self._steps(longest) > validate.CAREFUL_STEPS
            found = self._known[key] = careful
        return found

    def _steps(self, unit: Tokens) -> int:
        shapes: list[Shape | None] = []
        tokens: list[str | int] = []
        for token in unit:
            if isinstance(token, str):
                tokens.append(token)
            else:
                tokens.append(len(shapes))
                shapes.append(self._shape(token))
        return validate.most_steps(tokens, shapes)

    def _shape(self, hole: Hole) -> Shape | None:
        key = id(hole)
        if key not in self._shapes:
            self._shapes[key] = patterns.parse(hole.language.pattern) if hole.language is not None else None
        return self._shapes[key]

"""What checks and indexes need to know of a variant's programs, as plain data that a cache can keep."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import astuple, dataclass
from typing import Any

from msgpedia.bundle.index import UNKNOWN_GATE
from msgpedia.catalog import templates
from msgpedia.catalog.model import Entry, Variant
from msgpedia.formats import message_id
from msgpedia.formats.model import Template
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, Program

_HOLES: dict[str, dict[str, Any]] = {}  # the rows of holes that were read, each once: a catalog has few different ones


@dataclass(frozen=True, slots=True)
class Plan:
    """One program of a variant: the line `part` of its format, what it captures, and how specific it is.

    `variant` is the variant's place in its entry, `message` its message id, `names` are those of the captures. `words`
    are the words that every matching line has, the anchor first; `solid` counts literal characters that are not blank.
    `program` and `holes` are what a `Matcher` takes.
    """

    variant: int
    message: str
    part: int
    names: tuple[str, ...]
    words: tuple[str, ...]
    literals: int
    wild: int
    solid: int
    gate: int
    program: dict[str, Any]
    holes: list[dict[str, Any]]

    @property
    def rank(self) -> tuple[int, int]:
        """The smaller, the more specific."""
        return -self.literals, self.wild

    def matcher(self) -> Matcher:
        return Matcher(self.program, self.holes)

    def as_data(self) -> list[Any]:
        return list(astuple(self))


def from_data(row: list[Any]) -> Plan:
    """The plan of what `as_data` gave and JSON brought back."""
    variant, message, part, names, words, literals, wild, solid, gate, program, holes = row
    shared = [_HOLES.setdefault(repr(hole), hole) for hole in holes]
    names, words = tuple(map(sys.intern, names)), tuple(map(sys.intern, words))
    return Plan(variant, message, part, names, words, literals, wild, solid, gate, program, shared)


def plans_of(entry: Entry) -> tuple[Plan, ...]:
    """The plans of an entry, the most specific first; those of unsound variants are left out."""
    found = [plan for number, variant in enumerate(entry.variants) for plan in _plans(entry.software, number, variant)]
    return tuple(sorted(found, key=lambda plan: (plan.rank, plan.message, plan.variant, plan.part)))


def _plans(software: str, number: int, variant: Variant) -> Iterator[Plan]:
    pieces = templates.whole(variant)
    if not pieces:
        return
    message = message_id(software, Template(variant.dialect, tuple(part for piece in pieces for part in piece.parts)))
    for program in templates.programs(variant):
        table = HoleTable()
        data = table.program(program)
        yield Plan(
            number,
            message,
            program.part,
            variant.all_arguments[program.first : program.first + len(program.holes)],
            tuple(rarest_first(program.words)),
            program.literals,
            program.wild,
            program.solid,
            _gate(program, variant.min_literals),
            data,
            table.rows(),
        )


def _gate(program: Program, min_literals: int | None) -> int:
    """What a program brings to the gate: its solid literal characters, or enough where its entry asks for less."""
    lowered = min_literals is not None and program.solid >= min_literals
    return max(program.solid, UNKNOWN_GATE) if lowered else program.solid

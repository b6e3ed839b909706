"""Where log lines meet the plans of one entry."""

from __future__ import annotations

import re

from msgpedia.catalog import lines
from msgpedia.catalog.lines import Line
from msgpedia.catalog.model import Entry, Recognition, Software
from msgpedia.catalog.plans import Plan, plans_of
from msgpedia.matching.matcher import Matcher

Found = tuple[Plan, list[str]]

_WORDS = re.compile("[A-Za-z]{2,}")


def words_of(body: str) -> frozenset[str]:
    """The words of a body, by which plans are found: a plan matches only where all of its words occur."""
    return frozenset(_WORDS.findall(body))


class Arena:
    """The plans of an entry, ready to be matched. Without `software` every line passes for one of its own."""

    def __init__(self, entry: Entry, software: Software | None) -> None:
        self.plans = plans_of(entry)
        self.software = software
        self._entry = entry
        self._matchers: dict[int, Matcher] = {}
        self._best: dict[str, Found | None] = {}

    @property
    def whole(self) -> bool:
        """Whether every variant has its plans, that is, whether all are sound."""
        return {plan.variant for plan in self.plans} == set(range(len(self._entry.variants)))

    def best(self, line: Line) -> Found | None:
        """The most specific plan that matches a line, gate and origin aside, and what it captures."""
        if line.body not in self._best:
            self._best[line.body] = next(filter(None, map(self._match, line.bodies)), None)
        return self._best[line.body]

    def gate(self, line: Line) -> int:
        """The literal characters that a line asks of a plan."""
        return line.gate(self.software) if self.software is not None else 0

    def recognition(self) -> Recognition:
        """What the catalog as a whole must know of the entry."""
        found = [self.best(lines.read(sample.line)) for sample in self._entry.samples]
        return Recognition(self.plans, tuple(best[0].rank if best is not None else None for best in found))

    def _match(self, body: str) -> Found | None:
        words = words_of(body)
        for number, plan in enumerate(self.plans):
            if not words.issuperset(plan.words):
                continue
            if number not in self._matchers:
                self._matchers[number] = plan.matcher()
            captures = self._matchers[number].match(body)
            if captures is not None:
                return plan, captures
        return None

"""Checks of entries against each other: each line must have one explanation."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from msgpedia.catalog import lines
from msgpedia.catalog.arena import words_of
from msgpedia.catalog.lines import Line
from msgpedia.catalog.model import Catalog, Entry, Recognition, Software, Variant
from msgpedia.catalog.plans import Plan
from msgpedia.catalog.versions import overlap
from msgpedia.diagnostics import Diagnostic, Related, report
from msgpedia.matching.matcher import Matcher


def same_message(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP501: two entries explain the same format string of the same software for the same versions."""
    claims: dict[str, list[tuple[Entry, int]]] = defaultdict(list)
    for entry in catalog.entries:
        known = catalog.recognition.get(entry.id)
        for variant, message in sorted({(plan.variant, plan.message) for plan in known.plans}) if known else ():
            claims[message].append((entry, variant))
    for message, group in claims.items():
        if len({entry.id for entry, _ in group}) < 2:
            continue
        for entry, number in group:
            rival = _rival(entry, entry.variants[number], group)
            if rival is not None:
                other, its = rival
                span = entry.span("variants", number, "format")
                text = f"{other.id} explains the same message ({message}) for some of the same versions"
                hint = "keep it in one of the two, or say which versions each holds for"
                where = Related(other.span("variants", its, "format"), "the other format string")
                yield report("MP501", span, text, hint, related=(where,))


def better_elsewhere(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP303: a sample that another entry's format string matches better, or just as well."""
    field = _Field(catalog)
    software = {item.id: item for item in catalog.software}
    for entry in catalog.entries:
        known, own = catalog.recognition.get(entry.id), software.get(entry.software)
        if known is None or own is None:
            continue
        for number, (sample, rank) in enumerate(zip(entry.samples, known.ranks, strict=True)):
            if rank is None:
                continue
            rival = field.rival(entry, known, own, lines.read(sample.line), rank)
            if rival is not None:
                how = "better" if rival[1].rank < rank else "just as well"
                message = f"{rival[0].id}, variant {rival[1].variant + 1}, matches the sample {how}"
                hint = "make one of the two format strings more exact, or join the entries"
                where = Related(
                    rival[0].span("variants", rival[1].variant, "format"), "the format string that matches, too"
                )
                yield report("MP303", entry.span("samples", number, "line"), message, hint, related=(where,))


def _rival(entry: Entry, variant: Variant, group: list[tuple[Entry, int]]) -> tuple[Entry, int] | None:
    versions = variant.first, variant.last
    for other, number in group:
        rival = other.variants[number]
        if other.id != entry.id and overlap(versions, (rival.first, rival.last)):
            return other, number
    return None


class _Field:
    """All plans of a catalog by that of their words which the fewest have; matchers are made for the few that a line
    could come from.
    """

    def __init__(self, catalog: Catalog) -> None:
        self._software = {item.id: item for item in catalog.software}
        self._by_word: dict[str, list[tuple[Entry, Plan]]] = defaultdict(list)
        self._matchers: dict[int, Matcher] = {}
        plans = [
            (entry, plan)
            for entry in catalog.entries
            if entry.id in catalog.recognition
            for plan in catalog.recognition[entry.id].plans
        ]
        counts = Counter(word for _, plan in plans for word in plan.words)
        for entry, plan in plans:
            self._by_word[min(plan.words, key=counts.__getitem__, default="")].append((entry, plan))

    def rival(
        self, entry: Entry, known: Recognition, own: Software, line: Line, rank: tuple[int, int]
    ) -> tuple[Entry, Plan] | None:
        """The plan of another entry that matches a line at least as well as `rank`; None where there is none."""
        messages = {plan.message for plan in known.plans}
        for body in line.bodies:
            words = words_of(body)
            found = [
                (other, plan)
                for word in sorted(words | {""})
                for other, plan in self._by_word.get(word, ())
                if other.id != entry.id
                and plan.rank <= rank
                and words.issuperset(plan.words)
                and plan.message not in messages
                and line.gate(self._software.get(other.software, own)) <= plan.gate
            ]
            for other, plan in sorted(found, key=lambda item: (item[1].rank, item[0].id)):
                if self._matcher(plan).match(body) is not None:
                    return other, plan
        return None

    def _matcher(self, plan: Plan) -> Matcher:
        matcher = self._matchers.get(id(plan))
        if matcher is None:
            matcher = self._matchers[id(plan)] = plan.matcher()
        return matcher

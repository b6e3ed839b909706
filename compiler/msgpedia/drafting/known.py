"""Whether the catalog explains a message already: by its line, or as the same format string."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from msgpedia.catalog import lines, templates
from msgpedia.catalog.arena import words_of
from msgpedia.catalog.model import Catalog, Software, Variant
from msgpedia.catalog.plans import Plan
from msgpedia.drafting.model import Known
from msgpedia.formats import Conversion, Template, message_id, normalise

_LEAST_ALIKE = 12  # characters of two formats with the same end before one of them is worth a hint
_SAME_LETTERS = {"i": "d"}  # in C: what prints the same


def by_id(identifier: str, catalog: Catalog) -> str:
    """Why an id cannot be taken: the entry that has it, or had it before; empty where it is free."""
    taken = {entry.id for entry in catalog.entries} | catalog.broken
    if identifier in taken:
        return identifier
    former = {old: entry.id for entry in catalog.entries for old in entry.former_ids}
    withdrawn = {row.id: row.id for software in catalog.software for row in software.withdrawn}
    return former.get(identifier) or withdrawn.get(identifier, "")


def by_line(line: str, catalog: Catalog) -> Known | None:
    """The entry whose variants recognise a line best, as look-up would."""
    read = lines.read(line)
    software = {item.id: item for item in catalog.software}
    for body in read.bodies:
        words = words_of(body)
        found: list[tuple[tuple[int, int], str, Plan]] = []
        for entry in catalog.entries:
            known, owner = catalog.recognition.get(entry.id), software.get(entry.software)
            if known is None or owner is None:
                continue
            gate = read.gate(owner)
            found += [
                (plan.rank, entry.id, plan)
                for plan in known.plans
                if plan.gate >= gate and words.issuperset(plan.words)
            ]
        for _, identifier, plan in sorted(found, key=lambda item: item[:2]):
            if plan.matcher().match(body) is not None:
                return Known(identifier, "line")
    return None


def by_format(variant: Variant, software: Software, catalog: Catalog) -> Known | None:
    """The entry that has the same message, wording and prefix, of the same software."""
    pieces = templates.whole(variant)
    if not pieces:
        return None
    parts = tuple(part for piece in pieces for part in piece.parts)
    message = message_id(software.id, Template(variant.dialect, parts))
    for entry in catalog.entries:
        known = catalog.recognition.get(entry.id)
        if known is not None and any(plan.message == message for plan in known.plans):
            return Known(entry.id, "format")
    spelled = _spelled(variant)
    return next((Known(entry, "format") for entry, other in _formats(software, catalog) if other == spelled), None)


def alike(variant: Variant, software: Software, catalog: Catalog) -> tuple[str, str] | None:
    """The entry of a software whose format has the same text behind a fixed prefix, or less such a prefix; the prefix.

    The function that prints a message may put the prefix before it, so that it is not in the call.
    """
    spelled = _spelled(variant)
    for entry, other in _formats(software, catalog):
        short, long = sorted((spelled, other), key=len)
        lead = long[: len(long) - len(short)]
        if len(short) >= _LEAST_ALIKE and long.endswith(short) and lead.endswith(" ") and not set("%{") & set(lead):
            return entry, lead
    return None


def _formats(software: Software, catalog: Catalog) -> Iterator[tuple[str, str]]:
    """The entries of a software with each of their formats."""
    for entry in catalog.entries:
        if entry.software == software.id:
            yield from ((entry.id, spelled) for variant in entry.variants if (spelled := _spelled(variant)))


def _spelled(variant: Variant) -> str:
    """A normalised format, prefix included, in which letters that print the same are the same; empty for none."""
    pieces = templates.whole(variant)
    parts = [part for piece in pieces for part in piece.parts]
    if variant.dialect in ("printf", "printk"):
        parts = [_plain(part) if isinstance(part, Conversion) else part for part in parts]
    return normalise(Template(variant.dialect, tuple(parts))) if parts else ""


def _plain(conversion: Conversion) -> Conversion:
    return replace(conversion, letter=_SAME_LETTERS.get(conversion.letter, conversion.letter))

"""Checks: pure functions that yield findings. One check, one function; what it finds is in its docstring.

Checks of one entry and checks of the whole catalog are different signatures: the former are run once for each content
of a file and cached, the latter each time. Checks of samples get the arena in which lines meet the entry's plans.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgpedia.catalog.arena import Arena
from msgpedia.catalog.checks import (
    addresses,
    agreement,
    ambiguity,
    arguments,
    characters,
    code,
    conditions,
    identities,
    licences,
    links,
    lists,
    placeholders,
    punctuation,
    repetitions,
    samples,
    texts,
    translations,
    variants,
    verifications,
    withdrawals,
)
from msgpedia.catalog.checks.prose import Owner
from msgpedia.catalog.model import Catalog, Entry, Software
from msgpedia.diagnostics import Diagnostic

WordingCheck = Callable[[Owner], Iterator[Diagnostic]]
EntryCheck = Callable[[Entry], Iterator[Diagnostic]]
ArenaCheck = Callable[[Entry, Arena], Iterator[Diagnostic]]
SoftwareCheck = Callable[[Software], Iterator[Diagnostic]]
CatalogCheck = Callable[[Catalog], Iterator[Diagnostic]]

WORDING_CHECKS: tuple[WordingCheck, ...] = (
    texts.raw_html,
    texts.links,
    links.somewhere,
    links.forms,
    links.closed_code,
    agreement.code_spans,
    agreement.code_blocks,
    agreement.links,
    translations.wrong_language,
    translations.up_to_date,
    translations.originals,
    characters.half_width_katakana,
    characters.full_width_letters,
    characters.odd_blanks,
    characters.decomposed,
    code.typographic_signs,
    lists.marks,
    punctuation.japanese_marks,
    punctuation.plain_style,
    punctuation.english_marks,
)
ENTRY_CHECKS: tuple[EntryCheck, ...] = (
    variants.sound_formats,
    variants.argument_counts,
    variants.repeated_names,
    variants.prefix_kinds,
    variants.pasted_escapes,
    variants.newline_at_end,
    variants.version_order,
    variants.sources,
    variants.specific_enough,
    variants.needless_exceptions,
    arguments.described,
    arguments.used,
    arguments.known_decoders,
    conditions.advice,
    texts.references,
    texts.languages,
    texts.identical,
    placeholders.written,
    punctuation.titles,
    characters.blanks_in_formats,
    addresses.public,
    repetitions.items,
    repetitions.variants,
    repetitions.newest_first,
    licences.allowed,
    *WORDING_CHECKS,
)
ARENA_CHECKS: tuple[ArenaCheck, ...] = (samples.matched, samples.counter_samples)
SOFTWARE_CHECKS: tuple[SoftwareCheck, ...] = (
    texts.software_languages,
    texts.software_link,
    licences.allowed_software,
    withdrawals.days,
    repetitions.software_items,
    placeholders.written,
    *WORDING_CHECKS,
)
CATALOG_CHECKS: tuple[CatalogCheck, ...] = (
    identities.software_described,
    identities.references,
    identities.numbers,
    identities.former_ids,
    identities.idents,
    links.entries,
    repetitions.titles,
    withdrawals.ids,
    withdrawals.successors,
    ambiguity.same_message,
    ambiguity.better_elsewhere,
    verifications.up_to_date,
)


def check_entry(entry: Entry, arena: Arena) -> Iterator[Diagnostic]:
    """All that can be found in one entry; `arena` is the entry's own, in which its samples are matched."""
    for check in ENTRY_CHECKS:
        yield from check(entry)
    for arena_check in ARENA_CHECKS:
        yield from arena_check(entry, arena)


def check_software(software: Software) -> Iterator[Diagnostic]:
    """All that can be found in one software description."""
    for check in SOFTWARE_CHECKS:
        yield from check(software)


def check_catalog(catalog: Catalog) -> Iterator[Diagnostic]:
    """What can be found only when all entries are seen together."""
    for check in CATALOG_CHECKS:
        yield from check(catalog)


def check(catalog: Catalog) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a catalog, sorted by file and place."""
    return tuple(sorted([*catalog.diagnostics, *check_catalog(catalog)]))

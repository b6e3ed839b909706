"""Every message of the catalog, drafted anew: nothing is left to do but to write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.drafting.conftest import Judge

from msgpedia.catalog import lines, schema
from msgpedia.catalog.arena import Arena
from msgpedia.catalog.layout import canonical
from msgpedia.catalog.model import Catalog, Entry, Sample, Variant
from msgpedia.drafting.assessment import assess
from msgpedia.drafting.layout import written
from msgpedia.drafting.model import Draft, Request
from msgpedia.drafting.words import Words


def drafted(catalog: Catalog, request: Request) -> Draft:
    found = assess(request, catalog, anyway=True)
    assert found.draft is not None, (request, found)
    return found.draft


def request_for(entry: Entry, variant: Variant | None = None, line: str = "") -> Request:
    text = ""
    if variant is not None:
        text = variant.format
        if variant.prefix is not None:
            quoted = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
            text = f'dev_err(dev, "{quoted}\\n");'
    return Request(
        format=text,
        line=line,
        software=entry.software,
        subsystem="elsewhere",
        slug="somewhere",
        dialect=variant.dialect if variant is not None else "",
        severity=entry.severity,
    )


def variants(catalog: Catalog) -> list[tuple[Entry, Variant]]:
    return [(entry, variant) for entry in catalog.entries for variant in entry.variants]


def samples(catalog: Catalog) -> list[tuple[Entry, Sample]]:
    return [(entry, sample) for entry in catalog.entries for sample in entry.samples]


def plain(catalog: Catalog) -> Catalog:
    """The entries all of whose messages have text enough; what lets others through the gate is for people to say."""
    kept = [entry for entry in catalog.entries if all(variant.min_literals is None for variant in entry.variants)]
    return replace(catalog, entries=tuple(kept))


def test_of_every_format_string_nothing_is_left_but_to_write(real: Catalog, judge: Judge) -> None:
    for entry, variant in variants(plain(real)):
        draft = drafted(real, request_for(entry, variant))
        assert draft.format == variant.format
        assert {finding.code for finding in judge(draft)} == {"MP407"}, draft


def test_every_sample_with_its_format_string_is_the_sample_of_the_draft(real: Catalog, judge: Judge) -> None:
    for entry, sample in samples(plain(real)):
        draft = drafted(real, request_for(entry, printed_by(real, entry, sample), sample.line))
        assert draft.line == sample.line
        assert sorted(text for _, text in draft.captures) == sorted(text for _, text in sample.captures)
        assert {finding.code for finding in judge(draft)} == {"MP407"}, draft


def test_every_sample_alone_gives_a_format_string_that_matches_it(real: Catalog, judge: Judge) -> None:
    for entry, sample in samples(plain(real)):
        draft = drafted(real, request_for(entry, line=sample.line))
        assert draft.proposed
        assert {finding.code for finding in judge(draft)} == {"MP407"}, draft


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_layout_is_canonical(real: Catalog, language: str) -> None:
    for entry in plain(real).entries[::3]:
        draft = drafted(real, request_for(entry, entry.variants[0]))
        more = replace(draft, languages=(language,), first="2.6.38", titles=(("en", "Title: it's one"),))
        for each in (draft, more):
            text = written(each, Words(language), "catalog/x.yaml")
            assert canonical(text, "x.yaml", schema.ENTRY) == text


def test_what_the_catalog_explains_is_found(real: Catalog) -> None:
    for entry, sample in samples(real):
        found = assess(Request(line=sample.line, severity="err"), real).known
        assert found is not None
        assert (found.id, found.how) == (entry.id, "line")
    for entry, variant in variants(real):
        again = assess(replace(request_for(entry, variant), dialect=""), real).known
        assert again is not None, variant
        assert (again.id, again.how) == (entry.id, "format")


def printed_by(catalog: Catalog, entry: Entry, sample: Sample) -> Variant:
    """The variant that a sample comes from."""
    software = next(software for software in catalog.software if software.id == entry.software)
    found = Arena(entry, software).best(lines.read(sample.line))
    assert found is not None
    return entry.variants[found[0].variant]

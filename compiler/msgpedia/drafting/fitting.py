"""A variant and its line: whether they fit, what the line shows besides, and what to say where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from msgpedia.catalog import templates
from msgpedia.catalog.model import Catalog, Software, Variant
from msgpedia.drafting import privacy, proposals, samples, unheaded
from msgpedia.drafting.answers import shown
from msgpedia.drafting.given import Given
from msgpedia.drafting.model import DraftError, Findings, Note, note
from msgpedia.drafting.samples import Sampled
from msgpedia.drafting.variants import DEVICE, behind_device
from msgpedia.drafting.words import problem
from msgpedia.formats import Literal

_MOST_DOMAINS = 6  # that are told
_WORD = re.compile(r"[^\W\d_]")
_DEVICE_LEAD = re.compile(r"[\w.-]+ [\w.:-]+: ")


def fitted(
    variant: Variant, software: Software, given: Given, catalog: Catalog, severity: str, findings: Findings
) -> tuple[Variant, Sampled]:
    """The sample of a variant, and the variant, with a prefix where the line shows one.

    Raises DraftError where no line can come from the variant, or the one given does not.
    """
    if not any(program.solid for program in templates.programs(variant)):
        message = "the format string has no text of its own, so no line can be told to come from it"
        raise DraftError(message, "give the whole text that the program prints")
    if not _says_something(variant):
        raise problem("little_text", "format")
    if given.line:
        return _line(variant, software, given, findings)
    found = samples.made(variant, software, catalog, severity)
    if found is None:
        raise DraftError("no sample could be made up for this format string", "give a real line with --line")
    findings.notes.append(note("sample_made"))
    return variant, found


def _says_something(variant: Variant) -> bool:
    """Whether the fixed text of a variant has a word, so that anything can be told by it."""
    return any(
        isinstance(part, Literal) and _WORD.search(part.text)
        for template in templates.whole(variant)
        for part in template.parts
    )


def _line(variant: Variant, software: Software, given: Given, findings: Findings) -> tuple[Variant, Sampled]:
    for line in dict.fromkeys((privacy.public(given.line), given.line)):
        for candidate in _candidates(variant, line):
            found = samples.sampled(candidate, software, line)
            if found is None:
                continue
            if candidate is not variant:
                findings.notes.append(note("device_prefix", lead=samples.missing_lead(variant, line) or ""))
            findings.notes += _privacy(line, given.line)
            return candidate, found
    raise _unmatched(variant, software, given)


def _privacy(line: str, original: str) -> Iterator[Note]:
    """What was replaced in a line, and what still may tell whose it is."""
    if line != original:
        addresses = privacy.without_addresses(original)
        if addresses != original:
            yield note("addresses_replaced")
        if line != addresses:
            yield note("mails_replaced")
    domains = privacy.domains(line)
    if domains:
        yield note("domains_left", names=", ".join(domains[:_MOST_DOMAINS]))
    yield note("look_private")


def _candidates(variant: Variant, line: str) -> list[Variant]:
    """A variant, and the same behind the device prefix where the line has what looks like it."""
    found = [variant]
    if variant.dialect == "printk" and variant.prefix is None and not set(DEVICE) <= set(variant.arguments):
        lead = samples.missing_lead(variant, line)
        if lead is not None and _DEVICE_LEAD.fullmatch(lead):
            found.append(behind_device(variant))
    return found


def _unmatched(variant: Variant, software: Software, given: Given) -> DraftError:
    """Why a line is no sample of a variant, and what would help."""
    read = given.read
    body, ident = (read.body, read.ident or read.transport) if read else ("", None)
    lead = samples.missing_lead(variant, given.line)
    if (
        lead is not None
        and not unheaded.is_fixed(lead)
        and (unheaded.begins_with_time(lead) or not (read and read.has_header))
    ):
        return problem("unknown_header", "line", header=unheaded.excerpt(lead))
    if lead is not None:
        before = proposals.propose(lead, variant.dialect)
        error = problem("more_before", "format", lead=lead, format=before + variant.format)
        error.lead, error.instead = before, before + variant.format
        return error
    open_to_all = replace(software, idents=(ident,) if ident else (), transport=read.transport if read else None)
    if samples.sampled(variant, open_to_all, given.line) is not None:
        idents = ", ".join(software.idents)
        return problem("not_ident", "software", ident=shown(ident or ""), software=software.id, idents=idents)
    return problem("unfit", "format", body=shown(body))

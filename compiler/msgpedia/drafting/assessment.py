"""From a request to a draft: every guess in its order, with what was assumed and what nothing tells.

request ─ given ─▶ format string, line ─ origins ─▶ software ─ variants ─▶ variant ─ fitting ─▶ sample ─▶ draft
"""

from __future__ import annotations

from dataclasses import dataclass

from msgpedia.catalog import schema, templates
from msgpedia.catalog.model import Catalog, Software, Variant
from msgpedia.drafting import fitting, known, newcomers, origins, variants
from msgpedia.drafting import given as givens
from msgpedia.drafting.given import Given
from msgpedia.drafting.model import Draft, Findings, Guess, Known, Note, Request, about, note
from msgpedia.drafting.samples import Sampled
from msgpedia.drafting.words import problem


@dataclass(frozen=True, slots=True)
class Assessment:
    """What came of a request.

    `draft` is None while `gaps` has fields that nothing tells, with what they could be. `guesses` are by field. `known`
    is an entry that explains the message already, `taken` one that has the id, or had it. `newcomer` is the software
    where the catalog does not have it yet.
    """

    draft: Draft | None
    guesses: dict[str, Guess]
    gaps: dict[str, tuple[str, ...]]
    notes: tuple[Note, ...]
    known: Known | None = None
    taken: str = ""
    newcomer: Software | None = None


def assess(request: Request, catalog: Catalog, anyway: bool = False) -> Assessment:
    """Make of a request what can be made; nothing of a message that is explained already, unless `anyway`.

    Raises DraftError for something given that no draft can be made from.
    """
    findings = Findings()
    given = givens.given(request, catalog, findings)
    found = None if anyway else known.by_line(given.line, catalog) if given.line else None
    severity = _severity(given, findings)
    told = variants.dialect_told(given)
    with about("software"):
        software = _software(given, told, catalog, findings)
    if software is None and given.pasted and not (found or anyway):
        found = _known_anywhere(given, catalog)
    if software is None or found:
        return _ended(findings, known=found)
    with about("format"):
        variant = variants.variant_of(given, software, told, findings)
    subsystem, slug = _place(given, software, variant, catalog, findings)
    identifier = f"{software.id}/{subsystem}/{slug}"
    found = None if anyway else known.by_format(variant, software, catalog)
    if not found:
        with about("format"):
            variant, sample = fitting.fitted(variant, software, given, catalog, severity or "warning", findings)
        found = None if anyway else known.by_format(variant, software, catalog)  # with the prefix that a line shows
    if found:
        return _ended(findings, known=found)
    near = None if anyway else known.alike(variant, software, catalog)
    if near:
        findings.notes.append(note("like_format", id=near[0], lead=near[1]))
    if sample.min_literals:
        findings.notes.append(note("short", count=str(sample.min_literals)))
    taken = known.by_id(identifier, catalog) if subsystem and slug else ""
    draft = _draft(given, identifier, software, variant, sample, severity)
    return _ended(findings, draft, taken=taken, newcomer=None if software in catalog.software else software)


def _known_anywhere(given: Given, catalog: Catalog) -> Known | None:
    """The entry of any software that has a format string already."""
    text = given.pasted.format if given.pasted else ""
    options = ((software, Variant(text, given.request.dialect or software.dialect)) for software in catalog.software)
    return next(filter(None, (known.by_format(variant, software, catalog) for software, variant in options)), None)


def _ended(
    findings: Findings,
    draft: Draft | None = None,
    known: Known | None = None,
    taken: str = "",
    newcomer: Software | None = None,
) -> Assessment:
    whole = draft if not findings.gaps else None
    notes = tuple(dict.fromkeys(findings.notes))
    return Assessment(whole, findings.guesses, findings.gaps, notes, known, taken, newcomer)


def _severity(given: Given, findings: Findings) -> str:
    if given.request.severity:
        return given.request.severity
    guess = None
    if given.pasted and given.pasted.severity:
        guess = Guess(given.pasted.severity, note("severity_source"))
    elif given.read and given.read.severity:
        guess = Guess(given.read.severity, note("severity_line"))
    if guess is None:
        findings.gaps["severity"] = schema.SEVERITIES
        return ""
    findings.guesses["severity"] = guess
    return guess.value


def _software(given: Given, told: Guess | None, catalog: Catalog, findings: Findings) -> Software | None:
    ident = given.read.ident or "" if given.read else ""
    if given.request.software:
        return _software_named(given.request, ident, told, catalog)
    guess = origins.software_of_line(given.read, catalog) if given.read else None
    if guess is None and told is not None and told.sure and not given.request.dialect:
        guess = origins.software_of_dialect(told.value, catalog)
    if guess is None:
        findings.gaps["software"] = tuple(software.id for software in catalog.software)
        if name := newcomers.name_by(ident):
            findings.guesses["software"] = Guess(name, note("software_new"), False)
        return None
    findings.guesses["software"] = guess
    return next(software for software in catalog.software if software.id == guess.value)


def _software_named(request: Request, ident: str, told: Guess | None, catalog: Catalog) -> Software:
    """The software of that name, if need be a new one. Raises DraftError where nothing tells what that is."""
    found = next((software for software in catalog.software if software.id == request.software), None)
    if found is None:
        return newcomers.described(request, ident, told, catalog)
    if request.idents or request.names:
        raise problem("known_software", "software", name=found.id)
    return found


def _place(given: Given, software: Software, variant: Variant, catalog: Catalog, findings: Findings) -> tuple[str, str]:
    """Subsystem and slug; empty where nothing tells them. Raises DraftError for one that can be no part of an id."""
    file, _ = givens.source_of(given.request.source)
    template = templates.template(variant)
    places = {
        "subsystem": (given.request.subsystem, origins.subsystem(software, catalog, file, variant.format)),
        "slug": (given.request.slug, origins.slug_of(template, dict(given.request.titles).get("en", ""))),
    }
    options = {"subsystem": origins.subsystems(software, catalog), "slug": ()}
    found = []
    for field, (asked, guess) in places.items():
        if asked:
            newcomers.check_part(asked, field)
        if not asked and guess is None:
            findings.gaps[field] = options[field]
        elif not asked and guess is not None:
            findings.guesses[field] = guess
        found.append(asked or (guess.value if guess else ""))
    return found[0], found[1]


def _draft(
    given: Given, identifier: str, software: Software, variant: Variant, sample: Sampled, severity: str
) -> Draft:
    request = given.request
    first, last = givens.versions_of(request.versions)
    file, function = givens.source_of(request.source)
    return Draft(
        id=identifier,
        format=variant.format,
        dialect=variant.dialect,
        own_dialect=variant.dialect != software.dialect,
        severity=severity,
        arguments=variant.arguments,
        explained=tuple(variants.explained(variant)),
        line=sample.line,
        captures=sample.captures,
        languages=request.languages,
        license=request.license,
        authors=request.authors,
        prefix=variant.prefix.arguments if variant.prefix else (),
        titles=request.titles,
        first=first,
        last=last,
        file=file,
        function=function,
        min_literals=sample.min_literals,
        proposed=given.pasted is None,
        invented=not given.line,
    )

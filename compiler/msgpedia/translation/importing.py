"""PO files → what to change in the catalog, and what cannot go in; nothing here reads or writes a file.

A message goes in where its source is what the catalog has now, so nothing becomes fresh unseen. What a translator did
not touch is left alone, also where the catalog has moved on since the export.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from msgpedia.catalog.guesses import closest
from msgpedia.catalog.model import Catalog
from msgpedia.diagnostics import Diagnostic, Span
from msgpedia.translation import fitness, languages, marks, po
from msgpedia.translation.units import Unit, bare, basis_of, units

_MOST_GUESSES = 20  # each compares with all ids
_MOST_SHOWN = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Change:
    """A translation to put in, or to confirm (`text` is what stands there), with what it was made from."""

    unit: Unit
    language: str
    text: str
    basis: str

    @property
    def is_confirmed(self) -> bool:
        """Whether only the basis changes."""
        return self.text == self.unit.text.get(self.language)


@dataclass(frozen=True, slots=True)
class Plan:
    """What comes of PO files: changes, what was refused and why, how many messages of each other sort there were
    (`unchanged`, `fuzzy`, `empty`, `newer` for those that the catalog has newer, `obsolete`, `refused`).
    """

    changes: list[Change] = field(default_factory=list)
    refused: list[Diagnostic] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)


class Importer:
    """Takes PO files into a plan, one by one. `language` is the one that they must be in, if there is one.

    With `overwrite` they come before what the catalog has, also where that changed since the export.
    """

    def __init__(self, catalog: Catalog, language: str | None = None, overwrite: bool = False) -> None:
        self.plan = Plan()
        self._language, self._overwrite = language, overwrite
        self._units = {unit.context: unit for unit in units(catalog)}
        self._languages = {code for unit in self._units.values() for code in unit.text.languages}
        self._languages |= {language} if language else set()
        self._former = {old: entry.id for entry in catalog.entries for old in entry.former_ids}
        self._seen: dict[tuple[str, str], str] = {}
        self._guesses = 0

    def take(self, data: bytes, name: str) -> None:
        """A file's bytes; `name` is what findings call it. A file that is no PO file is refused as a whole."""
        try:
            file = po.read(data)
        except po.PoError as error:
            span = Span(name, error.line, error.column, error.line, error.column + 1)
            hint = "mend the line, or save the file anew with a PO editor; msgfmt --check tells more"
            self._refuse(span, "broken-file", str(error), hint)
            return
        language = self._language_of(file, name)
        if language is None:
            return
        self.plan.counts["obsolete"] += file.obsolete
        is_marked = any(marks.are_there(entry.notes) for entry in file.entries)
        for entry in file.entries:
            self._take(_Message(file, entry, name, language, is_marked))

    def _language_of(self, file: po.File, name: str) -> str | None:
        """The language of a file; None, and a finding, where it is none or not the one that was asked for."""
        stated = languages.code_of(file.header.get("language", ""), self._languages)
        language = stated or self._language or ""
        span = Span(name)
        meant = languages.meant(language)
        if not languages.is_code(language) or meant:
            message = f"the header's Language is `{_cut(stated)}`" if stated else "the header has no Language"
            hint = f"did you mean `{meant}`?" if meant else "write a code such as `Language: ko`, or give --lang"
            self._refuse(span, "wrong-language", message, hint)
        elif self._language is not None and language != self._language:
            message = f"the file is in {language}, by its header, not in {self._language}"
            self._refuse(span, "wrong-language", message, "leave --lang out, or mend `Language` in the header")
        elif any(self._fits(entry, language) for entry in file.entries):
            return language
        elif any(self._is_itself(entry, language) for entry in file.entries):
            message = f"the header says {language}, and the sources are in {language} themselves"
            self._refuse(span, "wrong-language", message, "mend `Language` in the header")
        else:
            return language
        return None

    def _fits(self, entry: po.Entry, language: str) -> bool:
        unit = self._unit(entry.context)
        return unit is not None and _source(unit, language, entry.source) is not None

    def _is_itself(self, entry: po.Entry, language: str) -> bool:
        unit = self._unit(entry.context)
        return unit is not None and bare(unit.text.get(language) or "") == entry.source

    def _take(self, message: _Message) -> None:
        entry = message.entry
        unit = self._unit(entry.context)
        before = self._seen.setdefault((message.language, unit.context if unit else entry.context), message.where)
        if unit is None:
            told = f"the catalog has no text `{_cut(entry.context)}`"
            self._refuse(message.span, "unknown-text", told, self._guess(entry))
        elif before != message.where:
            self._refuse(message.span, "duplicate", f"`{entry.context}` stands in {before} already", "keep one of them")
        elif entry.has_plural:
            self._refuse(message.span, "plural", "texts of entries have no plural forms", "export the file anew")
        elif entry.is_fuzzy:
            self.plan.counts["fuzzy"] += 1
        elif not _is_seen(entry.translation):
            self._empty(message, unit)
        else:
            self._translated(message, unit)

    def _empty(self, message: _Message, unit: Unit) -> None:
        if message.language not in unit.text.languages:
            self.plan.counts["empty"] += 1
            return
        if message.exported == marks.NOTHING:
            self.plan.counts["newer"] += 1
            return
        hint = "write a translation; to take a text out of the catalog, delete it in the YAML"
        self._refuse(
            message.string_span(), "emptied", "the translation is empty; the catalog keeps the one it has", hint
        )

    def _translated(self, message: _Message, unit: Unit) -> None:
        entry, language = message.entry, message.language
        current = unit.text.get(language)
        now = marks.state(current)
        exported = message.exported or now
        is_same = current is not None and bare(current) == bare(entry.translation)
        source = _source(unit, language, entry.source)
        if is_same and (source is None or language not in unit.text.behind):
            self.plan.counts["unchanged"] += 1
        elif not is_same and exported == basis_of(entry.translation):
            self.plan.counts["newer"] += 1
        elif source is None:
            hint = "export anew, and let msgmerge carry the translation over as fuzzy"
            self._refuse(message.span, "source-moved", "the source is not what the catalog has now", hint)
        elif not is_same and exported != now and not self._overwrite:
            what = "was changed" if current is not None else "is gone"
            hint = f"see {unit.places.file}, line {unit.line(language)}; --overwrite takes that of this file"
            self._refuse(message.span, "conflict", f"the translation in the catalog {what} since the export", hint)
        else:
            self._fitting(message, unit, source, current if is_same else None)

    def _fitting(self, message: _Message, unit: Unit, source: tuple[str, str], confirmed: str | None) -> None:
        wanted, current = bare(message.entry.translation), unit.text.get(message.language)
        known = bare(current) if current is not None else None
        found = fitness.problems(unit, (source[0], bare(source[1])), message.language, wanted, known)
        for number, problem in enumerate(found if confirmed is None else ()):
            span = message.string_span(problem.offset)
            self._refuse(span, "unfit", problem.message, problem.hint, is_more=number > 0)
        if confirmed is not None or not found:
            text = confirmed if confirmed is not None else _formed(wanted, current, source[1])
            self.plan.changes.append(Change(unit, message.language, text, basis_of(source[1])))

    def _unit(self, context: str) -> Unit | None:
        owner, colon, location = context.partition(":")
        return self._units.get(f"{self._former.get(owner, owner)}{colon}{location}")

    def _guess(self, entry: po.Entry) -> str:
        if not entry.context:
            return "messages of entries have a msgctxt; interface words are in translations/"
        self._guesses += 1
        owner, colon, location = entry.context.partition(":")
        if self._guesses > _MOST_GUESSES or not colon or len(entry.context) > _MOST_SHOWN:
            return "export anew; the entry may have been renamed or withdrawn"
        inside = [context for context in self._units if context.startswith(f"{owner}:")]
        owners = {context.partition(":")[0] for context in self._units}
        close = closest(entry.context, inside) or f"{closest(owner, owners, most=100_000)}:{location}"
        return f"did you mean {close}?" if close in self._units else "export anew; the text may have been removed"

    def _refuse(self, span: Span, code: str, message: str, hint: str, is_more: bool = False) -> None:
        self.plan.counts["refused"] += not is_more
        self.plan.refused.append(Diagnostic(span, code, "error", message, hint))


@dataclass(frozen=True, slots=True)
class _Message:
    """A message with its file, the file's name and language, and whether messages are marked there."""

    file: po.File
    entry: po.Entry
    name: str
    language: str
    is_marked: bool

    @property
    def exported(self) -> str | None:
        """The mark of what the catalog had. One without a mark among others that have one came from another file, so
        that its translator saw nothing of that; None where no message has one.
        """
        return marks.own(self.entry.context, self.entry.notes) or (marks.NOTHING if self.is_marked else None)

    @property
    def where(self) -> str:
        return f"{self.name}:{self.entry.line}"

    @property
    def span(self) -> Span:
        """The line of the `msgid`."""
        return Span(self.name, self.entry.line, 1, self.entry.line, len(self.file.lines[self.entry.line - 1]) + 1)

    def string_span(self, offset: int = 0) -> Span:
        """A character of the translation."""
        line, column = self.file.place(self.entry, offset)
        return Span(self.name, line, column, line, column + 1)


def _cut(name: str) -> str:
    return name if len(name) <= _MOST_SHOWN else name[: _MOST_SHOWN - 1] + "…"


def _is_seen(text: str) -> bool:
    """Whether there is more than blanks and marks without width."""
    return any(char.isprintable() and not char.isspace() for char in text)


def by_file(changes: list[Change]) -> Mapping[str, list[Change]]:
    """Changes by the file that they are in, files in order."""
    found: dict[str, list[Change]] = {}
    for change in changes:
        found.setdefault(change.unit.places.file, []).append(change)
    return dict(sorted(found.items()))


def _source(unit: Unit, language: str, text: str) -> tuple[str, str] | None:
    """The language and text of a unit that a message was made from; None where no language has that text (any more)."""
    return next(_sources(unit, language, text), None)


def _sources(unit: Unit, language: str, text: str) -> Iterator[tuple[str, str]]:
    for code, found in unit.text.translations:
        if code != language and bare(found) == bare(text):
            yield code, found


def _formed(wanted: str, current: str | None, source: str) -> str:
    """A translation with line ends around it as the present one has them, or as the source has."""
    model = source if current is None else current
    if "\n" in wanted and "\n" not in model:
        return f"{wanted}\n"  # as a block has it
    content = bare(model)
    start = model.index(content)
    return model[:start] + wanted + model[start + len(content) :]

"""Entry texts → PO files, one a software, for people who translate with Poedit, Weblate and the like.

What a text means is told beside it: the entry's title and format string, an argument's conversion, a condition. A text
that has fallen behind is fuzzy. The line ends around a text stay in the YAML.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from babel.messages.catalog import Catalog as Words
from babel.messages.catalog import Message

from msgpedia.catalog import templates
from msgpedia.catalog.model import Catalog, Entry
from msgpedia.diagnostics.text import visible
from msgpedia.translation import languages, marks, po
from msgpedia.translation.units import Unit, bare, units

UNKNOWN = "YEAR-MO-DA HO:MI+ZONE"  # gettext's way to say that there was no revision yet
SOURCE_FIELD = "X-Source-Language"  # as Weblate and Poedit call it
_MOST = 200  # characters of a format string that are shown


def by_software(
    catalog: Catalog, language: str, source: str | None, software: Iterable[str], revised: str = UNKNOWN
) -> dict[str, bytes]:
    """A PO file for each software, by its id; one that has nothing to translate is left out.

    `revised` is when the catalog changed last, such as `2026-01-31 18:00+0900`.
    """
    found = {}
    for name in software:
        messages = list(_messages(catalog, language, source, [name]))
        if messages:
            found[name] = _file(catalog, _header(language, source, revised), language, [name], messages)
    return found


def as_one(
    catalog: Catalog, language: str, source: str | None, software: Iterable[str], revised: str = UNKNOWN
) -> bytes:
    """One PO file with all texts of some software."""
    names = list(software)
    messages = _messages(catalog, language, source, names)
    return _file(catalog, _header(language, source, revised), language, names, messages)


def _file(
    catalog: Catalog, header: Mapping[str, str], language: str, software: list[str], messages: Iterable[Message]
) -> bytes:
    locale = languages.locale(language)
    name = locale.english_name if locale else language
    licences = sorted({entry.license for entry in catalog.entries if entry.software in software})
    licences = licences or sorted({home.license for home in catalog.software if home.id in software})
    comments = [
        f"Texts of the msgpedia catalog in {name}: {', '.join(software)}.",
        "SPDX-FileCopyrightText: msgpedia contributors",
        f"SPDX-License-Identifier: {' AND '.join(licences)}",
        "",
        "Bring it back with: msgpedia translate import FILE",
    ]
    return po.written(comments, header, messages)


def _header(language: str, source: str | None, revised: str) -> Mapping[str, str]:
    locale = languages.locale(language)
    fields = {
        "Project-Id-Version": "msgpedia catalog",
        "PO-Revision-Date": revised,
        "Last-Translator": "msgpedia contributors",
        "Language-Team": "msgpedia contributors",
        "Language": str(locale) if locale else language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    if locale is not None:
        fields["Plural-Forms"] = Words(locale=locale).plural_forms
    return fields | {SOURCE_FIELD: _usual(language, source)}


def _usual(language: str, source: str | None) -> str:
    """What texts are translated from, where they have it."""
    return source or next(code for code in languages.ORIGINALS if code != language)


def _messages(catalog: Catalog, language: str, source: str | None, software: list[str]) -> Iterator[Message]:
    entries = {entry.id: entry for entry in catalog.entries}
    for unit in units(catalog, software):
        original = unit.source(language, source)
        if original is not None:
            made = _message(unit, entries.get(unit.owner), language, *original)
            if original[0] != _usual(language, source):
                made.auto_comments.insert(0, f"Source language: {original[0]}")
            yield made


def _message(unit: Unit, entry: Entry | None, language: str, source: str, text: str) -> Message:
    translated = unit.text.get(language)
    flags = [] if unit.is_line else [po.MARKDOWN]
    if language in unit.text.behind:
        flags.append("fuzzy")
    comments = [visible(comment) for comment in _comments(unit, entry, source)]
    return Message(
        bare(text),
        bare(translated) if translated is not None else "",
        locations=[(f"catalog/{unit.file}", unit.line(source))],
        flags=flags,
        auto_comments=comments,
        user_comments=[marks.written(unit.context, translated)],
        context=unit.context,
    )


def _comments(unit: Unit, entry: Entry | None, source: str) -> Iterator[str]:
    """What a translator should know of a text."""
    if entry is None:
        yield "What the software is called" if unit.field == "name" else "Why an entry was withdrawn, in one line"
        return
    if unit.path != ("title",):
        yield f"Title: {entry.title.get(source) or entry.title.translations[0][1]}"
    variants = entry.variants if unit.path == ("title",) else entry.variants[:1]
    yield from (f"Message: {_shortened(variant.format)}" for variant in variants)
    if unit.field == "arguments":
        name = str(unit.path[1])
        yield f"Value {name}: {_conversion(entry, name)}"
    if unit.field == "advice":
        conditions = entry.advice[int(unit.path[1])].when
        yield "Holds for: " + ", ".join(f"{name} {condition}" for name, condition in conditions)


def _conversion(entry: Entry, name: str) -> str:
    """The conversion that prints a value, in the newest format string that has it, and the table that explains it."""
    argument = entry.argument(name)
    table = f", explained by the table {argument.decode}" if argument is not None and argument.decode else ""
    for variant in entry.variants:
        template = templates.template(variant)
        if template is not None and name in variant.arguments:
            conversions = template.conversions
            number = variant.arguments.index(name)
            return (conversions[number].source if number < len(conversions) else "?") + table
    return f"in the text before the message{table}"


def _shortened(text: str) -> str:
    return text if len(text) <= _MOST else text[: _MOST - 1] + "…"

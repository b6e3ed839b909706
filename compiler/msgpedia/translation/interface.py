"""The words of the interface: from the sources to `translations/*.pot`, and from there into each language's PO files.

Two domains, `msgpedia` for the command line and `site` for the site. All that is written depends on the sources and on
what the files held before alone: no clock, no line numbers. The header of a file stays as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from configparser import Error as ConfigError
from configparser import RawConfigParser
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel import Locale
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import PoFileError, read_po, write_po

from msgpedia.translation import languages
from msgpedia.translation.extraction import MARKS, METHODS, ExtractionError

MAPPING = "babel.cfg"
_PLACE = re.compile(r"\{\w+\}")
_SKIPPED = {"build", "node_modules"}


@dataclass(frozen=True, slots=True)
class Domain:
    """A set of words with files of its own: what it is called there, and where its sources are. `is_sorted` tells
    whether its words go by the alphabet, or in the order of the sources.
    """

    name: str
    title: str
    sources: str
    is_sorted: bool


DOMAINS = (
    Domain("msgpedia", "The words of the command line", "compiler/", is_sorted=False),
    Domain("site", "The words of the site", "site/", is_sorted=True),
)


class WordsError(ValueError):
    """A source or a file of words that cannot be read; says file and line."""


def templates(root: Path) -> dict[str, str]:
    """The text of each domain's POT file, by domain, from the sources below `root`.

    Raises WordsError, and OSError where a source cannot be read.
    """
    found: dict[str, Catalog] = {domain.name: Catalog() for domain in DOMAINS}
    for file, text, context, comments in _extracted(root):
        domain = next((domain for domain in DOMAINS if file.startswith(domain.sources)), None)
        if domain is None:
            raise WordsError(f"{file}: no domain has the words of this file; see {MAPPING}")
        found[domain.name].add(text, locations=[(file, 0)], auto_comments=comments, context=context)
    return {domain.name: _template_header(root, domain) + _body(found[domain.name], domain) for domain in DOMAINS}


def template_place(root: Path, domain: Domain) -> Path:
    """Where the POT file of a domain is."""
    return root / "translations" / f"{domain.name}.pot"


def place(root: Path, language: str, domain: Domain) -> Path:
    """Where the PO file of a language and domain is."""
    return root / "translations" / language / "LC_MESSAGES" / f"{domain.name}.po"


def languages_of(root: Path) -> list[str]:
    """The languages that have a PO file of any domain."""
    return sorted({path.parent.parent.name for path in (root / "translations").glob("*/LC_MESSAGES/*.po")})


def updated(root: Path, language: str, domain: Domain, template: str) -> str:
    """The text of a language's PO file with the words of a template.

    What translators wrote stays: comments, and as obsolete entries what the template has no more. A word that is close
    to one from before gets its translation, marked fuzzy. Raises WordsError, and OSError.
    """
    path = place(root, language, domain)
    wanted = _read(template.encode("utf-8"), template_place(root, domain))
    if not path.exists():
        return _new_header(domain, language) + _body(_with_forms(wanted, language), domain)
    header = _header(path)
    catalog = read(path)
    for message in catalog:
        message.user_comments = [line for line in message.user_comments if not line.startswith("|")]
    for message in wanted:
        if message.id:
            _revive(catalog, message)
    catalog.update(wanted)
    for message in catalog:
        if not any(message.string or ()):  # Babel takes a plural without any text for one that has some
            message.flags.discard("fuzzy")
            message.previous_id = []
    catalog.obsolete = {key: old for key, old in catalog.obsolete.items() if any(old.string or ())}
    return header + _body(catalog, domain)


def has_same_places(message: Message) -> bool:
    """Whether a translation has the places for values that its source has; a plural's form may leave some out, for "one
    line" needs no number.
    """
    if isinstance(message.id, str):
        return set(_PLACE.findall(message.id)) == set(_PLACE.findall(str(message.string)))
    known = {place for form in message.id for place in _PLACE.findall(form)}
    return known.issuperset(place for form in message.string or () for place in _PLACE.findall(form))


def read(path: Path) -> Catalog:
    """The PO file at a path. Raises WordsError, and OSError."""
    return _read(path.read_bytes(), path)


def _read(data: bytes, path: Path) -> Catalog:
    try:
        return read_po(BytesIO(data), abort_invalid=True)
    except PoFileError as error:
        message = re.sub(r" on \d+$", "", str(error))
        raise WordsError(f"{path}:{(error.lineno or 0) + 1}: {message}") from error
    except (ValueError, LookupError, AssertionError, AttributeError) as error:
        raise WordsError(f"{path}: {error}") from error


def _extracted(root: Path) -> Iterator[tuple[str, str | tuple[str, ...], str | None, list[str]]]:
    methods, options = _mapping(root / MAPPING)
    try:
        for file, _, text, comments, context in extract_from_dir(
            root, methods, options, keywords=MARKS, directory_filter=_is_source
        ):
            yield file.replace("\\", "/"), text, context, comments
    except ExtractionError as error:
        raise WordsError(str(error)) from error
    except ValueError as error:  # an extraction method that there is not
        raise WordsError(f"{root / MAPPING}: {error}") from error


def _is_source(folder: str) -> bool:
    name = Path(folder).name
    return not name.startswith((".", "_")) and name not in _SKIPPED


def _mapping(path: Path) -> tuple[list[tuple[str, Any]], Mapping[str, dict[str, str]]]:
    """What a mapping file of Babel says: patterns with their methods, options by pattern. Ours need no registration."""
    parser = RawConfigParser()
    try:
        parser.read_string(path.read_text(encoding="utf-8"), str(path))
    except (ConfigError, UnicodeDecodeError) as error:
        raise WordsError(f"{path}: {error}") from error
    sections = [(*section.split(":", 1), section) for section in parser.sections() if ":" in section]
    methods: list[tuple[str, Any]] = [
        (pattern.strip(), METHODS.get(method.strip(), method.strip())) for method, pattern, _ in sections
    ]
    return methods, {pattern.strip(): dict(parser.items(section)) for _, pattern, section in sections}


def _revive(catalog: Catalog, wanted: Message) -> None:
    """A word that comes back is translated as it was."""
    if catalog.get(wanted.id, wanted.context) is not None:
        return
    for key, old in list(catalog.obsolete.items()):
        if old.id == wanted.id and old.context == wanted.context:
            catalog[old.id] = catalog.obsolete.pop(key)


def _with_forms(template: Catalog, language: str) -> Catalog:
    made = Catalog(locale=_locale(language))
    made.update(template)
    for message in made:
        if message.pluralizable and message.id:
            message.string = ("",) * made.num_plurals
    return made


def _template_header(root: Path, domain: Domain) -> str:
    path = template_place(root, domain)
    return _header(path) if path.exists() else _new_header(domain, None)


def _header(path: Path) -> str:
    """The beginning of a file up to its first word, as it stands there."""
    text = path.read_text(encoding="utf-8").replace("\r\n", "\n")
    header, found, _ = text.partition("\n\n")
    if not found or '\nmsgid ""\n' not in f"\n{header}\n":
        raise WordsError(f"{path}: the file does not begin with a header, with an empty line behind it")
    return f"{header}\n\n"


def _new_header(domain: Domain, language: str | None) -> str:
    locale = _locale(language) if language else None
    fields = {"Project-Id-Version": "msgpedia", "Last-Translator": "msgpedia contributors"}
    if language:
        fields["Language"] = str(locale) if locale else language.replace("-", "_")
    fields["Language-Team"] = "msgpedia contributors"
    if locale:
        fields["Plural-Forms"] = Catalog(locale=locale).plural_forms
    fields |= {"MIME-Version": "1.0", "Content-Type": "text/plain; charset=utf-8", "Content-Transfer-Encoding": "8bit"}
    title = f"{domain.title} in {locale.english_name}." if locale else f"{domain.title}, to be translated."
    comments = ["SPDX-FileCopyrightText: msgpedia contributors", "SPDX-License-Identifier: Apache-2.0"]
    lines = [f"# {line}" for line in (title, *comments)] + ['msgid ""', 'msgstr ""']
    return "\n".join([*lines, *(f'"{name}: {value}\\n"' for name, value in fields.items()), "", ""])


def _locale(language: str) -> Locale:
    locale = languages.locale(language)
    if locale is None:
        raise WordsError(f"{language}: this language is not known to Babel, so its plural forms are not")
    return locale


def _body(catalog: Catalog, domain: Domain) -> str:
    """All words of a catalog as a PO file has them, without the header."""
    for message in _all(catalog):
        message.locations = [(file, 0) for file, _ in message.locations]
        message.flags -= {"python-format", "python-brace-format"}  # which of them Babel sets depends on its version
        if any(map(_PLACE.search, [message.id] if isinstance(message.id, str) else message.id)):
            message.flags.add("python-brace-format")
    written = BytesIO()
    write_po(
        written,
        catalog,
        width=0,
        omit_header=True,
        sort_output=domain.is_sorted,
        include_lineno=False,
        include_previous=True,
    )
    lines = written.getvalue().decode("utf-8").rstrip("\n").split("\n")
    return "".join(f"{row}\n" for line in lines for row in _one_place_a_line(line))


def _one_place_a_line(line: str) -> list[str]:
    """A line of a PO file; one with the places of a word as a line for each, so that changes do not collide."""
    return [f"#: {place}" for place in line.split()[1:]] if line.startswith("#: ") else [line]


def _all(catalog: Catalog) -> Iterable[Message]:
    return (message for message in (*catalog, *catalog.obsolete.values()) if message.id)

"""Checks of texts for people: no raw HTML, no links that run code, both languages there and different."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgpedia.catalog import markdown
from msgpedia.catalog.checks.prose import MOST, Owner, field_name
from msgpedia.catalog.model import Entry, Software
from msgpedia.catalog.places import Path, Places
from msgpedia.diagnostics import Diagnostic, report

LANGUAGES = {"ja": "Japanese", "en": "English"}  # that every text should have
_MOST_NAMED = 4  # texts that a message about all of them names
_WORD = re.compile(r"[A-Za-z]{3,}")


def raw_html(owner: Owner) -> Iterator[Diagnostic]:
    """MP402: HTML in a text that is Markdown without HTML."""
    for path, text in owner.texts():
        for language, value in text.translations:
            for start, end in islice(markdown.raw_html(value), MOST) if "<" in value else ():
                span = owner.places.inside((*path, language), start, end)
                hint = "put it into backticks if it is meant to be read, else delete it"
                yield report("MP402", span, f"`{value[start:end][:40]}` is HTML", hint)


def links(owner: Owner) -> Iterator[Diagnostic]:
    """MP403: a link in a text that leads to something else than a page or a mail address."""
    for path, text in owner.texts():
        for language, value in text.translations:
            for start, end, scheme in islice(markdown.unsafe_links(value), MOST):
                span = owner.places.inside((*path, language), start, end)
                yield report("MP403", span, f"the link has the scheme `{scheme}`", "link to an https: address")


def references(entry: Entry) -> Iterator[Diagnostic]:
    """MP403, for the entry's references."""
    for number, reference in enumerate(entry.references):
        yield from _address(reference.url, entry.places, ("references", number, "url"))


def languages(entry: Entry) -> Iterator[Diagnostic]:
    """MP404: texts that one of the two languages lacks. Said once a language, at the first of them."""
    return _languages(entry)


def identical(entry: Entry) -> Iterator[Diagnostic]:
    """MP405: a Japanese text that is the English one. Names and code may well be the same."""
    for path, text in entry.texts():
        japanese, english = text.get("ja"), text.get("en")
        if japanese is not None and english is not None and is_copy(japanese, english):
            message = "the Japanese and the English text are the same"
            yield report(
                "MP405", entry.span(*path, "ja"), message, "translate it, or leave one language out until somebody does"
            )


def is_copy(text: str, other: str) -> bool:
    """Whether a text in one language is that in another, and more than names and code."""
    if text.strip() != other.strip():
        return False
    return len(_WORD.findall(markdown.without_code(other))) >= 2 or not other.isascii()


def software_languages(software: Software) -> Iterator[Diagnostic]:
    """MP404, for the texts of a software's description."""
    return _languages(software)


def software_link(software: Software) -> Iterator[Diagnostic]:
    """MP403, for the address of a software's source."""
    if software.source_url is not None:
        yield from _address(software.source_url, software.places, ("source_url",))


def _languages(owner: Owner) -> Iterator[Diagnostic]:
    texts = list(owner.texts())
    for code, name in LANGUAGES.items():
        lacking = [path for path, text in texts if code not in text.languages]
        if not lacking:
            continue
        message = f"there is no {name} text"
        if len(lacking) < len(texts) or len(texts) == 1:
            rest = len(lacking) - _MOST_NAMED
            message += " of " + ", ".join(f"`{field_name(path)}`" for path in lacking[:_MOST_NAMED])
            message += f" and {rest} more" if rest > 0 else ""
        hint = f"add `{code}: …`, or leave it to somebody who writes {name}"
        yield report("MP404", owner.places.key(lacking[0]), message, hint)


def _address(url: str, places: Places, path: Path) -> Iterator[Diagnostic]:
    scheme = markdown.scheme_of(url)
    if scheme not in ("http", "https"):
        yield report("MP403", places.span(path), f"the address has the scheme `{scheme}`", "give an https: address")

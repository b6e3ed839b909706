"""What the site's scripts read: the matchers, cards of entries, words; each a classic script, since `file://` allows no
other way to load data.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgpedia.emit.site import html, reports, values
from msgpedia.emit.site.entry_page import Card, Row, first_step
from msgpedia.emit.site.words import SiteWords
from msgpedia.lookup import words as shared
from msgpedia.lookup.rows import pick

CARDS = 32  # entries of one file of cards
_LOOKUP_KEYS = ("software", "headers", "records", "holes", "messages")


def script(name: str, text: str) -> str:
    """A classic script that hands over a JSON text under a name. Parsing a string is what browsers do fastest."""
    return f"msgpedia.provide('{name}','{_quoted(text)}');\n"


def text_script(name: str, pieces: Iterable[str]) -> Iterator[str]:
    """The script, in pieces, that hands over a long text as it is."""
    yield f"msgpedia.provideText('{name}','"
    for piece in pieces:
        yield _quoted(piece)
    yield "');\n"


def _quoted(text: str) -> str:
    """A text as it stands between the quotes of a script."""
    quoted = text.replace("\\", "\\\\").replace("'", "\\'").replace("\n", "\\n").replace("\r", "\\r")
    return quoted.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def encoded(value: Any) -> str:
    """A value as JSON without blanks."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lookup(content: Mapping[str, Any], cards: Iterable[Card]) -> Iterator[str]:
    """The part of a bundle that recognises lines and reports, as JSON in pieces; of entries only id and severity."""
    found = {key: content[key] for key in _LOOKUP_KEYS} | reports.packed(content.get("reports", []))
    found["entries"] = [{"id": card.id, "severity": card.severity} for card in cards]
    opening = "{"
    for key, rows in found.items():
        yield f"{opening}{encoded(key)}:["
        opening = "],"
        for number, row in enumerate(rows):
            yield ("," if number else "") + encoded(row)
    yield "]}"


class Results:
    """Gathers cards of entries in a language, so many to a file."""

    def __init__(self, language: str, put: Callable[[str, str], object]) -> None:
        """`put` gets the names and the JSON of files of cards."""
        self._language, self._put = language, put
        self._rows: list[dict[str, Any]] = []
        self._number = 0

    def add(self, row: dict[str, Any]) -> None:
        """Add the card of the next entry, in the bundle's order."""
        self._rows.append(row)
        if len(self._rows) == CARDS:
            self.flush()

    def flush(self) -> None:
        """Put the file that has begun, if any."""
        if self._rows:
            self._put(f"cards/{self._language}/{self._number}", encoded(self._rows))
            self._rows = []
            self._number += 1


def result_card(entry: Row, language: str) -> dict[str, Any]:
    """What results show of an entry in a language: title, first step, meaning of arguments, and what values mean."""
    found = {
        "id": entry["id"],
        "severity": entry["severity"],
        "title": pick(entry["title"], language),
        "first": first_step(entry, language),
        "arguments": {
            name: " ".join(html.plain(pick(argument["text"], language)))
            for name, argument in entry["arguments"].items()
        },
    }
    return found | values.card(entry, language)


def words(language: SiteWords, marked: Mapping[str, str | dict[str, str]]) -> str:
    """The words that scripts need in a language: those they mark, and those for severities."""
    return encoded(
        {
            "language": language.language,
            "texts": marked,
            "severities": {severity: language(word) for severity, word in shared.SEVERITIES.items()},
            "days": language.days(),
            "comma": language.comma,
        }
    )

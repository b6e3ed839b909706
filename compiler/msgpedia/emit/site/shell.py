"""What every page has around its content, in one language: title, links to other languages, navigation, words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from msgpedia import __version__
from msgpedia.emit.site import places
from msgpedia.emit.site.entry_page import SYMBOLS
from msgpedia.emit.site.words import SiteWords, direction_of
from msgpedia.lookup import words as shared
from msgpedia.lookup.rows import pick, picked

# Nothing but the site's own files, no inline scripts or styles; workers are made from text that the page has.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "worker-src blob:; base-uri 'none'; form-action 'none'"
)
# `mkdocs serve` puts an inline script into pages, which asks the server for news.
SERVING_POLICY = POLICY.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'") + "; connect-src 'self'"

MOST_LINES = 10_000  # that the look-up takes, as in site/assets/lookup/worker.js


def marks(language: str, around: str) -> Markup:
    """The attributes of an element with text in a language, inside of one in another; none where both are the same."""
    if language == around:
        return Markup("")
    turned = direction_of(language)
    direction = Markup(' dir="{}"').format(turned) if turned != direction_of(around) else ""
    return Markup(' lang="{}"{}').format(language, direction)


@dataclass(frozen=True, slots=True)
class Repository:
    """Where the catalog can be changed: patterns with `{path}` and `{title}`; empty where the site names no place."""

    edit: str = ""
    report: str = ""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages share. `address` is where the site will be, ending in `/`, or empty; `navigation` has the
    title, its language and the place of pages by language; `serving` says that `mkdocs serve` shows it.
    """

    words: Mapping[str, SiteWords]
    address: str
    navigation: Mapping[str, Sequence[tuple[str, str, str]]]
    repository: Repository
    serving: bool = False

    @property
    def languages(self) -> list[str]:
        """The codes of the site's languages, in the order in which they are offered."""
        return list(self.words)

    @property
    def policy(self) -> str:
        """What pages may load and run."""
        return SERVING_POLICY if self.serving else POLICY

    def context(self, language: str, place: str, **values: Any) -> dict[str, Any]:
        """The values that templates name, for a page at a place below its language's folder."""
        words = self.words[language]
        base = places.base(f"{language}/{place}")
        return {
            "lang": language,
            "direction": words.direction,
            "place": place,
            "base": base,
            "home": f"{base}{language}/",
            "address": self.address,
            "alternates": [(code, self.words[code].name, f"{base}{code}/{place}") for code in self.languages],
            "navigation": self.navigation[language],
            "policy": self.policy,
            "repository": self.repository,
            "version": __version__,
            "_": words,
            "ngettext": words.plural,
            "number": words.number,
            "date": words.date,
            "listed": words.listed,
            "spoken": [words.language_name(code) for code in self.languages],
            "most_lines": MOST_LINES,
            "comma": words.comma,
            "language_name": words.language_name,
            "marks": lambda code: marks(code, language),
            "severity_word": lambda severity: words(shared.SEVERITIES[severity]),
            "pick": lambda text: pick(text, language),
            "picked": lambda text: picked(text, language),
            "symbols": SYMBOLS,
            "w": shared,
            **values,
        }

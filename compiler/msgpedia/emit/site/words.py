"""The words of the site in one language: texts marked in templates and scripts, from the Babel catalogs.

English is the key of every text. `site.po` has the site's own words, `msgpedia.po` those that it shares with the
command line. Places such as `{count}` stand for values, as in `lookup.words`.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from babel import Locale
from babel.dates import format_skeleton
from babel.lists import format_list
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from babel.support import Translations

from msgpedia.bundle import locales

DOMAINS = ("site", "msgpedia")
FIRST = ("ja", "en")  # the order in which languages are offered; others follow by their code
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_PLACE = re.compile(r"\{(\w+)\}")
_KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2)}


def languages(folder: Path) -> list[str]:
    """The languages that there are words of the site for: folders with a code and `LC_MESSAGES/site.po`."""
    names = (path.parent.parent.name for path in folder.glob("*/LC_MESSAGES/site.po"))
    found = {name for name in names if _CODE.fullmatch(name)}
    return [*(code for code in FIRST if code in found), *sorted(found.difference(FIRST))]


def direction_of(language: str) -> str:
    """Whether a language is written from the left (`ltr`) or from the right (`rtl`)."""
    known = locales.parse(language)
    return known.text_direction if known else "ltr"


class WordsError(ValueError):
    """A catalog of words that cannot be read; says file and line."""


class SiteWords:
    """The words in one language. What is not translated stays English."""

    def __init__(self, folder: Path, language: str) -> None:
        """Read the catalogs in a folder. Raises OSError and WordsError."""
        self.language = language
        known = locales.parse(language)
        self.locale = known or Locale("en")
        self.name = (known and known.get_display_name(known)) or language  # what the language calls itself
        self.direction = direction_of(language)
        pattern = self.locale.list_patterns["standard"]["middle"]
        self.comma = pattern.replace("{0}", "").replace("{1}", "")  # between facts side by side
        places = [folder / language / "LC_MESSAGES" / f"{domain}.po" for domain in DOMAINS]
        self._translations, *others = [_compiled(place) for place in places if place.exists()] or [Translations()]
        for other in others:
            self._translations.add_fallback(other)

    def __call__(self, text: str, **values: object) -> str:
        """A text with values for its places."""
        return _filled(self._translations.gettext(text), values)

    def plural(self, singular: str, plural: str, number: int, **values: object) -> str:
        """The form of a text for a number, which stands for `{count}`, written as the language does."""
        found = self._translations.ngettext(singular, plural, number)
        return _filled(found, {"count": self.number(number), **values})

    def number(self, number: int) -> str:
        """A number as the language writes it."""
        return format_decimal(number, locale=self.locale)

    def date(self, date: str) -> str:
        """A date, given as `2026-01-31`, as the language writes it."""
        return format_skeleton("yMMMd", datetime.date.fromisoformat(date), locale=self.locale)

    def listed(self, items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
        """Things as a list: `a, b, and c`; with `or` those of which one is meant."""
        return format_list(items, style, self.locale) if items else ""

    def language_name(self, code: str) -> str:
        """What another language is called in this one, by its code."""
        return locales.name_of(code, self.locale) or code

    def days(self) -> dict[str, Any]:
        """How the language writes days, and a day with a time of day, as the bundle has it (`bundle/locales`)."""
        return {key: value for key, value in locales.row_of(self.locale).items() if key in ("date", "day", "time")}

    def of_scripts(self, scripts: Iterable[Path]) -> dict[str, str | dict[str, str]]:
        """English → text for what scripts mark as `_("…")` and `ngettext("…", "…", n)`; for the latter the forms by
        plural category of the language.
        """
        found: dict[str, str | dict[str, str]] = {}
        for script in sorted(scripts):
            for _, marked, _, _ in extract_from_file("javascript", script, keywords=_KEYWORDS):
                if isinstance(marked, tuple):
                    found[marked[0]] = self._forms(*marked)
                else:
                    found[marked] = self(marked)
        return dict(sorted(found.items()))

    def _forms(self, singular: str, plural: str) -> dict[str, str]:
        numbers = {self.locale.plural_form(number): number for number in (1_000_000, *reversed(range(200)))}
        return {
            category: self._translations.ngettext(singular, plural, number)
            for category, number in sorted(numbers.items())
        }


def _compiled(place: Path) -> Translations:
    with place.open("rb") as file:
        try:
            catalog = read_po(file, domain=place.stem, abort_invalid=True)
        except PoFileError as error:
            raise WordsError(f"{place}:{(error.lineno or 0) + 1}: {error}") from error
        except UnicodeDecodeError as error:
            raise WordsError(f"{place}: {error}") from error
    for message in catalog:
        _compare_places(message, place)
    compiled = BytesIO()
    write_mo(compiled, catalog)  # texts marked fuzzy are left out
    compiled.seek(0)
    return Translations(compiled)


def _compare_places(message: Message, place: Path) -> None:
    """Raise WordsError for a translation that has other places than its text; plural forms need not tell the number."""
    if not message.id or message.fuzzy:
        return
    plural = not isinstance(message.id, str)
    wanted = set(_PLACE.findall(message.id if isinstance(message.id, str) else message.id[-1]))
    for text in [message.string] if isinstance(message.string, str) else message.string or ():
        found = set(_PLACE.findall(text))
        if text and (found - wanted or wanted - found - ({"count"} if plural else set())):
            raise WordsError(f"{place}:{message.lineno or 0}: the places of {text!r} are not those of its text")


def _filled(text: str, values: Mapping[str, object]) -> str:
    return _PLACE.sub(lambda place: str(values.get(place[1], place[0])), text) if values else text

"""The words of the interface: every one is extracted, translated into Japanese, and needs nothing in English; numbers,
plurals and lists are as the language has them.
"""

from __future__ import annotations

import re
from functools import cache
from gettext import c2py
from importlib import import_module
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from babel import Locale
from babel.lists import format_list
from babel.localedata import locale_identifiers
from babel.messages.plurals import PLURALS
from babel.messages.pofile import PoFileError, read_po
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.bundle import interface, locales
from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup.words import Words
from msgpedia.translation.interface import templates

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"\{(\w+)\}")
Key = str | tuple[str, ...]


def po(data: bytes) -> set[Key]:
    found = [message.id for message in read_po(BytesIO(data)) if message.id]
    return {key if isinstance(key, str) else tuple(key) for key in found}


@cache
def extracted() -> frozenset[Key]:
    """What is extracted for the command line by the project's own settings."""
    return frozenset(po(templates(ROOT)["msgpedia"].encode()))


def modules() -> list[ModuleType]:
    """The modules of words that the settings name."""
    settings = (ROOT / "babel.cfg").read_text(encoding="utf-8")
    return [import_module(name.replace("/", ".")) for name in re.findall(r" compiler/(.*)\.py\]", settings)]


def texts_of(module: ModuleType) -> set[Key]:
    """The constants of a module that are words: texts, pairs of English forms, and tables of both."""
    found: set[Key] = set()
    for name, value in vars(module).items():
        if name.isupper() and name not in ("NO_LOCALE", "ENGLISH_NUMBER", "ENGLISH_LIST", "TYPE_CHECKING"):
            found.update(value.values() if isinstance(value, dict) else [value])
    return found


def in_language(code: str, *messages: str) -> Words:
    """Words whose PO file has some messages, as they stand there."""
    number, expression = PLURALS.get(code, (2, "(n != 1)"))
    plural = f"nplurals={number}; plural={expression};"
    header = f'msgid ""\nmsgstr ""\n"Language: {code}\\n"\n"Plural-Forms: {plural}\\n"\n\n'
    found = interface.read("\n".join([header, *messages]).encode())
    return Words(found.texts, locales.row(code, found, ["en", "ja", "ko"]))


def test_every_word_of_the_modules_is_extracted() -> None:
    assert extracted() == set().union(*map(texts_of, modules()))


@pytest.mark.parametrize("place", ["msgpedia.pot", "ja/LC_MESSAGES/msgpedia.po", "en/LC_MESSAGES/msgpedia.po"])
def test_catalogs_have_the_words_that_are_extracted(place: str) -> None:
    assert po((ROOT / "translations" / place).read_bytes()) == extracted()


def test_japanese_has_every_word_and_english_needs_none() -> None:
    found = interface.load(ROOT / "translations")
    singular = {key if isinstance(key, str) else key[0] for key in extracted()}
    assert {*found["ja"].texts, *found["ja"].plurals} == singular
    assert not found["en"].texts
    assert not found["en"].plurals


def test_translations_have_the_places_of_their_words() -> None:
    found = interface.load(ROOT / "translations")["ja"]
    pairs = [*found.texts.items(), *((key, form) for key, forms in found.plurals.items() for form in forms)]
    for english, translated in pairs:
        assert sorted(PLACE.findall(translated)) == sorted(PLACE.findall(english))


def test_severities_have_words_of_their_own() -> None:
    ja = Words(interface.load(ROOT / "translations")["ja"].texts)
    for translate in (Words({}), ja):
        assert len({translate.severity(name) for name in SEVERITIES}) == len(SEVERITIES)
    assert ja.severity("warning") == "警告"


def test_a_word_that_is_not_translated_stays_english_and_values_are_not_read_as_places() -> None:
    text = "{old} is called {new} now."
    assert Words({})(text, old="{new}", new="{old}") == "{new} is called {old} now."


def test_an_unknown_severity_is_shown_as_it_is() -> None:
    assert Words({}).severity("strange") == "STRANGE"
    assert Words({}).severity(None) == ""


LINES = """
msgid "{count} line"
msgid_plural "{count} lines"
msgstr[0] "{count} wiersz"
msgstr[1] "{count} wiersze"
msgstr[2] "{count} wierszy"
"""


@pytest.mark.parametrize(
    ("code", "number", "expected"),
    [
        ("en", 0, "0 lines"),
        ("en", 1, "1 line"),
        ("en", 12_345, "12,345 lines"),
        ("pl", 1, "1 wiersz"),
        ("pl", 2, "2 wiersze"),
        ("pl", 5, "5 wierszy"),
        ("pl", 12, "12 wierszy"),
        ("pl", 22, "22 wiersze"),
        ("pl", 212, "212 wierszy"),
        ("pl", 12_342, "12\u00a0342 wiersze"),
        ("de", 12_345, "12.345 lines"),  # not translated
    ],
)
def test_plural_forms(code: str, number: int, expected: str) -> None:
    known = in_language(code, *([LINES] if code == "pl" else []))
    assert known.plural(("{count} line", "{count} lines"), number) == expected


@given(st.sampled_from(sorted(PLURALS)), st.integers(0, 10**12))
def test_plural_forms_are_those_of_gettext(code: str, number: int) -> None:
    if code == "br" and number % 1_000_000 == 0:
        return  # Breton counts millions, which two hundred forms cannot tell
    forms, expression = PLURALS[code]
    message = 'msgid "a"\nmsgid_plural "b"\n' + "".join(f'msgstr[{form}] "{form}"\n' for form in range(forms))
    expected = c2py(expression)(number)
    assert in_language(code, message).plural(("a", "b"), number) == str(int(expected))


@pytest.mark.parametrize("forms", ["n/0", "n+", "n", "7", "__import__('os')"])
def test_plural_forms_that_cannot_be_are_an_error(tmp_path: Path, forms: str) -> None:
    place = tmp_path / "ko" / "LC_MESSAGES" / "msgpedia.po"
    place.parent.mkdir(parents=True)
    place.write_text(f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=2; plural={forms};\\n"\n', encoding="utf-8")
    with pytest.raises(PoFileError, match=r"msgpedia\.po: Plural-Forms"):
        interface.load(tmp_path)


def test_a_plural_counts_as_translated_with_all_its_forms() -> None:
    known = in_language("pl", LINES.replace("wierszy", "").replace('2] "{count} ', '2] "'))
    assert known.plural(("{count} line", "{count} lines"), 5) == "5 lines"


ALL = sorted(code.replace("_", "-") for code in locale_identifiers())


@given(st.sampled_from(ALL), st.integers(0, 10**15), st.lists(st.text(max_size=4), max_size=6))
def test_numbers_and_lists_are_those_of_the_cldr(code: str, number: int, items: list[str]) -> None:
    locale = Locale.parse(code, sep="-")
    known = Words({}, locales.row(code, interface.Words(), []))
    assert known.number(number) == format_decimal(number, locale=locale)
    assert known.listed(items) == (format_list(items, "standard", locale) if items else "")


def test_facts_stand_side_by_side_as_lists_do() -> None:
    known = {code: Words({}, locales.row(code, interface.Words(), [])) for code in ("en", "ja", "ar")}
    assert {code: words.joined(["a", "b", "c"]) for code, words in known.items()} == {
        "en": "a, b, c",
        "ja": "a、b、c",
        "ar": "a وb وc",
    }


def test_languages_are_called_as_they_are_in_the_language() -> None:
    row: dict[str, Any] = locales.row("ko", interface.Words(), ["en", "ja", "pt-BR", "qqq", "tlh-Latn"])
    assert row["names"]["ja"] == "일본어"
    assert row["names"]["pt-BR"] == "포르투갈어 (브라질)"
    assert Words({}, row).not_translated("ja", "qqq") == "No 일본어 text yet; this is qqq."
    assert locales.row("qqq", interface.Words(), ["en"]) == {}

"""The words of the site: translated where there is a translation, with numbers and dates as the language has them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from msgpedia.emit.site import data
from msgpedia.emit.site.words import SiteWords, WordsError, languages
from msgpedia.logs.headers import SEVERITIES

ROOT = Path(__file__).parents[2]
PLURALS = {
    "ja": "nplurals=1; plural=0;",
    "en": "nplurals=2; plural=(n != 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
}
FORMS = {"pl": ("wiersz", "wiersze", "wierszy"), "ja": ("行",), "en": ("line", "lines")}


def write(folder: Path, language: str, domain: str, *messages: str) -> Path:
    """Write a catalog with some messages, spelled as in a `.po` file."""
    plurals = PLURALS.get(language, PLURALS["en"])
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n"Plural-Forms: {plurals}\\n"\n'
    header += '"Content-Type: text/plain; charset=utf-8\\n"\n'
    place = folder / language / "LC_MESSAGES" / f"{domain}.po"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("\n".join([header, *messages]), encoding="utf-8")
    return place


def message(text: str, translated: str, flags: str = "") -> str:
    return f'{flags}msgid "{text}"\nmsgstr "{translated}"\n'


def lines(language: str) -> str:
    """The message `{count} line` in a language."""
    forms = "".join(f'msgstr[{number}] "{{count}} {form} {{name}}"\n' for number, form in enumerate(FORMS[language]))
    return f'msgid "{{count}} line {{name}}"\nmsgid_plural "{{count}} lines {{name}}"\n{forms}'


def test_languages_are_those_with_words_of_the_site(tmp_path: Path) -> None:
    for language in ("en", "pt-BR", "de", "ja"):
        write(tmp_path, language, "site")
    write(tmp_path, "fr", "msgpedia")  # only words of the command line
    assert languages(tmp_path) == ["ja", "en", "de", "pt-BR"]
    assert languages(tmp_path / "nowhere") == []


def test_a_word_is_taken_from_the_first_catalog_that_has_it(tmp_path: Path) -> None:
    write(tmp_path, "ja", "site", message("a", "甲"), message("both", "こちら"), message("open", ""))
    write(tmp_path, "ja", "msgpedia", message("b", "乙"), message("both", "あちら"), message("open", "開"))
    words = SiteWords(tmp_path, "ja")
    assert [words(text) for text in ("a", "b", "both", "open", "neither")] == ["甲", "乙", "こちら", "開", "neither"]


def test_one_of_the_catalogs_is_enough(tmp_path: Path) -> None:
    write(tmp_path, "ja", "msgpedia", message("b", "乙"))
    assert SiteWords(tmp_path, "ja")("b") == "乙"
    assert SiteWords(tmp_path, "de")("b") == "b"


def test_fuzzy_translations_are_not_shown(tmp_path: Path) -> None:
    write(tmp_path, "ja", "site", message("a", "甲", "#, fuzzy\n"))
    assert SiteWords(tmp_path, "ja")("a") == "a"


def test_a_broken_catalog_is_an_error(tmp_path: Path) -> None:
    write(tmp_path, "ja", "site", "this is no catalog")
    with pytest.raises(WordsError):
        SiteWords(tmp_path, "ja")


def test_values_stand_in_their_places(tmp_path: Path) -> None:
    write(tmp_path, "ja", "site", message("{first} to {last}", "{last} の前に {first}"))
    words = SiteWords(tmp_path, "ja")
    assert words("{first} to {last}", first=1, last="<b>") == "<b> の前に 1"
    assert words("{first} and {other}", first="%s") == "%s and {other}"


@pytest.mark.parametrize(
    ("language", "number", "expected"),
    [
        ("ja", 0, "0 行 x"),
        ("ja", 1, "1 行 x"),
        ("ja", 12345, "12,345 行 x"),
        ("en", 0, "0 lines x"),
        ("en", 1, "1 line x"),
        ("en", 12345, "12,345 lines x"),
        ("pl", 1, "1 wiersz x"),
        ("pl", 2, "2 wiersze x"),
        ("pl", 5, "5 wierszy x"),
        ("pl", 12, "12 wierszy x"),
        ("pl", 22, "22 wiersze x"),
        ("pl", 12345, "12\u00a0345 wierszy x"),
    ],
)
def test_plural_forms(tmp_path: Path, language: str, number: int, expected: str) -> None:
    write(tmp_path, language, "site", lines(language))
    found = SiteWords(tmp_path, language).plural("{count} line {name}", "{count} lines {name}", number, name="x")
    assert found == expected


def test_plural_forms_without_a_translation_are_english(tmp_path: Path) -> None:
    write(tmp_path, "pl", "site")
    words = SiteWords(tmp_path, "pl")
    assert words.plural("{count} line", "{count} lines", 1) == "1 line"
    assert words.plural("{count} line", "{count} lines", 3) == "3 lines"


def test_numbers_and_dates_are_written_as_the_language_does(tmp_path: Path) -> None:
    ja, en, de = (SiteWords(tmp_path, code) for code in ("ja", "en", "de"))
    assert [words.number(1234567) for words in (ja, en, de)] == ["1,234,567", "1,234,567", "1.234.567"]
    assert [words.date("2026-01-31") for words in (ja, en, de)] == ["2026年1月31日", "Jan 31, 2026", "31. Jan. 2026"]


def test_languages_by_their_own_names(tmp_path: Path) -> None:
    names = {code: SiteWords(tmp_path, code).name for code in ("ja", "en", "ko", "zh-Hant")}
    assert names == {"ja": "日本語", "en": "English", "ko": "한국어", "zh-Hant": "中文 (繁體)"}


def test_a_language_that_babel_does_not_know_has_a_name_of_its_own(tmp_path: Path) -> None:
    write(tmp_path, "tlh", "site", message("a", "wa'"))
    words = SiteWords(tmp_path, "tlh")
    assert (words("a"), words.number(1234)) == ("wa'", "1,234")
    assert words.name == "tlh"


def test_scripts_get_the_words_that_they_mark(tmp_path: Path) -> None:
    script = tmp_path / "x.js"
    script.write_text(
        'show(_("Copy"), _("Not translated"), ngettext("{count} line {name}", "{count} lines {name}", n));\n'
        "// _(\"in a comment\")\nconst other = `_(x)`;\n_('single');\n",
        encoding="utf-8",
    )
    write(tmp_path, "pl", "site", message("Copy", "Kopiuj"), message("unused", "x"), lines("pl"))
    assert SiteWords(tmp_path, "pl").of_scripts([script]) == {
        "Copy": "Kopiuj",
        "Not translated": "Not translated",
        "single": "single",
        "{count} line {name}": {
            "few": "{count} wiersze {name}",
            "many": "{count} wierszy {name}",
            "one": "{count} wiersz {name}",
        },
    }


def test_scripts_get_the_only_form_of_japanese_and_both_of_english(tmp_path: Path) -> None:
    script = tmp_path / "x.js"
    script.write_text('ngettext("{count} line {name}", "{count} lines {name}", n);\n', encoding="utf-8")
    write(tmp_path, "ja", "site", lines("ja"))
    write(tmp_path, "en", "site")
    key = "{count} line {name}"
    assert SiteWords(tmp_path, "ja").of_scripts([script]) == {key: {"other": "{count} 行 {name}"}}
    assert SiteWords(tmp_path, "en").of_scripts([script]) == {key: {"one": key, "other": "{count} lines {name}"}}


def test_the_words_of_scripts_as_data(tmp_path: Path) -> None:
    write(tmp_path, "ja", "msgpedia", message("ERROR", "エラー"))
    found = json.loads(data.words(SiteWords(tmp_path, "ja"), {"Copy": "コピー"}))
    assert (found["language"], found["texts"]) == ("ja", {"Copy": "コピー"})
    assert set(found["severities"]) == set(SEVERITIES)
    assert (found["severities"]["err"], found["severities"]["crit"]) == ("エラー", "CRITICAL")


def test_japanese_has_all_words_of_the_scripts() -> None:
    words, english = (SiteWords(ROOT / "translations", code) for code in ("ja", "en"))
    scripts = sorted((ROOT / "site" / "assets").glob("*/*.js"))
    same = [text for text, found in words.of_scripts(scripts).items() if found == text]
    assert same == []
    assert all(found == text or isinstance(found, dict) for text, found in english.of_scripts(scripts).items())

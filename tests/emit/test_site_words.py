"""The words of the site: every one is extracted, translated into Japanese, and needs nothing in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages import Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from msgpedia.emit.site.words import SiteWords, languages
from msgpedia.lookup import words as shared

ROOT = Path(__file__).resolve().parents[2]
TRANSLATIONS = ROOT / "translations"
PLACE = re.compile(r"\{(\w+)\}")
Key = str | tuple[str, ...]


def po(path: Path) -> dict[Key, Message]:
    with path.open("rb") as file:
        found = [message for message in read_po(file) if message.id]
    return {message.id if isinstance(message.id, str) else tuple(message.id): message for message in found}


def forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())


@cache
def extracted() -> frozenset[Key]:
    """What `pybabel extract` finds by the project's own settings."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "found.pot")
        command = ["pybabel", "--quiet", "extract", "--mapping", "babel.cfg", "--output", str(place)]
        command += ["--ignore-dirs", ".* compiler", "."]
        pybabel: Callable[[list[str]], object] = CommandLineInterface().run
        with chdir(ROOT):
            assert not pybabel(command)
        return frozenset(po(place))


@pytest.mark.parametrize("place", ["site.pot", "ja/LC_MESSAGES/site.po", "en/LC_MESSAGES/site.po"])
def test_catalogs_have_the_words_that_are_extracted(place: str) -> None:
    assert set(po(TRANSLATIONS / place)) == extracted()


def test_japanese_has_every_word_with_the_same_places_and_english_needs_none() -> None:
    for key, message in po(TRANSLATIONS / "ja" / "LC_MESSAGES" / "site.po").items():
        english = key if isinstance(key, str) else key[-1]
        texts = forms(message)
        for text in texts:
            assert text, english
            assert sorted(PLACE.findall(text)) == sorted(PLACE.findall(english))
    for message in po(TRANSLATIONS / "en" / "LC_MESSAGES" / "site.po").values():
        assert not any(forms(message))


def test_scripts_have_their_words() -> None:
    scripts = list((ROOT / "site" / "assets" / "page").glob("*.js"))
    ja, en = (SiteWords(TRANSLATIONS, code).of_scripts(scripts) for code in ("ja", "en"))
    assert ja.keys() == en.keys()
    assert ja["Nothing was found."] == "見つからなかった。"
    assert en["{count} line"] == {"one": "{count} line", "other": "{count} lines"}
    assert ja["{count} line"] == {"other": "{count} 行"}


def test_what_the_command_line_says_too_is_said_with_its_words() -> None:
    assert languages(TRANSLATIONS) == ["ja", "en"]
    ja = SiteWords(TRANSLATIONS, "ja")
    assert ja(shared.SEVERITIES["warning"]) == "警告"
    assert ja(shared.ACTION) != shared.ACTION

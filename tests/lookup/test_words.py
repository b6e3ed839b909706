"""The words of the interface: every one is extracted, translated into Japanese, and needs nothing in English."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import chdir
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from msgpedia.bundle import interface
from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup import words
from msgpedia.lookup.words import Words

ROOT = Path(__file__).resolve().parents[2]
PLACE = re.compile(r"\{(\w+)\}")


@cache
def extracted() -> frozenset[str]:
    """What `pybabel extract` finds by the project's own settings."""
    with TemporaryDirectory() as folder:
        place = Path(folder, "found.pot")
        command = ["pybabel", "--quiet", "extract", "--mapping", "babel.cfg", "--output", str(place), "."]
        pybabel: Callable[[list[str]], object] = CommandLineInterface().run
        with chdir(ROOT):
            assert not pybabel(command)
        return frozenset(po(place))


def po(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {str(message.id): str(message.string) for message in read_po(file) if message.id}


def texts_of_module() -> set[str]:
    found: set[str] = set()
    for name, value in vars(words).items():
        if name.isupper() and name != "TYPE_CHECKING":
            found.update(value.values() if isinstance(value, dict) else [value])
    return found


def test_every_word_of_the_module_is_extracted() -> None:
    assert extracted() == texts_of_module()


@pytest.mark.parametrize("place", ["msgpedia.pot", "ja/LC_MESSAGES/msgpedia.po", "en/LC_MESSAGES/msgpedia.po"])
def test_catalogs_have_the_words_that_are_extracted(place: str) -> None:
    assert set(po(ROOT / "translations" / place)) == extracted()


def test_japanese_has_every_word_and_english_needs_none() -> None:
    found = interface.load(ROOT / "translations")
    assert set(found["ja"]) == extracted()
    assert found["en"] == {}


def test_translations_have_the_places_of_their_words() -> None:
    for english, translated in interface.load(ROOT / "translations")["ja"].items():
        assert sorted(PLACE.findall(translated)) == sorted(PLACE.findall(english))


def test_severities_have_words_of_their_own() -> None:
    ja = Words(interface.load(ROOT / "translations")["ja"])
    for translate in (Words({}), ja):
        assert len({translate.severity(name) for name in SEVERITIES}) == len(SEVERITIES)
    assert ja.severity("warning") == "警告"


def test_a_word_that_is_not_translated_stays_english_and_values_are_not_read_as_places() -> None:
    assert Words({})("All {count} steps and the background:", count="{x}") == "All {x} steps and the background:"


def test_an_unknown_severity_is_shown_as_it_is() -> None:
    assert Words({}).severity("strange") == "STRANGE"
    assert Words({}).severity(None) == ""

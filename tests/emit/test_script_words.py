"""The words of the scripts: plural forms, numbers, lists and days, in a real JavaScript engine."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.lookup.test_times import UNWRITTEN, WRITTEN

from msgpedia.bundle import interface, locales
from msgpedia.emit.site import data
from msgpedia.emit.site.words import SiteWords
from msgpedia.lookup.times import written

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "site" / "assets" / "page"
POLISH = """msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"

msgid "{count} line"
msgid_plural "{count} lines"
msgstr[0] "{count} wiersz"
msgstr[1] "{count} wiersze"
msgstr[2] "{count} wierszy"
"""


def run(folder: Path, language: str, call: str) -> Any:
    """What a call gives in a page of a language, with the words of a folder."""
    words = SiteWords(folder, language)
    texts = data.words(words, words.of_scripts(PAGE.glob("*.js")))
    script = f"""
        globalThis.document = {{ documentElement: {{ lang: "{language}", dataset: {{}} }} }};
        globalThis.msgpedia = {{ get: () => ({texts}) }};
        const {{ _, format, listed, ngettext, reasonOf }} = await import("{PAGE.as_uri()}/words.js");
        const {{ written }} = await import("{PAGE.as_uri()}/times.js");
        console.log(JSON.stringify({call}));
    """
    command = ["node", "--input-type=module", "-"]
    done = subprocess.run(command, input=script, capture_output=True, check=True, encoding="utf-8", timeout=60)
    return json.loads(done.stdout)


def test_a_language_with_three_forms_has_them_all(tmp_path: Path) -> None:
    place = tmp_path / "pl" / "LC_MESSAGES" / "site.po"
    place.parent.mkdir(parents=True)
    place.write_text(POLISH, encoding="utf-8")
    numbers = [0, 1, 2, 5, 12, 22, 112, 12_345]
    found = run(tmp_path, "pl", f"{numbers}.map((n) => ngettext('{{count}} line', '{{count}} lines', n))")
    words = SiteWords(tmp_path, "pl")
    assert found == [words.plural("{count} line", "{count} lines", number) for number in numbers]
    assert found[1:4] == ["1 wiersz", "2 wiersze", "5 wierszy"]


@pytest.mark.parametrize("language", ["ja", "en", "de"])
def test_days_lists_and_numbers_are_those_of_the_command_line(language: str) -> None:
    row = locales.row(language, interface.Words(), [])
    times = [*(time for time, *_ in WRITTEN), *UNWRITTEN]
    folder = ROOT / "translations"
    assert run(folder, language, f"{json.dumps(times)}.map(written)") == [written(time, row) for time in times]
    words = SiteWords(folder, language)
    for items in (["a"], ["a", "b"], ["a", "b", "c", "d"]):
        assert run(folder, language, f"listed({items})") == words.listed(items)
    assert run(folder, language, "format(1234567)") == words.number(1_234_567)


def test_what_cannot_be_loaded_is_told_in_the_language_of_the_page() -> None:
    folder = ROOT / "translations"
    call = "reasonOf(Object.assign(new Error('x'), { file: 'data/a.js' }))"
    assert run(folder, "ja", call) == "data/a.js を読み込めない"
    assert run(folder, "en", call) == "data/a.js cannot be loaded"
    assert run(folder, "ja", "reasonOf(new Error('out of memory'))") == "out of memory"

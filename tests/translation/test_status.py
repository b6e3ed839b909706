"""How far translations are: states of texts, counts, and how they are shown."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Text
from msgpedia.diagnostics.text import columns
from msgpedia.translation import status
from msgpedia.translation.status import Item
from msgpedia.translation.units import State, basis_of, is_untranslated, units

OLD = basis_of("another text")


def items(root: Path, language: str) -> list[Item]:
    return list(status.of_units(units(load_catalog(root / "catalog")), language))


def test_each_text_has_one_state(root: Path) -> None:
    path = root / "catalog" / "linux" / "mm" / "failure.yaml"
    text = path.read_text("utf-8")
    text = text.replace("ja: 断片化している。", f"ja: {{text: 断片化している。, basis: {OLD}}}")
    text = text.replace("ja: 物理ページを確保できなかった", "ja: The kernel could not allocate pages")
    path.write_text(text, "utf-8")
    states = {item.context.removeprefix("linux/mm/failure:"): item.state for item in items(root, "ja")}
    assert states == {
        "linux:name": "translated",
        "title": "identical",
        "arguments.process": "translated",
        "arguments.order": "missing",
        "arguments.mode": "translated",
        "description": "translated",
        "action": "translated",
        "advice.1": "behind",
    }
    lines = {item.state: item.line for item in items(root, "ja") if item.state in ("identical", "missing")}
    assert lines == {"identical": 4, "missing": 13}
    assert [item.state for item in items(root, "en") if item.field == "title"] == ["translated"]


@pytest.mark.parametrize(
    ("texts", "copies"),
    [
        ({"ja": "Two words", "en": "Two words"}, {"ja"}),
        ({"ja": "二つの語", "en": "二つの語"}, {"en"}),
        ({"ja": "`ls -l` eth0", "en": "`ls -l` eth0"}, set()),
        ({"ja": "二つの語", "en": "Two words", "ko": "Two words"}, {"ko"}),
        ({"ja": "二つの語", "en": "Two words", "ko": "二つの語"}, {"ko"}),
        ({"ko": "Two words", "de": "Two words"}, {"ko"}),
    ],
)
def test_which_of_two_equal_texts_is_the_copy(texts: dict[str, str], copies: set[str]) -> None:
    text = Text(tuple(texts.items()))
    assert {language for language in texts if is_untranslated(text, language)} == copies


def words(text: str) -> Catalog:
    header = 'msgid ""\nmsgstr "Language: ja\\nPlural-Forms: nplurals=1; plural=0;\\n"\n\n'
    return read_po(BytesIO((header + text).encode()))


def test_words_of_the_interface_are_counted_too() -> None:
    template = words(
        'msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\n\nmsgid "one two three"\nmsgstr ""\n\nmsgid "c"\nmsgstr ""\n'
    )
    japanese = words(
        'msgid "a"\nmsgstr "ア"\n\n#, fuzzy\nmsgid "b"\nmsgstr "ビ"\n\nmsgid "one two three"\nmsgstr "one two three"\n'
    )
    found = [item.state for item in status.of_words(template, japanese, "ja", "site", "site.po")]
    assert found == ["translated", "behind", "identical", "missing"]
    assert {item.state for item in status.of_words(template, None, "ko", "site", "site.po")} == {"missing"}
    assert {item.state for item in status.of_words(template, template, "en", "site", "site.po")} == {"translated"}


def test_words_without_the_places_of_their_source_are_not_translated() -> None:
    template = words(
        'msgid "{count} of {all}"\nmsgstr ""\n\nmsgid "one {x}"\nmsgid_plural "{count} {x}"\nmsgstr[0] ""\n'
    )
    for single, plural, states in (
        ("{all} 中 {count}", "{count} {x}", ["translated", "translated"]),
        ("{all} 中 {coumt}", "{x}", ["behind", "translated"]),
        ("{all} 中", "{n} {x}", ["behind", "behind"]),
    ):
        japanese = words(
            f'msgid "{{count}} of {{all}}"\nmsgstr "{single}"\n\n'
            f'msgid "one {{x}}"\nmsgid_plural "{{count}} {{x}}"\nmsgstr[0] "{plural}"\n'
        )
        assert [item.state for item in status.of_words(template, japanese, "ja", "site", "site.po")] == states


def test_the_table_is_aligned_whatever_the_language(root: Path) -> None:
    counted = status.rows([*items(root, "ja"), *items(root, "ko")])
    japanese, korean = status.table(counted).split("\n\n")
    assert japanese.splitlines()[0].split() == ["ja", "日本語", "field", "texts", *status.STATES, "%"]
    for table in (japanese, korean):
        assert len({columns(line) for line in table.splitlines()}) == 1
    (arguments,) = (line.split() for line in japanese.splitlines() if "arguments" in line)
    assert arguments == ["arguments", "3", "2", "1", "-", "-", "66"]
    assert korean.splitlines()[-1].split() == ["(catalog)", "total", "8", "-", "8", "-", "-", "0"]


def test_colours_do_not_shift_columns(root: Path) -> None:
    counted = status.rows(items(root, "ja"))
    coloured = status.table(counted, colour=True)
    assert "\x1b[33m" in coloured
    for code in ("\x1b[33m", "\x1b[31m", "\x1b[36m", "\x1b[0m"):
        coloured = coloured.replace(code, "")
    assert coloured == status.table(counted)


def test_almost_all_is_not_all() -> None:
    counts: dict[State, int] = {"translated": 999, "missing": 1, "behind": 0, "identical": 0}
    assert status.Row("ja", "x", "title", counts).percent == 99

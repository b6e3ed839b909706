"""Whole entries as `msgpedia show` prints them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from msgpedia.bundle import interface, locales
from msgpedia.lookup.characters import clean_format, clean_line, columns
from msgpedia.lookup.entry_text import entry_text, withdrawn_text
from msgpedia.lookup.words import Words

ROOT = Path(__file__).resolve().parents[2]
ENGLISH = Words({}, locales.row("en", interface.Words(), ["en", "ja"]))
ENTRY: dict[str, Any] = {
    "id": "linux/mm/example",
    "mid": 482,
    "severity": "warning",
    "title": {"en": "An example", "ja": "例題"},
    "messages": ["linux:0123456789"],
    "variants": [
        {
            "format": "%s: new %d\n",
            "dialect": "printk",
            "arguments": ["name", "number"],
            "versions": {"from": "5.0"},
            "source": {"file": "mm/example.c", "function": "example"},
            "prefix": {"kind": "device", "format": "%s %s: ", "arguments": ["driver", "device"]},
        },
        {
            "format": "%s: old",
            "dialect": "printk",
            "arguments": ["name"],
            "versions": {"from": "2.6.9", "to": "4.20"},
            "seen": [{"distribution": "Red Hat Enterprise Linux AS release 4", "version": "2.6.9"}],
        },
    ],
    "arguments": {"name": {"text": {"en": "Its name", "ja": "名前"}}, "number": {"text": {"en": "Its number"}}},
    "description": {"en": "What happened.", "ja": "起きたこと。"},
    "action": {"en": "1. Do this.\n\n   ```\n   free -m\n   ```\n\n2. Do that.", "ja": "1. 行う。"},
    "notes": {"en": "- A note."},
    "advice": [{"when": {"number": ">= 4", "name": "x"}, "text": {"en": "It is large.", "ja": "大きい。"}}],
    "followed_by": ["linux/mm/next"],
    "related": ["linux/mm/other"],
    "samples": [{"line": "[ 1.0] lvcreate: new 5", "captures": {}}],
    "references": [{"title": "A guide", "url": "https://example.org/guide"}],
    "license": "GFDL-1.3-no-invariants-or-later",
    "authors": ["msgpedia contributors"],
}


def show(language: str = "en", width: int = 80, color: bool = False, **changes: Any) -> str:
    return entry_text(ENTRY | changes, ENGLISH, language, width, color)


def test_everything_of_an_entry_is_there_and_what_to_do_comes_before_the_explanation() -> None:
    assert show().splitlines() == [
        "[WARNING] An example",
        "linux/mm/example (mid 482)",
        "",
        "Message",
        r"  %s: new %d\n",
        "",
        "Values",
        "  name    Its name",
        "  number  Its number",
        "",
        "What to do",
        "  1. Do this.",
        "       $ free -m",
        "  2. Do that.",
        "",
        "For certain values",
        "  number >= 4, name == x",
        "    It is large.",
        "",
        "What it means",
        "  What happened.",
        "",
        "Notes",
        "  - A note.",
        "",
        "Examples",
        "  [ 1.0] lvcreate: new 5",
        "",
        "Format strings, newest first",
        r"  %s: new %d\n",
        "    version 5.0 and later, mm/example.c (example)",
        "    after a prefix such as %s %s:",
        "  %s: old",
        "    versions 2.6.9 to 4.20",
        "    seen on Red Hat Enterprise Linux AS release 4, 2.6.9",
        "",
        "Often followed by",
        "  linux/mm/next",
        "",
        "Related messages",
        "  linux/mm/other",
        "",
        "References",
        "  A guide",
        "    https://example.org/guide",
        "",
        "License: GFDL-1.3-no-invariants-or-later",
        "Authors: msgpedia contributors",
    ]


def test_the_versions_that_were_looked_at_are_told() -> None:
    new, old = ENTRY["variants"]
    variants = [new | {"verified": ["6.1", "6.12"]}, old]
    shown = show(verified=["6.1", "6.12"], variants=variants).splitlines()
    assert shown[-3:-1] == ["Verified in the source of: 6.1, 6.12", "License: GFDL-1.3-no-invariants-or-later"]
    assert shown.count("    Verified in the source of: 6.1, 6.12") == 1
    alone = show(verified=["6.1"], variants=[new | {"verified": ["6.1"]}])
    assert alone.count("Verified") == 1  # it is the only variant, so this is said of the entry


def test_an_entry_without_the_parts_that_may_be_missing() -> None:
    keys = ("title", "description", "action", "severity", "id", "license", "authors")
    least = {key: ENTRY[key] for key in keys} | {"arguments": {}, "variants": [{"format": "x", "dialect": "printf"}]}
    shown = entry_text(least, ENGLISH, "en", 80, False)
    assert "Message\n  x\n" in shown
    assert not re.search("Notes|Related|Examples|Values|For certain|mid", shown)


def test_a_text_that_is_missing_in_a_language_has_its_notice() -> None:
    lines = show("ja").splitlines()
    notice = "No Japanese text yet; this is English."
    assert [number for number, line in enumerate(lines) if notice in line] == [
        lines.index("Values") + 1,
        lines.index("Notes") + 1,
    ]
    assert "  number  Its number" in lines


def test_an_entry_that_has_nothing_in_a_language_says_so_once() -> None:
    assert show("fr").count("No fr text yet; this is English.") == 1


def test_a_former_id_that_was_asked_for_is_told_above_all_else() -> None:
    changes: dict[str, Any] = {"former_ids": ["linux/mm/old"]}
    shown = entry_text(ENTRY | changes, ENGLISH, "en", 80, False, "linux/mm/old")
    assert shown == f"linux/mm/old is called linux/mm/example now.\n\n{show(**changes)}"
    for name in ("linux/mm/example", "482", "linux:0123456789", "linux/mm/other"):
        assert entry_text(ENTRY | changes, ENGLISH, "en", 80, False, name) == show(**changes)


def test_a_withdrawn_entry_is_told_on_one_line() -> None:
    row = {"id": "linux/mm/wrong", "date": "2026-01-31", "reason": {"en": "It was wrong.", "ja": "誤り。"}}
    told = withdrawn_text(row, ENGLISH, "en")
    assert told == "linux/mm/wrong was withdrawn on Jan 31, 2026: It was wrong."
    known = interface.load(ROOT / "translations")["ja"]
    japanese = Words(known.texts, locales.row("ja", known, ["en", "ja"]))
    assert withdrawn_text(row | {"see": "linux/mm/right"}, japanese, "ja") == (
        "linux/mm/wrong は 2026年1月31日に取り下げた。代わりに linux/mm/right を読む。理由: 誤り。"
    )


def test_lists_are_written_as_the_language_does() -> None:
    row = locales.row("ja", interface.Words(), [])
    entry = ENTRY | {"authors": ["a", "b", "c"]}
    assert "Authors: a、b、c" in entry_text(entry, Words({}, row), "ja", 80, False)
    assert "Authors: a, b, and c" in entry_text(entry, ENGLISH, "en", 80, False)
    assert "release 4、2.6.9" in entry_text(entry, Words({}, row), "ja", 80, False)


def test_colour_adds_sequences_and_changes_no_word() -> None:
    plain = re.sub(r"\x1b\[[0-9;]+m", "", show(color=True))
    assert plain.replace(" WARNING ", "[WARNING]") == show()
    assert "\x1b" not in show()


def test_hostile_texts_stay_texts() -> None:
    evil = "\x1b[2J\x9b\u202e\x00"
    shown = show(
        title={"en": evil},
        id=evil,
        license=evil,
        authors=[evil],
        related=[evil],
        samples=[{"line": evil, "captures": {}}],
        references=[{"title": evil, "url": evil}],
        description={"en": f"{evil}\n\n```\n{evil}\n```\n"},
        arguments={evil: {"text": {"en": evil}}},
    )
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("width", [40, 80, 120])
def test_all_entries_of_the_catalog_fit(bundle_file: Path, language: str, width: int) -> None:
    content = json.loads(bundle_file.read_bytes())
    words = Words(content["interface"][language], content["locales"][language])
    for entry in content["entries"]:
        lines = entry_text(entry, words, language, width, False).splitlines()
        code = {clean_line(sample["line"]).strip() for sample in entry["samples"]}
        code |= {clean_format(variant["format"]).strip() for variant in entry["variants"]}
        prose = [line for line in lines if line.strip() not in code and not line.startswith(" " * 6)]
        for line in prose:
            assert columns(line) <= width or max(map(len, line.split())) > 20, line


def test_tables_of_values_are_named_with_the_command_that_reads_them() -> None:
    arguments = {name: {"text": {"en": "A value."}, "decode": "errno"} for name in ("name", "number")}
    shown = show(arguments=arguments)
    assert "  name    A value. [errno]\n" in shown
    assert "  […] is the table that explains a value: `msgpedia decode errno VALUE`\n" in shown
    arguments["number"] = {"text": {"en": "A value."}, "decode": "signal"}
    assert "`msgpedia decode KIND VALUE`" in show(arguments=arguments)
    assert "msgpedia decode" not in show()


@pytest.mark.parametrize(
    ("when", "shown"),
    [
        ({"number": ">=4", "name": "x"}, "number >= 4, name == x"),
        ({"name": "in a,b"}, "name in a, b"),
        ({"name": "~ sd*"}, "name ~ sd*"),
        ({"name": ""}, 'name == ""'),
        ({"name": "== <unknown>"}, "name == <unknown>"),
    ],
)
def test_how_conditions_of_advice_read(when: dict[str, str], shown: str) -> None:
    text = show(advice=[{"when": when, "text": {"en": "It is large."}}])
    assert f"\n  {shown}\n    It is large.\n" in re.sub("`", "", text)

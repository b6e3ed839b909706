"""Explained lines as a person at a terminal reads them."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.bundle import interface, locales
from msgpedia.lookup.characters import columns
from msgpedia.lookup.rows import Explainer, pick
from msgpedia.lookup.text import TextOutput
from msgpedia.lookup.words import Words

ROOT = Path(__file__).resolve().parents[2]
INTERFACE = interface.load(ROOT / "translations")
LINE = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"
SEQUENCE = re.compile(r"\x1b\[[0-9;]+m")

ENTRY: dict[str, Any] = {
    "id": "linux/mm/page-allocation-failure",
    "severity": "warning",
    "title": {"ja": "物理ページを確保できなかった", "en": "The kernel could not allocate physical pages"},
    "arguments": {
        "process": {"text": {"ja": "プロセスの名前", "en": "Name of the process. It may be unrelated"}},
        "order": {"text": {"ja": "要求した大きさ", "en": "Size asked for, as a power of two"}},
        "cpuset": {"text": {"ja": "cpuset の名前", "en": "Name of the cpuset"}},
    },
    "action": {
        "ja": "1. 頻度を確かめる。\n\n   ```\n   dmesg\n   ```\n\n2. 待つ。\n3. 再起動する。\n",
        "en": "1. See how often it happens.\n\n   ```\n   dmesg\n   ```\n\n2. Wait.\n3. Reboot.\n",
    },
}


def output(
    language: str = "en", width: int = 80, color: bool = False, entry: dict[str, Any] = ENTRY, names: bool = False
) -> TextOutput:
    words = INTERFACE.get(language, interface.Words())
    locale = locales.row(language if language in INTERFACE else "en", words, ["en", "ja"])
    index = SimpleNamespace(interface=lambda _: words.texts, locale=lambda _: locale, meta={"languages": ["en", "ja"]})
    explainer = SimpleNamespace(
        words=Words(words.texts, locale),
        language=language,
        engine=SimpleNamespace(index=index),
        entry_named=lambda name: {entry["id"]: entry}.get(name),
    )
    return TextOutput(cast("Explainer", explainer), width, color, names)


def documented(language: str = "en", text: str = LINE, entry: dict[str, Any] = ENTRY, **more: Any) -> dict[str, Any]:
    return {
        "file": "-",
        "line": 1,
        "text": text,
        "status": "documented",
        "entry": entry["id"],
        "severity": entry["severity"],
        "title": pick(entry["title"], language),
        "message": {"id": "linux:6c2b0f9b34", "format": "%s: page allocation failure", "dialect": "printk"},
        "captures": {"process": "lvcreate", "order": "0", "cpuset": ""},
        "alternatives": [],
        **more,
    }


def unknown(text: str, file: str = "-") -> dict[str, Any]:
    return {"file": file, "line": 1, "text": text, "status": "unknown", "entry": None}


def test_a_documented_line_is_explained() -> None:
    assert output().line(documented()).splitlines() == [
        LINE,
        "  [WARNING] The kernel could not allocate physical pages",
        "",
        "    process  lvcreate  Name of the process. It may be unrelated",
        "    order    0         Size asked for, as a power of two",
        "",
        "    What to do first",
        "    1. See how often it happens.",
        "         $ dmesg",
        "    2. Wait.",
        "",
        "    All 3 steps and the background:",
        "      msgpedia show linux/mm/page-allocation-failure",
        "",
    ]


def test_in_japanese() -> None:
    assert output("ja").line(documented("ja")).splitlines() == [
        LINE,
        "  [警告] 物理ページを確保できなかった",
        "",
        "    process  lvcreate  プロセスの名前",
        "    order    0         要求した大きさ",
        "",
        "    まず行うこと",
        "    1. 頻度を確かめる。",
        "         $ dmesg",
        "    2. 待つ。",
        "",
        "    全 3 手順と詳しい説明: msgpedia show linux/mm/page-allocation-failure",
        "",
    ]


def test_a_message_that_was_explained_is_referred_to_in_short() -> None:
    text = output()
    text.line(documented())
    assert text.line(documented()).splitlines() == [
        LINE,
        "  [WARNING] The kernel could not allocate physical pages",
        "    process=lvcreate  order=0",
    ]


def test_the_short_form_takes_one_line_where_there_is_room_and_is_cut_where_there_is_not() -> None:
    wide = output(width=100)
    wide.line(documented())
    assert wide.line(documented()).splitlines()[1:] == [
        "  [WARNING] The kernel could not allocate physical pages  process=lvcreate  order=0"
    ]
    narrow = output(width=40)
    narrow.line(documented())
    captures = {f"argument_{number}": "value" for number in range(12)}
    lines = narrow.line(documented(captures=captures)).splitlines()[1:]
    assert len(lines) == 3
    assert max(map(columns, lines)) <= 40
    assert lines[-1].endswith("…")


def test_all_captures_but_the_empty_are_shown() -> None:
    shown = output().line(documented(captures={"process": " x ", "order": "", "cpuset": "  ", "unheard_of": "y"}))
    assert "    process     x  Name of the process" in shown
    assert "    unheard_of  y\n" in shown
    assert "order" not in shown.replace(LINE, "")
    assert "cpuset" not in shown


def test_with_many_values_each_has_the_first_sentence_of_its_meaning() -> None:
    captures = {"process": "x"} | {f"a{number}": "1" for number in range(9)}
    shown = output().line(documented(captures=captures))
    assert "Name of the process\n" in shown
    assert all(f"a{number}" in shown for number in range(9))


def test_unknown_lines_stay_as_they_are_and_explanations_are_set_off() -> None:
    text = output()
    assert text.line(unknown("hello  world")) == "hello  world\n"
    assert text.line(documented()).startswith(f"\n{LINE}\n")
    assert text.line(unknown("after")) == "after\n"
    assert output(color=True).line(unknown("hello")) == "\x1b[2mhello\x1b[0m\n"


def test_an_indexed_line_shows_its_format() -> None:
    message = {"id": "linux:0123456789", "format": "%s: link up\n", "dialect": "printk"}
    row = documented() | {"status": "indexed", "entry": None, "title": None, "severity": "info", "message": message}
    assert output().line(row).splitlines() == [
        LINE,
        r"  [INFO] Not explained yet; known format: %s: link up\n",
    ]


def test_alternatives_are_named() -> None:
    message = {"id": "linux:0123456789", "format": "%s: other\n", "dialect": "printk"}
    others = [{"entry": "linux/mm/other", "message": message}, {"entry": None, "message": message}]
    shown = output().line(documented(alternatives=others)).splitlines()
    place = shown.index("    Could as well be:")
    assert shown[place + 1 : place + 3] == ["    - linux/mm/other", r"    - %s: other\n"]


def test_a_missing_language_is_said_and_the_other_shown() -> None:
    entry = {**ENTRY, "action": {"en": ENTRY["action"]["en"]}}
    shown = output("ja", entry=entry).line(documented("ja", entry=entry))
    assert "日本語の文がまだないため、英語で示す。" in shown
    assert "See how often it happens." in shown
    assert "物理ページを確保できなかった" in shown
    assert "日本語の文" not in output("ja").line(documented("ja"))


def test_a_language_that_the_bundle_lacks_is_said_once() -> None:
    other = {**ENTRY, "id": "linux/mm/other"}
    text = output("fr")
    assert "No fr text yet; this is English." in text.line(documented())
    assert "No fr text" not in text.line(documented(entry=other))


def test_a_very_long_line_is_shown_in_short() -> None:
    shown = output().line(unknown("x" * 1_000_000))
    assert len(shown) < 5_000
    assert shown.endswith("x… (1,000,000 characters in all)\n")
    value = output().line(documented(captures={"process": "y" * 100_000}))
    assert "yyy…" in value
    assert len(value) < 2_000


def test_files_are_named_where_there_are_several() -> None:
    text = output(names=True)
    assert text.line(unknown("one", "a.log")) == "==> a.log <==\none\n"
    assert text.line(unknown("two", "a.log")) == "two\n"
    assert text.line(unknown("three", "b\x1b.log")) == "\n==> b\\x1b.log <==\nthree\n"


HOSTILE = "\x1b]0;owned\x07\x9b2J\u202e\u2028\r\x00"


@pytest.mark.parametrize("color", [False, True])
def test_nothing_of_a_line_or_a_bundle_controls_the_terminal(color: bool) -> None:
    entry = {
        "id": f"a/{HOSTILE};rm -rf ~",
        "severity": HOSTILE,
        "title": {"en": HOSTILE},
        "arguments": {HOSTILE: {"text": {"en": HOSTILE}}},
        "action": {"en": f"1. {HOSTILE}\n\n   ```\n   {HOSTILE}\n   ```\n2. &#27;[2J"},
    }
    message = {"id": HOSTILE, "format": HOSTILE, "dialect": "printk"}
    row = documented(text=HOSTILE, entry=entry, captures={HOSTILE: HOSTILE}, message=message, file=HOSTILE)
    row["alternatives"] = [{"entry": HOSTILE, "message": message}, {"entry": None, "message": message}]
    text = output(color=color, entry=entry, names=True)
    written = text.line(row) + text.line(row) + text.line({**row, "status": "indexed", "entry": None})
    written += text.summary([{**row, "count": 1, "first": HOSTILE, "last": "x"}], TOTALS)
    rest = SEQUENCE.sub("", written) if color else written
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", rest)
    assert r"\x1b]0;owned\x07" in rest
    assert "msgpedia show 'a/" in rest  # what is copied to a shell is one word


@given(
    st.dictionaries(st.sampled_from(["process", "order", "cpuset", "x"]), st.text(alphabet="ab 漢0", max_size=40)),
    st.text(alphabet="ab 漢字、。", min_size=1, max_size=90),
    st.sampled_from([40, 80, 120]),
    st.sampled_from(["ja", "en"]),
)
def test_explanations_fit_the_terminal(captures: dict[str, str], title: str, width: int, language: str) -> None:
    text = output(language, width)
    row = documented(language, captures=captures, title=title)
    for line in (text.line(row) + text.line(row)).splitlines():
        words = line.split()
        assert columns(line) <= width or line == LINE or "msgpedia show" in line or max(map(len, words)) > 20
        assert "\x1b" not in line


TOTALS = {"lines": 12_345, "documented": 1_234, "indexed": 0, "unknown": 11_111}


def counted(**more: Any) -> dict[str, Any]:
    times = {"first": "Oct 27 18:00:02", "last": "Oct 28 01:02:03"}
    return documented() | times | {"count": 1_234} | more


def test_the_summary_is_a_table() -> None:
    rows = [counted(), counted(status="indexed", entry=None, title=None, severity=None, count=7)]
    assert output().summary([*rows, unknown("x")], TOTALS).splitlines() == [
        "Count  Severity   Message",
        "1,234  [WARNING]  The kernel could not allocate physical pages",
        "                  linux/mm/page-allocation-failure",
        "                  Oct 27, 18:00:02 to Oct 28, 01:02:03",
        "    7             %s: page allocation failure",
        "                  linux:6c2b0f9b34  Oct 27, 18:00:02 to Oct 28, 01:02:03",
        "",
        "lines: 12,345  documented: 1,234  format known: 0  unknown: 11,111",
    ]


def test_the_summary_of_a_narrow_terminal() -> None:
    assert output("ja", 40).summary([counted(title="物理ページを確保できなかった")], TOTALS).splitlines() == [
        "[警告] 1,234",
        "  物理ページを確保できなかった",
        "  linux/mm/page-allocation-failure",
        "  10月27日 18:00:02 から 10月28日",
        "  01:02:03 まで",
        "",
        "行数: 12,345",
        "説明あり: 1,234",
        "書式のみ: 0",
        "不明: 11,111",
    ]


def test_the_summary_of_a_log_without_known_messages() -> None:
    assert output().summary([], TOTALS).startswith("No known message was found.\n\nlines: 12,345")

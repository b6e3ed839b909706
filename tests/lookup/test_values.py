"""What the values of a line mean and which advice holds, in rows and at a terminal."""

from __future__ import annotations

import re
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, cast

import pytest

from msgpedia.bundle import interface, locales
from msgpedia.lookup.rows import Explainer, encode
from msgpedia.lookup.text import TextOutput
from msgpedia.lookup.values import Meanings
from msgpedia.lookup.words import Words

if TYPE_CHECKING:
    from msgpedia.bundle.index import Index
    from msgpedia.lookup.engine import Engine, Match

ROOT = Path(__file__).resolve().parents[2]
INTERFACE = interface.load(ROOT / "translations")
TABLES: dict[str, dict[str, Any]] = {
    "errno": {
        "shape": "codes",
        "signs": True,
        "rows": [
            {"value": 2, "symbol": "ENOENT", "text": {"en": "no such file", "ja": "ファイルがない"}},
            {"value": 11, "symbol": "EAGAIN", "also": ["EWOULDBLOCK"], "text": {"en": "try again"}},
        ],
    },
    "flags": {"shape": "bits", "radix": 16, "rows": [{"value": 1, "symbol": "A"}, {"value": 16, "symbol": "B"}]},
    "flags-by-version": {
        "shape": "bits",
        "software": "linux",
        "table": [
            {"versions": {"from": "5.0"}, "rows": [{"value": 1, "symbol": "NEW"}]},
            {"versions": {"from": "2.6.32", "to": "4.19"}, "rows": [{"value": 1, "symbol": "OLD"}]},
        ],
    },
    "printed": {
        "shape": "codes",
        "radix": 16,
        "rows": [
            {"value": 17, "printed": ["Read error"], "text": {"en": "it cannot be read"}},
            {"value": 18, "printed": ["Obsolete"], "text": {"en": "old"}},
            {"value": 19, "printed": ["Obsolete"], "text": {"en": "old"}},
        ],
    },
    "size": {"shape": "ranges", "rows": [{"least": 0, "most": 99, "text": {"en": "small", "ja": "小さい"}}]},
}


def argument(decode: str | None = None, text: str = "What it is") -> dict[str, Any]:
    return {"text": {"en": text, "ja": "何か"}} | ({"decode": decode} if decode else {})


ENTRY: dict[str, Any] = {
    "id": "linux/mm/example",
    "software": "linux",
    "severity": "err",
    "title": {"en": "It failed", "ja": "失敗した"},
    "action": {"en": "1. Wait.\n", "ja": "1. 待つ。\n"},
    "arguments": {
        "error": argument("errno"),
        "flags": argument("flags"),
        "bits": argument("flags-by-version"),
        "size": argument("size"),
        "name": argument(),
        "unheard": argument("no-such-table"),
    },
    "variants": [
        {"message": "linux:1", "versions": {"from": "6.1"}, "radix": {"flags": 16, "name": 16}},
        {"message": "linux:0", "versions": {"from": "3.2", "to": "4.19"}, "radix": {"flags": 10}},
        {"message": "linux:0", "versions": {"from": "2.6.32", "to": "3.1"}},
    ],
    "advice": [
        {"when": {"error": "ENOENT"}, "text": {"en": "Make the `file`.", "ja": "ファイルを作る。"}},
        {"when": {"error": "in EWOULDBLOCK, 5"}, "text": {"en": "Wait."}},
        {"when": {"flags": "B", "name": "~ sd*"}, "text": {"en": "Both."}},
        {"when": {"name": ">= 10"}, "text": {"en": "Many."}},
        {"when": {"name": ""}, "text": {"en": "Nameless."}},
        {"when": {"name": "=> 10"}, "text": {"en": "Never."}},
        {"when": {"bits": "OLD"}, "text": {"en": "Old."}},
        {"when": {"size": "!= 5"}, "text": {"en": "Not five."}},
    ],
}


def index(entry: dict[str, Any] = ENTRY, tables: dict[str, dict[str, Any]] = TABLES) -> Index:
    found = SimpleNamespace(
        meta={"languages": ["en", "ja"]},
        interface=lambda language: INTERFACE.get(language, interface.Words()).texts,
        locale=lambda language: locales.row(language, INTERFACE.get(language, interface.Words()), ["en", "ja"]),
        decoder=tables.get,
        entries_named=lambda name: [0] if name == entry["id"] else [],
        entry=lambda _: entry,
    )
    return cast("Index", found)


def meanings_in(language: str, bundle: Index | None = None) -> Meanings:
    bundle = bundle or index()
    return Meanings(bundle, Words(bundle.interface(language), bundle.locale(language)), language)


def told(captures: dict[str, str], message: str = "linux:1", language: str = "en") -> tuple[dict[str, str], list[str]]:
    values = meanings_in(language).of_message(ENTRY, message)
    meanings = values.meanings(captures)
    return {name: meaning.written for name, meaning in meanings.items()}, values.advice(captures, meanings)


@pytest.mark.parametrize(
    ("captures", "decoded", "advice"),
    [
        ({"error": "-2"}, {"error": "ENOENT (no such file)"}, ["Make the `file`."]),
        ({"error": " EAGAIN "}, {"error": "EAGAIN (try again)"}, ["Wait."]),
        ({"error": "-99"}, {"error": "-99 (not in the table)"}, []),
        ({"error": "5"}, {"error": "5 (not in the table)"}, ["Wait."]),
        ({"error": ""}, {}, []),
        ({"flags": "11", "name": "sda"}, {"flags": "A, B"}, ["Both."]),
        ({"flags": "11", "name": "nvme0n1"}, {"flags": "A, B"}, []),
        ({"flags": "11"}, {"flags": "A, B"}, []),
        ({"flags": "1", "name": "sda"}, {"flags": "A"}, []),
        ({"name": "10"}, {}, ["Many."]),
        ({"name": "f"}, {}, []),
        ({"name": " "}, {}, ["Nameless."]),
        ({"bits": "1"}, {"bits": "NEW"}, []),
        ({"size": "5"}, {"size": "small"}, []),
        ({"size": "4"}, {"size": "small"}, ["Not five."]),
        ({"unheard": "1"}, {}, []),
    ],
)
def test_values_and_advice(captures: dict[str, str], decoded: dict[str, str], advice: list[str]) -> None:
    assert told(captures) == (decoded, advice)


def test_radix_and_versions_are_those_of_the_variant() -> None:
    assert told({"flags": "16", "bits": "1"}, "linux:0") == ({"flags": "B", "bits": "OLD"}, ["Old."])
    both = {"flags": "0x6 (not in the table), B", "bits": "version 5.0 and later: NEW / versions 2.6.32 to 4.19: OLD"}
    assert told({"flags": "16", "bits": "1"}, "linux:2")[0]["bits"] == both["bits"]


def test_versions_of_other_software_do_not_count() -> None:
    entry = {**ENTRY, "software": "systemd"}
    values = meanings_in("en").of_message(entry, "linux:0")
    assert " / " in values.meanings({"bits": "1"})["bits"].written


def test_in_japanese_and_where_a_language_is_missing() -> None:
    assert told({"error": "-2"}, language="ja") == ({"error": "ENOENT（ファイルがない）"}, ["ファイルを作る。"])
    assert told({"error": "11"}, language="ja") == ({"error": "EAGAIN（try again）"}, ["Wait."])


def meaning(kind: str, value: str) -> tuple[str, str]:
    found = meanings_in("en").meaning(kind, value, None, (None, None))
    return found.told, found.brief


@pytest.mark.parametrize(
    ("kind", "value", "shown", "brief"),
    [
        ("errno", "-2", "ENOENT (no such file)", "ENOENT"),
        ("errno", "ENOENT", "no such file", ""),
        ("errno", "99", "", ""),
        ("flags", "11", "A, B", "A, B"),
        ("flags", "A|B", "", ""),
        ("flags", "31", "A, B, 0x20 (not in the table)", "A, B"),
        ("printed", "Read error", "0x11 (it cannot be read)", "0x11"),
        ("printed", "Obsolete", "one of: 0x12 (old), 0x13 (old)", "one of: 0x12, 0x13"),
        ("printed", "11", "it cannot be read", "it cannot be read"),
        ("printed", "read error", "", ""),
        ("size", "7", "small", "small"),
        ("flags-by-version", "1", "version 5.0 and later: NEW / versions 2.6.32 to 4.19: OLD", ""),
    ],
)
def test_what_a_person_is_told(kind: str, value: str, shown: str, brief: str) -> None:
    assert meaning(kind, value) == (shown, brief)


def explainer(entry: dict[str, Any] = ENTRY, tables: dict[str, dict[str, Any]] = TABLES) -> Explainer:
    return Explainer(cast("Engine", SimpleNamespace(index=index(entry, tables))), "en")


def row(captures: dict[str, str], entry: dict[str, Any] = ENTRY, text: str = "line") -> dict[str, Any]:
    return {
        "file": "-",
        "text": text,
        "status": "documented",
        "entry": entry["id"],
        "severity": entry["severity"],
        "title": entry["title"]["en"],
        "message": {"id": entry["variants"][0]["message"]},
        "captures": captures,
        "decoded": {"error": "…"},
        "alternatives": [],
    }


def test_the_meaning_stands_before_what_the_argument_is_and_advice_before_the_first_steps() -> None:
    text = TextOutput(explainer(), 80, color=False)
    first = row({"error": "-2", "name": "x"}) | {"advice": ["Make the `file`.", "Wait.\n\n- Or not."]}
    assert text.line(first).splitlines() == [
        "line",
        "  [ERROR] It failed",
        "",
        "    error  -2  = ENOENT (no such file)",
        "               What it is",
        "    name   x   What it is",
        "",
        "    For these values",
        "    Make the `file`.",
        "    Wait.",
        "",
        "    - Or not.",
        "",
        "    What to do first",
        "    1. Wait.",
        "",
        "    More: msgpedia show linux/mm/example",
        "",
    ]
    assert text.line(first).splitlines() == ["line", "  [ERROR] It failed  error=-2 (ENOENT)  name=x"]
    other = row({"error": "11", "name": "x"}) | {"advice": ["Wait.\n\n- Or not.", "Reboot."]}
    assert text.line(other).splitlines() == [
        "line",
        "  [ERROR] It failed  error=11 (EAGAIN)  name=x",
        "    For these values",
        "    Reboot.",
    ]


def test_short_lines_tell_meanings_only_where_there_is_room() -> None:
    text = TextOutput(explainer(), 40, color=False)
    captures = {f"value_{number}": "1234567" for number in range(3)} | {"error": "-2"}
    text.line(row(captures))
    assert text.line(row(captures)).splitlines()[2:] == [
        "    value_0=1234567  value_1=1234567",
        "    value_2=1234567  error=-2 (ENOENT)",
    ]
    captures["value_2"] = "1234567890123"
    assert text.line(row(captures)).splitlines()[3] == "    value_2=1234567890123  error=-2"


HOSTILE = "\x1b]0;owned\x07\x9b2J\u202e\u2028\r\x00"


@pytest.mark.parametrize("color", [False, True])
def test_nothing_of_a_table_or_of_advice_controls_the_terminal(color: bool) -> None:
    text = {"en": HOSTILE}
    tables = {"errno": {"shape": "codes", "rows": [{"value": 2, "symbol": HOSTILE, "text": text, "also": [HOSTILE]}]}}
    entry = {**ENTRY, "advice": [{"when": {"error": "2"}, "text": text}]}
    output = TextOutput(explainer(entry, tables), 80, color)
    captures = {"error": "2", "name": HOSTILE}
    written = output.line(row(captures, entry) | {"advice": [HOSTILE]})
    written += output.line(row(captures, entry) | {"advice": [HOSTILE + "x"]})
    rest = re.sub(r"\x1b\[[0-9;]+m", "", written) if color else written
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e]", rest)
    assert r"= \x1b]0;owned\x07" in rest
    values = meanings_in("en", index(entry, tables)).of_message(entry, "linux:1")
    meanings = values.meanings(captures)
    shown = encode({"decoded": meanings["error"].written, "advice": values.advice(captures, meanings)})
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028-\u202e]", shown)


def test_rows_have_what_values_mean_and_only_advice_that_holds() -> None:
    engine = SimpleNamespace(index=index(), captures=lambda match: match.captures)
    found = Explainer(cast("Engine", engine), "en")

    def known(captures: dict[str, str]) -> dict[str, Any]:
        match = SimpleNamespace(captures=captures, alternatives=(), known=())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Explainer, "told", lambda *_: {"entry": ENTRY["id"], "message": {"id": "linux:1"}})
            return found._known(cast("Match", match))

    full = known({"error": "-2"})
    assert list(full) == ["entry", "message", "captures", "decoded", "advice", "alternatives"]
    assert (full["decoded"], full["advice"]) == ({"error": "ENOENT (no such file)"}, ["Make the `file`."])
    assert "advice" not in known({"error": "-99"})


def test_an_entry_without_tables_and_advice_costs_nothing() -> None:
    plain = {**ENTRY, "advice": [], "arguments": {"name": argument()}}
    found = explainer(plain)
    assert found.meanings(row({"name": "x"}, plain)) == {}
    assert found._meanings is None

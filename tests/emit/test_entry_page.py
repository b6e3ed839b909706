"""What the page of an entry shows: the named message, links to the source, texts in the reader's language."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from msgpedia import formats
from msgpedia.emit.site.entry_page import (
    SECTIONS,
    SYMBOLS,
    EntryView,
    card,
    code_address,
    first_step,
    first_words,
    fragment,
    freshness,
    named,
    summary,
)
from msgpedia.logs.headers import SEVERITIES

ROOT = Path(__file__).resolve().parents[2]

Row = dict[str, Any]
MakeEntry = Callable[..., Row]

LINUX = {
    "id": "linux",
    "name": {"ja": "Linux カーネル", "en": "Linux kernel"},
    "source_url": "https://git.example.org/linux/tree/{file}?h=v{version}",
}
DEVICE = {"kind": "device", "format": "%s %s: ", "arguments": ["driver", "device"]}
TAG = "<var>{0}</var>"


def variant(text: str, arguments: list[str], dialect: str = "printf", **more: Any) -> Row:
    return {"format": text, "dialect": dialect, "message": "linux:0123456789", "arguments": arguments, **more}


def view(entry: Row, language: str = "en", *others: Row) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    """What the template of an entry gets in a language, and the links that lead nowhere."""
    lost: list[tuple[str, str]] = []
    cards = {row["id"]: card(row) for row in (entry, *others)}
    made = EntryView(language, cards, {"linux": LINUX}, lambda *link: lost.append(link))
    return made.context(entry), lost


@pytest.mark.parametrize(
    ("dialect", "text", "names", "expected"),
    [
        ("printf", "%s: %d%% of %-5lu <full>", ["disk", "part", "size"], "{disk}: {part}% of {size} &lt;full&gt;"),
        ("printf", "none & nothing", [], "none &amp; nothing"),
        ("printf", "%*d|%.*s|", ["number", "text"], "{number}|{text}|"),
        ("printf", "a\tb\n%s", ["x"], r"a\tb\n{x}"),
        ("percent", "%(name)s is %(state)r", ["name", "state"], "{name} is {state}"),
        ("brace", "{} of {{}} {name!r:>5}", ["first", "name"], "{first} of {{}} {name}"),
        ("go", "%v: %+v", ["where", "what"], "{where}: {what}"),
        ("printk", "%pI4 at %pS", ["address", "symbol"], "{address} at {symbol}"),
    ],
)
def test_a_message_has_the_names_of_its_arguments_in_their_places(
    dialect: str, text: str, names: list[str], expected: str
) -> None:
    for name in names:
        expected = expected.replace(f"{{{name}}}", TAG.format(name))
    assert named(variant(text, names, dialect), names) == expected.replace("{{}}", "{}")


def test_arguments_of_the_prefix_come_first(make_entry: MakeEntry) -> None:
    row = variant("link %s, %d Mbps", ["state", "speed"], "printk", prefix=DEVICE)
    arguments = {name: {"text": {"en": name.upper()}} for name in ("driver", "device", "state", "speed")}
    found, _ = view(make_entry(variants=[row], arguments=arguments))
    names = ["driver", "device", "state", "speed"]
    expected = "{} {}: link {}, {} Mbps".format(*map(TAG.format, names))
    assert found["message"] == expected
    assert found["variants"][0]["prefix"] == "%s %s:"
    assert found["variants"][0]["format"] == "link %s, %d Mbps"
    assert [(name, shown.html) for name, shown, _ in found["arguments"]] == [(name, name.upper()) for name in names]


def test_the_message_is_the_newest_one(make_entry: MakeEntry) -> None:
    rows = [variant("new %s", ["x"]), variant("old %s and %s", ["x", "y"])]
    found, _ = view(make_entry(variants=rows))
    assert found["message"] == f"new {TAG.format('x')}"
    assert [row["named"] for row in found["variants"]] == [
        f"new {TAG.format('x')}",
        f"old {TAG.format('x')} and {TAG.format('y')}",
    ]


def test_no_control_character_of_a_format_string_reaches_the_page() -> None:
    found = named(variant("\x1b[31m%s\u202e\x07", ["x"]), ["x"])
    assert found == rf"\x1b[31m{TAG.format('x')}\u202e\x07"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%s: page allocation failure. order:%d", "page allocation failure. order:%d"),
        ("[%d] (%s) Out of memory", "Out of memory"),
        ("Out of memory", "Out of memory"),
        ("%d %s %d%%", ""),
        ("a %s b: x1 %d", "x1 %d"),
        ("--- 漢字 %s", "漢字 %s"),
        ("\n\tIndented\n", r"Indented\n"),
        ("_under %s score", "under %s score"),
        ("%s: %d%% used, 5%% free", "used, 5%% free"),
        ("load %d%%", "load %d%%"),
        ("half 50%% full %s 5%%", "half 50%% full %s 5%%"),
    ],
)
def test_a_card_begins_with_the_first_word(text: str, expected: str, make_entry: MakeEntry) -> None:
    assert first_words(formats.parse("printf", text).parts) == expected
    assert card(make_entry(variants=[variant(text, [])])).words == expected


def test_a_card_has_the_prefix_too(make_entry: MakeEntry) -> None:
    found = card(make_entry(variants=[variant("link down", [], "printk", prefix=DEVICE), variant("older", [])]))
    assert (found.format, found.words) == ("%s %s: link down", "link down")
    assert (found.id, found.software, found.subsystem) == ("linux/mm/page-allocation-failure", "linux", "linux/mm")


def test_every_severity_has_a_symbol() -> None:
    assert set(SYMBOLS) == set(SEVERITIES)


@pytest.mark.parametrize(
    ("versions", "expected"),
    [
        ({"from": "5.0", "to": "6.10"}, "https://git.example.org/linux/tree/mm/page_alloc.c?h=v6.10"),
        ({"to": "2.6.38"}, "https://git.example.org/linux/tree/mm/page_alloc.c?h=v2.6.38"),
        ({"from": "5.0"}, "https://git.example.org/linux/tree/mm/page_alloc.c?h=v5.0"),
        ({}, None),
    ],
)
def test_the_source_is_shown_at_a_version_that_has_the_message(versions: Row, expected: str | None) -> None:
    row = variant("x", [], versions=versions, source={"file": "mm/page_alloc.c"})
    assert code_address(LINUX, row) == expected


def test_the_address_of_the_source_is_safe_whatever_its_parts_are() -> None:
    source = {"file": 'a dir/{version}"><b>?#&.c', "function": "f(x)"}
    row = variant("x", [], versions={"to": "1"}, source=source)
    found = code_address(LINUX | {"source_url": "https://example.org/{file}#{function}"}, row)
    assert found == "https://example.org/a%20dir/%7Bversion%7D%22%3E%3Cb%3E%3F%23%26.c#f%28x%29"
    for pattern in ("javascript:alert('{file}')", "//example.org/{file}", "data:text/html,{file}", ""):
        assert code_address(LINUX | {"source_url": pattern}, row) is None
    assert code_address({"id": "x", "name": {}}, row) is None
    assert code_address(LINUX, variant("x", [], versions={"to": "1"})) is None


def test_a_source_without_versions_in_its_address_needs_none() -> None:
    row = variant("x", [], source={"file": "a.c"})
    assert code_address({"source_url": "https://example.org/{file}"}, row) == "https://example.org/a.c"


def test_texts_are_in_the_language_of_the_page(make_entry: MakeEntry) -> None:
    found, lost = view(make_entry(), "ja")
    assert (found["title"], found["title_language"], found["title_behind"]) == (
        "物理ページを確保できなかった",
        "ja",
        False,
    )
    assert found["action"].html == "<ol>\n<li>メモリを空ける。</li>\n<li>待つ。</li>\n</ol>\n"
    assert (found["action"].language, found["action"].missing, found["action"].behind) == ("ja", False, False)
    assert [(name, shown.html, decode) for name, shown, decode in found["arguments"]] == [
        ("process", "要求したプロセス", None),
        ("order", "大きさ", "page-order"),
        ("gfp_mask", "探し方", None),
    ]
    assert lost == []


def test_a_missing_text_is_shown_in_another_language_and_said_so(make_entry: MakeEntry) -> None:
    found, _ = view(make_entry(action={"ja": "待つ。"}, title={"ja": "題"}), "en")
    assert (found["title"], found["title_language"]) == ("題", "ja")
    assert (found["action"].html, found["action"].language, found["action"].missing) == ("<p>待つ。</p>\n", "ja", True)
    assert found["background"].missing is False


def test_a_text_behind_the_one_it_was_translated_from_says_so(make_entry: MakeEntry) -> None:
    entry = make_entry(
        behind={"title": ["ja"], "action": ["ja"], "arguments.order": ["ja"], "advice.2": ["ja"]},
        advice=[{"when": {"order": ">= 4"}, "text": {"ja": "甲", "en": "one"}}] * 2,
        notes={"ja": "注", "en": "note"},
    )
    found, _ = view(entry, "ja")
    assert found["title_behind"]
    assert found["action"].behind
    assert not found["background"].behind
    assert not found["notes"].behind
    assert [shown.behind for _, shown, _ in found["arguments"]] == [False, True, False]
    assert [shown.behind for *_, shown in found["advice"]] == [False, True]
    found, _ = view(entry, "en")
    assert [found["title_behind"], found["action"].behind] == [False, False]


def test_what_a_text_in_a_third_language_has_on_top_is_no_notice(make_entry: MakeEntry) -> None:
    found, _ = view(make_entry(behind={"action": ["ja"]}), "ko")
    assert (found["action"].language, found["action"].missing, found["action"].behind) == ("en", True, False)


def test_links_between_entries(make_entry: MakeEntry) -> None:
    other = make_entry(id="linux/fs/read-error")
    entry = make_entry(
        description={"en": "See [it](linux/fs/read-error#action), [this](#notes), [gone](linux/fs/gone)."},
        related=["linux/fs/read-error", "linux/fs/gone"],
        followed_by=["linux/mm/page-allocation-failure"],
    )
    found, lost = view(entry, "en", other)
    assert found["background"].html == (
        '<p>See <a href="../fs/read-error.html#action">it</a>, <a href="#notes">this</a>, gone.</p>\n'
    )
    assert lost == [("linux/mm/page-allocation-failure", "linux/fs/gone")]
    assert [(shown and shown.id, name, href) for shown, name, href in found["related"]] == [
        ("linux/fs/read-error", "linux/fs/read-error", "../fs/read-error.html"),
        (None, "linux/fs/gone", "../fs/gone.html"),
    ]
    assert found["followed_by"][0][2] == "page-allocation-failure.html"


def test_references_with_other_schemes_are_no_links(make_entry: MakeEntry) -> None:
    entry = make_entry(
        references=[
            {"title": "good", "url": "https://example.org/"},
            {"title": "bad", "url": "javascript:alert(1)"},
            {"title": "old", "url": "ftp://example.org/"},
        ]
    )
    assert view(entry)[0]["references"] == [("good", "https://example.org/"), ("bad", None), ("old", None)]


def test_facts_of_variants(make_entry: MakeEntry) -> None:
    seen = [{"distribution": "Debian 12", "version": "6.1", "config": "debug"}, {"distribution": "Fedora 40"}]
    found, _ = view(make_entry(variants=[variant("x", [], seen=seen), variant("y", [])]))
    first, second = found["variants"]
    assert first["seen"] == ["Debian 12, 6.1, debug", "Fedora 40"]
    assert (second["first"], second["last"], second["file"], second["code"], second["seen"]) == ("", "", "", None, [])


def test_the_versions_that_were_looked_at_are_told(make_entry: MakeEntry) -> None:
    variants = [variant("x", [], verified=["6.1", "6.12"]), variant("y", [])]
    found, _ = view(make_entry(variants=variants, verified=["6.1", "6.12"]))
    assert [row["verified"] for row in found["variants"]] == ["6.1, 6.12", ""]
    assert found["verified"] == "6.1, 6.12"
    assert view(make_entry())[0]["verified"] == ""


def test_arguments_name_the_table_of_their_values_and_variants_have_what_scripts_need(make_entry: MakeEntry) -> None:
    found, _ = view(make_entry())
    assert {name: kind for name, _, kind in found["arguments"]}["order"] == "page-order"
    assert set(found["tables"]) == {"page-order"}
    assert set(found["tables"]["page-order"]) == {"en", "ja"}
    assert found["variants"][0]["facts"] == "{}"
    bare = make_entry(arguments={"process": {"text": {"en": "x"}}})
    assert view(bare)[0]["variants"][0]["facts"] == ""


def test_advice_comes_with_its_conditions_for_readers_and_for_scripts(make_entry: MakeEntry) -> None:
    found, _ = view(make_entry(advice=[{"when": {"order": "0", "process": "in a, b"}, "text": {"en": "x"}}]))
    [(conditions, data, shown)] = found["advice"]
    assert conditions == [("order", "== 0"), ("process", "in a, b")]
    assert json.loads(data) == {"order": "0", "process": "in a, b"}
    assert shown.html == "<p>x</p>\n"


def states(entry: Row, *languages: str) -> dict[str, str]:
    return dict(freshness(entry, languages or ("ja", "en", "ko")))


def test_freshness_of_each_language(make_entry: MakeEntry) -> None:
    assert states(make_entry()) == {"ja": "complete", "en": "complete", "ko": "missing"}
    assert states(make_entry(notes={"ja": "注"})) == {"ja": "complete", "en": "partial", "ko": "missing"}
    advice = [{"when": {"order": "1"}, "text": {"en": "x", "ko": "y"}}]
    assert states(make_entry(advice=advice)) == {"ja": "partial", "en": "complete", "ko": "partial"}
    arguments = {"process": {"text": {"ja": "過程"}}}
    assert states(make_entry(arguments=arguments), "ja", "en") == {"ja": "complete", "en": "partial"}
    assert states(make_entry(behind={"action": ["ja"]}), "ja", "en") == {"ja": "behind", "en": "complete"}
    both = make_entry(behind={"title": ["ja"]}, notes={"en": "x"})
    assert states(both, "ja", "en") == {"ja": "partial", "en": "complete"}  # what is missing counts more


def test_the_summary_is_the_beginning_of_the_description(make_entry: MakeEntry) -> None:
    entry = make_entry(description={"en": "*One* `two`\nthree.\n\nNext.", "ja": "日" * 400})
    assert summary(entry, "en") == "One two three."
    assert summary(entry, "ja") == "日" * 159 + "…"
    assert summary(entry, "ko") == "One two three."
    assert summary(make_entry(description={"en": "x" * 160}), "en") == "x" * 160
    assert summary(make_entry(description={"en": "- item\n- other"}), "en") == "item"


def test_the_first_step_is_plain_text(make_entry: MakeEntry) -> None:
    entry = make_entry()
    assert first_step(entry, "en") == "Free some memory."
    assert first_step(entry, "ja") == "メモリを空ける。"
    text = "First of all:\n\n1. Look at `free`.\n\n   ```\n   free -h\n   ```\n2. Wait.\n"
    assert first_step(make_entry(action={"en": text}), "en") == "Look at free."
    assert first_step(make_entry(action={"en": "One.\n\nTwo."}), "en") == "One."
    assert first_step(make_entry(action={"en": "&nbsp;"}), "en").strip() == ""


def test_a_fragment_keeps_every_character_and_ends_no_attribute() -> None:
    line = "a b&c=#?%+/\"'<>é漢\t\U0001f600"
    found = fragment("log=", line)
    assert found.startswith("#log=")
    assert unquote(found[5:]) == line
    assert not set(found[1:]) & set("\"'<># \t&+")


def test_sections_that_texts_may_link_to_are_those_of_the_page() -> None:
    template = (ROOT / "site" / "templates" / "entry.html").read_text(encoding="utf-8")
    for section in SECTIONS:
        assert f'"{section}": _(' in template

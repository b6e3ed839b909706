"""What scripts read: every text survives the way through a script, whatever is in it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from msgpedia.emit.site import data
from msgpedia.emit.site.entry_page import card

Row = dict[str, Any]
MakeEntry = Callable[..., Row]
Node = Callable[[str], str]

# Hands over as the page does, then prints what came, escaped so that no encoding matters.
PROVIDE = "const found = [];\nconst msgpedia = { provide: (name, text) => found.push([name, JSON.parse(text)]) };\n"
PRINT = "\nconst code = (char) => `\\\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;"
PRINT += "\nconsole.log(JSON.stringify(found).replace(/[^ -~]/g, code));"

TEXTS = [
    "plain",
    'it\'s "quoted" `so` ${x}',
    "back\\slash \\n \\u0041 \\' \\\\",
    "line\nend\rand\r\nboth\ttab",
    "\u2028 and \u2029",
    "</script><script>alert(1)</script><!--",
    "\x00\x01\x1b\x7f\x85",
    "漢字 \U0001f600 é",
    "');alert(1);//",
    "__proto__",
    "",
]


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_comes_out_as_it_went_in(text: str, node: Node) -> None:
    script = data.script("some/name", data.encoded({"text": text, text: [text]}))
    assert "\n" not in script[:-1]
    assert "\u2028" not in script
    assert json.loads(node(PROVIDE + script + PRINT)) == [["some/name", {"text": text, text: [text]}]]


def test_all_texts_in_one_script(node: Node) -> None:
    value = {"all": TEXTS, "number": 1, "nothing": None, "yes": True}
    assert json.loads(node(PROVIDE + data.script("x", data.encoded(value)) + PRINT)) == [["x", value]]


def test_keys_of_objects_have_no_power(node: Node) -> None:
    value = {"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 2}}, "toString": "x"}
    script = PROVIDE + data.script("x", data.encoded(value))
    script += (
        "\nconst own = Object.keys(found[0][1]).join();\nconsole.log(own, String({}.polluted), found[0][1].polluted);"
    )
    assert node(script) == "__proto__,constructor,toString undefined undefined\n"


def test_a_json_text_as_a_value(node: Node) -> None:
    inner = data.encoded({"a": TEXTS})
    found = json.loads(node(PROVIDE + data.script("lookup", data.encoded(inner)) + PRINT))
    assert json.loads(found[0][1]) == {"a": TEXTS}


def results(entries: list[Row], language: str) -> dict[str, list[Row]]:
    """The files of cards of some entries: name and value."""
    found: dict[str, list[Row]] = {}
    made = data.Results(language, lambda name, text: found.update({name: json.loads(text)}))
    for entry in entries:
        made.add(data.result_card(entry, language))
    made.flush()
    return found


def test_the_look_up_gets_the_matchers_and_little_of_the_entries(make_entry: MakeEntry) -> None:
    keys = ("software", "headers", "records", "holes", "messages")
    entries = [make_entry(), make_entry(id="linux/mm/b", severity="err")]
    content = {key: [key] for key in keys} | {"entries": entries, "license": "x", "interface": {}}
    found = json.loads("".join(data.lookup(content, map(card, entries))))
    shown = [
        {"id": "linux/mm/page-allocation-failure", "severity": "warning"},
        {"id": "linux/mm/b", "severity": "err"},
    ]
    assert found == {key: [key] for key in keys} | {"reports": [], "report_lines": [], "entries": shown}


def test_cards_say_what_results_show(make_entry: MakeEntry) -> None:
    entry = make_entry(arguments={"order": {"text": {"en": "Size, in `pages`", "ja": "大きさ"}}})
    english = {
        "id": "linux/mm/page-allocation-failure",
        "severity": "warning",
        "title": "Physical pages could not be allocated",
        "first": "Free some memory.",
        "arguments": {"order": "Size, in pages"},
    }
    assert results([entry], "en") == {"cards/en/0": [english]}
    assert results([entry], "ja")["cards/ja/0"][0]["arguments"] == {"order": "大きさ"}
    assert results([entry], "ko") == {"cards/ko/0": [english]}


def test_the_meaning_of_an_argument_keeps_its_paragraphs_apart(make_entry: MakeEntry) -> None:
    entry = make_entry(arguments={"order": {"text": {"en": "One.\n\nTwo.\n- three\n- four\n"}}})
    assert results([entry], "en")["cards/en/0"][0]["arguments"] == {"order": "One. Two. three four"}


@pytest.mark.parametrize("number", [0, 1, 31, 32, 33, 70])
def test_cards_are_found_by_the_number_of_their_entry(make_entry: MakeEntry, number: int) -> None:
    entries = [make_entry(id=f"linux/mm/x{place:03}") for place in range(number)]
    found = results(entries, "ja")
    assert len(found) == -(-number // data.CARDS)
    for place, entry in enumerate(entries):
        assert found[f"cards/ja/{place // data.CARDS}"][place % data.CARDS]["id"] == entry["id"]

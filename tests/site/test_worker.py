"""The look-up's Worker: what it answers, in which order, and what it keeps of a log."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

RUNNER = Path(__file__).with_name("worker.mjs")


def message(number: int, entry: str | None, tokens: list[str | int], level: str | None = None) -> dict[str, Any]:
    names = [f"arg{place}" for place in range(sum(isinstance(token, int) for token in tokens))]
    return {
        "id": f"toaster:{number}",
        "software": "toaster",
        "entry": entry,
        "format": f"format {number}",
        "dialect": "printf",
        "level": level,
        "programs": [{"part": 1, "tokens": tokens, "words": [], **({"names": names} if entry else {})}],
    }


BUNDLE: dict[str, Any] = {
    "software": [{"id": "toaster", "name": {"en": "Toaster"}, "idents": ["toasterd"], "hosts": []}],
    "headers": [
        {"name": "t", "starts": "0-9", "tokens": [1, " toasterd: "], "fields": ["time"], "ident": "toasterd"},
        {"name": "r", "starts": "r", "tokens": ["repeated ", 1, ": "], "fields": ["repeated"], "ident": "toasterd"},
    ],
    "records": [],
    "holes": [{"wild": True}, {"pattern": "[0-9]{1,10}", "least": 1, "most": 10}],
    "entries": [{"id": "toaster/cold", "severity": "warning"}, {"id": "toaster/hot", "severity": "err"}],
    "messages": [
        message(0, "toaster/hot", ["slot is too hot: ", 1, " degrees, in ", 0]),
        message(1, "toaster/cold", ["slot is too cold: ", 0]),
        message(2, None, ["heating it up for a while"], "info"),
        message(3, None, ["heater is gone for good"]),
        message(4, "toaster/hot", ["slot is burning: ", 0]),
        message(5, None, ["eating bread is fun ", 0], "info"),
        message(6, None, ["eating bread is ", 0, "fun "], "err"),
        message(7, None, ["eating bread ", 0, "is fun "], "err"),
    ],
}
LOAD = {"type": "load", "data": json.dumps(BUNDLE)}


def answers(*send: dict[str, Any], **on: dict[str, Any]) -> list[dict[str, Any]]:
    """What the Worker answers to some messages; `on` are messages to send at its first answer of a type."""
    job = json.dumps({"send": send, "on": on}).encode()
    run = subprocess.run(["node", RUNNER], input=job, capture_output=True, check=True, timeout=60)
    found: list[dict[str, Any]] = json.loads(run.stdout)
    return found


def lookup(text: str, number: int = 1, software: str | None = None) -> dict[str, Any]:
    return {"type": "lookup", "id": number, "text": text, "software": software}


def result(text: str, software: str | None = None) -> dict[str, Any]:
    ready, found = answers(LOAD, lookup(text, software=software))
    assert ready["type"] == "ready"
    assert found["type"] == "result"
    return found


def test_ready_tells_what_there_is() -> None:
    assert answers(LOAD) == [{"type": "ready", "entries": 2, "messages": 8}]


def test_progress_comes_before_the_result() -> None:
    lines = "slot is too cold: x\n" * 10_000
    ready, *progress, found = answers(LOAD, lookup(lines, 7))
    assert ready["type"] == "ready"
    assert progress == [
        {"type": "progress", "id": 7, "done": done, "total": 10_000} for done in (2000, 4000, 6000, 8000)
    ]
    assert (found["type"], found["id"], found["cut"]) == ("result", 7, False)
    assert found["totals"] == {"lines": 10_000, "documented": 10_000, "indexed": 0, "unknown": 0, "blank": 0}


def test_lines_beyond_the_most_are_left_out_and_that_is_told() -> None:
    found = answers(LOAD, lookup("a\n" * 10_001))[-1]
    assert (found["cut"], found["totals"]["lines"]) == (True, 10_000)


def test_a_very_long_text_is_cut() -> None:
    script = "import {serve} from './worker.js'; const scope = {postMessage: (m) => console.log(m.type, m.cut)};"
    script += "serve(scope); scope.onmessage({data: {type: 'load', data: process.argv[1]}});"
    script += "scope.onmessage({data: {type: 'lookup', id: 1, text: 'a b '.repeat(1 << 22) + 'c'}});"
    folder = Path(__file__).parents[2] / "site" / "assets" / "lookup"
    command = ["node", "--input-type=module", "-e", script, str(LOAD["data"])]
    run = subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=60)
    assert run.stdout.split() == [b"ready", b"undefined", b"result", b"true"]


def test_very_long_lines_are_looked_up() -> None:
    pieces = [r"\x09", r"\xe3\x81\x82", "#011", r"\"", "a ", "0", "[[", "\N{GRINNING FACE}", " ", "\0", '{"a":[', ": "]
    starts = ["", 'time=1 level=info msg="', '{"msg":"', "slot is too cold: ", "1 toasterd: "]
    texts = [start + piece * 200_000 for start in starts for piece in pieces]
    _, *found = answers(LOAD, *(lookup(text, number) for number, text in enumerate(texts)))
    assert [(answer["type"], answer["id"]) for answer in found] == [("result", number) for number in range(len(texts))]


def test_broken_entries_of_a_journal_are_lines() -> None:
    found = result("__CURSOR=1\n" * 1000 + "broken")
    assert found["totals"]["lines"] == 1001


def test_a_newer_look_up_ends_the_one_before() -> None:
    found = answers(LOAD, lookup("slot\n" * 10_000, 1), progress=lookup("slot is too cold: x", 2))
    assert [answer["id"] for answer in found if answer["type"] == "result"] == [2]


def test_of_two_at_once_the_newer_counts() -> None:
    found = answers(LOAD, lookup("slot\n" * 10_000, 1), lookup("slot is too cold: x", 2))
    assert [answer["id"] for answer in found if answer["type"] == "result"] == [2]


def test_bad_data_is_told() -> None:
    for data in ("{", '"bundle"', "null", "{}", '{"software": []}'):
        (failed,) = answers({"type": "load", "data": data})
        assert (failed["type"], failed["id"]) == ("failed", None)
        assert failed["message"]


def test_bad_data_leaves_what_was_loaded() -> None:
    found = answers(LOAD, {"type": "load", "data": "{"}, lookup("slot is too cold: x"))
    assert [answer["type"] for answer in found] == ["ready", "failed", "result"]


def test_a_look_up_without_data_fails() -> None:
    (failed,) = answers(lookup("x", 5))
    assert (failed["type"], failed["id"]) == ("failed", 5)


def test_a_software_that_is_not_there_fails() -> None:
    failed = answers(LOAD, lookup("x", 5, "kettle"))[-1]
    assert (failed["type"], failed["id"], failed["message"]) == ("failed", 5, "no software kettle")


def test_other_messages_are_ignored() -> None:
    assert answers({"type": "what"}, {}) == []


def test_groups_stand_the_worst_first_then_the_most_frequent_then_by_id() -> None:
    lines = [
        *("heating it up for a while", "heater is gone for good", "heater is gone for good", "slot is too cold: a"),
        *(
            "heating it up for a while",
            "eating bread is fun today",
            "slot is burning: b",
            "slot is too hot: 250 degrees, in c",
        ),
        *("eating bread is fun again", "", " \t"),
    ]
    found = result("\n".join(lines))
    rows = [(row["severity"], row["count"], row["entryId"] or row["message"]["id"]) for row in found["groups"]]
    assert rows == [
        ("err", 2, "toaster/hot"),
        ("warning", 1, "toaster/cold"),
        ("info", 2, "toaster:2"),
        ("info", 2, "toaster:5"),
        (None, 2, "toaster:3"),
    ]
    assert found["totals"] == {"lines": 11, "documented": 3, "indexed": 6, "unknown": 2, "blank": 2}
    assert found["unknown"] == {"count": 2, "lines": []}


def test_a_group_has_all_that_is_shown() -> None:
    (group,) = result("1 toasterd: slot is burning: b\n2 toasterd: slot is too hot: 250 degrees, in c\n")["groups"]
    assert group == {
        "status": "documented",
        "entry": 1,
        "entryId": "toaster/hot",
        "software": "toaster",
        "severity": "err",
        "message": {"id": "toaster:4", "format": "format 4", "dialect": "printf"},
        "count": 2,
        "repeated": 0,
        "first": "1",
        "last": "2",
        "lines": [
            {
                "line": 1,
                "text": "1 toasterd: slot is burning: b",
                "captures": [["arg0", "b"]],
                "messageId": "toaster:4",
            },
            {
                "line": 2,
                "text": "2 toasterd: slot is too hot: 250 degrees, in c",
                "captures": [["arg0", "250"], ["arg1", "c"]],
                "messageId": "toaster:0",
            },
        ],
        "alternatives": [],
    }


def test_repetitions_are_counted() -> None:
    (group,) = result("repeated 3: heater is gone for good\nrepeated 4: heater is gone for good")["groups"]
    assert (group["count"], group["repeated"]) == (2, 7)


def test_equals_are_told_as_alternatives() -> None:
    (group,) = result("eating bread is fun and fun \neating bread is fun and is fun ")["groups"]
    assert group["message"]["id"] == "toaster:5"
    assert [(item["entry"], item["message"]["id"]) for item in group["alternatives"]] == [
        (None, "toaster:6"),
        (None, "toaster:7"),
    ]


def test_of_a_group_lines_with_other_captures_are_kept_first() -> None:
    lines = ["slot is too cold: a"] * 30 + [f"slot is too cold: {number}" for number in range(15)]
    (group,) = result("\n".join(lines))["groups"]
    values = [line["captures"][0][1] for line in group["lines"]]
    assert values == ["a", *map(str, range(15)), *["a"] * 4]
    assert [line["line"] for line in group["lines"]][:2] == [1, 31]
    lines += [f"slot is too cold: {number}" for number in range(100, 200)]
    (group,) = result("\n".join(lines))["groups"]
    assert len(group["lines"]) == 20
    assert group["count"] == 145


def test_texts_are_cut_between_characters() -> None:
    found = result(f"slot is too cold: {'x' * 1981}\N{GRINNING FACE}{'x' * 100}\n{'y' * 3000}")
    (line,) = found["groups"][0]["lines"]
    assert line["text"] == f"slot is too cold: {'x' * 1981}"
    assert line["captures"][0][1] == f"{'x' * 1981}\N{GRINNING FACE}{'x' * 17}"
    assert found["unknown"]["lines"] == [{"line": 2, "text": "y" * 2000}]


def test_a_thousand_unknown_lines_are_kept() -> None:
    found = result("".join(f"line {number}\n" for number in range(1, 1501)))
    assert found["unknown"]["count"] == 1500
    assert [line["line"] for line in found["unknown"]["lines"]] == [*range(1, 1001)]


def test_entries_of_a_journal_count_as_the_lines_they_are() -> None:
    found = result("a\n__CURSOR=1\nMESSAGE=x\n\nslot is too cold: b\n")
    assert found["totals"]["lines"] == 3
    assert found["groups"][0]["lines"][0]["line"] == 5
    assert [line["line"] for line in found["unknown"]["lines"]] == [1, 2]


def test_the_software_of_lines_without_a_header_may_be_named() -> None:
    bundle = {**BUNDLE, "messages": [message(0, None, ["too hot: ", 0])]}
    load = {"type": "load", "data": json.dumps(bundle)}
    found = answers(load, lookup("too hot: a", 1))[-1], answers(load, lookup("too hot: a", 2, "toaster"))[-1]
    assert [item["totals"]["indexed"] for item in found] == [0, 0]
    bundle["messages"] = [message(0, None, ["is too hot: ", 0])]
    load = {"type": "load", "data": json.dumps(bundle)}
    found = answers(load, lookup("is too hot: a", 1))[-1], answers(load, lookup("is too hot: a", 2, "toaster"))[-1]
    assert [item["totals"]["indexed"] for item in found] == [0, 1]


def pattern(tokens: list[str | int], names: list[str], **marks: bool) -> dict[str, Any]:
    words = [word for token in tokens if isinstance(token, str) for word in re.findall("[A-Za-z]{2,}", token)]
    return {"tokens": tokens, "words": words, "names": names, **marks}


REPORTS = [
    {
        "kind": "fire",
        "software": "toaster",
        "title": {"en": "Fire", "ja": "火事"},
        "openings": [0],
        "rows": [1],
        "lines": 100,
        "seconds": 10,
        "foreign": 1,
        "summary": [{"text": {"en": "in {slot}", "ja": "{slot} で"}}],
    }
]
LINES = [pattern(["slot is burning: ", 0], ["slot"]), pattern(["smoke: ", 0], [""])]
REPORTED = {"type": "load", "data": json.dumps({**BUNDLE, "reports": REPORTS, "report_lines": LINES})}


def reported(text: str, language: str = "en") -> dict[str, Any]:
    return answers(REPORTED, {**lookup(text), "language": language})[-1]


def burning(*texts: str) -> str:
    return "".join(f"{number} toasterd: {text}\n" for number, text in enumerate(texts, 1))


def test_lines_of_an_event_are_one_row() -> None:
    text = burning("slot is burning: a", "smoke: 1", "slot is too cold: x", "smoke: 2")
    found = reported(text)
    fire, cold = found["groups"]
    assert fire["report"] == {"kind": "fire", "title": "Fire", "summary": "in a", "isRest": False, "lines": 3}
    assert (fire["entryId"], fire["severity"], fire["count"]) == ("toaster/hot", "err", 1)
    assert (fire["first"], fire["last"]) == ("1", "4")
    assert fire["line"]["captures"] == [["arg0", "a"]]
    (event,) = fire["events"]
    assert [line["line"] for line in event["lines"]] == [1, 2, 4]
    assert [line["entryId"] for line in event["lines"]] == ["toaster/hot", None, None]
    assert (cold["entryId"], cold["count"]) == ("toaster/cold", 1)
    assert found["unknown"] == {"count": 0, "lines": []}
    assert found["totals"] == {"lines": 4, "documented": 4, "indexed": 0, "unknown": 0, "blank": 0}
    assert reported(text, "ja")["groups"][0]["report"]["summary"] == "a で"


def test_lines_of_an_event_that_nobody_has_explained_count_as_unknown() -> None:
    reports = [{**REPORTS[0], "openings": [2]}]
    lines = [*LINES, pattern(["slot is on fire: ", 0], ["slot"])]
    load = {"type": "load", "data": json.dumps({**BUNDLE, "reports": reports, "report_lines": lines})}
    found = answers(load, lookup(burning("slot is on fire: a", "smoke: 1", "what")))[-1]
    (fire,) = found["groups"]
    assert (fire["status"], fire["severity"], fire["entryId"], fire["message"]) == ("indexed", None, None, None)
    assert fire["opening"]["text"] == fire["line"]["text"] == "1 toasterd: slot is on fire: a"
    assert (found["totals"]["unknown"], found["unknown"]["count"]) == (3, 1)


def test_a_line_alone_is_no_event() -> None:
    found = reported(burning("slot is burning: a", "slot is too hot: 1 degrees, in b", "x", "slot is burning: c"))
    (group,) = found["groups"]
    assert "report" not in group
    assert (group["count"], group["first"], group["last"]) == (3, "1", "4")
    assert [line["line"] for line in group["lines"]] == [1, 2, 4]
    assert [line["line"] for line in found["unknown"]["lines"]] == [3]


def test_events_that_say_the_same_are_counted() -> None:
    texts = [text for slot in "aba" for text in (f"slot is burning: {slot}", "smoke: 1")]
    groups = reported(burning(*texts))["groups"]
    rows = [(group["report"]["summary"], group["count"], group["report"]["lines"]) for group in groups]
    assert rows == [("in a", 2, 4), ("in b", 1, 2)]
    assert [(event["first"], event["last"]) for event in groups[0]["events"]] == [(1, 2), (5, 6)]


def test_of_many_events_that_differ_some_are_told_as_others() -> None:
    texts = [text for slot in range(150) for text in (f"slot is burning: {slot}", "smoke: 1")]
    groups = reported(burning(*texts))["groups"]
    assert len(groups) == 101
    (rest,) = (group for group in groups if group["report"]["isRest"])
    assert (rest["report"]["summary"], rest["count"], len(rest["events"])) == (None, 50, 20)


def test_of_an_event_so_many_lines_are_kept() -> None:
    many = json.dumps({**BUNDLE, "reports": [{**REPORTS[0], "lines": 5000}], "report_lines": LINES})
    text = burning("slot is burning: a", *["smoke: 1"] * 3000)
    (group,) = answers({"type": "load", "data": many}, lookup(text))[-1]["groups"]
    assert (group["report"]["lines"], len(group["events"][0]["lines"]), group["events"][0]["count"]) == (
        3001,
        1000,
        3001,
    )

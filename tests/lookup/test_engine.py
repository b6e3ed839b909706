"""The engine finds what trying every program would find. Its rules have cases in `tests/conformance/ranking.json`."""

from __future__ import annotations

from itertools import takewhile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia import formats
from msgpedia.bundle import headers
from msgpedia.bundle.index import Index, build
from msgpedia.lookup import engine as module
from msgpedia.lookup.engine import Engine
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, plan

SOFTWARE = [
    {"id": "linux", "idents": ["kernel"], "hosts": [], "transport": "kernel"},
    {"id": "toaster", "idents": ["toasterd"], "hosts": ["kitchen"]},
]
GATES = {None: 12, "toaster": 8}


def content_of(messages: list[tuple[str, str | None, str]]) -> dict[str, Any]:
    """A bundle's content: messages of toaster with id, entry and format."""
    table = HoleTable()
    header_rows = [header.as_data(table) for header in headers.load()]
    rows = [
        {
            "id": name,
            "software": "toaster",
            "entry": entry,
            "format": text,
            "programs": [
                {"part": each.part, "first": each.first, **table.program(each), "words": rarest_first(each.words)}
                for each in plan(formats.parse("printf", text))
            ],
        }
        for name, entry, text in messages
    ]
    return {
        **dict.fromkeys(("digest", "generator", "license"), ""),
        "languages": [],
        "interface": {},
        "software": SOFTWARE,
        "headers": header_rows,
        "holes": table.rows(),
        "entries": [{"id": entry, "messages": []} for entry in sorted({row[1] for row in messages if row[1]})],
        "messages": rows,
    }


def engine_of(content: dict[str, Any], software: str | None = None) -> Engine:
    return Engine(Index(memoryview(build(content, ""))), software)


def best(content: dict[str, Any], body: str, software: str | None) -> tuple[list[Any], list[str]] | None:
    """The rank of the winner among all programs of a bundle, and its captures, found by trying each."""
    found = []
    for number, message in enumerate(content["messages"]):
        for program in message["programs"]:
            literals = [token for token in program["tokens"] if isinstance(token, str)]
            wild = sum("wild" in content["holes"][token] for token in program["tokens"] if not isinstance(token, str))
            captures = Matcher(program, content["holes"]).match(body)
            if captures is None or (software is None and words_first(program["tokens"], captures, content["holes"])):
                continue
            if len("".join(literals).translate(BLANK)) >= GATES[software]:
                name = message["entry"] or message["id"]
                rank = [-len("".join(literals)), wild, message["entry"] is None, name, number, program["part"]]
                found.append((rank, captures))
    return min(found, default=None, key=lambda item: item[0])


def words_first(tokens: list[Any], captures: list[str], holes: list[Any]) -> bool:
    """Whether what may be any text begins the program and has a blank in it: an unknown header, where nothing tells the
    software.
    """
    pairs = zip(tokens, captures, strict=False)
    leading = takewhile(lambda pair: not isinstance(pair[0], str) and "wild" in holes[pair[0]], pairs)
    return any(any(map(str.isspace, text)) for _, text in leading)


BLANK = str.maketrans("", "", " \t\n\r\f\v")
WORDS = ["toast", "bread", "slot", "heat", "toasted", "of", "to", "x", "5", ":", "[", "="]
PIECES = st.sampled_from([*WORDS, *(f"{word} " for word in WORDS), "%d", "%s", "%u ", "%s ", "%x", "%5d", "\n"])
FORMATS = st.lists(PIECES, min_size=1, max_size=9).map("".join)
BODIES = st.lists(st.sampled_from([*WORDS, " ", " ", "5", "abc", "é", "\n"]), max_size=12).map("".join)


@given(st.lists(st.tuples(FORMATS, st.booleans()), min_size=1, max_size=12), st.data())
@settings(max_examples=300)
def test_the_index_finds_what_trying_every_program_finds(texts: list[tuple[str, bool]], data: st.DataObject) -> None:
    content = content_of(
        [(f"t:{number:02}", f"t/e{number % 3}" if known else None, text) for number, (text, known) in enumerate(texts)]
    )
    printed = st.sampled_from(texts).map(
        lambda pair: pair[0].replace("%s", "toast").replace("%5d", "   12").replace("%d", "-1").replace("%", "7")
    )
    for software in (None, "toaster"):
        engine = engine_of(content, software)
        for body in data.draw(st.lists(BODIES | printed, min_size=1, max_size=5)):
            match = engine.match(body, engine.origin(engine.read("")[0]))
            expected = best(content, body, software)
            if expected is None and "\n" in body:
                expected = best(content, body.split("\n")[0], software)
            if match is None or expected is None:
                assert (match is None) == (expected is None)
            else:
                number = engine.index.message_of[match.template]
                assert (number, engine.program(match.template)["part"]) == tuple(expected[0][4:])
                assert match.captures == expected[1]


def test_what_was_learned_from_other_lines_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_KEPT", 3)
    content = content_of([("t:1", None, "slot %d is too hot"), ("t:2", None, "slot %d of bread is %s")])
    engine = engine_of(content, "toaster")
    origin = engine.origin(engine.read("")[0])
    for number in range(20):
        word = chr(97 + number) * 3
        hot = engine.match(f"slot {number} is too hot", origin)
        bread = engine.match(f"slot {number} of bread is {word}", origin)
        assert hot is not None
        assert bread is not None
        assert engine.captures(hot) == {"1": str(number)}
        assert engine.captures(bread) == {"1": str(number), "2": word}
        assert engine.match(f"{word} {number} is too hot", origin) is None


def test_a_body_too_long_to_be_remembered_is_matched() -> None:
    engine = engine_of(content_of([("t:1", None, "slot %s is too hot")]))
    line = "kitchen: no header, slot " + "x" * 2000
    origin = engine.origin(engine.read(line)[0])
    found = engine.match("slot " + "x" * 2000 + " is too hot", origin)
    assert found is not None
    assert found.captures == ["x" * 2000]


def test_a_software_that_the_bundle_lacks_is_an_error() -> None:
    with pytest.raises(KeyError):
        engine_of(content_of([]), "kettle")


def test_captures_have_the_names_of_arguments_where_there_are_any() -> None:
    content = content_of([("t:1", "t/hot", "slot %d is too hot: %s\nand bread is %s\n")])
    first, second = content["messages"][0]["programs"]
    first["names"], second["names"] = ["slot", "heat"], ["bread"]
    engine = engine_of(content)
    origin = engine.origin(engine.read("")[0])
    found = [engine.match(body, origin) for body in ("slot 1 is too hot: 250", "and bread is black")]
    assert [engine.captures(match) for match in found if match] == [{"slot": "1", "heat": "250"}]
    engine = engine_of(content, "toaster")
    match = engine.match("and bread is black", engine.origin(engine.read("")[0]))
    assert match is not None
    assert engine.captures(match) == {"bread": "black"}

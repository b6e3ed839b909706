"""Whatever bundle passes the checks, look-up runs over it without an error."""

from __future__ import annotations

import copy
import json
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgpedia.bundle import BundleError, artifact, writer
from msgpedia.bundle.index import Index, build
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.entry_text import entry_text, withdrawn_text
from msgpedia.lookup.rows import Explainer, encode
from msgpedia.lookup.summary import Summary
from msgpedia.lookup.text import TextOutput
from msgpedia.lookup.words import Words

Content = dict[str, Any]
LINES = [
    "Oct 27 18:00:02 kitchen toasterd[12]: slot left: 250 degrees, too hot",
    "Oct 27 18:00:02 kitchen toasterd[12]: slot a: b: 300 degrees, too hot  ",
    "slot : 0 degrees, too hot",
    "\x00\x1b[2J\u202e",
    "",
]
VALUES = st.sampled_from(
    [
        *(
            0,
            1,
            2,
            4,
            5,
            12,
            "",
            "a",
            "en",
            "x y",
            "[0-9]",
            "[0-9]{1,3}",
            "A-Z",
            "a-z",
            "l",
            "lr",
            "kernel",
            "time",
            "pri",
        ),
        *("linux", "toaster", "toaster:42f08d9570", ">= x", "== 3", "`**", "| a |\n|---|", "[x](y)", "%*d", "(?:a|b)"),
        *(None, True, [], {}, ["a"], ["slot", "degrees"], ["too"], {"en": "\n\n- x\n"}, {"wild": True}),
    ]
)


def places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        container = pending.pop()
        for key in container if isinstance(container, dict) else range(len(container)):
            found.append((container, key))
            if isinstance(container[key], dict | list):
                pending.append(container[key])
    return found


def look_up(content: Content) -> list[Content]:
    """All that look-up does with a bundle, over some lines; the rows."""
    explainer = Explainer(Engine(Index(memoryview(build(content, "")))), "ja")
    summary = Summary(explainer)
    output = TextOutput(explainer, 60, True)
    rows = [explainer.row("-", number, line) for number, line in enumerate(LINES, 1)]
    summary.add(LINES)
    found = summary.rows()
    for row in rows:
        json.loads(encode(row))
        output.line(row)
    output.summary(found, summary.totals())
    index = explainer.engine.index
    words = Words(index.interface("ja"), index.locale("ja"))
    for number in range(index.meta["entries"]):
        entry_text(index.entry(number), words, "ja", 60, True)
    for withdrawn in content.get("withdrawn", ()):
        withdrawn_text(withdrawn, words, "ja")
    return rows


def accepted(content: Content) -> Content | None:
    try:
        return artifact.parse(writer.serialise(content), "b.json")
    except BundleError:
        return None


def test_the_example_is_looked_up(example: Content) -> None:
    assert [row["status"] for row in look_up(example)] == [
        "documented",
        "documented",
        "documented",
        "unknown",
        "unknown",
    ]


@given(data=st.data())
@settings(max_examples=600, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_bundle_that_is_accepted_can_be_looked_up(documented: Content, data: st.DataObject) -> None:
    content = copy.deepcopy(documented)
    for _ in range(data.draw(st.integers(1, 2))):
        found = places(content)
        container, key = found[data.draw(st.integers(0, len(found) - 1))]
        action = data.draw(st.sampled_from(["change", "change", "remove", "repeat", "insert"]))
        value = copy.deepcopy(data.draw(VALUES))
        if action == "change":
            container[key] = value
        elif action == "remove":
            del container[key]
        elif isinstance(container, list):
            container.insert(key, copy.deepcopy(container[key]) if action == "repeat" else value)
        else:
            container[
                data.draw(st.sampled_from(["trim", "width", "keep", "first", "blanks", "transport", "notes"]))
            ] = value
    sound = accepted(content)
    if sound is not None:
        assert len(look_up(sound)) == len(LINES)

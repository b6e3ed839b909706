"""What is told of a report in one line."""

from __future__ import annotations

from typing import Any

import pytest
from tests.reports import made_up

from msgpedia.reports.model import Kind, Report
from msgpedia.reports.summary import summary_of, title_of


def report(summaries: list[dict[str, Any]], **fields: str) -> Report:
    row = {
        "kind": "made-up",
        "software": "linux",
        "title": {"en": "Made up", "ja": "作り物"},
        "openings": [],
        "lines": 10,
        "seconds": 10,
        "summary": summaries,
    }
    found = Report(Kind(row, []), ("kernel", None, None), 0, 1, None)
    found.fields.update(fields)
    return found


def text(en: str, **more: Any) -> dict[str, Any]:
    return {"text": {"en": en}, **more}


@pytest.mark.parametrize(
    ("summaries", "fields", "expected"),
    [
        ([text("{a}, {b}"), text("{a}")], {"a": "1", "b": "2"}, "1, 2"),
        ([text("{a}, {b}"), text("{a}")], {"a": "1"}, "1"),
        ([text("{a}, {b}")], {"a": "1"}, None),
        ([text("{a}[, {b}][, {c}]")], {"a": "1", "c": "3"}, "1, 3"),
        ([text("[{b}: ]{a}[, {c} of {d}]")], {"a": "1", "c": "3"}, "1"),
        ([text("{a}[, {b}]")], {"b": "2"}, None),
        ([text("yes", when={"a": "1"}), text("no")], {"a": "2"}, "no"),
        ([text("yes", when={"a": "1"}), text("no")], {"a": "1"}, "yes"),
        ([text("yes", unless={"a": "1"}), text("no")], {"a": "1"}, "no"),
        ([text("yes", known=["a"]), text("no")], {}, "no"),
        ([text("yes", known=["a"]), text("no")], {"a": "1"}, "yes"),
        ([text("{a}")], {"a": " one \t two  "}, "one two"),
        ([text("{a}")], {"a": "   "}, None),
        ([text("{a}[, {b}]")], {"a": "[x]", "b": "{a}"}, "[x], {a}"),
        ([], {"a": "1"}, None),
    ],
)
def test_summaries(summaries: list[dict[str, Any]], fields: dict[str, str], expected: str | None) -> None:
    assert summary_of(report(summaries, **fields), "en") == expected


def test_languages() -> None:
    both = [{"text": {"en": "{a} in English", "ja": "日本語の {a}"}}]
    assert summary_of(report(both, a="1"), "ja") == "日本語の 1"
    assert summary_of(report(both, a="1"), "de") == "1 in English"
    assert summary_of(report([{"text": {"ja": "日本語の {a}"}}], a="1"), "de") == "日本語の 1"


def test_hardware_errors_that_follow_one_another() -> None:
    found = made_up.grouped(made_up.engine(), *made_up.descriptions(), "hardware-one-after-another")
    assert [summary_of(each, "en") for each in found.reports] == [
        "MC1: errors that could not be corrected: 1",
        "CPU 0, bank 7, status 8c00004000010091",
        "CPU 4, bank 1, status be00000000010150",
        "reported by the firmware, severity corrected: memory error",
        "reported by the firmware, severity fatal: PCIe error",
        "MC0: errors that could not be corrected: 1",
        "Corrected error",
        "Corrected error",
        "Fatal error",
    ]


def test_the_text_of_a_warning_is_no_line_of_another_processor() -> None:
    found = made_up.grouped(made_up.engine(), *made_up.descriptions(), "warnings-mixed")
    assert [each.fields.get("text") for each in found.reports] == [
        None,
        "usb 1-1: BOGUS urb xfer, pipe 1 != type 3",
        None,
        "example 1-1: text of this very caller",
        None,
    ]


def test_what_it_is_called() -> None:
    rows = [text("{a}", when={"b": "1"}, title={"en": "Harmless", "ja": "無害"}), text("{a}")]
    assert title_of(report(rows, a="1", b="1"), "en") == "Harmless"
    assert title_of(report(rows, a="1", b="1"), "ja") == "無害"
    assert title_of(report(rows, b="1"), "en") == "Made up"
    assert title_of(report(rows, a="1", b="0"), "en") == "Made up"
    assert title_of(report([]), "ja") == "作り物"

"""Texts that are no YAML: told in plain words, at their place, one finding a slip, all of them at once, and mended only
where it is sure what was meant.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.catalog import reader, schema
from msgpedia.catalog.fixing import fixed
from msgpedia.catalog.sources import MOST_BYTES
from msgpedia.diagnostics import Diagnostic

GOOD = (Path(__file__).parents[1] / "broken" / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")
LINE = "'Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0'"
ORDER = "  order: {ja: 要求した大きさ, en: Size asked for, decode: page-order}\n"
EN = "  en: Free some memory."
NO_LETTERS = re.compile(r"[\s'\":：,、，“”‘’＂\[\]{}（）()\\\u3000]")
# fmt: off
PIECES = ["'", '"', ":", ": ", "：", "、", "- ", "  ", " ", "\t", "[", "]", "{", "}", " # ", "“", "”", "|", ">", "&",
          "*", "\n", "<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\u3000", "%", "`", "?", "---\n", "\\"]
# fmt: on


def found(text: str) -> tuple[Diagnostic, ...]:
    return reader.read(text.encode("utf-8"), "x.yaml", schema.ENTRY).diagnostics


@pytest.mark.parametrize(
    ("old", "new", "place", "message", "hint"),
    [
        (LINE, LINE[1:-1], "22:11", "needs quotes", "single quotes"),
        (EN, "  en: **important** thing", "20:7", "the alias", "begins with `*` needs single quotes"),
        (EN, "  en: `free` shows it.", "20:7", "begins with a backtick", "'`free` shows it.'"),
        (EN, "  en: [free](https://a.example/x) memory", "20:7", "begins with `[`", "single quotes"),
        (EN, "  en: > 4 pages", "20:9", "in the line of `>`", "single quotes"),
        (EN, '  en: "C:\\data" holds it', "20:10", "`\\d` means nothing", "single quotes"),
        (EN, '  en: "Free" some memory', "20:12", "the line goes on", '`\\"`'),
        (EN, "  en: Free some: memory'", "20:7", "ends with a quote and begins with none", "in front"),
        (EN, "  en: “Free some: memory", "20:7", "no quote in YAML", "straight"),
        (EN, "   en: Free some memory.", "20:1", "indented by 3 blanks", "by 2 blanks, as `ja` in line 19"),
        ("severity: warning", " severity: warning", "5:1", "indented by 1 blank", "do not indent it"),
        ("schema: 1", " schema: 1", "1:1", "the first field is indented", "do not indent it"),
        ("  ja: メモリを空ける。", "  ja: |\nメモリを空ける。", "20:1", "not indented enough", "4 blanks or more"),
        ("severity: warning", "severity warning", "5:1", "name of a field", "field: value"),
        ("schema: 1\n", "schema 1\n", "1:1", "name of a field", "field: value"),
        ("severity: warning", "'severity: warning", "5:1", "nothing closes the quote", "delete it"),
        ("severity: warning", "severity: 'warning”", "5:11", "ends in line 7 only", "in place of `”`"),
        ("{to: '2.6.38'}", "to: '2.6.38'", "9:15", "two fields begin in one line", "{to: '2.6.38'}"),
        (ORDER, "  - " + ORDER.lstrip(), "13:3", "an item of a list stands among fields", "delete the `- `"),
        ("  process: {", "  - process: {", "13:3", "a field stands among the items", "begin it with `- `"),
        (ORDER, ORDER.replace("for", "[for]"), "13:39", "`[` cannot stand", "single quotes"),
        ("[process, order", "[process, @order", "8:26", "`@` cannot begin", "single quotes"),
    ],
)
def test_a_slip_is_told_in_plain_words(old: str, new: str, place: str, message: str, hint: str) -> None:
    assert GOOD.count(old) == 1
    (finding,) = found(GOOD.replace(old, new))
    assert finding.span.place == f"x.yaml:{place}"
    assert message in finding.message
    assert hint in finding.hint
    assert "not YAML" not in finding.message


@pytest.mark.parametrize("blanks", ["\u00a0", "\u00a0 ", "\u3000\u00a0", " \u00a0"])
def test_odd_blanks_behind_a_colon_all_become_one(blanks: str) -> None:
    text = GOOD.replace("severity: warning", f"severity:{blanks}warning")
    assert fixed(text, found(text))[0] == GOOD


def test_several_slips_are_found_at_once_with_what_is_wrong_beside() -> None:
    text = GOOD.replace("severity: warning", "severity：warning").replace(EN, "  en: First: free it.")
    text = text.replace("{to: '2.6.38'}", "{to: 6.10}").replace("license:", "licence:")
    places = [(finding.span.line, finding.code) for finding in sorted(found(text))]
    assert places == [(5, "MP007"), (9, "MP104"), (20, "MP007"), (24, "MP101")]


def test_of_a_conflict_the_first_side_is_read() -> None:
    both = "<<<<<<< HEAD\nseverity: warn\n=======\nseverity: nobody\n>>>>>>> other\n"
    text = GOOD.replace("severity: warning\n", both)
    first, second = sorted(found(text))
    assert (first.code, first.span.line, first.fix) == ("MP007", 5, ())
    assert (second.code, second.span.line) == ("MP105", 6)


def test_a_byte_order_mark_hides_nothing() -> None:
    text = "\ufeff" + GOOD.replace("severity: warning", "severity: warn")
    assert [finding.code for finding in found(text)] == ["MP005", "MP105"]
    assert fixed(text, found(text))[0] == GOOD


def test_an_empty_value_stands_behind_its_colon() -> None:
    text = GOOD.replace(
        "    captures: {process: lvcreate, order: '0', gfp_mask: d0}\n",
        "    captures:\n      process: lvcreate\n      order:\n      gfp_mask: d0\n",
    )
    (finding,) = found(text)
    assert finding.span.place == "x.yaml:25:13"
    assert "      order: ''\n" in fixed(text, [finding])[0]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (EN, "  en: Free: some # memory"),  # a comment, or part of the text
        (EN, "  en: Free: some\n    memory"),
        (EN, "  en: Let us: free the users'"),
        (
            "  ja: メモリを空ける。\n",
            "  ja: |\n    - `ps`: 見る。\n\n -\n    - `free`: 空ける。\n",
        ),  # Markdown, unindented
        (EN, "  en: “Free” some: “memory”"),
    ],
)
def test_what_is_not_sure_has_no_fix(old: str, new: str) -> None:
    findings = found(GOOD.replace(old, new))
    assert findings
    assert not any(finding.fix for finding in findings)


@pytest.mark.parametrize("line", ["\u3000a: b\n", "a: x: y\n", "a: " + "x " * 60 + ": y\n"])
def test_a_large_file_of_slips_is_given_up_soon(line: str) -> None:
    text = line * ((MOST_BYTES - 1000) // len(line.encode("utf-8")))
    assert 1 <= len([finding for finding in found(text) if finding.code == "MP007"]) <= 20


@settings(max_examples=150)
@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 3), st.sampled_from(PIECES)), max_size=4))
def test_whatever_is_broken_is_found_in_the_file_and_no_fix_loses_a_letter(
    changes: list[tuple[int, int, str]],
) -> None:
    text = GOOD
    for start, cut, piece in changes:
        text = text[:start] + piece + text[start + cut :]
    lines = text.split("\n")
    findings = found(text)
    for finding in findings:
        assert 1 <= finding.span.line <= len(lines)
        assert finding.span.column <= len(lines[finding.span.line - 1]) + 2
    slips = [finding for finding in findings if finding.code == "MP007"]
    assert NO_LETTERS.sub("", fixed(text, slips)[0]) == NO_LETTERS.sub("", text)

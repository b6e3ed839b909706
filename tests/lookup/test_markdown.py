"""Markdown of entries becomes lines for a terminal; no text makes it fail."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.lookup.markdown import first_steps, parse, plain_pieces
from msgpedia.lookup.markdown_spans import spans_of
from msgpedia.lookup.markdown_text import Renderer
from msgpedia.lookup.terminal import Screen

SAFE = re.compile(r"(?:[^\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]|\x1b\[[0-9;]+m)*")
PIECES = ["- ", "1. ", "> ", "```", "~~~", "# ", "| a |", "    ", "`", "``", "**", "*", "_", "[a](b)", "](", "<http:"]
PIECES += [
    "\n",
    "\n\n",
    "\\",
    " ",
    "a",
    "漢",
    "&#27;",
    "&lt;",
    "\x1b[2J",
    "\x9b",
    "\u202e",
    "\t",
    "\r",
    "---",
    "![",
    ">",
]


def show(text: str, width: int = 40, color: bool = False, commands: bool = False) -> list[str]:
    return Renderer(Screen(width, color), commands).lines(parse(text), "")


@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join), st.booleans(), st.booleans())
def test_any_text_can_be_shown_and_nothing_in_it_reaches_the_terminal(text: str, color: bool, commands: bool) -> None:
    for line in show(text, color=color, commands=commands):
        assert SAFE.fullmatch(line)
        assert color or "\x1b" not in line


@given(st.text(alphabet="abc漢字。 \n", max_size=300))
def test_plain_prose_loses_no_character(text: str) -> None:
    assert re.sub(r"\s", "", "".join(show(text))) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "piece", ["> ", "- ", "1. ", "*", "`", "[", "](", "[a](", "<a:", "_a", "\\", "&a", "**a ", "# "]
)
def test_long_repetitions_are_shown_whole(piece: str) -> None:
    assert len("".join(show("x " + piece * 20_000, width=100))) >= len(piece.strip()) * 5_000
    assert show(piece * 20_000 + "\n\nend", width=100)[-1].endswith("end")


def test_steps_with_their_commands() -> None:
    text = "1. Look at the load.\n\n   ```\n   uptime\n   # all of it\n   ps \\\n     aux\n   ```\n\n2. Wait.\n"
    assert show(text, commands=True) == [
        "1. Look at the load.",
        "     $ uptime",
        "       # all of it",
        r"     $ ps \ ".rstrip(),
        "         aux",
        "2. Wait.",
    ]


def test_code_is_not_broken_and_keeps_its_blanks() -> None:
    long = "x" * 30 + "  " + "y" * 60
    assert show(f"Before.\n\n```\n{long}\n\n  z\n```\n\nAfter.") == [
        "Before.",
        "",
        f"    {long}",
        "",
        "      z",
        "",
        "After.",
    ]


def test_nested_lists_and_numbers() -> None:
    text = "9. nine\n10. ten\n    - inner one\n    - inner two\n"
    assert show(text) == [" 9. nine", "10. ten", "    - inner one", "    - inner two"]


def test_blank_lines_between_items_stay() -> None:
    assert show("- a\n\n- b\n\nend") == ["- a", "", "- b", "", "end"]


def test_paragraphs_of_several_lines_join_as_their_script_does() -> None:
    assert show("one\ntwo\n\n日本\n語") == ["one two", "", "日本語"]


def test_hard_line_breaks_stay() -> None:
    assert show("one  \ntwo\\\nthree") == ["one", "two", "three"]


def test_quotes_headings_rules_and_tables() -> None:
    text = "# Title #\n\n> quoted\n\n***\n\n| a | b |\n| - | - |"
    assert show(text) == ["Title", "", "> quoted", "", "----", "", "    | a | b |", "    | - | - |"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see `a_b` and `` c`d ``", [("", "see "), ("code", "a_b"), ("", " and "), ("code", "c`d")]),
        ("**very** *so* _yes_", [("strong", "very"), ("", " "), ("em", "so"), ("", " "), ("em", "yes")]),
        ("snake_case_name 2 * 3 * 4", [("", "snake_case_name 2 * 3 * 4")]),
        ("**open", [("", "**open")]),
        ("`open", [("", "`open")]),
        (r"\*no\*", [("", "*no*")]),
        ("a &lt; b", [("", "a < b")]),
    ],
)
def test_spans(text: str, expected: list[tuple[str, str]]) -> None:
    merged: list[tuple[str, str]] = []
    for style, part in spans_of(text):
        if merged and merged[-1][0] == style:
            merged[-1] = style, merged[-1][1] + part
        else:
            merged.append((style, part))
    assert merged == expected


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("[the guide](https://example.org/a(b))", "the guide (https://example.org/a(b))"),
        ("<https://example.org/>", "https://example.org/"),
        ("[https://example.org/](https://example.org/)", "https://example.org/"),
        ('[t](https://example.org/ "title")', "t (https://example.org/)"),
    ],
)
def test_links_show_where_they_lead(text: str, shown: str) -> None:
    assert show(text, 80) == [shown]


def test_code_shows_its_backticks_only_where_no_style_can_tell_it_apart() -> None:
    assert show("run `ls`") == ["run `ls`"]
    assert "`" not in "".join(show("run `ls`", color=True))


def test_first_steps_of_a_list_and_of_prose() -> None:
    blocks, count = first_steps(parse("Careful.\n\n1. a\n2. b\n3. c\n"), 2)
    assert (Renderer(Screen(40, False)).lines(blocks, ""), count) == (["Careful.", "", "1. a", "2. b"], 3)
    blocks, count = first_steps(parse("One.\n\nTwo.\n\nThree.\n"), 2)
    assert (Renderer(Screen(40, False)).lines(blocks, ""), count) == (["One.", "", "Two."], 0)


def test_plain_pieces_are_what_a_reader_sees() -> None:
    text = "# Head\n\nThe **page**\nand `code`, a [link](https://example.org).\n\n"
    text += "1. 物理\n   ページ\n\n   > quoted\n\n```\nls -l\n\n```"
    assert list(plain_pieces(parse(text))) == [
        "Head",
        "The page and code, a link (https://example.org).",
        "物理ページ",
        "quoted",
        "ls -l",
        "",
    ]

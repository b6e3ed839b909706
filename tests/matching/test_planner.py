"""From format strings to programs: lines, literals, and what the index may rely on."""

from __future__ import annotations

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from msgpedia.formats import Hole, parse
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import MOST_BLANKS, HoleTable, Program, plan


def programs(dialect: str, *format_strings: str) -> tuple[Program, ...]:
    return plan(*(parse(dialect, text) for text in format_strings))


def spelled(program: Program) -> str:
    return "".join("·" if isinstance(token, Hole) else token for token in program.tokens)


@pytest.mark.parametrize(
    ("format_string", "lines"),
    [
        ("", []),
        ("\n", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\n\n%d b\n", ["a", "· b"]),
        ("\na", ["a"]),
        (" a \n b", [" a ", " b"]),
        ("%s\n%s", ["·", "·"]),
        ("a\r\nb", ["a\r", "b"]),
        ("\x013a", ["a"]),
    ],
)
def test_each_line_of_a_format_is_a_program(format_string: str, lines: list[str]) -> None:
    found = programs("printk", format_string)
    assert [spelled(program) for program in found] == lines
    assert [program.part for program in found] == list(range(1, len(lines) + 1))


def test_captures_are_counted_through_the_lines() -> None:
    assert [program.first for program in programs("printf", "%d %d\n\n%s\nx\n%s")] == [0, 2, 3, 3]


def test_a_prefix_and_a_format_are_one_template() -> None:
    (program,) = programs("printk", "%s %s: ", "link is %s\n")
    assert spelled(program) == "· ·: link is ·"
    assert (program.literals, program.solid, program.wild) == (11, 7, 3)


def test_no_break_spaces_are_no_white_space() -> None:
    (program,) = programs("printf", "a\u00a0b \t%d")
    assert (program.literals, program.solid) == (5, 3)


@pytest.mark.parametrize(
    ("format_string", "words"),
    [
        ("link is up", {"link", "is", "up"}),
        ("eth%d: up", {"eth", "up"}),
        ("eth%s: up", {"up"}),
        ("0x%x up", {"up"}),
        ("mode%x up", {"up"}),
        ("%.0dlink", set()),
        ("%dlink", {"link"}),
        ("%5clink", set()),
        ("no2link a B", {"no", "link"}),
        ("caf\u00e9s", {"caf"}),
    ],
)
def test_words_are_those_that_are_whole_in_every_line(format_string: str, words: set[str]) -> None:
    (program,) = programs("printf", format_string)
    assert set(program.words) == words


PIECES = st.sampled_from(["link", "up", "a", " ", ": ", "5", "é", "%d", "%x", "%s", "%c", "%.0d", "%5s", "%-4s", "%p"])
BODIES = st.lists(st.sampled_from(["link", "up", "a", " ", ": ", "5", "12", "é", "0x1f"]), max_size=8).map("".join)


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), BODIES)
@settings(max_examples=1500)
def test_every_line_that_matches_has_the_words(format_string: str, body: str) -> None:
    (program,) = programs("printf", format_string) or (Program(("x",)),)
    table = HoleTable()
    data = table.program(program)
    line = format_string
    for conversion, text in (("%d", "5"), ("%x", "a"), ("%s", "up"), ("%c", "a"), ("%.0d", ""), ("%5s", "links")):
        line = line.replace(conversion, text)
    line = line.replace("%-4s", "a   ").replace("%p", "(nil)")
    tried = [each for each in (line, line.rstrip(" "), body) if Matcher(data, table.rows()).match(each) is not None]
    assume(tried)
    for each in tried:
        assert set(program.words) <= set(re.findall("[A-Za-z]{2,}", each))


@pytest.mark.parametrize(
    ("format_string", "blanks"),
    [
        ("done", 0),
        ("done  ", 2),
        ("x: %s", 1),
        ("%d blocks of %s", 1),
        ("x=%-5d", 5 + 6),
        ("%-10s %-10s %s", 22),
        ("x=%.3s", 3),
        ("(%-20s)", 0),
        ("%999999999s ", MOST_BLANKS),
        ("%999999999d", MOST_BLANKS),
        ("%999999999c%999999999c", MOST_BLANKS),
    ],
)
def test_how_many_lost_blanks_a_program_could_use(format_string: str, blanks: int) -> None:
    (program,) = programs("printf", format_string)
    assert program.blanks == blanks


@pytest.mark.parametrize("letter", "diouxXbBeEfFgGaAcsSpm")
@pytest.mark.parametrize("size", ["999999999", "-999999999", "0999999999", ".999999999", "999999999.999999999", "*.*"])
def test_sizes_stay_within_what_a_bundle_may_have(letter: str, size: str) -> None:
    (program,) = programs("printf", f"%{size}{letter}")
    row = program.holes[0].as_data()
    numbers = [row.get("most", 0), row.get("width", 0), *re.findall(r"[0-9]+", str(row.get("pattern", "")))]
    assert max(int(str(number)) for number in numbers) <= 1 << 15


def test_holes_that_are_alike_are_one_row() -> None:
    table = HoleTable()
    (program,) = programs("printf", "%d %s %d %i")
    assert table.program(program)["tokens"] == [0, " ", 1, " ", 0, " ", 0]
    assert len(table.rows()) == 2


@pytest.mark.parametrize(
    ("format_string", "careful"),
    [
        *[("%d: %d", False), ("%d%d%d", False), ("%02x:%02x:%02x:%02x", False), ("%d%s%d%s%d%s%d", False)],
        *[("%d%d%d%d", True), ("%02x%02x%02x%02x%02x%02x", True), ("%*d%*d%*d", True), ("%d%s%d%d%d%d", True)],
    ],
)
def test_units_that_can_be_divided_in_many_ways_are_run_with_care(format_string: str, careful: bool) -> None:
    (program,) = programs("printf", format_string)
    assert program.careful is careful


@pytest.mark.parametrize(
    ("format_string", "words", "body", "captures"),
    [
        ("%s: done", {0}, "unit: done", ["unit"]),
        ("%s: done", {0}, "two words: done", None),
        ("%s: done", set(), "two words: done", ["two words"]),
        ("%8s : no", {0}, "   alice : no", ["alice"]),
        ("%8s : no", {0}, "a long name : no", None),
        ("%-8s: no", {0}, "alice   : no", ["alice"]),
        ("for %.20s from %.20s!", {1}, "for a from b! from c!", ["a from b!", "c"]),
        ("x=%d y=%s", {0, 1}, "x=-5 y=a", ["-5", "a"]),
        ("x=%d y=%s", {0, 1}, "x=-5 y=a b", None),
        ("%s", {0}, "", [""]),
    ],
)
def test_an_argument_that_is_one_word_takes_no_blank(
    format_string: str, words: set[int], body: str, captures: list[str] | None
) -> None:
    (program,) = programs("printf", format_string)
    table = HoleTable()
    row = table.program(program.with_words(words))
    assert Matcher(row, table.rows()).match(body) == captures

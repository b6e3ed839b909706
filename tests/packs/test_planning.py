"""Programs of packs are those that the planner makes, and each is found by its anchor."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia import formats
from msgpedia.formats import FormatError
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import plan
from msgpedia.matching.signatures import word_hash
from msgpedia.packs import index
from msgpedia.packs.anchors import Anchors
from msgpedia.packs.measuring import Kind, Measures, sequences
from msgpedia.packs.planning import Costs, Planner

PIECES = [
    "%s",
    "%d",
    "%5d",
    "%-8s",
    "%*d",
    "%.*s",
    "%pR",
    "%pI4",
    "%02x",
    "%%",
    "%llu",
    "%c",
    "%zu",
    "%#010llx",
    "%pOF",
]
PIECES += ["slot", "too hot", ": ", "\n", " ", "0x", "a", "\n\n", "(", "100% ", "%", "%q", "%1$s", "\x016"]
FORMATS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=8).map("".join)


@pytest.mark.parametrize("dialect", sorted(formats.DIALECTS))
@given(text=FORMATS)
def test_programs_are_those_of_the_planner(dialect: str, text: str) -> None:
    try:
        expected = plan(formats.parse(dialect, text))
    except FormatError:
        expected = ()
    assert Planner().programs(dialect, text, before=False, behind=False) == expected


@pytest.mark.parametrize("conversion", ["%ps", "%pS"])
def test_a_symbol_may_have_its_offset_or_not(conversion: str) -> None:
    planner = Planner()
    (program,) = planner.programs("printk", f"{conversion} returned", before=False, behind=False)
    tokens = [token if isinstance(token, str) else planner.number(token) for token in program.tokens]
    matcher = Matcher({"tokens": tokens}, planner.holes.rows())
    for symbol in (
        "toast_probe",
        "toast_probe [toaster]",
        "toast_probe+0x10/0x1f0",
        "toast_probe+0x10/0x1f0 [toaster]",
    ):
        assert matcher.match(f"{symbol} returned") == [symbol]
    assert matcher.match("no symbol returned") is None


def test_text_that_is_not_known_is_a_wild_hole() -> None:
    (program,) = Planner().programs("printk", "slot %d", before=True, behind=True)
    assert [token if isinstance(token, str) else token.wild for token in program.tokens] == [True, "slot ", False, True]


def test_text_that_is_not_known_may_stand_behind_a_prefix_that_is() -> None:
    (program,) = Planner().programs("printk", "%s %s: slot %d\n", before=True, behind=False, prefix="%s %s: ")
    assert [token if isinstance(token, str) else token.wild for token in program.tokens] == [
        *(True, " ", True, ": ", True, "slot ", False)
    ]


def test_of_several_lines_the_first_has_what_is_before_and_the_last_what_is_behind() -> None:
    first, last = Planner().programs("printk", "slot\nhot", before=True, behind=True)
    assert (isinstance(first.tokens[0], str), first.tokens[1:]) == (False, ("slot",))
    assert (last.tokens[0], last.first) == ("hot", 1)


def test_what_costs_too_much_is_wild_or_run_with_a_memo() -> None:
    planner, costs = Planner(), Costs()
    for text in ("%" + "d%" * 40 + "d", "%4000d%4000d%4000d x", "%s%300pIS%300pIS"):
        for program in planner.programs("printk", text, before=False, behind=False):
            numbers = [planner.number(hole) for hole in program.holes]
            assert all(hole.wild for hole in program.holes) or costs.careful(program, numbers)


@given(text=FORMATS)
def test_a_program_comes_back_as_it_went_in(text: str) -> None:
    planner = Planner()
    for program in planner.programs("printk", text, before=False, behind=False):
        tokens = [token if isinstance(token, str) else planner.number(token) for token in program.tokens]
        row = index.decoded(index.encoded(7, program.first, program.part, program.blanks, True, 2, tokens))
        assert row == {
            "message": 7,
            "first": program.first,
            "part": program.part,
            "tokens": tokens,
            "blanks": program.blanks,
            "careful": True,
            "unknown": 2,
        }


@given(text=FORMATS)
def test_what_is_measured_is_what_the_program_says(text: str) -> None:
    for program in Planner().programs("printk", text, before=False, behind=False):
        measures = Measures([token if isinstance(token, str) else Kind(token, 0) for token in program.tokens])
        found = measures.literals, measures.solid, measures.wild, measures.blanks
        assert found == (program.literals, program.solid, program.wild, program.blanks)


@pytest.mark.parametrize(
    "text", ["slot %d of %5d: %*d", "%%", "\x016slot", "a\nb", "%s %llu", " %-8s  %#x ", "%q", "%", ""]
)
def test_a_message_has_the_id_of_its_format(text: str) -> None:
    try:
        expected = formats.message_id("toaster", formats.parse("printk", text))
    except FormatError:
        expected = None
    assert Planner().message_id("toaster", "printk", text) == expected


@given(text=FORMATS)
def test_neighbouring_words_are_neighbours_in_a_line_and_all_words_are_there(text: str) -> None:
    for program in Planner().programs("printk", text, before=False, behind=False):
        runs = sequences(program)
        assert {word for run in runs for word in run} == set(program.words)
        line = "".join(
            token if isinstance(token, str) else "7" if not token.has_letters else "xx" for token in program.tokens
        )
        words = re.findall("[A-Za-z]{2,}", line)
        for run in runs:
            assert any(tuple(words[place : place + len(run)]) == run for place in range(len(words)))


def test_the_anchor_is_what_fewest_lines_have() -> None:
    planner, anchors = Planner(), Anchors()
    texts = ["failed to start the toaster", *(f"failed to start part {word}" for word in ("one", "two", "three"))]
    texts.append("from device to kernel")
    counted = [
        anchors.count(sequences(planner.programs("printk", text, before=False, behind=False)[0])) for text in texts
    ]
    anchors.finish()
    assert anchors.choose(counted[0]) in {index.pair_hash("the", "toaster"), word_hash("toaster")}
    assert anchors.choose([]) is None
    pairs = {index.pair_hash(*pair) for pair in (("from", "device"), ("device", "to"), ("to", "kernel"))}
    assert anchors.choose(counted[-1]) in pairs

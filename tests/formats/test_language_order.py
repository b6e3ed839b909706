"""The law that matching rests on: of the texts of a hole that stand in a line, the longest is met first.

Whoever reads a pattern from left to right and takes the first choice that fits must meet the texts at a place in order
of their length, the longest first. A line that is cut short at each of its lengths shows each of them as the first.
"""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.formats import hole, parse
from msgpedia.formats.brace_texts import ROWS as BRACE_ROWS
from msgpedia.formats.go_texts import ROWS as GO_ROWS
from msgpedia.formats.language import Language, alphabet_of, alt, chars, decimal, escape, lit, opt, repeat, seq, words
from msgpedia.formats.percent_texts import ROWS as PERCENT_ROWS
from msgpedia.formats.printf_texts import ROWS as PRINTF_ROWS
from msgpedia.formats.printk_pointers import ROWS as POINTER_ROWS

LONGEST_LINE = 120
FLAGS = ["", "0", "-", "+", " ", "#", "#0", "0+", "- ", "'"]
WIDTHS = ["", "1", "2", "5", "12", "23", "300", "*"]
PRECISIONS = ["", ".", ".0", ".1", ".3", ".10", ".*"]
OPTIONS = {
    "I6": ["c"],
    "IS": ["c", "p", "pc", "psfc"],
    "iS": ["p", "psf"],
    "S": ["R", "b", "Rb"],
    "B": ["b"],
    "OF": ["p", "F", "pF"],
    "tR": ["d", "tr", "s"],
    "tT": ["r", "s", "ds"],
    "tS": ["p", "d"],
    "G": ["p", "g", "v", "t"],
    "U": ["B"],
    "h": ["C", "D", "N"],
    "M": ["F"],
}
CONVERSIONS = (
    [("printf", length + letter) for letter in PRINTF_ROWS for length in ("", "hh", "l", "L")]
    + [("printk", length + letter) for letter in "diouxXsc" for length in ("", "hh", "l", "ll")]
    + [("printk", f"p{key}{option}") for key in POINTER_ROWS for option in ["", *OPTIONS.get(key, [])]]
    + [("percent", letter) for letter in PERCENT_ROWS]
    + [("go", verb) for verb in GO_ROWS]
)
ALIGNS = ["", "<", ">", "^", "=", "*<", "->", "+^", "0>", "0=", "1<", "é^", ".>"]
BRACE_FLAGS = ["", "+", " ", "#", "0", "+#0"]
BRACE_WIDTHS = ["", "1", "5", "12", "300", "{}"]
BRACE_PRECISIONS = ["", ",", "_", ".0", ".3", ".{}", ",.2"]


@st.composite
def languages(draw: st.DrawFn, dialect: str, letters: str) -> Language | None:
    """The language of a conversion with some flags, width and precision."""
    if dialect == "brace":
        spec = (draw(st.sampled_from(parts)) for parts in (ALIGNS, BRACE_FLAGS, BRACE_WIDTHS, BRACE_PRECISIONS))
        (field,) = parse(dialect, f"{{:{''.join(spec)}{letters}}}").conversions
        return hole(dialect, field).language
    flags = draw(st.sampled_from(FLAGS if dialect == "printf" else FLAGS[:-1]))
    width, precision = draw(st.sampled_from(WIDTHS)), draw(st.sampled_from(PRECISIONS))
    (conversion,) = parse(dialect, f"%{flags}{width}{precision}{letters}").conversions
    return hole(dialect, conversion).language


def lines_with(language: Language) -> st.SearchStrategy[str]:
    """Texts of a language, also spoilt, one behind the other, or thrown together from its characters."""
    text = st.from_regex(re.compile(language.pattern), fullmatch=True)
    letters = (
        st.characters(codec="ascii")
        if language.alphabet is None
        else st.sampled_from(sorted(language.alphabet) or [""])
    )
    noise = st.text(letters, max_size=12) if language.alphabet != frozenset() else st.just("")
    spoilt = st.builds(lambda head, tail, cut: head[:cut] + tail, text, st.one_of(noise, text), st.integers(0, 40))
    return st.one_of(text, noise, spoilt).map(lambda line: line[:LONGEST_LINE])


def check(language: Language, line: str) -> None:
    pattern = re.compile(language.pattern)
    longest: int | None = None
    for length in range(len(line) + 1):
        cut = line[:length]
        if pattern.fullmatch(cut):
            longest = length
            assert language.least <= length <= language.most
            assert language.alphabet is None or set(cut) <= language.alphabet
        found = pattern.match(cut)
        assert (found and found.end()) == longest


@pytest.mark.parametrize(
    ("dialect", "letters"),
    [pytest.param(*each, id=" %".join(each)) for each in CONVERSIONS]
    + [pytest.param("brace", letter, id=f"brace {{:{letter}}}") for letter in BRACE_ROWS],
)
@given(st.data())
@settings(max_examples=15)
def test_the_longest_text_of_a_conversion_is_met_first(dialect: str, letters: str, data: st.DataObject) -> None:
    language = data.draw(languages(dialect, letters))
    if language is not None:
        check(language, data.draw(lines_with(language)))


@pytest.mark.parametrize(
    ("language", "accepted", "rejected"),
    [
        (lit("a.b*"), ["a.b*"], ["aXb*", "a.bb"]),
        (chars("0-9a-f", 2, 3), ["0f", "abc"], ["0", "0F", "abcd"]),
        (chars("0-9", 0, 0), [""], ["0"]),
        (seq("[", chars("0-9", 1, 1), "]"), ["[5]"], ["5", "[]"]),
        (alt("abc", "ab"), ["abc", "ab"], ["a", ""]),
        (words("a", "abc", "ab"), ["a", "ab", "abc"], ["b"]),
        (repeat(lit("ab"), 1, 2), ["ab", "abab"], ["", "ababab", "aba"]),
        (repeat(lit("ab"), 0, 0), [""], ["ab"]),
        (opt("a", lit("-")), ["", "a-"], ["a", "-"]),
        (decimal(3), ["0", "7", "999"], ["", "00", "1000"]),
    ],
)
def test_languages_accept_what_they_say(language: Language, accepted: list[str], rejected: list[str]) -> None:
    assert [text for text in accepted if not re.fullmatch(language.pattern, text)] == []
    assert [text for text in rejected if re.fullmatch(language.pattern, text)] == []
    assert (language.least, language.most) == (min(map(len, accepted)), max(map(len, accepted)))


@given(st.text())
def test_an_escaped_text_is_itself(text: str) -> None:
    assert re.fullmatch(escape(text), text)


@pytest.mark.parametrize(
    ("body", "expected"),
    [("0-3a", "0123a"), ("+\\- ", "+- "), ("0-9,-", "0123456789,-"), ("\\]x", "]x"), ("^0-9", None), ("\\s\\S", None)],
)
def test_the_alphabet_of_a_class(body: str, expected: str | None) -> None:
    assert alphabet_of(body) == (None if expected is None else frozenset(expected))


@pytest.mark.parametrize(
    ("language", "has_letters"),
    [(lit("0x1"), True), (chars("0-9:.", 1, 3), False), (chars("^0-9", 1, 3), True), (lit("é"), False)],
)
def test_languages_know_whether_a_letter_can_occur(language: Language, has_letters: bool) -> None:
    assert language.has_letters is has_letters

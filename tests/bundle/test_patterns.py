"""The restricted regular expressions: what is in their grammar, and that the bounds on them hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.bundle import headers, patterns_shape
from msgpedia.bundle.patterns import alphabet, parse
from msgpedia.bundle.patterns_shape import PatternError, Shape
from msgpedia.formats import FormatError, Hole, hole
from msgpedia.formats import parse as parse_format
from msgpedia.formats.printf_texts import ROWS as PRINTF_ROWS
from msgpedia.formats.printk_pointers import ROWS as POINTER_ROWS

FLAGS = ["", "0", "-", "+", "#", "#0"]
SIZES = ["", "5", "23", ".3", "8.*", "16.16"]
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
)
EXTREMES = ["*", "-*", "80", "256", "300", "0300", "64.10"]


def language_of(dialect: str, format_string: str) -> Hole | None:
    try:
        (conversion,) = parse_format(dialect, format_string).conversions
    except (FormatError, ValueError):
        return None
    return hole(dialect, conversion)


def assert_known(found: Hole | None) -> None:
    if found is None:
        return
    if found.language is None:
        assert not found.alphabet or alphabet(f"[{found.alphabet}]")
        return
    shape = parse(found.language.pattern)
    assert (shape.least, shape.most) == (found.language.least, found.language.most)


@pytest.mark.parametrize(("dialect", "letters"), [pytest.param(*each, id=" %".join(each)) for each in CONVERSIONS])
def test_what_the_tables_print_is_in_the_grammar_and_within_the_limits(dialect: str, letters: str) -> None:
    seen = set()
    for flags in FLAGS:
        for size in SIZES:
            found = language_of(dialect, f"%{flags}{size}{letters}")
            if found not in seen:
                seen.add(found)
                assert_known(found)


@pytest.mark.parametrize(
    ("dialect", "letters"),
    [("printf", each) for each in ("d", "llx", "f", "Lg", "a", "s", "c", "p")]
    + [("printk", each) for each in ("d", "llx", "c", "s", "p", "pS", "pR", "pI6c", "pISp", "pU", "pGp", "pbl", "ph")],
)
def test_great_widths_are_within_the_limits(dialect: str, letters: str) -> None:
    for size in EXTREMES:
        assert_known(language_of(dialect, f"%{size}{letters}"))


def test_patterns_of_headers_are_in_the_grammar() -> None:
    for template in headers.load():
        assert alphabet(f"[{template.starts}]")
        for token in template.tokens:
            if isinstance(token, Hole):
                assert_known(token)


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "(a)", "(?:a", "a)", "(?:a|b", "(?=a)", "(?!a)", "(?<=a)b", "(?P<n>a)", "(?i)a", "(?i:a)"),
        *(
            "^a",
            "a$",
            "a*",
            "a+",
            "(?:a)*",
            "a??",
            "a?+",
            "a{2}{3}",
            "a{2}?",
            "a{,3}",
            "a{3,}",
            "a{3,2}",
            "a{}",
            "a{x}",
        ),
        *(
            ".",
            r"\d",
            r"\w",
            r"\s",
            r"\S",
            r"\b",
            r"\1",
            r"\n",
            r"\x41",
            r"\u0041",
            "\\",
            "[",
            "[]",
            "[^]",
            "[a",
            "a|b",
        ),
        *(
            "[z-a]",
            "[a-é]",
            "[é-ü]",
            r"[\d]",
            r"[\s]",
            r"[\s\Sa]",
            "[[:alpha:]]",
            "[a[b]",
            "[-a]",
            "[a-b-c]",
            "[--a]",
            "[+--]",
            "[a&&b]",
            "[||]",
        ),
        *("\n", "\x00", "\x7f", "\x85", "\u2028", "\ud800", "[\n]", "?", "{2}", "|", "(?:|a)?)", "]", "}"),
    ],
)
def test_what_is_not_of_the_grammar_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        parse(pattern)


@pytest.mark.parametrize(
    ("pattern", "least", "most"),
    [
        ("", 0, 0),
        ("abc", 3, 3),
        ("ab?", 1, 2),
        ("ab{3}", 4, 4),
        (r"\[\-\/\]\|", 5, 5),
        ("[a-f0-9]{1,16}", 1, 16),
        ("[^ ]{0,3}", 0, 3),
        (r"[\s\S]{2,5}", 2, 5),
        (r"[\]\-x,-]", 1, 1),
        ("(?:a|bc|)", 0, 2),
        ("(?:(?:ab){2}c)?", 0, 5),
        ("µs", 2, 2),
        ("a{0}", 0, 0),
    ],
)
def test_lengths(pattern: str, least: int, most: int) -> None:
    shape = parse(pattern)
    assert (shape.least, shape.most) == (least, most)


@pytest.mark.parametrize(
    "pattern",
    [
        "(?:a?){60}",
        "(?:a|a){50}",
        "(?:a|b|ab){40}",
        "(?:(?:a{1,9}){1,9}){1,9}",
        "(?:a{0,100}){0,2}",
        "a{0,1000}a{0,1000}a{0,1000}",
        "(?:a{1,50}b?){30}c",
        "[ab]{0,500}a{0,500}[ab]{0,500}x",
        "(?:" * 21 + "a" + ")" * 21,
        "(?:" * 15000 + "a",
        "a{32769}",
        "(?:a{1000}){1000}",
        "a" * 32769,
        "(?:[a-z]{1,30}[a-z0-9]{0,30}){9}",
        "(?:" + "|".join(["[ab]{1,99}"] * 99) + "){9}",
    ],
    ids=lambda pattern: pattern[:30],
)
def test_what_could_be_slow_is_refused(pattern: str) -> None:
    with pytest.raises(PatternError):
        parse(pattern)


# A pattern with a function that yields the end of every way to read it, in the order of a backtracking engine.
Ends = Callable[[str, int], Iterator[int]]


def _char(body: str) -> tuple[str, Ends]:
    allowed = re.compile(body)
    return body, lambda text, at: iter(
        (at + 1,) if allowed.match(text[at : at + 1] or "\n\n") and at < len(text) else ()
    )


def _sequence(parts: list[tuple[str, Ends]]) -> tuple[str, Ends]:
    def ends(text: str, at: int, number: int = 0) -> Iterator[int]:
        if number == len(parts):
            yield at
            return
        for middle in parts[number][1](text, at):
            yield from ends(text, middle, number + 1)

    return "".join(pattern for pattern, _ in parts), ends


def _either(options: list[tuple[str, Ends]]) -> tuple[str, Ends]:
    def ends(text: str, at: int) -> Iterator[int]:
        for _, each in options:
            yield from each(text, at)

    return f"(?:{'|'.join(pattern for pattern, _ in options)})", ends


def _repeated(item: tuple[str, Ends], least: int, more: int) -> tuple[str, Ends]:
    def ends(text: str, at: int, done: int = 0) -> Iterator[int]:
        if done < least + more:
            for middle in item[1](text, at):
                yield from ends(text, middle, done + 1)
        if done >= least:
            yield at

    pattern = item[0] if re.fullmatch(r"\[[^]]*\]|[a-c]|\(\?:.*\)", item[0]) else f"(?:{item[0]})"
    return f"(?:{pattern}){{{least},{least + more}}}", ends


ATOMS = st.sampled_from(["a", "b", "[ab]", "[^a]", "[a-c]"]).map(_char)
PATTERNS: st.SearchStrategy[tuple[str, Ends]] = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.lists(inner, min_size=0, max_size=3).map(_sequence),
        st.lists(inner, min_size=1, max_size=3).map(_either),
        st.builds(_repeated, inner, st.integers(0, 2), st.integers(0, 2)),
    ),
    max_leaves=8,
)


def shape_of(pattern: str) -> Shape | None:
    """The shape of a pattern; None where it is refused for what it could cost, the one thing wrong with some."""
    try:
        return parse(pattern)
    except PatternError as error:
        if "can be empty" in str(error) or "too many ways" in str(error):
            return None
        raise


@given(PATTERNS, st.text("abc", max_size=8))
@settings(max_examples=1500)
def test_the_bounds_hold(made: tuple[str, Ends], text: str) -> None:
    pattern, ends = made
    shape = shape_of(pattern)
    if shape is None:
        return
    found = list(ends(text, 0))
    assert len(found) <= shape.ways
    assert max(map(found.count, found), default=0) <= shape.same
    assert all(shape.least <= end <= shape.most for end in found)
    match = re.compile(pattern).match(text)
    assert (match.end() if match else None) == (found[0] if found else None)
    used = {char for end in found for char in text[:end]}
    assert not [char for char in used if not patterns_shape.character(char) & shape.alphabet]
    for end in found:
        row = shape.row
        for char in text[:end]:
            assert row & patterns_shape.character(char)
            row >>= 128
    longer = {text[end] for end in found for other in found if end < other}
    assert all(patterns_shape.character(char) & shape.late for char in longer)


@given(st.text(st.sampled_from("ab(?:)[]^{}0123,|-\\sS*+. \n"), max_size=20))
def test_any_text_is_a_pattern_that_the_engine_takes_or_refused(text: str) -> None:
    try:
        shape = parse(text)
    except PatternError:
        return
    assert re.compile(text).groups == 0
    assert shape.least <= shape.most

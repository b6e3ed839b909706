"""The matcher against a brute-force one, and its two ways to find a unit against each other."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.matching import oracle

from msgpedia.formats import parse
from msgpedia.formats.holes import Hole, bounded, loosely_padded, wild
from msgpedia.formats.language import ANY, alt, chars, lit, opt, seq
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, Program, plan
from msgpedia.matching.units import TRIES, CarefulUnit, Unit

HOLES = [
    bounded(chars("0-9", 1, 3)),
    bounded(chars("0-1", 0, 2)),
    bounded(chars("a-b", 1, 2)),
    bounded(alt("ab", "a")),
    bounded(seq(opt("-"), chars("0-2", 1, 2))),
    bounded(chars(ANY, 1, 1)),
    bounded(chars(ANY, 0, 3)),
    bounded(lit("")),
    loosely_padded(chars("0-9", 1, 2), 3, left=False),
    loosely_padded(chars("0-9", 1, 2), 3, left=True),
    Hole(chars(ANY, 1, 4), width=3, trim="l"),
    Hole(seq(chars(" ", 0, 2), chars("0-1", 1, 2)), trim="l", keep=True),
    wild(),
    wild(),
    wild(),
    wild("0-1,"),
    wild("", 2, "l"),
    wild("", 3, "r"),
    wild("", 0, "lr"),
]
LETTERS = "ab01-, é\ufffd"
TOKENS = st.sampled_from(HOLES) | st.text(LETTERS, min_size=1, max_size=3)


def joined(tokens: list[str | Hole]) -> tuple[str | Hole, ...]:
    """Neighbouring literals are one token, as the planner has them."""
    found: list[str | Hole] = []
    for token in tokens:
        if isinstance(token, str) and found and isinstance(found[-1], str):
            found[-1] += token
        else:
            found.append(token)
    return tuple(found)


@st.composite
def lines_of(draw: st.DrawFn, tokens: tuple[str | Hole, ...]) -> str:
    """A line that a template could have printed, or nearly; its last blanks may be lost, or there may be more."""
    parts = []
    for token in tokens:
        if isinstance(token, str):
            parts.append(token)
        elif token.language is None:
            text = draw(st.text("01," if token.alphabet else LETTERS, max_size=5))
            parts.append(text.rjust(token.width) if "l" in token.trim else text.ljust(token.width))
        else:
            parts.append(draw(st.from_regex(token.language.pattern, fullmatch=True, alphabet=st.sampled_from(LETTERS))))
    line = "".join(parts)
    if draw(st.integers(0, 3)) == 0:
        place = draw(st.integers(0, len(line)))
        line = line[:place] + draw(st.text(LETTERS, max_size=2)) + line[place + draw(st.integers(0, 1)) :]
    return draw(st.sampled_from([line, line, line.rstrip(" "), line + " ", line + "   "]))


@st.composite
def cases(draw: st.DrawFn, tokens: st.SearchStrategy[str | Hole] = TOKENS) -> tuple[Program, str]:
    program = Program(joined(draw(st.lists(tokens, min_size=1, max_size=6))))
    return program, draw(lines_of(program.tokens) | st.text(LETTERS, max_size=12))


def as_data(program: Program, **more: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    table = HoleTable()
    return {**table.program(program), **more}, table.rows()


def often(matcher: Matcher, body: str) -> list[str] | None:
    """What a matcher finds so often that it makes its expressions, and before."""
    found = matcher.match(body)
    for _ in range(TRIES):
        assert matcher.match(body) == found
    return found


@given(cases())
@settings(max_examples=3000)
def test_the_matcher_does_what_the_rules_say(case: tuple[Program, str]) -> None:
    program, body = case
    data, holes = as_data(program)
    assert often(Matcher(data, holes), body) == oracle.match(data, holes, body)


@given(cases())
@settings(max_examples=1500)
def test_a_careful_matcher_does_the_same(case: tuple[Program, str]) -> None:
    program, body = case
    data, holes = as_data(program, careful=True)
    assert often(Matcher(data, holes), body) == oracle.match(data, holes, body)


BOUNDED = st.sampled_from([hole for hole in HOLES if not hole.wild]) | st.text(LETTERS, min_size=1, max_size=2)


@given(cases(BOUNDED), st.integers(0, 6), st.booleans(), st.booleans())
@settings(max_examples=1500)
def test_both_kinds_of_unit_find_the_same(case: tuple[Program, str], start: int, anywhere: bool, last: bool) -> None:
    program, body = case
    tokens: list[Any] = [token if isinstance(token, str) else token.as_data() for token in program.tokens]
    text = body.rstrip(" ")
    end = len(text) if last else -1
    text += " " * program.blanks
    start = min(start, len(text))
    unit = Unit(tokens)
    early = unit.find(text, start, anywhere, end, len(body))
    for _ in range(TRIES):  # until it has an expression of its own
        found = unit.find(text, start, anywhere, end, len(body))
        assert (found and (found[0], found[2])) == (early and (early[0], early[2]))
    other = CarefulUnit(tokens).find(text, start, anywhere, end, len(body))
    if found is None or other is None:
        assert found == other
    else:  # where the last unit ends is of no use to anyone
        assert (found[0], found[2], not last and found[1]) == (other[0], other[2], not last and other[1])


CONVERSIONS = st.sampled_from(
    [
        *("%d", "%u", "%x", "%02x", "%5d", "%-5d", "%05d", "%+d", "% d", "%#x", "%#o", "%hhu", "%.0d", "%.3s", "%5.3s"),
        *("%s", "%s", "%-4s", "%3s", "%*s", "%c", "%3c", "%p", "%.2f", "%*d", "%g", "%2.4s", "%-2.4s"),
    ]
)
PIECES = CONVERSIONS | st.text("ab01: ,-x", min_size=1, max_size=3)


@given(st.lists(PIECES, min_size=1, max_size=6).map("".join), st.text("ab019: ,-+x.é", max_size=14))
@settings(max_examples=1500)
def test_programs_of_real_formats_do_what_the_rules_say(format_string: str, body: str) -> None:
    table = HoleTable()
    for program in plan(parse("printf", format_string)):
        data = table.program(program)
        assert often(Matcher(data, table.rows()), body) == oracle.match(data, table.rows(), body)

"""No format string of Python, Rust, Java or Go makes a pattern that look-up refuses, or is slow to read."""

from __future__ import annotations

import pytest
from tests.formats.planned import captures, conversion

from msgpedia.bundle import patterns
from msgpedia.formats import FormatError, hole, parse
from msgpedia.formats.brace_texts import ROWS as BRACE_ROWS
from msgpedia.formats.go_texts import ROWS as GO_ROWS
from msgpedia.formats.percent_texts import ROWS as PERCENT_ROWS
from msgpedia.matching.planner import MOST_BLANKS, plan

SIZES = ["", "5", "23", ".3", "16.16", "300", "999999999", ".999999999", "999999999.999999999", "256.200", "64.10"]
FLAGS = ["", "0", "- ", "+", "#0", "# "]
ALIGNS = ["", "<", ">", "^", "=", "*^", "0>", "0=", "é^", "\t^", "\\>", "]>", "^^", "-<"]
BRACE_SIZES = [*SIZES, "{}", "{}.{}", "0{}.{}", "+#05", "010,", "9999_", "{},.3", ",.9999", "#0{}"]


def all_formats() -> dict[str, list[tuple[str, str]]]:
    """Conversions of every row with every size, by row."""
    found: dict[str, list[tuple[str, str]]] = {}
    sizes = [*SIZES, "*", "*.*", "*.999999999", "5.*"]
    for dialect, rows in (("percent", PERCENT_ROWS), ("go", GO_ROWS)):
        for letter in rows:
            texts = [f"%{flags}{size}{letter}" for flags in FLAGS for size in sizes]
            found[f"{dialect} {letter}"] = [(dialect, text) for text in texts]
    for letter in BRACE_ROWS:
        texts = [f"{{:{align}{size}{letter}}}" for align in ALIGNS for size in BRACE_SIZES]
        found[f"brace {letter}"] = [("brace", text) for text in texts]
    return found


FORMATS = all_formats()


@pytest.mark.parametrize("row", FORMATS)
def test_patterns_are_within_the_limits_of_a_bundle(row: str) -> None:
    for dialect, text in FORMATS[row]:
        language = hole(dialect, conversion(dialect, text)).language
        if language is not None:
            shape = patterns.parse(language.pattern)
            assert (shape.least, shape.most) == (language.least, language.most)
            assert len(language.pattern) < 20_000


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        *(("percent", text) for text in ("%5d", "%*.*d", "%300f", "%020g")),
        *(("brace", text) for text in ("{:300d}", "{:*^30,.2f}", "{:{}.{}f}", "{:20n}")),
        *(("go", text) for text in ("%*.*d", "%*x", "% x", "%300x")),
    ],
)
def test_usual_sizes_do_not_make_a_number_wild(dialect: str, text: str) -> None:
    assert not hole(dialect, conversion(dialect, text)).wild


@pytest.mark.parametrize(
    ("dialect", "piece", "text"),
    [("percent", "%d ", "1 "), ("brace", "{:d} ", "1 "), ("brace", "{} ", "x "), ("go", "%x ", "ff ")],
)
def test_ten_thousand_conversions(dialect: str, piece: str, text: str) -> None:
    (program,) = plan(parse(dialect, piece * 10_000))
    assert len(program.holes) == 10_000
    assert captures(dialect, piece * 1000, text * 1000) == [text.strip()] * 1000


@pytest.mark.parametrize("text", ["%999999999s ", "%-999999999d", "%999999999c%999999999c"])
@pytest.mark.parametrize("dialect", ["percent", "go"])
def test_lost_blanks_are_bounded(dialect: str, text: str) -> None:
    (program,) = plan(parse(dialect, text))
    assert program.blanks <= MOST_BLANKS


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("percent", "%(" * 50_000),
        ("percent", "%" + "(" * 50_000 + ")" * 49_999 + "s"),
        ("percent", "%" + "#" * 100_000),
        ("go", "%[" * 50_000),
        ("go", "%" + "[1]" * 30_000),
        ("go", "%" + "0" * 100_000),
        ("brace", "{:" + "{" * 50_000),
        ("brace", "{:{" * 50_000 + "}}" * 50_000),
        ("brace", "{a" * 50_000),
        ("brace", "{a[" + "[" * 100_000),
        ("brace", "}" * 99_999),
    ],
)
def test_deep_and_long_nonsense_is_an_error(dialect: str, text: str) -> None:
    with pytest.raises(FormatError):
        parse(dialect, text)


def test_deep_and_long_formats() -> None:
    assert len(conversion("percent", "%" + "(" * 50_000 + ")" * 50_000 + "s").name) == 99_998
    assert len(parse("brace", "{" * 100_000).parts) == 1
    assert len(parse("brace", "{a" * 50_000 + "{}").conversions) == 1
    assert len(parse("brace", "{:{}}" * 10_000).conversions) == 10_000

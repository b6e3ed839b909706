"""Random lines of whoever prints them are recognised; the scripts in `bench` do the same for many, and count.

C's `printf` is asked through the C library, Python's formats through Python. Go is asked where it is installed.
"""

from __future__ import annotations

import locale
import shutil
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from bench import brace_against_python, go_against_fmt, percent_against_python, printf_against_libc
from bench.agreement import Counts
from hypothesis import given, settings
from hypothesis import strategies as st

CASES = 1500


def of_go() -> Counts:
    """What comes out of Go's lines, all printed by one process."""
    counts = Counts()
    go_against_fmt.try_cases([go_against_fmt.some_case(Random(seed)) for seed in range(CASES)], counts)
    return counts


def of_script(script: Any) -> Callable[[], Counts]:
    """The same for a script that prints case by case."""

    def found() -> Counts:
        counts, random = Counts(), Random(20)
        for _ in range(CASES):
            script.try_case(script.some_case(random), counts)
        return counts

    return found


NO_GO = pytest.mark.skipif(not shutil.which("go"), reason="Go is not installed")
PRINTERS = {
    "printf": pytest.param(of_script(printf_against_libc), id="printf"),
    "percent": pytest.param(of_script(percent_against_python), id="percent"),
    "brace": pytest.param(of_script(brace_against_python), id="brace"),
    "go": pytest.param(of_go, id="go", marks=NO_GO),
}


@pytest.fixture(scope="module", params=PRINTERS.values())
def counts(request: pytest.FixtureRequest) -> Iterator[Counts]:
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    yield request.param()
    locale.setlocale(locale.LC_CTYPE, before)


def test_lines_match_but_for_known_misses(counts: Counts) -> None:
    known = sum(number for kind, number in counts.misses.items() if kind.startswith("known"))
    assert counts.lines > 0.85 * CASES
    assert counts.matched + known >= 0.999 * counts.lines
    assert known < 0.01 * counts.lines


def test_captures_are_exact_where_a_line_has_one_reading(counts: Counts) -> None:
    assert counts.single > 0.5 * CASES
    assert counts.exact >= 0.99 * counts.captures


@pytest.mark.parametrize("script", [percent_against_python, brace_against_python], ids=["percent", "brace"])
@given(random=st.randoms())
@settings(max_examples=600)
def test_what_python_prints_matches_but_for_known_misses(script: Any, random: Random) -> None:
    counts = Counts()
    script.try_case(script.some_case(random), counts)
    assert {kind for kind in counts.misses if not kind.startswith(("known", "inexact"))} == set()

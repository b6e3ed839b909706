"""Random lines of the C library are recognised; `bench/printf_against_libc.py` does the same for many, and counts."""

from __future__ import annotations

import locale
import runpy
from pathlib import Path
from random import Random
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[2] / "bench" / "printf_against_libc.py"
CASES = 1500


@pytest.fixture(scope="module")
def counts() -> Any:
    before = locale.setlocale(locale.LC_CTYPE)
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    script = runpy.run_path(str(SCRIPT))
    found = script["Counts"]()
    random = Random(20)
    for _ in range(CASES):
        script["try_case"](script["some_case"](random), found)
    locale.setlocale(locale.LC_CTYPE, before)
    return found


def test_lines_match_but_for_known_misses(counts: Any) -> None:
    known = sum(number for kind, number in counts.misses.items() if kind.startswith("known"))
    assert counts.lines > 0.9 * CASES
    assert counts.matched + known >= 0.999 * counts.lines
    assert known < 0.01 * counts.lines


def test_captures_are_exact_where_a_line_has_one_reading(counts: Any) -> None:
    assert counts.single > 0.5 * CASES
    assert counts.exact >= 0.99 * counts.captures

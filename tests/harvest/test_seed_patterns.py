"""The patterns of seeds files: what they may have, and that none can be slow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.harvest.seed_patterns import SeedPatternError, searched, whole


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("0|NO_ERRNO", "NO_ERRNO"),
        (r"%s\[%d\]: %.*s", "%s[%d]: %.5s"),
        (".*RAW.*", "A | RAW | B"),
        ("^a+$", "aaa"),
        (r"a\$", "a$"),
        ("[^a-z]?[+*.(]+", "(*.+"),
        (r"\w{2}\d(?:x|y)", "ab1y"),
    ],
)
def test_whole_texts_are_held_against_a_pattern(pattern: str, text: str) -> None:
    assert whole("envelopes", pattern).fullmatch(text)
    assert not whole("envelopes", pattern).fullmatch(f"{text}\n#")


def test_a_group_is_found_where_one_is_needed() -> None:
    found = searched("code", r"^(AH\d{5}): ", 1).search("AH00558: apache2")
    assert found is not None
    assert found[1] == "AH00558"
    assert not searched("code", r"^(AH\d{5}): ", 1).search("x\nAH00558: apache2")


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+",
        "(a|a)*b",
        ".*.*.*",
        "(?=a)",
        r"(a)\1",
        r"\b",
        "a*?",
        "(?P<x>a)",
        "[a",
        "a)",
        "a)(b",
        "a{3,1}",
        "(?i)a",
        7,
    ],
)
def test_what_could_be_slow_or_is_read_in_several_ways_is_refused(pattern: str) -> None:
    with pytest.raises(SeedPatternError):
        whole("envelopes", pattern)


@given(st.text(alphabet="ab01.*+?()[]{}|\\^$-,dw ", max_size=16))
def test_any_pattern_is_told_or_can_be_used(pattern: str) -> None:
    try:
        found = whole("envelopes", pattern)
    except SeedPatternError:
        return
    found.fullmatch("ab01" * 60 + "!")

"""Conditions of advice. What they mean is in `tests/conformance/conditions.json`; here, what cases cannot show."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.catalog import decoders
from msgpedia.decoding.conditions import Condition, ConditionError, fits, holds, parse, spelled, symbols_of
from msgpedia.decoding.decode import decode

SIGNS = st.text(alphabet="<>=!~in ,*0129xaf-", max_size=12)


@pytest.mark.parametrize(
    ("text", "operator", "values"),
    [
        (">= 4", ">=", ("4",)),
        ("<0x10", "<", ("0x10",)),
        ("== -1 ", "==", ("-1",)),
        ("!= GFP_KERNEL", "!=", ("GFP_KERNEL",)),
        ("READ", "==", ("READ",)),
        ("", "==", ("",)),
        ("in 1, two ,3", "in", ("1", "two", "3")),
        ("~ sd*", "~", ("sd*",)),
        ("== <unknown>", "==", ("<unknown>",)),
    ],
)
def test_what_conditions_are(text: str, operator: str, values: tuple[str, ...]) -> None:
    found = parse(text)
    assert (found.operator, found.values) == (operator, values)


@pytest.mark.parametrize("text", ["=> 4", ">= x", "> = 4", "==", "!", "~ x", "> 4 5", "in a", "== >= 4", "<unknown>"])
def test_what_begins_like_a_condition_must_be_one(text: str) -> None:
    with pytest.raises(ConditionError):
        parse(text)


@given(SIGNS | st.text(max_size=20))
def test_any_text_is_a_condition_or_none_and_is_spelled(text: str) -> None:
    try:
        found = parse(text)
    except ConditionError:
        assert spelled(text) == text
        return
    if found.values[0] and not found.values[0].startswith("="):
        again = parse(spelled(text))
        assert (again.operator, again.values) == (found.operator, found.values)


def test_how_they_are_spelled() -> None:
    assert [spelled(text) for text in ("READ", ">=4", "", "in a,b", "~sd*")] == [
        "== READ",
        ">= 4",
        '== ""',
        "in a, b",
        "~ sd*",
    ]


@given(SIGNS, st.text(max_size=12), st.sampled_from([8, 10, 16]), st.lists(st.text(max_size=4), max_size=3))
def test_inequality_is_the_opposite_of_equality(value: str, capture: str, radix: int, symbols: list[str]) -> None:
    equal, different = Condition("==", (value,)), Condition("!=", (value,))
    assert holds(equal, capture, radix, symbols) != holds(different, capture, radix, symbols)


@given(st.text(alphabet="ab*.", max_size=8).filter(lambda text: "*" in text), st.text(alphabet="ab.", max_size=10))
def test_patterns_are_what_a_regular_expression_says(pattern: str, text: str) -> None:
    expression = ".*".join(map(re.escape, pattern.split("*")))
    assert fits(pattern, text) == (re.fullmatch(expression, text) is not None)


def test_patterns_take_linear_time() -> None:
    start = time.process_time()
    fits("*a" * 400 + "*b", "a" * 100_000)
    fits("*" + "ab" * 200 + "*c*", "ab" * 100_000)
    assert time.process_time() - start < 1


def test_symbols_of_a_value() -> None:
    assert symbols_of(decode(decoders.table, "errno", "-11")) == ("EAGAIN", "EWOULDBLOCK")
    assert symbols_of(decode(decoders.table, "errno", "99999")) == ()
    assert symbols_of(decode(decoders.table, "ata-error", "{ UNC ABRT }")) == ("UNC", "ABRT", "ABORTED")

"""Programs that take all digits alike: whether one can be a body does not change with the body's digits."""

from __future__ import annotations

import random
import re

import pytest

from msgpedia.cli import bundles
from msgpedia.matching.digits import is_blind
from msgpedia.matching.masked import masked_text
from msgpedia.reports.model import Kind, Pattern


@pytest.mark.parametrize(
    ("pattern", "blind"),
    [
        ("[0-9]{1,20}", True),
        ("[0-9a-fA-F]{1,16}", True),
        ("[A-Za-z0-9_()+-]{1,100}", True),
        ("[^ ]{1,255}", True),
        ("(?:on|off)", True),
        ("[1-9][0-9]{0,9}", False),
        ("[0-7]{1,3}", False),
        ("0x[0-9a-f]{1,16}", False),
        ("(?:cpu0|cpu)", False),
        ("[a-f08]", False),
        ("[^0]", False),
    ],
)
def test_a_pattern_takes_all_digits_alike_or_not(pattern: str, blind: bool) -> None:
    assert is_blind([0], [{"pattern": pattern}]) is blind


def test_a_literal_with_a_digit_tells_bodies_apart() -> None:
    assert is_blind(["lid ", 0, " of"], [{"wild": True}])
    assert not is_blind(["lid 1 ", 0], [{"wild": True}])
    assert not is_blind([0], [{"wild": True, "alphabet": "[1-9,]"}])


def test_lines_of_reports_that_are_blind_take_or_refuse_whatever_the_digits() -> None:
    index = bundles.open_bundle(None)
    holes = index.meta["holes"]
    patterns = {
        str(pattern.tokens): pattern
        for row in index.reports()
        for kind in [Kind(row, holes)]
        for pattern in (*(line[1] for line in kind.begins()), *kind.continuing, *kind.after)
        if pattern.is_blind
    }
    assert len(patterns) > 100
    chance = random.Random(7)
    for pattern in patterns.values():
        for body in _bodies(pattern, chance):
            other = re.sub("[0-9]", lambda _: chance.choice("0123456789"), body)
            assert masked_text(body) == masked_text(other)
            assert (pattern.match(body) is None) is (pattern.match(other) is None), (pattern.tokens, body, other)


def _bodies(pattern: Pattern, chance: random.Random) -> list[str]:
    """Texts that could be such a line, and some that hardly are."""
    words = ("", "0", "17", "9f", "cafe01", "a-b", "x y", "(4)", " ", "[09]", "0000:00:1f.2")
    return [
        "".join(token if isinstance(token, str) else chance.choice(words) for token in pattern.tokens)
        for _ in range(40)
    ]

"""How two wordings are shown beside each other."""

from __future__ import annotations

import pytest

from msgpedia.drift.difference import difference, marked


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("a b", "a b", "a b"),
        ("disk %s failed", "disk %s broke", "disk %s [-failed-]{+broke+}"),
        ("order:%d, x", "order:%u, x", "order:[-%d-]{+%u+}, x"),
        ("one two three four", "one 2 3 four", "one [-two three-]{+2 3+} four"),
        ("disk failed", "disk failed, giving up", "disk failed{+, giving up+}"),
        ("failure. order", "failure: order", "failure[-.-]{+:+} order"),
        ("", "all new", "{+all new+}"),
    ],
)
def test_a_difference_is_marked_word_by_word(old: str, new: str, shown: str) -> None:
    assert marked(difference("printk", old, new)) == shown


def test_what_cannot_be_parsed_is_compared_as_text() -> None:
    assert marked(difference("percent", "100 % (", "99 % (")) == "[-100-]{+99+} % ("

"""Anchors are words that are rare in real logs."""

from __future__ import annotations

from msgpedia.matching.anchors import common_words, rarest_first


def test_words_that_logs_are_full_of_come_last() -> None:
    counts = common_words()
    frequent = sorted(counts, key=lambda word: -counts[word])[:2]
    assert rarest_first([*frequent, "lvcreate", "qqqq"]) == ["lvcreate", "qqqq", frequent[1], frequent[0]]


def test_the_order_does_not_depend_on_the_order_given() -> None:
    assert rarest_first(["zz", "yy", "yyy"]) == rarest_first(["yyy", "yy", "zz"]) == ["yyy", "yy", "zz"]

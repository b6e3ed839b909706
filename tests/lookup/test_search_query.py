"""What a query asks for."""

from __future__ import annotations

import pytest

from msgpedia.lookup.search_query import MOST_NEEDLES, Query, place_of

NEEDLES = [
    ("page allocation", ["page", "allocation"]),
    ("page page PAGE", ["page"]),
    ('"out of memory" cgroup', ["out of memory", "cgroup"]),
    ("「物理 ページ」と", ["物理ページ", "と"]),
    ("『a b』 “c d”", ["a b", "c d"]),
    ('"page', ["page"]),
    ("failure. (order:0, mode:0xd0)", ["failure", "order:0", "mode:0xd0"]),
    ("%s /proc -EIO", ["%s", "/proc", "-eio"]),
    ("ＯＯＭ　ｷﾗｰ", ["oom", "キラー"]),
]


@pytest.mark.parametrize(("query", "needles"), NEEDLES)
def test_needles(query: str, needles: list[str]) -> None:
    assert [needle.text for needle in Query(query).needles] == needles


@pytest.mark.parametrize(
    "query", ["", "  ", '""', '" "', "...", "%%", "\x00", "\ud800", "。", "「」", "🍞", "\u0301", "``"]
)
def test_queries_without_a_word_ask_for_nothing(query: str) -> None:
    assert Query(query).needles == ()


def test_no_more_counts_than_one_can_look_for() -> None:
    words = [f"w{number}" for number in range(MOST_NEEDLES + 1)]
    assert len(Query(" ".join(words)).needles) == MOST_NEEDLES
    assert Query(" ".join(words)).cut
    assert not Query(" ".join(words[1:])).cut
    assert Query("x" * 1001).cut


def test_a_word_stands_where_a_word_begins() -> None:
    assert place_of("age", "page age") == 5
    assert place_of("age", "page") == -1
    assert place_of("age", "頁age") == 1
    assert place_of("ージ", "ページ") == 1
    assert place_of("_mask", "gfp_mask") == 3

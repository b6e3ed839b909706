"""Where pages are: every way from one to another leads there, on a server and on a disk."""

from __future__ import annotations

from posixpath import dirname, join, normpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.emit.site import places

SLUG = st.from_regex(r"[a-z0-9-]{1,12}", fullmatch=True)
PLACE = st.lists(SLUG, min_size=1, max_size=4).map(lambda steps: "/".join(steps) + ".html")


def test_the_page_of_an_entry_and_of_lists() -> None:
    assert places.entry("linux/mm/out-of-memory") == "linux/mm/out-of-memory.html"
    assert places.listing("severity/err") == "severity/err.html"
    assert places.listing("severity/err", 1) == "severity/err.html"
    assert places.listing("linux/mm/index", 12) == "linux/mm/index-12.html"


@pytest.mark.parametrize(
    ("place", "expected"), [("index.html", ""), ("ja/index.html", "../"), ("ja/linux/mm/oom.html", "../../../")]
)
def test_the_way_back_to_the_root(place: str, expected: str) -> None:
    assert places.base(place) == expected


@pytest.mark.parametrize(
    ("target", "source", "expected"),
    [
        ("linux/mm/a.html", "linux/mm/b.html", "a.html"),
        ("linux/mm/a.html", "linux/mm/a.html", "a.html"),
        ("linux/fs/a.html", "linux/mm/b.html", "../fs/a.html"),
        ("systemd/unit/a.html", "linux/mm/b.html", "../../systemd/unit/a.html"),
        ("about.html", "linux/mm/b.html", "../../about.html"),
        ("linux/mm/a.html", "about.html", "linux/mm/a.html"),
    ],
)
def test_the_way_from_one_page_to_another(target: str, source: str, expected: str) -> None:
    assert places.relative(target, source) == expected


@given(PLACE, PLACE)
def test_every_way_leads_to_its_end(target: str, source: str) -> None:
    assert normpath(join(dirname(source), places.relative(target, source))) == target


@given(PLACE)
def test_the_way_back_leads_to_the_root(place: str) -> None:
    assert normpath(join(dirname(place), places.base(place), "x")) == "x"


@pytest.mark.parametrize(
    ("number", "sizes"), [(0, [0]), (1, [1]), (60, [60]), (61, [60, 1]), (120, [60, 60]), (121, [60, 60, 1])]
)
def test_pages_of_a_list(number: int, sizes: list[int]) -> None:
    rows = list(range(number))
    pieces = list(places.pieces(rows))
    assert [len(part) for _, part in pieces] == sizes
    assert [page for page, _ in pieces] == list(range(1, len(sizes) + 1))
    assert [row for _, part in pieces for row in part] == rows

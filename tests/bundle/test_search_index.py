"""The index of the entries' texts: what the file says is what is read, and damage is noticed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.bundle import search_index
from msgpedia.bundle.index import DamagedError
from msgpedia.bundle.search_index import SearchIndex, build
from msgpedia.bundle.search_texts import NAMES, PROSE, pieces_of, texts_of
from msgpedia.bundle.terms import folded

NAME = {"en": "Toaster"}


def entries(*texts: str) -> list[dict[str, Any]]:
    return [
        {"id": f"t/{number}", "messages": [], "title": {"en": f"title {number}"}, "description": {"en": text}}
        for number, text in enumerate(texts)
    ]


def opened(*texts: str) -> SearchIndex:
    return SearchIndex(memoryview(build(entries(*texts), {"": NAME})))


def test_terms_by_whole_beginning_and_piece() -> None:
    index = opened("page pages", "pages", "the stage", "物理頁")
    assert index.with_term("page", PROSE) == {0}
    assert index.with_beginning("page", PROSE) == {0, 1}
    assert index.with_piece("age", PROSE) == {0, 1, 2}
    assert index.with_term("物理", PROSE) == index.with_beginning("頁", PROSE) == {3}
    assert index.with_beginning("page", NAMES) == index.with_piece("age", NAMES) == set()
    assert index.with_term("title", NAMES) == {0, 1, 2, 3}
    assert index.with_beginning("zzz", PROSE) == index.with_term("a", PROSE) == set()


def test_an_index_of_no_entries_finds_nothing() -> None:
    index = SearchIndex(memoryview(build([], {})))
    assert index.with_beginning("a", NAMES) == index.with_piece("a", PROSE) == set()


def test_texts_are_those_of_the_entry(compiled: dict[str, Any]) -> None:
    software = {item["id"]: item["name"] for item in compiled["software"]}
    index = SearchIndex(memoryview(build(compiled["entries"], software)))
    for number, entry in enumerate(compiled["entries"]):
        lines = index.texts(number)[1:-1].split("\n")
        texts = list(texts_of(entry, software[entry["software"]]))
        assert [line[1:].split("\r") for line in lines] == [
            [folded(piece) for piece in pieces_of(field, text)] or [""] for field, _, text in texts
        ]


def test_many_entries_have_longer_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    short = build(entries("page", "pages"), {})
    monkeypatch.setattr(search_index, "_SMALL", 1)
    long = build(entries("page", "pages"), {})
    assert len(long) > len(short)
    assert SearchIndex(memoryview(long)).with_beginning("page", PROSE) == {0, 1}


DATA = build(entries("page allocation", "物理ページ"), {})


@given(st.integers(0, 8 * len(DATA) - 1))
@settings(max_examples=300)
def test_one_flipped_bit_is_noticed(place: int) -> None:
    data = bytearray(DATA)
    data[place // 8] ^= 1 << place % 8
    with pytest.raises(DamagedError):
        SearchIndex(memoryview(data)).texts(0)


@pytest.mark.parametrize("length", [0, 7, 56, 64, len(DATA) - 1])
def test_an_index_cut_off_is_noticed(length: int) -> None:
    with pytest.raises(DamagedError):
        SearchIndex(memoryview(DATA[:length])).texts(0)

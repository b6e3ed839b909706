"""Full-text search: everything that stands in an entry is found, the best first."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.bundle.index import DamagedError, Index, build
from msgpedia.bundle.search_index import FIELDS, texts_of
from msgpedia.bundle.store import open_index
from msgpedia.bundle.terms import folded, runs, shown, terms, unspaced
from msgpedia.lookup.search import MOST_READ, Searcher, needles_of, place_of, places_in


def entry(name: str, **more: Any) -> dict[str, Any]:
    found = {
        "id": f"toaster/heat/{name}",
        "software": "toaster",
        "severity": "warning",
        "title": {"en": "A slot", "ja": "スロット"},
        "messages": [f"toaster:{name}"],
        "variants": [],
        "arguments": {},
        "description": {},
        "action": {},
    }
    return found | more


def index_of(*entries: dict[str, Any]) -> Index:
    content = {
        **dict.fromkeys(("digest", "generator", "license"), ""),
        "languages": ["en", "ja"],
        "interface": {},
        "software": [{"id": "toaster", "name": {"en": "Bread roaster", "ja": "トースター"}, "idents": [], "hosts": []}],
        "headers": [],
        "holes": [],
        "entries": list(entries),
        "messages": [],
    }
    return Index(memoryview(build(content, "")))


def found(index: Index, query: str) -> list[str]:
    return [each.entry["id"].rpartition("/")[2] for each in Searcher(index, "en").search(query).found]


@pytest.fixture(scope="module")
def catalog(bundle_file: Path) -> Index:
    return open_index(str(bundle_file))


TEXTS = [
    ("allocation", {"en": "The page allocation failed"}, True),
    ("alloc", {"en": "The page allocation failed"}, True),
    ("location", {"en": "The page allocation failed"}, False),
    ("ALLOCATION", {"en": "The page allocation failed"}, True),
    ("物理ページ", {"ja": "物理ページを確保できなかった"}, True),
    ("ページ", {"ja": "物理ページを確保できなかった"}, True),
    ("頁", {"ja": "この頁は長い"}, True),
    ("長", {"ja": "この頁は長"}, True),
    ("確保 物理", {"ja": "物理ページを確保できなかった"}, True),
    ("ﾍﾟｰｼﾞ", {"ja": "物理ページ"}, True),
    ("ｐａｇｅ", {"en": "page"}, True),
    ("gfp_mask", {"en": "see `gfp_mask` for it"}, True),
    ("mask", {"en": "see `gfp_mask` for it"}, True),
    ("oom-killer", {"en": "the oom-killer ran"}, True),
    ("/proc/sys/vm", {"en": "write to /proc/sys/vm/overcommit"}, True),
    ('"page allocation"', {"en": "page\n  allocation"}, True),
    ('"page allocation"', {"en": "allocation of a page"}, False),
    ("「物理 ページ」", {"ja": "物理ページ"}, False),
    ("strasse", {"en": "Straße"}, True),
    ("x86", {"en": "on x86 only"}, True),
    ("カーネルの版", {"ja": "カーネルの版を見る"}, True),
]


@pytest.mark.parametrize(("query", "text", "there"), TEXTS)
def test_what_a_query_finds(query: str, text: dict[str, str], there: bool) -> None:
    index = index_of(entry("one", description=text), entry("other", description={"en": "nothing", "ja": "無"}))
    assert found(index, query) == (["one"] if there else [])


def test_phrases_come_before_words_and_titles_before_texts() -> None:
    index = index_of(
        entry("a-scattered", description={"en": "page"}, action={"en": "allocation"}),
        entry("b-together", description={"en": "allocation of a page"}),
        entry("c-text", description={"en": "about page allocation"}),
        entry("d-format", variants=[{"format": "%s: page allocation failure", "dialect": "printf"}]),
        entry("e-title", title={"en": "No page allocation", "ja": "無"}),
    )
    assert found(index, "page allocation") == ["e-title", "d-format", "c-text", "b-together", "a-scattered"]


@pytest.mark.parametrize("name", ["toaster/heat/one", "toaster:one", "482", "toaster/heat/former"])
def test_names_come_first(name: str) -> None:
    index = index_of(
        entry("a", title={"en": f"About {name}"}), entry("one", mid=482, former_ids=["toaster/heat/former"])
    )
    assert found(index, name)[0] == "one"


def test_software_is_found_by_its_name() -> None:
    assert found(index_of(entry("one")), "トースター") == ["one"]


def test_where_no_entry_has_all_words_those_with_most_are_told_apart() -> None:
    index = index_of(entry("one", description={"en": "hot stone"}), entry("two", description={"en": "hot"}))
    result = Searcher(index, "en").search("hot stone burns")
    assert [each.entry["id"] for each in result.found] == ["toaster/heat/one"]
    assert not result.all_words


def test_the_text_that_is_shown_is_in_the_readers_language_where_it_can_be() -> None:
    index = index_of(entry("one", description={"en": "the kernel", "ja": "その kernel"}))
    for language in ("en", "ja"):
        (each,) = Searcher(index, language).search("kernel").found
        assert each.language == language


def test_of_very_many_entries_the_best_are_read() -> None:
    entries = [entry(f"e{number}", description={"en": "bread"}) for number in range(MOST_READ + 10)]
    entries.append(entry("z", title={"en": "bread", "ja": "無"}))
    result = Searcher(index_of(*entries), "en").search("bread")
    assert result.cut
    assert result.found[0].entry["id"] == "toaster/heat/z"


@pytest.mark.parametrize("query", ["", "  ", '""', "...", "%%", "\x00", "\ud800", "。", "「」", "🍞"])
def test_queries_without_a_word_find_nothing(query: str) -> None:
    assert needles_of(query) == []


@given(st.text(max_size=40))
def test_no_query_breaks_anything(query: str) -> None:
    index = index_of(entry("one", description={"en": "some text", "ja": "文章ー"}))
    for each in Searcher(index, "en").search(query).found:
        text = shown(each.text)
        assert each.places
        assert all(0 <= first < last <= len(text) for first, last in each.places)


def test_a_query_of_ten_thousand_words_is_cut(catalog: Index) -> None:
    assert Searcher(catalog, "en").search("page " * 10_000 + "x" * 100_000).all_words


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_every_piece_of_every_text_is_found(catalog: Index, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, catalog.meta["entries"] - 1))
    chosen = catalog.entry(number)
    software = {item["id"]: item["name"] for item in catalog.meta["software"]}[chosen["software"]]
    field, _, text = data.draw(st.sampled_from(list(texts_of(chosen, software))))
    plain = shown(text)
    first = data.draw(st.integers(0, len(plain) - 1))
    while first > 0 and plain[first].isalnum() and not unspaced(plain[first]) and plain[first - 1].isalnum():
        first -= 1
    piece = plain[first : first + data.draw(st.integers(2, 30))].strip(" ")
    if not runs(folded(piece)) or any(mark in piece for mark in '"「」『』'):
        return
    result = Searcher(catalog, "en").search(f'"{piece}"')
    assert chosen["id"] in [each.entry["id"] for each in result.found], (field, piece)


@given(st.text())
def test_terms_are_folded_runs(text: str) -> None:
    for term in terms(folded(text)):
        assert term == unicodedata.normalize("NFKC", term)
        assert term in folded(text)


@given(st.text(), st.text(min_size=1, max_size=3))
def test_places_are_where_the_words_are(text: str, needle: str) -> None:
    word = folded(needle)
    if not word or not runs(word):
        return
    for first, last in places_in(text, [word]):
        assert word in folded(shown(text)[first:last])


def test_a_word_stands_where_a_word_begins() -> None:
    assert place_of("age", "page age") == 5
    assert place_of("age", "page") == -1
    assert place_of("ージ", "ページ") == 1


def test_a_damaged_index_of_texts_is_noticed() -> None:
    content = bytearray(
        build(
            {
                **dict.fromkeys(("digest", "generator", "license"), ""),
                "languages": [],
                "interface": {},
                "software": [],
                "headers": [],
                "holes": [],
                "entries": [entry("one")],
                "messages": [],
            },
            "",
        )
    )
    content[-3] ^= 0xFF
    with pytest.raises(DamagedError):
        Index(memoryview(content)).search_index()


def test_every_field_has_its_rank() -> None:
    fields = {field for field, _, _ in texts_of(json.loads(json.dumps(entry("one", mid=1))), {"en": "x"})}
    assert fields <= set(FIELDS)

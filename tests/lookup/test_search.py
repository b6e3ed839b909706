"""Full-text search: everything that stands in an entry is found, the best first."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.bundle.index import Index, build
from msgpedia.bundle.search_texts import FIELDS, pieces_of, texts_of
from msgpedia.bundle.store import open_index
from msgpedia.bundle.terms import folded, runs
from msgpedia.lookup import search_ranking
from msgpedia.lookup.search import Result, Searcher

Entry = dict[str, Any]
ALL = 100_000


def entry(name: str, **more: Any) -> Entry:
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


def index_of(*entries: Entry) -> Index:
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


def search(index: Index, query: str, limit: int = ALL) -> Result:
    return Searcher(index, "en").search(query, limit)


def names(result: Result) -> list[str]:
    return [each.entry["id"].rpartition("/")[2] for each in result.found]


def found(index: Index, query: str) -> list[str]:
    result = search(index, query)
    return names(result) if result.all_words else []


@pytest.fixture(scope="module")
def catalog(bundle_file: Path) -> Index:
    return open_index(str(bundle_file))


FOUND = [
    ("allocation", "The page allocation failed"),
    ("alloc", "The page allocation failed"),
    ("ALLOCATION", "The page allocation failed"),
    ('"location"', "The page allocation failed"),
    ('"ge alloc"', "The page allocation failed"),
    ("allocation page", "The page allocation failed"),
    ("page, (allocation).", "The page allocation failed"),
    ('"page allocation"', "page\n  allocation"),
    ('"page allocation"', "the **page** `allocation`"),
    ("“page allocation”", "the page allocation"),
    ('"page allocation', "the page allocation"),
    ("`page`", "the page"),
    ("物理ページ", "物理ページを確保できなかった"),
    ("ページ", "物理ページを確保できなかった"),
    ("理", "物理ページを確保できなかった"),
    ("た", "物理ページを確保できなかった"),
    ("頁", "この頁は長い"),
    ("確保 物理", "物理ページを確保できなかった"),
    ("「物理 ページ」", "物理ページ"),
    ("物理ページ", "物理\nページ"),
    ("OOMキラー", "OOM キラーが動いた"),
    ("OOM キラー", "OOMキラーが動いた"),
    ("「が `order` の」", "値が `order` の倍"),
    ("ﾍﾟｰｼﾞ", "物理ページ"),
    ("ページ", "物理ﾍﾟｰｼﾞ"),
    ("ページ", "物理へ\N{COMBINING KATAKANA-HIRAGANA SEMI-VOICED SOUND MARK}ージ".replace("へ", "ヘ")),
    ("ｐａｇｅ", "page"),
    ("page", "ＰＡＧＥ"),
    ("＂page allocation＂", "page allocation"),
    ("gfp_mask", "see `gfp_mask` for it"),
    ("mask", "see `gfp_mask` for it"),
    ("gfp", "see `gfp_mask` for it"),
    ("oom-killer", "the oom-killer ran"),
    ("killer", "the oom-killer ran"),
    ("/proc/sys/vm", "write to /proc/sys/vm/overcommit_memory"),
    ("proc/sys", "write to /proc/sys/vm/overcommit_memory"),
    ("overcommit", "write to /proc/sys/vm/overcommit_memory"),
    ("strasse", "Straße"),
    ("x86", "on x86 only"),
    (f'"{"d" * 60}"', f"a digest of {'abcd' * 3 + 'd' * 80} here"),
]
NOT_FOUND = [
    ("location", "The page allocation failed"),
    ('"page allocation"', "allocation of a page"),
    ('"end start"', "the end\n\nstart of it"),
    ("gfp_m", "gfp mask"),
    ("物理面", "物理 理面"),
    ("a.c", "abc"),
    ("[ab]c", "ac bc"),
]


@pytest.mark.parametrize(("query", "text"), FOUND)
def test_what_a_query_finds(query: str, text: str) -> None:
    index = index_of(entry("one", description={"en": text}), entry("other", description={"en": "no", "ja": "無"}))
    assert found(index, query) == ["one"]


@pytest.mark.parametrize(("query", "text"), NOT_FOUND)
def test_what_a_query_does_not_find(query: str, text: str) -> None:
    assert found(index_of(entry("one", description={"en": text})), query) == []


def test_every_field_is_searched_in_every_language() -> None:
    both = {"en": "english", "ja": "日本語"}
    fields: dict[str, Entry] = {
        "title": {"title": both},
        "format": {"variants": [{"prefix": {"format": "english: "}, "format": "日本語 %s"}]},
        "sample": {"samples": [{"line": "english 日本語"}]},
        "argument": {"arguments": {"x": {"text": both}}},
        "description": {"description": both},
        "action": {"action": both},
        "advice": {"advice": [{"when": {}, "text": both}]},
        "notes": {"notes": both},
    }
    for field, more in fields.items():
        index = index_of(entry("one", **more))
        for query in ("english", "日本"):
            (each,) = search(index, query).found
            assert each.field == field
    index = index_of(entry("one", references=[{"title": "english"}], arguments={"slot_name": {"text": {}}}))
    assert [search(index, query).found[0].field for query in ("english", "slot_name")] == ["reference", "argument"]
    assert [search(index, query).found[0].field for query in ("roaster", "トースター")] == ["software", "software"]
    assert {*fields, "id", "reference", "software"} == set(FIELDS)


def test_phrases_come_before_words_and_titles_before_texts() -> None:
    index = index_of(
        entry("a-scattered", description={"en": "page"}, action={"en": "allocation"}),
        entry("b-together", description={"en": "allocation of a page"}),
        entry("c-text", notes={"en": "about page allocation"}),
        entry("d-text", description={"en": "about page allocation"}),
        entry("e-sample", samples=[{"line": "x: page allocation failure"}]),
        entry("f-format", variants=[{"format": "%s: page allocation failure", "dialect": "printf"}]),
        entry("g-title", title={"en": "No page allocation", "ja": "無"}),
        entry("h-whole-title", title={"en": "Page allocation", "ja": "無"}),
    )
    order = ["h-whole-title", "g-title", "e-sample", "f-format", "c-text", "d-text", "b-together", "a-scattered"]
    assert names(search(index, "page allocation")) == order
    for limit in range(1, len(order)):
        result = search(index, "page allocation", limit)
        assert (names(result), result.total) == (order[:limit], len(order))
    assert [each.phrase for each in search(index, "page allocation").found] == [True] * 6 + [False] * 2


def test_japanese_words_side_by_side_are_a_phrase() -> None:
    index = index_of(
        entry("a", description={"ja": "ページと物理"}), entry("b", description={"ja": "物理ページが足りない"})
    )
    assert names(search(index, "物理 ページ")) == ["b", "a"]


def test_the_inside_of_a_word_comes_after_its_beginning() -> None:
    index = index_of(entry("a", title={"en": "allocation"}), entry("b", description={"en": "a location"}))
    assert names(search(index, '"location"')) == ["b", "a"]


@pytest.mark.parametrize("name", ["toaster/heat/one", "toaster:one", "482", "toaster/heat/former"])
def test_names_come_first(name: str) -> None:
    index = index_of(
        entry("a", title={"en": f"About {name}"}), entry("one", mid=482, former_ids=["toaster/heat/former"])
    )
    assert names(search(index, name))[0] == "one"


def test_where_no_entry_has_all_words_those_with_most_are_told_apart() -> None:
    index = index_of(
        entry("one", description={"en": "stone"}, action={"en": "hot"}),
        entry("three", description={"en": "hot stone"}),
        entry("two", description={"en": "hot"}),
    )
    result = search(index, "hot stone burns")
    assert (names(result), result.all_words) == (["three", "one"], False)
    assert [each.missing for each in result.found] == [["burns"], ["burns"]]
    assert names(search(index, '"hot stone" burns "no such"')) == ["three"]
    assert search(index, "hot stone").all_words


def test_the_text_that_is_shown_is_in_the_readers_language_where_it_can_be() -> None:
    index = index_of(entry("one", description={"en": "the kernel", "ja": "その kernel"}))
    for language in ("en", "ja"):
        (each,) = Searcher(index, language).search("kernel", ALL).found
        assert each.language == language


SHOWN = [
    ("kernel", "- one\n- the **kernel** (6.12) ran\n- two", "the kernel (6.12) ran", ["kernel"]),
    ("kernel", "```\nfirst\n[    1.0] kernel: x\n```", "[    1.0] kernel: x".replace("    ", " "), ["kernel"]),
    ("kernel ran", "it ran; the kernel ran", "it ran; the kernel ran", ["kernel ran"]),
    ("ran kernel", "the kernel  ran", "the kernel ran", ["kernel", "ran"]),
    ("(ページ)", "物理（ページ）だ", "物理（ページ）だ", ["（ページ）"]),
    ("ページ", "物理ﾍﾟｰｼﾞだ", "物理ﾍﾟｰｼﾞだ", ["ﾍﾟｰｼﾞ"]),
    ("OOMキラー", "この OOM キラーが", "この OOM キラーが", ["OOM キラー"]),
    ("strasse", "Die Straße da", "Die Straße da", ["Straße"]),
]


@pytest.mark.parametrize(("query", "text", "shown", "hits"), SHOWN)
def test_the_place_is_shown_as_it_is_written(query: str, text: str, shown: str, hits: list[str]) -> None:
    (each,) = search(index_of(entry("one", description={"ja": text})), query).found
    assert (each.text, [each.text[first:last] for first, last in each.places]) == (shown, hits)


def test_few_of_many_entries_are_read_and_the_others_counted() -> None:
    entries = [entry(f"e{number:05}", description={"en": "bread"}) for number in range(300)]
    index = index_of(*entries, entry("z", title={"en": "bread", "ja": "無"}))
    result = search(index, "bread", 3)
    assert (names(result), result.total, result.cut) == (["z", "e00000", "e00001"], 301, False)


@pytest.mark.parametrize(
    ("bound", "query"), [("MOST_COUNTED", '"hot bread"'), ("MOST_COMPARED", "bread white"), ("MOST_READ", "bread")]
)
def test_a_search_ends_and_says_so(bound: str, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    index = index_of(
        *(entry(f"e{number:05}", description={"en": "hot bread"}, action={"en": "white"}) for number in range(9))
    )
    assert not search(index, query, 2).cut
    monkeypatch.setattr(search_ranking, bound, 4)
    result = search(index, query, 2)
    assert result.cut
    assert names(result) == ["e00000", "e00001"]


@given(st.text(max_size=40))
def test_no_query_breaks_anything(query: str) -> None:
    index = index_of(entry("one", description={"en": "some text", "ja": "文章ー"}), entry("two"))
    for each in search(index, query).found:
        assert each.places
        assert all(0 <= first < last <= len(each.text) for first, last in each.places)


@pytest.mark.parametrize(
    "text", ["page ", "あ", '"', "「", "a", "の ", '"a ', "\u0301", "“「『", "%s.*(", "\ud800", "\x00"]
)
def test_long_queries_end(catalog: Index, text: str) -> None:
    result = search(catalog, text * 5000)
    assert result.query.cut
    assert len(result.query.needles) <= 20


def pieces(index: Index, number: int) -> list[str]:
    """All pieces of the texts of an entry, as a reader sees them."""
    chosen = index.entry(number)
    software = {item["id"]: item["name"] for item in index.meta["software"]}[chosen["software"]]
    return [piece for field, _, text in texts_of(chosen, software) for piece in pieces_of(field, text)]


def quoted(piece: str) -> str:
    """A piece in quotes that it does not have itself."""
    opening, closing = next(pair for pair in ('""', "“”", "「」", "『』") if not set(pair) & set(piece))
    return f"{opening}{piece}{closing}"


def cut(text: str, draw: Callable[[st.SearchStrategy[int]], int]) -> str:
    """Some piece of a text, of two characters or more where it is as long."""
    first = draw(st.integers(0, max(0, len(text) - 2)))
    return text[first : first + draw(st.integers(2, 40))]


@given(st.data())
@settings(max_examples=300)
def test_every_piece_of_every_text_is_found(catalog: Index, data: st.DataObject) -> None:
    number = data.draw(st.integers(0, catalog.meta["entries"] - 1))
    piece = cut(data.draw(st.sampled_from(pieces(catalog, number))), data.draw)
    if runs(folded(piece)):
        assert catalog.entry(number)["id"] in [each.entry["id"] for each in search(catalog, quoted(piece)).found]


@given(st.text("aB1 _-/.%あアｱﾞ理 ー゛ßÅ\u0301\n`", min_size=2, max_size=30), st.data())
def test_every_piece_of_an_odd_text_is_found(text: str, data: st.DataObject) -> None:
    piece = cut(text, data.draw)
    if runs(folded(piece)) and folded(piece) in folded(text):
        index = index_of(entry("one", title={"en": text}), entry("two"))
        assert "one" in found(index, quoted(piece))

"""The data of the site's full-text search: the index says exactly which text stands where."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.bundle.search_texts import FIELDS, pieces_of, texts_of
from msgpedia.bundle.terms import folded
from msgpedia.emit.site import search_codes, search_data
from msgpedia.emit.site.search_codes import LASTS, code, codes, steps
from msgpedia.emit.site.search_postings import Postings

Entry = dict[str, Any]
ODD = 'a B1_-/.%あアｱﾞ理ー゛ß`"\\<>\n\t\x00\u2028\u2029\u0301\U00020000\U0001f35e'


def entry(name: str, **more: Any) -> Entry:
    found = {
        "id": f"toaster/heat/{name}",
        "software": "toaster",
        "severity": "warning",
        "messages": [f"toaster:{name}"],
    }
    return found | {"title": {"en": "A slot", "ja": "スロット"}, "description": {}} | more


def written(entries: Iterable[Entry], software: dict[str, dict[str, str]] | None = None) -> dict[str, str]:
    """The data sets as JSON, by name."""
    found: dict[str, str] = {}

    def put(name: str, text: str) -> None:
        assert name not in found
        found[name] = text

    search_data.write(entries, software or {}, put)
    return found


def numbers(text: str) -> Iterator[int]:
    """The numbers that codes stand for."""
    digits = [chr(number) for number in range(0x23, 0x7F) if chr(number) not in "\\<"]
    rest = 0
    for char in text:
        digit = digits.index(char)
        if digit < LASTS:
            yield rest * LASTS + digit
            rest = 0
        else:
            rest = rest * (len(digits) - LASTS) + digit - LASTS + 1


def places(text: str) -> Iterator[int]:
    before = -1
    for number in numbers(text):
        before += number + 1
        yield before


def whole_row(data: dict[str, str]) -> dict[int, str]:
    """The term at each place, read from the pages."""
    found: dict[int, str] = {}
    index = json.loads(data["search/index"])
    before = ""
    for number, first in enumerate(index["pages"].split("\n")):
        terms, lengths, postings = json.loads(data[f"search/terms/{number}"])
        start = 0
        assert terms.split("\n")[0] == first
        for term, length in zip(terms.split("\n"), numbers(lengths), strict=True):
            assert before.encode("utf-16-be", "surrogatepass") < term.encode("utf-16-be", "surrogatepass")
            for place in places(postings[start : start + length]):
                assert place not in found
                found[place] = term
            start += length
            before = term
        assert start == len(postings)
    return found


ROWS = [
    ("", []),
    ("page allocation", ["page", "allocation"]),
    ("gfp_mask: 0x1", ["gfp", "_", "mask", " :", "0x1"]),
    ("物理ページ", ["物理", "理ペ", "ペー", "ージ", "ジ"]),
    ("oomキラーが。", ["oom", "キラ", "ラー", "ーが", "が", "。"]),
    ("-eio", ["-", "eio"]),
    (" -- [", ["[ -- "]),
    ("a」", ["a", "」"]),
]


@pytest.mark.parametrize(("text", "row"), ROWS)
def test_the_terms_of_a_text(text: str, row: list[str]) -> None:
    assert search_data.row_of(text) == row


@given(st.lists(st.integers(0, 1 << 32)))
def test_codes_can_be_read_back(values: list[int]) -> None:
    text = codes(values)
    assert list(numbers(text)) == values
    assert text == "".join(map(code, values))
    assert not set(text) & set('"\\< ')
    assert text.isascii()


def test_no_code_is_wasted() -> None:
    spelled = [search_codes.code(number) for number in range(10_000)]
    assert len(set(spelled)) == len(spelled)
    assert [len(text) for text in spelled] == sorted(len(text) for text in spelled)


@given(st.sets(st.integers(0, 1 << 20)).map(sorted))
def test_steps_lead_from_place_to_place(values: list[int]) -> None:
    assert list(places(steps([-1, *values]))) == values


def test_the_index_says_what_stands_at_every_place_of_every_text(bundle_file: Path) -> None:
    bundle = json.loads(bundle_file.read_bytes())
    software = {item["id"]: item["name"] for item in bundle["software"]}
    data = written(iter(bundle["entries"]), software)
    row = whole_row(data)
    index = json.loads(data["search/index"])
    assert (index["entries"], index["fields"]) == (len(bundle["entries"]), list(FIELDS))
    lengths = numbers(index["lengths"])
    counts = numbers(index["counts"])
    place = 0
    for each in bundle["entries"]:
        texts = list(texts_of(each, software[each["software"]]))
        assert [next(counts) for _ in FIELDS] == [sum(field == name for name, *_ in texts) for field in FIELDS]
        for field, _, text in texts:
            start = place
            for piece in pieces_of(field, text):
                for term in search_data.row_of(folded(piece)):
                    assert row.pop(place) == term
                    place += 1
                place += 1
            assert next(lengths) == place - start
    assert not row
    assert list(lengths) == list(counts) == []


def test_what_is_shown_are_the_pieces_that_are_searched() -> None:
    entries = [entry(f"e{number}", description={"en": "one\n\n**two**", "ja": "三"}) for number in range(6)]
    data = written(entries, {"toaster": {"en": "Bread roaster"}})
    fields = list(FIELDS)
    assert json.loads(data["search/texts/1"])[1] == [
        "toaster/heat/e5",
        "warning",
        [
            [fields.index("id"), None, "toaster/heat/e5"],
            [fields.index("id"), None, "toaster:e5"],
            [fields.index("title"), "en", "A slot"],
            [fields.index("title"), "ja", "スロット"],
            [fields.index("description"), "en", "one", "two"],
            [fields.index("description"), "ja", "三"],
            [fields.index("software"), "en", "Bread roaster"],
        ],
    ]
    assert set(json.loads(data["search/words"]).split("\n")) >= {"toaster", "heat", "one", "two", "roaster", "e5"}
    assert json.loads(data["search/index"])["marks"].split("\n") == ["/", ":"]


@given(st.lists(st.lists(st.sampled_from(["a", "b", "か", ", ", "__proto__", "\ud800", "\uffff", "\U0001f35e"]))))
def test_how_much_is_held_changes_nothing(rows: list[list[str]]) -> None:
    found = []
    for block in (1, 3, 1000):
        with Postings(block) as postings:
            place = 0
            for row in rows:
                postings.add(row, place)
                place += len(row) + 1
            found.append(list(postings.merged()))
    assert found[0] == found[1] == found[2]
    assert sum(len(list(places(text))) for _, text in found[0]) == sum(map(len, rows))


def test_entries_are_not_kept() -> None:
    class Row(dict[str, Any]):
        """An object whose end can be seen."""

    alive: list[weakref.ref[Row]] = []

    def rows() -> Iterator[Row]:
        for number in range(20):
            assert sum(ref() is not None for ref in alive) <= 2
            row = Row(entry(f"e{number}"))
            alive.append(weakref.ref(row))
            yield row

    written(rows())


def test_the_same_entries_give_the_same_bytes() -> None:
    entries = [entry(f"e{number}", description={"en": f"text {number}", "ja": "文章"}) for number in range(50)]
    assert list(written(entries).items()) == list(written(iter(entries)).items())


def test_no_entries_give_an_index_too() -> None:
    data = written([])
    assert set(data) == {"search/words", "search/index"}
    assert json.loads(data["search/index"])["entries"] == 0


@given(st.text(st.sampled_from(ODD) | st.characters()))
def test_data_are_scripts_whatever_an_entry_says(text: str) -> None:
    data = written([entry("one", title={"__proto__": text, "en": "</script>\ud800"}, description={"en": text})])
    for script in data.values():
        script.encode()
        assert not set(script) & {"\u2028", "\u2029", "\n", "\r"}
    assert json.loads(data["search/texts/0"])[0][2][2:4] == [[1, "__proto__", text], [1, "en", "</script>\ud800"]]

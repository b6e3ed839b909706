"""The site's full-text search, run by Node: it finds what the command line's finds, in the same order."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.lookup.test_search import FOUND, NOT_FOUND, SHOWN, entry, index_of

from msgpedia.bundle.index import Index
from msgpedia.bundle.search_texts import pieces_of, texts_of
from msgpedia.bundle.store import open_index
from msgpedia.bundle.terms import folded, runs, with_origins
from msgpedia.emit.site import search_data
from msgpedia.lookup.search import Found, Searcher

Entry = dict[str, Any]
Ask = Callable[..., list[Any]]

RUNNER = Path(__file__).with_name("search.mjs")
ALL = {"limit": 100_000}
HOSTILE = ["__proto__", "constructor toString", "\u2028 \u2029", "'\" ` ${x} \\", "</script><!--", "\x00\x7f", "%s.*(["]
QUERIES = """
page allocation failure · allocation page · "page allocation" · 「page allocation」 · alloc · "llocat" · "ge alloc" · p
kernel · kernel メモリ nosuchword · nosuchword · a · "e" · of the · "of the" · out of memory · oom-killer · OOMキラー
min_free_kbytes · "free_k" · gfp_ · gfp mask · /proc/sys/vm · /proc · proc/sys · -EIO · %s · order:0, · mode:0x · 0x
lvcreate: page allocation failure. order:0, mode:0xd0 · linux/mm/page-allocation-failure · linux/mm · (6.12) · 「」
物理ページ · 「物理 ページ」 · 物理 ページ · ページ 物理 · ﾍﾟｰｼﾞ · ページ · の · た · 理 · 頁 · メモリ 不足
メモリが足りない · ファイルシステム · カーネル · 再起動 · 「、」 · 「です。」 · が `order` の · ディスク 故障 · ｐａｇｅ
PAGE · strasse · x86 · systemd · linux · Linux カーネル · I/O error · "I/O error, dev" · ext4 · EXT4-fs error
warning "out of" memory · … · "" · :
""".replace("\n", " · ").split(" · ")


def unit(text: str, place: int) -> int:
    """A place as JavaScript counts, in units of UTF-16."""
    return len(text[:place].encode("utf-16-le", "surrogatepass")) // 2


def run_node(folder: Path, requests: Iterable[Sequence[Any]]) -> list[Any]:
    """The runner's answers."""
    lines = "".join(json.dumps(request) + "\n" for request in requests).encode()
    done = subprocess.run(["node", RUNNER, folder], input=lines, capture_output=True, timeout=300)
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def write(folder: Path, entries: Iterable[Entry], software: dict[str, dict[str, str]]) -> None:
    """Write the data sets as the site has them."""

    def put(name: str, text: str) -> None:
        file = folder / f"{name}.js"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"msgpedia.provide({json.dumps(name)},{text});\n", encoding="utf-8")

    search_data.write(entries, software, put)


def software_of(index: Index) -> dict[str, dict[str, str]]:
    return {item["id"]: item["name"] for item in index.meta["software"]}


def entries_of(index: Index) -> list[Entry]:
    return [index.entry(number) for number in range(index.meta["entries"])]


def pieces(entries: Iterable[Entry], software: dict[str, dict[str, str]]) -> list[list[str]]:
    """All pieces of the texts of each entry."""
    return [
        [piece for field, _, text in texts_of(each, software[each["software"]]) for piece in pieces_of(field, text)]
        for each in entries
    ]


def row(each: Found) -> dict[str, Any]:
    """What the command line found, as the site tells it."""
    places = [[unit(each.text, place) for place in pair] for pair in each.places]
    names = ("field", "language", "text", "missing", "phrase")
    return {"id": each.entry["id"], "places": places} | {name: getattr(each, name) for name in names}


def compare(index: Index, folder: Path, queries: Sequence[str], language: str) -> None:
    """Let both search, and find no difference."""
    searcher = Searcher(index, language)
    answers = run_node(folder, (["search", language, query, ALL] for query in queries))
    for query, answer in zip(queries, answers, strict=True):
        expected = searcher.search(query, ALL["limit"])
        wanted = [row(each) for each in expected.found]
        assert [{name: each[name] for name in (wanted[0] if wanted else ())} for each in answer["found"]] == wanted, (
            query
        )
        told = (answer["total"], answer["allWords"], answer["queryCut"])
        assert told == (expected.total, expected.all_words, expected.query.cut), query


@pytest.fixture(scope="module")
def catalog(bundle_file: Path) -> Index:
    return open_index(str(bundle_file))


@pytest.fixture(scope="module")
def data(catalog: Index, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    write(folder, entries_of(catalog), software_of(catalog))
    return folder


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_site_finds_what_the_command_line_finds(catalog: Index, data: Path, language: str) -> None:
    compare(catalog, data, QUERIES, language)


def test_the_site_finds_pieces_of_texts_as_the_command_line_does(catalog: Index, data: Path) -> None:
    chance = random.Random(1)
    texts = [text for each in pieces(entries_of(catalog), software_of(catalog)) for text in each if text]
    queries = []
    for _ in range(80):
        text, other = chance.choices(texts, k=2)
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(1, 40)]
        queries += [piece, f"「{piece.replace('」', '')}」", f"{piece} {other[: chance.randint(1, 12)]}"]
    compare(catalog, data, queries, "ja")


def test_every_phrase_is_found_wherever_it_stands(catalog: Index, data: Path) -> None:
    chance = random.Random(2)
    entries = entries_of(catalog)
    texts = [list(map(folded, each)) for each in pieces(entries, software_of(catalog))]
    phrases: list[str] = []
    while len(phrases) < 200:
        text = chance.choice(chance.choice(texts))
        start = chance.randrange(len(text) + 1)
        phrase = folded(text[start : start + chance.randint(2, 20)])
        if runs(phrase) and len(runs(phrase)[0]) > 1 and not set(phrase) & set('"“”「」『』'):
            phrases.append(phrase)
    answers = run_node(data, (["search", "en", f'"{phrase}"', ALL] for phrase in phrases))
    for phrase, answer in zip(phrases, answers, strict=True):
        if not answer["cut"]:
            scanned = [number for number, each in enumerate(texts) if any(phrase in text for text in each)]
            assert sorted(each["entry"] for each in answer["found"]) == scanned, phrase


def test_small_texts_are_searched_as_the_command_line_does(tmp_path: Path) -> None:
    texts = [*FOUND, *NOT_FOUND, *((query, text) for query, text, *_ in SHOWN), *zip(HOSTILE, HOSTILE, strict=True)]
    entries = [entry(f"e{number:03}", description={"en": text}) for number, (_, text) in enumerate(texts)]
    entries += [
        entry("f1", title={"__proto__": "hot bread", "ja": "無"}, severity="__proto__", mid=482),
        entry("f2", title={"en": "Hot bread"}, former_ids=["toaster/heat/constructor"]),
        entry("f3", title={}, description={"en": "hot\n\nbread", "ja": "熱い𠮟る🍞パン"}),
        entry("f4", title={"en": "Hot bread rolls"}, samples=[{"line": "valueOf: hot bread"}]),
    ]
    index = index_of(*entries)
    write(tmp_path, entries, software_of(index))
    queries = [query for query, _ in texts] + ["hot bread", "bread rolls hot", "482", "toaster/heat/constructor", "𠮟"]
    compare(
        index, tmp_path, [*queries, "valueOf", "hasOwnProperty", "🍞", "る🍞パ", "ss", '"\ud800"', "bread\ud800"], "ja"
    )
    (result,) = run_node(tmp_path, [["search", "fr", "482", {}]])
    assert result["found"][0]["severity"] == "__proto__"
    assert (result["found"][0]["title"], result["found"][0]["titlePlaces"]) == ("無", [])


def test_pages_of_results_follow_each_other(data: Path) -> None:
    requests = [["search", "en", "the", {"limit": 7, "offset": offset}] for offset in (0, 7)]
    whole, first, second = run_node(data, [["search", "en", "the", {"limit": 14}], *requests])
    assert first["found"] + second["found"] == whole["found"]
    assert first["total"] == whole["total"] > 14


def test_a_query_of_any_length_ends(data: Path) -> None:
    texts = ["page ", "あ", '"', "「", "a", "の ", '"a ', "\u0301", "“「『", "%s.*(", "\ud800", "\x00"]
    for answer in run_node(data, (["search", "en", text * 5000, {}] for text in texts)):
        assert answer["queryCut"]


def test_an_aborted_search_ends(data: Path) -> None:
    aborted, after = run_node(data, [["abort", "en", "page"], ["search", "en", "page", {"limit": 1}]])
    assert aborted == "AbortError"
    assert len(after["found"]) == 1


@pytest.fixture(scope="module")
def fold(tmp_path_factory: pytest.TempPathFactory) -> Ask:
    def ask(texts: Sequence[str]) -> list[Any]:
        (answer,) = run_node(tmp_path_factory.getbasetemp(), [["fold", texts]])
        return list(answer)

    return ask


def parts(text: str) -> list[str]:
    """What stands in a folded text: runs, and what is between them."""
    found: list[str] = []
    behind = 0
    for run in runs(text):
        start = text.index(run, behind)
        found += (text[behind:start], run)
        behind = start + len(run)
    return [part for part in (*found, text[behind:]) if part not in ("", " ")]


def check_folding(fold: Ask, texts: Sequence[str], origins: bool = True) -> None:
    for text, (compared, found, (plain, same, places)) in zip(texts, fold(texts), strict=True):
        assert compared == folded(text), ascii(text)
        assert found == parts(compared), ascii(text)
        if origins:
            shown, expected, wanted = with_origins(text)
            units = [
                [unit(shown, place) for place in pair]
                for char, pair in zip(expected, wanted[: len(expected)], strict=True)
                for _ in range(unit(char, 1))
            ]
            assert (plain, same, places) == (shown, expected, units), ascii(text)


def test_all_texts_are_folded_as_they_are_in_the_index(catalog: Index, fold: Ask) -> None:
    check_folding(fold, [text for each in pieces(entries_of(catalog), software_of(catalog)) for text in each])


def test_every_character_is_folded_as_python_does(fold: Ask) -> None:
    chars = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code < 0xE000]
    check_folding(
        fold, [f"x{char}y" for char in chars if unicodedata.category(char) not in ("Cn", "Co")], origins=False
    )


def test_odd_texts_are_folded_as_python_does(fold: Ask) -> None:
    chance = random.Random(3)
    odd = "aBσΣςſßẞİıŉǰᾳᾼΐǅﬁ㍿ｱﾞガへ\u309a\u0301\u0345\u1e9b\u0323あ理ー゛、・々`_-%1²½𠮟🍞Ꭰꭰ한\u1112\u1161"
    odd += " \u3000\u2028\u00a0\x1c\x85\ufeff"
    texts = ["".join(chance.choices(odd, k=chance.randint(1, 12))) for _ in range(5000)]
    check_folding(fold, texts, origins=False)
    plain = "aBΣßßİﬁｱﾞガあ理ー、・ \u3000`_-%1²𠮟🍞"
    check_folding(fold, ["".join(chance.choices(plain, k=chance.randint(1, 12))) for _ in range(3000)])

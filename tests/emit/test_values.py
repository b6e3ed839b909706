"""What scripts get to tell what values mean: tables in one language, facts about messages, conditions."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.emit.project import build, changed, files, make_project, page

from msgpedia.catalog import decoders
from msgpedia.emit.site import data, values

Row = dict[str, Any]
MakeEntry = Callable[..., Row]
Node = Callable[[str], str]

BOTH = {"en": "one", "ja": "一"}


def variant(message: str, first: str | None, last: str | None, **radix: int) -> Row:
    versions = {key: value for key, value in (("from", first), ("to", last)) if value}
    return (
        {"message": message, "versions": versions, "radix": radix}
        if radix
        else {"message": message, "versions": versions}
    )


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ({"shape": "codes", "source": ["a"], "name": BOTH}, {"shape": "codes", "name": {"ja": "一"}}),
        (
            {"rows": [{"value": 1, "symbol": "name", "text": BOTH}]},
            {"rows": [{"value": 1, "symbol": "name", "text": {"ja": "一"}}]},
        ),
        ({"rows": [{"text": {"en": "one"}}]}, {"rows": [{"text": {"en": "one"}}]}),
        ({"rows": [{"text": {"fr": "un"}}]}, {"rows": [{"text": {"fr": "un"}}]}),
        (
            {"rows": [{"clear": {"letter": "G", "text": BOTH}}]},
            {"rows": [{"clear": {"letter": "G", "text": {"ja": "一"}}}]},
        ),
        ({"texts": {"name": BOTH, "source": BOTH}}, {"texts": {"name": {"ja": "一"}, "source": {"ja": "一"}}}),
        (
            {"table": [{"source": ["a"], "versions": {"from": "1"}, "rows": []}]},
            {"table": [{"versions": {"from": "1"}, "rows": []}]},
        ),
        (
            {"amounts": [{"name": "pages", "factor": 1}], "text": BOTH},
            {"amounts": [{"name": "pages", "factor": 1}], "text": {"ja": "一"}},
        ),
        ({"zero": BOTH, "else": ["signal"]}, {"zero": {"ja": "一"}, "else": ["signal"]}),
    ],
)
def test_a_table_has_one_language_and_no_sources(row: Row, expected: Row) -> None:
    assert values.table(row, "ja") == expected


@pytest.mark.parametrize("language", ["ja", "en"])
def test_real_tables_lose_nothing_but_languages_and_sources(language: str) -> None:
    def texts(row: Any) -> int:
        if isinstance(row, dict):
            return (set(row) == {language}) + sum(texts(value) for value in row.values())
        return sum(map(texts, row)) if isinstance(row, list) else 0

    for kind, row in decoders.load().items():
        found = values.table(row, language)
        whole = json.dumps(row, ensure_ascii=False)
        assert texts(found) == whole.count('{"en": ') + whole.count('{"ja": '), kind
        assert '"source"' not in json.dumps(found), kind


def test_tables_come_with_those_that_they_refer_to() -> None:
    tables = decoders.load()
    assert values.with_others(["systemd-exit-status"], tables) == ["signal", "systemd-exit-status"]
    assert values.with_others(["mce-status", "errno"], tables) == ["errno", "mce-error-code", "mce-status"]
    assert values.with_others(["gone"], tables) == []
    assert values.with_others(["a"], {"a": {"else": ["b", "c"]}, "b": {"else": ["a"]}}) == ["a", "b"]


GFP = {"gfp_mask": {"text": BOTH, "decode": "gfp-flags"}, "order": {"text": BOTH, "decode": "page-order"}}


@pytest.mark.parametrize(
    ("variants", "expected"),
    [
        ([variant("m:1", "5.0", "6.1")], {"m:1": {"versions": ["5.0", "6.1"]}}),
        ([variant("m:1", None, None)], {"m:1": {}}),
        ([{"message": "m:1"}], {"m:1": {}}),
        ([variant("m:1", "5.10", "6.1"), variant("m:1", "5.9", "6.0")], {"m:1": {"versions": ["5.9", "6.1"]}}),
        ([variant("m:1", "5.0", None), variant("m:1", "4.6", "4.8")], {"m:1": {"versions": ["4.6", None]}}),
        ([variant("m:1", None, "4.8"), variant("m:1", "5.0", None)], {"m:1": {}}),
        (
            [variant("m:1", "1", "2"), variant("m:2", "3", "4")],
            {"m:1": {"versions": ["1", "2"]}, "m:2": {"versions": ["3", "4"]}},
        ),
        ([variant("m:1", None, None, gfp_mask=16, order=10, other=10)], {"m:1": {}}),
        (
            [variant("m:1", None, None, gfp_mask=10, order=16), variant("m:1", None, None, other=8)],
            {"m:1": {"radix": {"gfp_mask": 10, "order": 16, "other": 8}}},
        ),
    ],
)
def test_facts_of_messages_are_those_of_all_variants_that_it_may_be(
    variants: list[Row], expected: Row, make_entry: MakeEntry
) -> None:
    assert values.facts(make_entry(variants=variants, arguments=GFP)) == expected


def test_versions_are_told_where_a_table_of_the_same_software_depends_on_them(make_entry: MakeEntry) -> None:
    assert values.facts(make_entry()) == {"linux:0123456789": {}}
    assert values.facts(make_entry(arguments=GFP)) == {"linux:0123456789": {"versions": ["2.6.12", "2.6.38"]}}
    assert values.facts(make_entry(arguments=GFP, software="other")) == {"linux:0123456789": {}}


def test_an_entry_without_tables_and_advice_needs_no_facts(make_entry: MakeEntry) -> None:
    bare = {"order": {"text": {"en": "Size"}}}
    advice = [{"when": {"order": "1"}, "text": BOTH}]
    assert values.facts(make_entry(arguments=bare)) == {}
    assert values.card(make_entry(arguments=bare), "en") == {}
    assert values.facts(make_entry(arguments=bare, advice=advice)) == {"linux:0123456789": {}}


def test_a_card_has_tables_facts_and_advice_as_plain_text(make_entry: MakeEntry) -> None:
    advice = [{"when": {"order": ">= 4"}, "text": {"ja": "1. *空ける*。\n2. `待つ`。\n", "en": "x"}}]
    found = data.result_card(make_entry(advice=advice), "ja")
    assert found["decode"] == {"order": "page-order"}
    assert found["messages"] == {"linux:0123456789": {}}
    assert found["advice"] == [{"when": {"order": ">= 4"}, "text": ["空ける。", "待つ。"]}]


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"order": ">= 4"}, [("order", ">= 4")]),
        ({"order": "4", "mode": "!=0"}, [("order", "== 4"), ("mode", "!= 0")]),
        ({"state": "a b"}, [("state", "== a b")]),
        ({"state": "in a,b ,  c"}, [("state", "in a, b, c")]),
        ({"path": "~  /dev/*"}, [("path", "~ /dev/*")]),
        ({"name": "<unknown>"}, None),
        ({"name": "== <unknown>"}, [("name", "== <unknown>")]),
    ],
)
def test_conditions_have_an_operator(when: dict[str, str], expected: list[tuple[str, str]] | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="not a condition"):
            list(values.spelled(when))
    else:
        assert list(values.spelled(when)) == expected


def test_the_site_has_the_tables_that_entries_name_and_no_others(tmp_path: Path, node: Node) -> None:
    root = make_project(tmp_path / "project")
    entry = root / "catalog" / "linux" / "mm" / "allocation.yaml"
    entry.write_text(
        changed(entry.read_text(encoding="utf-8"), ("decode: page-order", "decode: systemd-exit-status")),
        encoding="utf-8",
    )
    site = build(root, strict=True)
    tables = {name.removeprefix("data/decoders/") for name in files(site) if name.startswith("data/decoders/")}
    kinds = ("gfp-flags", "page-order", "signal", "systemd-exit-status")
    assert tables == {f"{language}/{kind}.js" for language in ("ja", "en") for kind in kinds}
    script = page(site, "data/decoders/ja/signal.js")
    found = json.loads(
        node(
            f"globalThis.msgpedia = {{ provide: (name, text) => console.log(JSON.stringify([name, text])) }};\n{script}"
        )
    )
    assert found[0] == "decoders/ja/signal"
    assert json.loads(found[1]) == values.table(decoders.load()["signal"], "ja")
    assert 'data-facts="{&#34;versions&#34;:[null,&#34;2.6.38&#34;]}"' in page(site, "ja/linux/mm/allocation.html")

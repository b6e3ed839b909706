"""What is put into the text of an entry's file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.drift.conftest import record

from msgpedia.catalog.loader import load_catalog
from msgpedia.drift.applying import Applied, apply
from msgpedia.drift.comparing import compare
from msgpedia.drift.messages import collect
from msgpedia.drift.seeking import wanted
from msgpedia.packs.model import Record

OLD = "%s: page allocation failure. order:%d, mode:0x%x"
NEW = "%s: page allocation failure: order:%d, mode:0x%x"
HERE = {"file": "mm/page_alloc.c", "function": "__alloc_pages"}
VARIANT = f"""\
  - format: '{OLD}'
    arguments: [process, order, gfp_mask]
    versions: {{to: '2.6.38'}}
    source: {{file: mm/page_alloc.c, function: __alloc_pages}}
"""


@pytest.fixture
def applied(tmp_path: Path, good: str):  # type: ignore[no-untyped-def]
    """`applied(variant, record, …)`: the good entry with another spelling of its variant, after the records."""

    def run(spelled: str, *records: Record) -> Applied:
        assert good.count(VARIANT) == 1
        text = good.replace(VARIANT, spelled)
        path = tmp_path / "linux" / "mm" / "example.yaml"
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
        (tmp_path / "linux" / "software.yaml").write_text(SOFTWARE, encoding="utf-8")
        catalog = load_catalog(tmp_path, cache=False)
        assert [finding for finding in catalog.diagnostics if finding.severity == "error"] == []
        ids = frozenset(want.id for want in wanted(catalog.entries[0]))
        messages = collect("linux", ["6.1", "6.12"], records, catalog.entries, ids)
        return apply(catalog.entries[0], compare(catalog.entries, {"linux": messages}).entries[0], text)

    return run


SOFTWARE = "schema: 1\nname: {en: Linux}\ndialect: printk\nidents: [kernel]\nlicense: CC0-1.0\nauthors: [me]\n"
OPEN = VARIANT.replace("    versions: {to: '2.6.38'}\n", "")


def variants(text: str) -> str:
    return text[text.index("variants:\n") : text.index("arguments:\n  process")]


def test_a_reworded_message_gets_a_variant_before_the_old_one_and_comments_stay(applied) -> None:  # type: ignore[no-untyped-def]
    spelled = "  # the oldest one\n" + OPEN.replace("gfp_mask]\n", "gfp_mask] # in this order\n")
    found = applied(spelled, record(OLD, "6.1", **HERE), record(f"{NEW}\n", "6.12", **HERE))
    assert [finding.kind for finding in found.done] == ["reworded"]
    assert (
        variants(found.text)
        == f"""\
variants:
  - format: '{NEW}'
    arguments: [process, order, gfp_mask]
    versions: {{from: '6.12'}}
    source: {{file: mm/page_alloc.c, function: __alloc_pages}}
  # the oldest one
  - format: '{OLD}'
    arguments: [process, order, gfp_mask] # in this order
    versions: {{to: '6.1'}}
    source: {{file: mm/page_alloc.c, function: __alloc_pages}}
"""
    )


def test_a_message_that_is_gone_ends_where_it_was_last_found(applied) -> None:  # type: ignore[no-untyped-def]
    block = OPEN + "    versions:\n      from: '3.0'\n"
    found = applied(block, record(OLD, "6.1", **HERE))
    assert "    versions: {from: '3.0', to: '6.1'}\n" in found.text


def test_what_moved_gets_its_new_source(applied) -> None:  # type: ignore[no-untyped-def]
    found = applied(OPEN, record(OLD, **HERE | {"function": "warn_alloc"}))
    assert "    source: {file: mm/page_alloc.c, function: warn_alloc}\n" in found.text
    assert [finding.kind for finding in found.done] == ["moved"]


def test_a_contradicted_range_gets_what_was_found(applied) -> None:  # type: ignore[no-untyped-def]
    found = applied(VARIANT, record(OLD, **HERE))
    assert "    versions: {to: '6.12'}\n" in found.text
    assert [finding.kind for finding in found.done] == ["range"]


@pytest.mark.parametrize(
    ("records", "reason"),
    [
        ([record(OLD, "6.1", **HERE), record(f"{NEW}, node:%d\n", "6.12", **HERE)], "explain node under arguments"),
        (
            [record(OLD, "6.1", **HERE), record(NEW.replace("%s:", "%d:"), "6.12", **HERE)],
            "see whether process still means the same",
        ),
        ([record(OLD, "6.1", **HERE), record(OLD, "6.12", **HERE | {"level": "info"})], "compare its level"),
    ],
)
def test_what_is_not_sure_is_left_to_a_person(records: list[Record], reason: str, applied) -> None:  # type: ignore[no-untyped-def]
    found = applied(OPEN, *records)
    assert found.done == ()
    assert len(found.left) == 1
    assert found.left[0][1].startswith(reason)


def test_a_layout_that_cannot_be_changed_is_refused(applied) -> None:  # type: ignore[no-untyped-def]
    row = f"  [{{format: '{OLD}', arguments: [process, order, gfp_mask]}}]\n"
    with pytest.raises(ValueError, match="msgpedia fmt"):
        applied(row, record(OLD, "6.1", **HERE), record(f"{NEW}\n", "6.12", **HERE))

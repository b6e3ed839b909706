"""What is written down of a drift, and what stays of what was written before."""

from __future__ import annotations

from dataclasses import replace

from tests.drift.conftest import entry, record, variant

from msgpedia.catalog import verified
from msgpedia.catalog.model import Entry
from msgpedia.catalog.verified import Verified
from msgpedia.drift.comparing import compare
from msgpedia.drift.messages import collect
from msgpedia.drift.recording import record as recorded
from msgpedia.drift.seeking import wanted
from msgpedia.packs.model import Record

TEXT, OTHER = "disk %s failed with error %d", "link %s is down"
ONE = entry(variant(TEXT), variant("old %s"))
TWO = entry(variant(OTHER), identifier="linux/example/two")


def ids(one: Entry) -> tuple[str, ...]:
    return tuple(want.id for want in wanted(one))


def run(
    entries: list[Entry], records: list[Record], before: Verified | None = None, asked: list[Entry] | None = None
) -> dict[str, dict[str, tuple[str, ...]]]:
    known = frozenset(identifier for each in entries for identifier in ids(each))
    asked = entries if asked is None else asked
    messages = collect("linux", ["6.1", "6.12"], records, entries, known)
    drift = compare(asked, {"linux": messages}, entries)
    found = recorded(before, "linux", entries, {"linux/example/broken"}, drift, [each.id for each in asked])
    return {version: dict(rows) for version, rows in found.versions}


def test_what_was_found_is_written_down_by_version() -> None:
    found = run([ONE, TWO], [record(TEXT), record(OTHER, "6.12")])
    one, two = {ONE.id: ids(ONE)[:1]}, {TWO.id: ids(TWO)}
    assert found == {"6.1": one, "6.12": one | two}


def test_other_versions_and_entries_that_were_not_compared_stay() -> None:
    before = verified.build("linux", {"5.10": {ONE.id: ids(ONE)[:1]}, "6.1": {TWO.id: ids(TWO)}})
    found = run([ONE, TWO], [record(TEXT)], before, [ONE])
    assert found["5.10"] == {ONE.id: ids(ONE)[:1]}
    assert found["6.1"] == {ONE.id: ids(ONE)[:1], TWO.id: ids(TWO)}


def test_what_is_not_found_any_more_is_taken_back() -> None:
    before = verified.build("linux", {"6.1": {ONE.id: ids(ONE)[:1]}})
    assert "6.1" not in run([ONE], [record(TEXT, "6.12")], before)


def test_what_changed_since_is_left_out_and_a_renamed_entry_keeps_its_own() -> None:
    before = verified.build(
        "linux",
        {
            "5.10": {
                "linux/example/former": (ids(TWO)[0], "linux:0123456789"),
                "linux/example/lost": ("linux:0123456789",),
            }
        },
    )
    renamed = replace(TWO, former_ids=("linux/example/former",))
    assert run([ONE, renamed], [], before) == {"5.10": {TWO.id: ids(TWO)}}


def test_an_entry_that_cannot_be_read_keeps_what_it_has() -> None:
    before = verified.build("linux", {"5.10": {"linux/example/broken": ("linux:0123456789",)}})
    assert run([ONE], [], before) == {"5.10": {"linux/example/broken": ("linux:0123456789",)}}

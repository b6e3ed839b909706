"""In which forms a variant is found again in a source."""

from __future__ import annotations

import pytest
from tests.drift.conftest import FILE, FUNCTION, Compare, entry, kinds, only, record, variant

from msgpedia.packs.model import Record


@pytest.mark.parametrize(
    ("text", "device", "records", "way"),
    [
        pytest.param(
            "disk %s: %d errors", False, [record("disk %s: %5ld  errors\n")], "format", id="width, length and blanks"
        ),
        pytest.param(
            "example: disk %s failed",
            False,
            [record("example: disk %s failed\n", prefix="example: ")],
            "format",
            id="prefix",
        ),
        pytest.param(
            "disk %s failed", True, [record("disk %s failed\n", unknown_prefix="device")], "bare", id="device"
        ),
        pytest.param(
            "disk %s failed", True, [record("%s %s: disk %s failed\n", prefix="%s %s: ")], "format", id="device told"
        ),
        pytest.param(
            "disk %s failed",
            False,
            [record("example: disk %s failed\n", prefix="example: ")],
            "bare",
            id="prefix unsaid",
        ),
        pytest.param(
            "disk %s has failed", False, [record("disk %s has failed\nit had %d errors\n")], "part", id="first of lines"
        ),
        pytest.param(
            "it had %d errors", False, [record("disk %s has failed\nit had %d errors\n")], "part", id="last of lines"
        ),
        pytest.param("disk %s failed:", False, [record("disk %s failed: %s\n")], "empty", id="empty value"),
        pytest.param(
            "FS (%s): disk %s has failed", False, [record("disk %s has failed\n")], "part", id="prefix of a function"
        ),
        pytest.param(
            "--- panic: disk %s has failed ---",
            False,
            [record("disk %s has failed"), record("--- panic: %s ---\n", file="kernel/panic.c", function="panic")],
            "part",
            id="inside another text",
        ),
        pytest.param(
            "disk %s failed while writing, sector %lu of partition %d",
            False,
            [
                record("disk %s failed while writing"),
                record(", sector %lu of partition %d\n", level="cont", part="continuation"),
            ],
            "pieces",
            id="continued line",
        ),
        pytest.param(
            "%s: allocation failed, order %d, mode %x of many",
            False,
            [record("allocation failed, order %d", function="caller"), record("%s: %pV, mode %x of many\n")],
            "pieces",
            id="through a variadic function",
        ),
    ],
)
def test_a_variant_is_found(text: str, device: bool, records: list[Record], way: str, drift: Compare) -> None:
    found = drift(entry(variant(text, device=device)), *records)
    assert kinds(found) == [("unchanged", 0)]
    assert only(found, "unchanged").way == way
    assert found.found == (("6.1", (0,)), ("6.12", (0,)))


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([], id="nothing"),
        pytest.param([record("another disk %s has failed\n", file="other.c")], id="a similar one elsewhere"),
        pytest.param([record("failed\n")], id="an end that says little"),
        pytest.param(
            [record("disk %s fell over, and %d more have failed\n"), record("disk %s failed; and then some")],
            id="calls that say something else, too",
        ),
        pytest.param([record("disk %s failed\n")], id="the beginning of a line that ends there"),
    ],
)
def test_what_is_alike_is_not_taken_for_it(records: list[Record], drift: Compare) -> None:
    found = drift(entry(variant("disk %s failed, and %d more have failed")), *records)
    assert kinds(found) == [("unseen", 0)]


def test_a_continuation_is_no_line_of_its_own(drift: Compare) -> None:
    piece = record(" likely on CPU %d (core %d)\n", level="cont", part="continuation")
    found = drift(entry(variant("segfault at %lx likely on CPU %d (core %d)")), piece)
    assert kinds(found) == [("unseen", 0)]


def test_pieces_that_say_less_than_before_are_a_change(drift: Compare) -> None:
    both = record("disk %s failed while writing important data of yours")
    old = record(", sector %lu of partition %d\n", "6.1", level="cont", part="continuation")
    one = entry(variant("disk %s failed while writing important data of yours, sector %lu of partition %d"))
    assert kinds(drift(one, both, old))[0] == ("gone", 0)


HOME = {"file": FILE, "function": FUNCTION}
ELSEWHERE = {"file": "drivers/example/other.c", "function": "other"}


def test_what_stands_where_the_source_says_comes_before_a_whole_match_elsewhere(drift: Compare) -> None:
    here, there = record("disk %s is set up%s\n", **HOME), record("disk %s is set up\n", **ELSEWHERE)
    found = only(drift(entry(variant("disk %s is set up")), there, here), "unchanged")
    assert (found.way, [place.file for place in found.places]) == ("empty", [FILE])


def test_a_part_there_does_not_come_before_a_whole_match_elsewhere(drift: Compare) -> None:
    part, there = record("disk %s is set up well\n", **HOME), record("core: disk %s is set up well\n", **ELSEWHERE)
    found = drift(entry(variant("core: disk %s is set up well")), part, there)
    assert only(found, "moved").way == "format"


def test_a_value_may_be_empty_behind_a_prefix_that_the_variant_spells_in_part(drift: Compare) -> None:
    call = record("%s %s: CORE: %s%s error received\n", prefix="%s %s: CORE: ")
    found = drift(entry(variant("CORE: %s error received", device=True)), call)
    assert only(found, "unchanged").way == "empty"


def test_few_letters_are_enough_only_in_the_function_that_the_source_names(drift: Compare) -> None:
    one = entry(variant("Oops: %s: %x [#%d]%s"))
    assert kinds(drift(one, record("Oops: %s: %x [#%d]%s%s%s\n", function="other"))) == [("unseen", 0)]
    assert kinds(drift(one, record("Oops: %s: %x [#%d]%s%s%s\n"))) == [("unchanged", 0)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("disk %s: access was denied, with all that belongs to it; permissive=%u", "unseen", id="13 %"),
        pytest.param("disk refused: permissive=%u", "unchanged", id="48 %"),
    ],
)
def test_an_end_has_to_be_a_good_part_of_the_variant(text: str, expected: str, drift: Compare) -> None:
    found = drift(entry(variant(text)), record("permissive=%u\n"))
    assert kinds(found) == [(expected, 0)]


@pytest.mark.parametrize(("piece", "kind"), [("Disk %d ", "unseen"), ("Disk %d drained, ", "moved")])
def test_a_piece_of_a_few_letters_proves_nothing(piece: str, kind: str, drift: Compare) -> None:
    found = drift(entry(variant(f"{piece}%s: %s = %lukB")), record(piece, function="show_disk"))
    assert kinds(found) == [(kind, 0)]

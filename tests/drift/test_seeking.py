"""In which forms a variant is found again in a source."""

from __future__ import annotations

import pytest
from tests.drift.conftest import Compare, entry, kinds, only, record, variant

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

"""Headings of parts of crashes that pstore kept."""

from __future__ import annotations

import pytest

from msgpedia.reports.pstore import MOST_NAMED, Crashes


@pytest.mark.parametrize(
    "body",
    [
        "Oops#1 Part1",
        "Panic#2 Part13",
        "dmesg-efi_pstore-170000000001001",
        "==> /sys/fs/pstore/dmesg-erst-7300000000000000001 <==",
        "/var/lib/systemd/pstore/dmesg-ramoops-0.enc.z:",
    ],
)
def test_headings(body: str) -> None:
    assert Crashes().is_heading(body)


@pytest.mark.parametrize(
    "body", ["", "Oops#1", "Oops#1 Part", "Oops#1 Part1 of 2", "oops#1 Part1", "see dmesg-efi-1", "Oops: 0000 [#1] SMP"]
)
def test_other_lines(body: str) -> None:
    crashes = Crashes()
    assert not crashes.is_heading(body)
    assert crashes.record == ""


def test_parts_of_crashes_may_take_turns() -> None:
    crashes, records = Crashes(), []
    for body in ("Oops#1 Part2", "Panic#2 Part2", "Oops#1 Part1", "Panic#2 Part1"):
        assert crashes.is_heading(body)
        records.append(crashes.record)
    assert records[0] == records[2] != records[1] == records[3]


def test_a_part_that_comes_again_is_of_another_crash() -> None:
    crashes, records = Crashes(), []
    for body in ("Oops#1 Part2", "Oops#1 Part1", "Oops#1 Part2", "Oops#1 Part1"):
        crashes.is_heading(body)
        records.append(crashes.record)
    assert records[0] == records[1] != records[2] == records[3]


def test_the_name_of_a_file_leaves_the_crash_as_it_is() -> None:
    crashes = Crashes()
    crashes.is_heading("Oops#1 Part2")
    record = crashes.record
    assert crashes.is_heading("dmesg-efi-170000000002001")
    assert crashes.record == record


def test_another_file_knows_none_of_them() -> None:
    crashes = Crashes()
    crashes.is_heading("Oops#1 Part1")
    record = crashes.record
    crashes.next_file()
    assert crashes.record == ""
    crashes.is_heading("Oops#1 Part1")
    assert crashes.record == record


def test_few_are_remembered() -> None:
    crashes = Crashes()
    for number in range(MOST_NAMED + 1):
        crashes.is_heading(f"Oops#{number} Part1")
    crashes.is_heading("Oops#0 Part1")
    assert crashes.record == "Oops#0 0"  # forgotten, so that it is the first of its name

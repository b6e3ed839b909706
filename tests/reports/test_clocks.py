"""Clocks of logs: what belongs together by time, and logs that have the newest line first."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.reports import made_up

from msgpedia.lookup.engine import Engine
from msgpedia.reports.clocks import logged_at

FORWARD = [
    name
    for name in made_up.NAMES
    if made_up.read(name).lines[0].startswith("[") and not name.startswith(("newest-first", "clocks"))
]


@pytest.fixture(scope="module")
def reader() -> Engine:
    return made_up.engine()


@pytest.mark.parametrize(
    "form",
    [
        "Jan 10 {} host kernel: x",
        "Jan 10 {}.123456 host kernel: x",
        "2026-01-10T{}+09:00 host kernel: x",
        "2026-01-10T{}.123456+09:00 host kernel: x",
        "2026-01-10T{},123456+09:00 x",
        "2026-01-10 {} host kernel: x",
        "Sat 2026-01-10 {} JST host kernel: x",
        "土 2026-01-10 {} JST host kernel: x",
        "1月 10 {} host kernel: x",
        "Sat Jan 10 {} 2026 kern.err kernel: x",
        "[Sat Jan 10 {} 2026] x",
    ],
)
def test_the_logs_own_clock_in_seconds(form: str, reader: Engine) -> None:
    times = [logged_at(reader.read(form.format(clock))[0]) for clock in ("09:59:59", "10:00:00", "10:01:00")]
    known = [time for time in times if time is not None]
    assert [round(later - time, 6) for time, later in pairwise(known)] == [1, 60]


@pytest.mark.parametrize(
    ("before", "after", "seconds"),
    [
        ("2026-10-25T02:59:58+02:00 host kernel: x", "2026-10-25T02:00:05+01:00 host kernel: x", 7),
        ("2026-01-10T10:00:00Z host kernel: x", "2026-01-10T10:00:00-0930 host kernel: x", 34200),
        ("Nov 30 23:59:59 host kernel: x", "Dec  1 00:00:00 host kernel: x", 1),
        ("2026-02-28T23:59:59Z host kernel: x", "2026-03-01T00:00:00Z host kernel: x", 1),
        ("2024-02-29T23:59:59Z host kernel: x", "2024-03-01T00:00:00Z host kernel: x", 1),
        ("2025-12-31T23:59:59Z host kernel: x", "2026-01-01T00:00:00Z host kernel: x", 1),
        ("[Thu Dec 31 23:59:59 2026] x", "[Fri Jan  1 00:00:00 2027] x", 1),
    ],
)
def test_days_and_offsets(before: str, after: str, seconds: int, reader: Engine) -> None:
    first, last = (logged_at(reader.read(line)[0]) for line in (before, after))
    assert first is not None
    assert last is not None
    assert last - first == seconds


def test_a_month_in_another_language_is_no_time(reader: Engine) -> None:
    assert logged_at(reader.read("juil. 01 10:00:00 host kernel: x")[0]) is None


def test_seconds_since_1970(reader: Engine) -> None:
    assert logged_at(reader.read("1767999600.123456 host example[7]: x")[0]) == 1767999600.123456


@pytest.mark.parametrize("line", ["[  100.000001] x", "Jan 10 10:00:00 host kernel: [  100.000001] x", "x"])
def test_no_clock_but_the_kernels(line: str, reader: Engine) -> None:
    assert logged_at(reader.read(line)[0]) is None


@pytest.mark.parametrize("name", FORWARD)
def test_nothing_wrong_is_told_of_a_log_from_its_end_on(name: str, reader: Engine) -> None:
    """As `journalctl -r` and some web pages show a log."""
    lines = [line for line in made_up.read(name).lines if line.startswith("[")]
    assert made_up.group(reader, *made_up.descriptions(), reversed(lines)).reports == []


def test_the_end_of_a_year_is_no_step_back(reader: Engine) -> None:
    lines = [
        "Dec 31 23:00:00 host kernel: BUG: kernel NULL pointer dereference, address: 0000000000000008",
        "Jan  1 01:00:00 host kernel: BUG: kernel NULL pointer dereference, address: 0000000000000010",
        "Jan  1 01:00:00 host kernel: RIP: 0010:f+0x1/0x2",
    ]
    assert made_up.group(reader, *made_up.descriptions(), lines).owners == [None, 1, 1]

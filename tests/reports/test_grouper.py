"""What belongs together in the made-up logs, line by line, and laws of the grouping."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.reports import made_up

from msgpedia.lookup.engine import Engine
from msgpedia.reports.grouper import Grouper
from msgpedia.reports.model import Report
from msgpedia.reports.opened import MOST_OPEN

LINES = [line for name in made_up.NAMES for line in made_up.read(name).lines]
HOSTILE = 100_000
LINEAR = 4  # times the time for twice as much at most

Rows = tuple[Sequence[dict[str, Any]], Sequence[dict[str, Any]]]


@pytest.fixture(scope="module")
def reader() -> Engine:
    return made_up.engine()


@pytest.fixture(scope="module")
def described() -> Rows:
    return made_up.descriptions()


@pytest.mark.parametrize("name", made_up.NAMES)
def test_which_lines_belong_together(name: str, reader: Engine, described: Rows) -> None:
    log = made_up.read(name)
    found = made_up.grouped(reader, *described, name)
    differing = [
        f"{number} {line[:60]}: {wanted}, not {owner}"
        for number, (line, wanted, owner) in enumerate(zip(log.lines, log.owners, found.owners, strict=True), 1)
        if wanted != owner
    ]
    assert differing == []
    assert {number: report.kind.name for number, report in enumerate(found.reports, 1)} == log.kinds


@pytest.mark.parametrize("name", made_up.NAMES)
def test_a_report_knows_its_lines(name: str, reader: Engine, described: Rows) -> None:
    found = made_up.grouped(reader, *described, name)
    for number, report in enumerate(found.reports, 1):
        lines = [place for place, owner in enumerate(found.owners, 1) if owner == number]
        assert (report.first, report.last, report.count) == (lines[0], lines[-1], len(lines))


def test_every_kind_is_in_a_log(described: Rows) -> None:
    shown = {kind for name in made_up.NAMES for kind in made_up.read(name).kinds.values()}
    assert shown == {row["kind"] for row in described[0]}


def test_a_new_file_ends_what_is_open(reader: Engine, described: Rows) -> None:
    lines = made_up.read("oops-without-header").lines
    grouper = Grouper(*described)
    header, body = reader.read(lines[0])
    opened = grouper.add(1, header, body, None)
    assert opened is not None
    assert not opened.closed
    grouper.next_file()
    assert opened.closed
    assert grouper.add(2, *reader.read("RIP: 0010:f+0x1/0x2"), None) is None


def test_two_hosts_do_not_mix(reader: Engine, described: Rows) -> None:
    bodies = ["BUG: kernel NULL pointer dereference, address: 0000000000000008", "PGD 0 P4D 0 ", "RIP: 0010:f+0x1/0x2"]
    lines = [f"Mar 15 17:01:55 {host} kernel: {body}" for body in bodies for host in ("host", "other")]
    assert made_up.group(reader, *described, lines).owners == [1, 2, 1, 2, 1, 2]


def test_what_comes_too_late_is_not_of_it(reader: Engine, described: Rows) -> None:
    lines = [
        "[  100.000001] BUG: kernel NULL pointer dereference, address: 0000000000000008",
        "[  100.000002] PGD 0 P4D 0 ",
        "[  900.000001] RIP: 0010:f+0x1/0x2",
    ]
    assert made_up.group(reader, *described, lines).owners == [1, 1, None]


def test_lines_of_programs_are_not_the_kernels(reader: Engine, described: Rows) -> None:
    lines = [
        "Mar 15 17:01:55 host kernel: BUG: kernel NULL pointer dereference, address: 0000000000000008",
        "Mar 15 17:01:55 host example[7]: RIP: 0010:f+0x1/0x2",
        "Mar 15 17:01:55 host kernel: PGD 0 P4D 0 ",
    ]
    assert made_up.group(reader, *described, lines).owners == [1, None, 1]


def test_numbers_ascend_as_reports_are_told_of(reader: Engine, described: Rows) -> None:
    grouper = Grouper(*described)
    numbers = []
    for number, line in enumerate(LINES, 1):
        header, body = reader.read(line)
        report = grouper.add(number, header, body, reader.origin(header).name)
        if report is not None:
            numbers.append(grouper.number(report))
    firsts = list(dict.fromkeys(numbers))
    assert firsts == list(range(1, len(firsts) + 1))


@settings(deadline=None, max_examples=60)
@given(lines=st.lists(st.sampled_from(LINES) | st.text(max_size=80), max_size=60))
def test_laws_of_any_mixture(lines: list[str]) -> None:
    grouper = Grouper(*DESCRIBED)
    owners: list[Report | None] = []
    for number, line in enumerate(lines, 1):
        header, body = READER.read(line)
        owners.append(grouper.add(number, header, body, READER.origin(header).name))
    grouper.finish()
    for report in {report for report in owners if report is not None}:
        places = [number for number, owner in enumerate(owners, 1) if owner is report and report.owns(number)]
        assert (report.first, report.last, report.count) == (places[0], places[-1], len(places))
        assert report.closed
        assert report.count <= report.kind.lines
        assert report.void or (report.opened and (report.count > 1 or report.alone))


READER, DESCRIBED = made_up.engine(), made_up.descriptions()


def test_few_are_open_at_a_time(reader: Engine, described: Rows) -> None:
    grouper = Grouper(*described)
    opened = []
    for number in range(1, 4 * MOST_OPEN):
        line = f"Dec 10 09:11:00 host sshd[{number}]: Invalid user admin from 192.0.2.15 port 4{number:04}"
        opened.append(grouper.add(number, *reader.read(line), "openssh"))
        assert sum(report is not None and not report.closed for report in opened) <= MOST_OPEN


HOSTILE_LINES = {
    "first lines": "[ {n}.000001] INFO: task tar:{n} blocked for more than 120 seconds.",
    "leads": "[ {n}.000001] ------------[ cut here ]------------",
    "SCSI commands": "[ 100.000001] sd 0:0:0:0: [sda] tag#{n} FAILED Result: hostbyte=DID_OK driverbyte=DRIVER_OK",
    "denials": '[ 100.000001] audit: type=1400 audit(1.1:{n}): apparmor="DENIED" operation="open" x="{n}"',
    "processes": "Dec 10 09:11:00 host sshd[{n}]: Invalid user admin from 192.0.2.15 port 44155",
    "units": "Dec 10 09:11:00 host systemd[1]: a{n}.service: Failed with result 'exit-code'.",
    "hosts": "Dec 10 09:11:00 h{n} kernel: BUG: kernel NULL pointer dereference, address: 0000000000000008",
    "long lines": "[ 100.000001] sd 0:0:0:0: [sda] tag#{n} " + "CDB: 00 " * 500,
}


@pytest.mark.parametrize("form", HOSTILE_LINES.values(), ids=HOSTILE_LINES)
def test_the_cost_is_linear(form: str, reader: Engine, described: Rows) -> None:
    spent = []
    for many in (HOSTILE // 100, HOSTILE // 50):
        grouper = Grouper(*described)
        rows = [(number, *reader.read(form.replace("{n}", str(number)))) for number in range(1, many + 1)]
        begun = time.process_time()
        for number, header, body in rows:
            grouper.add(number, header, body, reader.origin(header).name)
        spent.append(time.process_time() - begun)
    assert spent[1] < LINEAR * spent[0] + 0.2


def test_huge_lines_and_many_openings(reader: Engine, described: Rows) -> None:
    grouper = Grouper(*described)
    line = "[  100.000001] BUG: kernel NULL pointer dereference, address: " + "0" * (1 << 20)
    header, body = reader.read(line)
    begun = time.process_time()
    assert grouper.add(1, header, body, "linux") is None  # longer than anything that is held against patterns
    opening = reader.read("[  100.000001] INFO: task tar:7 blocked for more than 120 seconds.")
    for number in range(2, HOSTILE + 2):
        grouper.add(number, *opening, "linux")
    assert time.process_time() - begun < 60

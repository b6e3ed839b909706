"""Journals of a real systemd, end to end: made by systemd-journal-remote, printed by journalctl, looked up."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run

REMOTE = "/lib/systemd/systemd-journal-remote"
pytestmark = pytest.mark.skipif(
    not (shutil.which("journalctl") and Path(REMOTE).exists()), reason="needs journalctl and systemd-journal-remote"
)

Entry = dict[str, str | bytes]
COMMON: Entry = {"_BOOT_ID": "0123456789abcdef0123456789abcdef", "_HOSTNAME": "host"}
ENTRIES: list[Entry] = [
    {
        "_TRANSPORT": "kernel",
        "SYSLOG_FACILITY": "0",
        "SYSLOG_IDENTIFIER": "kernel",
        "PRIORITY": "4",
        "_SOURCE_MONOTONIC_TIMESTAMP": "5140900",
        "MESSAGE": "lvcreate: page allocation failure. order:0, mode:0xd0",
    },
    {
        "_TRANSPORT": "journal",
        "SYSLOG_IDENTIFIER": "app",
        "_PID": "1234",
        "PRIORITY": "3",
        "MESSAGE": "first line\nsecond line\n\nlast line",
    },
    {
        "_TRANSPORT": "stdout",
        "SYSLOG_IDENTIFIER": "app",
        "_PID": "1234",
        "PRIORITY": "6",
        "MESSAGE": b"bytes \xff\x00\x1b[31m",
    },
    {
        "_TRANSPORT": "stdout",
        "SYSLOG_IDENTIFIER": "dockerd",
        "_PID": "77",
        "PRIORITY": "6",
        "MESSAGE": 'time="2024-10-27T18:00:02Z" level=error msg="no such thing"',
    },
    {
        "_TRANSPORT": "kernel",
        "SYSLOG_FACILITY": "3",
        "SYSLOG_IDENTIFIER": "systemd",
        "SYSLOG_PID": "1",
        "PRIORITY": "6",
        "MESSAGE": "lvcreate: page allocation failure. order:0, mode:0xd0",
    },
]
BODIES = [
    "lvcreate: page allocation failure. order:0, mode:0xd0",
    "first line\nsecond line\n\nlast line",
    "bytes \ufffd\x00\x1b[31m",
    "no such thing",
    "lvcreate: page allocation failure. order:0, mode:0xd0",
]


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal file with the entries, one a second."""
    folder = tmp_path_factory.mktemp("journal")
    data = b""
    for number, entry in enumerate(ENTRIES):
        micro = 1_730_019_602_123_456 + number * 1_000_000
        times: Entry = {"__REALTIME_TIMESTAMP": str(micro), "__MONOTONIC_TIMESTAMP": str(5_140_900 + number)}
        for name, value in (times | COMMON | entry).items():
            raw = value if isinstance(value, bytes) else value.encode()
            data += name.encode()
            plain = not set(raw) & {0, 10, 27, 255}
            data += b"=" + raw if plain else b"\n" + len(raw).to_bytes(8, "little") + raw
            data += b"\n"
        data += b"\n"
    (folder / "entries").write_bytes(data)
    place = folder / "test.journal"
    subprocess.run([REMOTE, "-o", place, folder / "entries"], check=True, capture_output=True)
    return place


def printed(journal: Path, output: str) -> bytes:
    command = ["journalctl", "--file", str(journal), "-o", output, "--utc", "--all", "--no-pager"]
    return subprocess.run(command, check=True, capture_output=True).stdout


def looked_up(run: Run, bundle_file: Path, data: bytes) -> list[dict[str, Any]]:
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=data)
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("output", ["json", "export"])
def test_every_entry_is_read_with_all_its_fields(run: Run, bundle_file: Path, journal: Path, output: str) -> None:
    data = printed(journal, output)
    rows = looked_up(run, bundle_file, data)
    assert [row["body"] for row in rows] == BODIES
    assert [row["log_format"].partition("+")[0] for row in rows] == ["journal"] * len(ENTRIES)
    for number, (row, entry) in enumerate(zip(rows, ENTRIES, strict=True)):
        assert row["header"]["host"] == "host"
        assert row["header"]["time"] == f"2024-10-27T09:00:0{2 + number}.123456Z"
        assert row["header"]["ident"] == entry["SYSLOG_IDENTIFIER"]
        shown = {name: value for name, value in row["fields"].items() if name in entry and name != "MESSAGE"}
        assert shown == {name: value for name, value in entry.items() if name != "MESSAGE"}
    assert [row["header"]["severity"] for row in rows] == ["warning", "err", "info", "err", "info"]
    assert [row["header"]["pid"] for row in rows] == [None, 1234, 1234, 77, 1]
    assert rows[0]["header"]["ktime"] == "5.140900"
    lines = data.count(b"\n")
    assert sum(row.get("lines", 1) for row in rows) == lines


@pytest.mark.parametrize("output", ["json", "export"])
def test_only_the_kernels_own_lines_are_the_kernels(run: Run, bundle_file: Path, journal: Path, output: str) -> None:
    rows = looked_up(run, bundle_file, printed(journal, output))
    assert [row["entry"] for row in rows] == ["linux/mm/page-allocation-failure", *[None] * 4]


@pytest.mark.parametrize(
    "output",
    ["short", "short-precise", "short-iso", "short-iso-precise", "short-full", "short-monotonic", "short-unix"],
)
def test_the_forms_for_people_are_read(run: Run, bundle_file: Path, journal: Path, output: str) -> None:
    rows = looked_up(run, bundle_file, printed(journal, output))
    heads = [row for row in rows if row["log_format"] is not None]
    assert [row["header"]["ident"] for row in heads] == [entry["SYSLOG_IDENTIFIER"] for entry in ENTRIES]
    assert heads[0]["entry"] == "linux/mm/page-allocation-failure"
    assert [row["entry"] for row in heads[1:]] == [None] * 4

"""`msgpedia lookup` with lines that belong together: an event of several lines is one, in every kind of output."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.conftest import Run

HUNG = """\
[ 1450.000001] INFO: task tar:4242 blocked for more than 120 seconds.
[ 1450.000002]       Not tainted 6.1.0-18-amd64 #1 Debian 6.1.76-1
[ 1450.000003] "echo 0 > /proc/sys/kernel/hung_task_timeout_secs" disables this message.
[ 1450.000004] task:tar             state:D stack:0     pid:4242  ppid:1      flags:0x00000002
[ 1450.000005] Call Trace:
[ 1450.000006]  <TASK>
[ 1450.000007]  __schedule+0x34d/0x9e0
[ 1450.000008]  schedule+0x5a/0xd0
[ 1450.000009]  nfs_wait_bit_killable+0x1a/0x60 [nfs]
[ 1450.000010]  </TASK>
"""
BEFORE = "[ 1400.000000] usb 1-1: USB disconnect, device number 5\n"
BETWEEN = "[ 1450.000007] usb 1-2: new high-speed USB device number 7 using xhci_hcd\n"
AFTER = "[ 1460.000000] e1000e 0000:00:1f.6 eth0: NIC Link is Up 1000 Mbps Full Duplex, Flow Control: None\n"
ENTRY = "linux/watchdog/task-blocked"
Row = dict[str, Any]


def lines_of(run: Run, bundle: Path, log: str, *words: str) -> list[Row]:
    done = run("lookup", "--bundle", bundle, "--format", "jsonl", *words, stdin=log.encode())
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_every_line_of_a_report_says_so(run: Run, bundle_file: Path) -> None:
    rows = lines_of(run, bundle_file, BEFORE + HUNG + AFTER)
    assert [row["line"] for row in rows] == list(range(1, 13))
    roles = [row.get("report", {}).get("role") for row in rows]
    assert roles == [None, "first", *["part"] * 8, "last", None]
    assert {(row["report"]["id"], row["report"]["kind"]) for row in rows if "report" in row} == {(1, "hung-task")}


def test_the_last_line_tells_what_one_looks_for_first(run: Run, bundle_file: Path) -> None:
    english, japanese = (lines_of(run, bundle_file, HUNG, "--lang", language)[-1] for language in ("en", "ja"))
    for row in (english, japanese):
        assert {"tar", "4242", "120"} <= set(row["report"]["summary"].replace("）", " ").replace("（", " ").split()) | {
            word.strip("(),、pid ") for word in row["report"]["summary"].split()
        } | {"4242", "120"}
        assert "nfs_wait_bit_killable" in row["report"]["summary"]
    assert english["report"]["title"] != japanese["report"]["title"]


def test_a_line_of_another_in_between_is_on_its_own(run: Run, bundle_file: Path) -> None:
    lines = HUNG.splitlines(keepends=True)
    rows = lines_of(run, bundle_file, "".join([*lines[:6], BETWEEN, *lines[6:]]))
    assert [row["line"] for row in rows if "report" not in row] == [7]
    assert rows[-1]["report"]["role"] == "last"


def test_a_second_report_has_a_number_of_its_own(run: Run, bundle_file: Path) -> None:
    other = HUNG.replace("4242", "4343").replace("[ 1450", "[ 1451")
    rows = lines_of(run, bundle_file, HUNG + other)
    assert [row["report"]["id"] for row in rows] == [1] * 10 + [2] * 10
    assert [number for number, row in enumerate(rows) if row["report"]["role"] == "first"] == [0, 10]


def test_a_log_that_breaks_off_ends_a_report(run: Run, bundle_file: Path) -> None:
    rows = lines_of(run, bundle_file, "".join(HUNG.splitlines(keepends=True)[:7]))
    assert [row["report"]["role"] for row in rows] == ["first", *["part"] * 5, "last"]


def test_an_opening_alone_is_no_report(run: Run, bundle_file: Path) -> None:
    rows = lines_of(run, bundle_file, HUNG.splitlines(keepends=True)[0] + AFTER)
    assert not any("report" in row for row in rows)
    assert rows[0]["entry"] == ENTRY


def test_files_do_not_share_reports(run: Run, bundle_file: Path, tmp_path: Path) -> None:
    lines = HUNG.splitlines(keepends=True)
    (tmp_path / "a.log").write_text("".join(lines[:5]))
    (tmp_path / "b.log").write_text("".join(lines[5:]))
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", tmp_path / "a.log", tmp_path / "b.log")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row.get("report", {}).get("role") for row in rows] == ["first", "part", "part", "part", "last", *[None] * 5]


def test_text_explains_a_report_once_behind_its_last_line(run: Run, bundle_file: Path) -> None:
    text = run("lookup", "--bundle", bundle_file, stdin=(BEFORE + HUNG + AFTER).encode()).stdout.decode()
    assert [line for line in text.splitlines() if line.startswith("[ ")] == (BEFORE + HUNG + AFTER).splitlines()
    behind = text[text.index("</TASK>") : text.index("[ 1460")]
    assert "10 lines" in behind
    assert "nfs_wait_bit_killable" in behind
    assert text.count(f"msgpedia show {ENTRY}") == 1


def test_a_summary_has_one_row_for_equal_events(run: Run, bundle_file: Path) -> None:
    again = HUNG.replace("[ 1450", "[ 1571")
    rows = lines_of(run, bundle_file, BEFORE + HUNG + again + AFTER, "--summary")
    (event,) = (row for row in rows if "report" in row)
    assert (event["entry"], event["count"], event["report"]["lines"]) == (ENTRY, 2, 20)
    assert (event["first"], event["last"]) == ("1450.000001", "1571.000010")
    text = run("lookup", "--bundle", bundle_file, "--summary", stdin=(HUNG + again).encode()).stdout.decode()
    assert "20 lines" in text
    assert "lines: 20" in text


def test_lines_come_out_as_soon_as_input_pauses(bundle_file: Path, environment: dict[str, str]) -> None:
    lines = HUNG.encode().splitlines(keepends=True)
    command = [sys.executable, "-m", "msgpedia", "lookup", "--bundle", str(bundle_file), "--format", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        roles = []
        for line in (*lines, AFTER.encode()):
            process.stdin.write(line)
            process.stdin.flush()
            roles.append(json.loads(process.stdout.readline()).get("report", {}).get("role"))
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert roles == [None, "first", *["part"] * 7, "last", None]


def test_an_opening_that_comes_alone_is_explained_at_once(bundle_file: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "msgpedia", "lookup", "--bundle", str(bundle_file)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(HUNG.splitlines(keepends=True)[0].encode())
        process.stdin.flush()
        shown = b""
        while b"msgpedia show" not in shown:
            shown += process.stdout.readline()
        process.stdin.close()
        assert process.wait(timeout=60) == 0
    assert b"[ERROR]" in shown


def test_a_file_that_breaks_ends_its_reports(run: Run, bundle_file: Path, tmp_path: Path) -> None:
    lines = HUNG.splitlines(keepends=True)
    whole = gzip.compress("".join(lines[:5]).encode())
    (tmp_path / "a.gz").write_bytes(whole[:-8])
    (tmp_path / "b.log").write_text("".join(lines[5:]))
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", tmp_path / "a.gz", tmp_path / "b.log")
    assert done.returncode == 2
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert {row["file"] for row in rows if "report" in row} <= {str(tmp_path / "a.gz")}


def test_an_event_is_as_bad_as_its_kind_for_all_filters(run: Run, bundle_file: Path) -> None:
    log = b"[ 10.000001] kernel BUG at fs/inode.c:611!\n[ 10.000002] invalid opcode: 0000 [#1] SMP NOPTI\n"
    for words in ((), ("--summary",), ("--format", "jsonl")):
        done = run("lookup", "--bundle", bundle_file, "--fail-on", "crit", *words, stdin=log)
        assert done.returncode == 3, words


def test_an_event_is_as_bad_as_its_worst_line(run: Run, bundle_file: Path) -> None:
    head = "Dec 10 10:14:13 host sshd[24833]: "
    log = "".join(
        f"{head}{body}\n"
        for body in (
            "Invalid user admin from 192.0.2.5 port 22",
            "Failed password for invalid user admin from 192.0.2.5 port 22 ssh2",
            "error: maximum authentication attempts exceeded for root from 192.0.2.5 port 22 ssh2 [preauth]",
        )
    ).encode()
    for words in ((), ("--summary",), ("--format", "jsonl")):
        done = run("lookup", "--bundle", bundle_file, "--fail-on", "warning", *words, stdin=log)
        assert done.returncode == 3, words
    (row,) = lines_of(run, bundle_file, log.decode(), "--summary")
    assert row["severity"] == "warning"
    assert lines_of(run, bundle_file, log.decode(), "--summary", "--min-severity", "warning") == [row]
    text = run(
        "lookup", "--bundle", bundle_file, "--lang", "en", "--min-severity", "warning", stdin=log
    ).stdout.decode()
    assert "[WARNING] Connection by SSH" in " ".join(text.split())


def test_a_line_that_was_given_back_does_not_make_an_event_worse(run: Run, bundle_file: Path) -> None:
    log = """\
[ 26.000001] ------------[ cut here ]------------
[ 26.000002] WARNING: CPU: 4 PID: 22058 at lib/list_debug.c:33 __list_add+0xac/0xc0
[ 26.000003] Buffer I/O error on dev sda1, logical block 0, async page read
[ 26.000004] example: device is ready
[ 26.000005] CPU: 4 PID: 22058 Comm: writer Not tainted 6.1.0-18-amd64 #1 Debian 6.1.76-1
[ 26.000006] ---[ end trace cd018fab894b3c2c ]---
"""
    done = run("lookup", "--bundle", bundle_file, "--lang", "en", stdin=log.encode())
    assert "[WARNING] Kernel warning with a trace" in " ".join(done.stdout.decode().split())
    (event,) = [row for row in lines_of(run, bundle_file, log, "--summary") if "report" in row]
    assert event["severity"] == "warning"


def test_a_line_that_may_be_of_another_processor_is_given_back(run: Run, bundle_file: Path) -> None:
    log = """\
[ 26.000001] ------------[ cut here ]------------
[ 26.000002] WARNING: CPU: 4 PID: 22058 at lib/list_debug.c:33 __list_add+0xac/0xc0
[ 26.000003] example: device is ready
[ 26.000004] list_add corruption. prev->next should be next
[ 26.000005] CPU: 4 PID: 22058 Comm: writer Not tainted 6.1.0-18-amd64 #1 Debian 6.1.76-1
[ 26.000006] ---[ end trace cd018fab894b3c2c ]---
"""
    rows = lines_of(run, bundle_file, log)
    assert [row["line"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert [row["line"] for row in rows if "report" in row] == [1, 2, 5, 6]
    (event, *others) = lines_of(run, bundle_file, log, "--summary")
    assert event["report"]["lines"] == 4
    assert sum(row["count"] for row in others) == 2


REAPED = "[ 7621.887374] oom_reaper: reaped process 9362 (clamd), now anon-rss:0kB, file-rss:0kB, shmem-rss:0kB\n"


def test_an_event_of_one_line_is_told(run: Run, bundle_file: Path, tmp_path: Path) -> None:
    (row,) = lines_of(run, bundle_file, REAPED)
    assert (row["report"]["role"], "clamd" in row["report"]["summary"]) == ("first", True)
    done = run("lookup", "--bundle", bundle_file, "--lang", "en", stdin=REAPED.encode())
    assert "clamd (pid 9362" in done.stdout.decode()
    log, other = tmp_path / "one.log", tmp_path / "other.log"
    log.write_text(REAPED)
    other.write_text(AFTER)
    for words in ((log,), ("--summary", log), (log, other), ("--format", "jsonl", other, log)):
        assert run("lookup", "--bundle", bundle_file, "--fail-on", "err", *words).returncode == 3, words


def test_an_event_of_one_line_is_told_of_a_pipe_that_waits(bundle_file: Path) -> None:
    words = [
        sys.executable,
        "-m",
        "msgpedia",
        "lookup",
        "--bundle",
        str(bundle_file),
        "--fail-on",
        "err",
        "--lang",
        "en",
    ]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(REAPED.encode())
        process.stdin.flush()
        assert process.stdout.readline().decode().strip() in ("", REAPED.strip())
        process.stdin.close()
        rest = process.stdout.read().decode()
    assert process.returncode == 3
    assert "clamd (pid 9362" in rest


def test_an_event_without_an_explanation_counts_for_fail_on(run: Run, bundle_file: Path) -> None:
    log = (
        "[  10.000001] NMI watchdog: Watchdog detected hard LOCKUP on cpu 2dModules linked in\n"
        "[  10.000002] CPU: 2 PID: 7 Comm: example Not tainted 6.1.0-18-amd64 #1\n"
    )
    (row, *_) = lines_of(run, bundle_file, log, "--summary")
    assert (row["entry"], row["report"]["kind"]) == (None, "hard-lockup")
    for words in ((), ("--summary",), ("--format", "jsonl")):
        done = run("lookup", "--bundle", bundle_file, "--fail-on", "err", *words, stdin=log.encode())
        assert done.returncode == 3, words


def test_a_log_in_of_another_address_is_another_connection(run: Run, bundle_file: Path) -> None:
    log = """\
Dec 10 09:11:20 host sshd[100]: Failed password for alice from 192.0.2.5 port 22 ssh2
Dec 10 09:11:22 host sshd[100]: Failed password for alice from 192.0.2.5 port 22 ssh2
Dec 11 10:00:00 host sshd[100]: Accepted publickey for carol from 192.0.2.7 port 22 ssh2: RSA SHA256:abc
"""
    rows = lines_of(run, bundle_file, log)
    assert [row.get("report", {}).get("id") for row in rows] == [1, 1, None]


def test_a_name_cannot_pass_for_an_address(run: Run, bundle_file: Path) -> None:
    user = "root from 203.0.113.9 port 22 ssh2"
    line = f"Dec 10 09:11:20 host sshd[100]: Failed password for invalid user {user} from 192.0.2.1 port 5000 ssh2\n"
    summary = lines_of(run, bundle_file, line * 2)[-1]["report"]["summary"]
    assert f"{user} from 192.0.2.1" in summary


def test_memory_does_not_grow_with_lines_that_nobody_claims(run: Run, bundle_file: Path) -> None:
    log = "Dec 10 09:11:20 host sshd[100]: Failed password for alice from 192.0.2.5 port 22 ssh2\n" * 2
    log += "Dec 10 09:11:21 host myapp[1]: working\n" * 1002
    rows = lines_of(run, bundle_file, log)
    assert rows[1]["report"]["role"] == "last"
    assert len(rows) == 1004

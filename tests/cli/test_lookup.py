"""`msgpedia lookup` as other programs rely on it: rows, filters, exit status, pipes."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

DOCUMENTED = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"
WORSE = "[ 5678.902345] I/O error, dev sdb, sector 2048 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 0"
UNKNOWN = "Oct 27 18:06:00 host backup[1022]: 12 files copied to 192.0.2.1"
LOG = "".join(f"{line}\n" for line in (DOCUMENTED, UNKNOWN, WORSE, DOCUMENTED)).encode()

Row = dict[str, Any]


def rows(output: bytes) -> list[Row]:
    """The objects of an output, each on a line of its own."""
    return [json.loads(line) for line in output.decode().removesuffix("\n").split("\n")]


def test_a_documented_line_has_the_keys_of_the_contract(run: Run, bundle_file: Path) -> None:
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=f"{DOCUMENTED}\r\n".encode())
    (row,) = rows(done.stdout)
    assert done.returncode == 0
    assert row == {
        "file": "-",
        "line": 1,
        "text": DOCUMENTED,
        "body": "lvcreate: page allocation failure. order:0, mode:0xd0",
        "header": {
            "time": "Oct 27 18:00:02",
            "host": "host",
            "ident": "kernel",
            "pid": None,
            "severity": None,
        },
        "log_format": "rfc3164",
        "software": "linux",
        "status": "documented",
        "entry": "linux/mm/page-allocation-failure",
        "severity": row["severity"],
        "title": row["title"],
        "message": {
            "id": row["message"]["id"],
            "format": "%s: page allocation failure. order:%d, mode:0x%x",
            "dialect": "printk",
        },
        "captures": {"process": "lvcreate", "order": "0", "gfp_mask": "d0"},
        "decoded": {"order": row["decoded"]["order"], "gfp_mask": row["decoded"]["gfp_mask"]},
        "advice": row["advice"],
        "alternatives": [],
    }
    assert "4 KiB" in row["decoded"]["order"]
    assert row["decoded"]["gfp_mask"].startswith("GFP_KERNEL (")  # of the versions that print it so
    assert len(row["advice"]) == 1
    assert row["severity"] in {"emerg", "alert", "crit", "err", "warning", "notice", "info", "debug"}
    assert row["message"]["id"].startswith("linux:")


def test_an_unknown_line_has_nulls_where_nothing_is_known(run: Run, bundle_file: Path) -> None:
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=UNKNOWN.encode())
    (row,) = rows(done.stdout)
    assert done.returncode == 1
    assert row["status"] == "unknown"
    assert [row[key] for key in ("entry", "severity", "title", "message")] == [None] * 4
    assert (row["captures"], row["decoded"], row["alternatives"]) == ({}, {}, [])
    assert row["header"] == {
        "time": "Oct 27 18:06:00",
        "host": "host",
        "ident": "backup",
        "pid": 1022,
        "severity": None,
    }


def test_every_line_has_one_object_in_order_whatever_bytes_it_holds(run: Run, bundle_file: Path) -> None:
    lines = [
        b"",
        b"\0\0\0",
        b"\xff\xfe broken",
        b"form\x0cfeed and \x0bvertical and \x1c\x1d\x1e\x85",
        "line\u2028separator\u2029 and \u202e bidi \x9b31m".encode(),
        b"\x1b[31mred\x1b[0m",
        b"carriage\rreturn",
        b"[    1.0",
        b"x" * 300_000,
        DOCUMENTED.encode(),
    ]
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=b"\n".join(lines))
    found = rows(done.stdout)
    assert [row["line"] for row in found] == list(range(1, len(lines) + 1))
    assert [row["text"] for row in found] == [line.decode("utf-8", "replace") for line in lines]
    raw = done.stdout.decode()
    assert not [char for char in raw if char != "\n" and (ord(char) < 32 or 0x7F <= ord(char) < 0xA0)]
    assert not set(raw) & set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def test_the_last_line_needs_no_end_and_an_end_makes_no_line(run: Run, bundle_file: Path) -> None:
    for data, count in ((b"a\nb", 2), (b"a\nb\n", 2), (b"\n", 1), (b"", 0), (b"a\n\n", 2)):
        done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=data)
        assert len(done.stdout.splitlines()) == count, data


def test_several_files_and_stdin_keep_their_names_and_line_numbers(run: Run, bundle_file: Path, tmp_path: Path) -> None:
    first = tmp_path / "first.log"
    first.write_bytes(LOG)
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", first, "-", first, stdin=UNKNOWN.encode())
    assert [(row["file"], row["line"]) for row in rows(done.stdout)] == [
        *((str(first), number) for number in range(1, 5)),
        ("-", 1),
        *((str(first), number) for number in range(1, 5)),
    ]


def test_a_missing_file_is_told_and_the_others_are_explained(run: Run, bundle_file: Path, tmp_path: Path) -> None:
    good = tmp_path / "good.log"
    good.write_bytes(LOG)
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", tmp_path / "missing", tmp_path, good)
    assert done.returncode == 2
    assert len(rows(done.stdout)) == 4
    missing, folder = done.stderr.decode().splitlines()
    assert "missing: No such file or directory" in missing
    assert "Is a directory" in folder


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (["--only", "documented"], [1, 3, 4]),
        (["--only", "unknown"], [2]),
        (["--only", "indexed"], []),
        (["--min-severity", "err"], [3]),
        (["--min-severity", "debug"], [1, 3, 4]),
    ],
)
def test_filters_print_only_what_was_asked_for(
    run: Run, bundle_file: Path, options: list[str], lines: list[int]
) -> None:
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", *options, stdin=LOG)
    assert [json.loads(line)["line"] for line in done.stdout.splitlines()] == lines


def test_summary_counts_distinct_messages_worst_first(run: Run, bundle_file: Path) -> None:
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", "--summary", stdin=LOG)
    found = rows(done.stdout)
    assert done.returncode == 0
    assert [(row["status"], row["entry"], row["count"]) for row in found] == [
        ("documented", "linux/block/io-error", 1),
        ("documented", "linux/mm/page-allocation-failure", 2),
        ("unknown", None, 1),
    ]
    assert (found[1]["first"], found[1]["last"]) == ("Oct 27 18:00:02", "Oct 27 18:00:02")


def test_summary_of_a_log_without_anything_known_ends_with_1(run: Run, bundle_file: Path) -> None:
    assert run("lookup", "--bundle", bundle_file, "--summary", stdin=UNKNOWN.encode()).returncode == 1


@pytest.mark.parametrize(
    ("env", "option", "japanese"),
    [
        ({"LC_ALL": "ja_JP.UTF-8"}, [], True),
        ({"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, [], True),
        ({"LC_ALL": "ja_JP.UTF-8"}, ["--lang", "en"], False),
        ({"LC_ALL": "C"}, ["--lang", "ja"], True),
        ({"LC_ALL": "de_DE.UTF-8"}, [], False),
    ],
)
def test_titles_are_in_the_language_of_the_locale_or_the_option(
    run: Run, bundle_file: Path, env: dict[str, str], option: list[str], japanese: bool
) -> None:
    command = ["lookup", "--bundle", str(bundle_file), "--format", "jsonl", *option]
    (row,) = rows(run(*command, stdin=DOCUMENTED.encode(), env=env).stdout)
    assert (not row["title"].isascii()) == japanese


def test_software_names_the_origin_of_lines_without_a_header(run: Run, bundle_file: Path) -> None:
    body = b"ab: page allocation failure. order:0, mode:0xd0"
    command = ["lookup", "--bundle", str(bundle_file), "--format", "jsonl"]
    (row,) = rows(run(*command, "--software", "linux", stdin=body).stdout)
    assert (row["software"], row["status"]) == ("linux", "documented")
    done = run(*command, "--software", "linus", stdin=body)
    assert done.returncode == 2
    message = "msgpedia lookup: the bundle has no software 'linus'; it has "
    assert done.stderr.decode().startswith(message)
    assert " linux" in done.stderr.decode()


def test_a_line_that_came_in_comes_out_at_once(bundle_file: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "msgpedia", "lookup", "--bundle", str(bundle_file), "--format", "jsonl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stuck = threading.Timer(60, process.kill)
        stuck.start()
        for number in (1, 2):
            process.stdin.write(f"{DOCUMENTED}\n".encode())
            process.stdin.flush()
            assert json.loads(process.stdout.readline())["line"] == number
        process.stdin.close()
        assert process.wait() == 0
        stuck.cancel()


def test_a_closed_pipe_ends_quietly(bundle_file: Path, environment: dict[str, str], tmp_path: Path) -> None:
    log = tmp_path / "long.log"
    log.write_bytes(LOG * 20_000)
    command = [sys.executable, "-m", "msgpedia", "lookup", "--bundle", str(bundle_file), "--format", "jsonl", str(log)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_an_interrupt_ends_with_130(bundle_file: Path, environment: dict[str, str]) -> None:
    command = [sys.executable, "-m", "msgpedia", "lookup", "--bundle", str(bundle_file), "--format", "jsonl"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(f"{DOCUMENTED}\n".encode())
        process.stdin.flush()
        assert process.stdout.readline()
        os.kill(process.pid, signal.SIGINT)
        assert process.wait() == 130
        assert process.stderr.read() == b""


def test_text_never_sends_control_characters_or_colours_to_a_pipe(run: Run, bundle_file: Path) -> None:
    evil = b"Oct 27 18:00:02 host kernel: \x1b]0;owned\x07\x9b31mlvcreate: page allocation failure. order:0, mode:0xd0"
    for options in ([], ["--summary"]):
        done = run("lookup", "--bundle", bundle_file, *options, stdin=evil + b"\n" + LOG)
        text = done.stdout.decode()
        assert not [char for char in text if char != "\n" and (ord(char) < 32 or 0x7F <= ord(char) < 0xA0)]


def test_colours_on_demand_and_not_with_no_color(run: Run, bundle_file: Path) -> None:
    command = ["lookup", "--bundle", str(bundle_file)]
    assert b"\x1b[" in run(*command, "--color", "always", stdin=LOG).stdout
    assert b"\x1b[" in run(*command, "--color", "always", stdin=LOG, env={"NO_COLOR": "1"}).stdout
    assert b"\x1b[" not in run(*command, "--color", "never", stdin=LOG).stdout


@pytest.mark.parametrize(
    ("option", "log", "status"),
    [
        ("err", LOG, 3),
        ("warning", DOCUMENTED.encode(), 3),
        ("err", DOCUMENTED.encode(), 0),
        ("debug", UNKNOWN.encode(), 1),
    ],
)
@pytest.mark.parametrize("more", [[], ["--summary"], ["--only", "unknown"], ["--min-severity", "emerg"]], ids=" ".join)
def test_fail_on_ends_with_3_whatever_is_printed(
    run: Run, bundle_file: Path, option: str, log: bytes, status: int, more: list[str]
) -> None:
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", "--fail-on", option, *more, stdin=log)
    assert done.returncode == status


PACKERS = [gzip.compress, bz2.compress, lzma.compress, zstd.compress]


@pytest.mark.parametrize("pack", PACKERS)
def test_compressed_logs_are_read_by_their_content(
    run: Run, bundle_file: Path, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    place = tmp_path / "no-telling-name"
    place.write_bytes(pack(LOG))
    plain = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=LOG).stdout)
    packed = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", place).stdout)
    piped = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=pack(LOG)).stdout)
    assert [row | {"file": "-"} for row in packed] == piped == plain


@pytest.mark.parametrize("pack", PACKERS)
def test_a_truncated_archive_is_explained_and_its_lines_are_kept(
    run: Run, bundle_file: Path, tmp_path: Path, pack: Callable[[bytes], bytes]
) -> None:
    log = b"".join(b"%s %d\n" % (UNKNOWN.encode(), number) for number in range(20_000)) + LOG
    cut, whole = tmp_path / "cut", tmp_path / "whole"
    packed = pack(log)
    cut.write_bytes(packed[: len(packed) // 2])
    whole.write_bytes(LOG)
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", cut, whole)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith(f"msgpedia lookup: {cut}: the ")
    assert "data is cut off" in line
    found = rows(done.stdout)
    of_cut = [row["text"] for row in found if row["file"] == str(cut)]
    assert len(found) - len(of_cut) == len(LOG.splitlines())
    assert [text.encode() for text in of_cut[:-1]] == log.splitlines()[: max(0, len(of_cut) - 1)]


def test_a_journal_entry_is_one_row_with_its_fields(run: Run, bundle_file: Path) -> None:
    entry = (
        b"__CURSOR=a\n__REALTIME_TIMESTAMP=1730019602123456\n_HOSTNAME=host\n_TRANSPORT=kernel\nSYSLOG_FACILITY=0\n"
        b"PRIORITY=4\nSYSLOG_IDENTIFIER=kernel\nMESSAGE=lvcreate: page allocation failure. order:0, mode:0xd0\n\n"
    )
    first, second, third = rows(
        run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=entry + entry + DOCUMENTED.encode()).stdout
    )
    assert (first["line"], second["line"], third["line"]) == (1, 10, 19)
    assert (first["lines"], first["entry"]) == (9, "linux/mm/page-allocation-failure")
    assert first["header"]["time"] == "2024-10-27T09:00:02.123456Z"
    assert first["fields"]["PRIORITY"] == "4"
    text = run("lookup", "--bundle", bundle_file, "--lang", "en", stdin=entry).stdout.decode()
    assert text.startswith("2024-10-27T09:00:02.123456Z host kernel: lvcreate: page allocation failure.")


def test_repeated_lines_have_their_count(run: Run, bundle_file: Path) -> None:
    body = "lvcreate: page allocation failure. order:0, mode:0xd0"
    log = (
        f"Oct 27 18:00:02 host kernel: {body}\n"
        "Oct 27 18:00:05 host last message repeated 5 times\n"
        f"Oct 27 18:00:09 host kernel: message repeated 3 times: [ {body}]\n"
    ).encode()
    plain, alone, inside = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=log).stdout)
    assert "repeated" not in plain
    assert (alone["status"], alone["repeated"]) == ("unknown", 5)
    assert (inside["entry"], inside["repeated"], inside["body"]) == (plain["entry"], 3, body)
    documented, _ = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", "--summary", stdin=log).stdout)
    assert (documented["count"], documented["repeated"]) == (2, 3)
    assert "and 3 lines repeated" in run("lookup", "--bundle", bundle_file, "--summary", stdin=log).stdout.decode()


def test_a_mixed_file_works_line_by_line(run: Run, bundle_file: Path) -> None:
    body = "lvcreate: page allocation failure. order:0, mode:0xd0"
    kernel = {"__REALTIME_TIMESTAMP": "1", "_TRANSPORT": "kernel", "SYSLOG_FACILITY": "0", "MESSAGE": body}
    known = [
        f"Oct 27 18:00:02 host kernel: [   12.345678] {body}",
        f"[   12.345678][  T123] {body}",
        f"2024-10-27T18:00:02.123456+09:00 host kernel: {body}",
        json.dumps(kernel),
        f"6,339,5140900,-;{body}",
        f"<4>1 2024-10-27T18:00:02Z host kernel - - - {body}",
        f"kern  :warn  : [   12.345678] {body}",
        f"__CURSOR=a\n__REALTIME_TIMESTAMP=1\n_TRANSPORT=kernel\nSYSLOG_FACILITY=0\nMESSAGE={body}\n",
        f"> [   12.345678] {body}",
    ]
    foreign = [
        f"Oct 27 18:00:02 host app[1234]: {body}",
        f"2024-10-27T18:00:02.123456789Z stdout F {body}",
        json.dumps({"level": "error", "msg": body}),
        f'time="2024-10-27T18:00:02Z" level=error msg="{body}"',
        f"2024/10/27 18:00:02 [error] 1#1: {body}",
        f"E1027 18:00:02.123456    1234 a.go:1] {body}",
    ]
    log = "".join(f"{line}\n" for pair in zip_longest(known, foreign, fillvalue="") for line in pair)
    found = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=log.encode()).stdout)
    assert [row["body"] for row in found if row["entry"]] == [body] * len(known)
    assert [row["body"] for row in found if row["text"] in foreign] == [body] * len(foreign)


def test_summary_tells_the_first_and_the_last_time_whatever_the_order_of_files(
    run: Run, bundle_file: Path, tmp_path: Path
) -> None:
    logs = []
    for name, month in (("syslog", "Oct"), ("syslog.1", "Sep"), ("syslog.2", "Aug")):
        log = tmp_path / name
        log.write_text(DOCUMENTED.replace("Oct 27", f"{month} 20") + "\n" + DOCUMENTED.replace("Oct 27", f"{month} 25"))
        logs.append(log)
    (row,) = rows(run("lookup", "--bundle", bundle_file, "--format", "jsonl", "--summary", *logs).stdout)
    assert (row["count"], row["first"], row["last"]) == (6, "Aug 20 18:00:02", "Oct 25 18:00:02")

"""What reaches a real terminal (a pseudo-terminal): colours of our own, and no control character of a log."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

CONTROLS = "".join(map(chr, [*range(10), *range(11, 32), *range(0x7F, 0xA0)])) + "\u2028\u2029\u202e\u2066\u200f"
SEQUENCES = [
    "\x1b[2J",
    "\x1b]0;owned\x07",
    "\x1b]8;;http://192.0.2.1\x1b\\",
    "\x1bP+q\x1b\\",
    "\x9b31m",
    "\x1b[6n",
    "\r\r",
]
OURS = re.compile(r"\x1b\[[0-9;]*[mK]")


def on_terminal(environment: dict[str, str], *words: str | Path) -> str:
    """What the command writes to a terminal, on standard output and standard error alike."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "msgpedia", *map(str, words)]
    env = environment | {"TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=slave, stderr=slave, env=env) as process:
        os.close(slave)
        found = b""
        while True:
            try:
                piece = os.read(master, 1 << 16)
            except OSError:  # Linux: the other side was closed
                break
            if not piece:
                break
            found += piece
        process.wait()
    os.close(master)
    return found.decode()


def harmful(text: str) -> list[str]:
    """The characters in a text that a terminal could obey, less our own colours and line ends."""
    rest = OURS.sub("", text).replace("\r\n", "")
    return [
        char
        for char in rest
        if unicodedata.category(char) in ("Cc", "Zl", "Zp") or unicodedata.bidirectional(char) in ("RLO", "RLI", "LRI")
    ]


def hostile_log() -> bytes:
    body = "{}lvcreate{}: page allocation failure. order:0, mode:0xd0 {}"
    heads = ["Oct 27 18:00:02 host kernel: ", "[   12.345678] ", "Oct 27 18:00:02 ho{}st ke{}rnel: ", "", "<6>"]
    lines = [
        head.replace("{}", evil) + body.replace("{}", evil)
        for evil in (CONTROLS, *SEQUENCES, *CONTROLS)
        for head in heads
    ]
    lines += [
        json.dumps({"__REALTIME_TIMESTAMP": evil, "SYSLOG_IDENTIFIER": evil, "MESSAGE": evil}) for evil in SEQUENCES
    ]
    lines += [json.dumps({"level": evil, "msg": evil, "ts": evil}) for evil in SEQUENCES]
    lines += [f'time="{evil}" level=error msg="{evil}"' for evil in SEQUENCES]
    lines += [f"2024-10-27T18:00:02Z stdout F {evil}" for evil in SEQUENCES]
    return "\n".join(lines).encode() + b"\n\xff\xfe\x1b[31m\x80\n__CURSOR=\x1b[2J\nMESSAGE=\x1b[2J\n\n"


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--summary"],
        ["--format", "jsonl"],
        ["--color", "always"],
        ["--lang", "ja"],
        ["--format", "jsonl", "--summary"],
    ],
    ids=" ".join,
)
def test_no_control_character_of_a_log_reaches_a_terminal(
    environment: dict[str, str], bundle_file: Path, tmp_path: Path, options: list[str]
) -> None:
    log = tmp_path / "evil\x1b[31m\x07.log"
    log.write_bytes(hostile_log())
    text = on_terminal(environment, "lookup", "--bundle", bundle_file, *options, log, log)
    assert "page allocation failure" in text or "--summary" in options
    assert harmful(text) == []


def test_errors_about_hostile_names_are_printable(
    environment: dict[str, str], bundle_file: Path, tmp_path: Path
) -> None:
    packed = tmp_path / "evil\x1b[31m.gz"
    packed.write_bytes(gzip.compress(hostile_log())[:-20])
    for words in (
        ["lookup", "--bundle", bundle_file, packed],
        ["lookup", "--bundle", bundle_file, tmp_path / "no\x1b[2Jfile"],
        ["show", "--bundle", bundle_file, "no\x1b[2Jentry"],
        ["match", "%d\x1b[2J", "1\x1b[2J"],
        ["bundle", "install", tmp_path / "no\x1b[2Jfile"],
    ):
        assert harmful(on_terminal(environment, *words)) == []

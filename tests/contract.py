"""What holds for every row of `lookup --format jsonl`, whatever the line: the contract as one function."""

from __future__ import annotations

import json
from typing import Any

KEYS = {"file", "line", "text", "body", "header", "software", "status", "entry", "severity", "title", "message"}
KEYS |= {"captures", "decoded", "alternatives"}
HEADER = ("time", "host", "ident", "pid", "severity")
SEVERITIES = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
# What a terminal could obey and JSON does not escape by itself.
UNSAFE = {chr(code) for code in (*range(0x7F, 0xA0), 0x2028, 0x2029, *range(0x202A, 0x202F), *range(0x2066, 0x206A))}


def row_of(line: str) -> dict[str, Any]:
    """The row of one line of output.

    Raises AssertionError where it is no JSON object, or has what a terminal could obey.
    """
    assert "\n" not in line
    assert not UNSAFE.intersection(line)
    assert not any(ord(char) < 32 for char in line)
    row = json.loads(line, parse_constant=lambda name: _refuse(f"{name} is not JSON"))
    assert isinstance(row, dict)
    return row


def check(row: dict[str, Any]) -> None:
    """Hold a row to the contract. Raises AssertionError."""
    assert row.keys() >= KEYS
    assert type(row["line"]) is int
    assert row["line"] >= 1
    assert isinstance(row["text"], str)
    assert isinstance(row["body"], str)
    header = row["header"]
    assert set(HEADER) <= header.keys()
    assert header["pid"] is None or type(header["pid"]) is int
    assert header["severity"] in (None, *SEVERITIES)
    assert all(header[key] is None or isinstance(header[key], str) for key in ("time", "host", "ident"))
    assert row["log_format"] is None or isinstance(row["log_format"], str)
    assert isinstance(row.get("fields", {}), dict)
    assert type(row.get("repeated", 0)) is int
    assert type(row.get("lines", 1)) is int
    assert all(isinstance(value, str) for value in row["captures"].values())
    assert all(isinstance(value, str) for value in row["decoded"].values())
    assert row["decoded"].keys() <= row["captures"].keys()
    assert "advice" not in row or (row["advice"] and all(isinstance(text, str) for text in row["advice"]))
    _check_status(row)


def _check_status(row: dict[str, Any]) -> None:
    status = row["status"]
    assert status in ("documented", "indexed", "unknown")
    if status == "unknown":
        assert [row[key] for key in ("entry", "severity", "title", "message")] == [None] * 4
        assert (row["captures"], row["decoded"], row["alternatives"]) == ({}, {}, [])
        assert "advice" not in row
        return
    assert isinstance(row["software"], str)
    assert row["severity"] in (None, *SEVERITIES)
    assert row["message"]["id"].startswith(f"{row['software']}:")
    assert set(row["message"]) == {"id", "format", "dialect"}
    assert (row["entry"] is None) == (row["title"] is None) == (status == "indexed")
    assert all(set(other) == {"entry", "message"} for other in row["alternatives"])


def _refuse(message: str) -> None:
    raise AssertionError(message)


def check_lines(rows: list[dict[str, Any]], data: bytes) -> None:
    """Every line of the input has its row, in order: plain ones their own, records one for all of theirs."""
    lines = data.decode("utf-8", "replace").split("\n")
    if lines[-1] == "":
        lines.pop()
    number = 1
    for row in rows:
        assert row["line"] == number
        if "lines" not in row:
            assert row["text"] == lines[number - 1].removesuffix("\r")
        number += row.get("lines", 1)
    # Bytes of a binary field may be a line end or not, so only plain input has as many lines as this counts.
    assert number == len(lines) + 1 or any("lines" in row for row in rows)

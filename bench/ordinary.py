"""What look-up says of real logs: is the contract kept for each line, and what was matched?

    python -m bench.ordinary LOGS_DIR

Every file of the folder goes through `msgpedia lookup --format jsonl`. Checked: one object for each input line, in
order, with all keys. Shown: how many lines have which header fields, and every distinct documented match (digits
masked) with its count and captures, for a person to read. Ends with 1 where the contract was broken.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEYS = {"file", "line", "text", "body", "header", "software", "status", "entry", "severity", "title", "message"}
KEYS |= {"captures", "decoded", "alternatives"}
_DIGITS = re.compile(r"[0-9a-f]*[0-9][0-9a-f]*")


def main() -> None:
    """Read the folder, check, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", type=Path, metavar="LOGS_DIR", help="a folder of logs, searched to its depth")
    options = parser.parse_args()
    matches: Counter[tuple[str, str]] = Counter()
    captures: dict[tuple[str, str], Any] = {}
    headers: Counter[str] = Counter()
    broken = 0
    for path in sorted(path for path in options.logs.rglob("*.log") if path.is_file()):
        rows = list(_rows(path))
        expected = [line.removesuffix("\r") for line in path.read_bytes().decode("utf-8", "replace").split("\n")]
        if expected[-1] == "":
            expected.pop()
        good = [row["text"] for row in rows] == expected and all(row.keys() >= KEYS for row in rows)
        if not good or [row["line"] for row in rows] != list(range(1, len(rows) + 1)):
            print(f"the contract is broken: {path}")
            broken += 1
        for row in rows:
            headers["+".join(sorted(key for key, value in row["header"].items() if value is not None)) or "none"] += 1
            if row["status"] == "documented":
                key = row["entry"], _DIGITS.sub("#", row["body"])
                matches[key] += 1
                captures.setdefault(key, row["captures"])
    print(f"{sum(headers.values())} lines; header fields that were found:")
    for fields, count in headers.most_common():
        print(f"{count:9}  {fields}")
    print(f"\n{sum(matches.values())} documented lines, {len(matches)} distinct:")
    for (entry, body), count in sorted(matches.items()):
        print(f"{count:6}  {entry}  {body[:200]!r}\n        {captures[entry, body]}")
    sys.exit(1 if broken else 0)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    command = [sys.executable, "-m", "msgpedia", "lookup", "--format", "jsonl", str(path)]
    done = subprocess.run(command, capture_output=True)
    if done.stderr:
        print(f"{path}: {done.stderr.decode(errors='replace')}")
    for line in done.stdout.decode().removesuffix("\n").split("\n"):
        if line:
            yield json.loads(line)


if __name__ == "__main__":
    main()

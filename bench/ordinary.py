"""What look-up says of real logs: is the contract kept for each line, what was recognised, and what was matched?

    python -m bench.ordinary LOGS_DIR
    python -m bench.ordinary LOGS_DIR --draw 200 --seed 1      # lines of daemons and their origin, to look at

Every file of the folder goes through `msgpedia lookup --format jsonl`. Checked: one object for each input line, in
order, with all keys. Shown: how many lines have a header that is known, which formats there are, what the others look
like; how many lines each software has; and every distinct documented match (digits masked) with its count and captures,
for a person to read. Ends with 1 where the contract was broken.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

KEYS = {"file", "line", "text", "body", "header", "software", "status", "entry", "severity", "title", "message"}
KEYS |= {"captures", "decoded", "alternatives"}
SHAPES = 40  # shapes of lines without a header that are listed
_DIGITS = re.compile(r"[0-9a-f]*[0-9][0-9a-f]*")
_WORDS = re.compile(r"[A-Za-z]+")


class Survey:
    """What was seen of all files."""

    def __init__(self, seed: int) -> None:
        self.lines = self.empty = 0
        self.formats: Counter[str] = Counter()
        self.bare: Counter[str] = Counter()
        self.examples: dict[str, str] = {}
        self.software: Counter[str] = Counter()
        self.matches: Counter[tuple[str, str]] = Counter()
        self.captures: dict[tuple[str, str], Any] = {}
        self.drawn: list[tuple[float, dict[str, Any]]] = []
        self._random = random.Random(seed)

    def add(self, row: dict[str, Any], place: str) -> None:
        """Count a row; `place` names its file."""
        self.lines += 1
        self.software[row["software"] or "nobody's"] += 1
        if row["log_format"] is not None:
            self.formats[row["log_format"]] += 1
        elif not row["text"].strip():
            self.empty += 1
        else:
            shape = _WORDS.sub("a", _DIGITS.sub("#", row["text"]))[:24]
            self.bare[shape] += 1
            self.examples.setdefault(shape, f"{place}: {row['text'][:110]!r}")
        if row["header"]["ident"] not in (None, "kernel"):
            self.drawn.append((self._random.random(), row))
        if row["status"] == "documented":
            key = row["entry"], _DIGITS.sub("#", row["body"])
            self.matches[key] += 1
            self.captures.setdefault(key, row["captures"])

    def print(self, draw: int) -> None:
        """Print all that was counted; with `draw`, so many lines of daemons instead of the matches."""
        known, whole = sum(self.formats.values()), self.lines - self.empty
        print(f"{self.lines} lines, {self.empty} of them empty; of the others {known} have a known header:", end=" ")
        print(f"{known / max(1, whole):.2%}")
        for name, count in self.formats.most_common():
            print(f"{count:9}  {name}")
        print(f"\n{sum(self.bare.values())} lines without one, of {len(self.bare)} shapes; the most frequent:")
        for shape, count in self.bare.most_common(SHAPES):
            print(f"{count:9}  {self.examples[shape]}")
        print("\nlines by software:")
        for name, count in self.software.most_common():
            print(f"{count:9}  {name}")
        if draw:
            print(f"\n{draw} lines of {len(self.drawn)} of daemons:")
            for _, row in sorted(self.drawn, key=lambda item: item[0])[:draw]:
                print(f"  {row['software'] or '-':16} {row['header']['ident']:28} {row['body'][:120]!r}")
            return
        print(f"\n{sum(self.matches.values())} documented lines, {len(self.matches)} distinct:")
        for (entry, body), count in sorted(self.matches.items()):
            print(f"{count:6}  {entry}  {body[:200]!r}\n        {self.captures[entry, body]}")


def main() -> None:
    """Read the folder, check, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", type=Path, metavar="LOGS_DIR", help="a folder of logs, searched to its depth")
    parser.add_argument("--draw", type=int, default=0, metavar="N", help="show N lines of daemons, drawn at random")
    parser.add_argument("--seed", type=int, default=0, help="of the draw (%(default)s)")
    options = parser.parse_args()
    survey = Survey(options.seed)
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
            survey.add(row, path.name)
    survey.print(options.draw)
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

"""Reports in real logs, and how they agree with a list made by hand.

    python -m bench.reports LOGS_DIR [LIST.tsv] [--kind KIND] [--file PART] [--verbose] [--summaries] [--lines]

Reads all `*.log` below a folder and tells which reports were found. With a list (columns `file`, `kind`, `first`,
`last`, `foreign`: ranges of lines between that are others', or `-`; further columns are not read) it says for each kind
how many are found with the same first and last line, and how many of these have the very same lines. `--verbose` shows
what differs, also the lines of a listed report that were left out and lines of others that were taken (blank lines
do not count), and what was found though the list does not have it. `--summaries` shows what is told of each report,
`--lines` all lines beside their reports.
"""

from __future__ import annotations

import argparse
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from msgpedia.cli import bundles
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.reports.grouper import Grouper
from msgpedia.reports.model import Report
from msgpedia.reports.summary import summary_of

# Kinds that are called otherwise here or in a list.
SAME = {
    "kasan": "bug",
    "fs-shutdown": "ext4-error",
    "fs-error": "ext4-error",
    "aer": "pcie-aer",
    "mce": "machine-check",
}


_BLANK = re.compile(r".*\[ *[0-9]+\.[0-9]+\](?:\[ *[A-Z]?[0-9]+\])?\s*")


class Listed(NamedTuple):
    """A report of the list."""

    kind: str
    first: int
    last: int
    foreign: frozenset[int]


class Found(NamedTuple):
    """A report that was found."""

    kind: str
    first: int
    last: int
    lines: frozenset[int]
    report: Report

    def __str__(self) -> str:
        return f"{self.kind} {self.first}-{self.last} ({len(self.lines)})"


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", type=Path, metavar="LOGS_DIR")
    parser.add_argument("list", type=Path, metavar="LIST", nargs="?")
    parser.add_argument("--kind", help="only this one")
    parser.add_argument("--file", help="only files whose path has this part", default="")
    parser.add_argument("--verbose", action="store_true", help="show what differs")
    parser.add_argument("--summaries", action="store_true", help="show what is told of each report")
    parser.add_argument("--lines", action="store_true", help="show all lines with their reports")
    options = parser.parse_args()
    expected = _expected(options.list) if options.list else {}
    totals, hits, whole, found_kinds = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    for path in sorted(options.logs.rglob("*.log")):
        name = str(path.relative_to(options.logs))
        if options.file not in name:
            continue
        lines, found = _lines(path), list(reports_of(path))
        found_kinds.update(each.kind for each in found)
        listed = expected.get(name, [])
        totals.update(each.kind for each in listed)
        for item in listed:
            shown = options.verbose and options.kind in (None, item.kind)
            same = [each for each in found if (SAME.get(each.kind, each.kind), each.first, each.last) == item[:3]]
            hits[item.kind] += bool(same)
            difference = _difference(item, same[0], lines) if same else _near(item, found)
            whole[item.kind] += not difference
            if difference and shown:
                print(f"{name}: {item.kind} {item.first}-{item.last}: {difference}")
        for each in found:
            if options.kind in (None, each.kind):
                _show(name, each, listed, options)
        if options.lines:
            _show_lines(lines, found)
    for kind in sorted({*totals, *found_kinds}):
        print(
            f"{kind}: {hits[kind]} of {totals[kind]} begin and end as in the list, {whole[kind]} have its lines; "
            f"found in all: {found_kinds[kind]}"
        )


def _show(name: str, found: Found, listed: list[Listed], options: argparse.Namespace) -> None:
    if options.summaries:
        print(f"{name}: {found}: {summary_of(found.report, 'en')} | {summary_of(found.report, 'ja')}")
    if options.verbose and options.list and not any(_overlap(found, item) for item in listed):
        print(f"{name}: not in the list: {found}")


def _overlap(found: Found, item: Listed) -> bool:
    return SAME.get(found.kind, found.kind) == item.kind and found.first <= item.last and item.first <= found.last


def _difference(item: Listed, found: Found, lines: list[str]) -> str:
    """Lines of a listed report that were left out, and lines of others that were taken."""
    expected = {
        number
        for number in range(item.first, item.last + 1)
        if number not in item.foreign and lines[number - 1].strip()
    }
    taken = {number for number in found.lines if lines[number - 1].strip()}
    parts = []
    if expected - taken:
        parts.append(f"left out {_ranges(expected - taken)}")
    if taken - expected:
        parts.append(f"taken {_ranges(taken - expected)}")
    return ", ".join(parts)


def _near(item: Listed, found: list[Found]) -> str:
    near = [str(each) for each in found if each.first <= item.last and item.first <= each.last]
    return f"found: {', '.join(near) or 'nothing'}"


def _ranges(numbers: set[int]) -> str:
    found: list[list[int]] = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return ",".join(f"{first}-{last}" if last > first else str(first) for first, last in found)


def _show_lines(lines: list[str], found: list[Found]) -> None:
    owners: dict[int, str] = {}
    for place, each in enumerate(found, 1):
        owners.update((number, f"{place} {each.kind}") for number in each.lines)
    for number, line in enumerate(lines, 1):
        print(f"{number:6} {owners.get(number, ''):22} {line[:150]}")


def _lines(path: Path) -> list[str]:
    """The lines of a log; those that are blank but for a time are empty."""
    lines = path.read_bytes().decode("utf-8", "replace").split("\n")
    return ["" if _BLANK.fullmatch(line) else line for line in lines]


def reports_of(path: Path) -> Iterator[Found]:
    """The reports of a log, in the order of their first lines."""
    index = bundles.open_bundle(None)
    engine = Engine(index)
    grouper = Grouper(index.reports(), index.meta["holes"])
    found: dict[int, tuple[Report, set[int]]] = {}
    number = 1
    with path.open("rb", buffering=0) as stream:
        for lines in blocks(stream):
            for line in lines:
                header, body = engine.read(line)
                report = grouper.add(number, header, body, engine.origin(header).name)
                if report is not None:
                    found.setdefault(id(report), (report, set()))[1].add(number)
                number += 1 if isinstance(line, str) else line.lines
    grouper.finish()
    for report, numbers in found.values():
        if not report.void:
            own = frozenset(filter(report.owns, numbers))
            yield Found(report.kind.name, report.first, report.last, own, report)


def _expected(path: Path) -> dict[str, list[Listed]]:
    found: dict[str, list[Listed]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind = SAME.get(row["kind"], row["kind"])
            found[row["file"]].append(Listed(kind, int(row["first"]), int(row["last"]), _numbers(row["foreign"])))
    return found


def _numbers(text: str) -> frozenset[int]:
    """The numbers of ranges such as `3-5,8`; none for `-`."""
    found: set[int] = set()
    for part in text.split(",") if text != "-" else ():
        first, _, last = part.partition("-")
        found.update(range(int(first), int(last or first) + 1))
    return frozenset(found)


if __name__ == "__main__":
    main()

"""Reports in real logs, and how they agree with a list made by hand.

    python -m bench.reports LOGS_DIR [LIST.tsv] [--kind KIND] [--verbose]

Reads all `*.log` below a folder and tells which reports were found. With a list (columns `file`, `kind`, `first`,
`last`, `foreign`: ranges of lines between that are others', or `-`; further columns are not read) it says for each kind
how many are found with the same first and last line, and shows the others. `same` names kinds of the list that are
called otherwise here.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from msgpedia.cli import bundles
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.reports.grouper import Grouper

SAME = {"fs-shutdown": "ext4-shutdown", "fs-error": "ext4-shutdown", "aer": "pcie-aer", "mce": "machine-check"}
Found = tuple[str, int, int]


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", type=Path, metavar="LOGS_DIR")
    parser.add_argument("list", type=Path, metavar="LIST", nargs="?")
    parser.add_argument("--kind", help="only this one")
    parser.add_argument("--verbose", action="store_true", help="show what differs")
    options = parser.parse_args()
    expected = _expected(options.list) if options.list else {}
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    found_kinds: Counter[str] = Counter()
    for path in sorted(options.logs.rglob("*.log")):
        name = str(path.relative_to(options.logs))
        found = list(reports_of(path))
        found_kinds.update(kind for kind, _, _ in found)
        for kind, first, last in expected.get(name, ()):
            totals[kind] += 1
            if (kind, first, last) in found:
                hits[kind] += 1
            elif options.verbose and options.kind in (None, kind):
                near = [item for item in found if item[1] <= last and first <= item[2]]
                print(f"{name}: {kind} {first}-{last}; found: {near}")
    for kind in sorted({*totals, *found_kinds}):
        print(f"{kind}: {hits[kind]} of {totals[kind]} as in the list; found in all: {found_kinds[kind]}")


def reports_of(path: Path) -> Iterator[Found]:
    """Kind, first and last line of each report of a log."""
    index = bundles.open_bundle(None)
    engine = Engine(index)
    grouper = Grouper(index.reports(), index.meta["holes"])
    found = []
    number = 1
    with path.open("rb", buffering=0) as stream:
        for lines in blocks(stream):
            for line in lines:
                header, body = engine.read(line)
                report = grouper.add(number, header, body, engine.origin(header).name)
                if report is not None and (not found or found[-1] is not report):
                    found.append(report)
                number += 1 if isinstance(line, str) else line.lines
    grouper.finish()
    seen = set()
    for report in found:
        if not report.void and id(report) not in seen:
            seen.add(id(report))
            yield report.kind.name, report.first, report.last


def _expected(path: Path) -> dict[str, list[Found]]:
    found: dict[str, list[Found]] = defaultdict(list)
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            kind = SAME.get(row["kind"], row["kind"])
            found[row["file"]].append((kind, int(row["first"]), int(row["last"])))
    return found


if __name__ == "__main__":
    main()

"""The made-up logs of `logs/`: what they say, and which lines belong together.

A file begins with `# ` and what it shows, then a line for each report, such as `# 1 oops`. The other lines are those of
the log, behind the number of their report or `-`, and a blank.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from msgpedia.bundle import headers, records, reports
from msgpedia.bundle.index import Index, build
from msgpedia.lookup.engine import Engine
from msgpedia.matching.planner import HoleTable
from msgpedia.reports.grouper import Grouper
from msgpedia.reports.model import Report

Row = dict[str, Any]
FOLDER = Path(__file__).parent / "logs"
NAMES = sorted(path.stem for path in FOLDER.glob("*.txt"))
# What the lines of these logs are of.
SOFTWARE: list[Row] = [
    {"id": "linux", "idents": ["kernel"], "hosts": []},
    {"id": "openssh", "idents": ["sshd"], "hosts": []},
    {"id": "systemd", "idents": ["systemd", "systemd-coredump"], "hosts": []},
]


class Grouped(NamedTuple):
    """Reports of a log, and the number of each line's report."""

    reports: list[Report]
    owners: list[int | None]


class MadeUp(NamedTuple):
    """A log, the kinds of its reports by number, and the number of each line's report."""

    about: str
    kinds: dict[int, str]
    lines: list[str]
    owners: list[int | None]


def read(name: str) -> MadeUp:
    """One of the logs."""
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    about, *rest = text.removesuffix("\n").split("\n")
    kinds = dict(row[2:].split(" ") for row in rest if row.startswith("# "))
    rows = [row.partition(" ") for row in rest if not row.startswith("# ")]
    return MadeUp(
        about.removeprefix("# "),
        {int(number): kind for number, kind in kinds.items()},
        [line for _, _, line in rows],
        [None if mark == "-" else int(mark) for mark, _, _ in rows],
    )


def engine() -> Engine:
    """What reads the lines of these logs."""
    table = HoleTable()
    content = {
        **dict.fromkeys(("digest", "generator", "license"), ""),
        **{key: [] for key in ("languages", "entries", "messages")},
        "interface": {},
        "software": SOFTWARE,
        "headers": [header.as_data(table) for header in headers.load()],
        "records": records.load(),
    }
    return Engine(Index(memoryview(build({**content, "holes": table.rows()}, ""))), None)


def descriptions() -> tuple[list[Row], list[Row]]:
    """The descriptions as a bundle has them, and its table of holes."""
    table = HoleTable()
    rows = reports.rows(table)
    return rows, table.rows()


def grouped(reader: Engine, rows: Sequence[Row], holes: Sequence[Row], name: str) -> Grouped:
    """What the descriptions say of one of the logs."""
    return group(reader, rows, holes, read(name).lines)


def group(reader: Engine, rows: Sequence[Row], holes: Sequence[Row], lines: Iterable[str]) -> Grouped:
    """The reports of some lines in the order of their first lines, and the number of each line's report, from 1."""
    grouper = Grouper(rows, holes)
    owners = [
        grouper.add(number, header, body, reader.origin(header).name)
        for number, (header, body) in enumerate(map(reader.read, lines), 1)
    ]
    grouper.finish()
    found = list(dict.fromkeys(report for report in owners if report is not None and not report.void))
    numbers = {report: number for number, report in enumerate(found, 1)}
    return Grouped(
        found,
        [
            numbers.get(report) if report is not None and report.owns(place) else None
            for place, report in enumerate(owners, 1)
        ],
    )


def patterns(rows: Iterable[Row]) -> Iterator[tuple[str, str, Row]]:
    """Kind, key and program of each pattern of some descriptions."""
    for row in rows:
        for key in ("lead", "openings", "rows", "frames", "ends", "after", "torn"):
            for pattern in row.get(key, ()):
                yield row["kind"], key, pattern

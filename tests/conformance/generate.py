"""Writes what the compiler makes of the formats and header templates into the files of this folder.

    python -m tests.conformance.generate

Formats, cases and expected results are written by hand, the logs of `reports.json` and which of their lines belong
together in `tests/reports/logs`; programs, tables of holes and header rows are not, nor are the tables of values in
`decoding.json` and what they say, but for those that were made up for the cases (`made-…`).
"""

from __future__ import annotations

from typing import Any

from tests.conformance.layout import FOLDER, read, text_of
from tests.reports import made_up

from msgpedia import formats
from msgpedia.bundle import headers, records, reports
from msgpedia.catalog import decoders
from msgpedia.decoding.decode import decode
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, plan
from msgpedia.reports.summary import summary_of, title_of

FORMATS = ("printf.json", "printk.json", "percent.json", "brace.json", "go.json")
FILES = (*FORMATS, "ranking.json", "headers.json", "decoding.json", "reports.json")
MADE_UP = "made-"


def regenerated(name: str) -> str:
    """The text that a file has when its compiled parts are what the compiler makes now."""
    content = read(name)
    if name == "headers.json":
        table = HoleTable()
        content["headers"] = [header.as_data(table) for header in headers.load()]
        content["records"] = records.load()
        content["holes"] = table.rows()
        content["groups"] = content.pop("groups")
    elif name == "decoding.json":
        _take_decoders(content)
    elif name == "reports.json":
        content = _reports()
    elif name == "ranking.json":
        for group in content["groups"]:
            _compile_messages(group)
    else:
        for group in content["groups"]:
            table = HoleTable()
            group["programs"] = _programs(content["dialect"], group["format"], table)
            group["holes"] = table.rows()
            _cases_last(group)
    return text_of(content) + "\n"


def _programs(dialect: str, format_string: str, table: HoleTable) -> list[dict[str, Any]]:
    return [
        {
            "part": program.part,
            **({"first": program.first} if program.first else {}),
            **table.program(program),
            "words": rarest_first(program.words),
        }
        for program in plan(formats.parse(dialect, format_string))
    ]


def _compile_messages(group: dict[str, Any]) -> None:
    table = HoleTable()
    for message in group["messages"]:
        message["programs"] = _programs(message["dialect"], message["format"], table)
    group["holes"] = table.rows()
    _cases_last(group)


def _take_decoders(content: dict[str, Any]) -> None:
    """Put the tables that are the project's as they are now, and what they say of the cases."""
    tables = content["decoders"]
    for kind in tables:
        if not kind.startswith(MADE_UP):
            tables[kind] = decoders.load()[kind]
    for group in content["groups"]:
        if not group["kind"].startswith(MADE_UP):
            group["cases"] = [[text, readings(tables, group, text)] for text, _ in group["cases"]]


def readings(tables: dict[str, Any], group: dict[str, Any], text: str) -> list[Any]:
    """What a text means, as the cases of `decoding.json` have it."""
    first, last = group.get("versions", (None, None))
    return [found.key() for found in decode(tables.get, group["kind"], text, group.get("radix"), (first, last))]


def _reports() -> dict[str, Any]:
    """The made-up logs, the descriptions, and what these say of the logs."""
    table = HoleTable()
    rows = reports.rows(table)
    engine = made_up.engine()
    return {
        "software": made_up.SOFTWARE,
        "reports": rows,
        "holes": table.rows(),
        "groups": [_log(name, made_up.grouped(engine, rows, table.rows(), name)) for name in made_up.NAMES],
    }


def _log(name: str, found: made_up.Grouped) -> dict[str, Any]:
    log = made_up.read(name)
    cases = [
        {
            "kind": report.kind.name,
            "first": report.first,
            "last": report.last,
            "lines": report.count,
            "title": {language: title_of(report, language) for language in ("en", "ja")},
            "summary": {language: summary_of(report, language) for language in ("en", "ja")},
        }
        for report in found.reports
    ]
    return {
        "about": log.about,
        "lines": [[line, owner] for line, owner in zip(log.lines, found.owners, strict=True)],
        "cases": cases,
    }


def _cases_last(group: dict[str, Any]) -> None:
    group["cases"] = group.pop("cases")


if __name__ == "__main__":
    for file_name in FILES:
        (FOLDER / file_name).write_text(regenerated(file_name), encoding="utf-8")

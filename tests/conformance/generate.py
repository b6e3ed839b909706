"""Writes what the compiler makes of the formats and header templates into the files of this folder.

    python -m tests.conformance.generate

Formats, cases and expected results are written by hand; programs, tables of holes and header rows are not.
"""

from __future__ import annotations

from typing import Any

from tests.conformance.layout import FOLDER, read, text_of

from msgpedia import formats
from msgpedia.bundle import headers, records
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, plan

FORMATS = ("printf.json", "printk.json", "percent.json", "brace.json", "go.json")
FILES = (*FORMATS, "ranking.json", "headers.json")


def regenerated(name: str) -> str:
    """The text that a file has when its compiled parts are what the compiler makes now."""
    content = read(name)
    if name == "headers.json":
        table = HoleTable()
        content["headers"] = [header.as_data(table) for header in headers.load()]
        content["records"] = records.load()
        content["holes"] = table.rows()
        content["groups"] = content.pop("groups")
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


def _cases_last(group: dict[str, Any]) -> None:
    group["cases"] = group.pop("cases")


if __name__ == "__main__":
    for file_name in FILES:
        (FOLDER / file_name).write_text(regenerated(file_name), encoding="utf-8")

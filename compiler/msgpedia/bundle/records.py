"""Compiles the kinds of structured records of `data/records.toml` into rows of the bundle."""

from __future__ import annotations

import tomllib
from importlib.resources import files

from msgpedia.bundle.headers import words

_COPIED = ("name", "syntax", "has", "message", "fields", "unit", "ident", "transport", "wraps")


def load() -> list[dict[str, object]]:
    """The rows, in the order in which they are tried.

    Raises KeyError where a record names a table of levels that there is not.
    """
    data = tomllib.loads(files("msgpedia").joinpath("data", "records.toml").read_text(encoding="utf-8"))
    levels = {name: words(table) for name, table in data["levels"].items()}
    rows = []
    for record in data["record"]:
        row: dict[str, object] = {key: record[key] for key in _COPIED if key in record}
        if "levels" in record:
            row["levels"] = levels[record["levels"]]
        rows.append(row)
    return rows

"""The tables that explain single values of arguments, by name (`decode` in an entry). Format: `docs/decoders.md`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

Row = dict[str, Any]


@cache
def names() -> tuple[str, ...]:
    """The names that `decode` may have, sorted."""
    folder = files("msgpedia") / "data" / "decoders"
    return tuple(sorted(file.name.removesuffix(".toml") for file in folder.iterdir() if file.name.endswith(".toml")))


@cache
def load() -> dict[str, Row]:
    """All tables by name, `source` as a list."""
    folder = files("msgpedia") / "data" / "decoders"
    found = {}
    for name in names():
        table = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for part in (table, *table.get("table", ())):
            if isinstance(part.get("source"), str):
                part["source"] = [part["source"]]
        found[name] = table
    return found


def table(name: str) -> Row | None:
    """The table of a name, or None."""
    return load().get(name)

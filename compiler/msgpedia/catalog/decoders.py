"""The tables that explain single values of arguments, by name (`decode` in an entry)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def names() -> tuple[str, ...]:
    """The names that `decode` may have, sorted."""
    table = tomllib.loads((files("msgpedia") / "data" / "decoders.toml").read_text(encoding="utf-8"))
    return tuple(sorted(table))

"""Kinds of prefixes: text that a program puts before a message without spelling it in the format string."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from msgpedia import formats


@dataclass(frozen=True, slots=True)
class PrefixKind:
    """A kind of prefix: its format string in a dialect, how many arguments that has, and where that is written."""

    name: str
    format: str
    dialect: str
    description: str
    source: str

    @property
    def arguments(self) -> int:
        """The number of conversions, and so of argument names that a variant must give."""
        return len(formats.parse(self.dialect, self.format).conversions)


@cache
def load() -> dict[str, PrefixKind]:
    """All kinds by name, from the package's table."""
    table = tomllib.loads((files("msgpedia") / "data" / "prefixes.toml").read_text(encoding="utf-8"))
    return {name: PrefixKind(name, **row) for name, row in table.items()}

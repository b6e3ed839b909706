"""Compiles the header templates of `data/headers.toml` into rows of the bundle."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files

from msgpedia.formats.holes import Hole
from msgpedia.formats.language import Language
from msgpedia.matching.planner import HoleTable

_HOLE = re.compile(r"\{([a-z]+):([a-z0-9-]+)\}")


@dataclass(frozen=True, slots=True)
class HeaderTemplate:
    """One header template: literals and holes in a row; `fields` names what each hole holds."""

    name: str
    starts: str
    tokens: tuple[str | Hole, ...]
    fields: tuple[str, ...]
    transport: str | None = None

    def as_data(self, table: HoleTable) -> dict[str, object]:
        """The row of the bundle."""
        data: dict[str, object] = {
            "name": self.name,
            "starts": self.starts,
            "tokens": [token if isinstance(token, str) else table.number(token) for token in self.tokens],
            "fields": list(self.fields),
        }
        if self.transport:
            data["transport"] = self.transport
        return data


def load() -> tuple[HeaderTemplate, ...]:
    """The header templates, in the order in which they are tried.

    Raises KeyError where a template names a type that there is not.
    """
    data = tomllib.loads(files("msgpedia").joinpath("data", "headers.toml").read_text(encoding="utf-8"))
    types = {
        name: Hole(Language(row["pattern"], row["least"], row["most"], None)) for name, row in data["types"].items()
    }
    return tuple(_template(header, text, types) for header in data["header"] for text in header["templates"])


def _template(header: dict[str, str], text: str, types: dict[str, Hole]) -> HeaderTemplate:
    tokens: list[str | Hole] = []
    fields: list[str] = []
    # Splitting by a pattern with two groups yields: literal, field, type, literal, field, type, …, literal.
    pieces = _HOLE.split(text)
    for literal, field, kind in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        if literal:
            tokens.append(literal)
        if field:
            tokens.append(types[kind])
            fields.append(field)
    return HeaderTemplate(header["name"], header["starts"], tuple(tokens), tuple(fields), header.get("transport"))

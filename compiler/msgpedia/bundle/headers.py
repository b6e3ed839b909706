"""Compiles the header templates of `data/headers.toml` into rows of the bundle."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib.resources import files

from msgpedia.bundle import patterns
from msgpedia.formats.holes import Hole
from msgpedia.formats.language import Language
from msgpedia.matching.planner import HoleTable

_HOLE = re.compile(r"\{([a-z]+):([a-z0-9-]+)\}")
_BODY = "|"  # stands where the body begins
_COPIED = ("transport", "ident", "place", "wraps", "close")  # keys that the bundle has as they are


@dataclass(frozen=True, slots=True)
class HeaderTemplate:
    """One header template: literals and holes in a row; `fields` names what each hole holds.

    `body` is the token before which the body begins, None for behind the last; `more` are further keys of the row.
    """

    name: str
    starts: str
    tokens: tuple[str | Hole, ...]
    fields: tuple[str, ...]
    body: int | None = None
    more: dict[str, object] = field(default_factory=dict)

    def as_data(self, table: HoleTable) -> dict[str, object]:
        """The row of the bundle."""
        data: dict[str, object] = {
            "name": self.name,
            "starts": self.starts,
            "tokens": [token if isinstance(token, str) else table.number(token) for token in self.tokens],
            "fields": list(self.fields),
        }
        if self.body is not None:
            data["body"] = self.body
        return {**data, **self.more}


def load() -> tuple[HeaderTemplate, ...]:
    """The header templates, in the order in which they are tried.

    Raises KeyError where a template names a type, or a header a table of levels, that there is not.
    """
    data = tomllib.loads(files("msgpedia").joinpath("data", "headers.toml").read_text(encoding="utf-8"))
    types = {name: _hole(pattern) for name, pattern in data["types"].items()}
    levels = {name: words(table) for name, table in data["levels"].items()}
    return tuple(_template(header, text, types, levels) for header in data["header"] for text in header["templates"])


def words(table: dict[str, list[str]]) -> dict[str, str]:
    """A table from severities to their words as one from words to severities."""
    return {word: severity for severity, found in table.items() for word in found}


def _hole(pattern: str) -> Hole:
    shape = patterns.parse(pattern)
    return Hole(Language(pattern, shape.least, shape.most, None))


def _template(
    header: dict[str, str], text: str, types: dict[str, Hole], levels: dict[str, dict[str, str]]
) -> HeaderTemplate:
    tokens: list[str | Hole] = []
    fields: list[str] = []
    body = None
    # Splitting by a pattern with two groups yields: literal, field, type, literal, field, type, …, literal.
    pieces = _HOLE.split(text)
    for literal, name, kind in zip(pieces[::3], [*pieces[1::3], ""], [*pieces[2::3], ""], strict=True):
        before, bar, behind = literal.partition(_BODY)
        tokens += [part for part in (before, behind) if part]
        if bar:
            body = len(tokens) - bool(behind)
        if name:
            tokens.append(types[kind])
            fields.append(name)
    more: dict[str, object] = {key: header[key] for key in _COPIED if key in header}
    if "level" in fields:
        more["levels"] = levels[header["levels"]]
    return HeaderTemplate(header["name"], header["starts"], tuple(tokens), tuple(fields), body, more)

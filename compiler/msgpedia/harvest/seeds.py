"""What is known of how a project prints, before its source is read: `data/harvest/<project>.toml`.

The functions at the end of every chain (sinks), names of levels, strings of macros that no file of the project defines,
and names that only look like wrappers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

FROM_TEXT = "text"  # the level stands in the format string
ARGUMENT = "argument:"
LITERAL = -1  # the format is the first argument with a string literal


@dataclass(frozen=True, slots=True)
class Sink:
    """A function or macro that prints.

    `format` is the place of the format string among the arguments, `level` a level, `text` (it stands in the format) or
    `argument:N`. `wrap` names the macro that is put around the format at the call (`pr_fmt`). `prefixes` are what may
    stand before the text, `suffix` what stands behind. `takes_list`: the arguments come as a `va_list`, so nobody but
    a wrapper calls it. `nested`: the format is in a call inside the arguments (`errmsg` of `ereport`).
    """

    name: str
    format: int
    level: str | None
    wrap: str = ""
    prefixes: tuple[str, ...] = ()
    suffix: str = ""
    part: str | None = None
    takes_list: bool = False
    nested: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seeds:
    """All that a project's file says."""

    software: str
    dialect: str
    sinks: Mapping[str, Sink]
    levels: Mapping[str, str]
    strings: Mapping[str, str]
    transparent: frozenset[str]
    deny: frozenset[str]
    exclude: tuple[str, ...]
    detect: tuple[str, ...]
    level_variable: re.Pattern[str] | None
    code: re.Pattern[str] | None
    envelopes: tuple[str, ...]
    kbuild: bool = False


@cache
def load(project: str) -> Seeds:
    """The seeds of a project by the name of its software.

    Raises KeyError where there are none.
    """
    place = files("msgpedia") / "data" / "harvest" / f"{project}.toml"
    if not re.fullmatch(r"[a-z0-9-]+", project) or not place.is_file():
        raise KeyError(project)
    return parse(tomllib.loads(place.read_text(encoding="utf-8")))


@cache
def known() -> tuple[str, ...]:
    """The software that there are seeds for."""
    folder = files("msgpedia") / "data" / "harvest"
    return tuple(sorted(item.name.removesuffix(".toml") for item in folder.iterdir() if item.name.endswith(".toml")))


def parse(table: Mapping[str, Any]) -> Seeds:
    """Seeds from the content of their file."""
    return Seeds(
        software=table["software"],
        dialect=table["dialect"],
        sinks={sink.name: sink for row in table.get("sinks", ()) for sink in _sinks(row)},
        levels=table.get("levels", {}),
        strings=table.get("strings", {}),
        transparent=frozenset(table.get("transparent", {}).get("names", ())),
        deny=frozenset(table.get("deny", {}).get("names", ())),
        exclude=tuple(table.get("exclude", ())),
        detect=tuple(table.get("detect", ())),
        level_variable=re.compile(table["level_variable"]) if "level_variable" in table else None,
        code=re.compile(table["code"]) if "code" in table else None,
        envelopes=tuple(table.get("envelopes", ())),
        kbuild=table.get("kbuild", False),
    )


def _sinks(row: Mapping[str, Any]) -> Iterator[Sink]:
    """The sinks of a row: one for each name, and for each level where `{level}` stands in it."""
    levels: Mapping[str, str | None] = row.get("levels", {"": row.get("level")})
    for pattern in row["names"]:
        for word, level in levels.items():
            place = row["format"][pattern] if isinstance(row["format"], dict) else row["format"]
            yield Sink(
                name=pattern.replace("{level}", word),
                format=LITERAL if place == "literal" else place,
                level=level,
                wrap=row.get("wrap", ""),
                prefixes=tuple(row.get("prefixes", ())),
                suffix=row.get("suffix", ""),
                part=row.get("part"),
                takes_list=row.get("list", False),
                nested=tuple(row.get("nested", ())),
            )

"""What is known of how a project prints, before its source is read: `data/harvest/<project>.toml`.

The functions at the end of every chain (sinks), names of levels, strings of macros that no file of the project defines,
macros that its Makefiles define, and names that only look like wrappers.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import files
from typing import Any

from msgpedia.harvest.seed_patterns import searched, whole

FROM_TEXT = "text"  # the level stands in the format string
ARGUMENT = "argument:"
ANY_ARGUMENT = "argument:any"  # the level is the first argument that names one
FUNCTION = "\x03"  # `{function}` of a prefix: the function that calls
MODULE = "\x04"  # `{module}` of a prefix: what the path tells
LITERAL = -1  # the format is the first argument with a string literal


@dataclass(frozen=True, slots=True)
class Sink:
    """A function or macro that prints.

    `format` is the place of the format string among the arguments, `level` a level, `text` (it stands in the format;
    `text:warning` where that is the level of one without) or `argument:N`. `wrap` names the macro that is put around
    the format at the call (`pr_fmt`). `prefixes` are what may stand before the text, `suffix` what stands behind;
    `at_level` has the prefixes of levels that differ, `endings` what stands behind by what the arguments are.
    `takes_list`: the arguments come as a `va_list`, so nobody but a wrapper calls it. `nested`: the format is in a call
    inside the arguments (`errmsg` of `ereport`), or, with `tag`, an argument that begins so (`MESSAGE=`). `count`: so
    many arguments from `format` on are formats, of which one is printed (singular and plural).
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
    count: int = 1
    at_level: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    endings: tuple[Ending, ...] = ()
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Ending:
    """What stands behind a format where the arguments at some places are as patterns say."""

    arguments: Mapping[int, re.Pattern[str]]
    text: str


@dataclass(frozen=True, slots=True)
class Texts:
    """Format strings that no call has: those in the initialisers of variables and members called as `tables`, those
    that `functions` return, all in the `bodies` of functions; or `formats` that the functions put together bit by bit.

    `levels` are by the index that stands before a string (`[FAILED] = "…"`).
    """

    tables: tuple[str, ...]
    functions: tuple[str, ...]
    sink: str
    level: str | None
    levels: Mapping[str, str]
    bodies: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    prefix: str = ""
    suffix: str = ""


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
    envelopes: tuple[re.Pattern[str], ...]
    kbuild: bool = False
    empty: frozenset[str] = frozenset()
    conversions: Mapping[str, str] = field(default_factory=dict)
    buffers: bool = False
    fold: bool = False
    openings: tuple[re.Pattern[str], re.Pattern[str]] | None = None
    build_texts: bool = False
    own: bool = False
    module: re.Pattern[str] | None = None
    texts: tuple[Texts, ...] = ()
    defines: tuple[tuple[str, str], ...] = ()

    def given(self, path: str) -> list[str]:
        """The macros that the compiler is given for a file (`-D`), as they would stand behind `#define`."""
        return [text for pattern, text in self.defines if fnmatchcase(path, pattern)]


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
    table = _with_shared(table)
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
        level_variable=_searched(table, "level_variable", 0),
        code=_searched(table, "code", 1),
        envelopes=tuple(whole("envelopes", pattern) for pattern in table.get("envelopes", ())),
        kbuild=table.get("kbuild", False),
        empty=frozenset(table.get("empty", {}).get("names", ())),
        conversions=table.get("conversions", {}),
        buffers=table.get("buffers", False),
        fold=table.get("fold", False),
        own=table.get("own", False),
        build_texts=table.get("build_texts", False),
        openings=_openings(table["openings"]) if "openings" in table else None,
        module=_searched(table, "module", 1),
        texts=tuple(_texts(row) for row in table.get("texts", ())),
        defines=tuple((row["files"], row["text"]) for row in table.get("defines", ())),
    )


def _searched(table: Mapping[str, Any], key: str, groups: int) -> re.Pattern[str] | None:
    return searched(key, table[key], groups) if key in table else None


def _openings(row: Mapping[str, str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    head, end = row["head"], row["end"]
    return searched("openings", head, 1, re.MULTILINE), searched("openings", end, 0, re.MULTILINE)


def _with_shared(table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The content of a file with that of the shared ones it names; what the file says itself comes first."""
    whole = dict(table)
    for name in table.get("include", ()):
        place = files("msgpedia") / "data" / "harvest" / "shared" / f"{name}.toml"
        if not re.fullmatch(r"[a-z0-9-]+", name) or not place.is_file():
            raise ValueError(f"include: there is no {name}")
        for key, shared in tomllib.loads(place.read_text(encoding="utf-8")).items():
            whole[key] = _merged(shared, whole[key]) if key in whole else shared
    return whole


def _merged(shared: Any, own: Any) -> Any:
    if isinstance(shared, dict) and isinstance(own, dict):
        return {**shared, **{key: _merged(shared[key], own[key]) if key in shared else own[key] for key in own}}
    return [*shared, *own] if isinstance(shared, list) and isinstance(own, list) else own


def _texts(row: Mapping[str, Any]) -> Texts:
    return Texts(
        tables=tuple(row.get("tables", ())),
        functions=tuple(row.get("functions", ())),
        sink=row["sink"],
        level=row.get("level"),
        levels=row.get("levels", {}),
        bodies=tuple(row.get("bodies", ())),
        formats=tuple(row.get("formats", ())),
        prefix=row.get("prefix", ""),
        suffix=row.get("suffix", ""),
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
                prefixes=_marked(row.get("prefixes", ())),
                suffix=row.get("suffix", ""),
                part=row.get("part"),
                takes_list=row.get("list", False),
                nested=tuple(row.get("nested", ())),
                count=row.get("count", 1),
                at_level={level: _marked(texts) for level, texts in row.get("at_level", {}).items()},
                endings=tuple(_ending(ending) for ending in row.get("endings", ())),
                tag=row.get("tag", ""),
            )


def _marked(prefixes: Iterable[str]) -> tuple[str, ...]:
    return tuple(text.replace("{function}", FUNCTION).replace("{module}", MODULE) for text in prefixes)


def _ending(row: Mapping[str, Any]) -> Ending:
    patterns = row.get("arguments", {}).items()
    return Ending({int(place): whole("arguments", pattern) for place, pattern in patterns}, row["text"])


_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LEVELS = frozenset(("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "default", "cont"))
MOST_FORMATS = 20  # arguments of one call that are formats


def fault(table: Mapping[str, Any]) -> str | None:
    """What is wrong with the content of a seeds file as far as everything else relies on it, or None."""
    from msgpedia.formats import DIALECTS

    software = table.get("software")
    if not isinstance(software, str) or not _ID.fullmatch(software) or len(software) > 100:
        return "software must be an id such as 'openssh' (small letters, digits, hyphens)"
    if table.get("dialect") not in DIALECTS:
        return f"dialect must be one of {', '.join(DIALECTS)}"
    if not isinstance(table.get("openings", {}), dict):
        return "openings must be a table: {head = '…', end = '…'}"
    rows = table.get("sinks", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return "sinks must be tables: [[sinks]]"
    return next((found for row in rows if (found := _fault_of_sink(row))), None)


def _fault_of_sink(row: Mapping[str, Any]) -> str | None:
    names = row.get("names")
    if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
        return "a sink needs names, a list of texts"
    place = row.get("format")
    places = list(place.values()) if isinstance(place, dict) else [place]
    if not all(item == "literal" or (isinstance(item, int) and 0 <= item < MOST_FORMATS) for item in places):
        return f"format of {names[0]} must be the place of an argument, from 0, or 'literal'"
    levels = [row.get("level"), *row.get("levels", {}).values()]
    if not all(level is None or _is_level(level) for level in levels):
        return f"level of {names[0]} must be one of syslog's, 'text' or 'argument:N'"
    if not isinstance(row.get("count", 1), int) or not 1 <= row.get("count", 1) <= MOST_FORMATS:
        return f"count of {names[0]} must be a number up to {MOST_FORMATS}"
    return None


def _is_level(level: object) -> bool:
    if not isinstance(level, str):
        return False
    if level in _LEVELS or level == ANY_ARGUMENT:
        return True
    kind, _, rest = level.partition(":")
    return (kind == FROM_TEXT and (not rest or rest in _LEVELS)) or (kind == "argument" and rest.isdecimal())

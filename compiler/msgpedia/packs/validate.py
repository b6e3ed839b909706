"""Holds the head and the records of a pack to its schema; by hand, as there are hundreds of thousands of records."""

from __future__ import annotations

import re

from msgpedia.packs import SCHEMA

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

SOURCES = ("source", "index", "image")
DIALECTS = frozenset(("printf", "printk", "percent", "brace", "go"))
LEVELS = frozenset(
    ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug", "default", "cont", None)
)  # as in the schema: `default` and `cont` are no severities
CHOICES: dict[str, frozenset[str | None]] = {
    "dialect": DIALECTS,
    "level": LEVELS,
    "unknown_prefix": frozenset(("device", "function", "macro")),
    "part": frozenset(("head", "continuation", "buffer")),
}
REQUIRED = ("id", "format", "dialect", "level", "file", "line", "function", "versions")
LENGTHS = {"format": 65536, "prefix": 4096, "file": 1000, "function": 200, "sink": 200, "code": 60, "id": 120}
MAY_BE_NULL = frozenset(("file", "function", "line", "level"))
MOST_VERSIONS, MOST_VERSION, MOST_VIA = 1000, 100, 40
MOST_LINE = (1 << 31) - 1
MOST_KEPT = 50_000
_SOFTWARE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*:[0-9a-f]{10}")
_SURROGATE = re.compile("[\ud800-\udfff]")


def head_fault(head: dict[str, Any]) -> str | None:
    """What is wrong with the keys of a pack beside `messages`, or None."""
    if head.get("schema") != SCHEMA:
        return f"its schema is {str(head.get('schema'))[:80]!a}"
    software = head.get("software")
    if not isinstance(software, str) or len(software) > 100 or not _SOFTWARE.fullmatch(software):
        return "software: no id of a software"
    fault = _versions_fault(head.get("versions"))
    if fault is not None:
        return fault
    if head.get("source", "source") not in SOURCES:
        return "source: none of " + ", ".join(SOURCES)
    digest = head.get("digest")
    if digest is not None and not (isinstance(digest, str) and re.fullmatch("[0-9a-f]{64}", digest)):
        return "digest: not 64 small hexadecimal digits"
    generator = head.get("generator", "")
    if not isinstance(generator, str) or len(generator) > 200 or _SURROGATE.search(generator):
        return "generator: no text, or too long"
    return None


def _versions_fault(versions: object) -> str | None:
    if not isinstance(versions, list) or len(versions) > MOST_VERSIONS:
        return "versions: no list, or too long"
    for version in versions:
        if not isinstance(version, str) or not 0 < len(version) <= MOST_VERSION or _SURROGATE.search(version):
            return "versions: what is no text, or too long"
    return None if len(set(versions)) == len(versions) else "versions: one occurs twice"


class Faults:
    """Holds records to the schema. Most are like others before, so what was found sound is remembered."""

    def __init__(self, software: str, versions: Iterable[str]) -> None:
        self._software, self._versions = software, frozenset(versions)
        self._id = re.compile(re.escape(software) + ":[0-9a-f]{10}").fullmatch
        self._sound: set[tuple[object, ...]] = set()

    def of(self, row: object) -> str | None:
        """What is wrong with a record, or None."""
        if not isinstance(row, dict):
            return record_fault(row, self._software, self._versions)
        try:
            common = _common(row)
            if common in self._sound and self._ordinary(row):
                return None
        except (AttributeError, KeyError, TypeError):
            return record_fault(row, self._software, self._versions)
        fault = record_fault(row, self._software, self._versions)
        if fault is None and len(self._sound) < MOST_KEPT:
            self._sound.add(common)
        return fault

    def _ordinary(self, row: dict[str, Any]) -> bool:
        """Whether the values that differ from record to record are surely sound."""
        text, line, function, file, get = row["format"], row["line"], row["function"], row["file"], row.get
        return (
            text.__class__ is str
            and text.isascii()
            and len(text) <= LENGTHS["format"]
            and (function is None or (function.__class__ is str and function.isascii() and len(function) <= 200))
            and (file is None or (file.__class__ is str and file.isascii() and len(file) <= LENGTHS["file"]))
            and (line is None or (line.__class__ is int and 1 <= line <= MOST_LINE))
            and get("envelope", True) is True
            and self._id(row["id"]) is not None
            and text.startswith(get("prefix", ""))
        )


_ABSENT = ()  # no value of JSON


def _common(row: dict[str, Any]) -> tuple[object, ...]:
    """The values that many records share."""
    get, own, via = row.get, row["versions"], row.get("via", _ABSENT)
    if own.__class__ is not list or (via is not _ABSENT and via.__class__ is not list):
        raise TypeError
    return (
        *(row["dialect"], row["level"], get("sink", _ABSENT), get("prefix", _ABSENT)),
        *(get("unknown_prefix", _ABSENT), get("part", _ABSENT), get("code", _ABSENT), len(own), *own, *via),
    )


def record_fault(row: object, software: str, versions: frozenset[str]) -> str | None:
    """What is wrong with a record of a pack of some software and versions, or None."""
    if not isinstance(row, dict):
        return "no object"
    for name in REQUIRED:
        if name not in row:
            return f"the key {name!r} is missing"
    for name, longest in LENGTHS.items():
        value = row.get(name)
        if value is None:
            if name in row and name not in MAY_BE_NULL:
                return f"{name}: null"
        elif not isinstance(value, str) or len(value) > longest:
            return f"{name}: no text, or too long"
        elif not value.isascii() and _SURROGATE.search(value):
            return f"{name}: half a surrogate pair"
    for name, choices in CHOICES.items():
        value = row.get(name)
        if name in row and not (isinstance(value, str | None) and value in choices):
            return f"{name}: none of what it can be"
    if not _ID.fullmatch(row["id"]) or row["id"].rpartition(":")[0] != software:
        return "id: no message id of the pack's software"
    return _rest_fault(row, versions)


def _rest_fault(row: dict[str, Any], versions: frozenset[str]) -> str | None:
    line = row["line"]
    if line is not None and (type(line) is not int or not 1 <= line <= MOST_LINE):
        return "line: no whole number, or out of range"
    own = row["versions"]
    if not isinstance(own, list) or not own or not all(isinstance(item, str) for item in own):
        return "versions: no list of versions"
    if not versions.issuperset(own):
        return "versions: one that is none of the pack's"
    via = row.get("via", ())
    if via != () and (not isinstance(via, list) or len(via) > MOST_VIA):
        return "via: no list, or too long"
    if any(not isinstance(name, str) or not 0 < len(name) <= 200 or _SURROGATE.search(name) for name in via):
        return "via: what is no text, or too long"
    if row.get("envelope", True) is not True:
        return "envelope: not true"
    if not row["format"].startswith(row.get("prefix", "")):
        return "prefix: the format does not begin with it"
    return None

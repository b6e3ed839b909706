"""What a software's messages were held against: `verified.json` beside its `software.yaml`.

`msgpedia drift --record` writes it, and nobody else. It has, by version of the software, the entries that were found in
its source, each with the message ids of the variants that were there. As a message id follows from the format string,
a variant that has changed since is not among them any more. A new version only adds lines.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from msgpedia.catalog.schema import ID
from msgpedia.catalog.versions import version_key
from msgpedia.diagnostics import Span

NAME = "verified.json"
SCHEMA = "msgpedia-verified-1"
MOST_BYTES = 8 << 20

VERSION = re.compile(r"[0-9][0-9A-Za-z.+~-]{0,99}")
_MESSAGE = re.compile(r"[a-z0-9-]+:[0-9a-f]{10}")
_HEAD = re.compile(r"  (\"(?:[^\"\\]|\\.)*\"): \{")
_ROW = re.compile(r"   (\"(?:[^\"\\]|\\.)*\"): \[.*\],?")

Found = Mapping[str, tuple[str, ...]]  # entry → message ids


class UnsoundError(Exception):
    """A file that is not what `msgpedia drift` writes; `line` is where that shows, from 1."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Verified:
    """The content of a file, the oldest version first. `file` is what findings call it; `lines` are its lines, by
    version and entry, where it is laid out as it was written.
    """

    software: str
    versions: tuple[tuple[str, Found], ...] = ()
    file: str = ""
    lines: Mapping[tuple[str, str], int] = field(default_factory=dict, compare=False, repr=False)

    def of(self, entry: str) -> dict[str, tuple[str, ...]]:
        """Message id → the versions that an entry's variant was found in."""
        found: dict[str, tuple[str, ...]] = {}
        for version, entries in self.versions:
            for message in entries.get(entry, ()):
                found[message] = (*found.get(message, ()), version)
        return found

    def span(self, version: str, entry: str) -> Span:
        """Where the row of an entry stands."""
        line = self.lines.get((version, entry), 1)
        first = 4 if (version, entry) in self.lines else 1
        return Span(self.file, line, first, line, first + len(entry) + 2 if first > 1 else 2)


def build(software: str, versions: Mapping[str, Found]) -> Verified:
    """The content of a file in its order, entries that have nothing left out."""
    rows = []
    for version in sorted(versions, key=lambda version: (version_key(version), version)):
        found = {entry: tuple(sorted(ids)) for entry, ids in sorted(versions[version].items()) if ids}
        if found:
            rows.append((version, found))
    return Verified(software, tuple(rows))


def render(verified: Verified) -> str:
    """The text of a file: a line for each entry of a version."""
    blocks = [f"  {json.dumps(version)}: {{\n{_rows(found)}\n  }}" for version, found in verified.versions]
    versions = "{\n" + ",\n".join(blocks) + "\n }" if blocks else "{}"
    return f'{{\n "schema": "{SCHEMA}",\n "software": {json.dumps(verified.software)},\n "versions": {versions}\n}}\n'


def _rows(found: Found) -> str:
    return ",\n".join(f"   {json.dumps(entry)}: {json.dumps(list(ids))}" for entry, ids in found.items())


def parse(data: bytes, software: str, file: str = "") -> Verified:
    """The content of a file's bytes. Raises UnsoundError where they are not what `render` writes, layout aside."""
    try:
        text = data.decode("utf-8")
        content = json.loads(text, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise UnsoundError("it is not UTF-8", data.count(b"\n", 0, error.start) + 1) from error
    except json.JSONDecodeError as error:
        raise UnsoundError(f"it is not JSON: {error.msg}", error.lineno) from error
    except (ValueError, RecursionError) as error:
        raise UnsoundError(f"it is not JSON that can be read: {error}") from error
    if not isinstance(content, dict) or content.get("schema") != SCHEMA:
        raise UnsoundError(f"its schema is not `{SCHEMA}`")
    if content.get("software") != software:
        raise UnsoundError(f"it is not of the software `{software}`")
    rows = _table(content.get("versions"), "versions")
    versions = {version: _version(version, found) for version, found in rows.items()}
    return Verified(software, build(software, versions).versions, file, _lines(text))


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key occurs twice")
    return found


def _table(value: object, name: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UnsoundError(f"`{name[:40]}` is no table")
    return value


def _version(version: str, found: object) -> Found:
    if not VERSION.fullmatch(version):
        raise UnsoundError(f"`{version[:40]}` is no version")
    rows = _table(found, version)
    for entry, ids in rows.items():
        if not re.fullmatch(ID, entry):
            raise UnsoundError(f"`{entry[:80]}` is no entry's id")
        if not isinstance(ids, list) or not all(isinstance(one, str) and _MESSAGE.fullmatch(one) for one in ids):
            raise UnsoundError(f"what is said of `{entry[:80]}` is no list of message ids")
    return {entry: tuple(ids) for entry, ids in rows.items()}


def _lines(text: str) -> dict[tuple[str, str], int]:
    """The line of each row, by version and entry, as `render` lays them out."""
    found = {}
    version = ""
    for number, line in enumerate(text.split("\n"), 1):
        if (head := _HEAD.fullmatch(line)) is not None:
            version = json.loads(head[1])
        elif (row := _ROW.fullmatch(line)) is not None:
            found[version, json.loads(row[1])] = number
    return found


def by_entry(files: Iterable[Verified]) -> dict[str, dict[str, tuple[str, ...]]]:
    """Entry → message id → versions, of all files."""
    return {
        entry: verified.of(entry)
        for verified in files
        for entry in sorted({entry for _, found in verified.versions for entry in found})
    }

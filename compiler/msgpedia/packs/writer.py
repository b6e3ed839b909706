"""Writes packs: one record a line, sorted, the same records giving the same bytes."""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import lzma
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from io import BufferedIOBase, BufferedRandom, BufferedWriter
from pathlib import Path
from typing import Any

from msgpedia import __version__
from msgpedia.bundle.files import written
from msgpedia.packs import NO_DIGEST, SCHEMA
from msgpedia.packs.model import Record

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def write(
    path: str | os.PathLike[str],
    software: str,
    versions: Sequence[str],
    source: str,
    records: Iterable[Record],
) -> int:
    """Write a pack, compressed where the name ends so (`.gz`, `.xz`); how many records it has.

    `versions` are those that were read, the oldest first; `source` is what was read: `source`, `index` or `image`.
    Records that several versions have in common become one (`merged`). Raises OSError where the file cannot be
    written; the place never holds half a pack.
    """
    rows = merged(records, versions)
    head = {
        "schema": SCHEMA,
        "digest": NO_DIGEST,
        "generator": f"msgpedia {__version__}",
        "software": software,
        "versions": list(versions),
        "source": source,
    }
    digest = hashlib.sha256()
    for piece in _pieces(head, rows):
        digest.update(piece)
    head["digest"] = digest.hexdigest()
    with written(path) as file, _packed(file, Path(path).suffix) as stream:
        stream.writelines(_pieces(head, rows))
    return len(rows)


def merged(records: Iterable[Record], versions: Sequence[str]) -> list[Record]:
    """Records in the order of a pack. Those that differ in line and versions alone are one call in several versions:
    its versions are united, its line is that of the newest.

    A call that stands several times in a function of one version stays several records.
    """
    if len(versions) < 2:
        return sorted(dict.fromkeys(records), key=_order)
    age = {version: number for number, version in enumerate(versions)}
    groups: dict[Record, list[Record]] = {}
    for record in dict.fromkeys(records):
        groups.setdefault(replace(record, line=None, versions=()), []).append(record)
    found = [
        replace(record, versions=tuple(sorted(record.versions, key=lambda version: age.get(version, -1))))
        for group in groups.values()
        for record in (_united(group, age) if len(group) > 1 else group)
    ]
    found.sort(key=_order)
    return found


def _united(group: list[Record], age: dict[str, int]) -> list[Record]:
    """The calls of a group, the first of a version being the first of the others."""
    calls: list[Record] = []
    newest_first = sorted(
        group, key=lambda record: (-max(age.get(version, -1) for version in record.versions), record.line or 0)
    )
    for record in newest_first:
        for number, call in enumerate(calls):
            if set(call.versions).isdisjoint(record.versions):
                calls[number] = replace(call, versions=call.versions + record.versions)
                break
        else:
            calls.append(record)
    return calls


def _order(record: Record) -> tuple[Any, ...]:
    return (
        record.format,
        record.prefix or "",
        record.level or "",
        record.file or "",
        record.line or 0,
        record.function or "",
        record.dialect,
        record.sink or "",
        record.via,
        record.unknown_prefix or "",
        record.part or "",
        record.envelope,
        record.code or "",
        record.id,
        record.versions,
    )


def _pieces(head: dict[str, Any], records: Sequence[Record]) -> Iterator[bytes]:
    """The bytes of a pack: the head on the first line, then a line for each record."""
    yield (_encode(head)[:-1] + ',"messages":[').encode("utf-8", "replace")
    for number, record in enumerate(records):
        yield ((",\n" if number else "\n") + _encode(record.as_data())).encode("utf-8", "replace")
    yield b"\n]}\n"


def _packed(file: BufferedRandom | BufferedWriter, suffix: str) -> contextlib.AbstractContextManager[BufferedIOBase]:
    """A stream that writes to a file, compressed as the ending of its name says; the time is not in it."""
    if suffix == ".gz":
        return gzip.GzipFile("", "wb", 6, file, mtime=0)
    if suffix == ".xz":
        return lzma.LZMAFile(file, "wb")
    return contextlib.nullcontext(file)

"""What was learnt from a catalog file, kept by the hash of its content in the user's cache.

Rows are JSON with a checksum, in one SQLite file a catalog. Nothing read from it is executed, and what is damaged
counts as absent: the worst that a broken cache can do is to cost time.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sqlite3
import zlib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from msgpedia.bundle.store import cache_folder

_PARTS = ("formats", "matching", "catalog", "logs", "bundle", "diagnostics", "data")  # what a reading depends on


class Cache:
    """Rows by key. Every method does without the file where it cannot be used."""

    def __init__(self, root: Path, enabled: bool = True) -> None:
        self._used: set[str] = set()
        self._connection: sqlite3.Connection | None = None
        folder = cache_folder() if enabled else None
        if folder is None:
            return
        name = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:16]
        place = Path(folder, f"catalog-{name}.sqlite3")
        with contextlib.suppress(OSError):
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._connection = _open(place) or (_removed(place) and _open(place)) or None

    def get(self, key: str) -> list[Any] | None:
        """The row of a key, or None."""
        self._used.add(key)
        found = self._run("SELECT checksum, body FROM readings WHERE key = ?", (key,))
        if not found:
            return None
        checksum, body = found[0]
        if not isinstance(body, bytes) or zlib.crc32(body) != checksum:
            return None
        try:
            row = json.loads(body)
        except (ValueError, RecursionError):
            return None
        return row if isinstance(row, list) else None

    def put(self, key: str, row: list[Any]) -> None:
        """Keep a row; it counts from `close` on."""
        body = json.dumps(row, ensure_ascii=True, separators=(",", ":")).encode("ascii")
        self._run("INSERT OR REPLACE INTO readings VALUES (?, ?, ?)", (key, zlib.crc32(body), body))

    def close(self) -> None:
        """Drop the rows that were not asked for, and write all that is new at once."""
        if self._connection is None:
            return
        kept = self._run("SELECT key FROM readings", ())
        for (key,) in kept:
            if key not in self._used:
                self._run("DELETE FROM readings WHERE key = ?", (key,))
        with contextlib.suppress(sqlite3.Error):
            self._connection.commit()
        with contextlib.suppress(sqlite3.Error):
            self._connection.close()
        self._connection = None

    def _run(self, statement: str, values: Iterable[Any]) -> list[Any]:
        if self._connection is None:
            return []
        try:
            return self._connection.execute(statement, tuple(values)).fetchall()
        except sqlite3.Error:
            return []


def key_of(content: bytes, *context: str) -> str:
    """The key of a file's content, read by this very program in a context: its id, its software's description."""
    digest = hashlib.sha256(program_version().encode())
    for part in context:
        digest.update(b"\0" + part.encode("utf-8", "surrogateescape"))
    digest.update(b"\0" + content)
    return digest.hexdigest()


@cache
def program_version() -> str:
    """A hash of all code and tables that a reading depends on, so that a changed program never trusts old rows."""
    digest = hashlib.sha256()
    for part in _PARTS:
        for file in _files(files("msgpedia") / part):
            digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _files(folder: Traversable) -> Iterable[Traversable]:
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.is_dir():
            yield from _files(item)
        elif item.name.endswith((".py", ".toml", ".txt")):
            yield item


def _open(place: Path) -> sqlite3.Connection | None:
    """The database at a place, ready for use; None where it is damaged or busy."""
    connection = None
    try:
        connection = sqlite3.connect(place, timeout=1.0)
        connection.execute(
            "CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, checksum INTEGER, body BLOB) WITHOUT ROWID"
        )
        connection.execute("SELECT key, checksum, body FROM readings LIMIT 1").fetchall()
    except sqlite3.Error:
        if connection is not None:
            connection.close()
        return None
    return connection


def _removed(place: Path) -> bool:
    place.unlink(missing_ok=True)
    return True

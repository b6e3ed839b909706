"""Rows that wait in a file: a large catalog's texts need not be in memory all at once."""

from __future__ import annotations

import json
import tempfile
from array import array
from collections.abc import Iterable, Iterator
from typing import IO, Any
from weakref import finalize


class Rows:
    """JSON values in a temporary file, in their order. They can be gone through any number of times, one by one."""

    def __init__(self, rows: Iterable[Any]) -> None:
        """Take the rows. Raises OSError where there is no room for them."""
        self._file = unnamed_file()
        finalize(self, self._file.close)
        self._lengths = array("Q")
        for row in rows:
            data = json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            self._lengths.append(len(data))
            self._file.write(data)

    def __len__(self) -> int:
        return len(self._lengths)

    def __iter__(self) -> Iterator[Any]:
        place = 0
        for length in self._lengths:
            self._file.seek(place)
            yield json.loads(self._file.read(length).decode("utf-8", "surrogatepass"))
            place += length


def unnamed_file() -> IO[bytes]:
    """A file without a name, that is gone when nobody has it any more."""
    return tempfile.TemporaryFile()

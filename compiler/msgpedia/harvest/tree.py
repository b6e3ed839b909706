"""The files of a source tree that are read."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Sequence

SUFFIXES = (".c", ".h", ".inc", ".cpp", ".cc", ".hpp", ".y", ".l")
LARGEST = 8 << 20  # bytes of a file; larger ones are tables
_PLAIN = 100_000  # bytes from which a file without any string is not read on


def files(root: str, exclude: Sequence[str]) -> list[str]:
    """The C files below a folder, as relative paths with slashes, sorted. `exclude` are folders and
    files, as patterns.
    """
    found: list[str] = []
    alone = [pattern for pattern in exclude if pattern.endswith(SUFFIXES)]
    for folder, folders, names in os.walk(root):
        inner = os.path.relpath(folder, root).replace(os.sep, "/")
        inner = "" if inner == "." else inner + "/"
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and not any(fnmatch.fnmatchcase(inner + name, pattern) for pattern in exclude)
        )
        found += (
            inner + name
            for name in names
            if name.endswith(SUFFIXES) and not any(fnmatch.fnmatchcase(inner + name, pattern) for pattern in alone)
        )
    return sorted(found)


def read(root: str, path: str) -> str:
    """The text of a file; empty for one that is no text to read: gone, a link out of the tree, a device, a table."""
    place = os.path.join(root, path)
    try:
        if not os.path.isfile(place) or os.path.islink(place) or os.path.getsize(place) > LARGEST:
            return ""
        with open(place, "rb") as file:
            data = file.read()
    except OSError:
        return ""
    if len(data) > _PLAIN and b'"' not in data:
        return ""
    return data.decode("utf-8", "replace").replace("\r\n", "\n")

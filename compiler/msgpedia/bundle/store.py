"""Opens the index of a bundle: from the user's cache, or made and put there.

Two processes may do so at once: each writes a file of its own and renames it. Where nothing can be written, the index
is made in memory.
"""

from __future__ import annotations

import contextlib
import os
import zlib

from msgpedia.bundle.index import VERSION, DamagedError, Index, build

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

PACKAGED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "msgpedia.json")


def cache_folder() -> str | None:
    """`$XDG_CACHE_HOME/msgpedia` (XDG Base Directory Specification), or None where there is no home."""
    base = os.environ.get("XDG_CACHE_HOME", "")
    if not os.path.isabs(base):
        home = os.path.expanduser("~")
        if not os.path.isabs(home):
            return None
        base = os.path.join(home, ".cache")
    return os.path.join(base, "msgpedia")


def open_index(path: str) -> Index:
    """The index of the bundle at a path.

    Raises BundleError where the bundle cannot be used.
    """
    from msgpedia.bundle.artifact import BundleError

    try:
        status = os.stat(path)
    except OSError as error:
        raise BundleError(f"{path}: {error.strerror or error}") from error
    stamp = f"{VERSION}:{status.st_size}:{status.st_mtime_ns}:{status.st_ino}"
    folder = cache_folder()
    if folder is None:
        return Index(memoryview(_derive(path, stamp)))
    place = os.path.join(folder, f"{zlib.crc32(os.path.abspath(path).encode('utf-8', 'surrogateescape')):08x}.idx")
    cached = _open(place, stamp)
    if cached is not None:
        return cached
    data = _derive(path, stamp)
    _save(place, data)
    return Index(memoryview(data))


def _derive(path: str, stamp: str) -> bytes:
    from msgpedia.bundle.artifact import read

    return build(read(path), stamp)


def _open(place: str, stamp: str) -> Index | None:
    """The cached index, if it is whole and of this very bundle."""
    import mmap

    try:
        with open(place, "rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        index = Index(memoryview(data))
    except (OSError, ValueError, DamagedError):
        return None
    return index if index.meta.get("stamp") == stamp else None


def _save(place: str, data: bytes) -> None:
    """Write a file whole or not at all; a cache that cannot be written is no error."""
    with contextlib.suppress(OSError):
        os.makedirs(os.path.dirname(place), mode=0o700, exist_ok=True)
        write_whole(place, data)


def write_whole(place: str, data: bytes) -> None:
    """Write to a temporary file beside the place and rename it, so that the place never holds half a file.

    Raises OSError where that is not possible; the temporary file is gone then.
    """
    temporary = f"{place}.{os.getpid()}.tmp"
    try:
        with open(temporary, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def describe(index: Index, path: str) -> dict[str, Any]:
    """What `bundle info` tells of a bundle in use."""
    meta = index.meta
    return {
        "path": path,
        "digest": meta["digest"],
        "generator": meta["generator"],
        "license": meta["license"],
        "languages": meta["languages"],
        "software": [item["id"] for item in meta["software"]],
        "entries": meta["entries"],
        "messages": meta["messages"],
    }

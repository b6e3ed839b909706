"""Opens the index of a pack: from the user's cache, or made and put there.

As with bundles (`bundle.store`), two processes may do so at once, and where nothing can be written the index is made in
memory. A cached index counts only if it is the user's own, of this very pack file, and made by this version.
"""

from __future__ import annotations

import mmap
import os
import zlib

from msgpedia import __version__
from msgpedia.bundle import BundleError
from msgpedia.bundle.store import SETTLING, cache_folder, mapped, sweep
from msgpedia.packs.index import PackIndex
from msgpedia.packs.layout import VERSION, DamagedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

    Progress = Callable[[float], None]


def open_pack(path: str, at: Progress | None = None) -> PackIndex:
    """The index of the pack at a path. `at` is told what part of the work is done, where it must be made.

    Raises BundleError where the pack cannot be used.
    """
    stamp = _stamp(path)
    place = index_place(path)
    if place is not None:
        cached = _cached(place, path, stamp)
        if cached is not None:
            return cached
    return PackIndex(_derive(path, place, at))


def index_place(path: str) -> str | None:
    """Where the index of the pack at a path lies; None without a home."""
    folder = cache_folder()
    return os.path.join(folder, f"{zlib.crc32(os.fsencode(os.path.abspath(path))):08x}.pack.idx") if folder else None


def _stamp(path: str) -> str:
    """What tells one state of a pack from another without reading it (`bundle.store`), and one derivation of indexes.

    Raises BundleError where there is no such file.
    """
    try:
        status = os.stat(path)
    except (OSError, ValueError) as error:
        raise BundleError(f"{path}: {getattr(error, 'strerror', None) or error}") from error
    file = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return ":".join(map(str, (__version__, VERSION, *file)))


def _cached(place: str, path: str, stamp: str) -> PackIndex | None:
    """The cached index, if it can be used."""
    try:
        index = PackIndex(mapped(place), lambda: _renewed(path, place, index))
    except (OSError, ValueError, DamagedError):
        return None
    return index if index.meta.get("stamp") == stamp else None


def _renewed(path: str, place: str, index: PackIndex) -> memoryview:
    """An index that turned out damaged, made anew of the same pack. Raises BundleError where the pack has changed."""
    if _stamp(path) != index.meta.get("stamp"):
        raise BundleError(f"{path}: has changed while it was in use; try again")
    return _derive(path, place, None)


def _derive(path: str, place: str | None, at: Progress | None) -> memoryview:
    """The index of a pack, made anew and put into the cache at a place. Raises BundleError."""
    _settle(path)
    if place is not None:
        try:
            folder = os.path.dirname(place)
            os.makedirs(folder, mode=0o700, exist_ok=True)
            sweep(folder)
            return _written(path, place, at)
        except OSError:
            pass  # a cache that cannot be written is no error
    import io

    memory = io.BytesIO()
    _build(path, memory, at)
    return memoryview(memory.getvalue())


def _settle(path: str) -> None:
    """Wait where a pack changed a moment ago: it could change again without a new time stamp."""
    import time

    try:
        age = time.time_ns() - os.stat(path).st_ctime_ns
    except (OSError, ValueError):
        return
    if 0 <= age < SETTLING:
        time.sleep((SETTLING - age) / 1e9)


def _written(path: str, place: str, at: Progress | None) -> memoryview:
    """Make the index in a file of its own and rename it. Raises OSError where that cannot be written."""
    temporary = f"{place}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        with open(temporary, "x+b", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            _build(path, file, at)
            file.flush()
            os.fsync(file.fileno())
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        os.replace(temporary, place)
    except BaseException:
        import contextlib

        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise
    return memoryview(data)


def _build(path: str, file: BinaryIO, at: Progress | None) -> None:
    from msgpedia.packs.artifact import Pack, opened_file
    from msgpedia.packs.building import build

    stamp = _stamp(path)
    with opened_file(path) as stream:
        build(Pack(path, stream), stamp, file, at)

"""Opens the index of a pack: from the user's cache, or made and put there.

As with bundles (`bundle.store`), two processes may do so at once, and where nothing can be written the index is made in
memory, and the caller is told why. A cached index counts only if it is the user's own, of this very pack file, and made
by this version.
"""

from __future__ import annotations

import mmap
import os

from msgpedia import __version__
from msgpedia.bundle import BundleError
from msgpedia.bundle.store import SETTLING, keep, mapped, stamp_of
from msgpedia.bundle.store import index_place as place_of
from msgpedia.packs.index import PackIndex
from msgpedia.packs.layout import VERSION, DamagedError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedRandom
    from typing import BinaryIO

    from msgpedia.bundle.store import Unkept

    Progress = Callable[[float], None]


def open_pack(path: str, at: Progress | None = None, unkept: Unkept | None = None) -> PackIndex:
    """The index of the pack at a path. `at` is told what part of the work is done, where it must be made; `unkept` why,
    where it cannot be kept for the next time.

    Raises BundleError where the pack cannot be used.
    """
    stamp = _stamp(path)
    place = index_place(path)
    if place is not None:
        cached = _cached(place, path, stamp)
        if cached is not None:
            return cached
    return PackIndex(_derive(path, place, at, unkept))


def index_place(path: str) -> str | None:
    """Where the index of the pack at a path lies; None without a home."""
    return place_of(path, ".pack.idx")


def _stamp(path: str) -> str:
    return stamp_of(path, __version__, VERSION)


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
    return _derive(path, place, None, None)


def _derive(path: str, place: str | None, at: Progress | None, unkept: Unkept | None) -> memoryview:
    """The index of a pack, made anew and put into the cache at a place. Raises BundleError."""
    _settle(path)

    def written(file: BufferedRandom) -> memoryview:
        _build(path, file, at)
        file.flush()
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))

    kept = keep(place, written, unkept)
    if kept is not None:
        return kept
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


def _build(path: str, file: BinaryIO, at: Progress | None) -> None:
    from msgpedia.packs.artifact import Pack, opened_file
    from msgpedia.packs.building import build

    stamp = _stamp(path)
    with opened_file(path) as stream:
        build(Pack(path, stream), stamp, file, at)

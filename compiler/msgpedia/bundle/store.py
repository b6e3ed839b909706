"""Opens the index of a bundle: from the user's cache, or made and put there.

Two processes may do so at once: each writes a file of its own and renames it. Where nothing can be written, the index
is made in memory, and the caller is told why. A cached index counts only if it is the user's own, whole (`index`), and
of this very bundle file.
"""

from __future__ import annotations

import os
import zlib

from msgpedia.bundle import BundleError
from msgpedia.bundle.index import VERSION, DamagedError, Index, build

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from io import BufferedRandom
    from typing import Any, TypeVar

    Kept = TypeVar("Kept")
    Unkept = Callable[[str], None]

SETTLING = 100_000_000  # nanoseconds; clocks of file systems tick every 10 ms or faster
STALE = 3600  # seconds after which a temporary file is nobody's
PACKAGED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "msgpedia.json")


def cache_folder() -> str | None:
    """`$XDG_CACHE_HOME/msgpedia`, or None where there is no home."""
    return user_folder("XDG_CACHE_HOME", ".cache")


def user_folder(variable: str, default: str) -> str | None:
    """Our folder of a kind (XDG Base Directory Specification): below what an environment variable names, else below a
    folder of the user's home; None where there is no home.
    """
    base = os.environ.get(variable, "")
    if not os.path.isabs(base):
        home = _home()
        if home is None:
            return None
        base = os.path.join(home, default)
    return os.path.join(base, "msgpedia")


def _home() -> str | None:
    """The user's home: `$HOME`, else what the password database says; None where neither is an absolute path."""
    home = os.environ.get("HOME", "")
    if not os.path.isabs(home):
        try:
            import pwd

            home = pwd.getpwuid(os.getuid()).pw_dir
        except (ImportError, KeyError):
            return None
    return home if os.path.isabs(home) else None


def index_place(path: str, ending: str) -> str | None:
    """Where the index of the file at a path lies; None without a home."""
    folder = cache_folder()
    return os.path.join(folder, f"{zlib.crc32(os.fsencode(os.path.abspath(path))):08x}{ending}") if folder else None


def open_index(path: str, unkept: Unkept | None = None) -> Index:
    """The index of the bundle at a path. `unkept` is told why, where the index cannot be kept for the next time.

    Raises BundleError where the bundle cannot be used.
    """
    stamp = stamp_of(path, VERSION)
    place = index_place(path, ".idx")
    if place is not None:
        cached = _cached(place, path, stamp)
        if cached is not None:
            return cached
    return Index(memoryview(_derive(path, place, unkept)))


def stamp_of(path: str, *versions: object) -> str:
    """What tells one state of a file from another without reading it, and one derivation of its index from another.

    Raises BundleError where there is no such file.
    """
    try:
        return _stamp(os.stat(path), *versions)
    except (OSError, ValueError) as error:
        raise BundleError(f"{path}: {getattr(error, 'strerror', None) or error}") from error


def _stamp(status: os.stat_result, *versions: object) -> str:
    """The time of change (ctime) shows what is written in place even where the time of modification was put back."""
    file = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return ":".join(map(str, (*versions, *file)))


def _derive(path: str, place: str | None, unkept: Unkept | None) -> bytes:
    """The index of a bundle, made anew and put into the cache at a place.

    Raises BundleError.
    """
    from time import time_ns

    from msgpedia.bundle.artifact import parse, read_bytes

    data, status = read_bytes(path)
    # A file that changed a moment ago could change again without a new time stamp.
    settled = not 0 <= time_ns() - status.st_ctime_ns < SETTLING
    index = build(parse(data, path), _stamp(status, VERSION))
    if settled:
        keep(place, lambda file: file.write(index), unkept)
    return index


def _cached(place: str, path: str, stamp: str) -> Index | None:
    """The cached index, if it is whole and of this very bundle."""
    try:
        index = Index(mapped(place), lambda: _renewed(path, place, index))
    except (OSError, ValueError, DamagedError):
        return None
    return index if index.meta.get("stamp") == stamp else None


def mapped(place: str) -> memoryview:
    """A file of the cache, mapped. Raises OSError where it is not the user's own, or others may write it; ValueError
    where it is empty.
    """
    import mmap

    # Opening a pipe would wait for ever.
    with open(place, "rb", opener=lambda name, flags: os.open(name, flags | os.O_NONBLOCK)) as file:
        status = os.fstat(file.fileno())
        if status.st_uid != os.geteuid() or status.st_mode & 0o022:
            raise PermissionError(place)
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def _renewed(path: str, place: str, index: Index) -> bytes:
    """The bytes of an index that turned out damaged, of the same bundle.

    Raises BundleError where the bundle has changed since.
    """
    data = _derive(path, place, None)
    if Index(memoryview(data)).meta["digest"] != index.meta["digest"]:
        raise BundleError(f"{path}: has changed while it was in use; try again")
    return data


def keep(place: str | None, write: Callable[[BufferedRandom], Kept], unkept: Unkept | None) -> Kept | None:
    """Let a file of the cache be written, whole or not at all; what `write` returns.

    A cache that cannot be written is no error: then it is None, and `unkept` is told why.
    """
    if place is None:
        reason = "there is no home folder to keep a cache in"
    else:
        from msgpedia.bundle.files import replacing

        folder = os.path.dirname(place)
        try:
            os.makedirs(folder, mode=0o700, exist_ok=True)
            sweep(folder)
            with replacing(place, 0o600) as file:
                return write(file)
        except OSError as error:
            reason = f"{folder} cannot be written: {error.strerror or error}"
    if unkept is not None:
        unkept(reason)
    return None


def sweep(folder: str) -> None:
    """Remove what processes that were killed while they wrote have left behind."""
    from time import time

    for entry in os.scandir(folder):
        if entry.name.endswith(".tmp") and time() - entry.stat(follow_symlinks=False).st_mtime > STALE:
            os.unlink(entry.path)


def describe(index: Index, path: str, origin: str) -> dict[str, Any]:
    """What `bundle info` tells of a bundle in use; `origin` says where it comes from."""
    meta = index.meta
    return {
        "path": path,
        "origin": origin,
        "digest": meta["digest"],
        "generator": meta["generator"],
        "license": meta["license"],
        "languages": meta["languages"],
        "software": [item["id"] for item in meta["software"]],
        "entries": meta["entries"],
        "messages": meta["messages"],
    }

"""Writes files whole or not at all: who reads a place finds what was there before, or all that is new."""

from __future__ import annotations

import contextlib
import errno
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from io import BufferedRandom, BufferedWriter

_MOST_LINKS = 40  # as the kernel follows


@contextlib.contextmanager
def replacing(place: str, mode: int = 0o666) -> Iterator[BufferedRandom]:
    """A temporary file beside a place, renamed to it at the end. Where something fails, the temporary file is gone.

    Whatever is at the place is replaced, a link or a device too. `mode` is that of the new file, less the umask.
    """
    temporary = f"{place}.{os.getpid()}-{os.urandom(4).hex()}.tmp"
    try:
        with open(temporary, "x+b", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, place)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


@contextlib.contextmanager
def written(place: str | os.PathLike[str], mode: int = 0o666) -> Iterator[BufferedRandom | BufferedWriter]:
    """A file for an output that somebody named: a file is replaced at the end, of a link the one that it leads to. What
    is no file is written to as it is: a device, a pipe, an open file of this process (`/dev/stdout`).

    Raises OSError where it cannot be written.
    """
    name = os.fspath(place)
    number = _open_file(name)
    if number is not None:
        with open(os.dup(number), "wb") as file:
            yield file
    elif os.path.exists(name) and not os.path.isfile(name):
        with open(name, "wb") as file:
            yield file
    else:
        target = os.path.realpath(name)
        if os.path.islink(target):  # links that lead to each other
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
        with replacing(target, mode) as new:
            yield new


def _open_file(name: str) -> int | None:
    """The number of this process's open file that a name stands for, itself or over links; None where it is none."""
    own = f"/proc/{os.getpid()}/fd"
    for _ in range(_MOST_LINKS):
        if not os.path.islink(name):
            return None
        folder, last = os.path.split(name)
        if os.path.realpath(folder) == own:
            return int(last)
        name = os.path.join(folder, os.readlink(name))
    return None


def write_whole(place: str | os.PathLike[str], data: bytes, mode: int = 0o666) -> None:
    """Write an output (`written`) at once."""
    with written(place, mode) as file:
        file.write(data)

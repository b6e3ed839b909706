"""Source trees that come packed: the files that a harvest reads are put in a temporary folder."""

from __future__ import annotations

import errno
import os
import tarfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from msgpedia.harvest.collected import HarvestError
from msgpedia.harvest.tree import LARGEST, SUFFIXES

LARGEST_TREE = 8 << 30  # bytes of all files together
MOST_FILES = 1_000_000
_BUILD_FILES = frozenset(("Makefile", "Kbuild", "Kconfig", "changelog", "meson.build", "configure.ac", "configure"))
_ENDINGS = (".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst")


def is_archive(path: str | os.PathLike[str]) -> bool:
    """Whether a file is a packed tree, by its name."""
    return os.fspath(path).lower().endswith(_ENDINGS)


def unpack(archive: Path, folder: Path, progress: Callable[[int, int], None]) -> Path:
    """Unpack the C files of a tree, and those that tell how it is built, below a folder; the root of the tree.

    Links, devices and names that lead out of the folder are passed over. Raises HarvestError where the archive cannot
    be read, and OSError.
    """
    total = archive.stat().st_size
    size = count = 0
    try:
        with archive.open("rb") as raw, tarfile.open(fileobj=raw, mode="r|*") as packed:
            for member in packed:
                if not member.isreg() or not _wanted(member):
                    continue
                size, count = size + member.size, count + 1
                if size > LARGEST_TREE or count > MOST_FILES:
                    raise HarvestError(f"{archive}: more than a source tree can be")
                try:
                    packed.extract(member, folder, filter="data")
                except (tarfile.FilterError, NotADirectoryError, IsADirectoryError, FileExistsError):
                    continue
                except OSError as error:
                    if error.errno != errno.ENAMETOOLONG:
                        raise HarvestError(f"{archive}: cannot be unpacked: {error.strerror}") from error
                progress(min(raw.tell(), total), total)
    except (tarfile.TarError, EOFError, ValueError) as error:
        raise HarvestError(f"{archive}: no archive that can be read: {error}") from error
    inside = [item for item in folder.iterdir() if item.is_dir()]
    return inside[0] if len(inside) == 1 else folder


def _wanted(member: tarfile.TarInfo) -> bool:
    name = PurePosixPath(member.name)
    if member.size > LARGEST:
        return False
    return name.name.endswith((*SUFFIXES, ".am", ".mk", ".in", ".build")) or name.name in _BUILD_FILES

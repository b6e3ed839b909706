"""Kernel images and modules → records of the messages that printk() prints with a level.

What dev_err() and its like print has no mark in a program, so an image knows less than the source; a file, a line and
a function it does not know at all.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgpedia.catalog.versions import version_key
from msgpedia.formats import FormatError, message_id, parse
from msgpedia.harvest.collected import Collected, HarvestError, Progress
from msgpedia.harvest.kernel_image import pieces
from msgpedia.harvest.marked import Scan
from msgpedia.packs.model import Record

MODULE_ENDINGS = (".ko", ".ko.xz", ".ko.gz", ".ko.zst")
_KERNELS = ("vmlinuz", "vmlinux")
_DIALECT = "printk"


def records(
    paths: Iterable[str | os.PathLike[str]],
    progress: Progress | None = None,
    software: str = "linux",
    version: str | None = None,
) -> Collected:
    """The messages of kernel images, modules and folders with such.

    `version` names the release where the files tell none. A file of a folder that cannot be read is a problem, one that
    was named is an error: HarvestError.
    """
    named = [Path(path) for path in paths]
    files = [(file, file not in named) for path in named for file in _files(path)]
    total, done = sum(_size(file) for file, _ in files), 0
    found: dict[tuple[str, str], set[str]] = {}
    problems: list[str] = []
    for file, among_others in files:
        try:
            for key, release in _read(file, version):
                found.setdefault(key, set()).add(release)
        except HarvestError as error:
            if not among_others:
                raise
            problems.append(str(error))
        done += _size(file)
        if progress:
            progress(done, total)
    if not found:
        raise HarvestError(problems[0] if problems else "no message that is marked with a level")
    made = (_record(software, *key, _sorted(releases)) for key, releases in sorted(found.items()))
    kept = tuple(record for record in made if record is not None)
    return Collected(_sorted(set().union(*found.values())), kept, tuple(problems))


def _read(file: Path, version: str | None) -> Iterator[tuple[tuple[str, str], str]]:
    """Format, level and release of each message in a file. Raises HarvestError with the file's name."""
    scan = Scan()
    try:
        scan.read(pieces(file))
    except HarvestError as error:
        raise HarvestError(f"{file}: {error}") from error
    except OSError as error:
        raise HarvestError(f"{file}: {error.strerror or error}") from error
    release = version or scan.release
    if release is None:
        raise HarvestError(f"{file}: neither a kernel image nor a module; no release of the kernel is told in it")
    for key in scan.found:
        yield key, release


def holds_images(folder: Path) -> bool:
    """Whether a folder has a kernel or a module in it, at any depth."""
    return any(
        name.endswith(MODULE_ENDINGS) or name.startswith(_KERNELS) for _, _, names in os.walk(folder) for name in names
    )


def _files(path: Path) -> list[Path]:
    """The files that a path names: itself, or what is a kernel or a module below a folder. Links are not followed."""
    if not path.is_dir():
        return [path]
    found = [
        Path(folder, name)
        for folder, _, names in os.walk(path)
        for name in names
        if name.endswith(MODULE_ENDINGS) or name.startswith(_KERNELS)
    ]
    files = sorted(file for file in found if file.is_file() and not file.is_symlink())
    if not files:
        raise HarvestError(f"{path}: no kernel image and no module in this folder")
    return files


def _size(file: Path) -> int:
    try:
        return file.stat().st_size
    except OSError:
        return 0


def _record(software: str, text: str, level: str, versions: Sequence[str]) -> Record | None:
    identity = _identity(software, text)
    if identity is None:
        return None
    part = "continuation" if level == "cont" else None
    return Record(identity, text, _DIALECT, level, None, None, None, tuple(versions), sink=_DIALECT, part=part)


@lru_cache(maxsize=1)
def _identity(software: str, text: str) -> str | None:
    """The message's id; None for a string that is no format of printk()."""
    try:
        return message_id(software, parse(_DIALECT, text))
    except FormatError:
        return None


def _sorted(versions: Iterable[str]) -> tuple[str, ...]:
    """Versions, the oldest first."""
    return tuple(sorted(versions, key=lambda version: (version_key(version), version)))

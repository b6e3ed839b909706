"""What `msgpedia bundle` does with packs: installs, removes and describes them."""

from __future__ import annotations

import os
import re

from msgpedia import cli
from msgpedia.bundle import BundleError, files
from msgpedia.cli import InputError, packs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from msgpedia.packs.index import PackIndex

MARK = b'"msgpedia-pack-'
_LOOKED_AT = 4096  # bytes of a file in which the schema of a pack stands
_ENDINGS = re.compile(r"(?:\.pack|\.json|\.gz|\.xz|\.bz2|\.zst)+\Z")
_STRANGE = re.compile(r"[^A-Za-z0-9._+-]+")


def is_pack(path: str) -> bool:
    """Whether a file begins as a pack does, compressed or not. Raises BundleError where it cannot be read."""
    from msgpedia.logs.inputs import DamagedError, MissingError, opened
    from msgpedia.packs.artifact import opened_file

    with opened_file(path) as stream:
        try:
            return MARK in (opened(stream).read(_LOOKED_AT) or b"")
        except (DamagedError, MissingError) as error:
            raise BundleError(f"{path}: {error.fault}") from error
        except OSError as error:
            raise BundleError(f"{path}: {error.strerror or error}") from error


def name_of(path: str) -> str:
    """The name under which a pack is installed: that of its file, less its endings."""
    name = _STRANGE.sub("-", _ENDINGS.sub("", os.path.basename(path))).strip("-.")
    return name[:100] or "pack"


def install(path: str) -> tuple[str, PackIndex]:
    """Check a pack, copy it to where installed ones lie, and make its index; its name.

    Raises BundleError where it is not sound, and InputError where it cannot be written.
    """
    place = packs.folder()
    if place is None:
        raise InputError("there is no home folder to install it in; name it with --pack each time")
    name = name_of(path)
    target = os.path.join(place, name + packs.ENDING)
    try:
        os.makedirs(place, exist_ok=True)
        _copy_sound(path, target)
    except OSError as error:
        raise InputError(f"{target}: {error.strerror or error}") from error
    return name, packs.open_pack(target)


def _copy_sound(path: str, target: str) -> None:
    from msgpedia.packs.artifact import MOST_BYTES, check, opened_file

    with opened_file(path) as stream:
        data = stream.read(MOST_BYTES + 1) or b""
    if len(data) > MOST_BYTES:
        raise BundleError(f"{path}: more than {MOST_BYTES >> 20} MiB")
    check(path)
    files.write_whole(target, data)


def remove(name: str) -> bool:
    """Remove an installed pack and its index; whether there was one. Raises InputError where that cannot be done."""
    from msgpedia.packs.store import index_place

    for known, path in packs.installed():
        if known == name:
            try:
                os.unlink(path)
                index = index_place(path)
                if index is not None and os.path.exists(index):
                    os.unlink(index)
            except OSError as error:
                raise InputError(f"{path}: {error.strerror or error}") from error
            return True
    return False


def describe() -> list[dict[str, Any]]:
    """What `bundle info` tells of each installed pack; `fault` alone where one cannot be used."""
    rows: list[dict[str, Any]] = []
    for name, path in packs.installed():
        row: dict[str, Any] = {"name": name, "path": path}
        try:
            meta = packs.open_pack(path).meta
            row.update((key, meta[key]) for key in ("software", "versions", "source", "messages", "sites", "digest"))
        except BundleError as error:
            row["fault"] = cli.printable(str(error))
        rows.append(row)
    return rows

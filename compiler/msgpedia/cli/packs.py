"""Which packs a command uses beside the bundle: those that were installed, and those it was told.

An installed pack is a file in `$XDG_DATA_HOME/msgpedia/packs`, called by its name.
"""

from __future__ import annotations

import os

from msgpedia.bundle import BundleError, store
from msgpedia.cli import bundles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from msgpedia.packs.index import PackIndex

ENDING = ".pack"


def add_packs(parser: ArgumentParser) -> None:
    """`--pack`"""
    parser.add_argument(
        "--pack",
        metavar="FILE",
        action="append",
        default=[],
        help="know the messages of this pack too (repeatable; beside those installed)",
    )


def folder() -> str | None:
    """Where installed packs lie; None without a home."""
    data = store.user_folder("XDG_DATA_HOME", ".local/share")
    return os.path.join(data, "packs") if data is not None else None


def installed() -> list[tuple[str, str]]:
    """Name and path of each installed pack, in order of name."""
    place = folder()
    try:
        names = os.listdir(place) if place is not None else []
    except OSError:
        return []
    found = sorted(name for name in names if name.endswith(ENDING))
    return [(name.removesuffix(ENDING), os.path.join(place or "", name)) for name in found]


def open_packs(chosen: Sequence[str]) -> list[PackIndex]:
    """The indexes of the packs to use: those chosen, and those installed that are not the same.

    Raises BundleError where one cannot be used.
    """
    return with_installed([open_pack(path) for path in chosen])


def with_installed(chosen: Sequence[PackIndex]) -> list[PackIndex]:
    """Packs that are open, and those installed that are not the same. Raises BundleError where one cannot be used."""
    found = list(chosen)
    for name, path in installed():
        try:
            index = open_pack(path)
        except BundleError as error:
            raise BundleError(f"{error}; 'msgpedia bundle remove {name}' takes it away") from error
        digest = index.meta["digest"]
        if digest is None or all(digest != other.meta["digest"] for other in found):
            found.append(index)
    return found


def open_pack(path: str) -> PackIndex:
    """The index of a pack; how far it is, where it must be made, is shown on a terminal. Raises BundleError."""
    from msgpedia.packs import store as indexes

    progress = None

    def at(part: float) -> None:
        nonlocal progress
        if progress is None:
            from msgpedia.cli.progress import Progress

            progress = Progress(f"index of {os.path.basename(path)}", 1000)
        progress.at(int(part * 1000))

    try:
        return indexes.open_pack(path, at, bundles.tell_unkept)
    finally:
        if progress is not None:
            progress.__exit__(None, None, None)

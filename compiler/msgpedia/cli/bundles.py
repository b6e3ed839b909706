"""Which bundle a command uses: the one it was told, the one that was installed, that of the checkout it runs from, or
the one in the package.

In an editable install of a checkout the bundle is compiled anew when the catalog has changed; the current directory
never matters. Everything else only reads.
"""

from __future__ import annotations

import os
import sys

from msgpedia.bundle import BundleError, store
from msgpedia.cli import InputError, complain, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgpedia.bundle.index import Index

PACKAGE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROOT = os.path.dirname(os.path.dirname(PACKAGE))
_told: list[str] = []
SOURCES = ("formats", "matching", "catalog", "bundle", "data")  # what a bundle depends on, inside the package


def checkout() -> str | None:
    """The root of the checkout that the package runs from, or None where it was installed elsewhere."""
    inside = os.path.basename(os.path.dirname(PACKAGE)) == "compiler"
    return ROOT if inside and os.path.isdir(os.path.join(ROOT, "catalog")) else None


def workspace() -> str | None:
    """The folder whose `catalog/` one works on: the nearest around the current directory that has one with a software
    in it, else the checkout that the package runs from, else None.
    """
    import glob

    folder = os.getcwd()
    while True:
        if glob.glob(os.path.join(glob.escape(folder), "catalog", "*", "software.yaml")):
            return folder
        above = os.path.dirname(folder)
        if above == folder:
            return checkout()
        folder = above


def installed() -> str | None:
    """Where an installed bundle lies: `$XDG_DATA_HOME/msgpedia` (XDG Base Directory Specification); None without a
    home.
    """
    folder = store.user_folder("XDG_DATA_HOME", ".local/share")
    return os.path.join(folder, "msgpedia.json") if folder is not None else None


def locate(chosen: str | None) -> tuple[str, str]:
    """Where the bundle to use comes from (`option`, `installed`, `checkout`, `package`), and its path.

    Raises InputError where there is none.
    """
    if chosen is not None:
        return "option", chosen
    place = installed()
    if place is not None and os.path.lexists(place):
        return "installed", place
    root = checkout()
    if root is not None:
        return "checkout", _refreshed(root)
    if not os.path.exists(store.PACKAGED):
        raise InputError("this installation has no bundle; give one with --bundle FILE")
    return "package", store.PACKAGED


def open_bundle(chosen: str | None) -> Index:
    """The index of the bundle to use.

    Raises InputError where there is none, and BundleError where it cannot be used.
    """
    origin, path = locate(chosen)
    try:
        return store.open_index(path, tell_unkept)
    except BundleError as error:
        if origin != "installed":
            raise
        raise BundleError(f"{error}; 'msgpedia bundle remove' goes back to the bundle before") from error


def tell_unkept(reason: str) -> None:
    """Say why indexes cannot be kept, and the way out; once, whatever else cannot be kept."""
    if not _told:
        _told.append(reason)
        complain(
            f"msgpedia: {printable(reason)}; so indexes of bundles and packs are made anew each time, which takes long;"
            " name another folder with XDG_CACHE_HOME"
        )


def _refreshed(root: str) -> str:
    """The checkout's bundle, compiled anew where anything it is made from has changed since."""
    place = os.path.join(root, "build", "bundle", "msgpedia.json")
    stamp_place = place.removesuffix(".json") + ".stamp"
    stamp = "\n".join(sorted(_stamps(root)))
    try:
        with open(stamp_place, encoding="utf-8", errors="surrogateescape") as file:
            if file.read() == stamp and os.path.exists(place):
                return place
    except OSError:
        pass
    from msgpedia.bundle.files import write_whole
    from msgpedia.cli.build import build_bundle

    if sys.stderr.isatty():
        sys.stderr.write("msgpedia: the catalog has changed; compiling it…\n")
    findings = build_bundle(root, os.path.dirname(place))
    if findings:
        counted = f"{findings} finding{'s' if findings > 1 else ''}"
        sys.stderr.write(f"msgpedia: {counted} in the catalog; entries with errors are left out (msgpedia check)\n")
    write_whole(stamp_place, stamp.encode("utf-8", "surrogateescape"))
    return place


def _stamps(root: str) -> Iterator[str]:
    folders = [os.path.join(root, "catalog"), os.path.join(root, "translations")]
    folders += [os.path.join(PACKAGE, name) for name in SOURCES]
    while folders:
        try:
            entries = list(os.scandir(folders.pop()))
        except OSError:
            continue
        for entry in entries:
            if entry.name == "__pycache__":
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(entry.path)
            elif not entry.name.endswith(".pyc"):
                status = entry.stat(follow_symlinks=False)
                yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"

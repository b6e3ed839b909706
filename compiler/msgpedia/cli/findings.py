"""The findings about files and folders that a command was given, each with the catalog it lies in."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from msgpedia.catalog.changed_files import GitError, changed_files
from msgpedia.catalog.checks import check
from msgpedia.catalog.guesses import closest
from msgpedia.catalog.loader import DESCRIPTION, Contents, Progress, catalog_of, load_catalog, load_file
from msgpedia.cli import InputError, bundles
from msgpedia.diagnostics import Diagnostic
from msgpedia.diagnostics.selection import concerning


@dataclass
class Asked:
    """What a call is about: catalogs, with the paths in each that were asked for, and files that lie in none."""

    catalogs: dict[Path, list[Path]] = field(default_factory=dict)
    loose: list[Path] = field(default_factory=list)

    @property
    def has(self) -> Callable[[str], bool]:
        """Whether a file, as findings call it, was asked for, by itself or with a folder."""
        return _among(self._paths())

    def findings(self, contents: Contents | None = None, progress: Progress | None = None) -> list[Diagnostic]:
        """What is found in these files, conflicts with the rest of their catalogs included, sorted.

        `contents` takes the place of files. Raises InputError where a folder is no catalog.
        """
        found: list[Diagnostic] = []
        paths = self._paths()
        # Who asks for a software's description asks for its entries, which are read by it.
        concerned = _among(paths | {path.parent for path in paths if path.name == DESCRIPTION})
        for root in self.catalogs:
            found += concerning(_checked(root, contents, progress), concerned)
        for path in self.loose:
            found += load_file(path, (contents or {}).get(Path(os.path.abspath(path))))
        return sorted(set(found))

    def _paths(self) -> frozenset[Path]:
        paths = (*self.loose, *(path for inside in self.catalogs.values() for path in inside))
        return frozenset(Path(os.path.abspath(path)) for path in paths)


def asked_for(paths: Sequence[Path], given: Iterable[Path] = ()) -> Asked:
    """Sort paths, the default catalog if there are none, by catalog; those `given` by other means need not be there.

    The id of an entry, or the beginning of some, stands for its file or folder. Raises InputError for a path that is
    not there.
    """
    asked = Asked()
    for path in paths or ([] if given else [default_catalog()]):
        _add(asked, path if os.path.lexists(path) else _by_id(path))
    for path in given:
        _add(asked, path)
    return asked


def _by_id(path: Path) -> Path:
    """The file or folder in the catalog at hand that has an id. Raises InputError where there is none."""
    root = bundles.workspace()
    if root is not None and not path.is_absolute():
        catalog = default_catalog()
        for name in (catalog / f"{path}.yaml", catalog / path):
            if name.exists() and ".." not in path.parts:
                return name
        ids = {str(name.relative_to(catalog).with_suffix("")) for name in catalog.glob("*/*/*.yaml")}
        close = closest(str(path).removesuffix(".yaml"), ids, most=100_000)
        if close:
            raise InputError(f"{path}: there is no such file, folder or entry; did you mean {close}?")
    raise InputError(f"{path}: there is no such file or folder")


def only_changed(asked: Asked, reference: str) -> Asked:
    """What git says has changed of what was asked for. Raises InputError where it cannot tell."""
    changed = Asked()
    for root, inside in asked.catalogs.items():
        has = Asked({root: inside}).has
        paths = [path for path in _changed(root, reference) if path.suffix in (".yaml", ".yml") and has(str(path))]
        if paths:
            changed.catalogs[root] = paths
    for path in asked.loose:
        if Path(os.path.abspath(path)) in _changed(path.parent, reference):
            changed.loose.append(path)
    return changed


def default_catalog() -> Path:
    """The catalog around the current directory, else that of the checkout that the program runs from."""
    root = bundles.workspace()
    folder = Path(root, "catalog") if root is not None else Path("catalog")
    if not folder.is_dir():
        raise InputError("there is no catalog here; name its folder or some of its files")
    return Path(os.path.relpath(folder)) if folder.is_relative_to(Path.cwd()) else folder


def _add(asked: Asked, path: Path) -> None:
    root = _catalog(path)
    if root is not None:
        asked.catalogs.setdefault(root, []).append(path)
    else:
        asked.loose.append(path)


def _among(paths: frozenset[Path]) -> Callable[[str], bool]:
    @cache
    def asked(name: str) -> bool:
        file = Path(os.path.abspath(name))
        return file in paths or any(folder in paths for folder in file.parents)

    return asked


def _checked(root: Path, contents: Contents | None, progress: Progress | None) -> Sequence[Diagnostic]:
    try:
        catalog = load_catalog(root, contents=contents, progress=progress)
    except OSError as error:
        raise InputError(f"{root}: {error.strerror or error}") from error
    if not (catalog.entries or catalog.software or catalog.diagnostics):
        raise InputError(f"{root}: there are no entries in it")
    return check(catalog)


def _changed(folder: Path, reference: str) -> list[Path]:
    try:
        return changed_files(folder, reference)
    except GitError as error:
        if os.path.exists(reference):
            raise InputError(
                f"--changed takes {reference} for a commit; paths come before it, or behind '--'"
            ) from error
        raise InputError(f"{folder}: what changed is not known: {error}") from error


def _catalog(path: Path) -> Path | None:
    """The catalog that a path lies in or is; None for a file by itself. Relative as `path` is."""
    around = catalog_of(Path(os.path.abspath(path)))
    if around is not None:
        return around if path.is_absolute() else Path(os.path.relpath(around))
    if not path.is_dir():
        return None
    inner = path / "catalog"
    return inner if inner.is_dir() else path


def below_repository(folder: Path) -> Callable[[str], str]:
    """Names of files as paths below the root of the repository around a folder; absolute where they lie elsewhere.

    The root is GitHub's workspace, if that is around the folder, else where `.git` is, else the folder.
    """
    start = Path(os.path.abspath(folder))
    workspace = Path(os.environ.get("GITHUB_WORKSPACE") or start)
    around = (start, *start.parents)
    roots = [workspace] if workspace in around[1:] else [path for path in around if (path / ".git").exists()]
    root = str(roots[0] if roots else start)

    def where(name: str) -> str:
        path = os.path.abspath(name)
        return os.path.relpath(path, root) if os.path.commonpath([root, path]) == root else path

    return where


def counted(number: int, noun: str, plural: str = "") -> str:
    """`1 file`, `2 files`."""
    return f"{number} {noun}" if number == 1 else f"{number} {plural or noun + 's'}"

"""What `mkdocs serve` made before and need not make again: a rebuild after the change of one entry takes seconds."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")


class Kept:
    """Results by what they are made from, and the folder of the site with the files that were made of them.

    A build that is not served keeps nothing, since all would be in memory. MkDocs empties the folder before each build,
    so it is set aside first, and brought back when MkDocs has written its own files.
    """

    def __init__(self, keeps: bool = True) -> None:
        self.keeps = keeps
        self._found: dict[str, tuple[bytes, Any]] = {}
        self._asked: set[str] = set()
        self._before: set[str] = set()
        self._now: set[str] = set()

    def result(self, name: str, source: Callable[[], str], make: Callable[[], T]) -> T:
        """The result of a name, made anew where `source`, all that it depends on, is another than the last time."""
        if not self.keeps:
            return make()
        self._asked.add(name)
        key = blake2b(source().encode("utf-8", "surrogatepass"), digest_size=16).digest()
        known = self._found.get(name)
        if known is None or known[0] != key:
            known = self._found[name] = key, make()
        found: T = known[1]
        return found

    def forget(self) -> None:
        """Make everything anew the next time."""
        self._found.clear()

    def set_aside(self, folder: Path) -> None:
        """Move the site of the build before out of MkDocs' way. Raises OSError."""
        self._asked = set()
        aside = _aside(folder)
        if not self._found:
            self.drop(folder)
        elif aside.exists():  # the build before ended early, and its folder is half a site; this is the last whole one
            shutil.rmtree(folder, ignore_errors=True)
        elif folder.exists():
            folder.rename(aside)

    def bring_back(self, folder: Path) -> None:
        """Put what MkDocs has written into the site of the build before, and that into its place. Raises OSError."""
        self._now = set(_files(folder)) if self.keeps else set()
        aside = _aside(folder)
        if not aside.exists():
            self.forget()  # there are no files that could stay
            return
        for path in self._now:
            target = aside / path
            target.parent.mkdir(parents=True, exist_ok=True)
            (folder / path).replace(target)
        shutil.rmtree(folder)
        aside.rename(folder)

    def note(self, path: str) -> None:
        """Tell that a file belongs to the site."""
        if self.keeps:
            self._now.add(path)

    def clear_away(self, folder: Path) -> None:
        """Remove the files of the build before that no longer belong to the site, and forget what they were made of.
        Raises OSError.
        """
        for path in self._before - self._now:
            (folder / path).unlink(missing_ok=True)
        self._before = self._now
        self._found = {name: found for name, found in self._found.items() if name in self._asked}

    def drop(self, folder: Path) -> None:
        """Remove what was set aside."""
        shutil.rmtree(_aside(folder), ignore_errors=True)


def _aside(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.before")


def _files(folder: Path) -> Iterator[str]:
    return (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())

"""`msgpedia check --fix`: what mends findings, written into their files."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from msgpedia import cli
from msgpedia.catalog import sources
from msgpedia.catalog.fixing import Mended, Texts, mend
from msgpedia.catalog.loader import Contents, Progress
from msgpedia.catalog.sources import Unreadable
from msgpedia.cli.findings import Asked, counted
from msgpedia.cli.rewriting import rewrite
from msgpedia.diagnostics import Diagnostic


def mended(asked: Asked, progress: Progress | None = None) -> Mended:
    """Mend the files that were asked for; what was mended, and what is found now.

    A file is written whole or not at all, and only if it holds what was read. Raises InputError where one cannot be
    written.
    """
    read = _Read(asked)

    def check(texts: Texts) -> list[Diagnostic]:
        return asked.findings(_contents(texts), progress)

    result = mend(read.text, check, asked.has)
    for name, text in result.texts.items():
        read.write(name, text)
    return result


def summary(result: Mended) -> str:
    """What was done, for people; nothing where nothing was to be done."""
    lines = []
    if result.applied:
        findings, files = len(result.applied), len(result.texts)
        lines.append(f"fixed {counted(findings, 'finding')} in {counted(files, 'file')}\n")
    if result.refused:
        number = counted(len(result.refused), "fix", "fixes")
        lines.append(f"{number} not made: a new error would come of it\n")
    return "".join(lines)


def _contents(texts: Mapping[str, str]) -> Contents:
    return {Path(os.path.abspath(name)): text.encode("utf-8", "surrogatepass") for name, text in texts.items()}


class _Read:
    """The files as they were read, by name."""

    def __init__(self, asked: Asked) -> None:
        self._roots = [Path(os.path.abspath(root)) for root in asked.catalogs]
        self._bytes: dict[str, bytes] = {}

    def text(self, name: str) -> str | None:
        """A file's text as it stands there; None where it cannot be read or is not UTF-8."""
        try:
            if name not in self._bytes:
                self._bytes[name] = sources.read_bytes(Path(name), self._root(name), name)
            return self._bytes[name].decode("utf-8")
        except (Unreadable, UnicodeDecodeError):
            return None

    def write(self, name: str, text: str) -> None:
        """Put a text in the place of a file, or of the one in its catalog that it is a link to."""
        try:
            if sources.read_bytes(Path(name), self._root(name), name) != self._bytes[name]:
                raise cli.InputError(f"{name}: the file has changed while it was checked; try again")
        except Unreadable as error:
            raise cli.InputError(f"{name}: {error}") from error
        rewrite(name, text.encode("utf-8"))

    def _root(self, name: str) -> Path:
        path = Path(os.path.abspath(name))
        return next((root for root in self._roots if path.is_relative_to(root)), path.parent)

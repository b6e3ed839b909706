"""The files that `msgpedia new` makes: none that is there already, and all of them or none."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from msgpedia import cli


def put(files: Iterable[tuple[Path, str]], option: str) -> None:
    """Make files that were not there before. Raises InputError where one of them cannot be made; then none is.

    `option` is what gives an entry another name.
    """
    made: list[Path] = []
    try:
        for path, text in files:
            _put(path, text, option)
            made.append(path)
    except BaseException:
        for path in made:
            path.unlink()
        raise


def _put(path: Path, text: str, option: str) -> None:
    """Make a file, whole or not at all."""
    try:
        os.makedirs(path.parent, exist_ok=True)
        file = path.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            raise cli.InputError(f"{path} is there already and stays as it is; another name: {option}") from None
        raise cli.InputError(f"{error.filename or path}: {error.strerror or error}") from error
    try:
        with file:
            file.write(text)
    except BaseException as error:
        path.unlink()
        if isinstance(error, OSError):
            raise cli.InputError(f"{path}: {error.strerror or error}") from error
        raise

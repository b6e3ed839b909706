"""Files of the catalog that a command changes: written whole, their permissions kept; and what changes in them."""

from __future__ import annotations

import difflib
import os
import stat

from msgpedia import cli
from msgpedia.bundle.files import write_whole
from msgpedia.diagnostics.text import visible


def rewrite(path: str | os.PathLike[str], data: bytes) -> None:
    """Put bytes in the place of a file, or of the one that it is a link to; its permissions stay.

    Raises InputError where it cannot be written; the file is as it was then.
    """
    try:
        mode = stat.S_IMODE(os.stat(path).st_mode)
        write_whole(path, data, mode)
        os.chmod(path, mode)  # the umask counts for a new file
    except OSError as error:
        raise cli.InputError(f"{os.fspath(path)}: cannot be written: {error.strerror or error}") from error


def difference(before: bytes, after: bytes, name: str) -> str:
    """What changes in a file, as `diff -u` writes it, fit for a terminal; a change of line ends alone is shown, too."""
    old, new = (data.decode("utf-8").splitlines(keepends=True) for data in (before, after))
    rows = []
    for line in difflib.unified_diff(old, new, visible(name), visible(name)):
        rows.append(visible(line.removesuffix("\n")))
        if not line.endswith("\n"):
            rows.append("\\ No newline at end of file")
    return "".join(f"{row}\n" for row in rows)

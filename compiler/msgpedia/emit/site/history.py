"""When entries were added and last changed, from the history of the checkout. It is no part of the bundle."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from msgpedia.history import git

_DATE = re.compile(r"@([0-9]{4}-[0-9]{2}-[0-9]{2})")


@dataclass(frozen=True, slots=True)
class Dates:
    """The days of the commits that added and last changed a file, as `2026-01-31`."""

    added: str
    changed: str


def dates(root: Path, folder: str) -> dict[str, Dates]:
    """Path below the root → dates, for all files of a folder in it that the history has.

    Empty where there is no git, no checkout, or only a shallow one, whose oldest commit seems to add everything.
    """
    if git.is_shallow(root) is not False:
        return {}
    log = git.text(
        root, "log", "--format=@%as", "--name-only", "--no-renames", "--diff-filter=AM", "--relative", "--", folder
    )
    found: dict[str, Dates] = {}
    day = ""
    for line in (log or "").splitlines():  # the newest commit first
        if match := _DATE.fullmatch(line):
            day = match[1]
        elif line:
            known = found.get(line)
            found[line] = Dates(day, known.changed if known else day)
    return found

"""Which files of a catalog differ from a commit, as git has it."""

from __future__ import annotations

import os
from pathlib import Path

from msgpedia.history import git
from msgpedia.history.git import GitError

__all__ = ["GitError", "changed_files"]


def changed_files(folder: Path, reference: str = "") -> list[Path]:
    """The files in a folder that differ from a commit, sorted: committed since, not yet committed, not yet known to
    git, and those that are gone. Of a renamed file both names are given.

    The commit is where HEAD left `reference`, which is the upstream branch if none is given, and HEAD where there is
    no upstream. Where the histories have nothing in common (a shallow clone), it is `reference` itself. Raises
    GitError where git cannot tell.
    """
    base = _base(folder, reference)
    listed = ["--cached", "--others", "--exclude-standard"]
    names: set[bytes] = set()
    if base is not None:
        words = ["--name-only", "-z", "--no-renames", "--no-ext-diff", "--relative"]
        names.update(git.output(folder, "diff", *words, base, "--", ".").split(b"\0"))
        listed.remove("--cached")
    names.update(git.output(folder, "ls-files", "-z", *listed, "--", ".").split(b"\0"))
    root = os.path.abspath(folder)
    return sorted(Path(root, os.fsdecode(name)) for name in names if name)


def _base(folder: Path, reference: str) -> str | None:
    """The commit to compare with; None in a repository that has none."""
    if reference:
        other = _commit(folder, reference)
        if other is None:
            raise GitError(f"there is no commit {reference!r} here")
    else:
        other = _commit(folder, "@{upstream}")
    head = _commit(folder, "HEAD")
    if head is None:
        git.output(folder, "rev-parse", "--git-dir")  # says so where there is no repository
    if other is None or head is None:
        return other or head
    return (git.text(folder, "merge-base", other, head) or other).strip()


def _commit(folder: Path, reference: str) -> str | None:
    if reference.startswith("-"):
        return None  # git would take it for an option
    found = git.text(folder, "rev-parse", "--verify", "--quiet", reference + "^{commit}")
    return found.strip() if found else None

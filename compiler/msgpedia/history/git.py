"""git's plumbing commands, of which nothing here writes to the repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

# A hook has these, and they name the repository wrongly for whoever starts in another folder.
_OF_A_HOOK = ("GIT_DIR", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_WORK_TREE")


class GitError(Exception):
    """git cannot be run, or says no; the message is its own, in one line."""


def output(root: Path, *words: str, given: bytes = b"") -> bytes:
    """What a command of git prints, run in `root`, with `given` as its input. Raises GitError."""
    command = ["git", "-c", "core.quotePath=false", "-C", str(root), *words]
    environment = {key: value for key, value in os.environ.items() if key not in _OF_A_HOOK}
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    try:
        done = subprocess.run(command, input=given, capture_output=True, check=True, env=environment)
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror or error}") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        raise GitError(said[0].removeprefix("fatal: ") if said else f"git {words[0]} failed") from error
    return done.stdout


def text(root: Path, *words: str) -> str | None:
    """As `output`, decoded; None where that fails."""
    try:
        return output(root, *words).decode("utf-8", "replace")
    except GitError:
        return None


def is_shallow(root: Path) -> bool | None:
    """Whether the clone has only a part of its history; None where there is no repository."""
    answer = text(root, "rev-parse", "--is-shallow-repository")
    return None if answer is None else answer.strip() == "true"

r"""The command that begins an entry for a message: `msgpedia new` with all that a pack knows of it.

The format string is given bare where nothing in it could be taken for source code, else as C spells it in quotes;
behind a prefix of `dev_err()` or `netdev_err()` as that call, so that the entry gets the prefix.
"""

from __future__ import annotations

import re
from shlex import quote

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    Row = dict[str, Any]

_BARE = re.compile(r"[^\"'`\\(\x00-\x1f\x7f-][^\"'`\\(\x00-\x1f\x7f]*")
_HELD = re.compile("[^\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")  # what an entry can hold
_FILE = re.compile(r"(?![/-])[A-Za-z0-9_.,+=@/-]+")
_FUNCTION = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_CALLS = (("%s %s: ", "dev", 2), ("%s %s %s%s: ", "netdev", 4))  # prefix, call, captures in the prefix
_ENDINGS = {"warning": "warn", "debug": "dbg"}  # of such calls; else the level
_PLAIN = frozenset(("src", "lib", "libs", "core", "common", "main", "source", "server", "modules"))
_ESCAPES = {"\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\"}
_WORD = re.compile("[a-z0-9]+")


class Beginner:
    """Knows of each software what `msgpedia new` assumes by itself. `software` are the rows of the bundle's software;
    `sources` are the files that entries are from, as software and file.
    """

    __slots__ = ("_files", "_folders", "_software")

    def __init__(self, software: Iterable[Row], sources: Iterable[tuple[str, str]]) -> None:
        self._software = {row["id"]: row for row in software}
        self._files = set(sources)
        self._folders = {(name, file.rpartition("/")[0]) for name, file in self._files if "/" in file}

    def command(self, row: Row) -> str | None:
        """The command for a message; None where no entry can hold its format.

        `row` has the message's `software`, `format`, `dialect`, `file`, `function` and `level`, and as `before` the
        captures in its known prefix.
        """
        text = row["format"].strip("\n")
        if not _HELD.fullmatch(text) or not text.strip():
            return None
        own = self._software.get(row["software"], {})
        words = ["msgpedia", "new", "--software", row["software"]]
        if row["dialect"] != own.get("dialect"):
            words += ["--dialect", row["dialect"]]
        level = row["level"] or ("warning" if own.get("transport") == "kernel" else None)
        if level is not None:
            words += ["--severity", level]
        words += self._place(row, own)
        return " ".join(map(quote, [*words, "--format", _spelled(text, row, level)]))

    def _place(self, row: Row, own: Row) -> list[str]:
        """Where it is printed, and the subsystem where `new` would not find one by that."""
        file, function = row["file"], row["function"]
        if file is None or not _FILE.fullmatch(file) or ".." in file.split("/"):
            return ["--subsystem", "kernel" if own.get("transport") == "kernel" else "messages"]
        words = ["--source", file]
        if function is not None and _FUNCTION.fullmatch(function):
            words[1] += f":{function}"
        folder = file.rpartition("/")[0]
        known = (row["software"], file) in self._files or (row["software"], folder) in self._folders
        if known or (own.get("transport") == "kernel" and folder):
            return words
        return [*words, "--subsystem", _subsystem(file)]


def _spelled(text: str, row: Row, level: str | None) -> str:
    """The format as `--format` takes it."""
    for prefix, call, before in _CALLS:
        if row["dialect"] == "printk" and row["before"] == before and text.startswith(prefix):
            return f'{call}_{_ENDINGS.get(level or "", level or "printk")}({call}, "{_escaped(text[len(prefix) :])}")'
    return text if _BARE.fullmatch(text) else f'"{_escaped(text)}"'


def _escaped(text: str) -> str:
    return "".join(_ESCAPES.get(char, char) for char in text)


def _subsystem(file: str) -> str:
    """A name by the last folder that says something, else by the file."""
    *folders, name = file.lower().split("/")
    for part in (*reversed([folder for folder in folders if folder not in _PLAIN]), name.partition(".")[0]):
        words = _WORD.findall(part)
        if words and words[0][0].isalpha():
            return "-".join(words)
    return "messages"

r"""The kernel's printk index (`/sys/kernel/debug/printk/index/*`) → records.

line   = "<" level [ ",c" ] "> " file ":" number " " function ' "' format '"'
level  = "0" … "7" | "-1" | "c"
format = what printk() is given less its level, a subsystem's prefix before it; `"`, `\` and what is no printable ASCII
         are escaped as in C, other bytes in octal

Documented in the kernel's `Documentation/core-api/printk-index.rst`, printed by `kernel/printk/index.c`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from msgpedia.formats import FormatError, message_id, parse
from msgpedia.harvest.collected import Collected, HarvestError, Progress
from msgpedia.harvest.marked import LEVELS
from msgpedia.packs.model import Record

_DIALECT = "printk"
_LONGEST = 1 << 17  # bytes of a line
_MOST_PROBLEMS = 20  # that are told of one file
_ESCAPE = re.compile(rb"\\([0-7]{3}|.)", re.DOTALL)
_ESCAPES = {
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
    b"v": b"\v",
    b"f": b"\f",
    b"a": b"\a",
    b"e": b"\x1b",
    b"0": b"\0",
    b'"': b'"',
    b"\\": b"\\",
}
_PARTS = (
    (re.compile(rb"<(-1|[0-7]|c)(,c)?> "), "a level was expected: `<0>` to `<7>`, `<-1>`, `<c>` or `<4,c>`"),
    (
        re.compile(rb"([^\0]{1,1000}?):([0-9]{1,9})(?= \S+ \")"),
        "a file and the number of a line were expected: `mm/slub.c:42`",
    ),
    (re.compile(rb" ([^\s\"]{1,200}) "), "the name of a function was expected"),
    (re.compile(rb'"((?:[^"\\]|\\.)*)"'), 'a format string in quotes was expected, `"` in it as `\\"`'),
    (re.compile(rb"\r?\n?\Z"), "nothing was expected behind the format string"),
)


class LineError(Exception):
    """A line that is none of a printk index: the column, from 1, and what is wrong there."""

    def __init__(self, column: int, problem: str) -> None:
        super().__init__(problem)
        self.column, self.problem = column, problem


def records(
    paths: Iterable[str | os.PathLike[str]],
    version: str,
    progress: Progress | None = None,
    software: str = "linux",
) -> Collected:
    """The messages of files of a printk index, or of all files in a folder; `version` is the kernel's release.

    A line that cannot be read is a problem, told with file, line and column. Raises HarvestError for a file that cannot
    be opened, and where no line could be read.
    """
    files = [file for path in paths for file in _files(Path(path))]
    found: dict[Record, None] = {}
    problems: list[str] = []
    for number, file in enumerate(files):
        try:
            with file.open("rb") as stream:
                lines = _Lines(stream)
                found.update((record, None) for record in lines.records(version, software))
        except OSError as error:
            raise HarvestError(f"{file}: {error.strerror or error}") from error
        problems += (f"{file}:{problem}" for problem in lines.problems)
        if progress:
            progress(number + 1, len(files))
    if not found:
        raise HarvestError(problems[0] if problems else "no message: is it a printk index?")
    return Collected((version,), tuple(found), tuple(problems))


class _Lines:
    """The lines of a file of an index, with what is wrong in some."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.problems: list[str] = []

    def records(self, version: str, software: str) -> Iterator[Record]:
        """A record for each line that can be read."""
        wrong = number = 0
        while line := self._stream.readline(_LONGEST):
            number += 1
            if line.startswith(b"#") or not line.strip():
                continue
            try:
                if len(line) == _LONGEST:
                    self._skip_rest()
                    raise LineError(1, f"the line is longer than {_LONGEST} bytes")
                yield parsed(line, version, software)
            except LineError as error:
                wrong += 1
                if wrong <= _MOST_PROBLEMS:
                    self.problems.append(f"{number}:{error.column}: {error.problem}")
        if wrong > _MOST_PROBLEMS:
            self.problems.append(f" {wrong - _MOST_PROBLEMS} more lines could not be read")

    def _skip_rest(self) -> None:
        while (more := self._stream.readline(_LONGEST)) and not more.endswith(b"\n"):
            pass


def _files(path: Path) -> list[Path]:
    try:
        return sorted(file for file in path.iterdir() if file.is_file()) if path.is_dir() else [path]
    except OSError as error:
        raise HarvestError(f"{path}: {error.strerror or error}") from error


def parsed(line: bytes, version: str, software: str = "linux") -> Record:
    """The record of a line. Raises LineError."""
    at, groups, columns = 0, list[bytes](), list[int]()
    for pattern, problem in _PARTS:
        match = pattern.match(line, at)
        if match is None:
            raise LineError(at + 1, problem)
        columns.append(at)
        groups += (group or b"" for group in match.groups())
        at = match.end()
    level, continued, file, number, function, text = groups
    named = "cont" if continued else "default" if level == b"-1" else LEVELS[level.decode()]
    format_string = _unescaped(text, columns[3] + 2)
    try:
        identity = message_id(software, parse(_DIALECT, format_string))
    except FormatError as error:
        raise LineError(columns[3] + 2, f"no format string of printk(): {error}") from error
    return Record(
        identity,
        format_string,
        _DIALECT,
        named,
        file.decode("utf-8", "replace"),
        int(number) or None,
        function.decode("utf-8", "replace"),
        (version,),
        sink=_DIALECT,
        part="continuation" if named == "cont" else None,
    )


def _unescaped(text: bytes, column: int) -> str:
    """A format string as printk() is given it. Raises LineError; `column` is where the text begins."""

    def plain(match: re.Match[bytes]) -> bytes:
        found = _ESCAPES.get(match[1])
        if found is None and len(match[1]) == 3 and match[1] <= b"377":
            found = bytes((int(match[1], 8),))
        if found is None:
            raise LineError(column + match.start(), "an escape that the kernel does not write")
        return found

    try:
        return _ESCAPE.sub(plain, text).decode("utf-8")
    except UnicodeDecodeError as error:
        raise LineError(column, "the format string is not UTF-8") from error

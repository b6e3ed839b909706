"""The logs that a command was told to read: files, standard input, and all that is text in folders."""

from __future__ import annotations

import io
import os
import stat

from msgpedia import cli
from msgpedia.cli.progress import Progress
from msgpedia.logs.inputs import DamagedError, Joined, MissingError, opened
from msgpedia.logs.lines import BLOCK, blocks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from msgpedia.logs.lines import Line

    Told = tuple[str, bool, int]  # path, whether it was found in a folder, bytes
    Take = Callable[[list[Line]], None]

_TEXT = bytes(code for code in range(256) if code >= 32 or code in b"\t\n\r\f\b\x07\x1b")
_MOST_CONTROLS = 10  # per cent of a text's beginning that may be control characters


class LogFiles:
    """Reads logs one after the other. `failed` says whether one could not be read, or not to its end; each such one is
    told on standard error. Files in folders that are no text are left out: `passed_over` is how many.
    """

    def __init__(self, command: str, names: Sequence[str]) -> None:
        self._command = command
        self.failed = False
        self.passed_over = 0
        self._files = list(self._unique(names))

    def read(self, next_file: Callable[[], None], take: Take) -> None:
        """Hand on the lines of all files; `next_file` is called before those of each."""
        whole = sum(size for _, _, size in self._files)
        before = 0
        with Progress("logs" if self._files else "", whole) as progress:
            for name, found, size in self._files:
                try:
                    self._read(name, found, next_file, take, progress.behind(before))
                except (OSError, DamagedError, MissingError) as error:
                    self._complain(name, error)
                before += size

    def _read(
        self, name: str, found: bool, next_file: Callable[[], None], take: Take, at: Callable[[int], None]
    ) -> None:
        with io.FileIO(0, closefd=False) if name == "-" else io.FileIO(name) as stream:
            regular = stat.S_ISREG(os.fstat(stream.fileno()).st_mode)
            plain = opened(stream)
            if found:
                head = plain.read(BLOCK) or b""
                if not is_text(head):
                    self.passed_over += 1
                    return
                plain = Joined(head, plain)
            next_file()
            lines = 0
            for block in blocks(plain):
                take(block)
                lines += len(block)
                at(stream.tell() if regular else lines)

    def _unique(self, names: Sequence[str]) -> Iterator[Told]:
        """Each file once, those of a folder in order of path."""
        seen: set[tuple[int, int]] = set()
        for name in names:
            for path, found in self._paths(name):
                if path == "-":
                    yield path, False, 0
                    continue
                try:
                    status = os.stat(path)
                except (OSError, ValueError) as error:
                    self._complain(path, error)
                    continue
                regular = stat.S_ISREG(status.st_mode)
                if regular and (status.st_dev, status.st_ino) in seen:
                    continue
                seen.add((status.st_dev, status.st_ino))
                yield path, found, status.st_size if regular else 0

    def _paths(self, name: str) -> Iterator[tuple[str, bool]]:
        """A file, or the regular files below a folder; no link is followed there."""
        if name == "-" or not os.path.isdir(name):
            yield name, False
            return
        for folder, folders, files in os.walk(name, onerror=self._unreadable):
            folders.sort()
            for file in sorted(files):
                path = os.path.join(folder, file)
                try:
                    if stat.S_ISREG(os.lstat(path).st_mode):
                        yield path, True
                except OSError as error:
                    self._complain(path, error)

    def _unreadable(self, error: OSError) -> None:
        self._complain(str(error.filename), error)

    def _complain(self, name: str, error: Exception) -> None:
        self.failed = True
        reason = getattr(error, "strerror", None) or error
        cli.complain(f"msgpedia {self._command}: {cli.printable(name)}: {cli.printable(str(reason))}")


def is_text(head: bytes) -> bool:
    """Whether a file that begins so can be a log: few of its bytes are control characters. An empty one can."""
    return 100 * len(head.translate(None, _TEXT)) <= _MOST_CONTROLS * len(head)

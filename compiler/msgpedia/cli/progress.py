"""How far a long file is, on stderr, if that is a terminal."""

from __future__ import annotations

import sys
import time

from msgpedia.cli import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

SILENT = 1.0  # seconds before anything is shown
EVERY = 0.2  # seconds between two updates


class Progress:
    """Shows a name and a percentage while a file is read; wiped at the end. `total` is in bytes, 0 where nobody
    knows.
    """

    def __init__(self, name: str, total: int) -> None:
        self._name, self._total = printable(name), total
        self._next = time.monotonic() + SILENT
        self._shown = False
        self._terminal = sys.stderr.isatty() and bool(name)

    def __enter__(self) -> Progress:
        return self

    def at(self, done: int) -> None:
        """Tell how far it is: bytes, or lines where the total is not known."""
        if not self._terminal or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        self._shown = True
        far = f"{min(99, done * 100 // self._total)} %" if self._total else f"{done} lines"
        sys.stderr.write(f"\r{self._name[-40:]}: {far}\x1b[K")
        sys.stderr.flush()

    def behind(self, before: int) -> Callable[[int], None]:
        """What to tell of a part, where so much was done before it."""
        return lambda done: self.at(before + done)

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


BAR = 24  # columns


class Stages:
    """Shows how far long work of several stages is, as a bar; wiped at the end. Nothing is shown but on a terminal."""

    def __init__(self) -> None:
        self._terminal = sys.stderr.isatty()
        self._next = time.monotonic() + SILENT
        self._shown = False

    def __enter__(self) -> Stages:
        return self

    def of(self, stage: str) -> Callable[[int, int], None]:
        """What to tell of one stage: how much is done of how much."""
        return lambda done, total: self.told(stage, done, total)

    def told(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is."""
        if not self._terminal or time.monotonic() < self._next:
            return
        self._next = time.monotonic() + EVERY
        self._shown = True
        part = min(1.0, done / total) if total else 0.0
        bar = "#" * round(part * BAR)
        sys.stderr.write(f"\r{printable(stage)[:40]:<16} [{bar:<{BAR}}] {part:4.0%}\x1b[K")
        sys.stderr.flush()

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

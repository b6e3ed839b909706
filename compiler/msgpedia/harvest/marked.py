"""The strings of a program that printk() prints, known by the byte of their level: U+0001 and `0` … `7`, `c` or `d`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

LEVELS = {
    "0": "emerg",
    "1": "alert",
    "2": "crit",
    "3": "err",
    "4": "warning",
    "5": "notice",
    "6": "info",
    "7": "debug",
    "c": "cont",
    "d": "default",
}
_MARKED = re.compile(rb"\0\x01[0-7cd](?:\x01[0-7cd])*[\x09\x0a\x0d\x1b\x20-\x7e\x80-\xff]+(?=\0)")
_VERSION = re.compile(rb"\0(?:Linux version |vermagic=)([0-9][\x21-\x7e]{0,99})[ \0]")
_LONGEST = 1 << 16  # bytes of a string
_PLAUSIBLE = 6  # characters of a string that neither ends a line nor has a conversion


@dataclass(slots=True)
class Scan:
    """What was found: format strings with their levels, and the release of the kernel where the program tells it."""

    found: set[tuple[str, str]] = field(default_factory=set)
    release: str | None = None

    def read(self, pieces: Iterable[bytes]) -> None:
        """Go through a program that comes in pieces."""
        rest = b"\0"
        for piece in pieces:
            data = rest + piece
            self._look(data)
            last = data.rfind(b"\0")
            rest = data[last:] if last >= 0 and len(data) - last <= _LONGEST else b""

    def _look(self, data: bytes) -> None:
        self.found.update(marked(data))
        if self.release is None:
            release = _VERSION.search(data)
            self.release = release[1].decode("ascii") if release else None


def marked(data: bytes) -> Iterator[tuple[str, str]]:
    """Format string and level of each marked string. What is code or a table by its look is left out."""
    for match in _MARKED.finditer(data):
        try:
            text = match[0][1:].decode("utf-8")
        except UnicodeDecodeError:
            continue
        marks = re.match("(?:\x01.)+", text)
        assert marks is not None
        bare = text[marks.end() :]
        level = _level(marks[0][1::2])
        if _plausible(bare, level):
            yield bare, level


def _level(marks: str) -> str:
    """The level of a string that has several marks: the first counts, `c` above all."""
    return LEVELS["c" if "c" in marks else marks[0]]


def _plausible(text: str, level: str) -> bool:
    if level == "cont":
        return text.isprintable() or text.endswith("\n")
    if text.endswith("\n") or "%" in text:
        return bool(text.strip())
    return len(text) >= _PLAUSIBLE and any(character.isalpha() for character in text)

"""Headings of the parts of crashes that pstore kept, and of which crash the lines behind them are."""

from __future__ import annotations

import re

# What stands before a part of a crash: `Oops#1 Part3` (Linux, pstore_dump() in fs/pstore/platform.c), and the name of
# its file (pstore_mkfile() in fs/pstore/inode.c), as those put it there who print several.
_PART = r"([A-Z][a-z]+#[0-9]{1,9}) Part([0-9]{1,9})"
_FILE = r"(?:==> )?[!-9;-~]{0,200}dmesg-[a-z_]{1,40}-[0-9]{1,20}[!-9;-~]{0,20}(?: <==|:)?"
MOST_NAMED = 64  # crashes that are remembered


class Crashes:
    """The crashes of a log in pstore, whose parts may take turns; `record` is that which lines are of, if any."""

    __slots__ = ("_parts", "record")

    def __init__(self) -> None:
        self.record = ""
        self._parts: dict[str, tuple[int, set[str]]] = {}  # by name: how many had it before, and parts that have come

    def next_file(self) -> None:
        """Tell that the lines to come are of another file, which knows none of the crashes."""
        self.record = ""
        self._parts.clear()

    def is_heading(self, body: str) -> bool:
        """Whether a line stands before a part of a crash; then the lines behind it are of that."""
        if "#" not in body and "dmesg-" not in body:
            return False
        found = re.fullmatch(_PART, body)
        if found is None:
            return re.fullmatch(_FILE, body) is not None
        name, part = found.groups()
        if len(self._parts) >= MOST_NAMED:
            self._parts.clear()
        before, parts = self._parts.get(name, (0, set()))
        if part in parts:  # a part comes once: this is another crash of that name
            before, parts = before + 1, set()
        parts.add(part)
        self._parts[name] = before, parts
        self.record = f"{name} {before}"
        return True

"""The messages of a pack: calls that print by the same format are one. They are held small, as a kernel has half a
million calls.

A message is known by a *key*: its id less the software, a character for its kind, and its format; in order of key they
stand in order of id and format.
"""

from __future__ import annotations

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

from msgpedia.packs.artifact import Pack
from msgpedia.packs.validate import CHOICES, DIALECTS

Row = dict[str, Any]
EVERY = 5000
_ID = 10  # digits of an id behind the software
# What a message is beside its format: dialect, unknown prefix, part.
_NOTHING = ("",)
KINDS: list[tuple[str, str, str]] = [
    (dialect, str(unknown), str(part))
    for dialect in sorted(DIALECTS)
    for unknown in (*_NOTHING, *sorted(map(str, CHOICES["unknown_prefix"])))
    for part in (*_NOTHING, *sorted(map(str, CHOICES["part"])))
]
_KIND = {kind: chr(number) for number, kind in enumerate(KINDS)}
encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Message:
    """A format of a pack, and the calls that print by it, as JSON. `prefix`, `envelope` and `code` are those of the
    first call. `prefixed` is how many messages begin with the same prefix.
    """

    __slots__ = (
        *("code", "dialect", "envelope", "format", "id", "level", "part", "prefix", "prefixed", "sites", "unknown"),
    )

    def __init__(self, software: str, key: str, prefix: int, level: str | None, sites: str) -> None:
        self.id, self.format = f"{software}:{key[:_ID]}", key[_ID + 1 :]
        self.dialect, self.unknown, self.part = KINDS[ord(key[_ID])]
        self.prefix = self.format[:prefix]
        self.level, self.sites, self.prefixed = level, sites, 0
        self.envelope = False
        self.code: str | None = None

    def all_at(self, level: str) -> bool:
        """Whether all calls print at a level."""
        return self.level == level and self.sites.count(f'"{level}"') > self.sites.count("],[")


class Messages:
    """All messages of a pack, and the sets of versions that their calls are in."""

    def __init__(self, software: str) -> None:
        self._software = software
        self.sites = 0
        self.version_sets: list[list[str]] = []
        self._numbers: dict[str, int] = {}
        self._sites: list[str] = []
        self._further: dict[int, list[str]] = {}  # calls behind the first
        self._prefixes = array("H")
        self._levels: list[str | None] = []
        self._prefixed: Counter[str] = Counter()
        self._more: dict[int, tuple[bool, str | None]] = {}  # envelope and code
        self._sets: dict[tuple[str, ...], int] = {}
        self._texts: dict[str | None, str] = {None: "null"}  # of files and levels, which are few, as JSON
        self._order: list[str] = []

    def __len__(self) -> int:
        return len(self._numbers)

    def __iter__(self) -> Iterator[Message]:
        """The messages in order of id and format."""
        if len(self._order) != len(self._numbers):
            self._order = sorted(self._numbers)
        for key in self._order:
            number = self._numbers[key]
            sites = ",".join((self._sites[number], *self._further.get(number, ())))
            message = Message(self._software, key, self._prefixes[number], self._levels[number], sites)
            message.prefixed = self._prefixed[message.prefix]
            if number in self._more:
                message.envelope, message.code = self._more[number]
            yield message

    def add(self, record: Row) -> None:
        """Know a call."""
        kind = _KIND[record["dialect"], record.get("unknown_prefix", ""), record.get("part", "")]
        key = f"{record['id'][-_ID:]}{kind}{record['format']}"
        level = record["level"]
        site = self._site(record["file"], record["line"], record["function"], level, tuple(record["versions"]))
        self.sites += 1
        known = len(self._sites)
        number = self._numbers.setdefault(key, known)
        if number != known:
            self._further.setdefault(number, []).append(site)
            return
        self._sites.append(site)
        prefix = record.get("prefix", "")
        self._prefixes.append(len(prefix))
        self._prefixed[prefix] += 1
        self._levels.append(level)
        if "envelope" in record or "code" in record:
            self._more[number] = record.get("envelope", False), record.get("code")

    def _site(
        self, file: str | None, line: int | None, function: str | None, level: str | None, versions: tuple[str, ...]
    ) -> str:
        number = self._sets.get(versions)
        if number is None:
            number = self._sets[versions] = len(self.version_sets)
            self.version_sets.append(list(versions))
        texts = self._texts
        for text in (file, level):
            if text not in texts:
                texts[text] = encode(text or "")
        name = "null" if function is None else encode(function)
        return f"[{texts[file]},{'null' if line is None else line},{name},{texts[level]},{number}]"


def collect(pack: Pack, tell: Callable[[float], None]) -> Messages:
    """The messages of a pack. `tell` is told what part of it is read. Raises BundleError where it is not sound."""
    found = Messages(pack.head["software"])
    for count, record in enumerate(pack.records()):
        if count % EVERY == 0:
            tell(pack.part_read())
        found.add(record)
    return found

"""How many messages of a pack the bundle's entries explain: by level, and by subsystem of the source."""

from __future__ import annotations

from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup.packs import explained

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.packs.index import PackIndex

    Row = dict[str, Any]

ERRORS = frozenset(("emerg", "alert", "crit", "err"))
DEPTH = 2  # folders that name a subsystem: drivers/net, fs/ext4, mm
EVERY = 2000
_LEVELS: tuple[str | None, ...] = (*SEVERITIES, "default", "cont", None)  # the worst first


class Part:
    """Messages of a level or of a subsystem: how many, and of these documented; the same of those at error levels."""

    __slots__ = ("documented", "errors", "errors_documented", "messages")

    def __init__(self) -> None:
        self.messages = self.documented = self.errors = self.errors_documented = 0

    def add(self, error: bool, documented: bool) -> None:
        """Count a message."""
        self.messages += 1
        self.documented += documented
        self.errors += error
        self.errors_documented += error and documented

    @property
    def undocumented_errors(self) -> int:
        """Messages at error levels that nobody has explained."""
        return self.errors - self.errors_documented


class Packed:
    """What is documented of a pack, by distinct message ids."""

    __slots__ = ("levels", "meta", "subsystems", "total")

    def __init__(self, meta: Row) -> None:
        self.meta = meta
        self.total = Part()
        self.levels: dict[str | None, Part] = {}
        self.subsystems: dict[str | None, Part] = {}

    def add(self, sites: list[list[Any]], documented: bool) -> None:
        """Count a message that is printed at these sites: its level is the worst, its subsystem that of the first."""
        level = min((site[3] for site in sites), key=_LEVELS.index)
        for part in (
            self.total,
            self.levels.setdefault(level, Part()),
            self.subsystems.setdefault(subsystem_of(sites[0][0]), Part()),
        ):
            part.add(level in ERRORS, documented)

    def by_level(self) -> list[tuple[str | None, Part]]:
        """The worst level first."""
        return [(level, self.levels[level]) for level in _LEVELS if level in self.levels]

    def by_subsystem(self) -> list[tuple[str | None, Part]]:
        """The one with most undocumented messages at error levels first, then in order of name."""
        return sorted(self.subsystems.items(), key=lambda item: (-item[1].undocumented_errors, item[0] or ""))


def counted(index: Index, pack: PackIndex, at: Callable[[int], None]) -> Packed:
    """Count the messages of a pack. `at` is told how many were looked at."""
    found = Packed(pack.meta)
    known = _known(index, pack.software)
    last, documented = "", False
    sites: list[list[Any]] = []
    for number in range(pack.meta["messages"]):
        if number % EVERY == 0:
            at(number)
        message = pack.message(number)  # in order of id
        if message["id"] != last:
            if sites:
                found.add(sites, documented)
            last, sites, documented = message["id"], [], False
        sites += message["sites"]
        if message["id"] in known or message.get("bare") in known:
            documented = documented or explained(index, pack.software, message) is not None
    if sites:
        found.add(sites, documented)
    return found


def _known(index: Index, software: str) -> set[str]:
    """The ids of the messages that entries of a software have."""
    entries = map(index.entry, range(index.meta["entries"]))
    return {name for entry in entries if entry["software"] == software for name in entry["messages"]}


def subsystem_of(file: str | None) -> str | None:
    """The first folders of a path; the file itself where it lies in none; None for no path."""
    if not file:
        return None
    folders = file.split("/")[:-1]
    return "/".join(folders[:DEPTH]) if folders else file

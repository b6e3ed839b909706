"""Finds the messages of one pack that a body may come from. Rules: `docs/packs.md`, "Which lines a pack explains"."""

from __future__ import annotations

from itertools import pairwise

from msgpedia.bundle.index import KNOWN_GATE
from msgpedia.lookup.pack_shape import Shape
from msgpedia.matching.literals import Literals
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.signatures import word_hash
from msgpedia.packs.index import FLAGS, GATE, RANK, SIGNATURE, TEMPLATE, decoded, literals, pair_hash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.lookup.packs import Known
    from msgpedia.packs.index import Candidate, PackIndex

    Row = dict[str, Any]

_LAST_RANK = (1 << 32) - 1
_MOST_KEPT = 20_000
_MOST_DRIVERS = 1000
ELSEWHERE = 4
_SHALLOW = 4  # `drivers/eisa/eisa_bus/c`: what stands deeper is a driver's own
_OF_DRIVERS = ("drivers", "sound")
_BUSES = ("acpi", "cpu", "ide", "pci", "pnp", "scsi", "usb")  # what devices without a driver are called by
_USUAL = ("x86", "arm64")  # of most machines
_SHORT_NAME = 3  # of a part of a name: a file's may begin with it
_LONG_NAME = 4  # characters of a driver's name: it may be a part of a file's then, `ahci` of `libahci.c`


class PackEngine:
    """Look-up in one pack."""

    def __init__(self, index: PackIndex) -> None:
        self.index = index
        self._words: dict[str, list[Candidate]] = {}
        self._pairs: dict[tuple[str, str], list[Candidate]] = {}
        self._known_words: set[str] = set()
        self._known_pairs: set[tuple[str, str]] = set()
        self.templates: dict[int, PackTemplate] = {}
        self._messages: dict[int, Row] = {}
        self._kept: dict[tuple[tuple[str, ...], int, int], list[Candidate]] = {}

    def candidates(self, words: list[str], missing: int, gate: int) -> list[Candidate]:
        """The templates whose words all occur among those of a body, the best rank last, in a list of the caller's.
        `missing` is the complement of the signature of the body.
        """
        key = tuple(words), missing, gate
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            found = self._kept[key] = self._find(words, missing, gate)
            found.sort(reverse=True)  # rows begin with their rank
        return found.copy()

    def _find(self, words: list[str], missing: int, gate: int) -> list[Candidate]:
        distinct, pairs = set(words), set(pairwise(words))
        if not distinct <= self._known_words:
            self._learn_words(distinct)
        if not pairs <= self._known_pairs:
            self._learn_pairs(pairs)
        lists = [self._words[word] for word in self._words.keys() & distinct]
        lists += [self._pairs[pair] for pair in self._pairs.keys() & pairs]
        if gate <= KNOWN_GATE:
            return [row for rows in lists for row in rows if not row[SIGNATURE] & missing]
        return [row for rows in lists for row in rows if not row[SIGNATURE] & missing and row[GATE] >= gate]

    def template(self, candidate: Candidate) -> PackTemplate:
        """The template of a row, made when it is first asked for; `templates` has those that were, by number."""
        found = self.templates[candidate[TEMPLATE]] = PackTemplate(self, candidate)
        return found

    def message(self, number: int) -> Row:
        """A message of the pack by its number."""
        found = self._messages.get(number)
        if found is None:
            found = self._messages[number] = self.index.message(number)
        return found

    def _learn_words(self, words: set[str]) -> None:
        if len(self._known_words) >= _MOST_KEPT:
            self._known_words.clear()
            self._words.clear()
        new = words - self._known_words
        self._known_words |= new
        self._learn(self._words, {word: word_hash(word) for word in new})

    def _learn_pairs(self, pairs: set[tuple[str, str]]) -> None:
        if len(self._known_pairs) >= 2 * _MOST_KEPT:
            self._known_pairs.clear()
            self._pairs.clear()
        new = pairs - self._known_pairs
        self._known_pairs |= new
        self._learn(self._pairs, {pair: pair_hash(*pair) for pair in new})

    def _learn(self, known: dict[Any, list[Candidate]], keys: dict[Any, int]) -> None:
        """Know the templates that words or pairs are the anchors of."""
        found = self.index.anchored(keys.values())
        for item, key in keys.items() if found else ():
            rows = [row for row in found.get(key, ()) if row[GATE] >= KNOWN_GATE]
            if rows:
                known[item] = rows


class Possible:
    """Templates whose literals all occur in a body, in order of rank; what is asked for is found, as the first few
    often do. They are the same for all bodies that differ in digits alone.
    """

    __slots__ = ("_bare", "_found", "_masked", "_waiting")

    def __init__(self, masked: str, waiting: list[tuple[PackEngine, list[Candidate]]]) -> None:
        """`waiting` are templates whose words occur in the body, the best rank last; `masked` has zeros for digits."""
        self._masked, self._bare = masked, masked.rstrip(" ")
        self._waiting = waiting
        self._found: list[PackTemplate] = []

    def at(self, place: int, rank: int = _LAST_RANK) -> PackTemplate | None:
        """The template at a place, which is no more than one behind what was asked for so far; None where there is
        none, or none of this rank or a better one.
        """
        if place == len(self._found) and not self._find(rank):
            return None
        found = self._found[place]
        return found if found.rank <= rank else None

    def _find(self, rank: int) -> bool:
        """Find one more."""
        waiting, masked, bare = self._waiting, self._masked, self._bare
        while waiting:
            engine, rows = waiting[0] if len(waiting) == 1 else min(waiting, key=_next_rank)
            if rows[-1][RANK] > rank:
                return False
            row = rows.pop()
            if not rows:
                waiting.remove((engine, rows))
            template = engine.templates.get(row[TEMPLATE]) or engine.template(row)
            if template.literals.occur(masked, bare):
                self._found.append(template)
                return True
        return False


def _next_rank(item: tuple[PackEngine, list[Candidate]]) -> int:
    return item[1][-1][RANK]


class PackTemplate:
    """A program of a pack, which becomes a matcher when it is first run. `known` is for whoever tells of it."""

    __slots__ = (
        "_flags",
        "_matcher",
        "_program",
        "_row",
        "_shape",
        "_strange",
        "known",
        "literals",
        "of_device",
        "pack",
        "rank",
    )

    def __init__(self, pack: PackEngine, candidate: Candidate) -> None:
        self.pack, self.rank, self._flags = pack, candidate[RANK], candidate[FLAGS]
        self._program = pack.index.program(candidate[TEMPLATE])
        self._row: Row | None = None
        self.known: Known | None = None
        self.literals = Literals(literals(self._program))
        self._matcher: Matcher | None = None
        self._shape: Shape | None = None
        self._strange: dict[str, bool] = {}  # drivers
        self.of_device = False  # once it has been run

    @property
    def row(self) -> Row:
        """Its program."""
        if self._row is None:
            self._row = decoded(self._program)
        return self._row

    def match(self, body: str, gate: int) -> list[str] | None:
        """The captures of a body, or None where it does not come from this program or too little speaks for it."""
        if self._matcher is None:
            self._matcher = Matcher(self.row, self.pack.index.holes)
        captures = self._matcher.match(body)
        if not captures:
            return captures
        if self._shape is None:
            self._shape = Shape(self.row, self.pack.index.holes, self._flags, self._is_own)
            self.of_device = self._shape.of_device
        if self._shape.doubts(captures, gate, self._is_of, self._is_near):
            return None
        return self._shape.divided(captures)

    def _is_own(self) -> bool:
        """Whether what the literals begin with is a known prefix, or no one else's messages stand among the program's,
        as those of modules do among a kernel's.
        """
        message = self.pack.message(self.row["message"])
        return "bare" in message or message["dialect"] != "printk"

    def is_strange(self, captures: Sequence[str]) -> bool:
        """Whether it begins with a driver and a device, and this driver is none that any of its calls may be of."""
        if not self.of_device:
            return False
        found = self._strange.get(captures[0])
        if found is None:
            if len(self._strange) >= _MOST_DRIVERS:
                self._strange.clear()
            found = self._strange[captures[0]] = not self._is_near(captures[0])
        return found

    def _is_of(self, driver: str) -> bool:
        """Whether a call stands in a file or folder that is called as a driver."""
        sites = self.pack.message(self.row["message"])["sites"]
        return any(site[0] is not None and of_driver(driver, site[0]) for site in sites)

    def _is_near(self, driver: str) -> bool:
        """Whether a call stands where a driver may call it: in what it may belong to, or what several drivers use."""
        sites = self.pack.message(self.row["message"])["sites"]
        named = driver not in _BUSES
        return any(
            site[0] is None or nearness(driver, site[0]) < ELSEWHERE or (named and of_driver(driver, site[0]))
            for site in sites
        )


def of_driver(driver: str, file: str) -> bool:
    """Whether a file, or a folder it is in, is called as a driver."""
    name = driver.replace("-", "_")
    parts = _parts(file)
    return name in parts or (len(name) >= _LONG_NAME and any(name in part for part in parts))


def nearness(driver: str, file: str) -> int:
    """How far a file is from a driver: its own; what has a part of its name; what several drivers use; another's."""
    parts = _parts(file.lower())
    if parts[0] == "arch" and len(parts) > 1 and (parts[1] not in _USUAL or "um" in parts):
        return ELSEWHERE
    if of_driver(driver, file):
        return 0
    for piece in driver.lower().replace("-", "_").split("_"):
        for part in parts:
            if piece == part or (len(piece) >= _LONG_NAME and piece in part.replace("_", "")):
                return 1
            if len(piece) >= _SHORT_NAME and part.startswith(piece):
                return 1
    if parts[0] == "arch":
        return 3
    if parts[0] not in _OF_DRIVERS or parts[1:2] == ["base"] or any("core" in part for part in parts):
        return 2
    if parts[-2] == parts[-3:-2][0]:  # `drivers/net/phy/phy.c`
        return 2
    return ELSEWHERE if len(parts) > _SHALLOW else 3


def _parts(file: str) -> list[str]:
    return file.replace("-", "_").replace(".", "/").split("/")

"""The index of a pack, as look-up opens it: nothing is read but what a line asks for."""

from __future__ import annotations

import json
import struct
import zlib

from msgpedia.packs.layout import Buckets, DamagedError, Filter, Heap, sections

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any

    Row = dict[str, Any]
    Candidate = tuple[int, ...]

SECTIONS: tuple[str, ...] = (
    "meta",
    "anchor_at",
    "anchor",
    "filter",
    "filter_at",
    "name_at",
    "name",
    "program",
    "program_at",
)
SECTIONS += ("message", "message_at", "hole", "hole_at")
# Rank, number of the template, signature, key, what it brings to the gate, flags.
ANCHOR = struct.Struct("<IIQIHH")
RANK, TEMPLATE, SIGNATURE, KEY, GATE, FLAGS = range(6)
NAME = struct.Struct("<II")  # key, number of the message
# Number of the message, number of its first capture, tokens, blanks, part; whether it is careful; of the hole for an
# unknown prefix the number among the holes, from 1.
PROGRAM = struct.Struct("<IHHHHHH")
HOLE = 1 << 31  # marks a token that is a hole; of a literal a token has the length in bytes
UNKNOWN_PREFIX, HEAD, PIECE, ENVELOPE, DEVICE = 1, 2, 4, 8, 16  # flags
DEVICE_PREFIX = "%s %s: "  # what the kernel's dev_info() and the like put before a message: driver and device
MANY_KEYS = 100  # that were looked for, after which it is worth while to read the filter
LONG_HOLE = 6  # characters; `(null)` may stand in place of `[mem 0x00000000-0x00000fff]`

_MOST_WILD = 255
_ZEROS = bytes.maketrans(b"123456789", b"000000000")
_MOST_LITERALS = (1 << 23) - 1


def rank_of(literals: int, wild: int, piece: bool = False) -> int:
    """How specific a template is, the smaller the more: whole lines before pieces of lines, then more literals, then
    fewer wild holes.
    """
    return piece << 31 | _MOST_LITERALS - min(literals, _MOST_LITERALS) << 8 | min(wild, _MOST_WILD)


def lead(tokens: Sequence[str | None]) -> int:
    """How many tokens of a program that begins with any text hold what may be a name put before a message; else 0.

    That ends at the first literal that says something or has a colon. Tokens are literals, empty for wild holes, None
    for bounded ones.
    """
    if not tokens or tokens[0] != "":
        return 0
    for number, token in enumerate(tokens):
        if token is None or any(char.isalnum() or char == ":" for char in token):
            return number
    return len(tokens)


def pair_hash(first: str, second: str) -> int:
    """The key of two words that stand one behind the other."""
    return zlib.crc32(f"{first} {second}".encode("utf-8", "replace"))


class PackIndex:
    """An open index. `renew` makes the bytes of the index anew; it is called when a damaged piece is met."""

    __slots__ = (
        "_anchors",
        "_asked",
        "_filter",
        "_filters",
        "_messages",
        "_names",
        "_programs",
        "_renew",
        "holes",
        "meta",
    )

    def __init__(self, data: memoryview, renew: Callable[[], memoryview] | None = None) -> None:
        """Raises DamagedError where the bytes are no index of this version, or its eager part is damaged."""
        self._renew = renew
        self._asked = 0
        self._open(data)

    def _open(self, data: memoryview) -> None:
        try:
            found = sections(data)
            self.meta: Row = json.loads(bytes(found["meta"]))
            self._anchors = Buckets(found, "anchor", ANCHOR, KEY)
            self._filter: Filter | None = None
            self._filters = Heap(found, "filter")
            self._names = Buckets(found, "name", NAME, 0)
            self._programs = Heap(found, "program")
            self._messages = Heap(found, "message")
            self.holes = Holes(Heap(found, "hole"), self)
        except (KeyError, ValueError) as error:
            raise DamagedError(str(error)) from error

    def recover(self, error: DamagedError) -> None:
        """Make the index anew where it turned out damaged, and open it again; once."""
        if self._renew is None:
            raise error
        renew, self._renew = self._renew, None
        self._open(renew())

    @property
    def software(self) -> str:
        """The id of the software that the messages are of."""
        return str(self.meta["software"])

    def anchored(self, keys: Iterable[int]) -> dict[int, list[Candidate]]:
        """The templates whose anchors have these hashes, each in order of rank; without those that no template has."""
        wanted = list(keys)
        try:
            return self._anchored(wanted)
        except DamagedError as error:
            self.recover(error)
            return self._anchored(wanted)

    def _anchored(self, keys: list[int]) -> dict[int, list[Candidate]]:
        if self._filter is None:
            self._asked += len(keys)
            if self._asked > MANY_KEYS:
                self._filter = Filter(self._filters[0])
        if self._filter is not None:
            keys = self._filter.passing(keys)
        anchors = self._anchors
        return {key: rows for key in keys if (rows := anchors[key])}

    def program(self, template: int) -> bytes:
        """The program of a template, for `decoded` and `literals`."""
        try:
            return self._programs[template]
        except DamagedError as error:
            self.recover(error)
            return self._programs[template]

    def message(self, number: int) -> Row:
        """A message: `id`, `format`, `dialect`, …, and its `sites`: file, line, function, level, number of its versions
        among the `version_sets` of `meta`.
        """
        try:
            text = self._messages[number]
        except DamagedError as error:
            self.recover(error)
            text = self._messages[number]
        message: Row = json.loads(text)
        return message

    def messages_named(self, name: str) -> list[Row]:
        """The messages with an id."""
        key = zlib.crc32(name.encode("utf-8", "replace"))
        try:
            rows = self._names[key]
        except DamagedError as error:
            self.recover(error)
            rows = self._names[key]
        return [message for _, number in rows if (message := self.message(number))["id"] == name]


class Holes:
    """The holes of an index by number, read when they are asked for."""

    __slots__ = ("_heap", "_index", "_known")

    def __init__(self, heap: Heap, index: PackIndex) -> None:
        self._heap, self._index = heap, index
        self._known: dict[int, Row] = {}

    def __getitem__(self, number: int) -> Row:
        found = self._known.get(number)
        if found is None:
            try:
                text = self._heap[number]
            except DamagedError as error:
                self._index.recover(error)
                return self._index.holes[number]
            found = self._known[number] = json.loads(text)
        return found


def encoded(
    message: int, first: int, part: int, blanks: int, careful: bool, unknown: int, tokens: Iterable[str | int]
) -> bytes:
    """A program as the index has it: its numbers, a number for each token, and the literals in UTF-8."""
    numbers: list[int] = []
    literals: list[bytes] = []
    for token in tokens:
        if isinstance(token, int):
            numbers.append(token | HOLE)
        else:
            literals.append(token.encode("utf-8"))
            numbers.append(len(literals[-1]))
    head = PROGRAM.pack(message, first, len(numbers), blanks, part, careful, unknown)
    return head + struct.pack(f"<{len(numbers)}I", *numbers) + b"".join(literals)


def literals(data: bytes) -> list[str | None]:
    """The tokens of such a program with zeros for digits, and None for holes; literals have no blanks at their ends."""
    count: int = PROGRAM.unpack_from(data)[2]
    place = PROGRAM.size + 4 * count
    zeros = data[place:].translate(_ZEROS)
    start = 0
    found: list[str | None] = []
    for number in struct.unpack_from(f"<{count}I", data, PROGRAM.size):
        if number & HOLE:
            found.append(None)
        else:
            found.append(zeros[start : start + number].rstrip(b" ").decode("utf-8"))
            start += number
    return found


def decoded(data: bytes) -> Row:
    """The program as a bundle has it, and the number of its `message`."""
    message, first, count, blanks, part, careful, unknown = PROGRAM.unpack_from(data)
    place = PROGRAM.size + 4 * count
    tokens: list[str | int] = []
    for number in struct.unpack_from(f"<{count}I", data, PROGRAM.size):
        if number & HOLE:
            tokens.append(number ^ HOLE)
        else:
            tokens.append(data[place : place + number].decode("utf-8"))
            place += number
    return {
        "message": message,
        "first": first,
        "part": part,
        "tokens": tokens,
        "blanks": blanks,
        "careful": bool(careful),
        "unknown": unknown,
    }

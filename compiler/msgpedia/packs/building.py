"""Derives the index of a pack from its records: formats are parsed and planned, anchors chosen, all laid out flat.

This takes a while and is done once for a pack, so it may use what is otherwise the compiler's (formats and planner,
which need the standard library alone).
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from msgpedia.matching.signatures import sign_bits
from msgpedia.packs import index as layout
from msgpedia.packs.anchors import Anchors
from msgpedia.packs.artifact import Pack
from msgpedia.packs.collecting import Message, Messages, collect, encode
from msgpedia.packs.index import DEVICE, DEVICE_PREFIX, ENVELOPE, HEAD, PIECE, UNKNOWN_PREFIX
from msgpedia.packs.layout import Sections, bucket_bits, buckets, filter_of, heap, packed
from msgpedia.packs.measuring import STRICTER, Kind, Kinds, Measures
from msgpedia.packs.planning import Costs, Planner

BEHIND_PREFIX = "macro"  # the kind of unknown prefix that stands behind a known one: `dev_fmt` behind driver and device
PIECES = frozenset(("continuation", "buffer"))
MOST_GATE = (1 << 16) - 1
EVERY = 5000
READ, PLANNED = 0.35, 0.8  # the part of the work that is done then
MOST_PREFIXED = 160
# Calls there may take the level of a message as its first argument.
_WITH_LEVELS = tuple(f'["{folder}/' for folder in ("arch", "fs", "kernel", "lib", "mm"))
_LEVEL = re.compile("%s[A-Z]")
_CONVERSION = re.compile("%[^A-Za-z%]*[hlLqzZtj]*(?:p[A-Za-z0-9]*|[A-Za-z%])")
_WORD = re.compile("[A-Za-z]{2}")
_NUMBER = 32  # bits of the number of a template


class Templates:
    """The programs of all messages. Held in columns, as there are hundreds of thousands: a template is a number."""

    def __init__(self) -> None:
        self.anchors = Anchors()
        self._planner, self._kinds, self._costs = Planner(), Kinds(), Costs()
        self._ranks, self._gates, self._flags = array("I"), array("H"), array("B")
        self._signs = array("Q")
        self._programs, self._words = bytearray(), array("I")
        self._program_ends, self._word_ends = array("Q", [0]), array("Q", [0])

    @property
    def planner(self) -> Planner:
        return self._planner

    def add(self, number: int, message: Message) -> None:
        """Know the programs of a message, in order of message."""
        unknown, part, planner = message.unknown, message.part, self._planner
        flags = (PIECE if part in PIECES else HEAD if part else 0) | (ENVELOPE if message.envelope else 0)
        flags |= UNKNOWN_PREFIX if unknown and part not in PIECES else 0
        prefix = message.prefix if unknown == BEHIND_PREFIX else ""
        before, behind = bool(flags & UNKNOWN_PREFIX), bool(flags & HEAD)
        place = 1 + planner.conversions(message.dialect, prefix) if before else 0
        level = not before and _begins_with_level(message)
        silent = _says_nothing(message)
        for program in planner.programs(message.dialect, message.format, before, behind, prefix, level):
            numbers: list[int] = []
            tokens: list[str | int] = []
            measured: list[str | Kind] = []
            for token in program.tokens:
                if isinstance(token, str):
                    tokens.append(token)
                    measured.append(token)
                else:
                    hole = planner.number(token)
                    numbers.append(hole)
                    tokens.append(hole)
                    measured.append(self._kinds.of(token, hole))
            measures = Measures(measured)
            if not measures.runs:
                continue
            careful = bool(numbers) and self._costs.careful(program, numbers)
            at = place if program.part == 1 else 0
            device = DEVICE if message.prefix == DEVICE_PREFIX and not unknown and program.part == 1 else 0
            blob = layout.encoded(number, program.first, program.part, measures.blanks, careful, at, tokens)
            signs = sign_bits("\0".join(token for token in tokens if isinstance(token, str)))
            self._keep(measures, flags | device, blob, signs, silent)

    def _keep(self, measures: Measures, flags: int, blob: bytes, signs: int, silent: bool) -> None:
        less = STRICTER if flags & (UNKNOWN_PREFIX | PIECE) else 0
        gate = 0 if silent and not measures.mostly_bounded else max(0, measures.evidence(flags) - less)
        self._ranks.append(layout.rank_of(measures.literals, measures.wild, bool(flags & PIECE)))
        self._gates.append(min(gate, MOST_GATE))
        self._flags.append(flags)
        self._signs.append(signs)
        self._programs += blob
        self._program_ends.append(len(self._programs))
        self._words += self.anchors.count(measures.runs)
        self._word_ends.append(len(self._words))

    def ordered(self) -> list[int]:
        """The numbers of all, the most specific first, equals in order of message and part."""
        last = (1 << _NUMBER) - 1
        keys = sorted([rank << _NUMBER | number for number, rank in enumerate(self._ranks)])
        return [key & last for key in keys]

    def program(self, number: int) -> bytes:
        """A program as the index has it."""
        return bytes(memoryview(self._programs)[self._program_ends[number] : self._program_ends[number + 1]])

    def anchored(self, order: list[int]) -> tuple[list[bytes], list[int]]:
        """The rows of the table of anchors, and their keys, with the templates numbered in their order."""
        anchors = self.anchors
        anchors.finish()
        pack, words, ends = layout.ANCHOR.pack, self._words, self._word_ends
        chosen = []
        for place, number in enumerate(order):
            chosen.append((anchors.choose(words[ends[number] : ends[number + 1]]) or 0) << _NUMBER | place)
        chosen.sort()
        rows = []
        for item in chosen:
            key, place = item >> _NUMBER, item & ((1 << _NUMBER) - 1)
            number = order[place]
            bits = anchors.signature(words[ends[number] : ends[number + 1]]) | self._signs[number]
            rows.append(pack(self._ranks[number], place, bits, key, self._gates[number], self._flags[number]))
        return rows, [item >> _NUMBER for item in chosen]


def _begins_with_level(message: Message) -> bool:
    """Whether the first conversion of a message prints its level (`%sCall Trace:`), as far as one can tell."""
    return (
        message.dialect == "printk"
        and _LEVEL.match(message.format) is not None
        and message.sites.startswith(_WITH_LEVELS)
    )


def _says_nothing(message: Message) -> bool:
    """Whether a message has no word behind its prefix, which many have or which is for debugging: any line with that
    prefix could fit.
    """
    if not message.prefix or message.prefix == DEVICE_PREFIX or message.prefix == message.format:
        return False
    rest = _CONVERSION.sub("", message.format[len(message.prefix) :])
    return (
        _WORD.search(rest) is None
        and "%" in message.format
        and (message.prefixed > MOST_PREFIXED or message.all_at("debug"))
    )


def build(pack: Pack, stamp: str, file: BinaryIO, at: Callable[[float], None] | None = None) -> None:
    """Write the index of a pack into a file, which can be read and is empty. `stamp` names the very file of the pack.

    `at` is told what part of the work is done, from 0 to 1. Raises BundleError where the pack is not sound.
    """
    tell = at or _silent
    messages = collect(pack, lambda part: tell(READ * part))
    templates = Templates()
    for number, message in enumerate(messages):
        if number % EVERY == 0:
            tell(READ + (PLANNED - READ) * number / len(messages))
        templates.add(number, message)
    tell(PLANNED)
    order = templates.ordered()
    software = pack.head["software"]
    meta = {
        "stamp": stamp,
        **{key: pack.head.get(key) for key in ("digest", "generator", "software", "versions", "source")},
        "messages": len(messages),
        "sites": messages.sites,
        "templates": len(order),
        "version_sets": messages.version_sets,
    }
    sections = Sections(file, layout.SECTIONS)
    sections.add("meta", [encode(meta).encode()])
    rows, keys = templates.anchored(order)
    _buckets(sections, "anchor", rows, keys)
    _heap(sections, "filter", [filter_of(keys, len(rows))])
    del rows, keys
    names = sorted([zlib.crc32(message.id.encode()) << _NUMBER | number for number, message in enumerate(messages)])
    rows = [layout.NAME.pack(item >> _NUMBER, item & ((1 << _NUMBER) - 1)) for item in names]
    _buckets(sections, "name", rows, [item >> _NUMBER for item in names])
    del rows, names
    _heap(sections, "program", map(templates.program, order))
    _heap(sections, "message", _texts(messages, software, templates.planner))
    _heap(sections, "hole", (encode(row).encode() for row in templates.planner.holes.rows()))
    sections.finish()


def _silent(part: float) -> None:
    """Tell nobody."""


def _texts(messages: Messages, software: str, planner: Planner) -> Iterator[bytes]:
    for message in messages:
        level = "null" if message.level is None else f'"{message.level}"'
        row = f'{{"id":"{message.id}","format":{encode(message.format)},"dialect":"{message.dialect}","level":{level}'
        if message.prefix:
            size = len(message.prefix)
            bare = planner.message_id(software, message.dialect, message.format[size:])
            before = planner.conversions(message.dialect, message.prefix)
            row += f',"bare":{encode(bare)},"before":{before}'
        for key, value in (("unknown_prefix", message.unknown), ("part", message.part), ("code", message.code)):
            if value:
                row += f',"{key}":{encode(value)}'
        if message.envelope:
            row += ',"envelope":true'
        yield f'{row},"sites":[{message.sites}]}}'.encode()


def _buckets(sections: Sections, name: str, rows: list[bytes], keys: list[int]) -> None:
    offsets: list[int] = []
    pieces = list(buckets(rows, keys, bucket_bits(len(rows)), offsets))
    sections.add(f"{name}_at", [packed("I", offsets)])
    sections.add(name, pieces)


def _heap(sections: Sections, name: str, items: Iterable[bytes]) -> None:
    offsets: list[int] = []
    sections.add(name, heap(items, offsets))
    sections.add(f"{name}_at", [packed("I", offsets)])

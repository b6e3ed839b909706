"""Derives the index of a pack from its records: formats are parsed and planned, anchors chosen, all laid out flat.

This takes a while and is done once for a pack, so it may use what is otherwise the compiler's (formats and planner,
which need the standard library alone).
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO

from msgpedia.bundle.index import signature
from msgpedia.formats import Hole
from msgpedia.matching.planner import Program
from msgpedia.packs import index as layout
from msgpedia.packs.anchors import Anchors, Words, sequences
from msgpedia.packs.artifact import Pack
from msgpedia.packs.index import ENVELOPE, HEAD, LONG_HOLE, PIECE, UNKNOWN_PREFIX, lead
from msgpedia.packs.layout import Sections, bucket_bits, buckets, heap, packed
from msgpedia.packs.planning import Costs, Planner

Row = dict[str, Any]
Key = tuple[str, str, str, str, str]  # id, format, dialect, unknown prefix, part
BEHIND_PREFIX = "macro"  # the kind of unknown prefix that stands behind a known one: `dev_fmt` behind driver and device
PIECES = frozenset(("continuation", "buffer"))
STRICTER = 4  # so much less than its literals brings to the gate what is less certain
MOST_GATE = (1 << 16) - 1
LEAST_WORDS = 2
EVERY = 5000
READ, PLANNED = 0.2, 0.75  # the part of the work that is done then

_WORD = re.compile("[A-Za-z]{2,}")
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Message:
    """A format of a pack, and the calls that print by it. `envelope` and `code` are those of the first call."""

    __slots__ = ("code", "envelope", "prefix", "sites")

    def __init__(self, record: Row) -> None:
        self.envelope: bool = record.get("envelope", False)
        self.code: str | None = record.get("code")
        self.prefix: str = record.get("prefix", "")
        self.sites: list[tuple[str | None, int | None, str | None, str | None, int]] = []


class Template:
    """A program of a message, with what is known before the pack was read whole."""

    __slots__ = ("blob", "flags", "gate", "message", "part", "rank", "runs")

    def __init__(self, message: int, part: int, rank: int, gate: int, flags: int, blob: bytes) -> None:
        self.message, self.part, self.rank, self.gate, self.flags, self.blob = message, part, rank, gate, flags, blob
        self.runs: list[Words] = []


def build(pack: Pack, stamp: str, file: BinaryIO, at: Callable[[float], None] | None = None) -> None:
    """Write the index of a pack into a file, which can be read and is empty. `stamp` names the very file of the pack.

    `at` is told what part of the work is done, from 0 to 1. Raises BundleError where the pack is not sound.
    """
    tell = at or _silent
    messages, version_sets = collect(pack, tell)
    planner = Planner()
    templates, anchors = _templates(messages, planner, tell)
    tell(PLANNED)
    software = pack.head["software"]
    meta = {
        "stamp": stamp,
        **{key: pack.head.get(key) for key in ("digest", "generator", "software", "versions", "source")},
        "messages": len(messages),
        "sites": sum(len(message.sites) for message in messages.values()),
        "templates": len(templates),
        "version_sets": version_sets,
    }
    sections = Sections(file, layout.SECTIONS)
    sections.add("meta", [_encode(meta).encode()])
    _buckets(sections, "anchor", *_anchored(templates, anchors))
    names = sorted((zlib.crc32(key[0].encode()), number) for number, key in enumerate(messages))
    _buckets(sections, "name", [layout.NAME.pack(*row) for row in names], [key for key, _ in names])
    _heap(sections, "program", (template.blob for template in templates))
    _heap(sections, "message", _texts(messages, software, planner))
    _heap(sections, "hole", (_encode(row).encode() for row in planner.holes.rows()))
    sections.finish()


def _silent(part: float) -> None:
    """Tell nobody."""


def collect(pack: Pack, tell: Callable[[float], None]) -> tuple[dict[Key, Message], list[list[str]]]:
    """The messages of a pack in order of id and format, and the sets of versions that their calls are in."""
    found: dict[Key, Message] = {}
    sets: dict[tuple[str, ...], int] = {}
    names: dict[str | None, str | None] = {}
    for count, record in enumerate(pack.records()):
        if count % EVERY == 0:
            tell(READ * pack.part_read())
        key = (
            record["id"],
            record["format"],
            record["dialect"],
            record.get("unknown_prefix", ""),
            record.get("part", ""),
        )
        message = found.get(key)
        if message is None:
            message = found[key] = Message(record)
        file, function = record["file"], record["function"]
        versions = sets.setdefault(tuple(record["versions"]), len(sets))
        site = names.setdefault(file, file), record["line"], names.setdefault(function, function), record["level"]
        message.sites.append((*site, versions))
    return dict(sorted(found.items(), key=lambda item: item[0])), [list(versions) for versions in sets]


def _templates(
    messages: dict[Key, Message], planner: Planner, tell: Callable[[float], None]
) -> tuple[list[Template], Anchors]:
    """The templates of all messages, the most specific first, equals in order of message and part."""
    found: list[Template] = []
    anchors, costs = Anchors(), Costs()
    shared: dict[Words, Words] = {}
    for number, ((_, text, dialect, unknown, part), message) in enumerate(messages.items()):
        if number % EVERY == 0:
            tell(READ + (PLANNED - READ) * number / len(messages))
        flags = (PIECE if part in PIECES else HEAD if part else 0) | (ENVELOPE if message.envelope else 0)
        flags |= UNKNOWN_PREFIX if unknown and part not in PIECES else 0
        prefix = message.prefix if unknown == BEHIND_PREFIX else ""
        programs = planner.programs(dialect, text, bool(flags & UNKNOWN_PREFIX), bool(flags & HEAD), prefix)
        place = 1 + planner.conversions(dialect, prefix) if flags & UNKNOWN_PREFIX else 0
        for program in programs:
            runs = sequences(program)
            if not runs:
                continue
            template = _template(number, program, flags, planner, costs, place if program.part == 1 else 0)
            template.runs = [shared.setdefault(run, run) for run in runs]
            anchors.count(runs)
            found.append(template)
    found.sort(key=lambda template: (template.rank, template.message, template.part))
    return found, anchors


def _template(number: int, program: Program, flags: int, planner: Planner, costs: Costs, unknown: int) -> Template:
    holes = [planner.number(hole) for hole in program.holes]
    rest = iter(holes)
    tokens = [token if isinstance(token, str) else next(rest) for token in program.tokens]
    careful = costs.careful(program, holes)
    blob = layout.encoded(number, program.first, program.part, program.blanks, careful, unknown, tokens)
    gate = max(0, evidence(program, flags) - (STRICTER if flags & (UNKNOWN_PREFIX | PIECE) else 0))
    rank = layout.rank_of(program.literals, program.wild, bool(flags & PIECE))
    return Template(number, program.part, rank, min(gate, MOST_GATE), flags, blob)


def evidence(program: Program, flags: int) -> int:
    """What speaks for a line that fits a program, in literal characters that are not white space; 0 where that could be
    any line.

    A hole that always prints so much says as much as a few literals: `[mem 0x00000000-0x00000fff]`. A program with any
    text at two places or more needs more than one word to be known by: `%s: %s failed`.
    """
    tokens = program.tokens
    wild = [isinstance(token, Hole) and token.wild for token in tokens]
    before = lead(
        ["" if any_ else None if isinstance(token, Hole) else token for any_, token in zip(wild, tokens, strict=True)]
    )
    others = sum(1 for token in tokens[before:] if isinstance(token, Hole) and token.wild and not token.alphabet)
    bounded = [hole.language for hole in program.holes if hole.language is not None]
    fixed = sum(1 for language in bounded if language.least >= LONG_HOLE)
    if others - bool(flags & HEAD) + bool(before) >= LEAST_WORDS:
        words = sum(len(_WORD.findall(token)) for token in tokens if isinstance(token, str))
        if words + max(fixed, len(bounded) > 1) < LEAST_WORDS:
            return 0
    return program.solid + STRICTER * fixed


def _anchored(templates: list[Template], anchors: Anchors) -> tuple[list[bytes], list[int]]:
    """The rows of the table of anchors, and their keys."""
    chosen = sorted((anchors.choose(template.runs) or 0, number) for number, template in enumerate(templates))
    rows = []
    for key, number in chosen:
        template = templates[number]
        bits = signature(word for run in template.runs for word in run)
        rows.append(layout.ANCHOR.pack(bits, key, number, template.rank, template.gate, template.flags))
    return rows, [key for key, _ in chosen]


def _texts(messages: dict[Key, Message], software: str, planner: Planner) -> Iterator[bytes]:
    for (name, text, dialect, unknown, part), message in messages.items():
        row: Row = {"id": name, "format": text, "dialect": dialect, "level": message.sites[0][3]}
        if message.prefix:
            row["bare"] = planner.message_id(software, dialect, text[len(message.prefix) :])
            row["before"] = planner.conversions(dialect, message.prefix)
        found = {"unknown_prefix": unknown, "part": part, "envelope": message.envelope, "code": message.code}
        row.update((key, value) for key, value in found.items() if value)
        row["sites"] = message.sites
        yield _encode(row).encode()


def _buckets(sections: Sections, name: str, rows: list[bytes], keys: list[int]) -> None:
    offsets: list[int] = []
    pieces = list(buckets(rows, keys, bucket_bits(len(rows)), offsets))
    sections.add(f"{name}_at", [packed("I", offsets)])
    sections.add(name, pieces)


def _heap(sections: Sections, name: str, items: Iterable[bytes]) -> None:
    offsets: list[int] = []
    sections.add(name, heap(items, offsets))
    sections.add(f"{name}_at", [packed("I", offsets)])

"""The index that look-up opens: a bundle laid out flat, so that opening costs the same however large it is.

A file of sections, each a column of fixed-width numbers or a heap of JSON texts with a column of offsets. All numbers
are little-endian. Templates (one a program) are numbered by rank: the more specific comes first, equals have the same
`tier`.
The file is a cache, derived from the bundle's JSON at will; its layout is no published format and carries a version.

    magic, version, number of sections, length of the file, length of its eager part, CRC-32 of that part
    for each section: name (16 bytes), offset, length (u64 each)

Damage is found without reading the whole: the eager part (directory and columns, a few MB at most) is checked when the
file is opened, a text of a heap against its CRC-32 when it is read.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from bisect import bisect_left
from functools import reduce
from operator import or_

from msgpedia.bundle import report_lines
from msgpedia.matching.signatures import sign_bits, word_bit, word_hash

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from typing import Any

MAGIC = b"MSGPIDX\n"
VERSION = 12
_HEAD = struct.Struct("<8sIIQQI4x")
_CHECKED = 32  # bytes of the head before the CRC-32
_SECTION = struct.Struct("<16sQQ")
NO_BLANKS = dict.fromkeys(map(ord, " \t\n\r\f\v"))  # white space is ASCII only
KNOWN_GATE, UNKNOWN_GATE = 8, 12  # docs/matching.md, "Which match"


class DamagedError(Exception):
    """An index file that cannot be used; it is made anew."""


def build(content: dict[str, Any], stamp: str) -> bytes:
    """The index of a bundle's content. `stamp` names the very file it was made from."""
    rows = _ranked(content)
    software = {item["id"]: number for number, item in enumerate(content["software"])}
    entries = sorted(content["entries"], key=lambda entry: entry["id"])
    meta = {
        "stamp": stamp,
        **{key: content[key] for key in ("digest", "generator", "languages", "license", "software", "holes")},
        **_shared_levels(content["headers"]),
        "records": content.get("records", []),
        "interface": list(content["interface"]),
        "decoders": sorted(content.get("decoders", {})),
        "report_words": _report_words(content.get("reports", []), False),
        "report_alone": _report_words(content.get("reports", []), True),
        "entries": len(entries),
        "messages": len(content["messages"]),
    }
    anchors: list[tuple[int, int]] = []
    loose: list[int] = []
    for number, row in enumerate(rows):
        if row["program"]["words"]:
            anchors.append((word_hash(row["program"]["words"][0]), number))
        else:
            loose.append(number)
    anchors.sort()
    names = sorted((word_hash(name), number) for number, entry in enumerate(entries) for name in _names(entry))
    place = {entry["id"]: number for number, entry in enumerate(entries)}
    columns: dict[str, bytes] = {
        "meta": _json(meta),
        "interface": _json(content["interface"]),
        "locales": _json(content.get("locales", {})),
        "withdrawn": _json(content.get("withdrawn", [])),
        "signature": column("Q", (row["signature"] for row in rows)),
        "tier": column("I", (row["tier"] for row in rows)),
        "software": column("I", (software[row["message"]["software"]] for row in rows)),
        "gate": column("I", (row["gate"] for row in rows)),
        "message_of": column("I", (row["number"] for row in rows)),
        "anchor_key": column("I", (key for key, _ in anchors)),
        "anchor_row": column("I", (number for _, number in anchors)),
        "loose": column("I", loose),
        "name_key": column("I", (key for key, _ in names)),
        "name_row": column("I", (number for _, number in names)),
        "entry_of": column("i", (place.get(row["message"]["entry"], -1) for row in rows)),
    }
    messages = ({key: value for key, value in item.items() if key != "programs"} for item in content["messages"])
    heaps: dict[str, bytes] = {}
    decoders = (_with_later_rows(content["decoders"][kind]) for kind in meta["decoders"])
    for name, values in (
        ("program", (row["program"] for row in rows)),
        ("message", messages),
        ("entry", entries),
        ("decoder", decoders),
        ("report", [report_lines.shared(content.get("reports", []))]),
    ):
        heaps[name], columns[f"{name}_at"], columns[f"{name}_sum"] = _heap(values)
    from msgpedia.bundle import search_index

    heaps["search"] = search_index.build(entries, {item["id"]: item.get("name", {}) for item in content["software"]})
    return _file(columns, heaps)


def _shared_levels(headers: list[dict[str, Any]]) -> dict[str, Any]:
    """Header rows whose `levels` are places in a list, as many rows have the same, and that list."""
    levels: list[dict[str, str]] = []
    rows = []
    for row in headers:
        if "levels" in row:
            if row["levels"] not in levels:
                levels.append(row["levels"])
            row = {**row, "levels": levels.index(row["levels"])}
        rows.append(row)
    return {"headers": rows, "levels": levels}


def _with_later_rows(table: dict[str, Any]) -> dict[str, Any]:
    """A table whose rows depend on versions, with these as text: a value needs those of a few versions."""
    if "table" not in table:
        return table
    rows = [{**each, "rows": _json(each["rows"]).decode("utf-8", "surrogatepass")} for each in table["table"]]
    return {**table, "table": rows}


class _LaterRows:
    """Rows that are read from their text when somebody looks at them."""

    __slots__ = ("_rows", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._rows: list[dict[str, Any]] | None = None

    def __iter__(self) -> Iterator[dict[str, Any]]:
        if self._rows is None:
            self._rows = json.loads(self._text)
        return iter(self._rows)


def _report_words(reports: list[dict[str, Any]], alone: bool) -> dict[str, list[str]]:
    """By software a word of each line that may begin a report, or with `alone` be one, empty for one without words."""
    found: dict[str, set[str]] = {}
    for row in reports:
        words = found.setdefault(row["software"], set())
        for line in (*row["openings"], *row.get("lead", ())):
            if not alone or row.get("alone") or line.get("alone"):
                words.add((*line["words"], "")[0])
    return {software: sorted(words) for software, words in found.items()}


def _names(entry: dict[str, Any]) -> set[str]:
    """All by which `show` finds an entry."""
    found = {entry["id"], *entry.get("former_ids", ()), *entry["messages"]}
    if entry.get("mid") is not None:
        found.add(str(entry["mid"]))
    return found


def _ranked(content: dict[str, Any]) -> list[dict[str, Any]]:
    """One row for each program of the bundle, the most specific first; equals in order of id, of an entry's variants
    the newest first.
    """
    holes = content["holes"]
    rows = []
    for number, message in enumerate(content["messages"]):
        for program in message["programs"]:
            literal = [token for token in program["tokens"] if isinstance(token, str)]
            wild = sum(1 for token in program["tokens"] if not isinstance(token, str) and "wild" in holes[token])
            solid = sum(len(token.translate(NO_BLANKS)) for token in literal)
            rows.append(
                {
                    "number": number,
                    "message": message,
                    "program": program,
                    "rank": (-sum(map(len, literal)), wild, message["entry"] is None),
                    "name": (message["entry"] or message["id"], number, program["part"]),
                    "gate": _gate(solid, message.get("min_literals")),
                    "signature": _signature(program["words"], literal),
                }
            )
    rows.sort(key=lambda row: (row["rank"], row["name"]))
    tier = -1
    last = None
    for row in rows:
        tier += row["rank"] != last
        row["tier"] = tier
        last = row["rank"]
    return rows


def _gate(solid: int, min_literals: int | None) -> int:
    """What a template brings to the gate: its solid literal characters, or enough where its entry asks for less."""
    return max(solid, UNKNOWN_GATE) if min_literals is not None and solid >= min_literals else solid


def _signature(words: Iterable[str], literals: Iterable[str]) -> int:
    """The bits of a program."""
    return reduce(or_, map(word_bit, map(word_hash, words)), sign_bits("\0".join(literals)))


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def column(kind: str, values: Iterable[int]) -> bytes:
    """Numbers as they stand in a file: little endian, each of the struct module's kind."""
    items = list(values)
    return struct.pack(f"<{len(items)}{kind}", *items)


def numbers(kind: str, data: memoryview) -> Sequence[int]:
    """The numbers of a column, without a copy where the machine writes them as the file does.

    Raises TypeError or struct.error where the length is not a whole number of them.
    """
    if sys.byteorder == "little":
        return data.cast(kind)  # type: ignore[call-overload, no-any-return]
    return struct.unpack(f"<{len(data) // struct.calcsize(kind)}{kind}", data)


def _heap(values: Iterable[object]) -> tuple[bytes, bytes, bytes]:
    """JSON texts one behind the other, where each begins, and the CRC-32 of each."""
    texts = [_json(value) for value in values]
    offsets = [0]
    for text in texts:
        offsets.append(offsets[-1] + len(text))
    return b"".join(texts), column("Q", offsets), column("I", map(zlib.crc32, texts))


def _file(eager: dict[str, bytes], heaps: dict[str, bytes]) -> bytes:
    sections = {**eager, **heaps}
    offset = _HEAD.size + _SECTION.size * len(sections)
    directory, body = [], []
    checked = 0
    for name, data in sections.items():
        padding = -offset % 8
        body.append(bytes(padding) + data)
        directory.append(_SECTION.pack(name.encode(), offset + padding, len(data)))
        offset += padding + len(data)
        if name in eager:
            checked = offset
    head = _HEAD.pack(MAGIC, VERSION, len(sections), offset, checked, 0)
    file = bytearray(head + b"".join(directory) + b"".join(body))
    struct.pack_into("<I", file, _CHECKED, _checksum(memoryview(file), checked))
    return bytes(file)


def _checksum(data: memoryview, length: int) -> int:
    """CRC-32 of the eager part less the number itself."""
    return zlib.crc32(data[_HEAD.size : length], zlib.crc32(data[:_CHECKED]))


class Index:
    """An open index. Columns are sequences of integers, one for each template; texts are parsed when asked for.

    `renew` makes the bytes of the index anew; it is called when a damaged text is met.
    """

    __slots__ = (
        "_renew",
        "_sections",
        "entry_of",
        "gate",
        "loose",
        "message_of",
        "meta",
        "signature",
        "software",
        "tier",
    )

    def __init__(self, data: memoryview, renew: Callable[[], bytes] | None = None) -> None:
        """Raises DamagedError where the bytes are no index of this version, or its eager part is damaged."""
        self._renew = renew
        self._open(data)

    def _open(self, data: memoryview) -> None:
        try:
            magic, version, number, length, checked, checksum = _HEAD.unpack_from(data, 0)
            if magic != MAGIC or version != VERSION:
                raise DamagedError("another version")
            if length != len(data) or checked > length or checksum != _checksum(data, checked):
                raise DamagedError("cut off or damaged")
            self._sections: dict[str, memoryview] = {}
            for position in range(number):
                name, offset, length = _SECTION.unpack_from(data, _HEAD.size + position * _SECTION.size)
                self._sections[name.rstrip(b"\0").decode("ascii")] = data[offset : offset + length]
            self.meta: dict[str, Any] = json.loads(bytes(self._sections["meta"]))
            levels = self.meta.pop("levels")
            for row in self.meta["headers"]:
                if "levels" in row:
                    row["levels"] = levels[row["levels"]]
            self.signature = self._column("signature", "Q")
            self.tier = self._column("tier", "I")
            self.software = self._column("software", "I")
            self.gate = self._column("gate", "I")
            self.message_of = self._column("message_of", "I")
            self.entry_of = self._column("entry_of", "i")
            self.loose = self._column("loose", "I")
        except (struct.error, LookupError, ValueError, TypeError) as error:
            raise DamagedError(str(error)) from error

    def _column(self, name: str, kind: str) -> Sequence[int]:
        return numbers(kind, self._sections[name])

    def _text(self, heap: str, number: int) -> Any:
        text = self._piece(heap, number)
        if text is None and self._renew is not None:
            self._open(memoryview(self._renew()))
            text = self._piece(heap, number)
        if text is None:
            raise DamagedError(f"{heap} {number}")
        return json.loads(text)

    def _piece(self, heap: str, number: int) -> bytes | None:
        """A text of a heap; None where it is damaged."""
        offsets = self._column(f"{heap}_at", "Q")
        text = bytes(self._sections[heap][offsets[number] : offsets[number + 1]])
        return text if zlib.crc32(text) == self._column(f"{heap}_sum", "I")[number] else None

    def anchored(self, key: int) -> list[int]:
        """The templates whose anchor has a hash, in order of rank."""
        return self._find("anchor", key)

    def _find(self, table: str, key: int) -> list[int]:
        keys = self._column(f"{table}_key", "I")
        rows = self._column(f"{table}_row", "I")
        place = bisect_left(keys, key)
        found = []
        while place < len(keys) and keys[place] == key:
            found.append(rows[place])
            place += 1
        return found

    def program(self, template: int) -> dict[str, Any]:
        """The program of a template: `tokens`, `part`, `names`, …, as the bundle has it."""
        program: dict[str, Any] = self._text("program", template)
        return program

    def message(self, number: int) -> dict[str, Any]:
        """A message of the bundle: `id`, `software`, `format`, `dialect`, `entry`, …"""
        message: dict[str, Any] = self._text("message", number)
        return message

    def entry(self, number: int) -> dict[str, Any]:
        """An entry of the bundle, in all its languages."""
        entry: dict[str, Any] = self._text("entry", number)
        return entry

    def decoder(self, kind: str) -> dict[str, Any] | None:
        """The table that tells what values of a kind mean, or None."""
        kinds = self.meta["decoders"]
        if kind not in kinds:
            return None
        table: dict[str, Any] = self._text("decoder", kinds.index(kind))
        for each in table.get("table", ()):
            each["rows"] = _LaterRows(each["rows"])
        return table

    def reports(self) -> list[dict[str, Any]]:
        """The kinds of events that have several lines."""
        return report_lines.spread(*self._text("report", 0))

    def entries_named(self, name: str) -> list[int]:
        """The entries with an id, former id, `mid` or message id."""
        return [number for number in self._find("name", word_hash(name)) if name in _names(self.entry(number))]

    def search_section(self, anew: bool = False) -> memoryview:
        """What `search_index` reads; with `anew` made again, as it turned out damaged."""
        if anew:
            if self._renew is None:
                raise DamagedError("search")
            self._open(memoryview(self._renew()))
        return self._sections["search"]

    def withdrawn(self, name: str) -> dict[str, Any] | None:
        """What the bundle says of an id whose entry was withdrawn, or None."""
        rows: list[dict[str, Any]] = json.loads(bytes(self._sections["withdrawn"]))
        return next((row for row in rows if row["id"] == name), None)

    def languages(self) -> list[str]:
        """The languages in which there are texts or words, those of texts first."""
        return [*self.meta["languages"], *self.meta["interface"]]

    def interface(self, language: str) -> dict[str, str]:
        """The words of the interface in a language, from English."""
        words: dict[str, str] = json.loads(bytes(self._sections["interface"])).get(language, {})
        return words

    def locale(self, language: str) -> dict[str, Any]:
        """How a language writes plurals, numbers, dates and lists, as the bundle has it; English where it lacks it."""
        rows: dict[str, dict[str, Any]] = json.loads(bytes(self._sections["locales"]))
        return rows.get(language) or rows.get("en", {})

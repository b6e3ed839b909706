"""What the values of a line say: the meaning of those that a table explains, and the advice that holds for them.

Loaded when the first entry is met that has either.
"""

from __future__ import annotations

from msgpedia.decoding import text as texts
from msgpedia.decoding.conditions import ConditionError, holds, parse, symbols_of
from msgpedia.decoding.decode import ALL_VERSIONS, decode, version_key
from msgpedia.lookup.rows import pick

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.decoding.conditions import Condition
    from msgpedia.decoding.decode import Versions
    from msgpedia.decoding.model import Reading
    from msgpedia.lookup.words import Words

    Row = dict[str, Any]

_MOST_KEPT = 10_000  # values whose meaning is remembered
_APART = str.maketrans(dict.fromkeys("|,{}()/", " "))


class Meaning:
    """What a value means: its symbols, all of it on one line, and in short."""

    __slots__ = ("_language", "_words", "readings", "symbols", "value", "written")

    def __init__(self, value: str, readings: Sequence[Reading], words: Words, language: str) -> None:
        self.value, self.readings, self._words, self._language = value, readings, words, language
        self.symbols = symbols_of(readings)
        self.written = texts.written(readings, words, language)

    @property
    def known(self) -> bool:
        """Whether the table has it, or a part of it."""
        return any(part.known for reading in self.readings for part in reading.parts)

    @property
    def told(self) -> str:
        """What a person is told beside the value: nothing where the table lacks it, or has what stands there."""
        parts = [part for reading in self.readings for part in reading.parts]
        if not self.known:
            return ""
        if len(parts) == 1 and parts[0].symbol == self.value:
            return texts.picked(parts[0].text, self._language) or ""
        if any(part.text or part.name for part in parts):
            return self.written
        there = {*self.value.translate(_APART).split(" "), self.value}
        return "" if all((part.symbol or part.value) in there for part in parts) else self.written

    @property
    def brief(self) -> str:
        """The symbols, or where there are none the texts; empty where that says no more than the value, or differs
        between versions.
        """
        if len(self.readings) != 1 or not self.told:
            return ""
        found = texts.brief(self.readings[0].parts, self._words, self._language)
        return "" if found == self.value else found


class Meanings:
    """Reads values by the tables of an index, in one language."""

    __slots__ = ("_index", "_kept", "_language", "_tables", "_words")

    def __init__(self, index: Index, words: Words, language: str) -> None:
        self._index, self._words, self._language = index, words, language
        self._tables: dict[str, Row | None] = {}
        self._kept: dict[tuple[str, int | None, Versions, str], Meaning] = {}

    def table(self, kind: str) -> Row | None:
        """The table of a kind, or None."""
        if kind not in self._tables:
            self._tables[kind] = self._index.decoder(kind)
        return self._tables[kind]

    def meaning(self, kind: str, value: str, radix: int | None, versions: Versions) -> Meaning:
        """What a value means. There must be a table of the kind."""
        key = kind, radix, versions, value
        found = self._kept.get(key)
        if found is None:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            readings = decode(self.table, kind, value, radix, versions)
            found = self._kept[key] = Meaning(value, readings, self._words, self._language)
        return found

    def of_message(self, entry: Row, message: str) -> MessageValues:
        """What there is to say of the values of an entry's message, by its id."""
        return MessageValues(self, entry, [row for row in entry["variants"] if row["message"] == message])

    def text(self, text: dict[str, str]) -> str:
        """A text in the language, or what stands in for it."""
        return pick(text, self._language)


class MessageValues:
    """The arguments of a message that have a table, and the advice of its entry."""

    __slots__ = ("_advice", "_kinds", "_meanings", "_radix")

    def __init__(self, meanings: Meanings, entry: Row, variants: Sequence[Row]) -> None:
        self._meanings = meanings
        versions = _hull([row.get("versions", {}) for row in variants])
        printed: dict[str, int] = {}
        for row in variants:
            printed.update(row.get("radix", {}))
        self._kinds: dict[str, tuple[str, int | None, Versions]] = {}
        self._radix: dict[str, int] = {}
        for name, argument in entry["arguments"].items():
            kind = argument.get("decode")
            table = meanings.table(kind) if kind is not None else None
            if kind is not None and table is not None:
                own = versions if table.get("software") == entry["software"] else ALL_VERSIONS
                self._kinds[name] = kind, printed.get(name), own
            self._radix[name] = printed.get(name) or (table or {}).get("radix", 10)
        self._advice = [
            (conditions, meanings.text(row["text"]))
            for row in entry.get("advice", ())
            if (conditions := _parsed(row["when"])) is not None
        ]

    def meanings(self, captures: Mapping[str, str]) -> dict[str, Meaning]:
        """What captures mean, by argument: those that have a table and are not blank."""
        found = {}
        for name, (kind, radix, versions) in self._kinds.items():
            value = captures.get(name, "").strip(" ")
            if value:
                found[name] = self._meanings.meaning(kind, value, radix, versions)
        return found

    def advice(self, captures: Mapping[str, str], meanings: Mapping[str, Meaning]) -> list[str]:
        """The texts that hold for captures, in the order of the entry."""
        return [
            text
            for conditions, text in self._advice
            if all(
                name in captures
                and holds(
                    condition,
                    captures[name],
                    self._radix.get(name, 10),
                    meanings[name].symbols if name in meanings else (),
                )
                for name, condition in conditions
            )
        ]


def _parsed(when: Mapping[str, str]) -> list[tuple[str, Condition]] | None:
    """Conditions by argument; None where one is none, so that they never hold."""
    try:
        return [(name, parse(text)) for name, text in when.items()]
    except ConditionError:
        return None


def _hull(versions: Iterable[Mapping[str, str]]) -> Versions:
    """The versions from the first to the last of some ranges."""
    ranges = list(versions)
    if not ranges:
        return ALL_VERSIONS
    starts, ends = [row.get("from") for row in ranges], [row.get("to") for row in ranges]
    first = None if None in starts else min(filter(None, starts), key=version_key)
    last = None if None in ends else max(filter(None, ends), key=version_key)
    return first, last

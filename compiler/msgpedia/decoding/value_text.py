"""What a value means, as a block of lines for a terminal, and as an object for other programs."""

from __future__ import annotations

from msgpedia.decoding.model import LONGEST
from msgpedia.decoding.rows_text import INNER, MARGIN, lines, meaning, number_text
from msgpedia.decoding.text import picked, versions_text, written
from msgpedia.lookup import words as w
from msgpedia.lookup.characters import ELLIPSIS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.decoding.model import Part, Reading, Row
    from msgpedia.decoding.rows_text import Line
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words


class ValueOutput:
    """Writes values of one kind, whose table is `table`."""

    __slots__ = ("_language", "_screen", "_table", "_words")

    def __init__(self, table: Row, words: Words, language: str, screen: Screen) -> None:
        self._table, self._words, self._language, self._screen = table, words, language, screen

    def text(self, value: str, readings: Sequence[Reading]) -> str:
        """The block of a value, its line ends included: one line a part, one part of the block a range of versions."""
        screen = self._screen
        found = self._heading(value)
        for reading in readings:
            margin = MARGIN
            if len(readings) > 1:
                found += screen.flow([("heading", versions_text(reading, self._words))], MARGIN)
                margin = INNER
            if any(part.one_of for part in reading.parts):
                found += screen.flow([("notice", self._words(w.ONE_OF_THESE))], margin)
            if any(part.known for part in reading.parts):
                found += lines([self._line(part, before) for before, part in _pairs(reading)], screen, margin)
            else:
                found += screen.flow([("notice", self._words(w.OUTSIDE))], margin)
        if not all(part.known for reading in readings for part in reading.parts):
            found += self._sources()
        return "\n".join(found) + "\n"

    def without_table(self, value: str, asked: Reading, tables: Sequence[Reading]) -> str:
        """The block of a value of versions for which there is no table; `tables` are those that there are."""
        notice = self._words(w.NO_TABLE_OF_VERSION, versions=versions_text(asked, self._words))
        found = self._heading(value)
        found += self._screen.flow([("notice", notice)], MARGIN)
        told = self._words.joined([versions_text(each, self._words) for each in tables])
        return "\n".join([*found, *self._screen.flow([("dim", told)], INNER)]) + "\n"

    def _heading(self, value: str) -> list[str]:
        name = picked(self._table["name"], self._language) or ""
        told = self._words(w.WITH_MEANING, value=shortened(value), meaning=name)
        return self._screen.flow([("strong", told)], "", MARGIN)

    def _line(self, part: Part, before: Part | None) -> Line:
        """A part as a row: a part of a number begins with its name, others with what they are."""
        words, language = self._words, self._language
        radix = self._table.get("radix", 10)
        told = meaning(part.text, part.also, words, language) if part.known else [("notice", words(w.OUTSIDE))]
        name = picked(part.name, language)
        head = part.symbol if part.symbol is not None else part.value
        if name is None:
            number = number_text(part.number, radix)
            return (number, part.symbol or "", told) if part.value is None else (part.value, "", told)
        if part.known and head is not None:
            told = [("", words(w.NAMED, name=head, value=told[0][1]))] if told else [("value", head)]
        elif not part.known:
            told = [("notice", words(w.NOT_IN_TABLE, value=head or ""))]
        same = before is not None and picked(before.name, language) == name
        return "", "" if same else name, told

    def _sources(self) -> list[str]:
        found = self._screen.flow([("dim", self._words(w.LOOKED_IN))], MARGIN)
        return found + [
            line for source in self._table["source"] for line in self._screen.flow([("dim", source)], INNER)
        ]


def _pairs(reading: Reading) -> list[tuple[Part | None, Part]]:
    """Each part with the one before it."""
    return list(zip([None, *reading.parts], reading.parts, strict=False))


def shortened(value: str) -> str:
    """A value as it is shown: no longer than one that is read."""
    return value if len(value) <= LONGEST else value[:LONGEST] + ELLIPSIS


def value_row(kind: str, value: str, readings: Sequence[Reading], words: Words, language: str) -> Row:
    """A value as an object, its texts in one language."""
    told = [reading.key() for reading in readings]
    for reading in told:
        for part in reading["parts"]:
            for key in part.keys() & {"name", "text"}:
                part[key] = picked(part[key], language)
    return {
        "kind": kind,
        "value": shortened(value),
        "readings": told,
        "text": written(readings, words, language) if readings else "",
    }

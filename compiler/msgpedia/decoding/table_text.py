"""A whole table of values as text for a terminal, and the list of all tables."""

from __future__ import annotations

from msgpedia.decoding.decode import ALL_VERSIONS, overlap
from msgpedia.decoding.model import Reading
from msgpedia.decoding.rows_text import INNER, MARGIN, lines, meaning, number_text
from msgpedia.decoding.text import picked, versions_text
from msgpedia.lookup import words as w

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msgpedia.decoding.decode import Versions
    from msgpedia.decoding.model import Row
    from msgpedia.decoding.rows_text import Line
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words


def kinds_text(kinds: Iterable[tuple[str, Row]], language: str, screen: Screen) -> str:
    """The kinds that there are and what they are, a line each."""
    rows = [("", kind, [("", picked(table["name"], language) or "")]) for kind, table in kinds]
    return "".join(f"{line}\n" for line in lines(rows, screen, ""))


def tables_of(table: Row, versions: Versions = ALL_VERSIONS) -> list[Reading]:
    """The versions of each table of a kind whose values depend on them, without parts; those that overlap some."""
    found = [Reading([], each["versions"].get("from"), each["versions"].get("to")) for each in table.get("table", ())]
    return [each for each in found if overlap((each.first, each.last), versions)]


class TableOutput:
    """Writes a table: what its values are, where it is from, all its rows."""

    __slots__ = ("_language", "_radix", "_screen", "_table", "_words")

    def __init__(self, table: Row, words: Words, language: str, screen: Screen) -> None:
        self._table, self._words, self._language, self._screen = table, words, language, screen
        self._radix = table.get("radix", 10)

    def text(self, kind: str, versions: Versions = ALL_VERSIONS) -> str:
        """All of a table, or of one that depends on versions the parts that are of some."""
        table, screen = self._table, self._screen
        name = picked(table["name"], self._language) or ""
        title = self._words(w.WITH_MEANING, value=kind, meaning=name)
        sections = [screen.flow([("strong", title)], "", MARGIN)]
        sections.append(self._section(w.SOURCES, self._texts(table["source"])))
        if "field" in table:
            sections += [self._field(field) for field in table["field"]]
        for each in table.get("table", ()):
            own = each["versions"].get("from"), each["versions"].get("to")
            if overlap(own, versions):
                sections.append(self._of_versions(each, Reading([], *own)))
        rows = self._rows(table.get("rows", ()), self._radix)
        if table["shape"] == "quantity":
            rows = self._row({key: table[key] for key in ("least", "most", "text")}, self._radix)
        sections.append(self._section(w.ARGUMENTS, lines(rows, screen, MARGIN) if rows else []))
        return "\n\n".join("\n".join(section) for section in sections if section) + "\n"

    def _section(self, heading: str, told: Sequence[str]) -> list[str]:
        return [*self._screen.flow([("heading", self._words(heading))]), *told] if told else []

    def _texts(self, texts: Sequence[str]) -> list[str]:
        return [line for text in texts for line in self._screen.flow([("dim", text)], MARGIN, INNER)]

    def _of_versions(self, each: Row, versions: Reading) -> list[str]:
        """The rows of some versions, with the texts that all tables of the kind share."""
        texts = self._table.get("texts", {})
        rows = [{"text": texts.get(row.get("symbol")), **row} for row in each["rows"]]
        told = self._texts(each.get("source", ())) + lines(self._rows(rows, self._radix), self._screen, MARGIN)
        return self._section(versions_text(versions, self._words), told)

    def _field(self, field: Row) -> list[str]:
        """A part of a number: where it is, and what it says."""
        first, last = field["bits"]
        words = self._words
        where = words(w.BIT, number=str(first)) if first == last else words(w.BITS, first=str(first), last=str(last))
        head = words(w.WITH_MEANING, value=picked(field["name"], self._language) or "", meaning=where)
        if "decoder" in field:
            told = self._screen.flow([("", words(w.SEE_KIND, kind=field["decoder"]))], MARGIN)
        elif "rows" in field:
            told = lines(self._rows(field["rows"], 16), self._screen, MARGIN)
        else:
            told = self._screen.flow([("", words(w.ANY_NUMBER))], MARGIN)
        return self._section(head, told)

    def _rows(self, rows: Sequence[Row], radix: int) -> list[Line]:
        zero = self._table.get("zero")
        found = self._row({"value": 0, "text": zero}, radix) if zero and rows else []
        for row in rows:
            found += self._row(row, radix)
        return found

    def _row(self, row: Row, radix: int) -> list[Line]:
        symbol = row.get("symbol", "")
        if "letter" in row:
            symbol = f"{row['letter']}  {symbol}"
        if "pattern" in row:
            symbol = row["pattern"]
        number = number_text(row.get("value"), radix)
        if "mask" in row:
            number = f"& {number_text(row['mask'], radix)} = {number}"
        if "least" in row:
            number = str(row["least"]) if row["least"] == row["most"] else f"{row['least']} … {row['most']}"
        told = meaning(row.get("text"), row.get("also", ()), self._words, self._language)
        found: list[Line] = [(number, symbol, told)]
        if "clear" in row:
            unset = row["clear"]
            found.append(("", unset["letter"], meaning(unset["text"], (), self._words, self._language)))
        return found

"""A line's explanation as a row, and the row as one JSON object on a line (`lookup --format jsonl`)."""

from __future__ import annotations

import json
import re

from msgpedia.logs.headers import EXTRA, FORMAT, HOST, IDENT, KTIME, PID, REPEATED, SEVERITIES, severity_of, time_of
from msgpedia.lookup.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from msgpedia.logs.headers import Header
    from msgpedia.logs.lines import Record
    from msgpedia.lookup.engine import Engine, Match, Origin
    from msgpedia.lookup.values import Meaning, Meanings, MessageValues

    Row = dict[str, Any]

# JSON leaves these as they are, but a terminal may obey them: DEL, C1 controls, line and paragraph separators, bidi
# controls.
_UNSAFE = "[\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]"
_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": "), check_circular=False).encode


class Explainer:
    """Explains lines in one language. `language` is a code such as `ja`; where a text lacks it, another one stands
    in.
    """

    __slots__ = ("_entries", "_meanings", "_messages", "_numbers", "_values", "_words", "engine", "language")

    def __init__(self, engine: Engine, language: str) -> None:
        self.engine, self.language = engine, language
        self._entries: dict[int, Row] = {}
        self._numbers: dict[str, int] = {}  # of entries, by id
        self._words: Words | None = None
        self._messages: dict[int, Row] = {}
        self._meanings: Meanings | None = None
        self._values: dict[tuple[str, str], MessageValues | None] = {}

    def entry(self, template: int) -> Row | None:
        """The entry that documents a template, or None."""
        return self.entry_at(self.engine.index.entry_of[template])

    def entry_at(self, number: int) -> Row | None:
        """The entry with a number of the index, or None for -1."""
        if number < 0:
            return None
        if number not in self._entries:
            entry = self._entries[number] = self.engine.index.entry(number)
            self._numbers[entry["id"]] = number
        return self._entries[number]

    def entry_named(self, name: str) -> Row | None:
        """The first entry with an id, former id, `mid` or message id, or None."""
        if name in self._numbers:
            return self.entry_at(self._numbers[name])
        for number in self.engine.index.entries_named(name):
            return self.entry_at(number)
        return None

    def message(self, template: int) -> Row:
        """The message of a template."""
        number = self.engine.index.message_of[template]
        if number not in self._messages:
            self._messages[number] = self.engine.index.message(number)
        return self._messages[number]

    @property
    def words(self) -> Words:
        """The words of the interface."""
        if self._words is None:
            index = self.engine.index
            self._words = Words(index.interface(self.language), index.locale(self.language))
        return self._words

    def row(self, file: str, number: int, line: str | Record) -> Row:
        """The row of a line, as the contract of `lookup --format jsonl` has it."""
        header, body = self.engine.read(line)
        return self.row_of(file, number, line, header, body)

    def row_of(self, file: str, number: int, line: str | Record, header: Header, body: str) -> Row:
        """The row of a line whose header and body were read already."""
        origin = self.engine.origin(header)
        match = self.engine.match(body, origin)
        text = line if isinstance(line, str) else line.text
        row: Row = {"file": file, "line": number, "text": text, "body": body, "header": _header(header)}
        row["log_format"] = header[FORMAT]
        row.update(_unknown(origin) if match is None else self._known(match))
        if header[REPEATED] is not None:
            row["repeated"] = header[REPEATED]
        if header[EXTRA] is not None:
            row["fields"] = dict(header[EXTRA])
        if not isinstance(line, str):
            row["lines"] = line.lines
            if line.dropped:
                row["dropped"] = line.dropped
        return row

    def _known(self, match: Match) -> Row:
        row: Row = {**self.told(match), "captures": self.engine.captures(match), "decoded": {}}
        values = self._values_of(row) if row["entry"] is not None else None
        if values is not None:
            meanings = values.meanings(row["captures"])
            row["decoded"] = {name: meaning.written for name, meaning in meanings.items() if meaning.known}
            advice = values.advice(row["captures"], meanings)
            if advice:
                row["advice"] = advice
        row["alternatives"] = [
            {"entry": (self.entry(other) or {}).get("id"), "message": self._message_of(other)}
            for other in match.alternatives
        ]
        row["alternatives"] += [
            {"entry": (self.entry_at(other.entry) or {}).get("id"), "message": other.told(())[0]}
            for other in match.known[1:]
        ]
        return row

    def meanings(self, row: Row) -> dict[str, Meaning]:
        """What the captures of a row mean, by argument, those that a table explains."""
        values = self._values_of(row) if row["entry"] is not None else None
        return values.meanings(row["captures"]) if values is not None else {}

    def _values_of(self, row: Row) -> MessageValues | None:
        """What there is to say of the values of a row's message; None for nothing."""
        key = row["entry"], row["message"]["id"]
        if key not in self._values:
            self._values[key] = self._values_anew(*key)
        return self._values[key]

    def _values_anew(self, name: str, message: str) -> MessageValues | None:
        entry = self.entry_named(name)
        if entry is None:
            return None
        if not entry.get("advice") and not any("decode" in argument for argument in entry["arguments"].values()):
            return None
        if self._meanings is None:
            from msgpedia.lookup.values import Meanings

            self._meanings = Meanings(self.engine.index, self.words, self.language)
        return self._meanings.of_message(entry, message)

    def told(self, match: Match) -> Row:
        """What is told of every line of a message."""
        if match.known:
            known = match.known[0]
            entry, software = self.entry_at(known.entry), known.software
            message, level = known.told(match.captures)
        else:
            own = self.message(match.template)
            entry, software, level = self.entry(match.template), own["software"], own.get("level")
            message = self._message_of(match.template)
        return {
            "software": software,
            "status": "documented" if entry else "indexed",
            "entry": entry["id"] if entry else None,
            "severity": entry["severity"] if entry else level,
            "title": pick(entry["title"], self.language) if entry else None,
            "message": message,
        }

    def _message_of(self, template: int) -> Row:
        message = self.message(template)
        return {"id": message["id"], "format": message["format"], "dialect": message["dialect"]}


def _header(header: Header) -> Row:
    pid = header[PID]
    found: Row = {
        "time": time_of(header),
        "host": header[HOST],
        "ident": header[IDENT],
        "pid": int(pid) if pid is not None else None,
        "severity": severity_of(header),
    }
    ktime = header[KTIME]
    if ktime is not None:
        found["ktime"] = ktime.strip()
    return found


def _unknown(origin: Origin) -> Row:
    return {
        "software": origin.name,
        "status": "unknown",
        "entry": None,
        "severity": None,
        "title": None,
        "message": None,
        "captures": {},
        "decoded": {},
        "alternatives": [],
    }


def pick(text: dict[str, str], language: str) -> str:
    """A text in a language, or where it is missing in English, Japanese, or whatever there is."""
    return text.get(picked(text, language), "")


def picked(text: dict[str, str], language: str) -> str:
    """The code of the language that `pick` takes."""
    for code in (language, "en", "ja"):
        if code in text:
            return code
    return next(iter(text), language)


def encode(row: Row) -> str:
    """A row as JSON on one line that no terminal obeys."""
    text = _encode(row)
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(_UNSAFE, lambda match: f"\\u{ord(match.group()):04x}", text)


def rank(severity: str | None) -> int:
    """0 for `emerg` to 7 for `debug`; after them what has no severity."""
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES)


def worse(one: str | None, other: str | None) -> str | None:
    """The worse of two severities; None says nothing."""
    return one if rank(one) <= rank(other) else other

"""Structured records: log lines that are JSON or logfmt, and entries of the journal's export format.

What their keys mean is data of the bundle (`data/records.toml`). A record becomes a header, as a line's is
(`headers`), and a body, its message; all its keys are kept beside.
"""

from __future__ import annotations

import json
import re

from msgpedia.logs.headers import FIELDS, PID, PRI, SEVERITIES
from msgpedia.logs.reader import BEGINNINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from msgpedia.logs.headers import Header
    from msgpedia.logs.lines import Fields

# Expressions are compiled by those who need them: most logs do not.
_PAIR = r'\s*([^\s="]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]*))(?=\s|$)'
_GO_ESCAPE = r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{3})|(.))"
_GO_LETTERS = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_FIELDS = (*FIELDS, "level", "kusec")
MOST_SECONDS = 253402300799  # the end of the year 9999
LEAST_MILLISECONDS = 100_000_000_000  # greater numbers are no seconds (that would be the year 5138) but milliseconds
MOST_PAIRS = 1000
MOST_DEPTH = 100


class Understood:
    """What a record says: `header` and `body`; with `wraps` the body is a whole log line with a header of its own."""

    __slots__ = ("body", "header", "wraps")

    def __init__(self, header: Header, body: str, wraps: bool) -> None:
        self.header, self.body, self.wraps = header, body, wraps


class RecordReader:
    """Reads structured records by the bundle's rows."""

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[dict[str, Any]]) -> None:
        self._rows = {
            syntax: [row for row in rows if syntax in row["syntax"]] for syntax in ("json", "export", "logfmt")
        }

    def line(self, text: str) -> Understood | None:
        """A text that is a JSON object or logfmt; None where it is neither or nothing known."""
        if text.startswith("{"):
            return self.of("json", _object(text))
        return self.of("logfmt", _logfmt(text)) if text.startswith(BEGINNINGS) else None

    def of(self, syntax: str, fields: Fields | None) -> Understood | None:
        """What some keys and values say."""
        if fields:
            for row in self._rows[syntax]:
                if _fits(row["has"], fields):
                    body = next((fields[key] for key in row["message"] if key in fields), "")
                    text = as_text(body)
                    if row.get("wraps"):
                        text = text.removesuffix("\n").removesuffix("\r")
                    return Understood(_header(row, fields), text, row.get("wraps", False))
        return None


def _fits(has: Mapping[str, str], fields: Fields) -> bool:
    return all(key in fields and (value == "*" or as_text(fields[key]) == value) for key, value in has.items())


def _header(row: dict[str, Any], fields: Fields) -> Header:
    values: dict[str, str | None] = dict.fromkeys(_FIELDS)
    for field, keys in row["fields"].items():
        value = next((fields[key] for key in keys if fields.get(key) not in (None, "")), None)
        if value is None or field not in values:
            continue
        values[field] = _time(value, row.get("unit", "s")) if field == "time" else as_text(value)
    if values["ident"] is None:
        values["ident"] = row.get("ident")
    for place, most in ((PID, 1 << 32), (PRI, 7)):
        text = values[FIELDS[place]]
        if text is not None and not (_digits(text, 10) and int(text) <= most):
            values[FIELDS[place]] = None
    kusec = values["kusec"]
    if kusec is not None and _digits(kusec, 20):
        values["ktime"] = f"{int(kusec) // 1_000_000}.{int(kusec) % 1_000_000:06}"
    level = values["level"]
    severity = row.get("levels", {}).get(level.lower()) if level is not None else None
    if severity is None and level in SEVERITIES:
        severity = level
    return (
        *(values[field] for field in FIELDS),
        row.get("transport"),
        severity,
        row["name"],
        None,
        fields,
    )


def as_text(value: Any) -> str:
    """A value as text: bytes that the journal gives as numbers are decoded, of a field that is there twice the first
    counts.
    """
    if isinstance(value, str):
        return value
    if isinstance(value, list) and value:
        if all(type(item) is int and 0 <= item < 256 for item in value):
            return bytes(value).decode("utf-8", "replace")
        return as_text(value[0]) if not isinstance(value[0], list) else ""
    if value is None or isinstance(value, list):
        return ""
    return json.dumps(value, ensure_ascii=False)


def _digits(text: str, most: int) -> bool:
    """Whether a text is a number of so many digits at most."""
    return text.isascii() and text.isdigit() and len(text) <= most


def _time(value: Any, unit: str) -> str:
    """A time as text; a count since 1970 in ISO 8601, in UTC, to the microsecond."""
    text = as_text(value)
    if unit == "us":
        if not _digits(text, 18):
            return text
        seconds, micro = divmod(int(text), 1_000_000)
    elif isinstance(value, int | float) and not isinstance(value, bool):
        if not 0 <= value < MOST_SECONDS * 1000:
            return text
        scale = 1_000_000 if value < LEAST_MILLISECONDS else 1000
        seconds, micro = divmod(round(value * scale), 1_000_000)
    else:
        return text
    if not 0 <= seconds <= MOST_SECONDS:
        return text
    from time import gmtime, strftime

    return strftime("%Y-%m-%dT%H:%M:%S", gmtime(seconds)) + f".{micro:06}Z"


def _object(text: str) -> Fields | None:
    """A JSON object, or None."""
    if not text.rstrip(" \t\r").endswith("}"):
        return None
    try:
        found = json.loads(text, parse_float=_float, parse_constant=str)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) and not _deeper(found, MOST_DEPTH) else None


def _float(text: str) -> float | str:
    """A number; as text where it is too large for one, since infinity is not JSON."""
    number = float(text)
    return text if number in (float("inf"), float("-inf")) else number


def _deeper(value: Any, depth: int) -> bool:
    """Whether a value is nested more deeply than so many levels."""
    if not isinstance(value, dict | list):
        return False
    if depth == 0:
        return True
    return any(_deeper(item, depth - 1) for item in (value.values() if isinstance(value, dict) else value))


def _logfmt(text: str) -> Fields | None:
    """Pairs of `key=value`, as logrus and Go's slog write them; None where the text has anything else."""
    found: dict[str, str] = {}
    position, end = 0, len(text.rstrip())
    pattern = re.compile(_PAIR, re.DOTALL)
    while position < end:
        pair = pattern.match(text, position, end)
        if pair is None or len(found) > MOST_PAIRS:
            return None
        key, quoted, plain = pair.groups()
        found.setdefault(key, go_unquoted(quoted) if quoted is not None else plain)
        position = pair.end()
    return found


def go_unquoted(text: str) -> str:
    """A text as it was before Go's strconv.Quote; the quotes are off already."""
    return re.sub(_GO_ESCAPE, _go_character, text, flags=re.DOTALL) if "\\" in text else text


def _go_character(match: re.Match[str]) -> str:
    byte, short, long, octal, letter = match.groups()
    if letter is not None:
        return _GO_LETTERS.get(letter, letter)
    code = int(octal, 8) if octal is not None else int(byte or short or long, 16)
    return chr(code) if code < 0xD800 or 0xDFFF < code < 0x110000 else "\N{REPLACEMENT CHARACTER}"

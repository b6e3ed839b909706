"""What was counted as JSON and as tab-separated values. No control character is left in either."""

from __future__ import annotations

from msgpedia.lookup.characters import clean, clean_format
from msgpedia.lookup.rows import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Row = dict[str, Any]

WORK = (
    "list",
    "score",
    "level",
    "lines",
    "machines",
    "files",
    "software",
    "id",
    "file",
    "function",
    "format",
    "command",
)
PACKS = ("software", "subsystem", "messages", "documented", "errors", "errors_documented")


def as_json(found: Row) -> str:
    """One object, on a line."""
    return encode(found) + "\n"


def as_tsv(found: Row, limit: int) -> str:
    """The work list, and behind it the unknown shapes where they were asked for; without logs the subsystems of packs.

    The first row names the columns. Backslashes, line ends and tabs in formats are escaped as in C.
    """
    if found["logs"] is None:
        return _table(PACKS, _subsystems(found, limit))
    return _table(WORK, _work(found))


def _work(found: Row) -> Iterator[Row]:
    for row in found["work"]:
        yield {**row, "list": "work"}
    for row in found.get("unknown", ()):
        yield {**row, "list": "unknown", "format": row["shape"]}


def _subsystems(found: Row, limit: int) -> Iterator[Row]:
    for pack in found["packs"]:
        for row in pack["subsystems"][: limit or None]:
            yield {**row, "software": pack["software"]}


def _table(names: tuple[str, ...], rows: Iterable[Row]) -> str:
    lines = ["\t".join(names)]
    lines += ["\t".join(_cell(name, row.get(name)) for name in names) for row in rows]
    return "\n".join(lines) + "\n"


def _cell(name: str, value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    return clean_format(text.replace("\\", "\\\\")) if name == "format" else clean(text)

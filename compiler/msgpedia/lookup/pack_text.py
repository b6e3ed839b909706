"""What a pack knows of a message, as text for a terminal: where it is printed, at which level, in which versions."""

from __future__ import annotations

from msgpedia.logs.headers import SEVERITIES
from msgpedia.lookup import words as w
from msgpedia.lookup.characters import clean, clean_format
from msgpedia.lookup.terminal import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from msgpedia.lookup.words import Words

    Row = dict[str, Any]

MARGIN = "  "


def printed(message: Row, words: Words) -> str:
    """Where a message is printed, in one sentence. `message` is that of a row: those of its calls that are likely, and
    how many there are.
    """
    places = message.get("places", [message])
    found = words.joined([_place(place["file"], place["line"], place["function"], words) for place in places])
    others = message.get("sites", 1) - len(places)
    return f"{found} {words.plural(w.OTHER_PLACES, others)}" if others > 0 else found


def message_text(message: Row, meta: Row, words: Words, width: int, color: bool) -> str:
    """All that a pack knows of a message of its. `meta` is that of the pack's index."""
    screen = Screen(width, color)
    sites = message["sites"]
    level = sites[0][3] if sites[0][3] in SEVERITIES else None
    title = screen.titled(level, words.severity(level), clean_format(message["format"]))
    notes = [w.NOBODY_EXPLAINED]
    if message.get("envelope"):
        notes.append(w.CARRIES)
    if "unknown_prefix" in message:
        notes.append(w.MORE_BEFORE)
    places = []
    for file, line, function, own, versions in sites:
        told = [_place(file, line, function, words) if file is not None else clean(function or "?")]
        if own in SEVERITIES:
            told.append(clean(words.severity(own)))
        told.append(words(w.IN_VERSIONS, versions=words.joined(meta["version_sets"][versions])))
        places += screen.flow([("", words.joined(told))], MARGIN, MARGIN * 2)
    sections = [
        [*title, *screen.flow([("dim", message["id"])])],
        [line for note in notes for line in screen.flow([("", words(note))])],
        [*screen.flow([("heading", words(w.PLACES))]), *places],
    ]
    return "\n\n".join("\n".join(lines) for lines in sections) + "\n"


def _place(file: str, line: int | None, function: str | None, words: Words) -> str:
    place = clean(file if line is None else f"{file}:{line}")
    if function is None:
        return words(w.PRINTED_IN, place=place)
    return words(w.PRINTED_BY, place=place, function=clean(f"{function}()"))

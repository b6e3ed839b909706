"""Results of a search for a terminal and for other programs: title, id, and the place where the words stand."""

from __future__ import annotations

from msgpedia.bundle.terms import shown
from msgpedia.lookup import words as w
from msgpedia.lookup.characters import ELLIPSIS, clean, columns
from msgpedia.lookup.rows import pick
from msgpedia.lookup.terminal import Screen
from msgpedia.lookup.words import Words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from msgpedia.lookup.rows import Row
    from msgpedia.lookup.search import Found, Result

MARGIN = "  "
SNIPPET = 160  # columns of a text that are shown around the words
BEFORE = 40  # columns of them that stand before the first word
PLAIN_FIELDS = ("id", "title")  # what is shown anyway


def search_text(
    result: Result, limit: int, interface: Mapping[str, str], language: str, width: int, color: bool
) -> str:
    """The text of at most so many results."""
    screen, words = Screen(width, color), Words(interface)
    lines: list[str] = []
    if not result.all_words and result.found:
        lines += [*screen.flow([("notice", words(w.NO_ENTRY_HAS_ALL))]), ""]
    for each in result.found[:limit]:
        entry = each.entry
        severity = words.severity(entry["severity"])
        lines += screen.titled(entry["severity"], severity, pick(entry["title"], language))
        lines.append(MARGIN + screen.paint("dim", entry["id"]))
        if each.field not in PLAIN_FIELDS:
            lines += screen.flow(_snippet(each, color), MARGIN)
        lines.append("")
    more = len(result.found) - limit
    if more > 0:
        lines += screen.flow([("dim", words(w.MORE_FOUND, count=f"{more:,}"))])
    if result.cut:
        lines += screen.flow([("dim", words(w.TOO_MANY))])
    return "\n".join(lines).rstrip("\n") + "\n"


def search_row(each: Found, language: str) -> Row:
    """A result as an object."""
    entry = each.entry
    return {
        "entry": entry["id"],
        "software": entry["software"],
        "severity": entry["severity"],
        "title": pick(entry["title"], language),
        "matched": "phrase" if each.phrase else "words",
        "field": each.field,
        "language": each.language,
        "snippet": "".join(text for _, text in _snippet(each, True)),
    }


def _snippet(each: Found, color: bool) -> list[tuple[str, str]]:
    """A piece of the text around its words, those painted; without colour they are in brackets."""
    text = shown(each.text)
    first, last = _window(text, each.places)
    spans = [("", ELLIPSIS)] if first else []
    position = first
    for start, end in each.places:
        if start < position or end > last:
            continue
        spans.append(("", clean(text[position:start])))
        word = clean(text[start:end])
        spans.append(("value", word if color else f"[{word}]"))
        position = end
    spans.append(("", clean(text[position:last])))
    return [*spans, ("", ELLIPSIS)] if last < len(text) else spans


def _window(text: str, places: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Where the piece of a text begins and ends that is worth showing."""
    middle = places[0][0] if places else 0
    first = middle
    while first > 0 and columns(clean(text[first - 1 : middle])) <= BEFORE:
        first -= 1
    if first > 0 and text[first - 1] != " " and " " in text[first:middle]:
        first = text.index(" ", first) + 1
    last = places[0][1] if places else 0
    room = SNIPPET - columns(clean(text[first:last]))
    while last < len(text) and room > 0:
        room -= columns(clean(text[last]))
        last += 1
    return first, last

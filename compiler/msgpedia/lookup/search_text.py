"""Results of a search for a terminal and for other programs: title, id, and the place where the words stand."""

from __future__ import annotations

from msgpedia.lookup import words as w
from msgpedia.lookup.characters import ELLIPSIS, clean, columns
from msgpedia.lookup.rows import pick
from msgpedia.lookup.search import marked
from msgpedia.lookup.terminal import Screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.lookup.rows import Row
    from msgpedia.lookup.search import Found, Result
    from msgpedia.lookup.words import Words
    from msgpedia.lookup.wrapping import Span

    Places = Sequence[tuple[int, int]]

MARGIN = "  "
SNIPPET = 160  # columns of a text that are shown around the words
BEFORE = 40  # columns of them that stand before the first word


class SearchOutput:
    """Writes what was found. `width` is in columns."""

    def __init__(self, words: Words, language: str, width: int, color: bool) -> None:
        self._words, self._language, self._screen = words, language, Screen(width, color)

    def text(self, result: Result) -> str:
        """All of a result, its line ends included."""
        lines = [line for notice in self.notices(result) for line in self._screen.flow([("notice", notice)])]
        if lines:
            lines.append("")
        for each in result.found:
            lines += [*self._entry(each, result), ""]
        more = result.total - len(result.found)
        if more > 0:
            lines += self._screen.flow([("dim", self._words.plural(w.MORE_FOUND, more))])
        if result.cut:
            lines += self._screen.flow([("dim", self._words(w.TOO_MANY))])
        return "\n".join(lines).rstrip("\n") + "\n"

    def notices(self, result: Result) -> list[str]:
        """What one has to know before one reads a result."""
        told = ((w.QUERY_CUT, result.query.cut), (w.NO_ENTRY_HAS_ALL, not result.all_words))
        return [self._words(text) for text, there in told if there]

    def _entry(self, each: Found, result: Result) -> list[str]:
        entry, screen = each.entry, self._screen
        title, places = marked(pick(entry["title"], self._language), result.query)
        spans = _spans(title, places, (0, len(title)), "strong")
        lines = screen.titled(entry["severity"], self._words.severity(entry["severity"]), spans)
        lines.append(MARGIN + screen.paint("dim", entry["id"]))
        if each.text not in (title, entry["id"]):
            lines += screen.flow(_snippet(each), MARGIN)
        return lines


def search_row(each: Found, language: str) -> Row:
    """A result as an object."""
    entry = each.entry
    return {
        "entry": entry["id"],
        "software": entry["software"],
        "severity": entry["severity"],
        "title": pick(entry["title"], language),
        "matched": "phrase" if each.phrase else "words",
        "missing": each.missing,
        "field": each.field,
        "language": each.language,
        "snippet": "".join(text for _, text in _snippet(each)),
    }


def _snippet(each: Found) -> list[Span]:
    """A piece of the text around its words."""
    first, last = window = _window(each.text, each.places)
    spans = _spans(each.text, each.places, window, "")
    return [*[("", ELLIPSIS)] * (first > 0), *spans, *[("", ELLIPSIS)] * (last < len(each.text))]


def _spans(text: str, places: Places, window: tuple[int, int], style: str) -> list[Span]:
    """A piece of a text with its words marked."""
    position, end = window
    spans: list[Span] = []
    for first, last in places:
        if position <= first and last <= end:
            spans += [(style, clean(text[position:first])), ("hit", clean(text[first:last]))]
            position = last
    return [span for span in (*spans, (style, clean(text[position:end]))) if span[1]]


def _window(text: str, places: Places) -> tuple[int, int]:
    """Where the piece of a text begins and ends that is worth showing."""
    middle, last = places[0] if places else (0, 0)
    first = middle
    while first > 0 and columns(clean(text[first - 1 : middle])) <= BEFORE:
        first -= 1
    if first > 0 and text[first - 1] != " " and " " in text[first:middle]:
        first = text.index(" ", first) + 1
    room = SNIPPET - columns(clean(text[first:last]))
    while last < len(text) and room > 0:
        room -= columns(clean(text[last]))
        last += 1
    return first, last

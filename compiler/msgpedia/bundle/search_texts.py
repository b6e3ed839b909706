"""Which texts of an entry are searched, and what each of them is worth."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    Text = tuple[str, str | None, str]

NAMES, FORMS, PROSE = CLASSES = range(3)  # what texts are, those that count most first
WHOLE = 3  # the class of whole names, as terms
# The fields in order, those that count most first; the numbers of both stand in the index.
FIELDS = {
    "id": NAMES,
    "title": NAMES,
    "format": FORMS,
    "sample": FORMS,
    "description": PROSE,
    "action": PROSE,
    "advice": PROSE,
    "notes": PROSE,
    "argument": PROSE,
    "software": PROSE,
    "reference": PROSE,
}
_MARKDOWN = frozenset(("description", "action", "advice", "notes"))


def texts_of(entry: Mapping[str, Any], software: Mapping[str, str]) -> Iterator[Text]:
    """All texts of an entry that are searched, in order of `FIELDS`: the field, the language where there is one, the
    text. `software` has the names of its software by language.
    """
    yield "id", None, entry["id"]
    yield from (("id", None, name) for name in (*entry.get("former_ids", ()), *entry["messages"]))
    if "mid" in entry:
        yield "id", None, str(entry["mid"])
    yield from _in_languages("title", entry.get("title", {}))
    for variant in entry.get("variants", ()):
        yield "format", None, variant.get("prefix", {}).get("format", "") + variant["format"]
    yield from (("sample", None, sample["line"]) for sample in entry.get("samples", ()))
    yield from _in_languages("description", entry.get("description", {}))
    yield from _in_languages("action", entry.get("action", {}))
    for advice in entry.get("advice", ()):
        yield from _in_languages("advice", advice["text"])
    yield from _in_languages("notes", entry.get("notes", {}))
    for name, argument in entry.get("arguments", {}).items():
        yield "argument", None, name
        yield from _in_languages("argument", argument["text"])
    yield from _in_languages("software", software)
    yield from (("reference", None, reference["title"]) for reference in entry.get("references", ()))


def _in_languages(field: str, text: Mapping[str, str]) -> Iterator[Text]:
    return ((field, language, each) for language, each in text.items())


def pieces_of(field: str, text: str) -> list[str]:
    """The pieces that a reader sees of a text: of Markdown its paragraphs and lines of code, without its marks."""
    if field not in _MARKDOWN:
        return [text]
    from msgpedia.lookup.markdown import parse, plain_pieces

    return list(plain_pieces(parse(text)))

"""What a value means, on one line."""

from __future__ import annotations

from msgpedia.lookup import words as w

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.decoding.model import Part, Reading, Texts
    from msgpedia.lookup.words import Words


def written(readings: Sequence[Reading], words: Words, language: str) -> str:
    """Readings on one line."""
    if len(readings) == 1:
        return parts_text(readings[0].parts, words, language)
    found = [
        words(w.NAMED, name=versions_text(reading, words), value=parts_text(reading.parts, words, language))
        for reading in readings
    ]
    return " / ".join(found)


def versions_text(reading: Reading, words: Words) -> str:
    """The versions that a reading is of."""
    first, last = reading.first, reading.last
    if first is not None and first == last:
        return words(w.VERSION, version=first)
    if first is not None and last is not None:
        return words(w.VERSIONS, first=first, last=last)
    if first is not None:
        return words(w.VERSIONS_FROM, first=first)
    return words(w.VERSIONS_TO, last=last or "")


def parts_text(parts: Sequence[Part], words: Words, language: str) -> str:
    """All parts of a reading on one line; parts of the same name have it once."""
    if any(part.one_of for part in parts):
        return words(w.ONE_OF, values=words.joined([_part_text(part, words, language) for part in parts]))
    found = []
    name = None
    for part in parts:
        text = _part_text(part, words, language)
        own = picked(part.name, language)
        found.append(words(w.NAMED, name=own, value=text) if own is not None and own != name else text)
        name = own
    return words.joined(found)


def brief(parts: Sequence[Part], words: Words, language: str) -> str:
    """The parts of a reading without what symbols mean, and without those that are not in the table."""
    found = [_head(part) or picked(part.text, language) or part.value for part in parts if part.known]
    told = words.joined([text for text in found if text])
    return words(w.ONE_OF, values=told) if any(part.one_of for part in parts) else told


def _head(part: Part) -> str | None:
    """The symbol of a part, or the number for which a text stands."""
    return part.symbol if part.symbol is not None or part.number is None else part.value


def _part_text(part: Part, words: Words, language: str) -> str:
    text = picked(part.text, language)
    head = part.symbol if part.symbol is not None else part.value
    if not part.known:
        return words(w.NOT_IN_TABLE, value=part.value or "")
    if head is None:
        return text or ""
    return words(w.WITH_MEANING, value=head, meaning=text) if text else head


def picked(texts: Texts | None, language: str) -> str | None:
    """A text in a language, or where it is missing in English, Japanese, or whatever there is."""
    if texts is None:
        return None
    for code in (language, "en", "ja"):
        if code in texts:
            return texts[code]
    return next(iter(texts.values()), None)

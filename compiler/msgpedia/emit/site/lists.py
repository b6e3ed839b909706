"""The lists of entries: by software and subsystem, by severity, by first words, the newest."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgpedia.emit.site.entry_page import Card
from msgpedia.logs.headers import SEVERITIES

NEWEST = 60  # entries of the list of the newest
OTHER = "other"  # the letter of entries whose first word begins with none of a to z


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: its kind (`software`, `subsystem`, `severity`, `words`), what it is about, its entries.

    `key` is the id of a software, `software/subsystem`, a severity or a letter; `place` the name of its pages.
    """

    kind: str
    key: str
    place: str
    cards: tuple[Card, ...]


def listings(cards: Iterable[Card]) -> list[Listing]:
    """All lists of entries; each entry is in four of them. Lists have the order of their kinds and keys."""
    rows = list(cards)
    by_words = sorted(rows, key=lambda card: (card.words.casefold(), card.id))
    by_rank = sorted(rows, key=lambda card: card.id)
    return [
        *_grouped("software", ((card.software, card) for card in by_rank), "{}/index"),
        *_grouped("subsystem", ((card.subsystem, card) for card in by_rank), "{}/index"),
        *_grouped("severity", ((card.severity, card) for card in by_rank), "severity/{}", SEVERITIES),
        *_grouped("words", ((letter(card), card) for card in by_words), "words/{}"),
    ]


def _grouped(
    kind: str, pairs: Iterable[tuple[str, Card]], place: str, order: Sequence[str] | None = None
) -> list[Listing]:
    found: dict[str, list[Card]] = defaultdict(list)
    for key, card in pairs:
        found[key].append(card)
    keys = (
        [key for key in order if key in found]
        if order is not None
        else sorted(found, key=lambda key: (key == OTHER, key))
    )
    return [Listing(kind, key, place.format(key), tuple(found[key])) for key in keys]


def letter(card: Card) -> str:
    """What a message's first word begins with: a letter from a to z, or `OTHER`."""
    first = card.words[:1].lower()
    return first if first.isascii() and first.isalpha() else OTHER


def newest(cards: Iterable[Card], days: Mapping[str, str]) -> list[tuple[str, Card]]:
    """The entries with the last days, by id those of the same day; those without a day first, as they are newest."""
    by_id = sorted(((days[card.id], card) for card in cards), key=lambda row: row[1].id)
    return sorted(by_id, key=lambda row: row[0] or "9999", reverse=True)[:NEWEST]

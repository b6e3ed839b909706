"""Stamps the pages that come from the catalog, from the templates of `site/templates`: entries and lists of them.

MkDocs builds the pages that people write. With 10,000 entries its way through Markdown would take ten times as long.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import jinja2

from msgpedia.emit.site import lists, places
from msgpedia.emit.site.entry_page import Card, EntryView, Row, freshness
from msgpedia.emit.site.history import Dates
from msgpedia.emit.site.lists import Listing
from msgpedia.emit.site.shell import Site
from msgpedia.lookup.rows import pick

Page = tuple[str, str]  # the path of a file below the root, and its text


@dataclass(frozen=True, slots=True)
class Overview:
    """What pages know of all entries: cards in order of id, software by id, lists, dates by file, the folder of the
    catalog below the root of the checkout; and the bundle's rows of entries that were withdrawn.
    """

    cards: Mapping[str, Card]
    software: Mapping[str, Row]
    listings: tuple[Listing, ...]
    dates: Mapping[str, Dates]
    folder: str
    withdrawn: tuple[Row, ...] = ()

    def former(self) -> dict[str, Card]:
        """The entries by the ids that they had before."""
        return {old: card for card in self.cards.values() for old in card.former}

    def of_kind(self, kind: str) -> list[Listing]:
        """The lists of a kind."""
        return [listing for listing in self.listings if listing.kind == kind]

    def source(self, identifier: str) -> str:
        """The file of an entry, from the root of the checkout."""
        return f"{self.folder}/{identifier}.yaml"

    def dates_of(self, identifier: str) -> Dates | None:
        """When an entry was added, by whatever id, and changed, where that is known."""
        found = self.dates.get(self.source(identifier))
        card = self.cards.get(identifier)
        if found is None or card is None:
            return found
        before = [known.added for old in card.former if (known := self.dates.get(self.source(old)))]
        return replace(found, added=min([found.added, *before]))

    def newest(self) -> list[tuple[str, Card]]:
        """The entries added last, each with its day (empty where it is in no commit yet); none without a history."""
        days = {name: found.added if (found := self.dates_of(name)) else "" for name in self.cards}
        return lists.newest(self.cards.values(), days) if self.dates else []

    def values(self, language: str) -> dict[str, Any]:
        """What templates of lists and of written pages may name."""
        return {
            "total": len(self.cards),
            "listings": self.of_kind,
            "newest": self.newest,
            "software_name": lambda key: pick(self.software[key]["name"], language),
        }


class Stamp:
    """Makes pages in all languages of a site. `report` is told about links in entries that lead nowhere."""

    def __init__(
        self, site: Site, overview: Overview, environment: jinja2.Environment, report: Callable[[str, str], None]
    ) -> None:
        self._site, self._overview = site, overview
        self._environment = environment
        self._entry = environment.get_template("entry.html")
        self._list = environment.get_template("list.html")
        self._cards = {**overview.cards, **overview.former()}
        self._views = {
            language: EntryView(language, self._cards, overview.software, report, site.words[language].comma)
            for language in site.languages
        }
        self._shared = repr((overview.software, site.navigation))
        # Links in texts lead nowhere or somewhere as ids go and come.
        self._ids = hash(tuple((name, card.id) for name, card in self._cards.items()))

    def entry(self, entry: Row) -> Iterator[Page]:
        """The pages of an entry, one a language."""
        place = places.entry(entry["id"])
        states = freshness(entry, self._site.languages)
        for language, view in self._views.items():
            values = view.context(entry)
            values |= {"source_file": self._overview.source(entry["id"]), "freshness": states}
            values |= {"dates": self._overview.dates_of(entry["id"])}
            yield f"{language}/{place}", self._entry.render(self._site.context(language, place, **values))

    def sources(self, entry: Row) -> str:
        """All that the pages of an entry depend on beside templates and words, as one text."""
        linked = [self._cards.get(name) for name in (*entry.get("followed_by", ()), *entry.get("related", ()))]
        dates = self._overview.dates_of(entry["id"])
        return repr((entry, linked, dates, self._ids, self._shared))

    def sources_of_list(self, listing: Listing) -> str:
        """The same of the pages of a list."""
        subsystems = self._overview.of_kind("subsystem") if listing.kind == "software" else ()
        return repr((listing, subsystems, self._shared))

    def gone(self) -> dict[str, Row | Card]:
        """What stands at the places of ids that no entry has any more: the entry that had it, or the bundle's row of
        one that was withdrawn.
        """
        return {**self._overview.former(), **{row["id"]: row for row in self._overview.withdrawn}}

    def sources_of_gone(self, found: Row | Card) -> str:
        """All that such a page depends on beside templates and words."""
        see = self._cards.get(found.get("see", "")) if not isinstance(found, Card) else None
        return repr((found, see, self._shared))

    def moved(self, old: str, card: Card) -> Iterator[Page]:
        """The pages at the place of a former id, in all languages; they lead on to the entry's."""
        place = places.entry(old)
        now = places.entry(card.id)
        values = {"old": old, "card": card, "now": now, "moved": places.relative(now, place)}
        template = self._environment.get_template("moved.html")
        for language in self._site.languages:
            yield f"{language}/{place}", template.render(self._site.context(language, place, **values))

    def withdrawn(self, row: Row) -> Iterator[Page]:
        """The pages at the place of an entry that was withdrawn, in all languages."""
        place = places.entry(row["id"])
        see = self._cards.get(row.get("see", ""))
        values = {"row": row, "see": see, "way": places.relative(places.entry(see.id), place) if see else ""}
        template = self._environment.get_template("withdrawn.html")
        for language in self._site.languages:
            yield f"{language}/{place}", template.render(self._site.context(language, place, **values))

    def listing(self, listing: Listing) -> Iterator[Page]:
        """The pages of a list, in all languages."""
        for language in self._site.languages:
            yield from self._listing(listing, language, self._overview.values(language))

    def _listing(self, listing: Listing, language: str, shared: dict[str, Any]) -> Iterator[Page]:
        pieces = list(places.pieces(listing.cards))
        inside = [
            other
            for other in self._overview.of_kind("subsystem")
            if listing.kind == "software" and other.key.startswith(f"{listing.key}/")
        ]
        for number, cards in pieces:
            place = places.listing(listing.place, number)
            values = shared | {
                "listing": listing,
                "subsystems": inside if number == 1 else [],
                "cards": cards,
                "number_of_page": number,
                "pages": [(each, places.relative(places.listing(listing.place, each), place)) for each, _ in pieces],
            }
            yield f"{language}/{place}", self._list.render(self._site.context(language, place, **values))

"""The lists of entries: which there are, what stands in them, and in which order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgpedia.emit.site.entry_page import Card
from msgpedia.emit.site.history import Dates
from msgpedia.emit.site.lists import NEWEST, Listing, letter, listings, newest
from msgpedia.emit.site.pages import Overview


def card(identifier: str, severity: str = "err", words: str = "") -> Card:
    return Card(identifier, identifier.split("/")[0], severity, {"en": identifier}, f"%s: {words}", words)


CARDS = [
    card("systemd/unit/failed", "err", "Failed to start"),
    card("linux/mm/oom", "emerg", "Out of memory"),
    card("linux/fs/read", "warning", "failed to read"),
    card("linux/mm/page", "warning", "page allocation failure"),
    card("chrony/clock/japanese", "debug", "時刻"),
    card("chrony/clock/empty", "info", ""),
]


def rows(kind: str) -> list[tuple[str, str, list[str]]]:
    found = [listing for listing in listings(CARDS) if listing.kind == kind]
    return [(listing.key, listing.place, [card.id for card in listing.cards]) for listing in found]


def test_lists_by_software_and_subsystem() -> None:
    assert rows("software") == [
        ("chrony", "chrony/index", ["chrony/clock/empty", "chrony/clock/japanese"]),
        ("linux", "linux/index", ["linux/fs/read", "linux/mm/oom", "linux/mm/page"]),
        ("systemd", "systemd/index", ["systemd/unit/failed"]),
    ]
    assert rows("subsystem") == [
        ("chrony/clock", "chrony/clock/index", ["chrony/clock/empty", "chrony/clock/japanese"]),
        ("linux/fs", "linux/fs/index", ["linux/fs/read"]),
        ("linux/mm", "linux/mm/index", ["linux/mm/oom", "linux/mm/page"]),
        ("systemd/unit", "systemd/unit/index", ["systemd/unit/failed"]),
    ]


def test_lists_by_severity_begin_with_the_worst() -> None:
    assert [(key, place) for key, place, _ in rows("severity")] == [
        ("emerg", "severity/emerg"),
        ("err", "severity/err"),
        ("warning", "severity/warning"),
        ("info", "severity/info"),
        ("debug", "severity/debug"),
    ]
    assert rows("severity")[2][2] == ["linux/fs/read", "linux/mm/page"]


def test_lists_by_first_words_whatever_their_case() -> None:
    assert rows("words") == [
        ("f", "words/f", ["linux/fs/read", "systemd/unit/failed"]),  # "to read" stands before "to start"
        ("o", "words/o", ["linux/mm/oom"]),
        ("p", "words/p", ["linux/mm/page"]),
        ("other", "words/other", ["chrony/clock/empty", "chrony/clock/japanese"]),
    ]


def test_each_entry_is_in_one_list_of_each_kind() -> None:
    found = listings(CARDS)
    for kind in ("software", "subsystem", "severity", "words"):
        ids = [card.id for listing in found if listing.kind == kind for card in listing.cards]
        assert sorted(ids) == sorted(card.id for card in CARDS)


def test_the_order_of_the_entries_does_not_matter() -> None:
    assert listings(reversed(CARDS)) == listings(CARDS)
    assert all(isinstance(listing, Listing) for listing in listings(CARDS))
    assert listings([]) == []


def test_letters() -> None:
    words = ["page", "Page", "0x", "", "é", "漢", "İ", "ﬀ", "[x"]
    assert [letter(card("a/b/c", words=text)) for text in words] == ["p", "p"] + ["other"] * 7


def overview(cards: Sequence[Card], dates: Mapping[str, Dates]) -> Overview:
    return Overview({card.id: card for card in cards}, {}, (), dates, "catalog")


def test_the_newest_stand_first_and_what_is_not_published_before_them() -> None:
    dates = {
        "catalog/linux/mm/oom.yaml": Dates("2026-03-01", "2026-03-02"),
        "catalog/linux/mm/page.yaml": Dates("2026-03-01", "2026-05-01"),
        "catalog/linux/fs/read.yaml": Dates("2026-04-01", "2026-04-01"),
        "catalog/linux/gone/x.yaml": Dates("2026-09-01", "2026-09-01"),
    }
    cards = [card for card in CARDS if card.software != "chrony"]
    assert [(day, card.id) for day, card in overview(cards, dates).newest()] == [
        ("", "systemd/unit/failed"),
        ("2026-04-01", "linux/fs/read"),
        ("2026-03-01", "linux/mm/oom"),
        ("2026-03-01", "linux/mm/page"),
    ]


def test_without_a_history_nothing_is_new() -> None:
    assert overview(CARDS, {}).newest() == []


def test_the_list_of_the_newest_ends_somewhere() -> None:
    cards = [card(f"linux/mm/x{number:03}") for number in range(100)]
    days = {card.id: f"2026-01-{number % 28 + 1:02}" for number, card in enumerate(cards)}
    found = newest(cards, days)
    assert len(found) == NEWEST
    assert [day for day, _ in found] == sorted((day for day, _ in found), reverse=True)
    assert newest(cards[::-1], days) == found


def test_the_source_of_an_entry_lies_in_the_folder_of_the_catalog() -> None:
    assert overview((), {}).source("linux/mm/oom") == "catalog/linux/mm/oom.yaml"

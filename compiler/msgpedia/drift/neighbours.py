"""New messages near documented ones: they may belong to the same entry, or need one of their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgpedia.drift import ranges, texts
from msgpedia.drift.messages import Messages
from msgpedia.drift.model import Finding, Place
from msgpedia.drift.rewording import likeness
from msgpedia.drift.seeking import Wanted
from msgpedia.packs.model import Record

MOST = 5  # of an entry
LEAST_WORDS = 2  # that both must have


def near(
    wants: Sequence[Wanted], messages: Messages, documented: frozenset[str], claimed: Collection[Record]
) -> list[Finding]:
    """The messages that only the newest version has and that read like a variant of an entry, the nearest first; those
    that are documented, by id or call or because a variant takes their text for one of its values, are left out.
    """
    living = [want for want in wants if ranges.covers(want.variant, messages.newest)] or wants[:1]
    found: dict[str, tuple[float, Record, Wanted]] = {}
    for want in living:
        rare = texts.words(want.own)
        for record, words in messages.fresh:
            if len(rare & words) < min(LEAST_WORDS, len(rare)):
                continue
            alike = likeness(want, record, want.variant.format)
            if alike and alike > found.get(record.id, (0.0,))[0]:
                found[record.id] = (alike, record, want)
    news = [row for row in found.values() if _is_news(row[1], wants, documented, claimed)]
    rows = sorted(news, key=lambda row: (-row[0], row[1].format))[:MOST]
    return [
        Finding(
            "new",
            None,
            want.variant.format,
            (messages.newest,),
            want.variant.format,
            record.format.rstrip("\n"),
            (Place.of(record),),
            likeness=alike,
            dialect=record.dialect,
        )
        for alike, record, want in rows
    ]


def _is_news(record: Record, wants: Sequence[Wanted], documented: frozenset[str], claimed: Collection[Record]) -> bool:
    """Whether a call prints a line of its own that no variant matches."""
    if record.id in documented or record in claimed or record.part == "continuation" or record.envelope:
        return False
    return not any(texts.carries(text, record) for want in wants for text in {want.whole, want.own})

"""New messages near documented ones: they may belong to the same entry, or need one of their own.

A message is told once, at the entry that it is nearest to. Another subsystem's are not told, for it has its own.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence

from msgpedia.drift import ranges, texts
from msgpedia.drift.looking import Known, Seen
from msgpedia.drift.model import Finding, Place
from msgpedia.drift.rewording import AT_HOME, is_of, likeness
from msgpedia.drift.seeking import Wanted
from msgpedia.packs.model import Record

MOST = 5  # of an entry
LEAST_WORDS = 2  # that both must have

Row = tuple[float, Record, Wanted]  # how alike, what, to which variant


def near(entry: str, variants: Sequence[Seen], known: Known) -> list[Finding]:
    """The messages that only the newest version has and that read like a variant of an entry, the nearest first; those
    that are documented, by id or call or because a variant takes their text for one of its values, are left out, and so
    is the call that can print a variant which is not found otherwise.
    """
    newest = known.messages.newest
    wants = known.wants[entry]
    rows = [row for row in _alike(wants, known) if _is_news(row[1], wants, known) and _is_nearest(row, entry, known)]
    missing = [one.want for one in variants if one.is_missing(newest)]
    own = {Place.of(record) for _, record, _ in rows if any(is_of(want, record) for want in missing)}
    rows = [row for row in rows if Place.of(row[1]) not in own]
    return [
        Finding(
            "new",
            None,
            want.variant.format,
            (newest,),
            want.variant.format,
            record.format.rstrip("\n"),
            (Place.of(record),),
            likeness=alike,
            dialect=record.dialect,
        )
        for alike, record, want in sorted(rows, key=lambda row: (-row[0], row[1].format))[:MOST]
    ]


def _alike(wants: Sequence[Wanted], known: Known) -> Iterable[Row]:
    """The new messages that read like one of some variants, each with the nearest."""
    found: dict[str, Row] = {}
    for want in _living(wants, known) or wants[:1]:
        rare = texts.words(want.own)
        for record, words in known.messages.fresh:
            alike = _likeness(want, rare, record, words)
            if alike and (record.id not in found or alike > found[record.id][0]):
                found[record.id] = (alike, record, want)
    return found.values()


def _living(wants: Sequence[Wanted], known: Known) -> list[Wanted]:
    return [want for want in wants if ranges.covers(want.variant, known.messages.newest)]


def _likeness(want: Wanted, rare: frozenset[str], record: Record, words: frozenset[str]) -> float:
    """How much a call has in common with a variant, words and folder to begin with; 0 where that is too little."""
    if len(rare & words) < min(LEAST_WORDS, len(rare)) or not _is_beside(want, record):
        return 0.0
    return likeness(want, record, want.variant.format)


def _is_beside(want: Wanted, record: Record) -> bool:
    """Whether a call stands in a folder that the entry names: files of one name, as `super.c`, are in many."""
    return record.file is None or os.path.dirname(record.file) in set(map(os.path.dirname, want.files))


def _is_news(record: Record, wants: Sequence[Wanted], known: Known) -> bool:
    """Whether a call prints a line of its own that no variant matches."""
    if record.id in known.documented or record in known.claimed or record.part == "continuation" or record.envelope:
        return False
    return not any(texts.carries(text, record) for want in wants for text in {want.whole, want.own})


def _is_nearest(row: Row, entry: str, known: Known) -> bool:
    """Whether no other entry is nearer to a message."""
    alike, record, _ = row
    words = texts.words(record.format)
    least = alike + _at_home(record, known.wants[entry])
    for other, wants in known.wants.items():
        more = _at_home(record, wants)
        if other != entry and any(
            _likeness(want, texts.words(want.own), record, words) + more > least for want in _living(wants, known)
        ):
            return False
    return True


def _at_home(record: Record, wants: Iterable[Wanted]) -> float:
    """What counts more where one of an entry's variants stands in the same function."""
    return AT_HOME if (record.file, record.function) in {(want.file, want.function) for want in wants} else 0.0

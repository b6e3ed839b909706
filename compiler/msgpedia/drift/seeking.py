"""Finds a variant among the messages of a version.

An entry spells what stands in the log, a call often only a part of it: the rest comes from a macro, from the function
that it calls (`panic`), or from the calls after it. So a variant is looked for as it is, then less its prefix, then
with texts that may be empty, then as a line of several, in all these ways first where its source says; then by the
call that prints its end or its middle, at last by calls that print it piece by piece. Another entry's message counts
for none of the latter.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgpedia.bundle.writer import message_id
from msgpedia.catalog.model import Entry, Variant
from msgpedia.drift import texts
from msgpedia.drift.messages import Messages
from msgpedia.drift.model import Sighting, Way
from msgpedia.drift.texts import OPEN
from msgpedia.packs.model import Record

LEAST_PART = 8  # letters of a call's text that can stand for the end of a variant
PART_HERE, PART_ELSEWHERE = 0.4, 0.7  # of a variant's letters, where the call stands in a file of the entry, or not
LEAST_PIECE = 4  # letters of a piece, and of a variant whose texts are empty where its function prints it
PIECES = 0.6  # of a variant's letters that the pieces must have


@dataclass(frozen=True, slots=True)
class Wanted:
    """A variant as it is looked for: its message id, its normalised texts with and without prefix, its letters."""

    variant: Variant
    id: str
    whole: str
    own: str
    letters: int
    files: frozenset[str]  # that the entry names

    @property
    def home(self) -> frozenset[str]:
        """The file that the variant names, else those of the entry."""
        return frozenset((self.file,)) if self.file is not None else self.files

    @property
    def file(self) -> str | None:
        return self.variant.source.file if self.variant.source else None

    @property
    def function(self) -> str | None:
        return self.variant.source.function if self.variant.source else None


def wanted(entry: Entry) -> tuple[Wanted, ...]:
    """The variants of an entry, in its order."""
    files = frozenset(variant.source.file for variant in entry.variants if variant.source)
    found = []
    for variant in entry.variants:
        own = texts.own(variant)
        number = texts.letters(own)
        found.append(Wanted(variant, message_id(entry.software, variant), texts.whole(variant), own, number, files))
    return tuple(found)


def seek(
    want: Wanted, messages: Messages, version: str, pieces: bool = True, others: Collection[Record] = ()
) -> Sighting | None:
    """The calls of a version that print a variant, nearest to its source first; None where there are none.

    `others` are calls whose message is documented by another entry: they prove nothing where they print a part only.
    """
    for is_home in (True, False):
        for way, find in _WHOLE:
            found = tuple(
                record
                for record in _of(version, find(want, messages))
                if (not is_home or record.file in want.home) and (way in _EXACT or record not in others)
            )
            if found:
                return Sighting(way, _nearest(want, found))
    for part in (_parts, _carried):
        found = tuple(record for record in part(want, messages, version) if record not in others)
        if found:
            return Sighting("part", _nearest(want, found))
    return _pieces(want, messages, version, others) if pieces else None


def exact(want: Wanted, messages: Messages) -> Iterator[Record]:
    """The calls of any version whose message a variant is: by its id, or without prefix in a file of the entry."""
    yield from _by_id(want, messages)
    yield from (record for record in _bare(want, messages) if record.file in want.files)


def _of(version: str, records: Iterable[Record]) -> Iterator[Record]:
    return (record for record in records if version in record.versions)


def _nearest(want: Wanted, records: Sequence[Record]) -> tuple[Record, ...]:
    """Those in the function that the source names, else in its file, else all."""
    here = [record for record in records if record.file == want.file]
    inside = [record for record in here if record.function == want.function]
    return tuple(inside or here or records)


def _by_id(want: Wanted, messages: Messages) -> Iterator[Record]:
    """Calls that have the variant's message id."""
    yield from messages.by_id.get(want.id, ())


def _bare(want: Wanted, messages: Messages) -> Iterator[Record]:
    """Calls that spell the variant less a prefix; without one of its own, only in files that the entry names."""
    for text in {want.own, want.whole}:
        for record in messages.by_text.get(text, ()):
            has_prefix = bool(record.prefix or record.unknown_prefix)
            if want.variant.prefix is not None and text == want.own:
                if record.unknown_prefix in (None, "device", "macro") or record.prefix:
                    yield record
            elif record.file in want.files or (has_prefix and want.letters >= LEAST_PART * 2):
                yield record


def _emptied(want: Wanted, messages: Messages) -> Iterator[Record]:
    """Calls in files that the entry names which print the variant where some of their texts are empty, or follow each
    other. Less has to be said where the function is the variant's, too.
    """
    for name in sorted(want.files):
        for record in messages.by_file.get(name, ()):
            is_inside = record.file == want.file and record.function == want.function
            if want.letters >= (LEAST_PIECE if is_inside else LEAST_PART) and any(
                len(OPEN.findall(known)) > len(OPEN.findall(text)) and texts.closed(known) == texts.closed(text)
                for text in {want.own, want.whole}
                for known in texts.spells(record)
            ):
                yield record


def _lines(want: Wanted, messages: Messages) -> Iterator[Record]:
    """Calls in files that the entry names which print several lines, of which the variant is one."""
    for name in sorted(want.files):
        for record in messages.by_file.get(name, ()):
            lines = texts.bare(record).strip("\n").split("\n")
            if len(lines) > 1 and want.own in {texts.normal(record.dialect, line) for line in lines}:
                yield record


_WHOLE: tuple[tuple[Way, Callable[[Wanted, Messages], Iterator[Record]]], ...] = (
    ("format", _by_id),
    ("bare", _bare),
    ("empty", _emptied),
    ("part", _lines),
)
_EXACT: frozenset[Way] = frozenset(("format", "bare"))


def _parts(want: Wanted, messages: Messages, version: str) -> Iterator[Record]:
    """Calls whose text is the end of the variant, behind a prefix that the variant spells and the call does not."""
    for cut in _cuts(want.own):
        rest = want.own[cut:]
        enough = texts.letters(rest)
        if enough < LEAST_PART:
            break
        for record in _of(version, messages.by_text.get(rest, ())):
            if record.part == "continuation" or record.level == "cont":
                continue
            if enough >= (PART_HERE if record.file in want.files else PART_ELSEWHERE) * want.letters:
                yield record


def _carried(want: Wanted, messages: Messages, version: str) -> Iterator[Record]:
    """Calls whose text another call puts into its own, which gives the variant: `---[ end Kernel panic … ]---`."""
    for cut in _cuts(want.own):
        for carrier in _of(version, messages.carriers.get(want.own[:cut].strip(" "), ())):
            tail = OPEN.split(texts.normal(carrier.dialect, texts.bare(carrier)) or "")[-1]
            if not want.own.endswith(tail):
                continue
            inner = want.own[cut : len(want.own) - len(tail)].strip(" ")
            if texts.letters(inner) >= LEAST_PART:
                found = _of(version, messages.by_text.get(inner, ()))
                yield from (record for record in found if record.file in want.files)


def _cuts(text: str) -> Iterator[int]:
    """Where words and conversions begin, from the left."""
    return (found.end() for found in re.finditer(r"[ :\]>)]+", text) if found.end() < len(text))


def _pieces(want: Wanted, messages: Messages, version: str, others: Collection[Record]) -> Sighting | None:
    """Calls that print most of a variant together; None where they do not, or where that is next to nothing."""
    covered = [False] * len(want.own)
    here = [record for name in sorted(want.files) for record in _of(version, messages.by_file.get(name, ()))]
    used = [record for record in here if record not in others and _cover(want.own, record, covered)]
    text = "".join(char for char, is_known in zip(want.own, covered, strict=True) if is_known)
    known = texts.letters(text)
    is_enough = known >= max(LEAST_PART, PIECES * want.letters)
    return Sighting("pieces", tuple(used), known / want.letters) if is_enough and _is_several(used) else None


def _is_several(used: Sequence[Record]) -> bool:
    """Whether the pieces are of several calls, or the only one may go on."""
    return len(used) > 1 or all(not record.format.endswith("\n") for record in used)


def _cover(text: str, record: Record, covered: list[bool]) -> bool:
    """Mark what a call prints of a text, if all that it spells is in it; whether that is anything new."""
    spelled = texts.normal(record.dialect, texts.bare(record))
    if not spelled or texts.letters(spelled) < LEAST_PIECE:
        return False
    for pieces in ([spelled], [piece.strip(" ") for piece in OPEN.split(spelled)]):
        places = _places(text, [piece for piece in pieces if texts.letters(piece)], record.format.endswith("\n"))
        new = any(not all(covered[start:end]) for start, end in places)
        for start, end in places:
            covered[start:end] = [True] * (end - start)
        if places:
            return new
    return False


def _places(text: str, pieces: Sequence[str], ends: bool) -> list[tuple[int, int]]:
    """Where pieces stand in a text, in their order; nothing where one of them does not, or the last is not at the end
    although a line ends there.
    """
    found: list[tuple[int, int]] = []
    place = 0
    for piece in pieces:
        start = text.find(piece, place)
        while start >= 0 and not _is_apart(text, start, start + len(piece)):
            start = text.find(piece, start + 1)
        if start < 0:
            return []
        place = start + len(piece)
        found.append((start, place))
    return found if not ends or place == len(text) else []


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether a piece begins and ends where words do."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() and text[start].isalnum()) and not (behind.isalnum() and text[end - 1].isalnum())

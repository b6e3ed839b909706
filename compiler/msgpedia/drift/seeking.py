"""Finds a variant among the messages of a version.

An entry spells what stands in the log, a call often only a part of it: the rest comes from a macro, from the function
that it calls (`panic`), or from the calls after it. So a variant is looked for as it is, then less its prefix, then
with texts that may be empty, then by the call that prints its end or its middle, at last by calls that print it piece
by piece.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from msgpedia.bundle.writer import message_id
from msgpedia.catalog.model import Entry, Variant
from msgpedia.drift import texts
from msgpedia.drift.messages import Messages
from msgpedia.drift.model import Sighting
from msgpedia.drift.texts import OPEN
from msgpedia.packs.model import Record

LEAST_PART = 8  # letters of a call's text that can stand for the end of a variant
PART_ELSEWHERE = 0.7  # of a variant's letters, where the call stands in another file
LEAST_PIECE = 4  # letters of a piece
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


def seek(want: Wanted, messages: Messages, version: str, pieces: bool = True) -> Sighting | None:
    """The calls of a version that print a variant, nearest to its source first; None where there are none."""
    found = tuple(_of(version, messages.by_id.get(want.id, ())))
    if found:
        return Sighting("format", _nearest(want, found))
    found = tuple(_of(version, _bare(want, messages)))
    if found:
        return Sighting("bare", _nearest(want, found))
    found = tuple(_of(version, _emptied(want, messages)))
    if found:
        return Sighting("empty", _nearest(want, found))
    found = tuple(_parts(want, messages, version)) or tuple(_carried(want, messages, version))
    if found:
        return Sighting("part", _nearest(want, found))
    return _pieces(want, messages, version) if pieces else None


def _of(version: str, records: Iterable[Record]) -> Iterator[Record]:
    return (record for record in records if version in record.versions)


def _nearest(want: Wanted, records: Sequence[Record]) -> tuple[Record, ...]:
    """Those in the function that the source names, else in its file, else all."""
    here = [record for record in records if record.file == want.file]
    inside = [record for record in here if record.function == want.function]
    return tuple(inside or here or records)


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
    """Calls in files that the entry names which print the variant where some of their texts are empty."""
    text = _closed(want.own)
    if want.letters < LEAST_PART:
        return
    for name in sorted(want.files):
        for record in messages.by_file.get(name, ()):
            for spelled in (record.format, texts.bare(record)):
                known = texts.normal(record.dialect, spelled)
                if known and len(OPEN.findall(known)) > len(OPEN.findall(want.own)) and _closed(known) == text:
                    yield record
                    break


def _closed(text: str) -> str:
    """A text without conversions that may be empty, and without blanks."""
    return OPEN.sub("", text).replace(" ", "")


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
            if record.file in want.files or enough >= PART_ELSEWHERE * want.letters:
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


def _pieces(want: Wanted, messages: Messages, version: str) -> Sighting | None:
    """Calls that print most of a variant together; None where they do not."""
    covered = [False] * len(want.own)
    here = [record for name in sorted(want.files) for record in _of(version, messages.by_file.get(name, ()))]
    used = [record for record in here if _cover(want.own, record, covered)]
    text = "".join(char for char, known in zip(want.own, covered, strict=True) if known)
    share = texts.letters(text) / want.letters if want.letters else 0.0
    return Sighting("pieces", tuple(used), share) if share >= PIECES and _is_several(used) else None


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

"""What packs know of a software: its messages, over all versions of the packs, found by id, file and text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from msgpedia.catalog.model import Entry
from msgpedia.catalog.versions import version_key
from msgpedia.drift import texts
from msgpedia.packs.model import Record

_CARRIER = re.compile(r"([^%]*[A-Za-z][^%]{6,}?)%(?:s|pV)[^%]*")
_LEAST_WORD = 4  # letters of a word by which records in other files are looked for


@dataclass(slots=True)
class Messages:
    """The records of a software that matter for some entries, by what they are looked for.

    `fresh` are those of the newest version that no older one has, by id, with their words; nothing where there is one
    version only.
    """

    software: str
    versions: tuple[str, ...]
    by_id: Mapping[str, Sequence[Record]]
    by_file: Mapping[str, Sequence[Record]]
    by_text: Mapping[str, Sequence[Record]]  # normalised format without the known prefix
    carriers: Mapping[str, Sequence[Record]]  # what stands before the only conversion, which takes any text
    fresh: Sequence[tuple[Record, frozenset[str]]] = ()

    @property
    def newest(self) -> str:
        return self.versions[-1]


def ordered(versions: Iterable[str]) -> tuple[str, ...]:
    """Versions, each once, the oldest first."""
    return tuple(sorted(set(versions), key=lambda version: (version_key(version), version)))


def collect(
    software: str, versions: Iterable[str], records: Iterable[Record], entries: Iterable[Entry], ids: frozenset[str]
) -> Messages:
    """Sort the records of a software's packs; `ids` are the message ids of the entries' variants.

    Records that no entry can have to do with are dropped, as a pack may have hundreds of thousands. Less has to be
    kept for a while where the records of older versions come first.
    """
    axis = ordered(versions)
    files, rare = _interests(entries)
    by_id: dict[str, list[Record]] = defaultdict(list)
    by_file: dict[str, list[Record]] = defaultdict(list)
    by_text: dict[str, list[Record]] = defaultdict(list)
    fresh: list[Record] = []
    carriers: dict[str, list[Record]] = defaultdict(list)
    old: set[str] = set()
    for record in records:
        if any(version != axis[-1] for version in record.versions):
            old.add(record.id)
        elif len(axis) > 1 and record.id not in old:
            fresh.append(record)
        if record.id in ids:
            by_id[record.id].append(record)
        if record.file in files:
            by_file[record.file].append(record)
        if (head := _CARRIER.fullmatch(texts.bare(record))) is not None:
            carriers[" ".join(head[1].split())].append(record)
        if record.id in ids or record.file in files or not rare.isdisjoint(texts.words(record.format)):
            text = texts.normal(record.dialect, texts.bare(record))
            if text:
                by_text[text].append(record)
    return Messages(
        software,
        axis,
        dict(by_id),
        dict(by_file),
        dict(by_text),
        dict(carriers),
        [(record, texts.words(record.format)) for record in fresh if record.id not in old],
    )


def _interests(entries: Iterable[Entry]) -> tuple[frozenset[str], frozenset[str]]:
    """The files that variants name, and for each variant its longest word."""
    files: set[str] = set()
    rare: set[str] = set()
    for entry in entries:
        for variant in entry.variants:
            if variant.source is not None:
                files.add(variant.source.file)
            found = sorted(texts.words(variant.format), key=lambda word: (-len(word), word))
            rare.update(word for word in found[:1] if len(word) >= _LEAST_WORD)
    return frozenset(files), frozenset(rare)

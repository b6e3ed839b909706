"""What a message that is gone is called now: the nearest new message of its function, and a variant for it."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Sequence

from msgpedia.catalog.model import Entry
from msgpedia.drift import texts
from msgpedia.drift.arguments import mapped
from msgpedia.drift.messages import Messages
from msgpedia.drift.model import Proposal, Sighting
from msgpedia.drift.seeking import Wanted
from msgpedia.packs.model import Record

IN_FUNCTION, IN_FILE, ELSEWHERE = 0.5, 0.8, 0.85  # how much two texts must have in common
AT_HOME = 0.2  # what the same function counts more than another
LEAST_LETTERS = 3  # that a call spells; for less, only signs that the variant has, too, tell anything
LEAST_SIGNS = 4


def likeness(want: Wanted, record: Record, spelled: str) -> float:
    """How much a call has in common with a variant, or with what a call spelled before; 0 where that is too little."""
    if record.file == want.file and record.function == want.function and want.function:
        least = IN_FUNCTION
    elif record.file in want.files:
        least = IN_FILE
    elif _is_near(want, record):
        least = ELSEWHERE
    else:
        return 0.0
    if not _says_enough(want, record):
        return 0.0
    found = max(texts.likeness(record.dialect, spelled, text) for text in {texts.bare(record), record.format})
    return found if found >= least else 0.0


def _says_enough(want: Wanted, record: Record) -> bool:
    """Whether a call spells enough for a likeness to mean anything: `%s: %s` is like all and nothing."""
    text = texts.normal(record.dialect, texts.bare(record)) or ""
    return texts.letters(text) >= LEAST_LETTERS or (len(texts.closed(text)) >= LEAST_SIGNS and is_of(want, record))


def is_of(want: Wanted, record: Record) -> bool:
    """Whether a call prints a variant if texts are what they may be, which only the source tells."""
    return any(texts.fits(spelled, text) for spelled in texts.spells(record) for text in {want.whole, want.own})


def is_same_file(want: Wanted, record: Record) -> bool:
    """Whether a call stands in a file that the entry names, or in one of the same name, as files move."""
    names = {os.path.basename(name) for name in want.files}
    return record.file is None or not names or os.path.basename(record.file) in names


def _is_near(want: Wanted, record: Record) -> bool:
    """Whether a call's place shares something with one that the entry names: the directory, the file's name, or the
    function, as code that moves keeps one of them.
    """
    if record.file is None:
        return True
    folders, names = zip(*(os.path.split(name) for name in want.files), strict=True) if want.files else ((), ())
    folder, name = os.path.split(record.file)
    return folder in folders or name in names or (record.function is not None and record.function == want.function)


def successor(
    want: Wanted,
    messages: Messages,
    before: tuple[str, Sighting] | None,
    documented: frozenset[str],
    claimed: Collection[Record],
) -> tuple[Record, float] | None:
    """The call of the newest version that took a variant's place, and how near it is; None where nothing is near.

    `before` is where it was last found. A call that stood beside it then is not its successor; nor is one that is
    documented, by its message id or because a variant claims it. Where the variant was found nowhere, it may be one
    that prints another variant, too.
    """
    spelled = _spelled(want, before)
    best: tuple[float, float, Record] | None = None
    for record in _candidates(want, messages):
        if record.id in documented or (before is not None and _is_old(record, messages, before[0])):
            continue
        if record in claimed and (before is not None or not is_of(want, record)):
            continue
        found = likeness(want, record, spelled)
        rank = found + (AT_HOME if record.function == want.function else 0.0)
        if found and (best is None or (rank, record.format) > (best[0], best[2].format)):
            best = (rank, found, record)
    return (best[2], best[1]) if best is not None else None


def _candidates(want: Wanted, messages: Messages) -> Iterator[Record]:
    for name in sorted(want.files):
        for record in messages.by_file.get(name, ()):
            if messages.newest in record.versions:
                yield record
    rare = texts.words(want.own)
    for record, words in messages.fresh:
        if record.file not in want.files and len(rare & words) >= max(2, len(rare) // 2):
            yield record


def _is_old(record: Record, messages: Messages, version: str) -> bool:
    """Whether the same format stood in the same file when the variant was last found."""
    if version in record.versions:
        return True
    return any(
        other.id == record.id and version in other.versions for other in messages.by_file.get(record.file or "", ())
    )


def _spelled(want: Wanted, before: tuple[str, Sighting] | None) -> str:
    """What the call spelled, if that is known, else the variant."""
    if before is not None and before[1].way in ("part", "pieces"):
        return texts.bare(before[1].records[0]).rstrip("\n")
    return want.variant.format


def propose(
    entry: Entry, want: Wanted, before: tuple[str, Sighting], record: Record, ends: tuple[str, str]
) -> Proposal:
    """A variant for the call that took another's place; `ends` are the first version of the new variant and the last
    one of the old, as the catalog writes them.
    """
    old = want.variant
    text = _format(want, before, record)
    found = mapped(old.dialect, old.format, old.arguments, text, _names(entry)) if text else None
    problem, names = "", tuple[str, ...]()
    if text is None:
        problem = "part"
    elif found is None:
        problem = "format"
    elif record.unknown_prefix is not None and old.prefix is None and before[1].way == "format":
        problem, names = "prefix", (record.unknown_prefix,)
    elif found.new:
        problem, names = "new", found.new
    elif found.doubtful:
        problem, names = "doubtful", found.doubtful
    return Proposal(
        text or record.format.rstrip("\n"),
        found.names if found else (),
        old.prefix.arguments if old.prefix else (),
        *ends,
        record.file,
        record.function,
        found.new if found else (),
        found.doubtful if found else (),
        problem,
        names,
    )


def _names(entry: Entry) -> Sequence[str]:
    return [argument.name for argument in entry.arguments]


def _format(want: Wanted, before: tuple[str, Sighting], record: Record) -> str | None:
    """The format of the proposed variant: what the new call spells, in the form that the old variant has."""
    old, sighting = want.variant, before[1]
    full, own = record.format.rstrip("\n"), texts.bare(record).rstrip("\n")
    if sighting.way == "format":
        return full if old.prefix is None else own
    if sighting.way == "bare":
        return own
    spelled = texts.bare(sighting.records[0]).rstrip("\n")
    place = old.format.rfind(spelled) if spelled else -1
    if sighting.way != "part" or place < 0:
        return None
    return old.format[:place] + own + old.format[place + len(spelled) :]

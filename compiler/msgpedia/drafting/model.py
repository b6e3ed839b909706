"""What goes into a draft, what comes out of one, and what may go wrong on the way."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

MOST_CHARACTERS = 16_384  # of what is given; a longer line is no message that somebody wants to read about
CONTRIBUTORS = "msgpedia contributors"
LICENSE = "GFDL-1.3-no-invariants-or-later"


class DraftError(ValueError):
    """Something given that no draft can be made from.

    `hint` says what to do. Where `source` is not empty, the mistake stands in it from `start` to `end`. `field` is the
    field of the request to be mended, `note` the sentence where `words` has it. `lead` is text that the format string
    may lack at its beginning, `instead` what the format string would be with it.
    """

    def __init__(self, message: str, hint: str = "", source: str = "", start: int = 0, end: int = 0) -> None:
        super().__init__(message)
        self.message, self.hint, self.source, self.start, self.end = message, hint, source, start, end
        self.field = self.lead = self.instead = ""
        self.note: Note | None = None


@contextmanager
def about(field: str) -> Iterator[None]:
    """What goes wrong in here is about a field of the request, unless it is known to be about another."""
    try:
        yield
    except DraftError as error:
        error.field = error.field or field
        raise


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody said of a message; empty where nothing was said.

    `format` may be a whole call as it stands in a source, `line` is a log line. `titles` are by language, `languages`
    those that the writer fills. `versions` is `FROM..TO`, `source` is `FILE` or `FILE:FUNCTION`. `lead` is a piece of
    format string that the program prints before what `format` says. `names` (by language) and `idents` are those of a
    software that the catalog does not have.
    """

    format: str = ""
    line: str = ""
    software: str = ""
    subsystem: str = ""
    slug: str = ""
    dialect: str = ""
    severity: str = ""
    titles: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ("ja", "en")
    arguments: tuple[str, ...] = ()
    versions: str = ""
    source: str = ""
    license: str = LICENSE
    authors: tuple[str, ...] = (CONTRIBUTORS,)
    lead: str = ""
    names: tuple[tuple[str, str], ...] = ()
    idents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was assumed: the key of its sentence in `words`, and the values in there."""

    key: str
    values: tuple[tuple[str, str], ...] = ()


def note(key: str, **values: str) -> Note:
    """A note with its values."""
    return Note(key, tuple(values.items()))


@dataclass(frozen=True, slots=True)
class Guess:
    """What a field of the request was taken for, and why. One that is not `sure` is worth a question."""

    value: str
    why: Note
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """All that an entry's file will say. `prefix` has the names of a device prefix's values, or nothing.

    `explained` has each argument, those of the prefix first, with the conversion that prints it, the kind of that, and
    a table of values or nothing; `captures` are those of the line. `proposed` says that the format string was made from
    the line alone, `invented` that the line was made from the format string.
    """

    id: str
    format: str
    dialect: str
    own_dialect: bool
    severity: str
    arguments: tuple[str, ...]
    explained: tuple[tuple[str, str, str, str], ...]
    line: str
    captures: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    license: str
    authors: tuple[str, ...]
    prefix: tuple[str, ...] = ()
    titles: tuple[tuple[str, str], ...] = ()
    first: str = ""
    last: str = ""
    file: str = ""
    function: str = ""
    min_literals: int = 0
    proposed: bool = False
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Known:
    """An entry that explains a message already; `how` is `line` or `format`."""

    id: str
    how: str


@dataclass(slots=True)
class Findings:
    """What comes up while a draft is made: guesses by field, fields that nothing tells, notes."""

    guesses: dict[str, Guess] = field(default_factory=dict)
    gaps: dict[str, tuple[str, ...]] = field(default_factory=dict)  # field → what it could be
    notes: list[Note] = field(default_factory=list)

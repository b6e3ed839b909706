"""The catalog as values: entries, what they are made of, and the software they belong to.

Built by `reader` from files that fit the schema, so nothing here can be ill-formed; `places` leads a value back to
its file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgpedia.catalog.places import Path, Places
from msgpedia.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from msgpedia.catalog.plans import Plan
    from msgpedia.catalog.verified import Verified


@dataclass(frozen=True, slots=True)
class Text:
    """A text for people: language → string. `bases` has the hash of the text that a translation was made from."""

    translations: tuple[tuple[str, str], ...]
    bases: tuple[tuple[str, str], ...] = ()

    @property
    def languages(self) -> tuple[str, ...]:
        return tuple(language for language, _ in self.translations)

    def get(self, language: str) -> str | None:
        """The text in a language, or None."""
        return dict(self.translations).get(language)

    def basis(self, language: str) -> str | None:
        """The hash that the text in a language was made from, or None."""
        return dict(self.bases).get(language)

    @property
    def behind(self) -> tuple[str, ...]:
        """The languages whose text was made from one that no other language has any more.

        A basis is the beginning of the SHA-256 of that text in UTF-8, without blanks and line ends around it.
        """
        return tuple(
            language
            for language, basis in self.bases
            if not any(text_hash(text).startswith(basis) for code, text in self.translations if code != language)
        )


def text_hash(text: str) -> str:
    """What a `basis` is the beginning of, 64 hexadecimal digits."""
    return hashlib.sha256(text.strip().encode("utf-8")).hexdigest()


@dataclass(frozen=True, slots=True)
class Source:
    """Where a program prints a message: path in its source tree, function."""

    file: str
    function: str | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """An environment in which a message was observed."""

    distribution: str
    version: str | None = None
    config: str | None = None


@dataclass(frozen=True, slots=True)
class Prefix:
    """Text before a message that its format string does not spell: a kind (`prefixes`) and the names of its values."""

    kind: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """One format string of an entry.

    `first` and `last` are the versions it is known in, both inclusive, None for unknown; `words` the arguments whose
    text is one word, without blanks, where the conversion would take any text.
    """

    format: str
    dialect: str
    arguments: tuple[str, ...] = ()
    first: str | None = None
    last: str | None = None
    source: Source | None = None
    seen: tuple[Seen, ...] = ()
    prefix: Prefix | None = None
    min_literals: int | None = None
    words: tuple[str, ...] = ()

    @property
    def all_arguments(self) -> tuple[str, ...]:
        """The names of all captures in the order of the text: those of the prefix, then those of the format."""
        return (self.prefix.arguments if self.prefix else ()) + self.arguments


@dataclass(frozen=True, slots=True)
class Argument:
    """What a captured value means, and the table (`decode`) that explains single values."""

    name: str
    text: Text
    decode: str | None = None


@dataclass(frozen=True, slots=True)
class Advice:
    """Text that holds only for some values; `when` has pairs of argument and condition, as the file spells them."""

    when: tuple[tuple[str, str], ...]
    text: Text


@dataclass(frozen=True, slots=True)
class Sample:
    """A log line that must match, with the captures it must give."""

    line: str
    captures: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A document about a message."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The explanation of one message, over all the format strings it has had; `id` is `software/subsystem/slug`."""

    id: str
    severity: str
    title: Text
    description: Text
    action: Text
    variants: tuple[Variant, ...]
    arguments: tuple[Argument, ...]
    samples: tuple[Sample, ...]
    license: str
    authors: tuple[str, ...]
    notes: Text | None = None
    advice: tuple[Advice, ...] = ()
    counter_samples: tuple[str, ...] = ()
    followed_by: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    former_ids: tuple[str, ...] = ()
    mid: int | None = None
    places: Places = field(default_factory=lambda: Places(""), compare=False, repr=False)

    @property
    def software(self) -> str:
        return self.id.split("/", 1)[0]

    def argument(self, name: str) -> Argument | None:
        """The argument of a name, or None."""
        return next((argument for argument in self.arguments if argument.name == name), None)

    def named(self, number: int) -> Iterator[tuple[Path, str]]:
        """The argument names of a variant with their paths, in the order of the text: the prefix's first."""
        variant = self.variants[number]
        for place, name in enumerate(variant.prefix.arguments if variant.prefix else ()):
            yield ("variants", number, "prefix", "arguments", place), name
        for place, name in enumerate(variant.arguments):
            yield ("variants", number, "arguments", place), name

    def texts(self) -> Iterator[tuple[Path, Text]]:
        """Every text for people, with its path."""
        yield ("title",), self.title
        for argument in self.arguments:
            yield ("arguments", argument.name), argument.text
        yield ("description",), self.description
        yield ("action",), self.action
        if self.notes:
            yield ("notes",), self.notes
        for index, advice in enumerate(self.advice):
            yield ("advice", index), advice.text

    def span(self, *path: str | int) -> Span:
        """Where the value at a path stands in the entry's file."""
        return self.places.span(path)


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """An entry that was removed because it was wrong: its id, the day (`2026-01-31`), why, what to read instead."""

    id: str
    date: str
    reason: Text
    see: str | None = None


@dataclass(frozen=True, slots=True)
class Software:
    """What a software is and how its log lines are known.

    `idents` are the names it logs under; `hosts` those of programs in whose lines its messages also occur; `transport`
    a way into the log that is its own (`kernel`). `source_url` has places for `{version}`, `{file}` and the like.
    """

    id: str
    name: Text
    dialect: str
    idents: tuple[str, ...]
    license: str
    authors: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    transport: str | None = None
    source_url: str | None = None
    versions: tuple[str, ...] = ()
    withdrawn: tuple[Withdrawn, ...] = ()
    places: Places = field(default_factory=lambda: Places(""), compare=False, repr=False)

    def texts(self) -> Iterator[tuple[Path, Text]]:
        """Every text for people, with its path."""
        yield ("name",), self.name
        for index, row in enumerate(self.withdrawn):
            yield ("withdrawn", index, "reason"), row.reason

    def span(self, *path: str | int) -> Span:
        """Where the value at a path stands in the file."""
        return self.places.span(path)


@dataclass(frozen=True, slots=True)
class Recognition:
    """How an entry's lines are recognised: its plans, the most specific first, and for each of its samples the rank of
    the plan that it matches best, None where none does.
    """

    plans: tuple[Plan, ...]
    ranks: tuple[tuple[int, int] | None, ...]


@dataclass(frozen=True, slots=True)
class Catalog:
    """All entries and software descriptions that could be read, in order of id.

    `broken` are the ids of entries (`a/b/c`) and of software (`a`) whose file has errors that kept it out.
    `diagnostics` has what was found file by file; findings about the catalog as a whole come from
    `checks.check_catalog`. `recognition` is by entry id; `verified` is what was held against sources, by software.
    """

    entries: tuple[Entry, ...]
    software: tuple[Software, ...]
    broken: frozenset[str] = frozenset()
    diagnostics: tuple[Diagnostic, ...] = ()
    recognition: Mapping[str, Recognition] = field(default_factory=dict)
    verified: tuple[Verified, ...] = ()

"""The texts of a catalog that are translated, each as a unit with a name of its own, and what state they are in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from msgpedia.catalog.checks.texts import is_copy
from msgpedia.catalog.loader import DESCRIPTION
from msgpedia.catalog.model import Catalog, Entry, Software, Text, text_hash
from msgpedia.catalog.places import Path, Places
from msgpedia.translation.languages import FIRST, ORIGINALS

State = Literal["translated", "missing", "behind", "identical"]

DIGITS = 12  # of a hash, where a text says what it was translated from; the schema asks for 8 or more
_LINES = frozenset({"title", "name", "withdrawn"})  # fields whose texts have a single line


@dataclass(frozen=True, slots=True)
class Unit:
    """A text of an entry, or of a software's description (an `owner` without `/`), in all its languages."""

    owner: str
    path: Path
    text: Text
    places: Places

    @property
    def context(self) -> str:
        """The name of the unit in PO files, such as `linux/mm/page-allocation-failure:arguments.order`."""
        return f"{self.owner}:{self.location}"

    @property
    def location(self) -> str:
        """The path of the text, items of lists counted from 1: `advice.1`."""
        return ".".join(str(step + 1) if isinstance(step, int) else step for step in self.path)

    @property
    def field(self) -> str:
        """The field of the entry, such as `arguments`."""
        return str(self.path[0])

    @property
    def software(self) -> str:
        return self.owner.split("/", 1)[0]

    @property
    def is_line(self) -> bool:
        """Whether the text may have one line only."""
        return self.field in _LINES

    @property
    def file(self) -> str:
        """The file below the catalog's folder."""
        return f"{self.owner}.yaml" if "/" in self.owner else f"{self.owner}/{DESCRIPTION}"

    @property
    def is_name(self) -> bool:
        """Whether the text may well be the same in all languages."""
        return self.field == "name"

    def line(self, language: str) -> int:
        """The line of the text in a language; where it has none, of its field."""
        is_there = language in self.text.languages
        return (self.places.key((*self.path, language)) if is_there else self.places.key(self.path)).line

    def source(self, language: str, preferred: str | None = None) -> tuple[str, str] | None:
        """The language and the text that a translation into a language starts from, or None where there is no other.

        The preferred one, else that of `ORIGINALS`, else any other.
        """
        order = [preferred, *ORIGINALS, *sorted(self.text.languages)]
        for code in order:
            text = self.text.get(code) if code is not None and code != language else None
            if code is not None and text is not None:
                return code, text
        return None

    def state(self, language: str) -> State:
        """Whether the text is there in a language, and is what it should be."""
        if language not in self.text.languages:
            return "missing"
        if language in self.text.behind:
            return "behind"
        return "identical" if not self.is_name and is_untranslated(self.text, language) else "translated"


def units(catalog: Catalog, software: Sequence[str] = ()) -> Iterator[Unit]:
    """All texts of a catalog, or of some of its software, in order of id: first those of the software itself."""
    owners: list[Entry | Software] = [*catalog.software, *catalog.entries]
    for owner in sorted(owners, key=_order):
        if not software or _order(owner)[0] in software:
            for path, text in owner.texts():
                yield Unit(owner.id, path, text, owner.places)


def bare(text: str) -> str:
    """A text without the line ends around it, which belong to its form in the file."""
    return text.strip("\n")


def basis_of(text: str) -> str:
    """What a translation says of the text that it was made from."""
    return text_hash(text)[:DIGITS]


def is_untranslated(text: Text, language: str) -> bool:
    """Whether the text in a language is a copy of that in another, to be translated some day (MP405).

    Which of the two is the copy: one in Latin letters is English, any other is Japanese before it is anything else.
    """
    own = text.get(language)
    if own is None:
        return False
    order = ORIGINALS if own.isascii() else FIRST
    rank = {code: number for number, code in enumerate([*order, *sorted(text.languages)][::-1])}
    return any(
        rank[code] > rank[language] and is_copy(own, other) for code, other in text.translations if code != language
    )


def _order(owner: Entry | Software) -> tuple[str, str]:
    return owner.id.split("/", 1)[0], owner.id

"""The mark of an exported message: which translation the catalog had then, so that import sees who changed it since.

It is a comment of the translator's: of all comments, `msgmerge` and its like leave only those with a translation that
they take over to a newer file. They also take over translations from similar messages, so it says whose mark it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgpedia.catalog.model import text_hash
from msgpedia.translation.units import basis_of

NOTHING = "nothing"  # stands there where there was no translation
_NAME = 8  # digits of the hash of a message's name
_MARK = re.compile(r"exported: ([0-9a-f]{12}|nothing)-([0-9a-f]{8})")


def written(context: str, translation: str | None) -> str:
    """The mark of a message by its name and the translation that the catalog has."""
    return f"exported: {state(translation)}-{text_hash(context)[:_NAME]}"


def state(translation: str | None) -> str:
    """A translation as marks tell it."""
    return NOTHING if translation is None else basis_of(translation)


def own(context: str, notes: Iterable[str]) -> str | None:
    """What the mark of a message tells; None where it has none of its own."""
    name = text_hash(context)[:_NAME]
    return next((found[1] for found in _found(notes) if found[2] == name), None)


def are_there(notes: Iterable[str]) -> bool:
    """Whether comments of translators have a mark, whosever it is."""
    return any(True for _ in _found(notes))


def _found(notes: Iterable[str]) -> Iterable[re.Match[str]]:
    return _MARK.finditer(" ".join(notes))

"""The words of drafts, in the writer's language (`data/new_entry.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from msgpedia.drafting.model import DraftError, Note, note

_Table = dict[str, dict[str, dict[str, str]]]
_PLACE = re.compile(r"\{([a-z]+)\}")


class Words:
    """Words in a language; what is not translated is English."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, section: str, key: str, **values: str) -> str:
        """A text with values for its places. Raises KeyError for one that there is not."""
        row = _table()[section][key]
        text = row.get(self.language) or row["en"]
        return _PLACE.sub(lambda place: values.get(place[1], place[0]), text)

    def note(self, note: Note) -> str:
        """The sentence of a note."""
        return self("notes", note.key, **dict(note.values))

    def error(self, error: DraftError) -> str:
        """What is wrong, and what to do."""
        if error.note is not None:
            return self("results", "and").join(_sentences(self, error.note))
        return f"{error.message}; {error.hint}" if error.hint else error.message


def problem(key: str, field: str = "", **values: str) -> DraftError:
    """An error about a field of the request that is worded in every language."""
    told = note(key, **values)
    error = DraftError(*_sentences(Words("en"), told))
    error.field, error.note = field, told
    return error


def _sentences(words: Words, told: Note) -> tuple[str, str]:
    values = dict(told.values)
    return words("errors", told.key, **values), words("errors", f"{told.key}_hint", **values)


@cache
def _table() -> _Table:
    return tomllib.loads((files("msgpedia") / "data" / "new_entry.toml").read_text(encoding="utf-8"))

"""The words of drafts, in the writer's language (`data/new_entry.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from msgpedia.drafting.model import Note

_Table = dict[str, dict[str, dict[str, str]]]


class Words:
    """Words in a language; what is not translated is English."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, section: str, key: str, **values: str) -> str:
        """A text with values for its places. Raises KeyError for one that there is not."""
        row = _table()[section][key]
        text = row.get(self.language) or row["en"]
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def note(self, note: Note) -> str:
        """The sentence of a note."""
        return self("notes", note.key, **dict(note.values))


@cache
def _table() -> _Table:
    return tomllib.loads((files("msgpedia") / "data" / "new_entry.toml").read_text(encoding="utf-8"))

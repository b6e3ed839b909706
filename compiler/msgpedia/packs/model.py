"""A record of a pack: a call that prints, with the format string it prints by (`data/pack.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

ALWAYS = frozenset(("id", "format", "dialect", "level", "file", "line", "function", "versions"))


@dataclass(frozen=True, slots=True)
class Record:
    """One call site. The schema says what the keys mean; `line` counts from 1, `versions` has the oldest first."""

    id: str
    format: str
    dialect: str
    level: str | None
    file: str | None
    line: int | None
    function: str | None
    versions: tuple[str, ...]
    sink: str | None = None
    via: tuple[str, ...] = ()
    prefix: str | None = None
    unknown_prefix: str | None = None
    part: str | None = None
    envelope: bool = False
    code: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> Record:
        """The record of a row of a pack; keys that are not known are left out."""
        known = {name: row[name] for name in FIELDS if name in row}
        for name in ("versions", "via"):
            if name in known:
                known[name] = tuple(known[name])
        return cls(**known)

    def as_data(self) -> dict[str, Any]:
        """The row of a pack: keys in the order of the schema, without those that say nothing."""
        found = {}
        for name in FIELDS:
            value = getattr(self, name)
            if value or name in ALWAYS:
                found[name] = list(value) if isinstance(value, tuple) else value
        return found


FIELDS = tuple(field.name for field in fields(Record))

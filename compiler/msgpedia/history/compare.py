"""Files that differ → what became of their entries."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from msgpedia.catalog import reader, schema
from msgpedia.catalog.kinds import LANGUAGE
from msgpedia.catalog.loader import DESCRIPTION
from msgpedia.history.revisions import Blob, FileChange

Kind = Literal["new", "changed", "renamed", "withdrawn", "unreadable"]
KINDS: tuple[Kind, ...] = ("new", "changed", "renamed", "withdrawn", "unreadable")  # in the order of a report
Data = dict[str, Any]


class Part(NamedTuple):
    """A field that differs: of texts the languages, of lists and mappings the items, by what tells them apart."""

    field: str
    languages: tuple[str, ...] = ()
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """What became of an entry.

    `former` is its id before, where it was renamed; `title` by language; `parts` say what differs; `reason` why it
    cannot be read, and `before` that it is its old state that cannot.
    """

    kind: Kind
    entry: str
    title: dict[str, str]
    former: str = ""
    parts: tuple[Part, ...] = ()
    reason: str = ""
    before: bool = False

    @property
    def software(self) -> str:
        return self.entry.split("/", 1)[0]


def compare(files: Iterable[FileChange]) -> list[Change]:
    """What became of the entries in files that differ, sorted by software, kind and id.

    An entry that is gone is renamed where another one has its id among its `former_ids`, else withdrawn. One whose
    texts, formats and all else say the same as before has not changed, whatever its layout.
    """
    states = [state for file in files if (state := _state(file)) is not None]
    heirs = {
        former: state for state in states if state.after is not None for former in state.after.get("former_ids", ())
    }
    gone = {state.entry: state for state in states if state.is_gone}
    found: list[Change] = []
    renamed: set[str] = set()  # entries that are told of as renamed, so that they do not count as new as well
    for entry, state in gone.items():
        heir = heirs.get(entry)
        if heir is None or heir.after is None:
            found.append(Change("withdrawn", entry, _title(state.before)))
            continue
        fresh = heir.is_new and heir.entry not in renamed
        parts = _parts(state.before, heir.after) if fresh and state.before is not None else ()
        found.append(Change("renamed", heir.entry, _title(heir.after), former=entry, parts=parts))
        renamed.add(heir.entry)
    for state in states:
        change = None if state.is_gone or (state.is_new and state.entry in renamed) else _change(state)
        if change is not None:
            found.append(change)
    return sorted(found, key=lambda change: (change.software, KINDS.index(change.kind), change.entry, change.former))


@dataclass(frozen=True, slots=True)
class _State:
    """An entry's data before and after, None where there are none; `fault` tells why there are none after."""

    entry: str
    before: Data | None
    after: Data | None
    is_new: bool
    is_gone: bool
    fault: str = ""
    old_fault: str = ""


def _state(file: FileChange) -> _State | None:
    """What a file tells of an entry; None where it is none's."""
    entry = file.path.removesuffix(".yaml")
    if not re.fullmatch(schema.ID, entry):
        if is_description(file.path) or file.after is None:
            return None
        return _State(file.path, None, None, False, False, "the file's path gives no id")
    before, old_fault = _read(file.before, file.path)
    after, fault = _read(file.after, file.path)
    return _State(entry, before, after, file.before is None, file.after is None, fault, old_fault)


def is_description(path: str) -> bool:
    """Whether a file describes a software."""
    return path.count("/") == 1 and path.endswith(f"/{DESCRIPTION}")


def _read(blob: Blob | None, path: str) -> tuple[Data | None, str]:
    """The data of an entry, without what only translators need; else why there are none."""
    if blob is None or blob.fault:
        return None, blob.fault if blob is not None else ""
    reading = reader.read(blob.content, path, schema.ENTRY)
    if reading.data is None:
        first = reading.diagnostics[0]
        return None, f"line {first.span.line}: {first.message} ({first.code})"
    plain: Data = _without_basis(reading.data)
    return plain, ""


def _without_basis(value: Any) -> Any:
    """Texts as plain strings: which text a translation was made from is nothing that readers see."""
    if isinstance(value, dict):
        if value.keys() <= {"text", "basis"} and isinstance(value.get("text"), str):
            return value["text"]
        return {key: _without_basis(item) for key, item in value.items()}
    return [_without_basis(item) for item in value] if isinstance(value, list) else value


def _change(state: _State) -> Change | None:
    title = _title(state.after)
    if state.after is None:
        return Change("unreadable", state.entry, _title(state.before), reason=state.fault)
    if state.is_new:
        return Change("new", state.entry, title)
    if state.before is None:
        return Change("unreadable", state.entry, title, reason=state.old_fault, before=True)
    parts = _parts(state.before, state.after)
    return Change("changed", state.entry, title, parts=parts) if parts else None


def _title(data: Data | None) -> dict[str, str]:
    return dict(data["title"]) if data is not None else {}


def _condition(row: Data) -> str:
    return ", ".join(f"{name} {condition}" for name, condition in row["when"].items())


# What tells the items of a list apart.
_ITEMS: dict[str, Callable[[Any], str]] = {
    "variants": lambda row: str(row["format"]),
    "advice": _condition,
    "samples": lambda row: str(row["line"]),
    "references": lambda row: str(row["url"]),
}


def _parts(before: Data, after: Data) -> tuple[Part, ...]:
    """The fields that differ, in the order of the schema."""
    fields = [field for field in schema.ENTRY.fields if before.get(field) != after.get(field)]
    return tuple(_part(field, before.get(field), after.get(field)) for field in fields)


def _part(field: str, before: Any, after: Any) -> Part:
    value = after if after is not None else before
    if isinstance(value, list):
        key = _ITEMS.get(field, str)
        return _items(field, _by_key(before or (), key), _by_key(after or (), key))
    if isinstance(value, dict):
        if value and all(map(LANGUAGE.fullmatch, value)) and field != "arguments":
            return Part(field, languages=_languages(before or {}, after or {}))
        return _items(field, before or {}, after or {})
    return Part(field, added=_shown(after), removed=_shown(before))


def _items(field: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Part:
    """How two lists or mappings differ; only in their order, where no item does."""
    changed = tuple(key for key in after if key in before and before[key] != after[key])
    return Part(
        field,
        languages=tuple(sorted({code for key in changed for code in _languages(before[key], after[key])})),
        added=tuple(key for key in after if key not in before),
        removed=tuple(key for key in before if key not in after),
        changed=changed,
    )


def _by_key(rows: Iterable[Any], key: Callable[[Any], str]) -> dict[str, Any]:
    """Items by what tells them apart; those that share it, such as two variants of one format, in a list."""
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return {name: group[0] if len(group) == 1 else group for name, group in found.items()}


def _languages(before: Any, after: Any) -> tuple[str, ...]:
    """The languages in which the texts of a mapping differ."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return ()
    codes = filter(LANGUAGE.fullmatch, {**before, **after})
    return tuple(sorted(code for code in codes if before.get(code) != after.get(code)))


def _shown(value: Any) -> tuple[str, ...]:
    return () if value is None else (str(value),)


def counts(changes: Sequence[Change]) -> dict[Kind, int]:
    """How many changes there are of each kind, those that there are none of left out."""
    found = {kind: sum(change.kind == kind for change in changes) for kind in KINDS}
    return {kind: number for kind, number in found.items() if number}

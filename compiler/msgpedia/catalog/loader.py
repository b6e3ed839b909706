"""A folder of catalog files → a `Catalog`, in an order that depends on nothing but the files' names.

A file that cannot be used is a finding and keeps nothing else out.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from msgpedia.catalog import builder, checks, plans, reader, schema, sources, verified
from msgpedia.catalog.arena import Arena
from msgpedia.catalog.cache import Cache, key_of
from msgpedia.catalog.model import Catalog, Entry, Recognition, Software
from msgpedia.catalog.places import Places
from msgpedia.catalog.sources import Unreadable
from msgpedia.catalog.verified import UnsoundError, Verified
from msgpedia.diagnostics import Diagnostic, Related, Replacement, Span, report

DESCRIPTION = "software.yaml"
_SOFTWARE = re.compile(r"[a-z0-9-]+")

Contents = Mapping[Path, bytes]  # absolute path → what to read in place of the file, which need not be there
Progress = Callable[[int, int], None]  # how many files are read, of how many


@dataclass(frozen=True, slots=True)
class _File:
    """A file to read: its path, its id (that of an entry or of a software), and what findings call it."""

    path: Path
    id: str
    name: str


@dataclass(frozen=True, slots=True)
class _Place:
    """A catalog's folder, what takes the place of files in it, and the cache."""

    root: Path
    contents: Contents
    store: Cache

    def read(self, file: _File) -> bytes:
        """The bytes of a file. Raises Unreadable."""
        given = self.contents.get(Path(os.path.abspath(file.path))) if self.contents else None
        return sources.read_bytes(file.path, self.root, file.name) if given is None else given


def load_catalog(
    root: Path, cache: bool = True, contents: Contents | None = None, progress: Progress | None = None
) -> Catalog:
    """The catalog in a folder, with all findings that concern one file (`check_catalog` has those about the whole).

    With `cache` what was read before is taken from the user's cache, by content. Raises OSError where `root` is no
    folder that can be listed.
    """
    store = Cache(root, cache)
    place = _Place(root, contents or {}, store)
    try:
        files, diagnostics = _find(root, place.contents)
        described = [_load_software(file, place) for file in files if "/" not in file.id]
        homes = {home.id: home for home in described}
        loaded = []
        for file in files:
            if "/" in file.id:
                loaded.append(_load_entry(file, place, homes.get(_home(file.id))))
                if progress is not None:
                    progress(len(described) + len(loaded), len(files))
    finally:
        store.close()
    diagnostics += [finding for home in described for finding in home.diagnostics]
    diagnostics += [finding for item in loaded for finding in item.diagnostics]
    verifications = [found for home in described if (found := _load_verified(home.id, place, diagnostics)) is not None]
    return Catalog(
        entries=tuple(item.entry for item in loaded if item.entry is not None),
        software=tuple(home.software for home in described if home.software is not None),
        broken=frozenset(
            [item.id for item in loaded if item.entry is None]
            + [home.id for home in described if home.software is None]
        ),
        diagnostics=tuple(sorted(diagnostics)),
        recognition={item.id: item.recognition for item in loaded if item.recognition is not None},
        verified=tuple(verifications),
    )


def load_sound(root: Path, cache: bool = True) -> tuple[Catalog, list[Diagnostic]]:
    """The catalog without the entries that have errors, and those errors.

    Raises OSError as `load_catalog`.
    """
    catalog = load_catalog(root, cache)
    errors = [finding for finding in checks.check(catalog) if finding.severity == "error"]
    return sound(catalog, errors), errors


def sound(catalog: Catalog, errors: Iterable[Diagnostic]) -> Catalog:
    """A catalog without the entries that have errors."""
    files = {finding.span.file for finding in errors}
    known = {software.id for software in catalog.software if software.places.file not in files}
    entries = tuple(entry for entry in catalog.entries if entry.places.file not in files and entry.software in known)
    software = tuple(software for software in catalog.software if software.id in known)
    return replace(catalog, entries=entries, software=software)


def load_file(path: Path, content: bytes | None = None) -> list[Diagnostic]:
    """What is found in one file that lies in no catalog: all that needs no other file. `content` takes its place.

    As nothing tells its software, the kernel's dialect is taken for granted and samples may come from anywhere.
    """
    name = str(path)
    record = schema.SOFTWARE if path.name == DESCRIPTION else schema.ENTRY
    try:
        content = sources.read_bytes(path, path.parent, name) if content is None else content
    except Unreadable as error:
        return [error.diagnostic]
    reading = reader.read(content, name, record)
    if reading.data is None:
        return list(reading.diagnostics)
    places = Places(name, reading.places)
    if record is schema.SOFTWARE:
        return [*reading.diagnostics, *checks.check_software(builder.build_software(path.stem, reading.data, places))]
    entry = builder.build_entry(f"-/-/{path.stem}", reading.data, "printk", places)
    return [*reading.diagnostics, *checks.check_entry(entry, Arena(entry, None))]


@dataclass(frozen=True, slots=True)
class _Described:
    """A software's id and description; `content` is a hash of the file, on which its entries depend."""

    id: str
    software: Software | None
    diagnostics: tuple[Diagnostic, ...]
    content: str = ""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """An entry's id, and what became of its file."""

    id: str
    entry: Entry | None
    diagnostics: tuple[Diagnostic, ...]
    recognition: Recognition | None = None


def _home(identifier: str) -> str:
    return identifier.split("/", 1)[0]


def _find(root: Path, contents: Contents) -> tuple[list[_File], list[Diagnostic]]:
    """The files of a catalog, sorted by id, and findings about those that lie in the wrong place."""
    found: list[_File] = []
    diagnostics: list[Diagnostic] = []
    walked: set[Path] = set()
    os.listdir(root)  # os.walk would say nothing of a folder that is not there
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.endswith((".yaml", ".yml")) or name.startswith("."):
                continue
            path = Path(folder, name)
            walked.add(path)
            _sort_in(path, root, found, diagnostics)
        for name in folders:
            path = Path(folder, name)
            if path.is_symlink():
                hint = "put the files themselves here"
                diagnostics.append(
                    report("MP002", Span(str(path)), "a symbolic link to a folder is not followed", hint)
                )
    base = Path(os.path.abspath(root))
    for path in (root / given.relative_to(base) for given in contents if given.is_relative_to(base)):
        if path not in walked and path.name != verified.NAME:
            _sort_in(path, root, found, diagnostics)
    return sorted(found, key=lambda file: file.id), diagnostics


def _sort_in(path: Path, root: Path, found: list[_File], diagnostics: list[Diagnostic]) -> None:
    file = _identified(path, root)
    if file is None:
        hint = "entries are <software>/<subsystem>/<slug>.yaml, of small letters, digits and -; no slug is `index`"
        diagnostics.append(report("MP108", Span(str(path)), "the file's path gives no id", hint))
    else:
        found.append(file)


def _identified(path: Path, root: Path) -> _File | None:
    parts = path.relative_to(root).parts
    if len(parts) == 2 and parts[1] == DESCRIPTION and _SOFTWARE.fullmatch(parts[0]):
        return _File(path, parts[0], str(path))
    identifier = "/".join(parts).removesuffix(".yaml")
    return _File(path, identifier, str(path)) if re.fullmatch(schema.ID, identifier) else None


def _load_software(file: _File, place: _Place) -> _Described:
    try:
        content = place.read(file)
    except Unreadable as error:
        return _Described(file.id, None, (error.diagnostic,))
    key = key_of(content, "software", file.id)
    data, places, diagnostics, _ = _read(content, file, schema.SOFTWARE, key, place.store, None)
    software = builder.build_software(file.id, data, places) if data is not None else None
    found = checks.check_software(software) if software is not None else ()
    return _Described(file.id, software, (*diagnostics, *found), key)


def _load_verified(software: str, place: _Place, diagnostics: list[Diagnostic]) -> Verified | None:
    """What a software's messages were held against, if anybody did; what is wrong with the file is a finding."""
    path = place.root / software / verified.NAME
    given = place.contents.get(Path(os.path.abspath(path)))
    if given is None and not os.path.lexists(path):
        return None
    name = str(path)
    try:
        content = sources.read_bytes(path, place.root, name, verified.MOST_BYTES) if given is None else given
        return verified.parse(content, software, name)
    except Unreadable as error:
        diagnostics.append(error.diagnostic)
    except UnsoundError as error:
        span = Span(name, error.line, 1, error.line, 2)
        hint = (
            "nobody writes this file by hand: take it as it was, or delete it and run `msgpedia drift --record PACK…`"
        )
        diagnostics.append(report("MP021", span, str(error), hint))
    return None


def _load_entry(file: _File, place: _Place, home: _Described | None) -> _Loaded:
    try:
        content = place.read(file)
    except Unreadable as error:
        return _Loaded(file.id, None, (error.diagnostic,))
    software = home.software if home is not None else None
    key = key_of(content, "entry", file.id, home.content if home is not None else "")
    data, places, diagnostics, recognition = _read(content, file, schema.ENTRY, key, place.store, software)
    if data is None:
        return _Loaded(file.id, None, tuple(diagnostics))
    entry = builder.build_entry(file.id, data, software.dialect if software else "", places)
    return _Loaded(file.id, entry, tuple(diagnostics), recognition)


_Read = tuple[dict[str, Any] | None, Places, list[Diagnostic], Recognition | None]


def _read(content: bytes, file: _File, record: Any, key: str, store: Cache, software: Software | None) -> _Read:
    """What a file holds and what is wrong with it: from the cache, else from the file, and then into the cache."""
    row = store.get(key)
    if row is not None:
        try:
            return _thaw(row, file.name)
        except (KeyError, TypeError, ValueError, IndexError, AttributeError):
            pass  # not what this program writes: read the file again
    reading = reader.read(content, file.name, record)
    diagnostics = list(reading.diagnostics)
    recognition = None
    if reading.data is not None and record is schema.ENTRY:
        places = Places(file.name, reading.places)
        entry = builder.build_entry(file.id, reading.data, software.dialect if software else "", places)
        arena = Arena(entry, software)
        diagnostics += checks.check_entry(entry, arena)
        recognition = arena.recognition()
    row = _freeze(reading, diagnostics, recognition)
    store.put(key, row)
    return _thaw(row, file.name)  # in the form that is small, for there may be thousands


def _freeze(reading: reader.Reading, diagnostics: list[Diagnostic], recognition: Recognition | None) -> list[Any]:
    findings = [
        [
            finding.code,
            _numbers(finding.span),
            finding.message,
            finding.hint,
            [[_numbers(part.span), part.text] for part in finding.fix],
            [[_numbers(other.span), other.message] for other in finding.related],  # in this file, too
        ]
        for finding in diagnostics
    ]
    known = [[plan.as_data() for plan in recognition.plans], list(recognition.ranks)] if recognition else None
    return [reading.data, json.dumps(reading.places, separators=(",", ":")), findings, known]


def _numbers(span: Span) -> list[int]:
    return [span.line, span.column, span.end_line, span.end_column]


def _thaw(row: list[Any], name: str) -> _Read:
    data, places, findings, known = row
    diagnostics = [
        report(
            code,
            Span(name, *span),
            message,
            hint,
            tuple(Replacement(Span(name, *at), text) for at, text in fix),
            tuple(Related(Span(name, *at), text) for at, text in related),
        )
        for code, span, message, hint, fix, related in findings
    ]
    recognition = None
    if known is not None:
        ranks = tuple((rank[0], rank[1]) if rank else None for rank in known[1])
        recognition = Recognition(tuple(plans.from_data(plan) for plan in known[0]), ranks)
    return data, Places(name, text=places), diagnostics, recognition


def catalog_of(path: Path) -> Path | None:
    """The catalog that a path lies in: the parent of the nearest folder with a `software.yaml` above it; or None."""
    return next((folder.parent for folder in (path, *path.parents) if (folder / DESCRIPTION).is_file()), None)

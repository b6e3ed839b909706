"""Changes of translations → new contents of catalog files, each of them proven before anything is written.

A new content must hold exactly what was there before and the changed texts, and no check may find an error in it that
was not there.
"""

from __future__ import annotations

import copy
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgpedia.catalog import reader, schema
from msgpedia.catalog.loader import DESCRIPTION, load_catalog
from msgpedia.catalog.model import Catalog
from msgpedia.catalog.sources import Unreadable
from msgpedia.diagnostics import Diagnostic, Span
from msgpedia.translation.editing import Rewrite, rewritten
from msgpedia.translation.importing import Change, by_file

HINT = "nothing was written to this file; lay it out with 'msgpedia fmt', and import again"


@dataclass(frozen=True, slots=True)
class Written:
    """The files to write, by name: what they held, what they shall hold; the changes in them, and what was refused."""

    contents: Mapping[str, tuple[bytes, bytes]]
    changes: tuple[Change, ...]
    refused: tuple[Diagnostic, ...]


def applied(
    root: Path, catalog: Catalog, changes: list[Change], read: Callable[[str], bytes], with_basis: bool = True
) -> Written:
    """What files hold after changes. `root` is the catalog's folder, `read` gives what a file holds.

    Without `with_basis` a text that said nothing of what it was translated from goes on so. Raises OSError.
    """
    contents: dict[str, tuple[bytes, bytes]] = {}
    refused: list[Diagnostic] = []
    grouped = by_file(changes)
    for name, inside in grouped.items():
        before = read(name)
        after = _content(name, before, [_rewrite(change, with_basis) for change in inside])
        if after is None:
            refused.append(Diagnostic(Span(name), "not-written", "error", "the file could not be changed safely", HINT))
        else:
            contents[name] = (before, after)
    for finding in _new_errors(root, catalog, contents):
        contents.pop(finding.span.file, None)
        message = f"a translation makes an error: {finding.code}, {finding.message}"
        refused.append(Diagnostic(finding.span, "not-written", "error", message, finding.hint))
    kept = tuple(change for name in contents for change in grouped[name])
    return Written(contents, kept, tuple(sorted(refused)))


def _rewrite(change: Change, with_basis: bool) -> Rewrite:
    has_basis = change.unit.text.basis(change.language) is not None
    basis = change.basis if with_basis or has_basis else None
    return Rewrite(change.unit.path, change.language, change.text, basis)


def _content(name: str, before: bytes, rewrites: Sequence[Rewrite]) -> bytes | None:
    """What a file holds with texts in it; None where that would change anything else."""
    record = schema.SOFTWARE if os.path.basename(name) == DESCRIPTION else schema.ENTRY
    try:
        after = rewritten(before.decode("utf-8"), rewrites, name).encode("utf-8")
    except (Unreadable, LookupError, StopIteration, ValueError):
        return None
    old, new = (reader.read(data, name, record).data for data in (before, after))
    return after if old is not None and new == _expected(old, rewrites) else None


def _expected(data: dict[str, Any], rewrites: Iterable[Rewrite]) -> dict[str, Any]:
    found = copy.deepcopy(data)
    for rewrite in rewrites:
        holder: Any = found
        for step in rewrite.path:
            holder = holder[step]
        present = holder.get(rewrite.language)
        if rewrite.basis is not None:
            holder[rewrite.language] = {"text": rewrite.text, "basis": rewrite.basis}
        elif isinstance(present, dict):
            holder[rewrite.language] = present | {"text": rewrite.text}
        else:
            holder[rewrite.language] = rewrite.text
    return found


def _new_errors(root: Path, catalog: Catalog, contents: Mapping[str, tuple[bytes, bytes]]) -> Iterable[Diagnostic]:
    """The errors that files get from their new contents."""
    if not contents:
        return []
    known = {(finding.span.file, finding.code, finding.message) for finding in catalog.diagnostics}
    given = {Path(os.path.abspath(name)): after for name, (_, after) in contents.items()}
    return [
        finding
        for finding in load_catalog(root, contents=given).diagnostics
        if finding.severity == "error" and finding.span.file in contents
        if (finding.span.file, finding.code, finding.message) not in known
    ]

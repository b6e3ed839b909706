"""Checks of licences: only those under which a text may be used, changed and passed on by anybody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import files

from msgpedia.catalog import mending
from msgpedia.catalog.guesses import respelt
from msgpedia.catalog.model import Entry, Software
from msgpedia.catalog.places import Places
from msgpedia.diagnostics import Diagnostic, report

_OTHER_NAMES = {"CC0": "CC0-1.0"}  # in capitals, with a single meaning
# Licences that are often taken for free ones, and what keeps their texts out.
_NOT_FREE = (
    (re.compile(r"-NC\b"), "allows no commercial use, so the text would not be free"),
    (re.compile(r"-ND\b"), "allows no changes, so the text would not be free"),
    (re.compile(r"^GFDL-1\.[0-9]-invariants|^GFDL-1\.[0-9](?:-or-later|-only|\+)?$"), "may have invariant sections"),
)


@cache
def free_licences() -> tuple[str, ...]:
    """The SPDX identifiers that a catalog's texts may have."""
    table = tomllib.loads((files("msgpedia") / "data" / "licences.toml").read_text(encoding="utf-8"))
    return tuple(sorted(table))


def allowed(entry: Entry) -> Iterator[Diagnostic]:
    """MP406: a licence that is not free, or not spelled as SPDX does."""
    yield from _allowed(entry.license, entry.places)


def allowed_software(software: Software) -> Iterator[Diagnostic]:
    """MP406, for a software's description."""
    yield from _allowed(software.license, software.places)


def _allowed(expression: str, places: Places) -> Iterator[Diagnostic]:
    known = free_licences()
    parts = re.split(r" (AND|OR) ", expression)
    unknown = [part for part in parts[::2] if part not in known]
    if not unknown:
        return
    meant = [_meant(part, known) for part in re.split(r"\s+(AND|OR|and|or)\s+", expression)]
    text = " ".join(meant) if all(meant) else ""
    why = next((why for pattern, why in _NOT_FREE if pattern.search(unknown[0])), "")
    message = f"`{unknown[0][:60]}` is not the SPDX identifier of a licence that texts here may have"
    hint = f"write `{text}`" if text else f"there are: {', '.join(known)}"
    fix = mending.value(places, ("license",), text) if text else ()
    yield report("MP406", places.span(("license",)), f"`{unknown[0][:60]}` {why}" if why else message, hint, fix)


def _meant(part: str, known: Collection[str]) -> str:
    """The identifier that a part of an expression must mean; empty where that is not sure."""
    if part.upper() in ("AND", "OR"):
        return part.upper()
    return part if part in known else _OTHER_NAMES.get(part.upper()) or respelt(part, known)

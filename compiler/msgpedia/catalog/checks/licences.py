"""Checks of licences: only those under which a text may be used, changed and passed on by anybody."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from msgpedia.catalog.model import Entry, Software
from msgpedia.diagnostics import Diagnostic, Span, report


@cache
def free_licences() -> tuple[str, ...]:
    """The SPDX identifiers that a catalog's texts may have."""
    table = tomllib.loads((files("msgpedia") / "data" / "licences.toml").read_text(encoding="utf-8"))
    return tuple(sorted(table))


def allowed(entry: Entry) -> Iterator[Diagnostic]:
    """MP406: a licence that is not free, or not spelled as SPDX does."""
    yield from _allowed(entry.license, entry.span("license"))


def allowed_software(software: Software) -> Iterator[Diagnostic]:
    """MP406, for a software's description."""
    yield from _allowed(software.license, software.span("license"))


def _allowed(expression: str, span: Span) -> Iterator[Diagnostic]:
    known = free_licences()
    unknown = [part for part in re.split(r" (?:AND|OR) ", expression) if part not in known]
    if unknown:
        message = f"`{unknown[0][:60]}` is not the SPDX identifier of a licence that texts here may have"
        yield report("MP406", span, message, f"there are: {', '.join(known)}")

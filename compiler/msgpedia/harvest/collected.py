"""What a harvest gives: records, the versions they are of, and what could not be read on the way."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from msgpedia.packs.model import Record

Progress = Callable[[int, int], None]
"""Told how far a harvest is: how much was read of how much there is."""


class HarvestError(Exception):
    """Something that cannot be read at all; the message says what and why, in one line."""


@dataclass(frozen=True, slots=True)
class Collected:
    """`versions`: the oldest first; `problems`: a line each, for people, about what was passed over."""

    versions: tuple[str, ...]
    records: tuple[Record, ...]
    problems: tuple[str, ...] = ()

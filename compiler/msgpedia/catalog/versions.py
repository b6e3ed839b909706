"""Versions, as far as checks compare them."""

from __future__ import annotations

import re

Key = tuple[int, ...]


def version_key(version: str) -> Key:
    """The numbers of a version, so that 2.6.38 < 2.6.39 < 4.19; what is no number does not count."""
    return tuple(int(number[:9]) for number in re.findall(r"[0-9]+", version))


def overlap(first: tuple[str | None, str | None], second: tuple[str | None, str | None]) -> bool:
    """Whether two ranges of versions, inclusive and with None for unknown, have a version in common."""
    return _begins_by(first[0], second[1]) and _begins_by(second[0], first[1])


def _begins_by(start: str | None, end: str | None) -> bool:
    if start is None or end is None:
        return True
    numbers = version_key(end)
    # `to: 4.4` stands for all of 4.4.x
    return version_key(start)[: len(numbers)] <= numbers

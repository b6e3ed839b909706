"""Holes whose patterns cost more than a bundle allows are wild, so that no format string is refused for its widths."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps

from msgpedia.bundle import patterns
from msgpedia.bundle.patterns_shape import PatternError
from msgpedia.formats.holes import Hole, wild
from msgpedia.formats.model import Conversion


def limited(row: Callable[[Conversion], Hole]) -> Callable[[Conversion], Hole]:
    """A table of texts whose holes are all within the limits of `docs/bundle.md`."""

    @wraps(row)
    def within(conversion: Conversion) -> Hole:
        found = row(conversion)
        if found.language is None or allowed(found.language.pattern):
            return found
        return wild(trim=found.trim)

    return within


@cache
def allowed(pattern: str) -> bool:
    """Whether look-up accepts the pattern of a hole; it refuses a whole bundle that has another one."""
    try:
        patterns.parse(pattern)
    except PatternError:
        return False
    return True

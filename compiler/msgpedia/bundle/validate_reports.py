"""Holds the descriptions of reports of a bundle from anywhere to what grouping relies on (`docs/reports.md`)."""

from __future__ import annotations

import re

from msgpedia.bundle.report_lines import PATTERNS
from msgpedia.bundle.validate_structure import UnsoundError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import Any

    Row = dict[str, Any]

MOST_PATTERNS = 20_000  # of all reports
MOST_WORDLESS = 3000  # of these, which only a closer look tells from any line
_PLACE = re.compile(r"\{([a-z][a-z0-9_]*)\}")


def check_reports(kinds: list[Row], program: Callable[..., None]) -> None:
    """Kinds have names of their own, patterns as many names as holes; what keys, ties and summaries name is held by
    lines. `program` checks the program of a pattern as one of a message.

    Raises UnsoundError.
    """
    seen: set[str] = set()
    total = wordless = 0
    for number, kind in enumerate(kinds):
        where = "reports", number
        if kind["kind"] in seen:
            raise UnsoundError(f"the kind {kind['kind']!r} occurs twice", *where, "kind")
        seen.add(kind["kind"])
        for key in PATTERNS:
            for place, pattern in enumerate(kind.get(key, ())):
                program(pattern, *where, key, place)
                _names(pattern, *where, key, place)
                total += 1
                wordless += not pattern["words"]
        if total > MOST_PATTERNS:
            raise UnsoundError(f"more than {MOST_PATTERNS} patterns in all", "reports")
        if wordless > MOST_WORDLESS:
            raise UnsoundError(f"more than {MOST_WORDLESS} patterns without words in all", "reports")
        _ties(kind, *where)


def patterns_of(kinds: list[Row]) -> Iterator[Row]:
    """All patterns of some descriptions."""
    for kind in kinds:
        for key in PATTERNS:
            yield from kind.get(key, ())


def _names(pattern: Row, *where: str | int) -> None:
    """One name for each hole; a name occurs once."""
    if len(pattern["names"]) != sum(not isinstance(token, str) for token in pattern["tokens"]):
        raise UnsoundError("not as many names as holes", *where, "names")
    named = [name for name in pattern["names"] if name]
    if len(set(named)) != len(named):
        raise UnsoundError("a name occurs twice", *where, "names")


def _ties(kind: Row, *where: str | int) -> None:
    """What a kind refers to is held by its lines."""
    held = {name for key in PATTERNS for pattern in kind.get(key, ()) for name in pattern["names"]} | {"text"}
    for key in ("key", "tells", "blocks", "several", "about", "dumps", "dumped"):
        names = kind.get(key, [])
        for name in [names] if isinstance(names, str) else names:
            if name not in held:
                raise UnsoundError(f"no line holds {name!r}", *where, key)
    for place, summary in enumerate(kind.get("summary", ())):
        for name in _asked(summary):
            if name not in held:
                raise UnsoundError(f"no line holds {name!r}", *where, "summary", place)


def _asked(summary: Row) -> Iterator[str]:
    for key in ("known", "when", "unless"):
        yield from summary.get(key, ())
    for text in summary["text"].values():
        yield from _PLACE.findall(text)

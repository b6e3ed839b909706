"""Idents that software claims: names, or families of names with one `*` that stands for any text."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

ANY = "*"


def claims(patterns: Iterable[str], ident: str) -> bool:
    """Whether an ident is one of some names or families."""
    return any(pattern == ident or is_of(pattern, ident) for pattern in patterns)


def is_of(pattern: str, ident: str) -> bool:
    """Whether an ident is of a family such as `postfix/*` or `(*)`; the `*` stands for one character at least."""
    first, star, last = pattern.partition(ANY)
    return bool(star) and len(ident) >= len(pattern) and ident.startswith(first) and ident.endswith(last)

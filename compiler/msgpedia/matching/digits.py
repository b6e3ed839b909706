"""Which programs cannot tell bodies apart that differ in digits alone: what one such body is not, none of them is."""

from __future__ import annotations

import re
from functools import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

_CLASS = re.compile(r"\[(?:\\.|[^\]\\])*\]")
_COUNT = re.compile(r"\{[0-9,]+\}")
_DIGIT = re.compile("[0-9]")


def is_blind(tokens: Sequence[str | int], holes: Sequence[dict[str, Any]]) -> bool:
    """Whether no literal of a program has a digit, and its holes take all digits alike. `holes` is its bundle's table;
    patterns are of the grammar of `docs/bundle.md`.
    """
    return all(
        not _DIGIT.search(token)
        if isinstance(token, str)
        else _takes_all_alike(holes[token].get("pattern", "") + holes[token].get("alphabet", ""))
        for token in tokens
    )


@cache
def _takes_all_alike(pattern: str) -> bool:
    classes = _CLASS.findall(pattern)
    rest = _COUNT.sub("", _CLASS.sub("", pattern))
    return not _DIGIT.search(rest) and not any(_DIGIT.search(text.replace("0-9", "")) for text in classes)

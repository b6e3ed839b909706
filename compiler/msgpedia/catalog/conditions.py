"""Conditions of advice: for which values of an argument a text holds.

    condition  = comparison number | equality text | text
    comparison = ">=" | "<=" | ">" | "<"
    equality   = "==" | "!="
    number     = [ "-" ] ( digits | "0x" hexadecimal digits )

A plain text is equality with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_COMPARISON = re.compile(r"(>=|<=|>|<)[ \t]*(-?(?:0x[0-9A-Fa-f]{1,16}|[0-9]{1,20}))")
_EQUALITY = re.compile(r"(==|!=)[ \t]*([^=<>!~\s].*)")
_OPERATORS = "<>=!~"


class ConditionError(ValueError):
    """A text that is no condition."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`operator` is one of `>= <= > < == !=`; `value` a number as written, or for the last two any text."""

    operator: str
    value: str


def parse(text: str) -> Condition:
    """The condition that a text spells. Raises ConditionError where it begins like one and is none."""
    text = text.strip(" \t")
    found = _COMPARISON.fullmatch(text) or _EQUALITY.fullmatch(text)
    if found:
        return Condition(found.group(1), found.group(2))
    if text[:1] in tuple(_OPERATORS):
        raise ConditionError(f"`{text[:60]}` is not a condition")
    return Condition("==", text)

"""Conditions of advice: for which values of an argument a text holds. Rules: `docs/matching.md`, "Advice".

    condition  = comparison number | equality text | "in" texts | "~" pattern | text
    comparison = ">=" | "<=" | ">" | "<"
    equality   = "==" | "!="
    texts      = text "," text { "," text }
    number     = [ "-" ] ( digits | "0x" hexadecimal digits )

A plain text is equality with it; a `*` of a pattern, which has at least one, stands for any text, also none.
"""

from __future__ import annotations

from msgpedia.decoding.numbers import number_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from msgpedia.decoding.model import Reading

_COMPARISONS, _EQUALITIES = (">=", "<=", ">", "<"), ("==", "!=")
_BEGINNINGS = tuple("<>=!~")
_DECIMAL, _HEXADECIMAL = (20, "0123456789"), (16, "0123456789abcdefABCDEF")  # most digits, and which
LONGEST = 1000  # characters of a condition


class ConditionError(ValueError):
    """A text that is no condition."""


class Condition:
    """`operator` is one of `>= <= > < == != in ~`; `values` are the members of `in`, else one number or text."""

    __slots__ = ("operator", "values")

    def __init__(self, operator: str, values: Sequence[str]) -> None:
        self.operator, self.values = operator, tuple(values)


def parse(text: str) -> Condition:
    """The condition that a text spells. Raises ConditionError where it begins like one and is none."""
    if len(text) > LONGEST:
        raise ConditionError(f"`{text[:60]}…` is too long for a condition")
    text = text.strip(" \t")
    comparison = _comparison(text)
    if comparison is not None:
        return comparison
    if text.startswith(_EQUALITIES):
        value = text[2:].lstrip(" \t")
        if value and value[0] != "=" and _comparison(value) is None:  # `== > 5` has two operators
            return Condition(text[:2], (value,))
    elif text[:1] == "~":
        pattern = text[1:].strip(" \t")
        if "*" in pattern and pattern[:1] not in ("~", "="):
            return Condition("~", (pattern,))
    elif text[:3] in ("in ", "in\t"):
        members = [member.strip(" \t") for member in text[3:].split(",")]
        if len(members) > 1 and all(members):
            return Condition("in", members)
    elif not text.startswith(_BEGINNINGS):
        return Condition("==", (text,))
    raise ConditionError(f"`{text[:60]}` is not a condition")


def _comparison(text: str) -> Condition | None:
    operator = next(filter(text.startswith, _COMPARISONS), "")
    number = text[len(operator) :].lstrip(" \t")
    digits = number.removeprefix("-")
    most, known = _HEXADECIMAL if digits.startswith("0x") else _DECIMAL
    digits = digits.removeprefix("0x")
    found = operator and 0 < len(digits) <= most and not digits.strip(known)
    return Condition(operator, (number,)) if found else None


def spelled(text: str) -> str:
    """A condition as it reads behind the name of its argument: a plain text as equality."""
    try:
        condition = parse(text)
    except ConditionError:
        return text
    operator, values = condition.operator, condition.values
    return f"{operator} {', '.join(values)}" if values[0] else f'{operator} ""'


def holds(condition: Condition, capture: str, radix: int = 10, symbols: Iterable[str] = ()) -> bool:
    """Whether a condition holds for what a line has for an argument.

    `radix` is that in which the program prints the number, `symbols` are those that stand for the value.
    """
    capture = capture.strip(" ")
    operator, values = condition.operator, condition.values
    if operator in ("==", "in"):
        return any(_equals(value, capture, radix, symbols) for value in values)
    if operator == "!=":
        return not _equals(values[0], capture, radix, symbols)
    if operator == "~":
        return any(fits(values[0], text) for text in (capture, *symbols))
    number, limit = number_of(capture, radix), number_of(values[0], radix)
    if number is None or limit is None:
        return False
    if operator == ">=":
        return number >= limit
    if operator == "<=":
        return number <= limit
    return number > limit if operator == ">" else number < limit


def _equals(value: str, capture: str, radix: int, symbols: Iterable[str]) -> bool:
    if value == capture or value in symbols:
        return True
    number = number_of(value, radix)
    return number is not None and number == number_of(capture, radix)


def fits(pattern: str, text: str) -> bool:
    """Whether a whole text is one of a pattern, a `*` of which stands for any text."""
    first, *middle, last = pattern.split("*")
    if len(text) < len(first) + len(last) or not text.startswith(first) or not text.endswith(last):
        return False
    place, end = len(first), len(text) - len(last)
    for piece in middle:
        found = text.find(piece, place, end)
        if found < 0:
            return False
        place = found + len(piece)
    return True


def symbols_of(readings: Iterable[Reading]) -> tuple[str, ...]:
    """All symbols that stand for a value, of whatever version."""
    found: dict[str, None] = {}
    for reading in readings:
        for part in reading.parts:
            if part.known:
                for symbol in (part.symbol, *part.also):
                    if symbol is not None:
                        found[symbol] = None
    return tuple(found)

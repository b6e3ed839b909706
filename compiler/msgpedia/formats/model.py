"""What a parsed format string is: literals and conversions, nothing about the text they print.

Parsers (`printf`, `printk`, `percent`, `brace`, `go`) yield these values; what a conversion can print is the business
of the dialect's table (`printf_texts`, `printk_texts`, …).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class FormatError(ValueError):
    """A format string that its dialect does not allow.

    `start` and `end` are offsets in code points into the format string; `hint` says how to mend it, and may be empty.
    """

    def __init__(self, message: str, start: int, end: int, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.start, self.end, self.hint = message, start, end, hint


class Star(Enum):
    """A width or precision that the program passes as an argument: `%*d`, `%.*s`."""

    STAR = "*"


STAR = Star.STAR
Size = int | Star | None


@dataclass(frozen=True, slots=True)
class Literal:
    """Fixed text; `text` is what is printed (`%%` is `%`), `source` how the format string spells it."""

    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """One conversion specification, such as `%-5ld` or `%pI4`.

    `start` and `end` are offsets in code points into the format string. `extension` is what follows `%p` in `printk`,
    and the format specification of a field in `brace`. `argument` is the number in `%1$s` or `%[1]d`, counted from 1;
    `name` is that of a named argument: `%(name)s`, `{name}`.
    """

    source: str
    start: int
    end: int
    letter: str
    flags: str = ""
    width: Size = None
    precision: Size = None
    length: str = ""
    extension: str = ""
    argument: int | None = None
    name: str = ""

    @property
    def fixed_width(self) -> int:
        """The width as a number of characters; 0 where there is none or an argument gives it."""
        return self.width if isinstance(self.width, int) else 0

    @property
    def left(self) -> bool:
        """Whether the text is set to the left, so that a width adds blanks behind it."""
        return "-" in self.flags


@dataclass(frozen=True, slots=True)
class Template:
    """A parsed format string: its dialect, and literals and conversions in the order of the text."""

    dialect: str
    parts: tuple[Literal | Conversion, ...]

    @property
    def conversions(self) -> tuple[Conversion, ...]:
        """The conversions that print something, in the order of the text: one argument of an entry for each."""
        return tuple(part for part in self.parts if isinstance(part, Conversion))


def join_literals(parts: list[Literal | Conversion]) -> tuple[Literal | Conversion, ...]:
    """The parts with neighbouring literals joined; what was never written is dropped."""
    joined: list[Literal | Conversion] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, Literal) and isinstance(last, Literal):
            joined[-1] = Literal(last.text + part.text, last.source + part.source)
        elif part != Literal("", ""):
            joined.append(part)
    return tuple(joined)

"""A place in a format string, for the parsers: look, take, and tell where something went wrong."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgpedia.formats.model import STAR, Conversion, FormatError, Literal, Size, join_literals

MOST_SIZE = 4096  # of a width or precision; no log line prints more, and patterns stay within a bundle's limits


class Scanner:
    """Reads a format string from left to right; positions are offsets in code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    @property
    def done(self) -> bool:
        return self.position >= len(self.text)

    def take_while(self, allowed: str) -> str:
        """The longest run of allowed characters here, perhaps empty."""
        start = self.position
        while not self.done and self.text[self.position] in allowed:
            self.position += 1
        return self.text[start : self.position]

    def take_any(self, options: tuple[str, ...]) -> str:
        """The first of the options that stands here, or nothing."""
        for option in options:
            if self.text.startswith(option, self.position):
                self.position += len(option)
                return option
        return ""

    def take_number(self) -> int | None:
        """A decimal number, or None where no digit stands."""
        run = self.take_while("0123456789")
        return int(run[:9]) if run else None

    def take_count(self) -> int | None:
        """A number of characters, at most `MOST_SIZE`, or None where no digit stands."""
        number = self.take_number()
        return None if number is None else min(number, MOST_SIZE)

    def take_size(self) -> Size:
        """A width or precision: a number, at most `MOST_SIZE`, `*`, or nothing."""
        return STAR if self.take_any(("*",)) else self.take_count()

    def take_pattern(self, pattern: re.Pattern[str]) -> str:
        """What a pattern finds here, perhaps nothing."""
        match = pattern.match(self.text, self.position)
        self.position += len(match.group()) if match else 0
        return match.group() if match else ""

    def take_while_not(self, stops: str) -> str:
        """The longest run here without any of some characters, perhaps empty."""
        start = self.position
        while not self.done and self.text[self.position] not in stops:
            self.position += 1
        return self.text[start : self.position]

    def take_until(self, stop: str) -> str:
        """Everything up to a character, or to the end."""
        start = self.position
        found = self.text.find(stop, start)
        self.position = found if found >= 0 else len(self.text)
        return self.text[start : self.position]

    def take_parts(
        self, take_conversion: Callable[[Scanner], Literal | Conversion]
    ) -> tuple[Literal | Conversion, ...]:
        """Literals, and conversions that begin with a percent sign, up to the end."""
        parts: list[Literal | Conversion] = []
        while not self.done:
            if self.text[self.position] == "%":
                parts.append(take_conversion(self))
            else:
                run = self.take_until("%")
                parts.append(Literal(run, run))
        return join_literals(parts)

    def no_conversion(self, start: int, whose: str) -> FormatError:
        """An error for a conversion from `start` on whose letter is not one of a dialect's, or is not there."""
        message, hint = "the format string ends inside a conversion", "write %% for a percent sign"
        if not self.done:
            self.position += 1
            message = f"{self.text[start : self.position]!r} is not a conversion of {whose}"
            if self.text[self.position - 1].isalpha():
                hint += "; for a conversion of the program's own write one that prints the like, such as %s"
        return self.error(message, start, hint)

    def error(self, message: str, start: int, hint: str = "") -> FormatError:
        """An error that points from `start` to here."""
        return FormatError(message, start, max(self.position, start + 1), hint)

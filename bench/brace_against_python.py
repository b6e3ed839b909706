"""Matching against Python's `str.format`: random formats and arguments must be recognised.

    python -m bench.brace_against_python [CASES] [SEED]

Prints the agreement (`bench/agreement.py`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from decimal import Decimal

from bench.agreement import Counts, Printed, run, try_line
from bench.samples import EXTREME, FLOATS, some_literal, some_text

LETTERS = ["", "", "", "s", "d", "d", "b", "o", "x", "X", "c", "e", "E", "f", "f", "F", "g", "G", "n", "%"]
ALIGNS = ["<", ">", "^", "=", "*<", "->", "_^", "0=", "0>", "é>"]
DECIMALS = [
    Decimal("1.50"),
    Decimal("-2E+10"),
    Decimal("1E-20"),
    Decimal("Infinity"),
    Decimal("12345678901234567890.5"),
]


@dataclass(frozen=True)
class Field:
    """A field with its value; `nested` are the values of fields in its specification."""

    name: str
    converted: str
    align: str
    rest: str
    width: str
    precision: str
    letter: str
    value: object
    nested: tuple[int, ...] = ()

    @property
    def spelled(self) -> str:
        spec = f"{self.align}{self.rest}{self.width}{self.precision}{self.letter}"
        return f"{{{self.name}{self.converted}{':' * bool(spec)}{spec}}}"

    def printed(self) -> tuple[str, str]:
        """What Python prints for it, and that less the blanks of its width."""
        whole = self.spelled.replace(self.name, "", 1).format(self.value, *self.nested)
        bare = replace(self, name="", width="", nested=self.nested["{" in self.width :])
        if self.align[:-1] in ("", " ") and "0" not in self.rest:
            bare = replace(bare, align="")
        elif self.letter:
            return whole, whole
        plain = bare.spelled.format(self.value, *bare.nested)
        if isinstance(self.value, str) or self.converted:
            return whole, plain if whole.strip(" ") == plain.strip(" ") else whole
        return whole, " " * plain.startswith(" ") + whole.strip(" ")


def some_value(random_: random.Random, letter: str) -> object:
    """An argument that a letter's field takes."""
    number = random_.choice(EXTREME) if random_.random() < 0.4 else random_.randrange(10**9)
    if letter == "c":
        return random_.choice([65, 0x65E5, 0x1F600])
    if letter == "s":
        return some_text(random_)
    if letter in ("d", "b", "o", "x", "X"):
        return number if random_.random() < 0.7 else -number
    fraction = random_.choice([random_.choice(FLOATS), random_.gauss(0, 1e6), random_.choice(DECIMALS)])
    return fraction if letter else random_.choice([fraction, number, some_text(random_), some_text(random_)])


def some_field(random_: random.Random, name: str) -> Field:
    """A random field that Python can print."""
    letter = random_.choice(LETTERS)
    value = some_value(random_, letter)
    nested: list[int] = []
    align = rest = width = precision = ""
    converted = random_.choice(["!r", "!s", "!a"]) if letter in ("", "s") and random_.random() < 0.2 else ""
    if random_.random() < 0.35:
        number = random_.choice([1, 4, 8, 10, random_.randrange(1, 40), random_.randrange(1, 300)])
        align = random_.choice(ALIGNS) if random_.random() < 0.5 else ""
        width = str(number)
        if random_.random() < 0.15 and not name:
            width = "{}"
            nested.append(min(number, 250))
    if letter not in ("", "s", "c") and not converted:
        rest = random_.choice(["", "", "", "+", "-", " "])
        rest += "#" if letter in "boxXeEfFgG" and random_.random() < 0.2 else ""
        rest += "0" if width and not align and random_.random() < 0.3 else ""
    if letter in ("d", "f", "g", "%", "e") and random_.random() < 0.2:
        precision = ","
    if letter in ("", "s", "e", "E", "f", "F", "g", "G", "%") and random_.random() < 0.3 and not isinstance(value, int):
        precision += f".{random_.randrange(10)}"
    return Field(name, converted, align, rest, width, precision, letter, value, tuple(nested))


def some_case(random_: random.Random) -> tuple[str, list[Field]]:
    """A random format: one to six fields, literals between most of them; some have names."""
    named = random_.random() < 0.2
    fields: list[Field] = []
    pieces = []
    for number in range(random_.randrange(1, 7)):
        fields.append(_printable(random_, f"n{number}" if named else ""))
        if random_.random() < 0.75:
            pieces.append(some_literal(random_))
        pieces.append(fields[-1].spelled)
    if random_.random() < 0.5:
        pieces.append(some_literal(random_) + random_.choice(["", "{{", "}}"]))
    return "".join(pieces), fields


def _printable(random_: random.Random, name: str) -> Field:
    while True:
        field = some_field(random_, name)
        try:
            whole, _ = field.printed()
        except (ValueError, TypeError):
            continue
        if "0" not in field.rest or "Infinity" not in whole:  # which has blanks instead of zeros
            return field


def try_case(case: tuple[str, list[Field]], counts: Counts) -> None:
    """Print a case with Python, and match the line."""
    format_string, fields = case
    values = [value for field in fields for value in (field.value, *field.nested)]
    line = format_string.format(*values, **{field.name: field.value for field in fields if field.name})
    try_line(Printed("brace", format_string, line, [field.printed() for field in fields]), counts)


if __name__ == "__main__":
    run(some_case, try_case)

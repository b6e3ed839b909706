"""Matching against Python's `%`: random formats and arguments must be recognised.

    python -m bench.percent_against_python [CASES] [SEED]

Prints the agreement (`bench/agreement.py`).
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from bench.agreement import Counts, Printed, run, try_line
from bench.samples import EXTREME, FLOATS, some_literal, some_text

LETTERS = "ddiuoxXeEfFgGcrsssa"
Arguments = tuple[object, ...]


@dataclass
class Conversion:
    """A conversion and its arguments, those of `*` first; `name` in brackets, if it has one."""

    name: str
    flags: str
    width: str
    rest: str
    sizes: Arguments
    value: object

    def printed(self) -> tuple[str, str]:
        """What Python prints for it, and that less the blanks of its width."""
        whole = f"%{self.flags}{self.width}{self.rest}" % (*self.sizes, self.value)
        plain = f"%{self.flags}{self.rest}" % (*self.sizes["*" in self.width :], self.value)
        if self.rest[-1] in "srac":
            return whole, plain
        return whole, " " * plain.startswith(" ") + whole.strip(" ")


def some_value(random_: random.Random, letter: str) -> object:
    """An argument that a conversion takes."""
    if letter == "c":
        return random_.choice(["a", "é", "日", "0", 65, 0x1F600])
    if letter in "eEfFgG":
        return random_.choice(FLOATS) if random_.random() < 0.5 else random_.gauss(0, 10.0 ** random_.randrange(-6, 12))
    if letter in "sra":
        return random_.choice([some_text(random_), some_text(random_), None, 17, 2.5, [1, "a"], b"x", {"k": 1}])
    number = random_.choice([*EXTREME, True, 10**30, 2**127]) if random_.random() < 0.4 else random_.randrange(10**9)
    if letter in "diu" and random_.random() < 0.1:
        return random_.choice([2.9, -0.5, 1e15])
    return number if random_.random() < 0.7 else -number


def some_conversion(random_: random.Random, named: bool) -> Conversion:
    """A random conversion; a named one has no `*`."""
    letter = random_.choice(LETTERS)
    flags = "".join(random_.sample("-+ #0", random_.choice([0, 0, 0, 1, 1, 2, 3])))
    sizes: list[object] = []
    width = precision = ""
    star = 0.0 if named else 0.15
    if random_.random() < 0.35:
        number = random_.choice([1, 4, 8, 10, random_.randrange(1, 40), random_.randrange(1, 300)])
        width = str(number)
        if random_.random() < star:
            width = "*"
            sizes.append(random_.choice([1, 1, -1]) * min(number, 250))
    if letter != "c" and random_.random() < 0.25:
        number = random_.randrange(12)
        precision = random_.choice([f".{number}", "." + str(number or "")])
        if random_.random() < star:
            precision = ".*"
            sizes.append(number)
    rest = precision + random_.choice(["", "", "", "h", "l", "L"]) + letter
    name = f"({random_.choice(['name', 'a b', 'x(y)', ''])})" if named else ""
    return Conversion(name, flags, width, rest, tuple(sizes), some_value(random_, letter))


def some_case(random_: random.Random) -> tuple[str, list[Conversion]]:
    """A random format: one to six conversions, literals between most of them; one in ten has names."""
    named = random_.random() < 0.1
    conversions = [some_conversion(random_, named) for _ in range(random_.randrange(1, 7))]
    pieces = []
    for number, each in enumerate(conversions):
        each.name = each.name and f"({number}{each.name[1:]}"
        if random_.random() < 0.75:
            pieces.append(some_literal(random_).replace("%", "%%"))
        pieces.append(f"%{each.name}{each.flags}{each.width}{each.rest}")
    if random_.random() < 0.5:
        pieces.append(some_literal(random_).replace("%", "%%"))
    return "".join(pieces), conversions


def try_case(case: tuple[str, list[Conversion]], counts: Counts) -> None:
    """Print a case with Python, and match the line."""
    format_string, conversions = case
    named = {each.name[1:-1]: each.value for each in conversions if each.name}
    line = format_string % (named or tuple(value for each in conversions for value in (*each.sizes, each.value)))
    try_line(Printed("percent", format_string, line, [each.printed() for each in conversions]), counts)


if __name__ == "__main__":
    run(some_case, try_case)

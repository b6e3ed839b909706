"""Matching against the C library: random formats and arguments, printed by `snprintf`, must be recognised.

    python -m bench.printf_against_libc [CASES] [SEED]

Prints the agreement (`bench/agreement.py`).
"""

from __future__ import annotations

import ctypes
import locale
import random
from dataclasses import dataclass

from bench.agreement import Counts, Printed, run, try_line
from bench.samples import EXTREME, FLOATS, some_literal, some_text

LIBC = ctypes.CDLL(None, use_errno=True)
ROOM = ctypes.create_string_buffer(12000)
LENGTHS = ["", "", "", "hh", "h", "l", "ll", "j", "z", "t"]


@dataclass
class Case:
    """A format string, the arguments by their numbers, and of each conversion in order its spelling and arguments."""

    format: str
    arguments: list[object]
    conversions: list[tuple[str, str, list[object]]]


def rendered(format_string: str, arguments: list[object]) -> str | None:
    """What the C library prints, read as a log is; None where it refuses."""
    ctypes.set_errno(2)
    count = LIBC.snprintf(ROOM, ctypes.c_size_t(len(ROOM)), format_string.encode(), *arguments)
    return ROOM.raw[:count].decode("utf-8", "replace") if 0 <= count < len(ROOM) else None


def some_value(random_: random.Random, letter: str, length: str) -> object:
    if letter in "eEfFgGaA":
        value = (
            random_.choice(FLOATS)
            if random_.random() < 0.5
            else random_.uniform(-1, 1) * 10 ** random_.randrange(-8, 20)
        )
        return ctypes.c_longdouble(value) if length == "L" else ctypes.c_double(value)
    if letter in "sS":
        if random_.random() < 0.05:
            return ctypes.c_char_p(None)
        text = some_text(random_)
        return ctypes.c_wchar_p(text) if letter == "S" or length == "l" else ctypes.c_char_p(text.encode())
    if letter in "cC":
        wide = letter == "C" or length == "l"
        return ctypes.c_int(
            ord(random_.choice("aé日 0")) if wide else random_.randrange(1, 256 if random_.random() < 0.2 else 127)
        )
    if letter == "p":
        return ctypes.c_void_p(random_.choice([0, 0x7FFD1234, random_.randrange(2**64)]))
    number = random_.choice(EXTREME) if random_.random() < 0.4 else random_.randrange(10 ** random_.randrange(1, 19))
    return ctypes.c_uint64((number if random_.random() < 0.8 else -number) % 2**64)


def some_conversion(random_: random.Random) -> tuple[str, str, str, str, list[object]]:
    """Flags, width, precision, length and letter, and the arguments, those of `*` first."""
    letter = random_.choice("dddiuuoxxXbBeEfFgGaAccCssssSpm")
    length = (
        random_.choice(LENGTHS)
        if letter in "diouxXbB"
        else random_.choice(["", "", "l", "L"])
        if letter in "eEfFgGaA"
        else ""
    )
    if letter in "sc" and random_.random() < 0.1:
        length = "l"
    flags = "".join(random_.sample("-+ #0'I", random_.choice([0, 0, 0, 1, 1, 2, 3])))
    arguments: list[object] = []
    width, precision = "", ""
    if random_.random() < 0.35:
        number = random_.choice([1, 2, 4, 5, 8, 10, 16, random_.randrange(1, 40), random_.randrange(1, 400)])
        width = str(number)
        if random_.random() < 0.15:
            width = "*"
            arguments.append(ctypes.c_int(random_.choice([1, 1, -1]) * min(number, 250)))
    if letter not in "cCpm" and random_.random() < 0.25:
        number = random_.randrange(12)
        precision = "." + random_.choice([str(number), str(number) if number else ""])
        if random_.random() < 0.15:
            precision = ".*"
            arguments.append(ctypes.c_int(random_.choice([1, 1, -1]) * number))
    if letter != "m":
        arguments.append(some_value(random_, letter, length))
    return flags, width, precision, length + letter, arguments


def some_case(random_: random.Random) -> Case:
    """A random format: one to six conversions, literals between most of them; one in ten with numbered arguments."""
    numbered = random_.random() < 0.1
    conversions = [some_conversion(random_) for _ in range(random_.randrange(1, 7))]
    given = [argument for conversion in conversions for argument in conversion[-1]]
    places = list(range(len(given)))
    if numbered:
        random_.shuffle(places)
    arguments: list[object] = [None] * len(given)
    pieces, spelled = [], []
    used = 0
    for flags, width, precision, rest, own in conversions:
        numbers = []
        for argument in own:
            arguments[places[used]] = argument
            numbers.append(places[used] + 1)
            used += 1
        bare = f"%{flags}{width}{precision}{rest}"
        spelled.append((bare, f"%{flags}{precision}{rest}", own))
        if numbered and own:
            names = iter(numbers)
            width = f"*{next(names)}$" if width == "*" else width
            precision = f".*{next(names)}$" if precision == ".*" else precision
            value = f"{number}$" if (number := next(names, 0)) else ""  # `%m` has none
            bare = f"%{value}{flags}{width}{precision}{rest}"
        if random_.random() < 0.75:
            pieces.append(some_literal(random_).replace("%", "%%"))
        pieces.append(bare)
    if random_.random() < 0.5:
        pieces.append(some_literal(random_).replace("%", "%%"))
    return Case("".join(pieces), arguments, spelled)


def printed(spelled: str, bare: str, arguments: list[object]) -> tuple[str, str] | None:
    """What one conversion prints, and that less the blanks of its width."""
    whole = rendered(spelled, arguments)
    stars = spelled.count("*") - bare.count("*")
    plain = rendered(bare, arguments[stars:])
    if whole is None or plain is None:
        return None
    if spelled[-1] in "sScCm":
        return whole, plain
    return whole, " " * plain.startswith(" ") + whole.strip(" ")


def try_case(case: Case, counts: Counts) -> None:
    """Print a case with the C library, and match the line."""
    line = rendered(case.format, case.arguments)
    results = [printed(*each) for each in case.conversions]
    if line is not None:
        try_line(Printed("printf", case.format, line, [each for each in results if each]), counts)


def main() -> None:
    """Run the cases and print the counts."""
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    run(some_case, try_case)


if __name__ == "__main__":
    main()

"""Matching against the C library: random formats and arguments, printed by `snprintf`, must be recognised.

    python bench/printf_against_libc.py [CASES] [SEED]

Prints how many lines match, how many captures are exactly what the conversion printed where a line can be read in one
way alone, and the misses by kind. A miss is *known* where the rules of `docs/matching.md` have no place for the line:
a unit stands where an earlier one or a wild hole should have gone on (never gone back over), though each conversion's
hole takes what it printed.
"""

from __future__ import annotations

import ctypes
import locale
import random
import re
import string
import sys
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

from msgpedia.formats import Conversion, Hole, Literal, Template, hole, parse
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, plan

LIBC = ctypes.CDLL(None, use_errno=True)
ROOM = ctypes.create_string_buffer(12000)
LENGTHS = ["", "", "", "hh", "h", "l", "ll", "j", "z", "t"]
EXTREME = [0, 1, 9, 10, 127, 128, 255, 32767, 65535, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1]
FLOATS = [
    0.0,
    -0.0,
    0.5,
    1.0,
    9.995,
    1e5,
    999999.5,
    1e15,
    1e-5,
    1e100,
    5e-324,
    float("inf"),
    float("-inf"),
    float("nan"),
]
WORDS = [
    "sda",
    "eth0",
    "/dev/sda1",
    "I/O error",
    "read",
    "lvcreate",
    "a b",
    "10",
    "0x1f",
    "(null)",
    "",
    "日本語",
    "é",
    "x:y",
]
LITERALS = [
    " ",
    ": ",
    ", ",
    "=",
    "/",
    "[",
    "]",
    " (",
    ")",
    "-",
    ".",
    " at ",
    "0x",
    "%",
    "error ",
    "sector",
    "5",
    "é",
    "、",
    "\t",
]


@dataclass
class Case:
    """A format string, the arguments by their numbers, and of each conversion in order its spelling and arguments."""

    format: str
    arguments: list[object]
    conversions: list[tuple[str, str, list[object]]]


@dataclass
class Counts:
    """What came out."""

    lines: int = 0
    matched: int = 0
    single: int = 0
    captures: int = 0
    exact: int = 0
    misses: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[str]] = field(default_factory=dict)

    def note(self, kind: str, example: str) -> None:
        self.misses[kind] += 1
        self.examples.setdefault(kind, []).append(example)


def rendered(format_string: str, arguments: list[object]) -> str | None:
    """What the C library prints, read as a log is; None where it refuses."""
    ctypes.set_errno(2)
    count = LIBC.snprintf(ROOM, ctypes.c_size_t(len(ROOM)), format_string.encode(), *arguments)
    return ROOM.raw[:count].decode("utf-8", "replace") if 0 <= count < len(ROOM) else None


def some_text(random_: random.Random) -> str:
    kind = random_.random()
    if kind < 0.6:
        return random_.choice(WORDS)
    letters = string.ascii_letters + string.digits + (string.punctuation + " é日😀" if kind > 0.8 else "")
    return "".join(random_.choices(letters, k=random_.randrange(12)))


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
            pieces.append(some_literal(random_))
        pieces.append(bare)
    if random_.random() < 0.5:
        pieces.append(some_literal(random_))
    return Case("".join(pieces), arguments, spelled)


def some_literal(random_: random.Random) -> str:
    return "".join(random_.choices(LITERALS, k=random_.choice([1, 1, 2, 3]))).replace("%", "%%")


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


@cache
def _pattern(found: Hole) -> re.Pattern[str]:
    return re.compile(found.language.pattern if found.language else r"[\s\S]*")


def readings(template: Template, line: str) -> int:
    """In how many ways a line can be read as texts of the conversions: none, one, or two for more."""
    parts = template.parts
    holes = [None if isinstance(part, Literal) else hole("printf", part) for part in parts]
    known: dict[tuple[int, int], int] = {}

    def count(number: int, start: int) -> int:
        if number == len(parts):
            return int(start == len(line))
        if (number, start) not in known:
            part, found, total = parts[number], holes[number], 0
            if isinstance(part, Literal):
                total = count(number + 1, start + len(part.text)) if line.startswith(part.text, start) else 0
            else:
                assert found is not None
                most = len(line) if found.language is None else min(len(line), start + found.language.most)
                for stop in range(start, most + 1):
                    rest = count(number + 1, stop)
                    if rest:
                        total += rest * ways(part, found, line[start:stop])
                        if total > 1:
                            break
            known[number, start] = min(total, 2)
        return known[number, start]

    return count(0, 0)


def ways(conversion: Conversion, found: Hole, piece: str) -> int:
    """How many texts a conversion may have printed to leave a piece of a line; two for more."""
    if not _pattern(found).fullmatch(piece):
        return 0
    if conversion.letter not in "sSm":
        return 1
    most = len(piece.encode())
    size = most - 2 * piece.count("\ufffd")  # which may stand for a byte cut off
    width, precision = conversion.fixed_width, conversion.precision
    star = not isinstance(conversion.width, int | None)
    if not star and (most < width or (isinstance(precision, int) and size > max(width, precision))):
        return 0
    if not star and size > width:
        return 1
    if star:
        blanks = len(piece) - len(piece.strip(" "))
    else:
        blanks = len(piece) - len(piece.rstrip(" ") if conversion.left else piece.lstrip(" "))
    least = max(0, size - precision) if isinstance(precision, int) else 0
    return min(2, max(0, blanks - least + 1))


def kind_of_miss(case: Case, template: Template, line: str) -> str:
    for (spelled, bare, own), conversion in zip(case.conversions, template.conversions, strict=True):
        result = printed(spelled, bare, own)
        found = hole("printf", conversion)
        if result is None or not _pattern(found).fullmatch(result[0]):
            return f"a hole refuses what %{conversion.letter} printed"
    return "known: no going back over a wild hole" if readings(template, line) else "not read at all"


def try_case(case: Case, counts: Counts) -> None:
    line = rendered(case.format, case.arguments)
    results = [printed(*each) for each in case.conversions]
    if line is None or "\n" in line or None in results:
        return
    expected = [result[1] for result in results if result is not None]
    template = parse("printf", case.format)
    table = HoleTable()
    programs = [table.program(program) for program in plan(template)]
    counts.lines += 1
    captures = Matcher(programs[0], table.rows()).match(line) if len(programs) == 1 else None if programs else []
    if captures is None:
        counts.note(kind_of_miss(case, template, line), f"{case.format!r} {line!r}")
        return
    counts.matched += 1
    if readings(template, line) != 1:
        return
    counts.single += 1
    counts.captures += len(expected)
    for number, (capture, text) in enumerate(zip(captures, expected, strict=True)):
        if capture == text:
            counts.exact += 1
        else:
            letter = case.conversions[number][0][-1]
            counts.note(f"inexact: %{letter}", f"{case.format!r} {line!r} {number + 1}: {capture!r}, printed {text!r}")


def main() -> None:
    """Run the cases and print the counts."""
    locale.setlocale(locale.LC_CTYPE, "C.UTF-8")
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    random_ = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    counts = Counts()
    for _ in range(cases):
        try_case(some_case(random_), counts)
    known = sum(number for kind, number in counts.misses.items() if kind.startswith("known"))
    print(f"lines                     {counts.lines}")
    print(f"matched                   {counts.matched} ({counts.matched / counts.lines:.3%})")
    print(f"known misses              {known} ({known / counts.lines:.3%})")
    print(f"matched, of the others    {counts.matched / (counts.lines - known):.3%}")
    print(f"lines with one reading    {counts.single}")
    print(f"exact captures of these   {counts.exact} of {counts.captures} ({counts.exact / counts.captures:.3%})")
    for kind, number in counts.misses.most_common():
        print(f"\n{number} × {kind}")
        for example in counts.examples[kind][:5]:
            print(f"    {example}")


if __name__ == "__main__":
    main()

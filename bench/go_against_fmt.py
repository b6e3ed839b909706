"""Matching against Go's fmt: random formats and arguments, printed by Go, must be recognised.

    python -m bench.go_against_fmt [CASES] [SEED]

Needs the command `go` (on Debian: golang-go), which runs `bench/go_against_fmt.go`. Prints the agreement
(`bench/agreement.py`). Values are those that each verb is for: no lists for `%d`, no floating-point numbers for `%x`.
"""

from __future__ import annotations

import base64
import json
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from bench.agreement import Counts, Printed, report, try_line
from bench.samples import EXTREME, FLOATS, some_literal, some_text

PROGRAM = Path(__file__).with_suffix(".go")
VERBS = "vvvTtbcddddoOqqxxXUeEfFgGsssspw"
TEXTS = "vTqswxXc"
Argument = tuple[str, str]


@dataclass(frozen=True)
class Conversion:
    """A conversion, its sizes given as arguments, and its value."""

    flags: str
    width: str
    precision: str
    verb: str
    sizes: tuple[int, ...]
    value: Argument

    @property
    def spelled(self) -> str:
        return f"%{self.flags}{self.width}{self.precision}{self.verb}"

    @property
    def arguments(self) -> list[Argument]:
        return [*(("size", str(size)) for size in self.sizes), self.value]

    @property
    def bare(self) -> Conversion:
        """The same without width."""
        return replace(self, width="", sizes=self.sizes["*" in self.width :])


def some_value(random_: random.Random, verb: str) -> Argument:
    """An argument that a verb is for."""
    number = random_.choice(EXTREME) if random_.random() < 0.4 else random_.randrange(10**9)
    signed = str(random_.choice([1, 1, -1]) * (number % 2**63))
    fraction = repr(random_.choice(FLOATS) if random_.random() < 0.5 else random_.gauss(0, 1e6))
    text = some_text(random_)
    whole = random_.choice([("int", signed), ("uint", str(number)), ("big", str(number**2 % 2**127))])
    if verb == "x" or verb == "X":
        return random_.choice([whole, ("string", text), ("bytes", text), ("error", text)])
    if verb in "bdoO":
        return whole if verb == "d" or whole[0] != "big" else ("int", signed)
    if verb in "eEfFgG":
        return random_.choice(["float", "float32"]), fraction
    if verb in "cU":
        return "rune", random_.choice("aé日😀 0")
    if verb == "p":
        return "pointer", str(number)
    if verb == "t":
        return "bool", random_.choice(["true", "false"])
    if verb == "q":
        return random_.choice([("string", text), ("strings", text), ("rune", "é"), ("error", text)])
    if verb == "s":
        return random_.choice([("string", text), ("string", text), ("error", text), ("duration", signed)])
    others = [("bool", "true"), ("struct", text), ("strings", text), ("float", fraction), ("duration", signed)]
    return random_.choice([whole, ("string", text), ("error", text), *others])


def some_conversion(random_: random.Random) -> Conversion:
    """A random conversion."""
    verb = random_.choice(VERBS)
    flags = "".join(random_.sample("-+ #0", random_.choice([0, 0, 0, 1, 1, 2, 3])))
    sizes: list[int] = []
    width = precision = ""
    value = some_value(random_, verb)
    if random_.random() < 0.35 and value[0] not in ("strings", "struct"):
        number = random_.choice([1, 4, 8, 10, random_.randrange(1, 40), random_.randrange(1, 300)])
        width = str(number)
        if random_.random() < 0.15:
            width = "*"
            sizes.append(random_.choice([1, 1, -1]) * min(number, 250))
    if random_.random() < 0.25 and value[0] not in ("big", "strings", "struct"):
        number = random_.randrange(12)
        precision = random_.choice([f".{number}", "." + str(number or "")])
        if random_.random() < 0.15:
            precision = ".*"
            sizes.append(number)
    return Conversion(flags, width, precision, verb, tuple(sizes), value)


def some_case(random_: random.Random) -> tuple[str, list[Argument], list[Conversion]]:
    """A random format with its arguments: one to six conversions; one in ten with explicit indexes."""
    indexed = random_.random() < 0.1
    conversions = [some_conversion(random_) for _ in range(random_.randrange(1, 7))]
    given = [argument for each in conversions for argument in each.arguments]
    places = list(range(len(given)))
    if indexed:
        random_.shuffle(places)
    arguments = given[:]
    numbers = iter(places)
    pieces = []
    for each in conversions:
        own = [next(numbers) for _ in each.arguments]
        for place, argument in zip(own, each.arguments, strict=True):
            arguments[place] = argument
        if random_.random() < 0.75:
            pieces.append(some_literal(random_).replace("%", "%%"))
        pieces.append(_indexed(each, own) if indexed else each.spelled)
    if random_.random() < 0.5:
        pieces.append(some_literal(random_).replace("%", "%%"))
    return "".join(pieces), arguments, conversions


def _indexed(conversion: Conversion, places: list[int]) -> str:
    numbers = iter(places)
    width, precision = (
        size.replace("*", f"[{next(numbers) + 1}]*") if "*" in size else size
        for size in (conversion.width, conversion.precision)
    )
    return f"%{conversion.flags}{width}{precision}[{next(numbers) + 1}]{conversion.verb}"


def rendered(cases: list[tuple[str, list[Argument], list[Conversion]]]) -> list[list[str]]:
    """What Go prints for each case: the line, then of each conversion the whole, and that without width."""
    requests = []
    for format_string, arguments, conversions in cases:
        wanted = [(format_string, arguments)]
        for each in conversions:
            wanted += [(each.spelled, each.arguments), (each.bare.spelled, each.bare.arguments)]
        rows = [
            {"Format": text, "Arguments": [{"Kind": kind, "Text": value} for kind, value in given]}
            for text, given in wanted
        ]
        requests.append(json.dumps(rows))
    done = subprocess.run(
        ["go", "run", str(PROGRAM)], input="\n".join(requests).encode(), capture_output=True, check=True
    )
    return [
        [base64.b64decode(text).decode("utf-8", "replace") for text in json.loads(line)]
        for line in done.stdout.splitlines()
    ]


def printed(conversion: Conversion, whole: str, plain: str) -> tuple[str, str]:
    """What a conversion printed, and that less the blanks of its width."""
    if conversion.verb in TEXTS:
        return whole, plain if whole.strip(" ") == plain.strip(" ") else whole
    return whole, " " * plain.startswith(" ") + whole.strip(" ")


def try_cases(cases: list[tuple[str, list[Argument], list[Conversion]]], counts: Counts) -> None:
    """Print cases with Go, and match the lines."""
    for (format_string, _, conversions), (line, *texts) in zip(cases, rendered(cases), strict=True):
        if "%!" not in line:  # with Go's own errors in the text
            pairs = zip(conversions, texts[::2], texts[1::2], strict=True)
            try_line(Printed("go", format_string, line, [printed(*each) for each in pairs]), counts)


def main() -> None:
    """Run the cases and print the counts."""
    if not shutil.which("go"):
        sys.exit("there is no command `go` (on Debian: golang-go)")
    random_ = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    cases = [some_case(random_) for _ in range(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)]
    counts = Counts()
    try_cases(cases, counts)
    report(counts)


if __name__ == "__main__":
    main()

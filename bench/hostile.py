"""What hostile lines cost: time per byte, as a ratio to ordinary log lines looked up whole.

For each matcher of the bundle, and for format strings that are not in it, lines of a megabyte are made to hurt: blanks,
digits, `0x`, `: `, the template's own literals, its own rendered text, and mixtures, with their beginnings and ends
kept, lost or one character short. The same goes for the look-up as a whole, with hostile headers and escapes.

There are tens of thousands of such lines, so a first round takes 8 and 32 KiB of each. A line whose cost per byte is
far from the limit there and does not grow is done with; all others are measured at their full length.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from bench.hostile_lines import HostileLine, for_headers, for_program
from bench.measure import ROOT, logs, note, table

from msgpedia import formats
from msgpedia.bundle.artifact import read
from msgpedia.bundle.index import Index, build
from msgpedia.cli.bundles import locate
from msgpedia.logs.lines import split
from msgpedia.lookup.engine import Engine
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable, plan

TYPE_CHECKING = False
if TYPE_CHECKING:
    # What it is about, the line, what runs on it.
    Job = tuple[str, HostileLine, Callable[[str], object]]

MEGABYTE = 1 << 20
MOST = 10.0  # times the cost per byte of an ordinary line
SCREENS = 1 << 13, 1 << 15  # characters of the lines of the first round
GROWTH = 1.25  # of the cost per byte between them, noise included
KERNEL = "Oct 27 18:00:02 host kernel: "
EXAMPLES = """examples:
  python -m bench.hostile
  python -m bench.hostile /var/log/kern.log --bytes 200000 --worst 20
"""
NASTY = {
    "printf": (
        "%d%d%d%d%d",
        "%d %d %d %d %d",
        "%s%s%s%s: %s",
        "%s: %s: %s: %s: x",
        "%*d%*d",
        "%*.*f%*.*f end",
        "%x%x%x",
        "%x%x%x!",
        "0x%x0x%x0x%x",
        "%#x%#x%#xz",
        "%s a %s a %s a %s a",
        "%s%d%s%d%s%d",
        "%d:%d:%d %s:%d",
        "%c%c%c%c%c%c%s%c",
        "%20s%20s%20s",
        "%s %d%d%d%d%d x",
        "%g%g%g%e",
        "%-40d%-40d|",
        "%a%a %a",
        "%5d%5d%5d%5d%5d%5d%5d%5d end",
        "%u.%u.%u.%u:%u -> %u.%u.%u.%u:%u (%s)",
        "%s",
        "x%sx%sx%sx%sx%sx%sx%s",
    ),
    "printk": (
        "%pI6c%pI6c",
        "%pI6c %pI6c: %pI6c",
        "%pISpfsc%pISpfsc",
        "%*pbl,%*pbl",
        "%*pb,%*pb x",
        "%*ph%*ph",
        "%64ph %64phC",
        "%pM%pM",
        "%pU%pU %pU",
        "%pS %pS %pB",
        "%pe%pe %d",
        "%pR%pR %pr",
        "%pGg%pGg",
        "%ptR %ptR",
        "%p%p%p%p",
        "%pK%px%pK",
        "%pOF %pOFfnpc %d",
        "%p4cc%p4cc",
        "%s: %*pbl: %pI6c: %*ph end",
        "%pd4 %pD4 %pg",
        "%pNF%pa%pad %pV",
    ),
}


def main() -> None:
    """Measure and print; exit status 1 where a line costs too much."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "logs", nargs="?", type=Path, default=ROOT / "examples" / "kernel.log", help="ordinary lines (%(default)s)"
    )
    parser.add_argument("--bundle", metavar="FILE", help="a bundle (default: the one that msgpedia uses)")
    parser.add_argument("--bytes", type=int, default=MEGABYTE, help="length of a hostile line (%(default)s)")
    parser.add_argument("--worst", type=int, default=5, help="how many templates to print of each kind (%(default)s)")
    options = parser.parse_args()
    content = read(locate(options.bundle)[1])
    engine = Engine(Index(memoryview(build(content, "bench"))))
    ordinary = ordinary_cost(engine, logs(options.logs))
    note(f"ordinary lines: {1e9 * ordinary:.1f} ns a byte")
    rows: list[tuple[str, ...]] = []
    worst = 0.0
    for kind, jobs in _kinds(content, engine).items():
        start = time.perf_counter()
        found = sorted(costs(jobs, ordinary, options.bytes), key=lambda cost: cost[0], reverse=True)
        whole = sum(full for *_, full in found)
        note(f"{kind}: {len(found)} lines, {whole} at full length, {time.perf_counter() - start:.0f} s")
        worst = max(worst, found[0][0])
        named = {name: (ratio, line) for ratio, name, line, _ in reversed(found)}
        first = sorted(named.items(), key=lambda item: -item[1][0])[: options.worst]
        rows += [(kind, name[:60], str(line), f"{ratio:.2f}") for name, (ratio, line) in first]
    print(table(("what ran", "template", "line", "× ordinary"), rows), end="")
    print(f"\nThe worst costs {worst:.2f} times as much a byte as ordinary lines ({1e9 * ordinary:.1f} ns); limit 10.")
    sys.exit(worst > MOST)


def _kinds(content: dict[str, Any], engine: Engine) -> dict[str, Iterable[Job]]:
    def look_up(line: str) -> object:
        header, body = engine.read(line)
        return engine.match(body, engine.origin(header))

    def look_up_kernel(line: str) -> object:
        return look_up(KERNEL + line)

    holes = content["holes"]
    programs = [(message["format"], program) for message in content["messages"] for program in message["programs"]]
    lines = [(name, line) for name, program in programs for line in for_program(program["tokens"], holes)]
    return {
        "matcher of the catalog": _own(programs, holes),
        "look-up whole": chain(
            (("any header", line, look_up) for line in for_headers()),
            ((name, line, look_up_kernel) for name, line in lines),
        ),
        "look-up whole, no header": ((name, line, look_up) for name, line in lines),
        "other format": _others(),
    }


def _own(programs: Sequence[tuple[str, dict[str, Any]]], holes: Sequence[dict[str, Any]]) -> Iterator[Job]:
    for name, program in programs:
        matcher = Matcher(program, holes)
        for line in for_program(program["tokens"], holes):
            yield name, line, matcher.match


def _others() -> Iterator[Job]:
    for dialect, texts in NASTY.items():
        for text in texts:
            holes = HoleTable()
            for program in plan(formats.parse(dialect, text)):
                row: dict[str, Any] = holes.program(program)
                matcher = Matcher(row, holes.rows())
                for line in for_program(row["tokens"], holes.rows()):
                    yield f"{dialect} {text}", line, matcher.match


def ordinary_cost(engine: Engine, files: Sequence[Path]) -> float:
    """Seconds a byte of a look-up over real files, from bytes to matches; the best of three."""
    blocks = [path.read_bytes() for path in files]
    size = sum(map(len, blocks))
    rounds = max(1, MEGABYTE // size)
    best = float("inf")
    for _ in range(3):
        start = time.perf_counter()
        for _ in range(rounds):
            for block in blocks:
                for line in split(block):
                    header, body = engine.read(line)
                    engine.match(body, engine.origin(header))
        best = min(best, (time.perf_counter() - start) / rounds / size)
    return best


def costs(jobs: Iterable[Job], ordinary: float, size: int) -> Iterator[tuple[float, str, HostileLine, bool]]:
    """Ratios to the ordinary cost, what each is about, and whether it is of the full length."""
    short, long = SCREENS
    seen: set[tuple[object, str]] = set()
    for name, line, function in jobs:
        text = line.text(short)
        if (function, text) in seen:
            continue
        seen.add((function, text))
        before = min(_cost(function, text), _cost(function, text)) / ordinary
        ratio = _cost(function, line.text(long)) / ordinary
        grows = ratio > GROWTH * before and ratio * size / long > MOST / 2
        whole = size > long and (grows or ratio > MOST / 2)
        if whole:
            text = line.text(size)
            ratio = _cost(function, text) / ordinary
            if ratio > MOST / 2:
                ratio = min(ratio, _cost(function, text) / ordinary)
        yield ratio, name, line, whole


def _cost(function: Callable[[str], object], text: str) -> float:
    """Seconds a byte."""
    start = time.perf_counter()
    function(text)
    return (time.perf_counter() - start) / len(text.encode())


if __name__ == "__main__":
    main()

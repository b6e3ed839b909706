"""What a pack costs: making its index, one line with it against starting Python, lines a second of real logs.

    python -m bench.packs PACK [LOGS_DIR] [--runs 20] [--rounds 3]

Whole processes. The index is made in a cache of its own; the CPU and memory of that are of the first look-up. Logs are
those of a folder (`*.log`), the kernel's by their names, each kind read as one file with `lookup --summary`.
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path

from bench.measure import (
    Run,
    interleaved,
    interpreter_of,
    logs,
    median,
    median_ratio,
    msgpedia_command,
    note,
    python_environment,
    run,
    table,
)

DOCUMENTED = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"
INDEXED = "Oct 27 18:00:02 host kernel: Kernel command line: quiet\n"
BARE = "python -c pass"
MINUTE, MOST_RATIO, LEAST_LINES = 60.0, 3.0, 40_000


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path, metavar="PACK", help="a pack, of linux for the lines used here")
    parser.add_argument("logs", type=Path, metavar="LOGS_DIR", nargs="?", help="a folder of logs (*.log)")
    parser.add_argument("--runs", type=int, default=20, help="of each short command (%(default)s)")
    parser.add_argument("--rounds", type=int, default=3, help="runs over the logs (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        environment = python_environment(XDG_CACHE_HOME=name, XDG_DATA_HOME=name, LANG="C.UTF-8")
        print(_building(options.pack, folder, environment))
        print(_starting(options.pack, folder, environment, options.runs))
        if options.logs is not None:
            print(_reading(options.pack, options.logs, folder, environment, options.rounds))


def _building(pack: Path, folder: Path, environment: dict[str, str]) -> str:
    line = folder / "line.log"
    line.write_text(INDEXED, encoding="utf-8")
    command = [msgpedia_command(), "lookup"]
    run(command, line, None, environment)  # the index of the bundle
    note("making the index")
    made = run([*command, "--pack", str(pack)], line, None, environment)
    (index,) = folder.glob("msgpedia/*.pack.idx")
    row = (
        f"{made.cpu:.1f} s, {'kept' if made.cpu <= MINUTE else 'OVER'}",
        f"{made.wall:.1f} s",
        f"{made.peak / 1e6:.0f} MB",
        f"{pack.stat().st_size / 1e6:.0f} MB",
        f"{index.stat().st_size / 1e6:.0f} MB",
    )
    return table(("CPU to make the index", "clock", "memory", "pack", "index"), [row])


def _starting(pack: Path, folder: Path, environment: dict[str, str], runs: int) -> str:
    command = [msgpedia_command(), "lookup"]
    with_pack = [*command, "--pack", str(pack)]
    lines = {"documented": folder / "documented.log", "indexed": folder / "indexed.log"}
    for name, text in (("documented", DOCUMENTED), ("indexed", INDEXED)):
        lines[name].write_text(text, encoding="utf-8")
    jobs = {BARE: partial(run, [interpreter_of(command[0]), "-c", "pass"], None, None, environment)}
    for name, line in lines.items():
        for words, label in ((command, "without"), (with_pack, "with")):
            for form in ("text", "jsonl"):
                key = f"one line, {name} {label} the pack, {form}"
                jobs[key] = partial(run, [*words, "--format", form], line, None, environment)
    found = interleaved(jobs, runs, BARE)
    rows = [
        (
            name,
            f"{median_ratio(pairs, 'wall'):.2f}",
            f"{median_ratio(pairs, 'cpu'):.2f}{'' if median_ratio(pairs, 'cpu') <= MOST_RATIO else ' OVER'}",
            f"{median((item for _, item in pairs), 'cpu') * 1e3:.1f} ms",
        )
        for name, pairs in found.items()
    ]
    return table(("whole process", "× clock", "× CPU", "CPU"), rows)


def _reading(pack: Path, place: Path, folder: Path, environment: dict[str, str], rounds: int) -> str:
    rows = []
    for name, paths in (("kernel logs", _kernel_logs(place)), ("all logs", list(logs(place)))):
        whole = folder / "whole.log"
        data = b"".join(path.read_bytes().rstrip(b"\n") + b"\n" for path in paths)
        whole.write_bytes(data)
        count = data.count(b"\n")
        note(f"{name}: {len(paths)} files, {count} lines")
        command = [msgpedia_command(), "lookup", "--summary", str(whole)]
        jobs = {
            "without": partial(run, command, environment=environment),
            "with": partial(run, [*command, "--pack", str(pack)], environment=environment),
        }
        for label, pairs in interleaved(jobs, rounds).items():
            runs: list[Run] = [item for _, item in pairs]
            speed = count / median(runs, "cpu")
            kept = "" if label == "without" or name != "kernel logs" else " kept" if speed >= LEAST_LINES else " UNDER"
            rows.append(
                (f"{name}, {label} the pack", f"{speed:,.0f}{kept}", f"{max(r.peak for r in runs) / 1e6:.0f} MB")
            )
    return table(("lookup --summary", "lines a second of CPU", "memory"), rows)


def _kernel_logs(place: Path) -> list[Path]:
    """The logs that are the kernel's alone, by their names."""
    return [path for path in logs(place) if "dmesg" in path.name or "kern.log" in path.name]


if __name__ == "__main__":
    main()

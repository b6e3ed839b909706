"""How long msgpedia takes to start, as ratios to starting the same Python with nothing to do (`python -c pass`)."""

from __future__ import annotations

import argparse
import shutil
import tempfile
from functools import partial
from pathlib import Path

from bench.measure import (
    Run,
    interleaved,
    interpreter_of,
    median,
    median_ratio,
    msgpedia_command,
    python_environment,
    run,
    table,
)

LINE = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"
BARE = "python -c pass"
BUDGETS = {"msgpedia --help": 2.0, "one line, text": 3.0, "one line, jsonl": 3.0, "one line, text, ja": 3.0}
EXAMPLES = """examples:
  python -m bench.startup
  python -m bench.startup --runs 100 --command ~/venv/bin/msgpedia
"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, epilog=EXAMPLES, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--command", default=msgpedia_command(), help="the msgpedia to measure (%(default)s)")
    parser.add_argument("--runs", type=int, default=40, help="of each command, in turn (%(default)s)")
    options = parser.parse_args()
    command = shutil.which(options.command)
    if command is None:
        parser.error(f"there is no command {options.command}")
    with tempfile.TemporaryDirectory() as folder:
        line = Path(folder, "line.log")
        line.write_text(LINE, encoding="utf-8")
        environment = python_environment(XDG_CACHE_HOME=folder, LANG="C.UTF-8")
        commands = _commands(command, interpreter_of(command))
        jobs = {name: partial(run, words, line, None, environment) for name, words in commands.items()}
        for name, job in jobs.items():
            if job().status:
                raise SystemExit(f"{name}: the command failed: {' '.join(commands[name])}")
        print(_report(interleaved(jobs, options.runs, BARE)), end="")


def _commands(msgpedia: str, python: str) -> dict[str, list[str]]:
    return {
        BARE: [python, "-c", "pass"],
        "python -I -c pass": [python, "-I", "-c", "pass"],
        "python -S -c pass": [python, "-S", "-c", "pass"],
        "python -c 'import re'": [python, "-c", "import re"],
        "python -c 'import argparse, json'": [python, "-c", "import argparse, json"],
        "msgpedia --help": [msgpedia, "--help"],
        "msgpedia lookup --help": [msgpedia, "lookup", "--help"],
        "one line, text": [msgpedia, "lookup"],
        "one line, text, ja": [msgpedia, "lookup", "--lang", "ja"],
        "one line, jsonl": [msgpedia, "lookup", "--format", "jsonl"],
        "one line, summary": [msgpedia, "lookup", "--summary"],
    }


def _report(found: dict[str, list[tuple[Run, Run]]]) -> str:
    least_bare = min(base.cpu for pairs in found.values() for base, _ in pairs)
    rows = []
    for name, pairs in found.items():
        runs = [item for _, item in pairs]
        cpu = median_ratio(pairs, "cpu")
        budget = BUDGETS.get(name)
        rows.append(
            (
                name,
                f"{median_ratio(pairs, 'wall'):.2f}",
                f"{cpu:.2f}",
                f"{min(item.cpu for item in runs) / least_bare:.2f}",
                "" if budget is None else f"{budget:.0f}, {'kept' if cpu <= budget else 'OVER'}",
                f"{1e3 * median(runs, 'wall'):.1f} ms",
                f"{1e3 * median(runs, 'cpu'):.1f} ms",
            )
        )
    heads = ("whole process", "× clock", "× CPU", "× least CPU", "budget", "clock", "CPU")
    return table(heads, rows)


if __name__ == "__main__":
    main()

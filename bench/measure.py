"""What the benchmarks share: running a whole process and counting what it took, and printing a small table."""

from __future__ import annotations

import os
import shlex
import statistics
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LAUNCHER = Path(__file__).with_name("launch.py")


@dataclass(frozen=True, slots=True)
class Run:
    """One process, from its start to its end: seconds on the clock, seconds of CPU, bytes of memory at most."""

    wall: float
    cpu: float
    peak: int
    status: int


def run(
    command: Sequence[str],
    stdin: Path | None = None,
    stdout: Path | None = None,
    environment: dict[str, str] | None = None,
) -> Run:
    """Run a process to its end. Its output goes to a file or nowhere, what it complains of goes nowhere.

    Raises OSError where it cannot be started.
    """
    done = subprocess.run(
        [sys.executable, "-I", "-S", LAUNCHER, stdin or os.devnull, stdout or os.devnull, *command],
        env=environment or python_environment(),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise OSError(f"cannot run {command[0]}: {done.stderr.strip().rpartition(chr(10))[2]}")
    wall, cpu, peak, status = done.stdout.split()
    return Run(float(wall), float(cpu), int(peak), int(status))


def python_environment(**more: str) -> dict[str, str]:
    """This process's environment, less the variables that change how Python starts or what language it speaks."""
    dropped = ("PYTHON", "LC_", "LANG", "COLUMNS", "NO_COLOR")
    return {key: value for key, value in os.environ.items() if not key.startswith(dropped)} | more


def interleaved(jobs: Mapping[str, Callable[[], Run]], rounds: int, base: str = "") -> dict[str, list[tuple[Run, Run]]]:
    """Run all jobs in turn, round after round, so that noise hits all alike; one round before is not counted.

    Each run comes with one of the job `base` that went right before it; without a base, with itself.
    """
    found: dict[str, list[tuple[Run, Run]]] = {name: [] for name in jobs}
    for number in range(rounds + 1):
        for name, job in jobs.items():
            before = jobs[base]() if base else None
            result = job()
            if number:
                found[name].append((before or result, result))
    return found


def median(runs: Iterable[Run], field: str) -> float:
    """The median of a field of some runs."""
    return statistics.median(float(getattr(item, field)) for item in runs)


def median_ratio(pairs: Iterable[tuple[Run, Run]], field: str) -> float:
    """The median of the ratios of a field, of the second of each pair to the first."""
    return statistics.median(float(getattr(item, field)) / float(getattr(base, field)) for base, item in pairs)


def table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table in Markdown, the first column to the left and the others to the right."""
    cells = [list(heads), *(list(row) for row in rows)]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [
        "| "
        + " | ".join(_cell(text, width, place) for place, (text, width) in enumerate(zip(row, widths, strict=True)))
        for row in cells
    ]
    rule = "|" + "|".join("-" * (width + 1) + ("-" if place == 0 else ":") for place, width in enumerate(widths))
    return "\n".join(line + " |" if line is not rule else line + "|" for line in (lines[0], rule, *lines[1:])) + "\n"


def _cell(text: str, width: int, place: int) -> str:
    return text.ljust(width) if place == 0 else text.rjust(width)


def note(text: str) -> None:
    """Say on stderr how far a benchmark is."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def msgpedia_command() -> str:
    """The `msgpedia` beside this interpreter, else the first one on the path."""
    beside = Path(sys.executable).with_name("msgpedia")
    return str(beside) if beside.exists() else "msgpedia"


def interpreter_of(command: str) -> str:
    """The interpreter that a Python script names in its first line.

    Raises ValueError where the file is no script.
    """
    with open(command, "rb") as file:
        line = file.readline().decode("utf-8", "replace")
    if not line.startswith("#!"):
        raise ValueError(f"{command} is no script: its first line names no interpreter")
    return shlex.split(line[2:])[0]


def logs(folder: Path) -> list[Path]:
    """The log files of a folder, or the file itself.

    Raises SystemExit where there are none.
    """
    found = sorted(folder.glob("*.log")) if folder.is_dir() else [folder] if folder.is_file() else []
    if not found:
        raise SystemExit(f"{folder}: there are no log files (*.log)")
    return found

"""What `msgpedia check` costs on a catalog of many entries: nothing read before, all read before, one file changed.

    python -m bench.check                     # makes 3,000 synthetic entries
    python -m bench.check --entries 10000
    python -m bench.check --folder FOLDER     # with a catalog/ that is there already

"Read before" means that the user's cache has what was found in files that have not changed since. CPU time counts, as
other work on the machine does not change it much.
"""

from __future__ import annotations

import argparse
import tempfile
from dataclasses import dataclass
from pathlib import Path

from bench import synthetic_catalog
from bench.measure import Run, median, msgpedia_command, note, python_environment, run, table

ENTRIES = 3_000
WARM_RUNS = 5
COLD_BUDGET, CHANGED_BUDGET = 60.0, 3.0  # seconds of CPU


@dataclass(frozen=True, slots=True)
class Job:
    """One row: what was run, how often, and the CPU seconds it may take for 3,000 entries."""

    name: str
    runs: list[Run]
    budget: float | None = None


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=ENTRIES, help="how many to make (%(default)s)")
    parser.add_argument("--folder", type=Path, help="a folder with a catalog/ to check instead; one file is written to")
    parser.add_argument("--command", default=msgpedia_command(), help="the msgpedia to measure (%(default)s)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = options.folder or Path(name, "synthetic")
        if options.folder is None:
            note(f"writing {options.entries} entries")
            synthetic_catalog.write(options.entries, folder)
        files = sorted((folder / "catalog").rglob("*/*/*.yaml"))
        if not files:
            parser.error(f"{folder}/catalog has no entries")
        jobs = _measured(options.command, folder / "catalog", files, Path(name, "cache"))
    print(_report(jobs, len(files)), end="")


def _measured(command: str, catalog: Path, files: list[Path], cache: Path) -> list[Job]:
    def check(*words: str | Path) -> Run:
        found = run([command, "check", *map(str, words)], environment=environment)
        if found.status not in (0, 1):
            raise SystemExit(f"{command} check {' '.join(map(str, words))}: failed")
        return found

    environment = python_environment(XDG_CACHE_HOME=str(cache), LANG="C.UTF-8")
    note("nothing read before")
    cold = check(catalog)
    note("read before")
    warm = [check(catalog) for _ in range(WARM_RUNS)]
    one = files[len(files) // 2]
    before = one.read_bytes()
    changed, asked = [], []
    note("one file changed")
    try:
        for number in range(WARM_RUNS):
            one.write_bytes(before + f"# {number}\n".encode())
            changed.append(check(catalog))
            one.write_bytes(before + f"# again {number}\n".encode())
            asked.append(check(one))
    finally:
        one.write_bytes(before)
    return [
        Job("all, nothing read before", [cold], COLD_BUDGET),
        Job("all, all read before", warm),
        Job("all, one file changed", changed, CHANGED_BUDGET),
        Job("one file, which changed", asked, CHANGED_BUDGET),
    ]


def _report(jobs: list[Job], entries: int) -> str:
    cold = median(jobs[0].runs, "cpu")
    rows = [
        (
            job.name,
            f"{median(job.runs, 'cpu'):.2f} s",
            _budget(job, entries),
            f"{1e3 * median(job.runs, 'cpu') / entries:.2f} ms",
            f"{median(job.runs, 'cpu') / cold:.3f}",
            f"{median(job.runs, 'wall'):.2f} s",
            f"{max(found.peak for found in job.runs) / 1e6:.0f} MB",
        )
        for job in jobs
    ]
    heads = (f"`check`, {entries:,} entries", "CPU", "budget", "CPU an entry", "× the first", "clock", "memory")
    return table(heads, rows)


def _budget(job: Job, entries: int) -> str:
    if job.budget is None or entries != ENTRIES:
        return ""
    return f"{job.budget:.0f} s, {'kept' if median(job.runs, 'cpu') <= job.budget else 'OVER'}"


if __name__ == "__main__":
    main()

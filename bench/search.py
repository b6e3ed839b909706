"""How long a search takes, as ratios to starting the same Python with nothing to do (`python -c pass`).

    python -m bench.search                      # 10,000 synthetic entries in Japanese and English
    python -m bench.search --entries 1000 --runs 20

Also how long the index takes to make, which happens once for each bundle, and how large it is.
"""

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
from bench.synthetic import bundle

BARE = "python -c pass"
QUERIES = {
    "a word in most entries": ["kernel"],
    "a word in few": ["corgra"],
    "the beginning of a word": ["alloc"],
    "one letter": ["a"],
    "two words": ["page", "allocation"],
    "a phrase": ['"out of memory"'],
    "a piece of a word, quoted": ['"llocat"'],
    "a phrase of common words": ['"of the"'],
    "an identifier": ["min_free_kbytes"],
    "Japanese": ["物理ページ"],
    "one kanji": ["頁"],
    "one kana in all entries": ["の"],
    "two Japanese words": ["メモリ", "不足"],
    "no entry has all": ["kernel", "メモリ", "nosuchword"],
    "jsonl": ["--format", "jsonl", "page", "allocation"],
}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--command", default=msgpedia_command(), help="the msgpedia to measure (%(default)s)")
    parser.add_argument("--entries", type=int, default=10_000, help="how many (%(default)s)")
    parser.add_argument("--runs", type=int, default=10, help="of each query, in turn (%(default)s)")
    options = parser.parse_args()
    command = shutil.which(options.command)
    if command is None:
        parser.error(f"there is no command {options.command}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "msgpedia.json")
        file.write_bytes(bundle(options.entries, explained=True))
        environment = python_environment(XDG_CACHE_HOME=folder, LANG="C.UTF-8")
        start = [command, "search", "--bundle", str(file)]
        first = run([*start, "kernel"], environment=environment)
        python = interpreter_of(command)
        jobs = {BARE: partial(run, [python, "-c", "pass"], None, None, environment)}
        for name, words in QUERIES.items():
            jobs[f"{name}: {' '.join(words)}"] = partial(run, [*start, *words], None, None, environment)
        for name, job in jobs.items():
            if job().status not in (0, 1):
                raise SystemExit(f"{name}: the command failed")
        print(_sizes(file, first), _report(interleaved(jobs, options.runs, BARE)), sep="\n", end="")


def _sizes(file: Path, first: Run) -> str:
    index = next(file.parent.glob("msgpedia/*.idx"))
    size = f"bundle {_megabytes(file)}, index {_megabytes(index)}"
    return f"{size}; first use: {first.wall:.1f} s, {first.peak / 1e6:.0f} MB of memory\n"


def _megabytes(file: Path) -> str:
    return f"{file.stat().st_size / 1e6:.1f} MB"


def _report(found: dict[str, list[tuple[Run, Run]]]) -> str:
    rows = []
    for name, pairs in found.items():
        runs = [item for _, item in pairs]
        ratios = (f"{median_ratio(pairs, field):.2f}" for field in ("wall", "cpu"))
        rows.append((name, *ratios, f"{1e3 * median(runs, 'wall'):.0f} ms", f"{median(runs, 'peak') / 1e6:.0f} MB"))
    return table(("query", "× clock", "× CPU", "clock", "memory"), rows)


if __name__ == "__main__":
    main()

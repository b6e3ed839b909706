"""Lines a second of whole processes on real logs, and their memory: `msgpedia lookup`, and pdbtool where it is.

    python -m bench.throughput LOGS_DIR [--formats 10000] [--rounds 5]

All files of the folder are read as one. `lookup --summary` and `--format jsonl` run with a synthetic bundle
(`bench.synthetic`) and `--summary` with the catalog's; syslog-ng's `pdbtool match` with the same formats. Medians of
interleaved rounds; the index is derived before.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

from bench.measure import interleaved, logs, median, msgpedia_command, note, python_environment, run, table
from bench.synthetic import bundle, format_strings

_CONVERSION = re.compile(r"%[^ ]*")


def pattern(text: str) -> str:
    """A format string as a pattern of syslog-ng's patterndb: conversions end at the next blank."""
    *words, last = text.replace("@", "@@").split(" ")
    found = [_CONVERSION.sub("@ESTRING:: @", word) if "%" in word else f"{word} " for word in words]
    return "".join([*found, _CONVERSION.sub("@ANYSTRING@", last)])


def pattern_database(texts: list[str]) -> str:
    """A patterndb with one rule for each format string."""
    rules = "".join(
        f'<rule id="{number}" class="x" provider="x"><patterns><pattern>{escape(pattern(text))}</pattern></patterns>'
        "</rule>"
        for number, text in enumerate(texts)
    )
    head = '<patterndb version="4" pub_date="2026-01-01"><ruleset name="kernel" id="k"><pattern>kernel</pattern><rules>'
    return f"{head}{rules}</rules></ruleset></patterndb>"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", type=Path, metavar="LOGS_DIR", help="a folder of logs (*.log)")
    parser.add_argument("--formats", type=int, default=10_000, help="synthetic formats (default: 10000)")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each (default: 5)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        data = b"".join(path.read_bytes().rstrip(b"\n") + b"\n" for path in logs(options.logs))
        log = place / "all.log"
        log.write_bytes(data)
        lines = data.count(b"\n")
        synthetic = place / "msgpedia.json"
        synthetic.write_bytes(bundle(options.formats))
        database = place / "patterns.xml"
        database.write_text(pattern_database(format_strings(options.formats)))
        environment = python_environment(XDG_CACHE_HOME=folder)
        lookup = [msgpedia_command(), "lookup", str(log)]
        many = ["--bundle", str(synthetic)]
        commands = {
            f"lookup --summary, {options.formats} formats": [*lookup, "--summary", *many],
            f"lookup --format jsonl, {options.formats} formats": [*lookup, "--format", "jsonl", *many],
            "lookup --summary, the catalog": [*lookup, "--summary"],
        }
        if shutil.which("pdbtool"):
            commands[f"pdbtool match, {options.formats} formats"] = [
                "pdbtool",
                "match",
                "-p",
                str(database),
                "-f",
                str(log),
            ]
        note(f"{lines} lines; {options.rounds} rounds of {len(commands)} commands")
        jobs = {name: partial(run, command, environment=environment) for name, command in commands.items()}
        found = interleaved(jobs, options.rounds)
        speeds = {name: lines / median((pair[1] for pair in pairs), "wall") for name, pairs in found.items()}
        first = next(iter(speeds.values()))
        rows = [
            (
                name,
                f"{speed:,.0f}",
                f"{speed / first:.2f}",
                f"{max(pair[1].peak for pair in found[name]) / 1e6:.0f}",
                str({pair[1].status for pair in found[name]}),
            )
            for name, speed in speeds.items()
        ]
        print(table(("command", "lines/s", "× first", "MB at most", "status"), rows), end="")


if __name__ == "__main__":
    main()

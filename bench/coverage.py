"""How many lines of real logs are documented or indexed with some packs, which are not, and samples to look at.

    python -m bench.coverage --pack linux-6.12.pack.json --from 5.10 LOGS

LOGS are files or folders. With a `manifest.tsv` in a folder (columns `kernel` and `file`) `--from` leaves out the logs
of older kernels, and those whose kernel is not told. Lines are those that the kernel wrote (`--transport kernel`), or
those of a software (`--software`).
"""

from __future__ import annotations

import argparse
import csv
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgpedia.catalog.versions import version_key
from msgpedia.cli import bundles, packs
from msgpedia.logs.inputs import opened
from msgpedia.logs.lines import blocks
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer

_SHAPE = re.compile(r"0x[0-9a-f]+|[0-9]+")


def logs(place: Path, since: str | None) -> Iterator[Path]:
    """The logs of a folder, or a file."""
    if place.is_file():
        yield place
        return
    manifest = place / "manifest.tsv"
    if since is None or not manifest.is_file():
        yield from sorted(path for path in place.rglob("*.log") if path.is_file())
        return
    with manifest.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            kernels = [name for name in row["kernel"].split(",") if name[:1].isdigit()]
            if kernels and all(version_key(name)[:2] >= version_key(since) for name in kernels):
                yield place / (row["file"] or row["problems"])


def main() -> None:
    """Count, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("logs", nargs="+", type=Path)
    parser.add_argument("--from", dest="since", metavar="VERSION")
    parser.add_argument("--software", default="linux", help="the lines that this software wrote (default: linux)")
    parser.add_argument("--unknown", type=int, default=0, metavar="N", help="the most frequent unknown shapes")
    parser.add_argument("--sample", type=int, default=0, metavar="N", help="distinct indexed matches at random")
    parser.add_argument("--seed", type=int, default=1)
    packs.add_packs(parser)
    options = parser.parse_args()
    explainer = Explainer(Engine(bundles.open_bundle(None), None, packs.open_packs(options.pack)), "en")
    total: Counter[str] = Counter()
    unknown: Counter[str] = Counter()
    matches: dict[str, tuple[str, str, object]] = {}
    for path in (path for place in options.logs for path in logs(place, options.since)):
        counts: Counter[str] = Counter()
        with path.open("rb", buffering=0) as file:
            for lines in blocks(opened(file)):
                for line in lines:
                    header, body = explainer.engine.read(line)
                    if explainer.engine.origin(header).name != options.software or not body.strip():
                        continue
                    row = explainer.row("-", 1, line)
                    counts[row["status"]] += 1
                    if row["status"] == "unknown":
                        unknown[_SHAPE.sub("0", body)] += 1
                    elif row["status"] == "indexed":
                        message = row["message"]
                        places = message.get("places", [message])
                        where = "; ".join(f"{at['file']}:{at['line']} {at['function']}" for at in places)
                        matches.setdefault(message["id"], (body, f"{message['format']!r}  {where}", row["captures"]))
        total += counts
        whole = sum(counts.values())
        if whole:
            print(f"{100 * (whole - counts['unknown']) / whole:6.1f} % of {whole:6}  {path.name}")
    whole = sum(total.values())
    print(f"{100 * (whole - total['unknown']) / whole if whole else 0:6.2f} % of {whole}: {dict(total)}")
    print(f"{len(matches)} distinct indexed messages")
    for shape, count in unknown.most_common(options.unknown):
        print(f"{count:7} {shape[:200]!r}")
    chosen = sorted(matches.items())
    random.Random(options.seed).shuffle(chosen)
    for body, told, captures in (found for _, found in chosen[: options.sample]):
        print(f"\n{body[:300]!r}\n  {told}\n  {captures}"[:900])


if __name__ == "__main__":
    main()

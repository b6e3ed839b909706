r"""Are call sites that a plain search finds in a pack? Draws lines at random and lists those that are not.

    python -m bench.call_sites PACK TREE [--sites 100] [--seed 1]

A site is a line of a C file with a string literal that ends in `\n` behind a name that sounds like printing
(`pr_err(`, `foo_warn(`, `DRM_ERROR(`). It is there where the pack has a record of that file whose format has the
literal's text. What is listed as missing is to be looked at: some of these names do not print into the log.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import defaultdict
from pathlib import Path

from msgpedia.harvest import seeds, tree
from msgpedia.harvest.c_strings import decoded
from msgpedia.harvest.c_text import SourceText
from msgpedia.packs.artifact import read

_SITE = re.compile(
    r"\b(printk\w*|pr_[a-z]+\w*|WARN(?:_ONCE)?|panic|[A-Za-z]\w*_(?:err|warn|info|dbg|notice|crit|printk|msg|error|warning))"
    r'\s*\([^;{}"]{0,200}("(?:[^"\\\n]|\\.)*\\n")'
)
_NO_PRINTS = re.compile(r"seq_|trace_|snprintf|strncmp|sysfs|_show\b")


def main() -> int:
    """Draw, look, print; 1 where fewer than 98 % are there."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pack", type=Path)
    parser.add_argument("tree", type=Path)
    parser.add_argument("--sites", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    formats: dict[str, set[str]] = defaultdict(set)
    for row in read(str(options.pack))["messages"]:
        formats[row["file"]].add(row["format"])
    rng = random.Random(options.seed)
    paths = [path for path in tree.files(str(options.tree), seeds.load("linux").exclude) if path.endswith(".c")]
    found: list[tuple[str, int, str, str]] = []
    while len(found) < options.sites:
        path = rng.choice(paths)
        source = SourceText(tree.read(str(options.tree), path))
        sites = [match for match in _SITE.finditer(source.code) if not _NO_PRINTS.search(match[1])]
        if sites:
            match = rng.choice(sites)
            found.append((path, source.line(match.start()), match[1], match[2]))
    missing = [site for site in found if not any(decoded(site[3]) in text for text in formats[site[0]])]
    for path, line, name, literal in missing:
        print(f"{path}:{line}: {name}(… {json.dumps(decoded(literal))})")
    print(f"{len(found) - len(missing)} of {len(found)} sites are in the pack")
    return 0 if len(missing) <= 0.02 * len(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())

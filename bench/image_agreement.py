"""Is what a kernel image prints in a pack from the source of the same version, and at the same level?

    python -m bench.image_agreement PACK IMAGE…
    python -m bench.image_agreement linux-6.12.pack.json boot/vmlinuz-6.12 lib/modules/6.12 --missing 50

IMAGE is a kernel, a module or a folder with such, PACK may be compressed (`.gz`, `.xz`). Compared are the distinct
strings of the image that are marked with a level; pieces that go on with a line (`KERN_CONT`) count apart. What
dev_err() and its like print has no mark, so this is one way: all of the image should be in the pack, not the other way
round.

A string is in the pack *exactly* where it is a format with its prefix, *less its prefix* where it is one without what
the pack puts before it: a function adds that when it prints (`BTRFS error (device %s): `), so the image has the two
apart. *By format* counts those as well, and strings with a prefix that the pack does not know. A level is right where
any call of the format has it.
"""

from __future__ import annotations

import argparse
import gzip
import json
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from msgpedia.harvest import image
from msgpedia.packs.model import Record

TARGET, LEVEL_TARGET = 98.0, 99.0  # percent
_AFTER_PREFIX = re.compile(r"[\s:\])>\-=,]+")
_SHORTEST = 6  # characters of a format that may be found behind a prefix

Levels = dict[str, set[str | None]]


@dataclass
class Counts:
    """What came out for strings of one kind."""

    strings: int = 0
    exact: int = 0
    less_prefix: int = 0
    by_format: int = 0
    level_right: int = 0
    level_right_exact: int = 0
    level_not_known: int = 0
    missing: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def note(self, record: Record, whole: Levels, bare: Levels) -> None:
        """Count a string of the image."""
        self.strings += 1
        text = plain(record.format)
        levels = whole.get(text)
        if levels is None:
            levels = behind_prefix(text, bare)
            if levels is None:
                self.missing.append(f"{record.level:8}{record.format!r}")
                return
            self.less_prefix += text in bare
        else:
            self.exact += 1
            self.level_right_exact += record.level in levels
        self.by_format += 1
        if record.level in levels:
            self.level_right += 1
        elif None in levels:
            self.level_not_known += 1
        else:
            told = ", ".join(sorted(str(level) for level in levels))
            self.wrong.append(f"{record.level:8}{record.format!r}   pack: {told}")


def plain(text: str) -> str:
    """A format with white space as in message ids: runs are one blank, none at the ends."""
    return " ".join(text.split())


def read_pack(path: Path) -> tuple[Levels, Levels]:
    """The formats of a pack with their levels: with their prefix, and less it."""
    data = path.read_bytes()
    unpack = {".gz": gzip.decompress, ".xz": lzma.decompress}.get(path.suffix, bytes)
    rows = json.loads(unpack(data))["messages"]
    whole: Levels = defaultdict(set)
    bare: Levels = defaultdict(set)
    for row in rows:
        whole[plain(row["format"])].add(row["level"])
        bare[plain(row["format"].removeprefix(row.get("prefix", "")))].add(row["level"])
    return dict(whole), dict(bare)


def behind_prefix(text: str, bare: Levels) -> set[str | None] | None:
    """The levels of the longest format that a string is, or ends in behind what may be a prefix."""
    places = [0, *(match.end() for match in _AFTER_PREFIX.finditer(text))]
    for place in places:
        if text[place:] in bare and (not place or len(text) - place >= _SHORTEST):
            return bare[text[place:]]
    return None


def compare(records: Iterable[Record], whole: Levels, bare: Levels) -> tuple[Counts, Counts]:
    """Counts of the strings that begin a line, and of those that go on with one. A string of several levels is counted
    with each.
    """
    lines, continued = Counts(), Counts()
    for record in records:
        (continued if record.level == "cont" else lines).note(record, whole, bare)
    return lines, continued


def share(part: int, whole: int) -> float:
    """Percent, 100 of nothing."""
    return 100 * part / whole if whole else 100.0


def show(name: str, counts: Counts, most: int) -> None:
    """Print what came out."""
    known = counts.exact + counts.less_prefix
    print(f"{name}: {counts.strings} marked strings")
    print(f"  in the pack exactly:   {counts.exact:6}  {share(counts.exact, counts.strings):6.2f} %")
    print(f"    or less its prefix:  {known:6}  {share(known, counts.strings):6.2f} %")
    print(f"  in the pack by format: {counts.by_format:6}  {share(counts.by_format, counts.strings):6.2f} %")
    print(f"  level right on those:  {counts.level_right:6}  {share(counts.level_right, counts.by_format):6.2f} %")
    print(
        f"  and on exact ones:     {counts.level_right_exact:6}  {share(counts.level_right_exact, counts.exact):6.2f} %"
    )
    print(f"  level not known:       {counts.level_not_known:6}")
    for title, found in (("missing", counts.missing), ("wrong level", counts.wrong)):
        if found and most:
            print(f"  {title}, {min(most, len(found))} of {len(found)}:")
            for line in found[:: max(1, len(found) // most)][:most]:
                print(f"    {line}")


def main() -> int:
    """Compare what the command line names; 1 where the target is missed."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("pack", type=Path)
    parser.add_argument("image", type=Path, nargs="+")
    parser.add_argument("--missing", type=int, default=0, metavar="N", help="list N of those that are missing or wrong")
    options = parser.parse_args()
    whole, bare = read_pack(options.pack)
    found = image.records(options.image)
    print(f"image: {', '.join(found.versions)}; pack: {len(whole)} distinct formats")
    lines, continued = compare(found.records, whole, bare)
    show("lines", lines, options.missing)
    show("continuations", continued, options.missing)
    good = share(lines.by_format, lines.strings) >= TARGET
    return 0 if good and share(lines.level_right, lines.by_format) >= LEVEL_TARGET else 1


if __name__ == "__main__":
    sys.exit(main())

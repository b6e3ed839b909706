"""Makes a bundle of many synthetic formats: what look-up has to bear when the catalog has grown.

    python -m bench.synthetic 10000 OUTPUT_FOLDER

Formats are made of words that occur in real logs, half of them behind a name that no log has; the same number gives the
same bytes.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from msgpedia import formats
from msgpedia.bundle import artifact, headers, writer
from msgpedia.bundle.store import write_whole
from msgpedia.matching.anchors import common_words, rarest_first
from msgpedia.matching.planner import HoleTable, plan

CONVERSIONS = ("%s", "%s", "%s", "%d", "%d", "%u", "%x", "0x%x", "%08x", "%lu", "%llu", "%pM", "%pI4", "%c", "%s[%d]")
SYLLABLES = ("al", "ba", "cor", "dev", "en", "fa", "gra", "hi", "in", "ker", "lo", "map", "net", "or", "pa", "qu", "re")


def format_strings(number: int) -> list[str]:
    """That many different format strings, always the same."""
    chance = random.Random(number)
    ordinary = sorted(common_words())
    found: dict[str, None] = {}
    while len(found) < number:
        words: list[str] = []
        if chance.random() < 0.5:  # a name that no log has; the others can be met in any line
            words.append("".join(chance.choices(SYLLABLES, k=chance.randint(2, 4))) + ":")
        words += [
            chance.choice(CONVERSIONS if chance.random() < 0.35 else ordinary) for _ in range(chance.randint(3, 9))
        ]
        found[" ".join(words)] = None
    return list(found)


def bundle(number: int) -> bytes:
    """The bytes of a bundle with that many undocumented messages of the Linux kernel."""
    table = HoleTable()
    rows = [header.as_data(table) for header in headers.load()]
    messages: list[writer.Data] = []
    for text in format_strings(number):
        template = formats.parse("printk", text)
        programs = [
            {"part": program.part, **table.program(program), "words": rarest_first(program.words)}
            for program in plan(template)
        ]
        identifier = formats.message_id("linux", template)
        message: writer.Data = {"id": identifier, "software": "linux", "entry": None, "format": text}
        messages.append(message | {"dialect": "printk", "level": "info", "programs": programs})
    linux: writer.Data = {"id": "linux", "name": {"en": "Linux kernel"}, "dialect": "printk", "idents": ["kernel"]}
    content: writer.Data = {
        "schema": artifact.SCHEMA,
        "digest": f"sha256:{artifact.NO_DIGEST.decode()}",
        "generator": "msgpedia synthetic",
        "license": "GFDL-1.3-no-invariants-or-later",
        "authors": [],
        "sources": [],
        "languages": ["en"],
        "interface": {},
        "software": [linux | {"hosts": [], "transport": "kernel"}],
        "headers": rows,
        "holes": table.rows(),
        "entries": [],
        "messages": messages,
    }
    return writer.serialise(content)


def main() -> None:
    """Write a bundle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="how many formats")
    parser.add_argument("folder", type=Path, help="where to write msgpedia.json")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    write_whole(str(options.folder / "msgpedia.json"), bundle(options.number))


if __name__ == "__main__":
    main()

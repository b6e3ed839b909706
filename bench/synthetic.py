"""Makes a bundle of many synthetic formats: what look-up has to bear when the catalog has grown.

    python -m bench.synthetic 10000 OUTPUT_FOLDER
    python -m bench.synthetic 10000 OUTPUT_FOLDER --entries     # each explained, in Japanese and English

Formats are made of words that occur in real logs, half of them behind a name that no log has. Entries are made of
paragraphs of the catalog's own entries, mixed, with names that no other has; each is about as long as they are. The
same number gives the same bytes (of the same catalog).
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path
from typing import Any

from bench.inventing import LICENSE, invented, ordinary_words

from msgpedia import formats
from msgpedia.bundle import artifact, headers, writer
from msgpedia.bundle.files import write_whole
from msgpedia.cli.bundles import open_bundle
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, plan

CONVERSIONS = ("%s", "%s", "%s", "%d", "%d", "%u", "%x", "0x%x", "%08x", "%lu", "%llu", "%pM", "%pI4", "%c", "%s[%d]")


def format_strings(number: int) -> list[str]:
    """That many different format strings, always the same."""
    chance = random.Random(number)
    ordinary = ordinary_words()
    found: dict[str, None] = {}
    while len(found) < number:
        words: list[str] = []
        if chance.random() < 0.5:  # a name that no log has; the others can be met in any line
            words.append(invented(chance, chance.randint(2, 4)) + ":")
        words += [
            chance.choice(CONVERSIONS if chance.random() < 0.35 else ordinary) for _ in range(chance.randint(3, 9))
        ]
        found[" ".join(words)] = None
    return list(found)


def bundle(number: int, explained: bool = False) -> bytes:
    """The bytes of a bundle with that many messages of the Linux kernel; with `explained`, each has an entry."""
    table = HoleTable()
    rows = [header.as_data(table) for header in headers.load()]
    messages: list[writer.Data] = []
    entries: list[writer.Data] = []
    prose = _Prose(number) if explained else None
    for text in format_strings(number):
        message = _message(text, table)
        if prose is not None:
            entries.append(prose.entry(message))
            message["entry"] = entries[-1]["id"]
        messages.append(message)
    name = {"en": "Linux kernel", "ja": "Linux カーネル"}
    linux: writer.Data = {"id": "linux", "name": name, "dialect": "printk", "idents": ["kernel"]}
    content: writer.Data = {
        "schema": artifact.SCHEMA,
        "digest": f"sha256:{artifact.NO_DIGEST.decode()}",
        "generator": "msgpedia synthetic",
        "license": LICENSE,
        "authors": [],
        "sources": [],
        "languages": ["en", "ja"],
        "interface": {},
        "software": [linux | {"hosts": [], "transport": "kernel"}],
        "headers": rows,
        "holes": table.rows(),
        "entries": sorted(entries, key=lambda entry: str(entry["id"])),
        "messages": messages,
    }
    return writer.serialise(content)


def _message(text: str, table: HoleTable) -> writer.Data:
    template = formats.parse("printk", text)
    programs = [
        {"part": program.part, **table.program(program), "words": rarest_first(program.words)}
        for program in plan(template)
    ]
    identifier = formats.message_id("linux", template)
    message: writer.Data = {"id": identifier, "software": "linux", "entry": None, "format": text}
    return message | {"dialect": "printk", "level": "info", "programs": programs}


class _Prose:
    """Makes entries out of the catalog's."""

    def __init__(self, seed: int) -> None:
        index = open_bundle(None)
        self.entries: list[dict[str, Any]] = [index.entry(number) for number in range(index.meta["entries"])]
        self.chance = random.Random(seed)
        self.made = 0

    def entry(self, message: writer.Data) -> writer.Data:
        """An entry for a message."""
        self.made += 1
        pattern = self.chance.choice(self.entries)
        name = invented(self.chance, 4)
        found: writer.Data = {
            "id": f"linux/{name[:4]}/{name}-{self.made}",
            "software": "linux",
            "title": {code: f"{name}: {text}" for code, text in self.chance.choice(self.entries)["title"].items()},
            "severity": pattern["severity"],
            "messages": [message["id"]],
            "variants": [{"format": message["format"], "dialect": "printk", "message": message["id"], "arguments": []}],
            "arguments": {},
            "samples": pattern["samples"],
            "license": LICENSE,
            "authors": ["nobody"],
            **{key: [] for key in ("followed_by", "related", "counter_samples", "references", "former_ids", "advice")},
        }
        return found | {field: self._mixed(field, pattern, name) for field in ("description", "action", "notes")}

    def _mixed(self, field: str, pattern: dict[str, Any], name: str) -> dict[str, str]:
        """A text with as many paragraphs as that of the pattern, each from some entry."""
        texts = {}
        for code in ("en", "ja"):
            others = [entry.get(field) or {} for entry in self.chance.sample(self.entries, 4)]
            paragraphs = [part for text in others for part in text.get(code, "").split("\n\n")]
            count = (pattern.get(field) or {}).get(code, "").count("\n\n") + 1
            chosen = self.chance.sample(paragraphs, min(count, len(paragraphs)))
            texts[code] = "\n\n".join([*chosen, f"`{name}_{self.made}`"])
        return texts


def main() -> None:
    """Write a bundle."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="how many formats")
    parser.add_argument("--entries", action="store_true", help="with an entry for each, in Japanese and English")
    parser.add_argument("folder", type=Path, help="where to write msgpedia.json")
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    write_whole(options.folder / "msgpedia.json", bundle(options.number, options.entries))


if __name__ == "__main__":
    main()

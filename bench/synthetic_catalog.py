"""Makes a catalog of many synthetic entries: what the compiler and the site have to bear when the catalog has grown.

    python -m bench.synthetic_catalog 10000 FOLDER      # FOLDER/catalog and FOLDER/translations

Five software with twenty subsystems each. Every entry is in Japanese and English and about as long as the catalog's own
are: its texts are theirs, whole or block by block, mixed. Names, titles and format strings are its own, and so is the
sample that matches. The same number gives the same files (of the same catalog).
"""

from __future__ import annotations

import argparse
import random
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.inventing import LICENSE, invented
from bench.measure import ROOT
from bench.mixing import LANGUAGES, Both, Pool
from bench.synthetic_messages import Message, Messages

from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Advice, Argument, Entry
from msgpedia.catalog.schema import SEVERITIES

# id, names, how many of a hundred entries are its own
SOFTWARE = (
    ("lokern", {"ja": "ロケルン カーネル", "en": "Lokern kernel"}, 50),
    ("corgra", {"ja": "コルグラ", "en": "Corgra"}, 20),
    ("fanet", {"ja": "ファネット", "en": "Fanet"}, 15),
    ("mapore", {"ja": "マポレ", "en": "Mapore"}, 10),
    ("quin", {"ja": "クイン", "en": "Quin"}, 5),
)
SUBSYSTEMS = 20
KERNEL = SOFTWARE[0][0]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an entry goes and what it is called: the software, its id, its invented name."""

    software: str
    id: str
    name: str


def places(number: int, chance: random.Random) -> list[Place]:
    """That many entries' places, each with a name of its own."""
    shares = [share for _, _, share in SOFTWARE]
    names: dict[str, None] = {}
    while len(names) < SUBSYSTEMS * len(SOFTWARE):
        names[invented(chance, chance.randint(1, 2))] = None
    folders = list(names)
    found = []
    for count in range(1, number + 1):
        which = chance.choices(range(len(SOFTWARE)), shares)[0]
        # The first subsystems have the most entries, as in real catalogs.
        folder = folders[which * SUBSYSTEMS + int(SUBSYSTEMS * chance.random() ** 2)]
        name = invented(chance, chance.randint(3, 4))
        software = SOFTWARE[which][0]
        found.append(Place(software, f"{software}/{folder}/{name}-{count}", name))
    return found


class Writer:
    """Writes entries, one after the other; all that is left to chance comes from the seed."""

    def __init__(self, entries: Sequence[Entry], number: int) -> None:
        self._chance = random.Random(number)
        self._entries = entries
        self._pool = Pool(entries)
        self._arguments = [argument for entry in entries for argument in entry.arguments]
        self._references = [reference for entry in entries for reference in entry.references]
        self._advice = [advice for entry in entries for advice in entry.advice]
        self.places = places(number, self._chance)
        self._messages = Messages(self._chance)

    def entry(self, place: Place) -> str:
        """The text of an entry's file."""
        pattern = self._chance.choice(self._entries)
        message = self._messages.message(place.name)
        arguments = self._explained(len(message.conversions))
        title = {code: f"{place.name}: {text}" for code, text in self._chance.choice(self._entries).title.translations}
        lines = ["schema: 1", *texts("title", title), f"severity: {self._chance.choice(SEVERITIES)}"]
        lines += self._variants(place, message, [argument.name for argument in arguments], pattern)
        lines += ["arguments:"] * bool(arguments)
        for argument in arguments:
            lines += texts(argument.name, dict(argument.text.translations), "  ")
            lines += [f"    decode: {argument.decode}"] * (argument.decode is not None)
        lines += self._prose(place, pattern)
        lines += self._advised(arguments, pattern)
        lines += self._links(place, pattern)
        lines += ["samples:", f"  - line: {quoted(self._line(place, message))}"]
        values = zip(arguments, message.values, strict=True)
        lines.append(f"    captures: {{{', '.join(f'{one.name}: {quoted(value)}' for one, value in values)}}}")
        chosen = self._chance.sample(self._references, len(pattern.references))
        lines += ["references:"] * bool(chosen)
        lines += [f"  - {{title: {quoted(one.title)}, url: {quoted(one.url)}}}" for one in chosen]
        lines += [f"license: {LICENSE}", "authors: [msgpedia contributors]", ""]
        return "\n".join(lines)

    def _explained(self, count: int) -> list[Argument]:
        """So many arguments, no two of one name."""
        found: dict[str, Argument] = {}
        while len(found) < count:
            argument = self._chance.choice(self._arguments)
            found[argument.name] = argument
        return list(found.values())

    def _variants(self, place: Place, message: Message, names: Sequence[str], pattern: Entry) -> Iterator[str]:
        """The newest form of a message, and as many older ones as the pattern has, up to four."""
        forms = [message.format, *message.older][: len(pattern.variants)]
        yield "variants:"
        for number, form in enumerate(forms):
            yield f"  - format: {quoted(form)}"
            if names:
                yield f"    arguments: [{', '.join(names)}]"
            last = f", to: '{9 - number}.9'" if number else ""
            yield f"    versions: {{from: '{9 - number}.0'{last}}}"
            yield f"    source: {{file: {place.id.split('/')[1]}/{place.name}.c, function: {place.name}_report}}"

    def _prose(self, place: Place, pattern: Entry) -> Iterator[str]:
        own = {"ja": f"`{place.name}` が出すメッセージである。", "en": f"`{place.name}` prints this message."}
        count = len(self._pool.blocks_of(pattern.description))
        yield from texts("description", joined([own, *self._pool.description(count, self._chance)]))
        yield from texts("action", dict(self._chance.choice(self._entries).action.translations))
        notes = self._chance.choice(self._entries).notes
        if notes is not None:
            yield from texts("notes", dict(notes.translations))

    def _advised(self, arguments: Sequence[Argument], pattern: Entry) -> Iterator[str]:
        """Advice of other entries, for values of this entry's arguments."""
        chosen: list[Advice] = self._chance.sample(self._advice, len(pattern.advice)) if arguments else []
        if chosen:
            yield "advice:"
        for advice in chosen:
            condition = advice.when[0][1]
            yield f"  - when: {{{self._chance.choice(arguments).name}: {quoted(condition)}}}"
            yield from (line for code, text in advice.text.translations for line in value(code, text, "    "))

    def _links(self, place: Place, pattern: Entry) -> Iterator[str]:
        for field, count in (("followed_by", int(self._chance.random() < 0.1)), ("related", len(pattern.related))):
            chosen = self._chance.sample(self.places, min(count, len(self.places)))
            others = [other.id for other in chosen if other.id != place.id]
            if others:
                yield f"{field}: [{', '.join(others)}]"

    def _line(self, place: Place, message: Message) -> str:
        if place.software == KERNEL:
            return f"[ {self._chance.randint(1000, 9999)}.{self._chance.randrange(10**6):06}] {message.line}"
        return f"Oct 27 18:00:02 host {place.software}d[{self._chance.randint(2, 32767)}]: {message.line}"


def joined(blocks: Sequence[Both]) -> Both:
    """Blocks of Markdown, one below the other, in each language."""
    return {code: "\n\n".join(block[code] for block in blocks) for code in LANGUAGES}


def quoted(text: str) -> str:
    """A text in YAML's single quotes."""
    return "'" + text.replace("'", "''") + "'"


def value(key: str, text: str, indent: str) -> Iterator[str]:
    """The lines of a key and a text: in quotes, or as a block where it has several lines."""
    if "\n" not in text:
        yield f"{indent}{key}: {quoted(text)}"
        return
    yield f"{indent}{key}: |"
    yield from (f"{indent}  {line}" if line else "" for line in text.rstrip("\n").split("\n"))


def texts(key: str, translations: Both, indent: str = "") -> Iterator[str]:
    """The lines of a text by language."""
    yield f"{indent}{key}:"
    for code, text in translations.items():
        yield from value(code, text, indent + "  ")


def description_of(software: str, names: Both) -> str:
    """The text of a software.yaml."""
    kernel = software == KERNEL
    lines = ["schema: 1", *texts("name", names), f"dialect: {'printk' if kernel else 'printf'}"]
    lines += [f"idents: [{'kernel' if kernel else f'{software}d'}]", *(["transport: kernel"] * kernel), "hosts: []"]
    lines += [f"license: {LICENSE}", "authors: [msgpedia contributors]", ""]
    return "\n".join(lines)


def write(number: int, folder: Path) -> None:
    """Write a catalog of that many entries, and the translations of the interface; what is there already goes.

    Raises OSError where they cannot be written.
    """
    catalog = folder / "catalog"
    shutil.rmtree(catalog, ignore_errors=True)
    for software, names, _ in SOFTWARE:
        (catalog / software).mkdir(parents=True)
        (catalog / software / "software.yaml").write_text(description_of(software, names), encoding="utf-8")
    entries = [entry for entry in load_catalog(ROOT / "catalog").entries if all(map(entry.description.get, LANGUAGES))]
    writer = Writer(entries, number)
    for place in writer.places:
        path = catalog / f"{place.id}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(writer.entry(place), encoding="utf-8")
    shutil.copytree(ROOT / "translations", folder / "translations", dirs_exist_ok=True)


def main() -> None:
    """Write a catalog."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("number", type=int, help="how many entries")
    parser.add_argument("folder", type=Path, help="where to write catalog/ and translations/")
    options = parser.parse_args()
    write(options.number, options.folder)


if __name__ == "__main__":
    main()

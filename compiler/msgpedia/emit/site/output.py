"""Writes all of the site that comes from the catalog into a folder: pages, data for scripts, the bundle, assets."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from typing import Any, NoReturn

import jinja2

from msgpedia.bundle import writer
from msgpedia.emit.site import data, places, scripts, search_data, values
from msgpedia.emit.site.entry_page import Card, Row
from msgpedia.emit.site.kept import Kept
from msgpedia.emit.site.lists import Listing
from msgpedia.emit.site.pages import Overview, Stamp
from msgpedia.emit.site.shell import Site

# Classic scripts of the site, and the modules that they are joined from.
SCRIPTS = {
    "start": "page/start.js",
    "page": "page/page.js",
    "entry": "page/entry.js",
    "lookup": "page/lookup.js",
    "search": "page/search.js",
}
WORKER = "lookup/worker.js"
STYLE = "msgpedia.css"
BUNDLE_FILES = ("msgpedia.json", "msgpedia.json.sha256", "bundle.schema.json")

Content = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sources:
    """What the site is made from beside the catalog: the folder of scripts, and the log to try the look-up with."""

    assets: Path
    example: str


class Output:
    """Writes one site. `content` is that of a bundle; `kept` has files of the build before."""

    def __init__(
        self,
        folder: Path,
        content: Content,
        site: Site,
        overview: Overview,
        environment: jinja2.Environment,
        sources: Sources,
        kept: Kept,
    ) -> None:
        self._folder, self._content, self._site, self._overview = folder, content, site, overview
        self._environment, self._sources, self._kept = environment, sources, kept
        self._decoded: set[str] = set()  # the kinds of values that entries name

    def write(self, report: Callable[[str, str], None]) -> None:
        """Write everything; `report` is told about links in entries that lead nowhere.

        Raises OSError, scripts.ScriptError, and for templates the `fault` of the environment.
        """
        self._report = report
        self.assets()
        self.data()
        self.lists()
        self.gone()
        self.bundle()

    def data(self) -> None:
        """The pages of entries, and what the look-up and the search read. Each entry is read once, for all of them."""
        self._provide("example", data.encoded(self._sources.example))
        pieces = data.text_script("lookup", data.lookup(self._content, self._overview.cards.values()))
        with self._place("data/lookup.js").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(pieces)
        if self._kept.keeps:
            # The search finds the texts as they were first: its index would take too long after each change.
            for _ in self._entries():
                pass
            self._made("search", str, self._search)
        else:
            search_data.write(self._entries(), self._names(), self._provide)
        self._decoders()

    def _decoders(self) -> None:
        """The tables of values that entries name, and those that these refer to."""
        tables = self._content.get("decoders", {})
        for kind in values.with_others(self._decoded, tables):
            for language in self._site.languages:
                self._provide(f"decoders/{language}/{kind}", data.encoded(values.table(tables[kind], language)))

    def _entries(self) -> Iterator[Row]:
        """The entries one by one; when the next one is asked for, all files of the one before are written."""
        stamp = Stamp(self._site, self._overview, self._environment, self._report)
        languages = self._site.languages
        results = [data.Results(language, self._provide) for language in languages]

        def write(entry: Row) -> tuple[list[str], list[dict[str, Any]]]:
            paths = [self._put(path, text) for path, text in stamp.entry(entry)]
            return paths, [data.result_card(entry, language) for language in languages]

        for entry in self._content["entries"]:
            self._decoded.update(values.kinds(entry).values())
            source = partial(stamp.sources, entry)
            paths, cards = self._kept.result(f"entry {entry['id']}", source, partial(write, entry))
            self._note(paths)
            for result, card in zip(results, cards, strict=True):
                result.add(card)
            yield entry
        for result in results:
            result.flush()

    def _names(self) -> dict[str, Mapping[str, str]]:
        return {key: row["name"] for key, row in self._overview.software.items()}

    def _search(self) -> list[str]:
        paths: list[str] = []
        put = self._provide
        search_data.write(self._content["entries"], self._names(), lambda *file: paths.append(put(*file)))
        return paths

    def lists(self) -> None:
        """The pages of lists, and the one at the root that leads to a language."""
        stamp = Stamp(self._site, self._overview, self._environment, self._report)

        def write(listing: Listing) -> list[str]:
            return [self._put(path, text) for path, text in stamp.listing(listing)]

        for listing in self._overview.listings:
            self._made(f"list {listing.place}", partial(stamp.sources_of_list, listing), partial(write, listing))
        chooser = self._environment.get_template("chooser.html")
        language = "en" if "en" in self._site.languages else self._site.languages[0]
        values = self._site.context(language, "index.html", site_words=self._site.words)
        self._put("index.html", chooser.render(values))

    def gone(self) -> None:
        """The pages at the places of former ids, and of entries that were withdrawn."""
        stamp = Stamp(self._site, self._overview, self._environment, self._report)

        def write(name: str, found: Row | Card) -> list[str]:
            pages = stamp.moved(name, found) if isinstance(found, Card) else stamp.withdrawn(found)
            return [self._put(path, text) for path, text in pages]

        for name, found in stamp.gone().items():
            self._made(f"gone {name}", partial(stamp.sources_of_gone, found), partial(write, name, found))

    def assets(self) -> None:
        """The joined scripts, and the words that they need."""
        style = (self._sources.assets / STYLE).read_text(encoding="utf-8")
        self._put(f"assets/{STYLE}", scripts.packed_style(style))
        for name, module in SCRIPTS.items():
            self._put(f"assets/{name}.js", scripts.joined(self._sources.assets / module))
        worker = scripts.joined(self._sources.assets / WORKER)
        self._provide("worker", data.encoded(worker))
        used = {path for module in SCRIPTS.values() for path in scripts.modules(self._sources.assets / module)}
        for code, words in self._site.words.items():
            self._provide(f"words/{code}", data.words(words, words.of_scripts(used)))

    def bundle(self) -> None:
        """The bundle for download, its hash and its schema."""
        place, hash_place, schema_place = (self._place(f"bundle/{name}") for name in BUNDLE_FILES)
        found = writer.write(dict(self._content), place)
        hash_place.write_text(f"{found}  {place.name}\n", encoding="ascii")
        schema_place.write_bytes((files("msgpedia") / "data" / schema_place.name).read_bytes())

    def _made(self, name: str, source: Callable[[], str], write: Callable[[], list[str]]) -> None:
        """Let files be written, unless those that are there are what would be written."""
        self._note(self._kept.result(name, source, write))

    def _note(self, paths: Iterable[str]) -> None:
        for path in paths:
            self._kept.note(path)

    def _provide(self, name: str, text: str) -> str:
        return self._put(f"data/{name}.js", data.script(name, text))

    def _put(self, path: str, text: str) -> str:
        """Write a file of the site; its path."""
        self._place(path).write_text(text, encoding="utf-8", newline="\n")
        return path

    def _place(self, path: str) -> Path:
        """Where a file of the site is to be; its folder is there."""
        self._kept.note(path)
        place = self._folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        return place


def sitemap(overview: Overview, written: Sequence[str]) -> Iterator[tuple[str, str]]:
    """All places of the site, each with the day of its last change where that is known; `written` are those of pages
    that people write.
    """
    yield from ((place, "") for place in written)
    for identifier in overview.cards:
        day = overview.dates_of(identifier)
        yield places.entry(identifier), day.changed if day else ""
    for listing in overview.listings:
        for number, _ in places.pieces(listing.cards):
            yield places.listing(listing.place, number), ""


class _Environment(jinja2.Environment):
    """Lets errors of templates say where they are, as `fault`."""

    fault: type[Exception] = ValueError

    def get_template(self, *words: Any, **named: Any) -> jinja2.Template:
        try:
            return super().get_template(*words, **named)
        except jinja2.TemplateNotFound as error:
            raise self.fault(f"there is no template {error.name}") from error

    def handle_exception(self, source: str | None = None) -> NoReturn:
        try:
            super().handle_exception(source)
        except jinja2.TemplateSyntaxError as error:
            raise self.fault(f"{error.filename or error.name}:{error.lineno}: {error}") from error
        except Exception as error:
            frames = traceback.extract_tb(error.__traceback__)
            inside = [frame for frame in frames if frame.filename.endswith((".html", ".xml"))]
            place = f"{inside[-1].filename}:{inside[-1].lineno}: " if inside else ""
            raise self.fault(f"{place}{error}") from error


def environment(folders: Sequence[Path], fault: type[Exception]) -> jinja2.Environment:
    """The templates of some folders, the first that has one counting. Values are escaped, missing ones are errors.

    What is wrong with a template is raised as `fault`, with file and line.
    """
    from urllib.parse import quote

    made = _Environment(
        loader=jinja2.FileSystemLoader(folders),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.fault = fault
    made.filters["filename"] = lambda place: place.rpartition("/")[2]
    made.filters["filled"] = lambda pattern, **values: _filled(pattern, {key: quote(values[key]) for key in values})
    return made


def _filled(pattern: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        pattern = pattern.replace(f"{{{name}}}", value)
    return pattern

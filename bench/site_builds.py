"""Builds sites for `bench.website`: of synthetic catalogs, of the catalog, and of plain MkDocs with as many pages.

Everything is in a scratch folder, the cache too, which is empty at first.
"""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench import synthetic_catalog
from bench.measure import ROOT, Run, python_environment, run
from bench.mixing import LANGUAGES

from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Entry, Text

POLL = 0.02  # seconds between two looks at a served page
PATIENCE = 300  # seconds until a server that says nothing is given up

OURS = """\
INHERIT: {root}/mkdocs.yml
docs_dir: {root}/site/pages
site_dir: {folder}/site
theme: {{name: null, custom_dir: {root}/site/theme, static_templates: [404.html]}}
plugins:
  - msgpedia:
      catalog: {folder}/catalog
      translations: {root}/translations
      templates: {root}/site/templates
      assets: {root}/site/assets
      example: {root}/examples/kernel.log
"""
PLAIN = "site_name: plain\ndocs_dir: pages\nsite_dir: site\nuse_directory_urls: false\ntheme: mkdocs\nplugins: []\n"


@dataclass(frozen=True, slots=True)
class Project:
    """An mkdocs.yml, the folder of its site, and the folder that stands for the user's cache."""

    configuration: Path
    site: Path
    cache: Path

    def environment(self) -> dict[str, str]:
        """What MkDocs is run with: no address of the site, temporary files beside the site."""
        environment = python_environment(XDG_CACHE_HOME=str(self.cache), TMPDIR=str(self.cache), LANG="C.UTF-8")
        return {name: value for name, value in environment.items() if not name.startswith("MSGPEDIA_")}

    def build(self) -> Run:
        """Build the site as a process of its own. Raises SystemExit where that fails."""
        command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", str(self.configuration)]
        done = run([*command, "-d", str(self.site)], environment=self.environment())
        if done.status:
            raise SystemExit(f"{self.configuration}: mkdocs build failed with status {done.status}")
        return done


def synthetic(number: int, folder: Path, cache: Path) -> Project:
    """The project of a synthetic catalog of so many entries, which is made first."""
    folder.mkdir(parents=True)
    synthetic_catalog.write(number, folder)
    configuration = folder / "mkdocs.yml"
    configuration.write_text(OURS.format(root=ROOT, folder=folder), encoding="utf-8")
    return Project(configuration, folder / "site", cache)


def real(folder: Path, cache: Path) -> Project:
    """The project of this checkout, built into a folder."""
    return Project(ROOT / "mkdocs.yml", folder, cache)


def plain(entries: Sequence[Entry], folder: Path, cache: Path) -> Project:
    """A project of MkDocs alone, its theme `mkdocs`, no plugin: one page for each entry and language."""
    for entry in entries:
        for language in LANGUAGES:
            page = folder / "pages" / language / f"{entry.id}.md"
            page.parent.mkdir(parents=True, exist_ok=True)
            page.write_text("\n\n".join(_markdown(entry, language)) + "\n", encoding="utf-8")
    configuration = folder / "mkdocs.yml"
    configuration.write_text(PLAIN, encoding="utf-8")
    return Project(configuration, folder / "site", cache)


def _markdown(entry: Entry, language: str) -> Iterator[str]:
    """The blocks of a page with all texts of an entry."""

    def told(text: Text) -> str:
        return text.get(language) or ""

    yield f"# {told(entry.title)}"
    yield "\n".join(f"    {variant.format}" for variant in entry.variants)
    yield told(entry.description)
    yield f"## Action\n\n{told(entry.action)}"
    yield from (told(advice.text) for advice in entry.advice)
    yield from ["## Notes", told(entry.notes)] if entry.notes else []
    yield "\n".join(f"- `{argument.name}`: {told(argument.text)}" for argument in entry.arguments)
    yield "\n".join(f"    {sample.line}" for sample in entry.samples)
    yield "\n".join(f"- [{reference.title}]({reference.url})" for reference in entry.references)


def entries_of(project: Project) -> list[Entry]:
    """The entries of a synthetic catalog."""
    return list(load_catalog(project.configuration.parent / "catalog").entries)


@dataclass(frozen=True, slots=True)
class Served:
    """Seconds on the clock until `mkdocs serve` shows a page at all; from each change of an entry until it shows it."""

    start: float
    changes: tuple[float, ...]


def serve(project: Project, ids: Sequence[str]) -> Served:
    """Serve a synthetic catalog and change the English title of these entries, one after the other.

    Raises SystemExit where nothing is shown.
    """
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "-f", str(project.configuration), "-a", address]
    quiet = subprocess.DEVNULL
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=project.environment(), stdout=quiet, stderr=quiet)
    try:
        start = _until(process, f"http://{address}/en/{ids[0]}.html", "", begin)
        changes = []
        for number, identifier in enumerate(ids):
            time.sleep(2.5)  # the watch looks every half second; so it is at rest
            word = f"changed{number}zq"
            path = project.configuration.parent / "catalog" / f"{identifier}.yaml"
            text = path.read_text(encoding="utf-8")
            begin = time.perf_counter()
            path.write_text(text.replace("  en: '", f"  en: '{word} ", 1), encoding="utf-8")
            changes.append(_until(process, f"http://{address}/en/{identifier}.html", word, begin))
            path.write_text(text, encoding="utf-8")
            _until(process, f"http://{address}/en/{identifier}.html", "", begin, word)
    finally:
        process.terminate()
        process.wait()
    return Served(start, tuple(changes))


def _until(process: subprocess.Popen[bytes], url: str, word: str, begin: float, gone: str = "\0") -> float:
    """Seconds from `begin` until a page has a word, and has another no longer."""
    while time.perf_counter() < begin + PATIENCE and process.poll() is None:
        try:
            with urlopen(url, timeout=PATIENCE) as answer:
                text = answer.read().decode()
        except URLError:
            text = None
        if text is not None and word in text and gone not in text:
            return time.perf_counter() - begin
        time.sleep(POLL)
    raise SystemExit(f"mkdocs serve does not show {word or 'the page'} at {url}")


class _Loads(HTMLParser):
    """Style sheets and scripts that a page loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag == "script" or (tag == "link" and values.get("rel") == "stylesheet"):
            self.found.append(values.get("src") or values.get("href") or "")


def loaded(page: Path) -> tuple[int, int]:
    """Bytes of a page's HTML; bytes of it with its style sheets and scripts."""
    content = page.read_bytes()
    loads = _Loads()
    loads.feed(content.decode())
    return len(content), len(content) + sum((page.parent / name).stat().st_size for name in loads.found if name)


def sizes(folder: Path) -> dict[str, int]:
    """What the site is made of: number of files, bytes of all, of the search's data, of the look-up's."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    size = {path: path.stat().st_size for path in files}
    search = folder / "data" / "search"
    return {
        "files": len(files),
        "site": sum(size.values()),
        "search": sum(count for path, count in size.items() if path.is_relative_to(search)),
        "lookup": size[folder / "data" / "lookup.js"],
    }


def entry_pages(folder: Path) -> list[Path]:
    """The pages of entries in a site, the shortest first, by the ids in its bundle."""
    content = json.loads((folder / "bundle" / "msgpedia.json").read_bytes())
    pages = [folder / language / f"{entry['id']}.html" for entry in content["entries"] for language in LANGUAGES]
    return sorted(pages, key=lambda page: page.stat().st_size)

"""The MkDocs plugin `msgpedia`: adds the catalog to a site whose other pages are Markdown, in every language.

MkDocs builds the pages under `site/pages`; those of entries and lists are stamped from templates at the end, so that no
entry costs a page of Markdown. Navigation, titles, links between languages, sitemap and the page for missing ones are
the same for both.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import jinja2
from babel.messages.pofile import PoFileError
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from msgpedia.bundle import interface, writer
from msgpedia.catalog.loader import load_sound
from msgpedia.emit.site import history, lists, output, places
from msgpedia.emit.site.entry_page import card
from msgpedia.emit.site.kept import Kept
from msgpedia.emit.site.pages import Overview
from msgpedia.emit.site.rows import Rows
from msgpedia.emit.site.scripts import ScriptError
from msgpedia.emit.site.shell import Repository, Site
from msgpedia.emit.site.words import SiteWords, WordsError, languages

log = logging.getLogger("mkdocs.plugins.msgpedia")
# A site without an address has no sitemap; MkDocs would tell that each time as if something were amiss.
logging.getLogger("mkdocs.commands.build").addFilter(
    lambda record: "'sitemap.xml' generated" not in record.getMessage()
)

# How written pages link to what MkDocs does not know of: an entry by its id, a file of the bundle by its name.
_LINK = re.compile(r'href="(entry|bundle):([^"#]*)')


@contextmanager
def _told() -> Iterator[None]:
    """Let MkDocs tell what is wrong with a file, without a traceback."""
    try:
        yield
    except (OSError, UnicodeDecodeError, PoFileError, WordsError, ScriptError) as error:
        raise PluginError(f"msgpedia: {error}") from error


class Options(Config):
    """The options of the plugin in `mkdocs.yml`. Folders are taken from the folder of that file."""

    catalog = config_options.Type(str, default="catalog")
    translations = config_options.Type(str, default="translations")
    templates = config_options.Type(str, default="site/templates")
    assets = config_options.Type(str, default="site/assets")
    example = config_options.Type(str, default="examples/kernel.log")
    edit = config_options.Type(str, default="{repository}/edit/main/{path}")
    report = config_options.Type(str, default="{repository}/issues/new?title={title}")


class MsgpediaPlugin(BasePlugin[Options]):
    """One build after the other, under `mkdocs serve` with the same object."""

    def __init__(self) -> None:
        self._kept = Kept(False)
        self._stamps: list[tuple[Path, int]] = []
        self._folder: Path | None = None

    def on_startup(self, *, command: str, **_: Any) -> None:
        """Learn whether the site is only shown. That this event is there keeps the plugin over several builds."""
        self._kept = Kept(command == "serve")

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Find the folders. Raises PluginError where the configuration cannot give a site that works from a disk."""
        if config.use_directory_urls:
            raise PluginError("msgpedia: set 'use_directory_urls: false' in mkdocs.yml; links must lead to files")
        self._root = Path(config.config_file_path).parent
        self._translations = self._root / self.config.translations
        codes = languages(self._translations)
        if not codes:
            raise PluginError(f"msgpedia: no <language>/LC_MESSAGES/site.po in {self._translations}")
        with _told():
            self._words = {code: SiteWords(self._translations, code) for code in codes}
        self._forget_after_changes(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig, **_: Any) -> None:
        """Read the catalog. What has errors is left out, with a warning for each error."""
        with _told():
            catalog, errors = load_sound(self._root / self.config.catalog)
            words = interface.load(self._translations)
        for error in errors:
            place = f"{error.span.file}:{error.span.line}:{error.span.column}"
            log.warning("%s: %s %s; left out", place, error.code, error.message)
        held = list if self._kept.keeps else Rows  # a build need not have all in memory; a server should be quick
        self._content = cast(dict[str, Any], writer.compile_bundle(catalog, words, held))
        cards = {entry["id"]: card(entry) for entry in self._content["entries"]}
        software = {row["id"]: row for row in self._content["software"]}
        listings = tuple(lists.listings(cards.values()))
        dates = history.dates(self._root, self.config.catalog)
        self._folder = Path(config.site_dir)
        self._kept.set_aside(self._folder)
        withdrawn = tuple(self._content["withdrawn"])
        self._overview = Overview(cards, software, listings, dates, self.config.catalog, withdrawn)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give every language each written page: where one has none, that of English or the first that has.

        Raises PluginError for a page that belongs to no language.
        """
        pages: dict[str, dict[str, File]] = {}  # name → language → page
        for file in files.documentation_pages():
            code, _, name = file.src_uri.partition("/")
            if not name or code not in self._words:
                known = ", ".join(f"{each}/" for each in self._words)
                raise PluginError(f"msgpedia: the page {file.src_uri} is in no folder of a language ({known})")
            pages.setdefault(name, {})[code] = file
        self._borrowed: dict[str, str] = {}
        taken = {place for place, _ in output.sitemap(self._overview, ())}
        taken.update(map(places.entry, (*self._overview.former(), *(row["id"] for row in self._overview.withdrawn))))
        for name, found in sorted(pages.items()):
            if f"{name.removesuffix('.md')}.html" in taken:
                uri = next(iter(found.values())).src_uri
                raise PluginError(f"msgpedia: the page {uri} has the place of a page that is made from the catalog")
            source = next(code for code in ("en", *self._words) if code in found)
            for code in self._words:
                if code not in found:
                    files.append(File.generated(config, f"{code}/{name}", content=found[source].content_string))
                    self._borrowed[f"{code}/{name}"] = source
        return files

    def on_nav(self, nav: Navigation, *, files: Files, **_: Any) -> Navigation:
        """Take the navigation of each language; one without has that of the first which `mkdocs.yml` names."""
        sections = {item.title: item for item in nav.items if isinstance(item, Section)}
        named = {
            code: [page.file.dest_uri.partition("/")[2] for page in sections[code].children if isinstance(page, Page)]
            for code in self._words
            if code in sections
        }
        first: list[str] = next(iter(named.values()), [])
        self._written = sorted({file.dest_uri.partition("/")[2] for file in files.documentation_pages()})
        self._files = files
        self._places = {code: named.get(code, first) for code in self._words}
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, **_: Any) -> jinja2.Environment:
        """Put the site's own environment in the place of MkDocs', which escapes nothing."""
        del env
        self._environment = output.environment(
            [*map(Path, config.theme.dirs), self._root / self.config.templates], PluginError
        )
        repository = (config.repo_url or "").rstrip("/")
        place = Repository(
            self.config.edit.replace("{repository}", repository) if repository else "",
            self.config.report.replace("{repository}", repository) if repository else "",
        )
        navigation = {
            code: [(*self._title(f"{code}/{name}"), name) for name in names] for code, names in self._places.items()
        }
        address = config.site_url or ""
        self._site = Site(self._words, address, navigation, place, self._kept.keeps)
        return self._environment

    def _title(self, place: str) -> tuple[str, str]:
        """The title of a written page, and its language."""
        uri = place.removesuffix(".html") + ".md"
        file = self._files.get_file_from_path(uri)
        title = str(file.page.title) if file is not None and file.page is not None else place
        return title, self._borrowed.get(uri, uri.partition("/")[0])

    def on_page_content(self, html: str, *, page: Page, **_: Any) -> str:
        """Lead links such as `entry:linux/mm/out-of-memory` and `bundle:msgpedia.json` to where these are."""
        depth = page.file.dest_uri.count("/")
        former = self._overview.former()

        def lead(match: re.Match[str]) -> str:
            kind, name = match[1], match[2]
            if kind == "entry" and name in former:
                name = former[name].id
            if name not in (self._overview.cards if kind == "entry" else output.BUNDLE_FILES):
                log.warning("Doc file '%s' links to '%s:%s', which is not there.", page.file.src_uri, kind, name)
            place = f"{'../' * (depth - 1)}{name}.html" if kind == "entry" else f"{'../' * depth}bundle/{name}"
            return f'href="{place}'

        return _LINK.sub(lead, html)

    def on_page_context(self, context: TemplateContext, *, page: Page, **_: Any) -> TemplateContext:
        """Give a written page what stamped ones have."""
        language, place = page.file.dest_uri.split("/", 1)
        values = self._site.context(language, place, **self._overview.values(language))
        values["text_language"] = self._borrowed.get(page.file.src_uri, language)
        return cast(TemplateContext, {**context, **values})

    def on_template_context(self, context: TemplateContext, *, template_name: str, **_: Any) -> TemplateContext:
        """The same for the page for missing ones and the sitemap."""
        first = self._site.languages[0]
        values = self._site.context(first, template_name)
        root = str(context["base_url"]).rstrip("/")
        values |= {"base": f"{root}/", "home": f"{root}/{first}/", "site_words": self._words, "alternates": []}
        values |= {"languages": self._site.languages, "sitemap": output.sitemap(self._overview, self._written)}
        return cast(TemplateContext, {**context, **values})

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """A sitemap needs the address of the site; without one there is none."""
        return "" if template_name == "sitemap.xml" and not config.site_url else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write all that comes from the catalog."""
        folder = Path(config.site_dir)
        (folder / "sitemap.xml.gz").unlink(missing_ok=True)  # has the time of the build in it
        with _told():
            self._kept.bring_back(folder)
            example = (self._root / self.config.example).read_text(encoding="utf-8")
            sources = output.Sources(self._root / self.config.assets, example)
            made = output.Output(
                folder, self._content, self._site, self._overview, self._environment, sources, self._kept
            )
            made.write(
                lambda entry, link: log.warning("The entry '%s' links to '%s', which is not there.", entry, link)
            )
            self._kept.clear_away(folder)
        log.info("%d entries in %d languages", len(self._overview.cards), len(self._words))

    def on_shutdown(self) -> None:
        """Remove what was set aside, if anything."""
        if self._folder is not None:
            self._kept.drop(self._folder)

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, **_: Any) -> LiveReloadServer:
        """Build anew when an entry, a translation, a template, a script or the theme changes."""
        options = self.config
        for name in (options.catalog, options.translations, options.templates, options.assets, options.example):
            server.watch(str(self._root / name))
        for folder in config.theme.dirs:
            server.watch(folder)
        return server

    def _forget_after_changes(self, config: MkDocsConfig) -> None:
        """Drop what was kept where templates, words or the configuration have changed since."""
        folders = [self._translations, self._root / self.config.templates, *map(Path, config.theme.dirs)]
        places = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
        stamps = [(path, path.stat().st_mtime_ns) for path in (Path(config.config_file_path), *places)]
        if stamps != self._stamps:
            self._kept.forget()
        self._stamps = stamps

"""The pages of single entries without the rest of their site, for a look at them before they are published.

Templates, words, style sheet and scripts are those of the site, and so are the settings in `mkdocs.yml`; what is left
out is all other pages, and what the look-up and the search in a browser read.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel.messages.pofile import PoFileError
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.utils import meta

from msgpedia.emit.site import history, output
from msgpedia.emit.site.entry_page import card
from msgpedia.emit.site.kept import Kept
from msgpedia.emit.site.pages import Overview, Stamp
from msgpedia.emit.site.scripts import ScriptError
from msgpedia.emit.site.shell import Repository, Site
from msgpedia.emit.site.words import SiteWords, WordsError, languages


class PageError(Exception):
    """Why the pages cannot be made."""


@dataclass(frozen=True, slots=True)
class LonePage:
    """A page that was written: its entry, its language, its file, and its place on the site."""

    entry: str
    language: str
    file: Path
    place: str


def write(
    config_file: Path, catalog: str, folder: Path, content: Mapping[str, Any], entries: Sequence[str]
) -> list[LonePage]:
    """Write the pages of some entries into a folder, and what these need to be opened from a disk.

    `config_file` is the `mkdocs.yml` of the checkout, `catalog` the folder in it that the entries are in; `content` is
    that of the bundle. Raises PageError, and OSError.
    """
    try:
        config = load_config(str(config_file), site_dir=str(folder))
        return list(_pages(config, config_file.parent, catalog, folder, content, entries))
    except (MkDocsException, PoFileError, ScriptError, UnicodeDecodeError, WordsError) as error:
        raise PageError(str(error)) from error


def _pages(
    config: MkDocsConfig,
    root: Path,
    catalog: str,
    folder: Path,
    content: Mapping[str, Any],
    entries: Sequence[str],
) -> Iterator[LonePage]:
    plugin = config.plugins.get("msgpedia")
    if plugin is None:
        raise PageError(f"{config.config_file_path} does not name the plugin msgpedia")
    options: Any = plugin.config
    site = _site(config, options, root)
    cards = {entry["id"]: card(entry) for entry in content["entries"]}
    software = {row["id"]: row for row in content["software"]}
    names = [name for entry in entries for name in (entry, *(cards[entry].former if entry in cards else ()))]
    dates = {path: day for name in names for path, day in history.dates(root, f"{catalog}/{name}.yaml").items()}
    overview = Overview(cards, software, (), dates, catalog)
    environment = output.environment([*map(Path, config.theme.dirs), root / options.templates], PageError)
    sources = output.Sources(root / options.assets, "")
    output.Output(folder, content, site, overview, environment, sources, Kept(False)).assets()
    for theme in map(Path, config.theme.dirs):
        if (theme / "assets").is_dir():
            shutil.copytree(theme / "assets", folder / "assets", dirs_exist_ok=True)
    stamp = Stamp(site, overview, environment, lambda *_: None)
    for entry in content["entries"]:
        if entry["id"] not in entries:
            continue
        for place, text in stamp.entry(entry):
            file = folder / place
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            yield LonePage(entry["id"], place.partition("/")[0], file, place)


def _site(config: MkDocsConfig, options: Any, root: Path) -> Site:
    translations = root / options.translations
    words = {code: SiteWords(translations, code) for code in languages(translations)}
    if not words:
        raise PageError(f"no <language>/LC_MESSAGES/site.po in {translations}")
    address = (config.repo_url or "").rstrip("/")
    patterns = [
        pattern.replace("{repository}", address) if address else "" for pattern in (options.edit, options.report)
    ]
    return Site(words, config.site_url or "", _navigation(config, list(words)), Repository(*patterns))


def _navigation(config: MkDocsConfig, codes: Sequence[str]) -> dict[str, list[tuple[str, str, str]]]:
    """Title, its language, and place of the pages at the top, by language, as `nav` in `mkdocs.yml` has them."""
    sections: dict[str, list[str]] = {}
    for item in config.nav or ():
        sections |= item if isinstance(item, dict) else {}
    first: list[str] = next(iter(sections.values()), [])
    names = {code: [place.partition("/")[2] for place in sections.get(code, first)] for code in codes}
    folder = Path(config.docs_dir)
    return {code: [_titled(folder, (code, "en", *codes), name) for name in names[code]] for code in codes}


def _titled(folder: Path, codes: Sequence[str], name: str) -> tuple[str, str, str]:
    """A written page in the first of some languages that has it."""
    place = f"{name.removesuffix('.md')}.html"
    for code in codes:
        if (folder / code / name).is_file():
            _, values = meta.get_data((folder / code / name).read_text(encoding="utf-8"))
            return str(values.get("title", name)), code, place
    return name, codes[0], place

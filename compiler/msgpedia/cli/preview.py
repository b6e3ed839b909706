"""`msgpedia preview ENTRY…`: how entries will look, on a terminal and as pages, before they are published."""

from __future__ import annotations

import os
import shlex
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from babel.messages.pofile import PoFileError

from msgpedia import cli
from msgpedia.bundle import artifact, index, interface, writer
from msgpedia.catalog import builder, reader, schema, sources
from msgpedia.catalog.checks import check
from msgpedia.catalog.loader import DESCRIPTION, catalog_of, load_catalog, load_file, sound
from msgpedia.catalog.model import Catalog
from msgpedia.catalog.places import Places
from msgpedia.cli import bundles
from msgpedia.cli.build import SITE_NEEDED
from msgpedia.cli.parser import Parser
from msgpedia.diagnostics import Diagnostic
from msgpedia.diagnostics.text import visible
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.entry_text import entry_text
from msgpedia.lookup.rows import Explainer
from msgpedia.lookup.terminal import Screen
from msgpedia.lookup.text import TextOutput
from msgpedia.lookup.words import Words

if TYPE_CHECKING:
    from argparse import Namespace

    from msgpedia.emit.site.lone_page import LonePage

EXAMPLES = """examples:
  msgpedia preview catalog/linux/mm/page-allocation-failure.yaml
  msgpedia preview linux/mm/page-allocation-failure --lang both
  msgpedia preview 482 --open
"""
BOTH = ("ja", "en")
FEW = 5  # findings that are shown; `msgpedia check` shows all


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("preview", "Shows how entries will look, before they are published.", EXAMPLES)
    parser.add_argument("entries", nargs="+", metavar="ENTRY", help="a file, an id, a former id or a mid (a number)")
    parser.add_argument(
        "--lang", metavar="LANG", help="language on the terminal: ja, en, …, or both (default: the locale's, else en)"
    )
    parser.add_argument("--no-page", action="store_true", help="make no pages")
    parser.add_argument("--open", action="store_true", help="open the page in a browser")
    parser.add_argument(
        "--output", metavar="DIR", help="folder for the pages (default: build/preview beside the catalog)"
    )
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Preview entries; 1 where there is none of a name, or one has errors.

    Raises InputError for a file that is not there, or holds no entry.
    """
    options = parser().parse_args(words)
    if options.open and options.no_page:
        raise cli.InputError("--open needs a page, so it does not go with --no-page")
    catalogs: dict[Path, _Catalog] = {}
    shown: dict[Path, list[str]] = {}  # catalog → ids that get a page
    status = 0
    for name in options.entries:
        root, path = _place(name)
        if root is None:
            status |= not _show_alone(path, options)
            continue
        if root not in catalogs:
            catalogs[root] = _Catalog(root)
        identifier = catalogs[root].identifier(name, path)
        if identifier is None:
            cli.complain(f"msgpedia preview: there is no entry {cli.printable(name)!r}")
        elif _show(catalogs[root], identifier, options):
            shown.setdefault(root, []).append(identifier)
            continue
        status = 1
    if not options.no_page:
        for root, identifiers in shown.items():
            _write_pages(catalogs[root], identifiers, options)
    return int(status)


def _place(name: str) -> tuple[Path | None, Path]:
    """The catalog of an entry by the word for it (None for a file in none), and its file, which for a word that names
    no file need not be there.
    """
    path = Path(name)
    if not path.exists() and not name.endswith((".yaml", ".yml")):
        folder = bundles.workspace()
        root = Path(folder, "catalog") if folder is not None else Path("catalog")
        if not root.is_dir():
            raise cli.InputError(f"{name}: there is no such file, and no catalog here that could have such an entry")
        return _relative(root), root / f"{name}.yaml"
    if not path.is_file():
        raise cli.InputError(f"{name}: {'not a file' if path.exists() else 'there is no such file'}")
    if path.name == DESCRIPTION:
        raise cli.InputError(f"{name}: describes a software; 'msgpedia preview' shows entries")
    around = catalog_of(Path(os.path.abspath(path)))
    return (_relative(around) if around is not None else None), path


def _relative(folder: Path) -> Path:
    """A folder as findings are to name it: short where it is below the current one."""
    return Path(os.path.relpath(folder)) if folder.is_relative_to(Path.cwd()) else folder


class _Catalog:
    """A catalog as it is now, compiled: what the look-up and the site would have of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        try:
            found = load_catalog(folder)
        except OSError as error:
            raise cli.InputError(f"{folder}: {error.strerror or error}") from error
        self._findings = check(found)
        self._catalog = sound(found, (finding for finding in self._findings if finding.severity == "error"))

    def findings(self, identifier: str) -> list[Diagnostic]:
        """What is wrong with an entry."""
        file = os.path.abspath(self.file(identifier))
        return [finding for finding in self._findings if os.path.abspath(finding.span.file) == file]

    def file(self, identifier: str) -> Path:
        """The file of an entry."""
        return self.folder / f"{identifier}.yaml"

    def identifier(self, name: str, path: Path) -> str | None:
        """The id of an entry by its file, or what else it is called; None where there is none."""
        inside = os.path.relpath(path, self.folder)
        if path.exists():
            return inside.removesuffix(".yaml")
        return next(
            (entry.id for entry in self._catalog.entries if name == str(entry.mid) or name in entry.former_ids), None
        )

    @cached_property
    def content(self) -> dict[str, Any]:
        """The content of the bundle."""
        return _content(self._catalog, self.folder.parent)

    @cached_property
    def index(self) -> index.Index:
        """What look-up reads. Raises BundleError where it would refuse the bundle."""
        parsed = artifact.parse(writer.serialise(self.content), "the catalog")
        return index.Index(memoryview(index.build(parsed, "")))


def _content(catalog: Catalog, root: Path | None) -> dict[str, Any]:
    """The content of a bundle, with the words of a checkout, else of the one that the program runs from.

    Raises InputError where these cannot be read.
    """
    own = bundles.checkout()
    places = [place / "translations" for place in (root, Path(own) if own else None) if place is not None]
    try:
        words = next((interface.load(place) for place in places if place.is_dir()), {})
    except PoFileError as error:
        raise cli.InputError(f"the translations cannot be read: {error}") from error
    return writer.compile_bundle(catalog, words)


def _show(catalog: _Catalog, identifier: str, options: Namespace) -> bool:
    """Write what there is to see of an entry; False where it has errors."""
    file, findings = catalog.file(identifier), catalog.findings(identifier)
    _tell(file, findings)
    if any(finding.severity == "error" for finding in findings):
        return False
    entry = next((row for row in catalog.content["entries"] if row["id"] == identifier), None)
    if entry is None:
        cli.complain(f"msgpedia preview: {cli.printable(str(file))}: no entry, or its software.yaml has errors")
        return False
    engine = Engine(catalog.index)
    for language in _languages(options.lang, catalog.content):
        _command(f"msgpedia show {identifier} --lang {language}", options)
        _show_entry(entry, catalog.content, language, options)
        _command(f"msgpedia lookup --lang {language}", options)
        explainer = Explainer(engine, language)
        output = TextOutput(explainer, cli.terminal_width(), _color(options))
        for number, sample in enumerate(entry["samples"], 1):
            sys.stdout.write(output.line(explainer.row("-", number, sample["line"])))
    return True


def _show_alone(path: Path, options: Namespace) -> bool:
    """Write what can be seen of an entry that lies in no catalog; False where it has errors."""
    findings = load_file(path)
    _tell(path, findings)
    if any(finding.severity == "error" for finding in findings):
        return False
    reading = reader.read(sources.read_bytes(path, path.parent, str(path)), str(path), schema.ENTRY)
    assert reading.data is not None
    entry = builder.build_entry(f"-/-/{path.stem}", reading.data, "printk", Places(str(path), reading.places))
    content = _content(Catalog((entry,), ()), None)
    (row,) = content["entries"]
    for language in _languages(options.lang, content):
        sys.stdout.write("\n")
        _show_entry(row | {"id": path.stem}, content, language, options)
    sys.stdout.write(
        f"\n{visible(str(path))} lies in no catalog, so its id, its page and how log lines are explained cannot be\n"
        "shown; entries lie in catalog/SOFTWARE/SUBSYSTEM/, beside the software's software.yaml\n"
    )
    return True


def _show_entry(entry: dict[str, Any], content: dict[str, Any], language: str, options: Namespace) -> None:
    words = Words(content["interface"].get(language, {}), content["locales"].get(language, {}))
    sys.stdout.write(entry_text(entry, words, language, cli.terminal_width(), _color(options)))


def _languages(chosen: str | None, content: dict[str, Any]) -> Sequence[str]:
    return BOTH if chosen == "both" else (cli.language(chosen, sorted({*content["languages"], *content["interface"]})),)


def _color(options: Namespace) -> bool:
    return cli.use_color(options.color)


def _command(command: str, options: Namespace) -> None:
    """Write the command that prints what follows, as a heading."""
    sys.stdout.write(f"\n{Screen(cli.terminal_width(), _color(options)).paint('strong', f'$ {command}')}\n")


def _tell(file: Path, findings: Sequence[Diagnostic]) -> None:
    """Write how many findings there are, and the first of them."""
    name = visible(str(file))
    sys.stdout.write(f"{name}: {_counted(findings)}\n")
    for finding in findings[:FEW]:
        place = f"{visible(finding.span.file)}:{finding.span.line}:{finding.span.column}"
        sys.stdout.write(f"  {place}: {finding.severity}[{finding.code}] {visible(finding.message)}\n")
    if findings:
        more = f"{len(findings) - FEW} more, and " if len(findings) > FEW else ""
        sys.stdout.write(f"  {more}what to do: msgpedia check {shlex.quote(name)}\n")


def _counted(findings: Sequence[Diagnostic]) -> str:
    counts = Counter(finding.severity for finding in findings)
    parts = [f"{count} {severity}{'s' if count > 1 else ''}" for severity, count in sorted(counts.items())]
    return ", ".join(parts) or "no findings"


def _write_pages(catalog: _Catalog, identifiers: Sequence[str], options: Namespace) -> None:
    """Make the pages of entries, and tell where they are. Raises InputError where that fails."""
    root = catalog.folder.resolve().parent
    config_file = root / "mkdocs.yml"
    if not config_file.is_file():
        cli.complain(f"msgpedia preview: no page was made: there is no mkdocs.yml in {cli.printable(str(root))}")
        return
    try:
        from msgpedia.emit.site import lone_page
    except ModuleNotFoundError:
        cli.complain(f"msgpedia preview: no page was made: {SITE_NEEDED}")
        return
    folder = Path(options.output).resolve() if options.output else root / "build" / "preview"
    try:
        pages = lone_page.write(config_file, catalog.folder.name, folder, catalog.content, identifiers)
    except lone_page.PageError as error:
        raise cli.InputError(f"the page could not be made: {error}") from error
    except OSError as error:
        raise cli.InputError(f"{error.filename or folder}: {error.strerror or error}") from error
    sys.stdout.write("\n")
    for page in pages:
        sys.stdout.write(f"{page.file.as_uri()}\n  on the site: {page.place}\n")
    sys.stdout.write("Links to other pages work on the whole site: msgpedia build site\n")
    if options.open:
        _open(pages, _languages(options.lang, catalog.content)[0])


def _open(pages: Iterable[LonePage], language: str) -> None:
    """Open the page of each entry in a language in the user's browser."""
    import webbrowser

    for page in pages:
        if page.language == language and not webbrowser.open(page.file.as_uri()):
            cli.complain("msgpedia preview: there is no browser to open the page in")

"""What `msgpedia translate` does with the texts of entries: status, export, import."""

from __future__ import annotations

import json
import os
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from msgpedia import cli
from msgpedia.bundle.files import write_whole
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Catalog
from msgpedia.cli.parser import Parser
from msgpedia.cli.rewriting import difference, rewrite
from msgpedia.diagnostics import text
from msgpedia.diagnostics.text import visible
from msgpedia.history import git
from msgpedia.translation import applying, interface, languages
from msgpedia.translation import export as exporting
from msgpedia.translation import status as counting
from msgpedia.translation.importing import Importer, by_file
from msgpedia.translation.status import Item
from msgpedia.translation.units import units

TOLD = {  # what import says of messages that change nothing
    "unchanged": "unchanged",
    "empty": "not translated yet",
    "fuzzy": "fuzzy, left out",
    "newer": "newer in the catalog",
    "obsolete": "obsolete",
}


def add_status(parser: Parser) -> None:
    """The options of `status`."""
    parser.add_argument("--lang", metavar="LANG", help="only this language")
    _add_software(parser)
    parser.add_argument("--list", action="store_true", help="name each text that is not translated, with file and line")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--fail-under", type=int, metavar="PERCENT", help="exit with 1 if less is translated in a language"
    )
    cli.add_color(parser)


def status(root: Path, options: Namespace) -> int:
    """Tell how far the translations are; 1 where less than `--fail-under` is translated."""
    catalog = _catalog(root)
    _known(catalog, options.software)
    chosen = [language_code(options.lang)] if options.lang else _languages(root, catalog)
    items = [item for language in chosen for item in _items(root, catalog, language, options.software)]
    counted = counting.rows(items)
    if options.format == "json":
        found = counting.as_json(counted, items if options.list else None)
        sys.stdout.write(json.dumps(found, ensure_ascii=False, indent=2) + "\n")
    elif options.list:
        sys.stdout.write(counting.listing(items))
    else:
        sys.stdout.write(counting.table(counted, cli.use_color(options.color)))
    least = min((row.percent for row in counting.totals(counted)), default=100)
    return 1 if options.fail_under is not None and least < options.fail_under else 0


def _items(root: Path, catalog: Catalog, language: str, software: Sequence[str]) -> Iterator[Item]:
    yield from counting.of_units(units(catalog, software), language)
    for domain in interface.DOMAINS if not software else ():
        template = interface.template_place(root, domain)
        if template.exists():
            place = interface.place(root, language, domain)
            words = interface.read(place) if place.exists() else None
            yield from counting.of_words(interface.read(template), words, language, domain.name, str(place))


def add_export(parser: Parser) -> None:
    """The options of `export`."""
    parser.add_argument("--lang", metavar="LANG", required=True, help="language to translate into")
    parser.add_argument("--source", metavar="LANG", help="language to translate from (default: en, for en ja)")
    _add_software(parser)
    parser.add_argument(
        "-o",
        "--output",
        metavar="PATH",
        help="one file if it ends in .po or is '-', else a folder (default: build/po/LANG)",
    )


def export(root: Path, options: Namespace) -> int:
    """Write entry texts as PO files; 1 where there is none to write."""
    catalog = _catalog(root)
    language = language_code(options.lang)
    if options.source is not None and language_code(options.source) == language:
        raise cli.InputError(f"{language} cannot be translated from {language}")
    software = options.software or sorted(home.id for home in catalog.software)
    _known(catalog, software)
    output = options.output or os.path.join(root, "build", "po", language)
    if output == "-" or output.endswith(".po"):
        data = exporting.as_one(catalog, language, options.source, software, _revised(root))
        if output == "-":
            sys.stdout.flush()
            sys.stdout.buffer.write(data)  # whatever the locale's character set is
            return 0
        files = {output: data}
    else:
        found = exporting.by_software(catalog, language, options.source, software, _revised(root))
        files = {os.path.join(output, f"{name}.po"): data for name, data in found.items()}
    for place, data in files.items():
        os.makedirs(os.path.dirname(place) or ".", exist_ok=True)
        write_whole(place, data)
        sys.stdout.write(f"{place}\n")
    return 0 if files else 1


def add_import(parser: Parser) -> None:
    """The options of `import`."""
    parser.add_argument("files", metavar="FILE", nargs="+", help="PO files, or folders with some")
    parser.add_argument("--lang", metavar="LANG", help="refuse a file that is in another language than this")
    parser.add_argument("--dry-run", action="store_true", help="write nothing; show what would change")
    parser.add_argument(
        "--overwrite",
        action="store_true",
        help="take a translation also where the catalog's was changed since the export",
    )
    parser.add_argument(
        "--no-basis",
        action="store_true",
        help="do not begin to note which source a text was translated from; texts that have a basis keep one",
    )
    cli.add_color(parser)


def import_(root: Path, options: Namespace) -> int:
    """Bring translations into the catalog; 1 where any was refused."""
    catalog = _catalog(root)
    importer = Importer(catalog, language_code(options.lang) if options.lang else None, options.overwrite)
    for place in _po_files(options.files):
        importer.take(_bytes(place), place)
    plan = importer.plan
    written = applying.applied(root / "catalog", catalog, plan.changes, _bytes, not options.no_basis)
    refused = [*plan.refused, *written.refused]
    for name, (before, after) in written.contents.items():
        if options.dry_run:
            sys.stdout.write(difference(before, after, name))
        else:
            rewrite(name, after)
    if refused:
        sys.stderr.write(text.render(sorted(refused), _lines, cli.use_color(options.color)) + "\n")
    changed = [change for change in written.changes if not change.is_confirmed]
    if not options.dry_run:
        for name, changes in by_file(list(written.changes)).items():
            fields = ", ".join(f"{change.unit.location}.{change.language}" for change in changes)
            sys.stdout.write(f"{visible(name)}: {visible(fields)}\n")
    counts = {"changed": len(changed), "confirmed": len(written.changes) - len(changed)}
    told = (
        counts
        | {name: plan.counts[key] for key, name in TOLD.items()}
        | {"refused": plan.counts["refused"] + len(written.refused)}
    )
    summary = ", ".join(f"{number} {name}" for name, number in told.items() if number or name == "changed")
    sys.stderr.write(f"msgpedia translate import: {summary}{' (nothing was written)' if options.dry_run else ''}\n")
    return 1 if refused else 0


def _add_software(parser: Parser) -> None:
    parser.add_argument(
        "--software", metavar="NAME", action="append", default=[], help="only this software; may be repeated"
    )


def _catalog(root: Path) -> Catalog:
    folder = root / "catalog"
    if not folder.is_dir():
        raise cli.InputError(f"there is no catalog in {root}; give a folder with --catalog DIR")
    catalog = load_catalog(folder)
    if catalog.broken:
        cli.complain(
            f"msgpedia translate: left out for errors: {len(catalog.broken)} of the catalog's files (msgpedia check)"
        )
    return catalog


def _known(catalog: Catalog, software: Sequence[str]) -> None:
    known = [home.id for home in catalog.software]
    for name in software:
        if name not in known:
            raise cli.InputError(f"there is no software {name!r} in the catalog; there are {', '.join(known)}")


def language_code(code: str) -> str:
    """A code from the command line, if it is that of a language. Raises InputError."""
    meant = languages.meant(code)
    if not languages.is_code(code) or meant:
        hint = f"; did you mean {meant}?" if meant else ", such as ko, pt-BR or zh-Hant"
        raise cli.InputError(f"{code!r} is no code of a language{hint}")
    return code


def _languages(root: Path, catalog: Catalog) -> list[str]:
    inside = (code for unit in units(catalog) for code in unit.text.languages)
    return languages.ordered([*interface.languages_of(root), *inside])


def _revised(root: Path) -> str:
    """When the catalog was changed last, by the commits: the clock has no say in what is exported."""
    told = git.text(root, "log", "-1", "--date=format:%Y-%m-%d %H:%M%z", "--format=%cd", "--", "catalog") or ""
    return told.strip() or exporting.UNKNOWN


def _po_files(names: Sequence[str]) -> Iterator[str]:
    for name in names:
        found = sorted(str(path) for path in Path(name).glob("*.po")) if os.path.isdir(name) else [name]
        if not found:
            raise cli.InputError(f"{name}: there is no PO file in this folder")
        yield from found


def _bytes(name: str) -> bytes:
    with open(name, "rb") as file:
        return file.read()


@lru_cache(maxsize=2)  # findings are sorted by file
def _lines(name: str) -> Sequence[str]:
    """The lines of a file for the excerpt; none where it cannot be shown."""
    try:
        return _bytes(name).decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    except OSError:
        return ()

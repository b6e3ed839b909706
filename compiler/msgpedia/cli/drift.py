"""`msgpedia drift PACK…`: what newer sources changed under the entries of the catalog."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from msgpedia import cli
from msgpedia.bundle import interface, locales
from msgpedia.catalog.loader import load_sound
from msgpedia.catalog.model import Catalog, Entry
from msgpedia.cli import bundles, drift_files
from msgpedia.cli.findings import asked_for, counted, default_catalog
from msgpedia.cli.parser import Parser
from msgpedia.drift.comparing import compare
from msgpedia.drift.model import DRIFT, KINDS, Drift, Kind
from msgpedia.drift.report import Report, as_json
from msgpedia.lookup.words import Words

EXAMPLES = f"""kinds of findings, the worst first:
  {", ".join(KINDS)}

exit status: 0 nothing drifted, 1 something was reworded, is gone, changed its level, or is found in a version
that its entry leaves out; 2 usage or input error. What moved, what no pack has, and new messages are told only.

examples:
  msgpedia drift linux-6.1.pack.json linux-6.12.pack.json
  msgpedia drift linux-6.12.pack.json linux/mm/out-of-memory --all
  msgpedia drift --only gone,reworded --format json linux-6.1.pack.json linux-6.12.pack.json
  msgpedia drift --apply linux-6.1.pack.json linux-6.12.pack.json
  msgpedia drift --record linux-6.12.pack.json
"""
_OF_PACKS = (".json", ".gz", ".xz", ".bz2", ".zst")


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "drift", "Holds entries against harvested messages: what is still there, what reads otherwise now.", EXAMPLES
    )
    parser.add_argument(
        "names",
        nargs="+",
        metavar="PACK|ENTRY",
        help="packs of one or more versions; ids or files of entries (default: all)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="default: text")
    parser.add_argument(
        "--only", action="append", metavar="KIND", help="only these kinds of findings, with commas or repeatedly"
    )
    parser.add_argument("--all", "--verbose", dest="all", action="store_true", help="list what is unchanged, too")
    parser.add_argument(
        "--apply", action="store_true", help="write into the entries what needs nobody, then tell what is left"
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="write down which messages were found, into verified.json beside software.yaml",
    )
    parser.add_argument("--catalog", metavar="DIR", help="the catalog (default: the one at hand)")
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Compare and tell; 1 where something drifted and was not mended.

    Raises InputError for what is no pack or no entry, and where a file cannot be written.
    """
    options = parser().parse_intermixed_args(words)
    kinds = _kinds(options.only)
    paths = [name for name in options.names if name.endswith(_OF_PACKS) or _is_pack(name)]
    if not paths:
        raise cli.InputError("which packs? Name files that 'msgpedia harvest' wrote (see 'msgpedia drift --help')")
    root = Path(options.catalog) if options.catalog else default_catalog()
    catalog = _catalog(root)
    asked = _asked(catalog, root, [name for name in options.names if name not in paths])
    drift = _compared(paths, catalog, asked, options.record)
    _show(drift, asked, kinds, options)
    done: drift_files.Done = set()
    if options.apply:
        done = drift_files.apply(root, asked, drift.only(kinds))
    if options.record:
        if done:
            catalog = _catalog(root)
            ids = {entry.id for entry in asked}
            asked = [entry for entry in catalog.entries if entry.id in ids]
            drift_files.record(root, _compared(paths, catalog, asked, True), asked)
        else:
            drift_files.record(root, drift, asked)
    left = [
        finding
        for entry in drift.entries
        for finding in entry.findings
        if finding.kind in DRIFT and finding.kind in kinds and (entry.id, finding) not in done
    ]
    return 1 if left else 0


def _kinds(chosen: Sequence[str] | None) -> tuple[Kind, ...]:
    names = [name for names in chosen or () for name in names.split(",") if name]
    for name in names:
        if name not in KINDS:
            raise cli.InputError(f"--only: there is no kind {name!r}; there are {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in names or not names)


def _is_pack(name: str) -> bool:
    """Whether a name must be meant for a pack: there is such a file, and it is not an entry's."""
    path = Path(name)
    return path.exists() and not path.is_dir() and path.suffix not in (".yaml", ".yml")


def _catalog(root: Path) -> Catalog:
    """The sound entries of a catalog; that others are left out is said."""
    try:
        catalog, errors = load_sound(root)
    except OSError as error:
        raise cli.InputError(f"{root}: {error.strerror or error}") from error
    if not catalog.entries:
        raise cli.InputError(f"{root}: there are no entries in it, or none without errors")
    if errors:
        cli.complain(f"msgpedia drift: {counted(len(errors), 'error')} in the catalog; such entries are left out")
    return catalog


def _asked(catalog: Catalog, root: Path, names: Sequence[str]) -> list[Entry]:
    """The entries that were named by id or path, all of them if none was."""
    if not names:
        return list(catalog.entries)
    by_id = {
        name: {entry.id for entry in catalog.entries if f"{entry.id}/".startswith(f"{name.rstrip('/')}/")}
        for name in names
    }
    ids = set().union(*by_id.values())
    paths = [Path(name) for name in names if not by_id[name]]
    has = asked_for(paths).has if paths else lambda _: False
    found = [entry for entry in catalog.entries if entry.id in ids or has(entry.places.file)]
    if not found:
        raise cli.InputError(f"{', '.join(names)}: there is no such entry without errors in {root}")
    return found


def _compared(paths: Sequence[str], catalog: Catalog, asked: Sequence[Entry], strict: bool) -> Drift:
    known = {software.id for software in catalog.software}
    messages = drift_files.messages(paths, catalog.entries, known, strict)
    return compare(asked, messages, catalog.entries)


def _show(drift: Drift, asked: Sequence[Entry], kinds: tuple[Kind, ...], options: argparse.Namespace) -> None:
    if options.format == "json":
        sys.stdout.write(as_json(drift, kinds, options.all))
        return
    entries = {entry.id: entry for entry in asked}
    report = Report(drift, entries, _words(options.lang), kinds, options.all, cli.use_color(options.color))
    sys.stdout.write(report.text())


def _words(chosen: str | None) -> Words:
    """The words of the report: those beside the catalog, else those of the checkout that the program runs from."""
    folders = [Path(folder) for folder in (bundles.workspace(), bundles.checkout()) if folder is not None]
    known = next((found for folder in folders if (found := interface.load(folder / "translations"))), {})
    language = cli.language(chosen, tuple(known))
    told = known.get(language, interface.Words())
    return Words(told.texts, locales.row(language, told, ()))

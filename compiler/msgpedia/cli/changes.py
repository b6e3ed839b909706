"""`msgpedia changes [FROM [TO]]`: what became of the catalog's entries between two revisions, made from git."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from msgpedia import cli
from msgpedia.bundle import interface, locales
from msgpedia.catalog import reader, schema
from msgpedia.catalog.builder import build_software
from msgpedia.catalog.loader import DESCRIPTION
from msgpedia.catalog.model import Software
from msgpedia.catalog.places import Places
from msgpedia.cli import bundles
from msgpedia.cli.parser import Parser
from msgpedia.history import revisions
from msgpedia.history.compare import compare, is_description
from msgpedia.history.report import RENDERERS, Report
from msgpedia.history.revisions import WORKING_TREE, Revision, RevisionError
from msgpedia.lookup.words import Words

EXAMPLES = """examples:
  msgpedia changes
  msgpedia changes main
  msgpedia changes catalog-2026.11.26 catalog-2026.12.10 --format markdown --lang ja
  msgpedia changes HEAD~10 HEAD --format json
"""
FOLDER = "catalog"


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "changes",
        "Tells which entries are new, changed, renamed or withdrawn between two revisions of a checkout.",
        EXAMPLES,
    )
    parser.add_argument(
        "first",
        nargs="?",
        metavar="FROM",
        help="a tag, branch or commit (default: the last release of the catalog, else its beginning)",
    )
    parser.add_argument("last", nargs="?", metavar="TO", help="a later one (default: the files as they are now)")
    parser.add_argument("--format", choices=tuple(RENDERERS), default="text", help="default: text")
    parser.add_argument(
        "--catalog", metavar="DIR", help="folder with catalog/ (default: this checkout, or the current directory)"
    )
    cli.add_language(parser)
    return parser


def run(arguments: list[str]) -> int:
    """Tell the changes; 1 where there are none.

    Raises InputError where there is no such revision, or no history.
    """
    options = parser().parse_args(arguments)
    root = Path(options.catalog or bundles.workspace() or os.getcwd())
    if not root.is_dir():
        raise cli.InputError(f"{root}: there is no such folder; give one with --catalog DIR")
    known = _interface(root)
    language = cli.language(options.lang, tuple(known))
    told = known.get(language, interface.Words())
    words = Words(told.texts, locales.row(language, told, ()))
    try:
        report = between(root, (options.first, options.last), words, language)
    except RevisionError as error:
        raise cli.InputError(str(error)) from error
    sys.stdout.write(RENDERERS[options.format](report))
    return 0 if report.changes else 1


def between(root: Path, names: tuple[str | None, str | None], words: Words, language: str) -> Report:
    """The changes between two revisions of a checkout; without the first since the last release, without the last until
    now. Raises RevisionError.
    """
    first, last = names
    start = revisions.resolve(root, first) if first is not None else revisions.last_release(root)
    end = revisions.resolve(root, last) if last is not None else WORKING_TREE
    files = revisions.differences(root, FOLDER, start, end)
    changes = compare(files)
    described = {file.path.partition("/")[0] for file in files if is_description(file.path)}
    software = _software(root, sorted({change.software for change in changes} | described), (end, start))
    return Report(start, end, changes, software, words, language)


def _software(root: Path, software: Iterable[str], states: tuple[Revision, ...]) -> dict[str, Software]:
    """Software by id, as it is in the first of the states that has a sound description of it."""
    found: dict[str, Software] = {}
    for identifier in software:
        for state in states:
            data = revisions.content(root, FOLDER, f"{identifier}/{DESCRIPTION}", state)
            reading = reader.read(data, DESCRIPTION, schema.SOFTWARE) if data is not None else None
            if reading is not None and reading.data is not None:
                found[identifier] = build_software(identifier, reading.data, Places(DESCRIPTION))
                break
    return found


def _interface(root: Path) -> dict[str, interface.Words]:
    """The words by language: those beside the catalog, else those of the checkout that the program runs from."""
    folders = (root, *map(Path, filter(None, [bundles.checkout()])))
    return next((found for folder in folders if (found := interface.load(folder / "translations"))), {})

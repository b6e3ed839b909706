"""`msgpedia translate extract|update|status|export|import`: Babel's side, for interface words and entry texts."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Callable
from pathlib import Path

from msgpedia import cli
from msgpedia.bundle.files import write_whole
from msgpedia.cli import bundles, translate_texts
from msgpedia.cli.parser import Parser
from msgpedia.translation import interface, languages
from msgpedia.translation.interface import DOMAINS, WordsError

EXAMPLES = """examples:
  msgpedia translate status --lang ja
  msgpedia translate export --lang ko --software linux
  msgpedia translate import build/po/ko/linux.po

'msgpedia translate ACTION --help' tells more of an action; docs/translating.md tells all.
"""


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("translate", "Translates the interface and the entries, with Babel and PO files.", EXAMPLES)
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=_ActionParser)
    for name, (text, examples, add, _) in ACTIONS.items():
        action = actions.add_parser(name, help=text, description=f"{text[0].upper()}{text[1:]}.", epilog=examples)
        action.add_argument(
            "--catalog",
            metavar="DIR",
            help="folder with catalog/ and translations/ (default: this checkout, or the current directory)",
        )
        add(action)
    return parser


class _ActionParser(Parser):
    """The parser of an action, as argparse makes it."""

    def __init__(self, *, prog: str, description: str, epilog: str, **_: object) -> None:
        super().__init__(prog.removeprefix("msgpedia "), description, epilog)


def run(words: list[str]) -> int:
    """Do an action; its exit status.

    Raises InputError for what is not there or cannot be read.
    """
    options = parser().parse_args(words)
    chosen = options.catalog or bundles.workspace() or os.getcwd()
    root = Path(os.path.relpath(chosen)) if Path(chosen).is_relative_to(Path.cwd()) else Path(chosen)
    if not root.is_dir():
        raise cli.InputError(f"{root}: there is no such folder")
    try:
        return ACTIONS[options.action][3](root, options)
    except WordsError as error:
        raise cli.InputError(str(error)) from error
    except OSError as error:
        if error.filename is None:
            raise
        raise cli.InputError(f"{error.filename}: {error.strerror or error}") from error


def _add_extract(parser: Parser) -> None:
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 if a file is not fresh")


def _extract(root: Path, options: Namespace) -> int:
    """Write the POT files; with `--check` 1 where one is not what the sources make."""
    found = _templates(root)
    stale = [domain for domain in DOMAINS if _held(interface.template_place(root, domain)) != found[domain.name]]
    if options.check:
        for domain in stale:
            sys.stdout.write(f"{interface.template_place(root, domain)}: not fresh; run 'msgpedia translate extract'\n")
        return 1 if stale else 0
    _write({interface.template_place(root, domain): found[domain.name] for domain in stale})
    return 0


def _add_update(parser: Parser) -> None:
    parser.add_argument("--lang", metavar="LANG", help="only this language, which may be a new one")


def _update(root: Path, options: Namespace) -> int:
    """Extract, and merge the words into the PO files of all languages, or of one that may be new."""
    if options.lang is not None and languages.locale(translate_texts.language_code(options.lang)) is None:
        raise cli.InputError(f"{options.lang!r} is no language that Babel knows, so its plural forms are not known")
    found = _templates(root)
    files = {interface.template_place(root, domain): found[domain.name] for domain in DOMAINS}
    for language in [options.lang] if options.lang else interface.languages_of(root):
        for domain in DOMAINS:
            text = interface.updated(root, language, domain, found[domain.name])
            files[interface.place(root, language, domain)] = text
    _write({place: text for place, text in files.items() if _held(place) != text})
    return 0


def _templates(root: Path) -> dict[str, str]:
    if not (root / interface.MAPPING).exists():
        raise cli.InputError(f"{root}: there is no {interface.MAPPING}; words are extracted from a checkout")
    return interface.templates(root)


def _held(place: Path) -> str | None:
    return place.read_text(encoding="utf-8") if place.exists() else None


def _write(files: dict[Path, str]) -> None:
    for place, text in files.items():
        place.parent.mkdir(parents=True, exist_ok=True)
        write_whole(place, text.encode("utf-8"))
        sys.stdout.write(f"{place}\n")


_Add = Callable[[Parser], None]
_Run = Callable[[Path, Namespace], int]

ACTIONS: dict[str, tuple[str, str, _Add, _Run]] = {
    "extract": (
        "write the interface's words into translations/*.pot",
        "examples:\n  msgpedia translate extract\n  msgpedia translate extract --check\n",
        _add_extract,
        _extract,
    ),
    "update": (
        "extract, and merge the words into the PO files of each language",
        "examples:\n  msgpedia translate update\n  msgpedia translate update --lang ko\n",
        _add_update,
        _update,
    ),
    "status": (
        "tell what is translated, missing, fallen behind or a copy of the original",
        "examples:\n  msgpedia translate status\n  msgpedia translate status --lang ja --software linux --list\n"
        "  msgpedia translate status --lang ja --fail-under 100\n",
        translate_texts.add_status,
        translate_texts.status,
    ),
    "export": (
        "write entry texts into PO files, one a software, for Poedit, Weblate and the like",
        "examples:\n  msgpedia translate export --lang ko\n"
        "  msgpedia translate export --lang ja --software nginx -o ja.po\n",
        translate_texts.add_export,
        translate_texts.export,
    ),
    "import": (
        "bring translations from PO files into the catalog",
        "examples:\n  msgpedia translate import --dry-run build/po/ko\n  msgpedia translate import ja.po\n",
        translate_texts.add_import,
        translate_texts.import_,
    ),
}

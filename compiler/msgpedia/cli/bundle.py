"""`msgpedia bundle info|install|remove`: which bundle is in use, from where; use another one for good."""

from __future__ import annotations

import json
import os
import sys

from msgpedia import cli
from msgpedia.bundle import BundleError, store
from msgpedia.cli import bundles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace

    from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia bundle info
  msgpedia bundle install /media/usb/msgpedia.json
  msgpedia bundle remove
  msgpedia bundle info --bundle /media/usb/msgpedia.json --format json
"""
PACK = b'"msgpedia-pack-'


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("bundle", "Tells which bundle is in use, and from where; installs another one.", EXAMPLES)
    parser.add_argument(
        "action",
        choices=("info", "install", "remove"),
        help="info: where the bundle is and what it holds; install: use FILE from now on; remove: no longer",
    )
    parser.add_argument("file", metavar="FILE", nargs="?", help="the bundle to install")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    cli.add_bundle(parser)
    return parser


def run(words: list[str]) -> int:
    """Tell about the bundle in use, install one, or remove the installed one.

    Raises InputError for words that do not go together, and BundleError for a file that is no sound bundle.
    """
    options = parser().parse_args(words)
    if (options.action == "install") != (options.file is not None):
        raise cli.InputError("install takes a FILE, info and remove take none")
    if options.action == "install":
        return _install(options.file)
    return _remove() if options.action == "remove" else _info(options)


def _info(options: Namespace) -> int:
    origin, path = bundles.locate(options.bundle)
    facts = store.describe(bundles.open_bundle(options.bundle), path, origin)
    if options.format == "json":
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        return 0
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        sys.stdout.write(f"{name:<10} {cli.printable(str(shown))}\n")
    return 0


def _install(name: str) -> int:
    from msgpedia.bundle.artifact import parse, read_bytes

    data, _ = read_bytes(name)
    if PACK in data[:200]:
        raise BundleError(f"{name}: a pack; this msgpedia reads bundles only")
    content = parse(data, name)
    place = bundles.installed()
    if place is None:
        raise cli.InputError("there is no home folder to install it in; name it with --bundle each time")
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        store.write_whole(place, data)
    except OSError as error:
        raise cli.InputError(f"{place}: {error.strerror or error}") from error
    sys.stdout.write(
        f"{cli.printable(place)}: {len(content['entries'])} entries, {len(content['messages'])} messages,"
        f" {content['digest']}\nIt is used from now on; 'msgpedia bundle remove' goes back to the one before.\n"
    )
    return 0


def _remove() -> int:
    place = bundles.installed()
    try:
        if place is not None:
            os.unlink(place)
            sys.stdout.write(f"{cli.printable(place)}: removed\n")
            return 0
    except FileNotFoundError:
        pass
    except OSError as error:
        raise cli.InputError(f"{place}: {error.strerror or error}") from error
    sys.stderr.write("msgpedia bundle: none is installed\n")
    return 1

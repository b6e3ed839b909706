"""`msgpedia bundle info|install|remove`: which bundle and which packs are in use, from where; use others for good."""

from __future__ import annotations

import json
import os
import sys

from msgpedia import cli
from msgpedia.bundle import files, store
from msgpedia.cli import bundles, installing
from msgpedia.cli.packs import installed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from typing import Any

    from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia bundle info
  msgpedia bundle install /media/usb/msgpedia.json
  msgpedia bundle remove
  msgpedia bundle install /media/usb/linux-6.12.pack.json
  msgpedia bundle remove linux-6.12
  msgpedia bundle info --bundle /media/usb/msgpedia.json --format json
"""


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("bundle", "Tells which bundle and packs are in use; installs others.", EXAMPLES)
    parser.add_argument(
        "action",
        choices=("info", "install", "remove"),
        help="info: where the bundle is and what it holds; install: use FILE from now on; remove: no longer",
    )
    parser.add_argument(
        "file", metavar="FILE", nargs="?", help="a bundle or pack to install; the name of one to remove"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    cli.add_bundle(parser)
    return parser


def run(words: list[str]) -> int:
    """Tell about the bundle in use, install one, or remove the installed one.

    Raises InputError for words that do not go together, and BundleError for a file that is no sound bundle.
    """
    options = parser().parse_args(words)
    if options.action == "install" and options.file is None:
        raise cli.InputError("install takes a FILE")
    if options.action == "info" and options.file is not None:
        raise cli.InputError("info takes no FILE; name a bundle with --bundle")
    if options.action == "install":
        return _install_pack(options.file) if installing.is_pack(options.file) else _install(options.file)
    if options.action == "remove":
        return _remove() if options.file is None else _remove_pack(options.file)
    return _info(options)


def _info(options: Namespace) -> int:
    origin, path = bundles.locate(options.bundle)
    facts = store.describe(bundles.open_bundle(options.bundle), path, origin)
    rows = installing.describe()
    facts["packs"] = rows
    if options.format == "json":
        sys.stdout.write(json.dumps(facts, indent=2) + "\n")
        return 0
    facts["packs"] = [_told(row) for row in rows] or "none"
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        sys.stdout.write(f"{name:<10} {cli.printable(str(shown))}\n")
    return 0


def _told(row: dict[str, Any]) -> str:
    if "fault" in row:
        return f"{row['name']} ({row['fault']})"
    return f"{row['name']} ({row['software']} {' '.join(row['versions'])}: {row['messages']} messages)"


def _install_pack(path: str) -> int:
    name, index = installing.install(path)
    meta = index.meta
    versions = " ".join(meta["versions"])
    sys.stdout.write(
        f"{cli.printable(name)}: {meta['messages']} messages of {meta['software']} {cli.printable(versions)}\n"
        f"It is used from now on; 'msgpedia bundle remove {cli.printable(name)}' takes it away.\n"
    )
    return 0


def _remove_pack(name: str) -> int:
    if installing.remove(name):
        sys.stdout.write(f"{cli.printable(name)}: removed\n")
        return 0
    known = ", ".join(name for name, _ in installed()) or "none"
    cli.complain(f"msgpedia bundle: there is no pack {cli.printable(name)!r}; installed: {cli.printable(known)}")
    return 1


def _install(name: str) -> int:
    from msgpedia.bundle.artifact import parse, read_bytes

    data, _ = read_bytes(name)
    content = parse(data, name)
    place = bundles.installed()
    if place is None:
        raise cli.InputError("there is no home folder to install it in; name it with --bundle each time")
    try:
        os.makedirs(os.path.dirname(place), exist_ok=True)
        files.write_whole(place, data)
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

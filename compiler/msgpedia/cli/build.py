"""`msgpedia build bundle`: compiles the catalog into `build/`."""

from __future__ import annotations

import hashlib
import os
import sys

from msgpedia import cli
from msgpedia.bundle.store import write_whole
from msgpedia.cli import bundles
from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia build bundle
  msgpedia build bundle --output /tmp/bundle
"""


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("build", "Compiles the catalog.", EXAMPLES)
    parser.add_argument(
        "what", nargs="?", choices=("bundle", "all"), default="all", help="what to build (default: all there is)"
    )
    parser.add_argument(
        "--catalog",
        metavar="DIR",
        help="folder with catalog/ and translations/ (default: this checkout, or the current directory)",
    )
    parser.add_argument("--output", metavar="DIR", help="folder to write to (default: build/bundle beside the catalog)")
    return parser


def run(words: list[str]) -> int:
    """Build; 1 where the catalog has errors (the good entries are built all the same)."""
    options = parser().parse_args(words)
    root = options.catalog or bundles.checkout() or os.getcwd()
    if not os.path.isdir(os.path.join(root, "catalog")):
        raise cli.InputError(f"there is no catalog in {root}; give a folder with --catalog DIR")
    output = options.output or os.path.join(root, "build", "bundle")
    try:
        errors = build_bundle(root, output)
    except OSError as error:
        raise cli.InputError(f"{error.filename or output}: {error.strerror or error}") from error
    sys.stdout.write(f"{os.path.join(output, 'msgpedia.json')}\n")
    if errors:
        sys.stderr.write(
            f"msgpedia build: {errors} errors in the catalog; their entries are left out (see 'msgpedia check')\n"
        )
    return 1 if errors else 0


def build_bundle(root: str, output: str) -> int:
    """Compile the catalog of a root into a folder; the number of errors that kept entries out.

    Raises OSError where files cannot be read or written, BundleError where look-up would refuse the bundle.
    """
    from pathlib import Path

    from msgpedia.bundle import artifact, interface, writer
    from msgpedia.catalog.loader import load_sound

    catalog, errors = load_sound(Path(root, "catalog"))
    content = writer.compile_bundle(catalog, interface.load(Path(root, "translations")))
    data = writer.serialise(content)
    artifact.parse(data, "the catalog")  # what look-up would refuse is not written
    os.makedirs(output, exist_ok=True)
    place = os.path.join(output, "msgpedia.json")
    write_whole(place, data)
    write_whole(place + ".sha256", f"{hashlib.sha256(data).hexdigest()}  msgpedia.json\n".encode())
    return errors

"""`msgpedia build`: compiles the catalog into `build/`, as a bundle and as a site."""

from __future__ import annotations

import hashlib
import os
import sys

from msgpedia import cli
from msgpedia.bundle.files import write_whole
from msgpedia.cli import bundles
from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia build bundle
  msgpedia build bundle --output /tmp/bundle
  msgpedia build site
"""
SITE_NEEDED = (
    "the site needs MkDocs, Jinja2 and what they use: pip install 'msgpedia[site]' (from a checkout: '.[site]')"
)


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("build", "Compiles the catalog.", EXAMPLES)
    parser.add_argument(
        "what",
        nargs="?",
        choices=("bundle", "site", "all"),
        default="all",
        help="what to build (default: all that can be; the site needs MkDocs)",
    )
    parser.add_argument(
        "--catalog",
        metavar="DIR",
        help="folder with catalog/ and translations/ (default: this checkout, or the current directory)",
    )
    parser.add_argument(
        "--output", metavar="DIR", help="folder to write to (default: build/bundle, build/site beside the catalog)"
    )
    return parser


def run(words: list[str]) -> int:
    """Build; 1 where the catalog has errors (the good entries are built all the same)."""
    options = parser().parse_args(words)
    root = options.catalog or bundles.workspace() or os.getcwd()
    if not os.path.isdir(os.path.join(root, "catalog")):
        raise cli.InputError(f"there is no catalog in {root}; give a folder with --catalog DIR")
    if options.what == "all" and options.output:
        raise cli.InputError("--output is for 'build bundle' and 'build site', which have a folder each")
    if options.what == "site":
        try:
            return _site(root, options.output)
        except ModuleNotFoundError as error:
            raise cli.InputError(f"{SITE_NEEDED} ({error.name} is missing)") from error
    status = _bundle(root, options.output)
    if options.what == "bundle" or not os.path.exists(os.path.join(root, "mkdocs.yml")):
        return status
    try:
        return max(status, _site(root, None))
    except ModuleNotFoundError:
        sys.stderr.write(f"msgpedia build: no site was built: {SITE_NEEDED}\n")
        return status


def _bundle(root: str, folder: str | None) -> int:
    output = folder or os.path.join(root, "build", "bundle")
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


def _site(root: str, folder: str | None) -> int:
    """Build the site as `mkdocs build` does; 1 where there were warnings."""
    config_file = os.path.join(root, "mkdocs.yml")
    if not os.path.exists(config_file):
        raise cli.InputError(f"there is no mkdocs.yml in {root}; the site is built from a checkout")
    from msgpedia.cli.site import build_site

    output = folder or os.path.join(root, "build", "site")
    warnings = build_site(config_file, os.path.abspath(output))
    sys.stdout.write(f"{os.path.join(output, 'index.html')}\n")
    return 1 if warnings else 0


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
    return len(errors)

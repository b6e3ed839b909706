"""`msgpedia check [PATH…]`: what is wrong with a catalog, or with some of its files."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from msgpedia import cli
from msgpedia.catalog.checks import check as check_catalog
from msgpedia.catalog.loader import catalog_of, load_catalog, load_file
from msgpedia.cli import bundles
from msgpedia.cli.parser import Parser
from msgpedia.diagnostics import CODES, Diagnostic, json, text
from msgpedia.diagnostics.explanation import explain as explanation

EXAMPLES = """examples:
  msgpedia check
  msgpedia check catalog/linux/mm/page-allocation-failure.yaml
  msgpedia check --format json
  msgpedia check --explain MP202
"""
FORMATS = ("text", "json")


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("check", "Checks a catalog: every finding with file, line, column and a hint.", EXAMPLES)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="catalog folders or files (default: this checkout's catalog)"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="json: a list of objects")
    parser.add_argument(
        "--explain", metavar="CODE", help="what a code such as MP202 means, with a bad and a good example"
    )
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Check; 0 where nothing was found, 1 where something was.

    Raises InputError for a path that is not there and a code that there is not.
    """
    options = parser().parse_args(words)
    return check(options.paths, options.format, options.explain, cli.use_color(options.color))


def check(paths: Sequence[str], output_format: str = "text", code: str | None = None, colour: bool = False) -> int:
    """Write the findings about `paths`, or the explanation of a code, to standard output; the exit status.

    Of a file in a catalog what is found in that file is shown, conflicts with the rest of the catalog included. A file
    that lies in no catalog is checked by itself. Raises InputError as `run`.
    """
    if code is not None:
        found = CODES.get(code.upper())
        if found is None:
            raise cli.InputError(f"there is no code {code!r}; docs/checks.md lists them all")
        sys.stdout.write(explanation(found))
        return 0
    findings = sorted(set(_findings([Path(path) for path in paths] or [_default()])))
    sys.stdout.write(json.render(findings) if output_format == "json" else text.render(findings, _lines, colour))
    if output_format == "text" and findings:
        errors = sum(finding.severity == "error" for finding in findings)
        sys.stdout.write(f"\n{_count(errors, 'error')}, {_count(len(findings) - errors, 'warning')}\n")
    return 1 if findings else 0


def _default() -> Path:
    """The catalog of the checkout that the program runs from, else the one in the current directory."""
    root = bundles.checkout()
    folder = Path(root, "catalog") if root is not None else Path("catalog")
    if not folder.is_dir():
        raise cli.InputError("there is no catalog here; name its folder or some of its files")
    return Path(os.path.relpath(folder)) if folder.is_relative_to(Path.cwd()) else folder


def _findings(paths: Sequence[Path]) -> list[Diagnostic]:
    wanted: dict[Path, list[Path]] = {}  # catalog → the paths in it that were asked for
    found: list[Diagnostic] = []
    for path in paths:
        if not os.path.lexists(path):
            raise cli.InputError(f"{path}: there is no such file or folder")
        root = _catalog(path)
        if root is not None:
            wanted.setdefault(root, []).append(path)
        else:
            found += load_file(path)
    for root, inside in wanted.items():
        try:
            catalog = load_catalog(root)
        except OSError as error:
            raise cli.InputError(f"{root}: {error.strerror or error}") from error
        if not (catalog.entries or catalog.software or catalog.diagnostics):
            raise cli.InputError(f"{root}: there are no entries in it")
        found += [finding for finding in check_catalog(catalog) if _concerns(finding, inside)]
    return found


def _catalog(path: Path) -> Path | None:
    """The catalog that a path lies in or is; None for a file by itself. Relative as `path` is."""
    around = catalog_of(Path(os.path.abspath(path)))
    if around is not None:
        return around if path.is_absolute() else Path(os.path.relpath(around))
    if not path.is_dir():
        return None
    inner = path / "catalog"
    return inner if inner.is_dir() else path


def _concerns(finding: Diagnostic, paths: Sequence[Path]) -> bool:
    file = Path(os.path.abspath(finding.span.file))
    return any(file.is_relative_to(os.path.abspath(path)) for path in paths)


def _lines(name: str) -> Sequence[str]:
    """The lines of a file for the excerpt; none where it cannot be shown."""
    try:
        with open(name, encoding="utf-8", errors="replace", newline="") as file:
            return file.read(1 << 20).replace("\r\n", "\n").split("\n")
    except OSError:
        return ()


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

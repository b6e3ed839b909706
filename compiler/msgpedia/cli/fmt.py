"""`msgpedia fmt [PATH…]`: catalog files in canonical layout."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from msgpedia import cli
from msgpedia.catalog import layout, reader, schema, sources
from msgpedia.catalog.loader import DESCRIPTION
from msgpedia.catalog.sources import MOST_BYTES, Unreadable
from msgpedia.cli.findings import Asked, asked_for, counted
from msgpedia.cli.parser import Parser
from msgpedia.cli.rewriting import difference, rewrite
from msgpedia.diagnostics import text
from msgpedia.diagnostics.text import visible

EXAMPLES = """examples:
  msgpedia fmt
  msgpedia fmt catalog/linux/mm/page-allocation-failure.yaml
  msgpedia fmt --check
  msgpedia fmt --diff catalog/linux
  msgpedia fmt --stdin-name catalog/linux/software.yaml - < software.yaml
"""
_MISPLACED = ("MP101", "MP103")  # unknown fields, values of another kind


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "fmt",
        "Lays out catalog files: order of fields, quotes, indentation. Their content and their comments stay.",
        EXAMPLES,
    )
    parser.add_argument(
        "paths",
        nargs="*",
        metavar="PATH",
        help="catalog folders, files or ids (default: the catalog at hand); -: standard input to standard output",
    )
    parser.add_argument("--check", action="store_true", help="change nothing, name the files that would change")
    parser.add_argument("--diff", action="store_true", help="change nothing, show what would change")
    parser.add_argument(
        "--stdin-name",
        metavar="PATH",
        help=f"what to call standard input; a {DESCRIPTION} has other fields than an entry",
    )
    return parser


def run(words: list[str]) -> int:
    """Lay out files; 0 where that is done, 1 where --check or --diff finds something to do, 2 where a file is broken.

    Raises InputError for a path that is not there and a file that cannot be written.
    """
    options = parser().parse_args(words)
    if "-" in options.paths:
        if len(options.paths) > 1:
            raise cli.InputError("- is standard input, and goes with no other PATH")
        return _standard_input(options.stdin_name or "-", options.check, options.diff)
    if options.stdin_name is not None:
        raise cli.InputError("--stdin-name is for standard input: msgpedia fmt --stdin-name PATH -")
    return _files(asked_for([Path(path) for path in options.paths]), options.check, options.diff)


def _files(asked: Asked, check: bool, diff: bool) -> int:
    """Lay out files; what cannot be done with one keeps nothing else from being done."""
    keep = check or diff
    fine = changed = broken = 0
    for path, root in _found(asked):
        name, content = str(path), b""
        try:
            content = sources.read_bytes(path, root, name)
            result = _laid_out(content, name)
            if result != content and not keep:
                rewrite(path, result)
        except (Unreadable, cli.InputError) as error:
            _report(error, content)
            broken += 1
            continue
        if result == content:
            fine += 1
            continue
        changed += 1
        sys.stdout.write(difference(content, result, name) if diff else f"{visible(name)}\n")
    failed = f", {broken} could not be" if broken else ""
    sys.stdout.flush()
    cli.complain(f"{counted(changed, 'file')} {'would change' if keep else 'changed'}, {fine} already fine{failed}")
    return 2 if broken else int(keep and changed > 0)


def _standard_input(name: str, check: bool, diff: bool) -> int:
    """Lay out standard input onto standard output."""
    content = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin is not None else b""
    if len(content) > MOST_BYTES:
        raise cli.InputError(f"standard input has more than {MOST_BYTES // 1024} KiB")
    try:
        result = _laid_out(content, name)
    except (Unreadable, cli.InputError) as error:
        _report(error, content)
        return 2
    if not (check or diff):
        sys.stdout.buffer.write(result)  # UTF-8, whatever the locale says
        return 0
    if result != content:
        sys.stdout.write(difference(content, result, name) if diff else f"{visible(name)}\n")
    return int(result != content)


def _found(asked: Asked) -> Iterator[tuple[Path, Path]]:
    """The files that were asked for, each once, with the folder that none may lead out of."""
    seen = set()
    asked_paths = [(path, root) for root, paths in asked.catalogs.items() for path in paths]
    asked_paths += [(path, path.parent) for path in asked.loose]
    for path, root in asked_paths:
        for file in _in_folder(path if _is_in(path, root) else root) if path.is_dir() else [path]:
            real = os.path.realpath(file)
            if real not in seen:
                seen.add(real)
                yield file, root


def _is_in(path: Path, root: Path) -> bool:
    return Path(os.path.abspath(path)).is_relative_to(os.path.abspath(root))


def _in_folder(folder: Path) -> Iterator[Path]:
    """The catalog files below a folder, sorted; links to other folders are not followed."""
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(".yaml") and not name.startswith("."):
                yield Path(place, name)


def _laid_out(content: bytes, name: str) -> bytes:
    """A file's bytes in canonical layout.

    Raises Unreadable where they are no YAML, or something stands where it cannot, so that lines of a text might be
    taken for one; and InputError where they would be read otherwise afterwards.
    """
    before = sources.decode(content, name)
    record = schema.SOFTWARE if Path(name).name == DESCRIPTION else schema.ENTRY
    after = layout.canonical(before, name, record)
    if after != before:
        for finding in reader.read(content, name, record).diagnostics:
            if finding.code in _MISPLACED:
                raise Unreadable(finding.code, finding.span, finding.message, finding.hint, finding.fix)
    if after != before and not layout.same_content(before, after):
        raise cli.InputError(f"{name}: left as it is, for it would be read otherwise; this is a mistake of msgpedia's")
    result = after.encode("utf-8")
    if len(result) > MOST_BYTES:
        raise cli.InputError(f"{name}: left as it is, for it would have more than {MOST_BYTES // 1024} KiB")
    return result


def _report(error: Unreadable | cli.InputError, content: bytes) -> None:
    """Tell on standard error why a file stays as it is, a finding as `check` does."""
    if isinstance(error, cli.InputError):
        cli.complain(f"msgpedia fmt: {cli.printable(str(error))}")
        return
    lines = content.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
    cli.complain(text.render([error.diagnostic], lambda _: lines).removesuffix("\n"))

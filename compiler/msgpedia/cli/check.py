"""`msgpedia check [PATH…]`: what is wrong with a catalog, or with some of its files."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import cache
from pathlib import Path

from msgpedia import cli
from msgpedia.catalog import sources
from msgpedia.catalog.sources import MOST_BYTES
from msgpedia.cli import fixes
from msgpedia.cli.findings import asked_for, below_repository, counted, only_changed
from msgpedia.cli.parser import Parser
from msgpedia.cli.progress import Progress
from msgpedia.diagnostics import CODES, Diagnostic, github, json, sarif, text
from msgpedia.diagnostics.explanation import explain as explanation

EXAMPLES = """examples:
  msgpedia check
  msgpedia check catalog/linux/mm/page-allocation-failure.yaml
  msgpedia check --fix
  msgpedia check --changed=origin/main --format github
  msgpedia check --format sarif > msgpedia.sarif
  msgpedia check --explain MP202
"""
FORMATS = ("text", "json", "sarif", "github")
_ADDRESS = re.compile(r"https?://[!-~]+")

Lines = Callable[[str], Sequence[str]]


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("check", "Checks a catalog: every finding with file, line, column and a hint.", EXAMPLES)
    parser.add_argument(
        "paths", nargs="*", metavar="PATH", help="catalog folders, files or ids (default: the catalog at hand)"
    )
    parser.add_argument(
        "--changed",
        nargs="?",
        const="",
        metavar="REF",
        help="only files that differ from a commit, as --changed=REF (default: where HEAD left its upstream branch),"
        " and conflicts of these with others",
    )
    parser.add_argument("--fix", action="store_true", help="mend in the files what can be, then tell what remains")
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="json: a list of objects; sarif: SARIF 2.1.0; github: annotations in GitHub Actions",
    )
    parser.add_argument(
        "--stdin-name", metavar="PATH", help="check standard input as if it were this file, which stays as it is"
    )
    parser.add_argument(
        "--explain", metavar="CODE", help="what a code such as MP202 means, with a bad and a good example"
    )
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Check; 0 where nothing was found (any more) but notes, 1 where something was.

    Raises InputError for a path that is not there, a code that there is not, and where git cannot tell what changed.
    """
    options = parser().parse_args(words)
    if options.explain is not None:
        return _explain(options.explain)
    paths = [Path(path) for path in options.paths]
    if options.paths == ["-"]:
        if options.stdin_name is None:
            raise cli.InputError("- is standard input; --stdin-name PATH says which file it is to be")
        paths = []
    if options.stdin_name is not None:
        if paths or options.fix or options.changed is not None:
            raise cli.InputError("--stdin-name checks standard input alone: no PATH, no --fix, no --changed")
        return _check_input(Path(options.stdin_name), options)
    asked = asked_for(paths)
    if options.changed is not None:
        asked = only_changed(asked, options.changed)
    with ExitStack() as stack:
        progress = _Progress(stack)
        result = fixes.mended(asked, progress.at) if options.fix else None
        findings = result.findings if result is not None else asked.findings(progress=progress.at)
    if result is not None:
        sys.stderr.write(fixes.summary(result))
    return _show(findings, options, _lines_of({}))


def _explain(code: str) -> int:
    found = CODES.get(code.upper())
    if found is None:
        raise cli.InputError(f"there is no code {code!r}; docs/checks.md lists them all")
    sys.stdout.write(explanation(found))
    return 0


def _check_input(path: Path, options: argparse.Namespace) -> int:
    content = sys.stdin.buffer.read(MOST_BYTES + 1) if sys.stdin is not None else b""
    if len(content) > MOST_BYTES:
        raise cli.InputError(f"standard input has more than {MOST_BYTES // 1024} KiB")
    asked = asked_for([], [path])
    found = asked.findings({Path(os.path.abspath(path)): content})
    return _show(found, options, _lines_of({os.path.abspath(path): content}))


def _show(findings: Sequence[Diagnostic], options: argparse.Namespace, lines: Lines) -> int:
    """Write the findings to standard output; the exit status."""
    where = below_repository(Path.cwd())
    if options.format == "json":
        shown = json.render(findings)
    elif options.format == "sarif":
        shown = sarif.render(findings, lines, where, _home())
    elif options.format == "github":
        shown = github.render(findings, where)
    else:
        shown = text.render(findings, lines, cli.use_color(options.color)) + _totals(findings)
    sys.stdout.write(shown)
    return 1 if any(finding.severity != "note" for finding in findings) else 0


def _totals(findings: Sequence[Diagnostic]) -> str:
    if not findings:
        return ""
    kinds = Counter(finding.severity for finding in findings)
    counts = [counted(kinds["error"], "error"), counted(kinds["warning"], "warning")]
    counts += [counted(kinds["note"], "note")] if kinds["note"] else []
    mendable = sum(bool(finding.fix) for finding in findings)
    mends = f"; --fix mends {mendable}" if mendable else ""
    return f"\n{', '.join(counts)}{mends}\n"


def _home() -> str | None:
    """The address of the project whose catalog is checked, as its CI knows it."""
    server, name = os.environ.get("GITHUB_SERVER_URL"), os.environ.get("GITHUB_REPOSITORY")
    address = os.environ.get("MSGPEDIA_REPO_URL") or (f"{server}/{name}" if server and name else "")
    return address if _ADDRESS.fullmatch(address) else None


def _lines_of(contents: dict[str, bytes]) -> Lines:
    """Gives the lines of a file for excerpts, none where it cannot be shown. `contents` takes the place of files."""

    @cache
    def lines(name: str) -> Sequence[str]:
        data = contents.get(os.path.abspath(name))
        if data is None:
            try:
                data = sources.read_bytes(Path(name), Path(os.sep), name)
            except sources.Unreadable:
                return ()
        return data.decode("utf-8", "replace").replace("\r\n", "\n").split("\n")

    return lines


class _Progress:
    """How many files are read, on a terminal, where that takes long. How many there are is known when it begins."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._total = 0
        self._shown: Progress | None = None

    def at(self, done: int, total: int) -> None:
        """So many files of so many are read."""
        if self._shown is None or total != self._total:
            self._total = total
            self._shown = self._stack.enter_context(Progress("catalog", total))
        self._shown.at(done)

"""`msgpedia new`: a file for a new entry, in the right place, with everything laid out."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from msgpedia import cli
from msgpedia.catalog import schema
from msgpedia.catalog.kinds import LANGUAGE
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Catalog
from msgpedia.cli.findings import default_catalog
from msgpedia.cli.parser import Parser
from msgpedia.diagnostics.text import columns, visible
from msgpedia.drafting.assessment import Assessment, assess
from msgpedia.drafting.dialogue import Dialogue, guessed
from msgpedia.drafting.given import is_format
from msgpedia.drafting.layout import written
from msgpedia.drafting.model import CONTRIBUTORS, LICENSE, DraftError, Request
from msgpedia.drafting.words import Words
from msgpedia.formats import DIALECTS

EXAMPLES = """examples:
  msgpedia new
  msgpedia new --software linux --format '%s: bad page state in process %s' --severity alert --subsystem mm
  msgpedia new 'pr_err("bad magic 0x%x\\n", magic);' --source fs/ext4/super.c:ext4_fill_super
  msgpedia new --line 'Oct 27 18:00:02 host sshd[977]: Corrupted MAC on input [preauth]' --severity err
"""
OPTIONS = {"arguments": "--argument", "format": "--format", "line": "--line"}  # other fields are called as they are
_EXCERPT = 100  # characters of a format string that are shown around a mistake
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "new",
        "Writes a file for a new entry: from a format string, a call that prints it as it stands in the source, or a "
        "log line; a format and a line together are best. On a terminal it asks for what is missing.",
        EXAMPLES,
    )
    parser.add_argument("text", nargs="?", metavar="TEXT", help="a format string or a log line, told apart by its look")
    parser.add_argument("--format", metavar="FORMAT", help="the format string, bare, in quotes, or in a whole call")
    parser.add_argument("--line", metavar="LINE", help="a log line that has the message")
    parser.add_argument("--id", metavar="ID", help="software/subsystem/slug in one")
    parser.add_argument("--software", metavar="NAME", help="the software that prints it (default: by line or format)")
    parser.add_argument("--subsystem", metavar="NAME", help="the part of the software (default: by --source)")
    parser.add_argument("--slug", metavar="NAME", help="the last part of the id (default: by the message)")
    parser.add_argument("--dialect", choices=tuple(DIALECTS), help="grammar of the format (default: the software's)")
    parser.add_argument("--severity", choices=schema.SEVERITIES, help="(default: by the source or the line)")
    parser.add_argument("--title", metavar="TEXT", help="what it means, in one line, in the writer's language")
    parser.add_argument("--title-ja", metavar="TEXT", help="the same in Japanese")
    parser.add_argument("--title-en", metavar="TEXT", help="the same in English")
    parser.add_argument(
        "--lang", metavar="LANG", help="the language that you write, or several: en, or ja,en (default: ja,en)"
    )
    parser.add_argument(
        "--argument", metavar="NAME", action="append", help="name of a conversion; once for each, in their order"
    )
    parser.add_argument("--source", metavar="FILE[:FUNCTION]", help="where the program prints it")
    parser.add_argument("--versions", metavar="FROM..TO", help="versions known to have it; either may be left out")
    parser.add_argument("--license", metavar="SPDX", default=LICENSE, help=f"of the text (default: {LICENSE})")
    parser.add_argument("--author", metavar="NAME", action="append", help=f"(default: {CONTRIBUTORS})")
    parser.add_argument("--catalog", metavar="DIR", help="the catalog (default: this checkout's, else ./catalog)")
    parser.add_argument("--dry-run", action="store_true", help="print the file, write nothing")
    parser.add_argument("--no-input", action="store_true", help="never ask")
    parser.add_argument("--force-new", action="store_true", help="even if an entry explains the message already")
    return parser


def run(words: list[str]) -> int:
    """Write the file; 1 where an entry explains the message already, or has the id.

    Raises InputError for what nothing tells, and for what no entry can be made from.
    """
    options = parser().parse_args(words)
    root = _catalog(options.catalog)
    catalog = _loaded(root)
    texts = Words(_writers(options)[0] if options.lang else cli.language(None))
    asks = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and not options.no_input
    try:
        request = _request(options)
        if asks:
            remember = _history()
            if remember is not None:
                _tell(texts("questions", "edit"))
            dialogue = Dialogue(catalog, texts, partial(_ask, remember), _tell, _explain)
            request, found = dialogue.held(request, options.force_new, not options.lang)
        else:
            found = _settled(request, catalog, texts, options.force_new)
    except DraftError as error:
        _explain(error)
        return 2
    except EOFError:
        _tell(f"\n{texts('questions', 'nothing')}")
        return 1
    if found.known or found.taken:
        return _refused(found, root, texts)
    return _write(found, root, texts, options.dry_run)


def _catalog(chosen: str | None) -> Path:
    folder = Path(chosen) if chosen else default_catalog()
    inner = folder / "catalog"
    if chosen and inner.is_dir():
        folder = inner
    if not folder.is_dir():
        raise cli.InputError(f"{folder}: there is no such folder; name the catalog with --catalog DIR")
    return folder


def _loaded(root: Path) -> Catalog:
    try:
        catalog = load_catalog(root)
    except OSError as error:
        raise cli.InputError(f"{root}: {error.strerror or error}") from error
    if not catalog.software:
        raise cli.InputError(f"{root}: there is no software.yaml in it; name the catalog with --catalog DIR")
    return catalog


def _writers(options: argparse.Namespace) -> tuple[str, ...]:
    """The languages that the writer fills."""
    languages = tuple(dict.fromkeys(re.split(r"[,\s]+", options.lang.strip()))) if options.lang else ("ja", "en")
    bad = next((language for language in languages if not LANGUAGE.fullmatch(language)), None)
    if bad is not None:
        raise cli.InputError(f"--lang: {bad!r} is no code of a language such as ja or en")
    return languages


def _request(options: argparse.Namespace) -> Request:
    """What the options say. Raises InputError where they contradict each other."""
    languages = _writers(options)
    place = _parts(options)
    text = options.text or ""
    given = {"format": options.format or "", "line": options.line or ""}
    if text:
        field = "format" if is_format(text) else "line"
        if given[field]:
            raise cli.InputError(f"TEXT and --{field} give the same; leave one out")
        given[field] = text
    titles = {"ja": options.title_ja, "en": options.title_en}
    if options.title:
        language = languages[0] if len(languages) == 1 else "ja" if _JAPANESE.search(options.title) else "en"
        if titles.get(language):
            raise cli.InputError(f"--title and --title-{language} give the same; leave one out")
        titles[language] = options.title
    return Request(
        **given,
        software=place[0],
        subsystem=place[1],
        slug=place[2],
        dialect=options.dialect or "",
        severity=options.severity or "",
        titles=tuple((language, title) for language, title in titles.items() if title),
        languages=languages,
        arguments=tuple(options.argument or ()),
        versions=options.versions or "",
        source=options.source or "",
        license=options.license,
        authors=tuple(options.author or (CONTRIBUTORS,)),
    )


def _parts(options: argparse.Namespace) -> tuple[str, str, str]:
    """Software, subsystem and slug, as far as they are given."""
    given = (options.software or "", options.subsystem or "", options.slug or "")
    if not options.id:
        return given
    if any(given):
        raise cli.InputError("--id says it all; leave --software, --subsystem and --slug out")
    if not re.fullmatch(schema.ID, options.id):
        raise cli.InputError(f"--id: {options.id!r} is no id; write software/subsystem/slug in small letters")
    software, subsystem, slug = options.id.split("/")
    return software, subsystem, slug


def _settled(request: Request, catalog: Catalog, texts: Words, anyway: bool) -> Assessment:
    """What comes of a request without questions; what was assumed goes to standard error.

    Raises InputError for what nothing tells.
    """
    if not (request.format or request.line):
        raise cli.InputError("give a format string or a log line (see 'msgpedia new --help')")
    found = assess(request, catalog, anyway)
    if found.known:
        return found
    if found.gaps:
        raise cli.InputError("nothing tells " + "; ".join(_gap(*gap) for gap in found.gaps.items()))
    for field, guess in found.guesses.items():
        cli.complain(cli.printable(guessed(field, guess, texts)))
    for note in found.notes:
        cli.complain(cli.printable(texts.note(note)))
    return found


def _gap(field: str, options: Iterable[str]) -> str:
    known = ", ".join(options)
    what = "there are" if field == "subsystem" else "one of"
    return f"{OPTIONS.get(field, f'--{field}')}" + (f" ({what} {known})" if known else "")


def _refused(found: Assessment, root: Path, texts: Words) -> int:
    """Tell which entry stands in the way."""
    identifier = found.known.id if found.known else found.taken
    how, following = (f"known_{found.known.how}", "known_next") if found.known else ("known_id", "taken_next")
    path = str(root / f"{identifier}.yaml")
    cli.complain(f"msgpedia new: {texts('results', how, id=identifier)}")
    cli.complain(cli.printable(texts("results", following, id=identifier, path=path)))
    return 1


def _write(found: Assessment, root: Path, texts: Words, dry_run: bool) -> int:
    """Write the file and tell what comes next, or print it."""
    draft = found.draft
    assert draft is not None  # whoever comes here has neither gaps nor a known entry
    path = root / f"{draft.id}.yaml"
    text = written(draft, texts, f"{root.resolve().name}/{draft.id}.yaml")
    if dry_run:
        sys.stdout.write(text)
        return 0
    _put(path, text)
    shown = cli.printable(str(path))
    commands = {
        f"${{EDITOR:-vi}} {shown}": "next_edit",
        f"msgpedia check {shown}": "next_check",
        f"msgpedia preview {shown}": "next_preview",
    }
    rows = "".join(f"  {command}  # {texts('results', key)}\n" for command, key in commands.items())
    sys.stdout.write(f"{shown}\n\n{texts('results', 'next')}\n{rows}")
    return 0


def _put(path: Path, text: str) -> None:
    """Make a file that was not there before, whole or not at all."""
    try:
        os.makedirs(path.parent, exist_ok=True)
        file = path.open("x", encoding="utf-8", newline="\n")
    except OSError as error:
        if isinstance(error, FileExistsError) and os.path.lexists(path):
            raise cli.InputError(f"{path} is there already and stays as it is; another name: --slug") from None
        raise cli.InputError(f"{error.filename or path}: {error.strerror or error}") from error
    try:
        with file:
            file.write(text)
    except BaseException as error:
        path.unlink()
        if isinstance(error, OSError):
            raise cli.InputError(f"{path}: {error.strerror or error}") from error
        raise


def _explain(error: DraftError) -> None:
    """An error on standard error, with the place in what was given."""
    hint = f"; {error.hint}" if error.hint else ""
    cli.complain(cli.printable(f"msgpedia new: {error.message}{hint}"))
    if error.source:
        first = max(0, error.start - _EXCERPT // 2)
        before, marked = error.source[first : error.start], error.source[error.start : error.end]
        behind = error.source[error.end : max(error.end, first + _EXCERPT)]
        cli.complain(f"  {visible(before + marked + behind)}")
        cli.complain(f"  {' ' * columns(visible(before))}{'^' * max(1, columns(visible(marked)))}")


def _history() -> Callable[[str], None] | None:
    """What puts a text where the arrow up finds it; None where Python was built without readline.

    Once that is imported `input` takes lines of any length. It may write to the terminal, so it is imported here only.
    """
    try:
        import readline
    except ImportError:
        return None
    return readline.add_history


def _ask(remember: Callable[[str], None] | None, question: str, default: str) -> str:
    """An answer from the terminal; the default for none. Raises EOFError for Ctrl-D."""
    shown = f" [{cli.printable(default)}]" if default else ""
    if default and remember is not None:
        remember(default)
    while True:
        try:
            return input(f"{cli.printable(question)}{shown}: ") or default
        except UnicodeDecodeError:
            cli.complain("msgpedia new: the answer is not UTF-8")


def _tell(line: str) -> None:
    sys.stdout.write("\n".join(map(cli.printable, line.split("\n"))) + "\n")

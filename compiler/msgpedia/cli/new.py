"""`msgpedia new`: a file for a new entry, in the right place, with everything laid out."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from msgpedia import cli
from msgpedia.catalog.loader import DESCRIPTION, load_catalog
from msgpedia.catalog.model import Catalog
from msgpedia.cli import new_options
from msgpedia.cli.findings import default_catalog
from msgpedia.cli.new_files import put
from msgpedia.cli.parser import Parser
from msgpedia.diagnostics.text import columns, visible
from msgpedia.drafting import newcomers
from msgpedia.drafting.assessment import Assessment, assess
from msgpedia.drafting.dialogue import Dialogue, guessed
from msgpedia.drafting.layout import written
from msgpedia.drafting.model import DraftError, Request
from msgpedia.drafting.words import Words

EXAMPLES = """examples:
  msgpedia new
  msgpedia new --software linux --format '%s: bad page state in process %s' --severity alert --subsystem mm
  msgpedia new 'pr_err("bad magic 0x%x\\n", magic);' --source fs/ext4/super.c:ext4_fill_super
  msgpedia new --line 'Oct 27 18:00:02 host sshd[977]: Corrupted MAC on input [preauth]' --severity err
  msgpedia new --software squid --ident squid --software-name Squid --format 'Cannot open %s port' --severity err
"""
OPTIONS = {"arguments": "--argument", "format": "--format", "line": "--line"}  # other fields are called as they are
# Japanese is text, also where the locale that the environment names is not installed; a tab that is pasted is a tab.
_READLINE = ("input-meta on", "output-meta on", "convert-meta off", "disable-completion on")
_EXCERPT = 100  # characters of a format string that are shown around a mistake


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "new",
        "Writes a file for a new entry: from a format string, a call that prints it as it stands in the source, or a "
        "log line; a format and a line together are best. On a terminal it asks for what is missing.",
        EXAMPLES,
    )
    new_options.add_to(parser)
    return parser


def run(words: list[str]) -> int:
    """Write the file; 1 where an entry explains the message already, or has the id.

    Raises InputError for what nothing tells, and for what no entry can be made from.
    """
    options = parser().parse_args(words)
    root = _catalog(options.catalog)
    catalog = _loaded(root)
    texts = Words(new_options.writers(options)[0] if options.lang else cli.language(None))
    option = "--id" if options.id else "--slug"  # what gives the entry another name
    asks = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty() and not options.no_input
    try:
        request = new_options.request(options)
        if asks:
            remember = _history()
            if remember is not None:
                _tell(texts("questions", "edit"))
            ask, explain = partial(_ask, remember), partial(_explain, texts)
            dialogue = Dialogue(catalog, texts, ask, _tell, explain, options.force_new)
            request, found = dialogue.held(request, not options.lang)
        else:
            found = _settled(request, catalog, texts, options.force_new)
    except DraftError as error:
        _explain(Words("en"), error)
        return 2
    except EOFError:
        _tell(f"\n{texts('questions', 'nothing')}")
        return 1
    if found.known or found.taken:
        return _refused(found, root, texts, option)
    return _write(found, root, texts, options.dry_run, option)


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
        new = found.guesses.get("software")
        gaps = [_gap(field, known, new.value if new else "") for field, known in found.gaps.items()]
        raise cli.InputError("nothing tells " + "; ".join(gaps))
    for field, guess in found.guesses.items():
        cli.complain(cli.printable(guessed(field, guess, texts)))
    for note in found.notes:
        cli.complain(cli.printable(texts.note(note)))
    return found


def _gap(field: str, options: Iterable[str], new: str) -> str:
    """The option that a field needs, and what it could be."""
    known = ", ".join(options)
    what = "there are" if field == "subsystem" else "one of"
    more = {
        "software": f"; for a new one {'such as ' + new + ' ' if new else ''}see --ident",
        "subsystem": "; a new one may be given",
    }.get(field, "")
    return f"{OPTIONS.get(field, f'--{field}')}" + (f" ({what} {known}{more})" if known else "")


def _refused(found: Assessment, root: Path, texts: Words, option: str) -> int:
    """Tell which entry stands in the way."""
    identifier = found.known.id if found.known else found.taken
    how, following = (f"known_{found.known.how}", "known_next") if found.known else ("known_id", "taken_next")
    path = str(root / f"{identifier}.yaml")
    cli.complain(f"msgpedia new: {texts('results', how, id=identifier)}")
    cli.complain(cli.printable(texts("results", following, id=identifier, path=path, option=option)))
    return 1


def _write(found: Assessment, root: Path, texts: Words, dry_run: bool, option: str) -> int:
    """Write the files and tell what comes next, or print them."""
    draft = found.draft
    assert draft is not None  # whoever comes here has neither gaps nor a known entry
    where = root.resolve().name
    files = {f"{draft.id}.yaml": partial(written, draft, texts)}
    if found.newcomer:
        described = {f"{found.newcomer.id}/{DESCRIPTION}": partial(newcomers.written, found.newcomer, texts)}
        files = described | files
    made = {root / name: text(f"{where}/{name}") for name, text in files.items()}
    if dry_run:
        sys.stdout.write("---\n".join(made.values()))
        return 0
    put(made.items(), option)
    paths = [cli.printable(str(path)) for path in made]
    both = " ".join(paths)
    commands = {
        f"${{EDITOR:-vi}} {both}": "next_edit",
        f"msgpedia check {both}": "next_check",
        f"msgpedia preview {paths[-1]}": "next_preview",
    }
    rows = "".join(f"  {command}  # {texts('results', key)}\n" for command, key in commands.items())
    shown = "\n".join(paths)
    sys.stdout.write(f"{shown}\n\n{texts('results', 'next')}\n{rows}")
    return 0


def _explain(texts: Words, error: DraftError) -> None:
    """An error on standard error, with the place in what was given."""
    cli.complain(cli.printable(f"msgpedia new: {texts.error(error)}"))
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
    for setting in _READLINE:
        readline.parse_and_bind(f"set {setting}")
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

"""The command line: one module a command, found by name and imported only when it is asked for.

Exit status everywhere: 0 done and something found, 1 done and nothing found (or findings), 2 usage or input error.
"""

from __future__ import annotations

import gc
import os
import sys
from io import TextIOWrapper

from msgpedia import __version__
from msgpedia.bundle import BundleError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence
    from typing import NoReturn

    from msgpedia.cli.parser import Parser

COMMANDS = {
    "lookup": "explain log lines",
    "show": "show one entry",
    "search": "search all entries",
    "decode": "what a value means: an error number, flags, a status",
    "match": "does a line come from a format string?",
    "check": "check the catalog, or some of its files",
    "new": "write a file for a new entry",
    "fmt": "put files of the catalog into canonical layout",
    "preview": "show how entries will look, before they are published",
    "build": "compile the catalog into build/",
    "bundle": "which bundle is in use, from where; install another",
    "translate": "translate the interface and the entries (PO files)",
    "changes": "what became of entries between two revisions",
    "harvest": "collect the format strings of a program's source or of a kernel",
    "drift": "what newer sources changed under the entries",
    "stats": "how much of logs and packs is documented, and what to document next",
    "completion": "print the completion script of a shell",
}
FEWER_COLLECTIONS = 50_000  # objects between two of them: a short command needs none
HELP = """usage: msgpedia COMMAND [OPTION…] [ARGUMENT…]

Explains the messages that open-source software prints.

options:
  -h, --help  show this help
  --version   show the version

commands:
{commands}

examples:
  journalctl -k | msgpedia lookup
  msgpedia lookup --summary /var/log/syslog
  msgpedia lookup --format jsonl --only documented /var/log/kern.log
  msgpedia show linux/mm/page-allocation-failure --lang ja
  msgpedia search 'page allocation'
  msgpedia decode errno -2
  msgpedia match --dialect printk '%s: order:%d' 'lvcreate: order:0'

'msgpedia COMMAND --help' tells more of a command.
"""


class InputError(Exception):
    """Something that the person who called has to mend: one line on stderr, exit status 2."""


class OutputError(Exception):
    """Standard output cannot be written; the message says why."""


def new_parser(name: str, description: str, examples: str) -> Parser:
    """The parser of a command, with examples below its options.

    argparse has its words translated by gettext, which takes longer to start than it does; errors are English here.
    """
    stand_in = type(sys)("gettext")
    vars(stand_in).update(gettext=str, ngettext=_counted)
    found = sys.modules.setdefault("gettext", stand_in)
    try:
        from msgpedia.cli.parser import Parser
    finally:
        if found is stand_in:
            del sys.modules["gettext"]
    return Parser(name, description, examples)


def _counted(one: str, many: str, count: int) -> str:
    return one if count == 1 else many


def terminal_width(default: int = 80) -> int:
    """The width of the terminal in columns: `$COLUMNS`, the terminal's own, or a default."""
    columns = os.environ.get("COLUMNS", "")[:9]
    if columns.isascii() and columns.isdigit() and int(columns) > 0:
        return int(columns)
    for stream in (1, 2, 0):
        try:
            return os.get_terminal_size(stream).columns or default
        except OSError:
            continue
    return default


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; the exit status. `arguments` are those of the process unless given."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    if sys.stderr is None:  # closed by the caller: what we would complain of there is lost, all else goes on
        sys.stderr = os.fdopen(os.open(os.devnull, os.O_WRONLY), "w")
    if sys.stdout is None:
        complain("msgpedia: standard output is closed")
        return 2
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    try:
        try:
            return _run(words)
        finally:
            sys.stdout.flush()
    except (InputError, BundleError) as error:
        command = f" {words[0]}" if words and words[0] in COMMANDS else ""
        complain(f"msgpedia{command}: {printable(str(error))}")
        return 2
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("msgpedia"):
            raise
        sys.stderr.write(
            f"msgpedia: this command needs {error.name}, which is not installed; 'pip install msgpedia' brings it"
            " (lookup, show, decode, match and bundle work without)\n"
        )
        return 2
    except BrokenPipeError:
        _forget_output()  # whoever read our output has gone; that is no error
        return 0
    except (OSError, OutputError) as error:
        _forget_output()
        complain(f"msgpedia: cannot write the output: {getattr(error, 'strerror', None) or error}")
        return 2
    except KeyboardInterrupt:
        return 130


def process() -> NoReturn:
    """`main` as a process, which ends without taking apart what it has in memory: of a large log that is much, and
    nobody would see a difference. Where several processes work together, as in `harvest`, it ends as usual.
    """
    gc.set_threshold(FEWER_COLLECTIONS)
    status = main()
    if "multiprocessing" in sys.modules:
        raise SystemExit(status)
    os._exit(status)  # what was written is flushed


def _forget_output() -> None:
    """See to it that nothing is flushed at exit to where nothing can be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


def complain(line: str) -> None:
    """Write a line to standard error, if that can be done."""
    try:
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def _run(words: list[str]) -> int:
    word = words[0] if words else ""
    if word in COMMANDS:
        command = __import__(f"msgpedia.cli.{word}", fromlist=["run"])  # importlib loads more than that
        status: int = command.run(words[1:])
        return status
    if word in ("-h", "--help"):
        width = max(map(len, COMMANDS))
        rows = [f"  {name:<{width}}  {text}" for name, text in COMMANDS.items()]
        sys.stdout.write(HELP.format(commands="\n".join(rows)))
        return 0
    if word == "--version":
        sys.stdout.write(f"msgpedia {__version__}\n")
        return 0
    if not words:
        problem = "which command?"
    elif word.startswith("-"):
        problem = f"unrecognized arguments: {printable(word)}"
    else:
        problem = f"there is no command {printable(word)!r}; there are {', '.join(COMMANDS)}"
    complain(f"msgpedia: {problem} (see 'msgpedia --help')")
    return 2


def printable(text: str) -> str:
    """A text with control characters shown as escapes, for messages on a terminal."""
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def add_language(parser: ArgumentParser) -> None:
    """`--lang`"""
    parser.add_argument(
        "--lang", metavar="LANG", help="language of explanations: ja, en, … (default: the locale's, else en)"
    )


def add_color(parser: ArgumentParser) -> None:
    """`--color`"""
    parser.add_argument(
        "--color",
        choices=("auto", "always", "never"),
        default="auto",
        help="default: on a terminal; NO_COLOR is honoured",
    )


def add_bundle(parser: ArgumentParser) -> None:
    """`--bundle`"""
    parser.add_argument("--bundle", metavar="FILE", help="use this bundle (msgpedia.json) and no other")


def language(chosen: str | None, offered: Sequence[str] = ()) -> str:
    """The language of explanations: the chosen one, else that of the locale (POSIX order), else English.

    Of the codes that are `offered` it is the one that is meant: `pt_BR.UTF-8` is `pt-BR`, else `pt`, else any `pt-…`.
    A locale whose language is not among them means English; who chose a language is told that there is no text in it.
    """
    variables = ("LC_ALL", "LC_MESSAGES", "LANG")
    value = chosen or next((found for name in variables if (found := os.environ.get(name))), "en")
    wanted = value.partition(".")[0].partition("@")[0].replace("_", "-").lower()
    code = wanted.partition("-")[0]
    if code in ("c", "posix"):
        return "en"
    for fits in (wanted.__eq__, code.__eq__, lambda other: other.startswith(f"{code}-")):
        for other in offered:
            if fits(other.lower()):
                return other
    return code if chosen or not offered else "en"


def use_color(chosen: str) -> bool:
    """Whether to colour standard output (https://no-color.org)."""
    if chosen == "auto":
        return not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and sys.stdout.isatty()
    return chosen == "always"

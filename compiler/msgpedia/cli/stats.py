"""`msgpedia stats [PATH…]`: how much of logs and packs is documented, and what to document next."""

from __future__ import annotations

import sys

from msgpedia import cli
from msgpedia.cli import bundles, packs
from msgpedia.cli.log_files import LogFiles
from msgpedia.cli.progress import Progress
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer
from msgpedia.stats import packed, rows, tables
from msgpedia.stats.counting import Counts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence
    from typing import Any

    from msgpedia.bundle.index import Index
    from msgpedia.cli.parser import Parser
    from msgpedia.packs.index import PackIndex

    Row = dict[str, Any]

DESCRIPTION = (
    "Says how much of some logs is documented, and which of the other messages matter most: by level, by the number of "
    "machines, by frequency; of packs, how much is documented by level and subsystem. What it prints has format "
    "strings of programs only, no text of the logs, unless --unknown asks for that."
)
EXAMPLES = """exit status: 0 there is something to document, 1 nothing was found, 2 usage or input error.

examples:
  msgpedia stats --pack linux-6.12.pack.json /var/log
  journalctl -k -o short-iso | msgpedia stats --pack linux-6.12.pack.json -
  msgpedia stats --format tsv --limit 0 --pack linux-6.12.pack.json logs/ > work.tsv
  msgpedia stats --unknown 20 /var/log/syslog
  msgpedia stats --pack linux-6.12.pack.json
"""
LIMIT = 20


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("stats", DESCRIPTION, EXAMPLES)
    parser.add_argument(
        "logs",
        nargs="*",
        metavar="PATH",
        help="logs, folders of logs; '-': standard input; none: only what is in the packs is counted",
    )
    parser.add_argument("--format", choices=("text", "json", "tsv"), default="text", help="default: text")
    parser.add_argument(
        "--limit", type=_number, metavar="N", default=LIMIT, help=f"list so many (default: {LIMIT}; 0: all)"
    )
    parser.add_argument(
        "--unknown",
        type=_number,
        metavar="N",
        default=0,
        help="list so many kinds of unknown lines too, numbers masked: text of the logs, so names of hosts and people"
        " may be in it (default: 0)",
    )
    parser.add_argument("--software", metavar="NAME", help="where lines without a header come from, e.g. linux")
    cli.add_bundle(parser)
    packs.add_packs(parser)
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Count and tell; 1 where nothing is there to document.

    Raises InputError for neither logs nor packs, and for a software that nobody knows.
    """
    options = parser().parse_intermixed_args(words)
    index = bundles.open_bundle(options.bundle)
    known = packs.open_packs(options.pack)
    if not options.logs and not known:
        raise cli.InputError("neither logs nor packs; '-' is standard input (see 'msgpedia stats --help')")
    try:
        engine = Engine(index, options.software, known)
    except KeyError:
        names = ", ".join(item["id"] for item in index.meta["software"])
        raise cli.InputError(f"the bundle has no software {options.software!r}; it has {names}") from None
    explainer = Explainer(engine, cli.language(options.lang, index.languages()))
    counts, failed = _counted(options, explainer) if options.logs else (None, False)
    found = rows.result(counts, _packed(index, known), explainer, options.limit, options.unknown)
    sys.stdout.write(_told(found, options, explainer))
    return 2 if failed else 0 if _anything(found) else 1


def _number(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
    if number < 0:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError(f"{text!r} is no whole number from 0 on")
    return number


def _counted(options: Namespace, explainer: Explainer) -> tuple[Counts, bool]:
    """What the logs hold, and whether some could not be read."""
    counts = Counts(explainer, options.unknown > 0)
    files = LogFiles("stats", options.logs)
    files.read(counts.next_file, counts.add)
    if files.passed_over:
        ending = " is" if files.passed_over == 1 else "s are"
        cli.complain(f"msgpedia stats: {files.passed_over} file{ending} no text and left out")
    return counts, files.failed


def _packed(index: Index, known: Sequence[PackIndex]) -> list[packed.Packed]:
    found = []
    for pack in known:
        with Progress(f"messages of {pack.software}", pack.meta["messages"]) as progress:
            found.append(packed.counted(index, pack, progress.at))
    return found


def _told(found: Row, options: Namespace, explainer: Explainer) -> str:
    if options.format == "json":
        return tables.as_json(found)
    if options.format == "tsv":
        return tables.as_tsv(found, options.limit)
    from msgpedia.lookup.terminal import Screen
    from msgpedia.stats.text import StatsText

    words = explainer.words
    screen = Screen(cli.terminal_width(), cli.use_color(options.color))
    return StatsText(words, screen, options.limit).text(found)


def _anything(found: Row) -> bool:
    """Whether there is something to document: in the logs; without logs, at the error levels of the packs."""
    if found["logs"] is not None:
        return bool(found["work"] or found.get("unknown"))
    return any(pack["errors"] > pack["errors_documented"] for pack in found["packs"])

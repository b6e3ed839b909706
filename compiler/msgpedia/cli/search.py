"""`msgpedia search WORDS`: full-text search over entries, Japanese and English."""

from __future__ import annotations

import sys

from msgpedia import cli
from msgpedia.cli import bundles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia search page allocation
  msgpedia search '"out of memory" cgroup'           # a phrase, and a word
  msgpedia search 物理ページ --lang ja
  msgpedia search --format jsonl nvme timeout
"""
DEFAULT_LIMIT = 20
LONGEST_SHOWN = 80  # characters of a query
HINT = "try other words, fewer of them, or only their beginnings; in quotes, a piece of a word is found as well"


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "search",
        "Searches all texts of all entries, Japanese and English. Phrases come before scattered words.",
        EXAMPLES,
    )
    parser.add_argument(
        "words", metavar="WORDS", nargs="+", help='words that an entry must have; "…" or 「…」 around a phrase'
    )
    parser.add_argument(
        "--limit", metavar="N", type=int, default=DEFAULT_LIMIT, help="show at most N entries (default: %(default)s)"
    )
    parser.add_argument("--format", choices=("text", "jsonl"), default="text", help="jsonl: one object for each entry")
    cli.add_bundle(parser)
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Search; 1 where nothing was found.

    Raises InputError for a limit below 1, and a query without a word.
    """
    options = parser().parse_args(words)
    if options.limit < 1:
        raise cli.InputError("--limit takes a number from 1 on")
    from msgpedia.lookup.rows import encode
    from msgpedia.lookup.search import Searcher
    from msgpedia.lookup.search_query import Query
    from msgpedia.lookup.search_text import SearchOutput, search_row
    from msgpedia.lookup.words import Words

    query = " ".join(options.words)
    if not Query(query).needles:
        raise cli.InputError("there is no word to search for in that; a word has letters or digits")
    index = bundles.open_bundle(options.bundle)
    language = cli.language(options.lang, index.languages())
    result = Searcher(index, language).search(query, options.limit)
    if not result.found:
        sys.stderr.write(f"msgpedia search: no entry has {_short(query)!r}; {HINT}\n")
        return 1
    color, width = cli.use_color(options.color), cli.terminal_width()
    output = SearchOutput(Words(index.interface(language), index.locale(language)), language, width, color)
    if options.format == "jsonl":
        for notice in output.notices(result):
            sys.stderr.write(f"msgpedia search: {notice}\n")
        for each in result.found:
            sys.stdout.write(f"{encode(search_row(each, language))}\n")
    else:
        sys.stdout.write(output.text(result))
    return 0


def _short(query: str) -> str:
    """A query as it is shown in a message."""
    return cli.printable(query if len(query) <= LONGEST_SHOWN else f"{query[:LONGEST_SHOWN]}…")

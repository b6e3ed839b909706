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
  msgpedia search '"out of memory" cgroup'          # a phrase, and a word
  msgpedia search 物理ページ --lang ja
  msgpedia search --format jsonl nvme timeout
"""
DEFAULT_LIMIT = 20


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
    from msgpedia.lookup.search import Searcher, needles_of
    from msgpedia.lookup.search_text import search_row, search_text

    query = " ".join(options.words)
    if not needles_of(query):
        raise cli.InputError("there is no word to search for in that; a word has letters or digits")
    index, language = bundles.open_bundle(options.bundle), cli.language(options.lang)
    result = Searcher(index, language).search(query)
    if not result.found:
        sys.stderr.write(
            f"msgpedia search: no entry has {cli.printable(query)!r}; try fewer words, or the beginning of a word\n"
        )
        return 1
    if options.format == "jsonl":
        for each in result.found[: options.limit]:
            sys.stdout.write(f"{encode(search_row(each, language))}\n")
        return 0
    color, width = cli.use_color(options.color), cli.terminal_width()
    sys.stdout.write(search_text(result, options.limit, index.interface(language), language, width, color))
    return 0

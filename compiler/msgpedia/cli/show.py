"""`msgpedia show ENTRY`: one entry, by id, former id, `mid` or message id."""

from __future__ import annotations

import sys

from msgpedia import cli
from msgpedia.cli import bundles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia show linux/mm/page-allocation-failure
  msgpedia show 482 --lang ja
  msgpedia show linux:6c2b0f9b34
"""


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("show", "Shows one entry of the catalog.", EXAMPLES)
    parser.add_argument("entry", metavar="ENTRY", help="an id, a former id, a mid (a number), or a message id")
    cli.add_bundle(parser)
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Show an entry; 1 where there is none."""
    options = parser().parse_args(words)
    index = bundles.open_bundle(options.bundle)
    from msgpedia.lookup.entry_text import entry_text

    language = cli.language(options.lang)
    found = index.entries_named(options.entry)
    for number in found:
        sys.stdout.write(
            entry_text(
                index.entry(number),
                index.interface(language),
                language,
                cli.terminal_width(),
                cli.use_color(options.color),
            )
        )
    if not found:
        name = cli.printable(options.entry)
        cli.complain(f"msgpedia show: there is no entry {name!r}; 'msgpedia search' finds entries by words")
    return 0 if found else 1

"""`msgpedia show ENTRY`: one entry, by id, former id, `mid` or message id; or a message of a pack."""

from __future__ import annotations

import sys

from msgpedia import cli
from msgpedia.cli import bundles, packs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgpedia.cli.parser import Parser
    from msgpedia.lookup.words import Words
    from msgpedia.packs.index import PackIndex

EXAMPLES = """examples:
  msgpedia show linux/mm/page-allocation-failure
  msgpedia show 482 --lang ja
  msgpedia show linux:6c2b0f9b34
  msgpedia show linux:0123456789 --pack linux-6.12.pack.json
"""


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("show", "Shows one entry of the catalog.", EXAMPLES)
    parser.add_argument("entry", metavar="ENTRY", help="an id, a former id, a mid (a number), or a message id")
    cli.add_bundle(parser)
    packs.add_packs(parser)
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Show an entry, or a message of a pack that no entry explains; 1 where there is none, or it was withdrawn."""
    options = parser().parse_args(words)
    index = bundles.open_bundle(options.bundle)
    chosen = [packs.open_pack(path) for path in options.pack]  # each must be sound, also where an entry is shown
    from msgpedia.lookup.entry_text import entry_text, withdrawn_text
    from msgpedia.lookup.words import Words

    language = cli.language(options.lang, index.languages())
    interface = Words(index.interface(language), index.locale(language))
    found = index.entries_named(options.entry)
    width, color = cli.terminal_width(), cli.use_color(options.color)
    for number in found:
        sys.stdout.write(entry_text(index.entry(number), interface, language, width, color, options.entry))
    if found or _show_packed(options.entry, chosen, interface, width, color):
        return 0
    name, gone = options.entry, index.withdrawn(options.entry)
    if gone is not None and (now := index.entries_named(gone.get("see", ""))):
        gone["see"] = index.entry(now[0])["id"]  # which may have been renamed since
    reason = (
        withdrawn_text(gone, interface, language)
        if gone is not None
        else f"there is no entry {cli.printable(name)!r}; 'msgpedia search' finds entries by words"
    )
    cli.complain(f"msgpedia show: {cli.printable(reason)}")
    return 1


def _show_packed(name: str, chosen: Sequence[PackIndex], interface: Words, width: int, color: bool) -> bool:
    """Show the messages of packs that have an id; whether there are some."""
    if ":" not in name:
        return False
    from msgpedia.lookup.pack_text import message_text

    shown = False
    for index in packs.with_installed(chosen):
        for message in index.messages_named(name):
            sys.stdout.write(("\n" if shown else "") + message_text(message, index.meta, interface, width, color))
            shown = True
    return shown

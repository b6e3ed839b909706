"""`msgpedia decode KIND VALUE`: what a value means, by the tables of the bundle."""

from __future__ import annotations

import re
import sys

from msgpedia import cli
from msgpedia.cli import bundles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Sequence

    from msgpedia.bundle.index import Index
    from msgpedia.cli.parser import Parser
    from msgpedia.decoding.decode import Versions
    from msgpedia.decoding.model import Row
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words

EXAMPLES = """examples:
  msgpedia decode                                     # the kinds of values that there are
  msgpedia decode errno                               # all error numbers
  msgpedia decode errno -2 EAGAIN
  msgpedia decode gfp-flags 0x2280 --versions 3.10
  msgpedia decode ata-status '{ DRDY ERR }'           # a value with blanks is quoted
  msgpedia decode systemd-exit-status 203/EXEC --lang ja
"""
LONGEST_SHOWN = 80  # characters of a kind
MOST_SUGGESTED = 4
_VERSION = r"[0-9](?:\.?[0-9A-Za-z+~_-])*"
_VERSIONS = re.compile(rf"(?P<one>{_VERSION})|(?P<first>{_VERSION})?\.\.(?P<last>{_VERSION})?")


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser(
        "decode",
        "Tells what a value means: an error number, flags, a status. KIND alone shows its table, no KIND lists all.",
        EXAMPLES,
    )
    parser.add_argument("kind", metavar="KIND", nargs="?", help="what the value is, such as errno")
    parser.add_argument("values", metavar="VALUE", nargs="*", help="a number, a name, or what a log has in its place")
    parser.add_argument(
        "--versions",
        metavar="VERSIONS",
        help="of the software, where values differ by version: 5.10, 4.4..5.10 or 4.4.. (default: all)",
    )
    parser.add_argument(
        "--radix",
        choices=(8, 10, 16),
        type=int,
        help="how numbers are read that have no 0x (default: as programs print such values)",
    )
    parser.add_argument("--format", choices=("text", "json"), default="text", help="json: one object for each value")
    cli.add_bundle(parser)
    cli.add_language(parser)
    cli.add_color(parser)
    return parser


def run(words: list[str]) -> int:
    """Tell what values mean; 1 where none of them is in the table.

    Raises InputError for a kind that there is not, and for versions that are none.
    """
    own = parser()
    options = own.parse_args(own.options_first(words))
    versions = _versions(options.versions)
    index = bundles.open_bundle(options.bundle)
    from msgpedia.lookup.terminal import Screen
    from msgpedia.lookup.words import Words

    language = cli.language(options.lang, index.languages())
    interface = Words(index.interface(language), index.locale(language))
    screen = Screen(cli.terminal_width(), cli.use_color(options.color))
    if options.kind is None:
        return _list(index, options, language, screen)
    table = index.decoder(options.kind)
    if table is None:
        raise cli.InputError(_no_kind(options.kind, index.meta["decoders"]))
    if not options.values:
        return _show(table, options, versions, (interface, language, screen))
    return _decode(index, table, options, versions, (interface, language, screen))


def _list(index: Index, options: Namespace, language: str, screen: Screen) -> int:
    """All kinds; 1 where the bundle has none."""
    from msgpedia.decoding.table_text import kinds_text
    from msgpedia.decoding.text import picked
    from msgpedia.lookup.rows import encode

    kinds = [(kind, table) for kind in index.meta["decoders"] if (table := index.decoder(kind)) is not None]
    if options.format == "json":
        for kind, table in kinds:
            sys.stdout.write(f"{encode({'kind': kind, 'name': picked(table['name'], language)})}\n")
    else:
        sys.stdout.write(kinds_text(kinds, language, screen))
    return 0 if kinds else 1


def _show(table: Row, options: Namespace, versions: Versions, output: tuple[Words, str, Screen]) -> int:
    """All of a table; as JSON as the bundle has it."""
    from msgpedia.decoding.table_text import TableOutput
    from msgpedia.lookup.rows import encode

    if options.format == "json":
        sys.stdout.write(f"{encode({'kind': options.kind, 'table': table})}\n")
    else:
        sys.stdout.write(TableOutput(table, *output).text(options.kind, versions))
    return 0


def _decode(index: Index, table: Row, options: Namespace, versions: Versions, output: tuple[Words, str, Screen]) -> int:
    """The meaning of each value, a block or an object each."""
    from msgpedia.decoding.decode import decode
    from msgpedia.decoding.model import Reading
    from msgpedia.decoding.table_text import tables_of
    from msgpedia.decoding.value_text import ValueOutput, value_row
    from msgpedia.lookup.rows import encode

    interface, language, _ = output
    # Of a version for which there is no table, nothing is known, and it cannot be said that a value means nothing.
    lacking = "table" in table and not tables_of(table, versions)
    found = False
    for number, value in enumerate(options.values):
        readings = [] if lacking else decode(index.decoder, options.kind, value, options.radix, versions)
        found |= any(part.known for reading in readings for part in reading.parts)
        if options.format == "json":
            sys.stdout.write(f"{encode(value_row(options.kind, value, readings, interface, language))}\n")
            continue
        writer = ValueOutput(table, *output)
        block = writer.without_table(value, Reading([], *versions), tables_of(table)) if lacking else ""
        sys.stdout.write(("\n" if number else "") + (block or writer.text(value, readings)))
    return 0 if found else 1


def _versions(text: str | None) -> Versions:
    """A version, or a range with both ends inclusive."""
    if text is None:
        return None, None
    from msgpedia.decoding.decode import version_key

    match = _VERSIONS.fullmatch(text)
    if match is None or text == "..":
        raise cli.InputError(f"--versions takes a version such as 5.10, or a range as 4.4..5.10, not {text[:80]!r}")
    if match["one"] is not None:
        return match["one"], match["one"]
    first, last = match["first"], match["last"]
    if first is not None and last is not None and version_key(first) > version_key(last):
        raise cli.InputError(f"--versions ends before it begins: {text[:80]!r}")
    return first, last


def _no_kind(kind: str, known: Sequence[str]) -> str:
    """That there is no such kind, and which may be meant."""
    from difflib import get_close_matches

    short = kind[:LONGEST_SHOWN]
    plain = re.sub(r"[\s_]", "-", short.lower())
    near = [name for name in known if plain and plain in name] or get_close_matches(plain, known, MOST_SUGGESTED)
    hint = f"did you mean {' or '.join(near[:MOST_SUGGESTED])}?" if near else "'msgpedia decode' lists them"
    return f"there is no kind {short!r}; {hint}"

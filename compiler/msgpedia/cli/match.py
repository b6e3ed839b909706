"""`msgpedia match FORMAT [LINE]`: does a line come from a format string?"""

from __future__ import annotations

import json
import sys
from io import FileIO

from msgpedia import cli

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from msgpedia.cli.parser import Parser
    from msgpedia.matching.matcher import Matcher

EXAMPLES = """examples:
  msgpedia match '%s: order:%d' 'lvcreate: order:0'
  msgpedia match --dialect printk 'IPv4: martian source %pI4 from %pI4, on dev %s' < bodies.txt
  msgpedia match --dialect brace 'took {:.2f} s' 'took 0.25 s'
"""


def parser() -> Parser:
    """The words of the command."""
    from msgpedia.formats import DIALECTS

    parser = cli.new_parser("match", "Tells for each line whether it comes from a format string, as JSON.", EXAMPLES)
    parser.add_argument(
        "--dialect",
        default="printf",
        metavar="D",
        help=f"the grammar of the format string: {', '.join(DIALECTS)} (default: printf)",
    )
    parser.add_argument("format", metavar="FORMAT", help="a format string")
    parser.add_argument(
        "line", metavar="LINE", nargs="?", help="a body, without a header; else each line of standard input"
    )
    return parser


def run(words: list[str]) -> int:
    """Match lines with one format string; 0 where all matched, else 1."""
    options = parser().parse_args(words)
    matchers = _matchers(options.dialect, options.format)
    if options.line is not None:
        # What the shell passes may be no UTF-8; it is read as bytes of a log are.
        line = options.line.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        return _match(matchers, [line])
    from msgpedia.logs.lines import blocks

    status = 0
    for lines in blocks(FileIO(0, closefd=False)):
        status |= _match(matchers, (line if isinstance(line, str) else line.text for line in lines))
        sys.stdout.flush()
    return status


def _matchers(dialect: str, format_string: str) -> list[Matcher]:
    """A matcher for each line of a format string. Raises InputError where the format string is not one."""
    from msgpedia import formats
    from msgpedia.matching.matcher import Matcher
    from msgpedia.matching.planner import HoleTable, plan

    if dialect not in formats.DIALECTS:
        raise cli.InputError(f"there is no dialect {dialect!r}; there are {', '.join(formats.DIALECTS)}")
    try:
        template = formats.parse(dialect, format_string)
    except formats.FormatError as error:
        raise cli.InputError(f"at character {error.start + 1} of the format string: {error.message}") from error
    table = HoleTable()
    programs = [table.program(program) for program in plan(template)] or [{"tokens": []}]
    return [Matcher(program, table.rows()) for program in programs]


def _match(matchers: list[Matcher], lines: Iterable[str]) -> int:
    status = 0
    for line in lines:
        captures = next((found for matcher in matchers if (found := matcher.match(line)) is not None), None)
        if captures is None:
            status = 1
        sys.stdout.write(json.dumps({"matched": captures is not None, "captures": captures or []}) + "\n")
    return status

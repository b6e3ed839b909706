"""The parser of a command's words: argparse, in our layout. Imported by commands only, as it costs time to start."""

from __future__ import annotations

import argparse
import re
import sys
from itertools import islice

from msgpedia.cli import COMMANDS, terminal_width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

HELP_WIDTH = 100
_OTHERS = "－‐‑‒–—―−ー"
_OTHER_HYPHENS = rf"(?P<hyphens>[-{_OTHERS}]{{1,2}})(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:=.*)?\Z"


class Parser(argparse.ArgumentParser):
    """The parser of the command `name`, with examples below its options; it tells an error in one line."""

    def __init__(self, name: str, description: str, examples: str) -> None:
        super().__init__(
            prog=f"msgpedia {name}",
            description=description,
            epilog=examples,
            formatter_class=_formatter,
            allow_abbrev=False,
        )

    def parse_known_args(  # type: ignore[no-untyped-def,override]
        self, args: Sequence[str] | None = None, namespace: argparse.Namespace | None = None
    ):
        """As argparse's, but an option with hyphens that are none is an error, and no argument."""
        words = sys.argv[1:] if args is None else list(args)
        for word in words[: words.index("--") if "--" in words else None]:
            self._refuse_other_hyphens(word)
        return super().parse_known_args(words, namespace)

    def options_first(self, words: Sequence[str]) -> list[str]:
        """The words in an order that argparse reads where arguments may begin with a hyphen, as `-2` and `-ENOENT` do.

        Options stand before `--`, arguments behind it. What looks like a long option stays one, so that a slip is told.
        """
        options: list[str] = []
        arguments: list[str] = []
        rest = iter(words)
        for word in rest:
            if word == "--":
                arguments += rest
                break
            action = self._option_string_actions.get(word.partition("=")[0]) if word[:1] == "-" else None
            if action is None and not re.match("--[A-Za-z]", word):
                self._refuse_other_hyphens(word)
                arguments.append(word)
                continue
            options.append(word)
            if action is not None and action.nargs != 0 and "=" not in word:
                options += islice(rest, 1)
        return [*options, "--", *arguments]

    def _refuse_other_hyphens(self, word: str) -> None:
        """Japanese keyboards write `－－format`, and word processors make a dash of two hyphens."""
        if not any(char in _OTHERS for char in word[:2]):
            return
        found = re.match(_OTHER_HYPHENS, word, re.DOTALL)
        if found is None:
            return
        option = f"{'--' if len(found['name']) > 1 else '-'}{found['name']}"
        other = next((char for char in found["hyphens"] if char != "-"), "")
        if other and option in self._option_string_actions:
            self.error(f"{word!r} begins with {other!r}, which is no hyphen: write {option}")

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message} (see '{self.prog} --help')\n")


def _formatter(prog: str) -> argparse.RawDescriptionHelpFormatter:
    return argparse.RawDescriptionHelpFormatter(prog, max_help_position=30, width=min(terminal_width(), HELP_WIDTH))


def whole() -> argparse.ArgumentParser:
    """The parser of all commands, for what is made from it: completion scripts, and the test of the man page."""
    from importlib import import_module

    parser = argparse.ArgumentParser(prog="msgpedia", description="Explains messages of open-source software.")
    parser.add_argument("--version", action="version", version="msgpedia", help="show the version")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for name, text in COMMANDS.items():
        command = import_module(f"msgpedia.cli.{name}").parser()
        commands.add_parser(name, parents=[command], add_help=False, help=text, description=command.description)
    return parser

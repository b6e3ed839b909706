"""`msgpedia completion SHELL`: the completion script of a shell. The scripts are data, made by `scripts/completion`."""

from __future__ import annotations

import os
import sys

from msgpedia import cli

TYPE_CHECKING = False
if TYPE_CHECKING:
    from msgpedia.cli.parser import Parser

EXAMPLES = """examples:
  msgpedia completion bash > ~/.local/share/bash-completion/completions/msgpedia
  msgpedia completion zsh > ~/.zfunc/_msgpedia        # with ~/.zfunc in fpath
  msgpedia completion fish > ~/.config/fish/completions/msgpedia.fish
"""
SHELLS = {"bash": "msgpedia", "zsh": "_msgpedia", "fish": "msgpedia.fish"}  # the name that each shell looks for
FOLDER = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "completion")


def parser() -> Parser:
    """The words of the command."""
    parser = cli.new_parser("completion", "Prints the script that lets a shell complete commands.", EXAMPLES)
    parser.add_argument("shell", choices=tuple(SHELLS), metavar="SHELL", help=", ".join(SHELLS))
    return parser


def run(words: list[str]) -> int:
    """Print a script."""
    options = parser().parse_args(words)
    with open(os.path.join(FOLDER, options.shell, SHELLS[options.shell]), encoding="utf-8") as file:
        sys.stdout.write(file.read())
    return 0

"""`msgpedia bundle info`: which bundle is in use, and from where."""

from __future__ import annotations

import json
import sys

from msgpedia import cli
from msgpedia.bundle import store
from msgpedia.cli import bundles

EXAMPLES = """examples:
  msgpedia bundle info
  msgpedia bundle info --bundle /media/usb/msgpedia.json --format json
"""


def run(words: list[str]) -> int:
    """Tell about the bundle in use."""
    parser = cli.new_parser("bundle", "Tells which bundle is in use, and from where.", EXAMPLES)
    parser.add_argument("action", choices=("info",), help="info: where the bundle is and what it holds")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    cli.add_bundle(parser)
    options = parser.parse_args(words)
    path = bundles.locate(options.bundle)
    facts = store.describe(bundles.open_bundle(path), path)
    if options.format == "json":
        sys.stdout.write(json.dumps(facts, ensure_ascii=False, indent=2) + "\n")
        return 0
    for name, value in facts.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        sys.stdout.write(f"{name:<10} {cli.printable(str(shown))}\n")
    return 0

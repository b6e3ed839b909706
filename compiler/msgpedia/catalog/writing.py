"""Values → YAML as the catalog spells them, and small changes to a file's text that leave all else as it is.

Who writes into the catalog (`new`, `fmt`, `check --fix`, `translate import`) writes with these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from msgpedia.catalog.plain_scalars import misread
from msgpedia.catalog.sources import FORBIDDEN

# What a plain scalar may not begin with (YAML 1.2.2, 7.3.3), or hold: the ends of a key and of a text before a comment.
_INDICATOR = re.compile(r"-(?:\s|\Z)|[?:,\[\]{}#&*!|>'\"%@`]|---|\.\.\.")
_OLD_TAGS = ("<<", "=")  # YAML 1.1 merges and takes the default value there
_ENDS_PLAIN = re.compile(r":(?:\s|\Z)|\s#|\A\s|\s\Z|[\t\n]")
_ENDS_PLAIN_IN_FLOW = re.compile(r"[,\[\]{}:]")
_UNQUOTABLE = re.compile(r"[\n\t]|" + FORBIDDEN.pattern)  # what single quotes cannot hold, or not for a reader to see
_ESCAPED = re.compile(r'[\\"]|' + _UNQUOTABLE.pattern)
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


class Edit(NamedTuple):
    """Put `text` where the code points from `start` to `end` (from 0) of a file's text stand."""

    start: int
    end: int
    text: str


def edited(text: str, edits: Iterable[Edit]) -> str:
    """A text with all edits made. Raises ValueError where two of them overlap or one lies outside."""
    parts = []
    last = 0
    for start, end, replacement in sorted(edits):
        if not last <= start <= end <= len(text):
            raise ValueError("edits overlap")
        parts += [text[last:start], replacement]
        last = end
    return "".join([*parts, text[last:]])


def scalar(text: str, *, indent: int = 0, flow: bool = False, quoted: bool = False, block: bool = False) -> str:
    """A text as a YAML scalar that every reader takes for this very text.

    Plain where that is safe, else in single quotes, in double quotes where it has a single quote or needs an escape.
    `flow` is for a value inside of `[]` or `{}`, `quoted` for one that has quotes in any case (format strings, log
    lines, addresses), `block` for Markdown: a literal block, its lines behind `indent` blanks, which must be two more
    than its key has. A block ends without a line end.
    """
    if block and not FORBIDDEN.search(text) and text.strip():
        return _literal(text, indent)
    only_single = "'" in text and '"' not in text and "\\" not in text
    if _UNQUOTABLE.search(text) or (only_single and (quoted or not _is_plain(text, flow))):
        return '"' + _ESCAPED.sub(_escape, text) + '"'
    if quoted or not _is_plain(text, flow):
        return "'" + text.replace("'", "''") + "'"
    return text


def _is_plain(text: str, flow: bool) -> bool:
    if not text or text in _OLD_TAGS or misread(text) or _INDICATOR.match(text) or _ENDS_PLAIN.search(text):
        return False
    return not (flow and _ENDS_PLAIN_IN_FLOW.search(text))


def _escape(found: re.Match[str]) -> str:
    char = found.group()
    number = ord(char)
    if number > 0xFFFF:
        return f"\\U{number:08x}"
    return _ESCAPES.get(char) or (f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}")


def _literal(text: str, indent: int) -> str:
    """`|`, its indentation where the first line begins with blanks, and what becomes of the line ends at its end."""
    content = text.rstrip("\n")
    ends = len(text) - len(content)
    lines = content.split("\n")
    first = next(line for line in lines if line.strip(" "))
    width = "2" if first.startswith(" ") or not lines[0].strip(" ") else ""
    keep = "" if ends == 1 else "-" if ends == 0 else "+"
    margin = " " * indent
    rows = [margin + line if line.strip(" ") or line else line for line in lines]
    return "\n".join([f"|{width}{keep}", *rows, *[""] * max(0, ends - 1)])

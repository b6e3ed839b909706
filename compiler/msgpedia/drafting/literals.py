r"""Pieces of source code: tokens, and string literals put together as a compiler would.

group   = { level } piece { piece }       (`KERN_ERR "abc" "def"`, `"%" PRIu64 " bytes"`)
piece   = string | macro
string  = '"…"' | "'…'" | "`…`"           (the last without escapes, as in Go)
macro   = a name of `MACROS`, which stands for a conversion
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from msgpedia.drafting.model import DraftError

_TOKEN = re.compile(
    r"""(?P<space>\s+|\\\n|//[^\n]*|/\*.*?\*/)
      | (?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`)
      | (?P<name>[A-Za-z_]\w*)
      | (?P<number>[0-9][\w.]*)
      | (?P<sign>->|::|.)""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(
    r"\\(?:x(?P<hex>[0-9A-Fa-f]{1,2})|u(?P<short>[0-9A-Fa-f]{4})|U(?P<long>[0-9A-Fa-f]{8})"
    r"|(?P<octal>[0-7]{1,3})|(?P<newline>\n)|(?P<char>.))",
    re.DOTALL,
)
_ESCAPES = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "e": "\x1b"}
_FIXED_SIZE = re.compile(r"PRI([diouxX])(?:LEAST|FAST)?(8|16|32|64|MAX|PTR)")
_SIZES = {"8": "hh", "16": "h", "32": "", "64": "l", "MAX": "j", "PTR": "l"}  # 64-bit Linux, <inttypes.h>

# Macros that stand for a conversion, less those of <inttypes.h>: GLib's (gtypes.h) and systemd's (format-util.h).
MACROS = {
    "G_GINT64_FORMAT": "li",
    "G_GUINT64_FORMAT": "lu",
    "G_GSIZE_FORMAT": "lu",
    "G_GSSIZE_FORMAT": "li",
    "G_GINT32_FORMAT": "i",
    "G_GUINT32_FORMAT": "u",
    "PID_FMT": "%i",
    "UID_FMT": "%u",
    "GID_FMT": "%u",
    "USEC_FMT": "%lu",
}


@dataclass(frozen=True, slots=True)
class Token:
    """A token: `space`s are left out. `start` and `end` are offsets in code points."""

    kind: str
    text: str
    start: int
    end: int


def tokens(text: str) -> list[Token]:
    """The tokens of a piece of source code; what is no token of any language is a sign of one character."""
    return [
        Token(match.lastgroup or "", match.group(), match.start(), match.end())
        for match in _TOKEN.finditer(text)
        if match.lastgroup != "space"
    ]


def is_literal(token: Token) -> bool:
    """Whether a token is a string, and no character constant of C."""
    return token.kind == "string" and not (token.text[0] == "'" and len(unescaped(token.text[1:-1])) == 1)


def value(token: Token) -> str:
    """The text that a string literal stands for."""
    return token.text[1:-1] if token.text[0] == "`" else unescaped(token.text[1:-1])


def unescaped(text: str) -> str:
    """A text with the escapes of C, Python, Go and Rust read."""
    return _ESCAPE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    digits = match["hex"] or match["short"] or match["long"]
    if digits or match["octal"]:
        number = int(digits, 16) if digits else int(match["octal"], 8)
        return chr(number) if number < 0x110000 else match.group()
    return "" if match["newline"] else _ESCAPES.get(match["char"], match["char"])


def expansion(name: str) -> str | None:
    """The text of a macro that stands for a conversion or its letter, or None."""
    found = _FIXED_SIZE.fullmatch(name)
    return _SIZES[found[2]] + found[1] if found else MACROS.get(name)


def group(found: list[Token], start: int, source: str) -> tuple[str, int]:
    """The text of the literals and macros from a token on, and the number of the token behind them.

    Raises DraftError for a macro whose text nobody here knows.
    """
    parts = []
    place = start
    while place < len(found):
        token = found[place]
        if is_literal(token):
            parts.append(value(token))
        elif token.kind == "name" and (text := expansion(token.text)) is not None:
            parts.append(text)
        elif token.kind == "name":
            raise unknown_macro(token, source)
        else:
            break
        place += 1
    return "".join(parts), place


def unknown_macro(token: Token, source: str) -> DraftError:
    """The error for a macro beside a string."""
    message = f"`{token.text[:60]}` is a macro whose text is not in the piece of source"
    hint = f"write what {token.text[:60]} stands for in its place, in quotes; its #define tells"
    return DraftError(message, hint, source, token.start, token.end)

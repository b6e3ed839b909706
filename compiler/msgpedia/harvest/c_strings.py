r"""What C string literals hold.

    literal = '"' { character | escape } '"'
    escape  = "\" ( one of ' " ? \ a b e f n r t v | octal | "x" hexadecimal | "u" 4 digits | "U" 8 digits | line end )

Source: ISO/IEC 9899:2024 6.4.4.5 and 6.4.5; `\e` is GNU C's.
"""

from __future__ import annotations

import re

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\r?\n)|(.))", re.DOTALL)
_NAMED = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_BYTES = re.compile("[\x80-\xff]{2,}")


def decoded(literal: str) -> str:
    """The text of a literal with its quotes."""
    body = literal[1:-1]
    if "\\" not in body:
        return body
    text = _ESCAPE.sub(_unescape, body)
    return _BYTES.sub(_utf8, text) if "\\x" in body or "\\2" in body or "\\3" in body else text


def _unescape(match: re.Match[str]) -> str:
    octal, hexadecimal, short, long, line_end, char = match.groups()
    if char is not None:
        return _NAMED.get(char, char)
    if line_end is not None:
        return ""
    if octal is not None:
        return chr(int(octal, 8) & 0xFF)
    if hexadecimal is not None:
        return chr(int(hexadecimal, 16) & 0xFF)
    number = int(short or long, 16)
    return chr(number) if number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _utf8(match: re.Match[str]) -> str:
    """Bytes that were spelled as escapes, read as the UTF-8 they are."""
    try:
        return match.group().encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match.group()

r"""What C string literals hold.

    literal = '"' { character | escape } '"'
    escape  = "\" ( one of ' " ? \ a b e f n r t v | octal | "x" hexadecimal | "u" 4 digits | "U" 8 digits | line end )

Source: ISO/IEC 9899:2024 6.4.4.5 and 6.4.5; `\e` is GNU C's.
"""

from __future__ import annotations

import re

LITERAL = re.compile(r'"(?:[^"\\\n]|\\.)*"', re.DOTALL)
_ESCAPE = re.compile(
    r"((?:\\(?:[23][0-7]{2}|x[89A-Fa-f][0-9A-Fa-f](?![0-9A-Fa-f])))+)"
    r"|\\(?:([0-7]{1,3})|x([0-9A-Fa-f]+)|u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(\r?\n)|(.))",
    re.DOTALL,
)
_NAMED = {"a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_BYTE = re.compile(r"\\(?:([0-7]{3})|x([0-9A-Fa-f]{2}))")


def decoded(literal: str) -> str:
    """The text of a literal with its quotes."""
    body = literal[1:-1]
    if "\\" not in body:
        return body
    return _ESCAPE.sub(_unescape, body)


def _unescape(match: re.Match[str]) -> str:
    several, octal, hexadecimal, short, long, line_end, char = match.groups()
    if several is not None:
        return _utf8(bytes(int(byte[1], 8) if byte[1] else int(byte[2], 16) for byte in _BYTE.finditer(several)))
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


def _utf8(data: bytes) -> str:
    """Bytes that were spelled as escapes, read as the UTF-8 they are; else each as its character of Latin-1."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def encoded(text: str) -> str:
    """A literal that holds a text."""
    plain = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f]", lambda match: f"\\{ord(match.group()):03o}", plain) + '"'

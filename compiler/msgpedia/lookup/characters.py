r"""Text that others wrote, made fit for a terminal: no control character is left, and its columns are known.

Nothing that a log line or a bundle says reaches a terminal but through `clean`.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import re

# What a terminal may obey, or shows in another order or not at all: C0 (but the tab), DEL, C1, soft hyphen, bidi
# controls, invisible marks, line and paragraph separators, lone surrogates, tags (Unicode 15, categories Cc, Cf, Cs, Zl
# and Zp; the joiners U+200C and U+200D and visible signs of category Cf are text).
UNSAFE = (
    "\x00-\x08\x0a-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f"
)
_LONGEST_RUN = 4  # of the same escape; a longer one is counted, as blocks of NULs in real logs are

ELLIPSIS = "…"


def clean(text: str) -> str:
    r"""The text with everything that a terminal might obey shown as an escape such as `\x1b`; a tab becomes a blank."""
    if text.isprintable():
        return text
    text = text.replace("\t", " ")
    if text.isprintable():
        return text
    import re

    return re.sub(f"([{UNSAFE}])\\1*", _escape, text)


def clean_line(line: str) -> str:
    """As `clean`, with tabs expanded to stops of eight columns."""
    if line.isprintable():
        return line
    return clean(line.expandtabs(8) if "\t" in line else line)


def clean_format(text: str) -> str:
    r"""A format string as its source spells it, line ends as `\n` and tabs as `\t`."""
    return clean(text.replace("\n", "\\n").replace("\t", "\\t"))


def _escape(match: re.Match[str]) -> str:
    code = ord(match.group(1))
    number = len(match.group())
    escape = f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    return escape * number if number <= _LONGEST_RUN else f"{escape}×{number}"


def columns(text: str) -> int:
    """How many columns a clean text takes: wide ones (East Asian W and F) two, combining ones none, others one."""
    return len(text) if text.isascii() else sum(map(_COLUMNS.__getitem__, text))


class _Columns(dict[str, int]):
    """Character → columns, as they come to be asked for (UAX #11)."""

    def __missing__(self, char: str) -> int:
        if "\u30a0" < char <= "\u30ff" or "\u4e00" <= char <= "\u9fff" or "\u3041" <= char <= "\u3096":
            found = 2  # nearly all that Japanese is made of, without a look at the table
        else:
            from unicodedata import category, east_asian_width

            found = 0 if category(char) in ("Mn", "Me", "Cf") else 2 if east_asian_width(char) in "WF" else 1
        if len(self) < _MOST_KEPT:
            self[char] = found
        return found


_MOST_KEPT = 20_000
_COLUMNS = _Columns({chr(code): 1 for code in range(0x20, 0x7F)})
_COLUMNS.update(dict.fromkeys("　、。「」『』・〜（），．：；！？／＝％＋", 2))


def fit(text: str, width: int) -> str:
    """A clean text cut to a width in columns, the cut marked with `…`."""
    if columns(text) <= width:
        return text
    used = 0
    for place, char in enumerate(text):
        used += _COLUMNS[char]
        if used > width - 1:
            return text[:place].rstrip(" ") + ELLIPSIS
    return text


def padded(text: str, width: int) -> str:
    """A clean text with blanks behind it up to a width in columns."""
    return text + " " * (width - columns(text))

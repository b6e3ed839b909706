"""The bytes of a catalog file, and from them the text that YAML is read from.

Whatever a pull request can put there is a finding with its own code: no traceback, no hang, little memory.
"""

from __future__ import annotations

import os
import re
import stat
from itertools import islice
from pathlib import Path

from msgpedia.diagnostics import Diagnostic, Replacement, Span, report

MOST_BYTES = 128 * 1024  # of a file; the longest real entry has some 20,000

# Characters that no text of a catalog needs: controls but tab and newline (and the carriage return of a CRLF), the line
# ends that only some programs know (U+0085, U+2028, U+2029), marks that change the direction of text (Unicode's
# Bidi_Control without the harmless U+061C, U+200E, U+200F), surrogates, noncharacters, an inner byte order mark, and
# what nobody sees: soft hyphens, word joiners and their like, tags. U+200B to U+200D stay, which some scripts need.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\U000e0000-\U000e007f]"
)
# Those of them that leave nothing behind when they are deleted: no blank, no line end, no letter that was lost.
_WITHOUT_WIDTH = re.compile("[\xad\u202a-\u202e\u2060-\u206f\ufeff\U000e0000-\U000e007f]")
_MOST_DELETED = 100  # of them by one fix
_ENCODINGS = (("euc_jp", "EUC-JP"), ("cp932", "Shift_JIS"), ("iso2022_jp", "JIS"))
_KANA = re.compile("[\u3041-\u3096\u30a1-\u30fc]")


class Unreadable(Exception):  # noqa: N818 - it carries a finding, and is not an error of the program
    """A file that gives no text; `diagnostic` says why, `reading` with what changes it can be read on."""

    def __init__(
        self,
        code: str,
        span: Span,
        message: str,
        hint: str,
        fix: tuple[Replacement, ...] = (),
        reading: tuple[Replacement, ...] = (),
    ) -> None:
        super().__init__(message)
        self.diagnostic: Diagnostic = report(code, span, message, hint, fix)
        self.reading = reading or fix


def read_bytes(path: Path, root: Path, name: str, most: int = MOST_BYTES) -> bytes:
    """The content of a file inside `root`, both free of symbolic links' surprises; `name` is what findings call it.

    Raises Unreadable for a link that leads out of `root`, for what is no regular file, and for what is too large.
    """
    span = Span(name)
    try:
        if path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            raise Unreadable(
                "MP002", span, "the file is a symbolic link that leads out of the catalog", "put the text itself here"
            )
        # Never blocks on a FIFO, and looks at what was opened.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise Unreadable("MP001", span, "not a regular file", "put the entry's text itself here")
            data = file.read(most + 1)
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        hint = "make it a file that you may read, or take it out of the catalog"
        raise Unreadable("MP001", span, f"the file cannot be read: {reason}", hint) from None
    if len(data) > most:
        message = f"the file has more than {most // 1024} KiB"
        raise Unreadable("MP003", span, message, "one entry explains one message; shorten it or split it")
    return data


def decode(data: bytes, name: str) -> str:
    """The text of a file's bytes.

    Raises Unreadable for a byte order mark, for what is not UTF-8, and for characters that no text needs.
    """
    if data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        span = Span(name, 1, 1, 1, 2)
        if not data.startswith(b"\xef"):
            hint = "save it as UTF-8; some editors call UTF-16 `Unicode`"
            raise Unreadable("MP005", span, "the file is UTF-16, with a byte order mark", hint)
        fix: tuple[Replacement, ...] = (Replacement(span, ""),)
        raise Unreadable("MP005", span, "the file begins with a byte order mark", "save it as UTF-8 without BOM", fix)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        span = point(data[: error.start].decode("utf-8"), name)
        message = f"byte 0x{data[error.start]:02x} is not UTF-8"
        looks = next((label for codec, label in _ENCODINGS if _is_japanese(data, codec)), "")
        hint = f"the file looks like {looks}; save it as UTF-8" if looks else "save the file as UTF-8"
        raise Unreadable("MP004", span, message, hint) from None
    text = text.replace("\r\n", "\n")
    found = FORBIDDEN.search(text)
    if found:
        span = point(text[: found.start()], name)
        message = f"the file has the character U+{ord(found.group()):04X}, which no text needs"
        hint = "save the file with line feeds as line ends" if found.group() == "\r" else "delete it"
        same = re.finditer(re.escape(found.group()), text) if _WITHOUT_WIDTH.match(found.group()) else ()
        fix = tuple(Replacement(point(text[: one.start()], name), "") for one in islice(same, _MOST_DELETED))
        raise Unreadable("MP006", span, message, hint, fix)
    return text


def _is_japanese(data: bytes, codec: str) -> bool:
    """Whether bytes make Japanese of an ordinary sort when they are read in an encoding."""
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return False
    return len(_KANA.findall(text)) > sum("\uff61" <= char <= "\uff9f" for char in text)


def point(before: str, name: str) -> Span:
    """The span of the one character that follows the text `before`."""
    line = before.count("\n") + 1
    column = len(before) - before.rfind("\n")
    return Span(name, line, column, line, column + 1)

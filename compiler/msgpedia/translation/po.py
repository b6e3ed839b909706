"""PO files with entry texts: written and read by Babel, and every message with its place in the file.

Babel's parser drops what it does not understand, so that a quote left out costs a letter. Here each line is looked at
first, and what is no PO file is refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, PoFileParser, escape, write_po

MARKDOWN = "md-text"  # Weblate's flag for Markdown, by which it checks and colours a text
FORMATS = {"python-format", "python-brace-format"}  # flags that Babel sets, and that no entry text deserves

_LINE = re.compile(
    r'(?:#~[ \t]*)?(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[[0-9]\])?) )?[ \t]*("(?:[^"\\]|\\.)*")[ \t]*'
)
_FOLLOWS = {  # keyword → those that it can come after; "" is a text that goes on, and the beginning of the file
    "msgctxt": {"", "msgstr", "msgstr["},
    "msgid": {"", "msgctxt", "msgstr", "msgstr["},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[": {"msgid_plural", "msgstr["},
    "": {"msgctxt", "msgid", "msgid_plural", "msgstr", "msgstr["},
}
_CHARACTER = re.compile(r"\\.|[^\\]")
_ESCAPE = re.compile(r"\\(.)")
_CHARSET = re.compile(rb"charset=([A-Za-z0-9_.:-]{1,40})")
# Those that GNU gettext takes, as far as Python knows them, and ISO 2022. No others: some of Python's codecs are no
# character sets, and take a time that grows with the square of the text.
_CHARSETS = re.compile(
    r"utf-?8|(us-)?ascii|iso[-_]?8859-\d{1,2}|iso-2022-(jp|kr)|koi8-[rut]|cp\d{3,4}|windows-\d{3,4}|gb2312|gbk|gb18030"
    r"|euc-?(jp|kr)|big5(-hkscs)?|shift[-_]?jis|johab|tis-620",
    re.IGNORECASE,
)


class PoError(ValueError):
    """A file that is no PO file, or cannot be read as one: where, from 1, and why."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line, self.column = line, column


@dataclass(frozen=True, slots=True)
class Entry:
    """A message of a PO file; `line` is that of its `msgid`, from 1. `comments` are those of programs (`#.`), `notes`
    those of translators (`#`), which stay with the translation where a tool takes it over to another file.
    """

    context: str
    source: str
    translation: str
    is_fuzzy: bool
    has_plural: bool
    comments: tuple[str, ...]
    notes: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class File:
    """A PO file: the fields of its header by name in small letters, its messages in order, how many are obsolete, its
    lines.
    """

    header: Mapping[str, str]
    entries: tuple[Entry, ...]
    obsolete: int
    lines: tuple[str, ...]

    def place(self, entry: Entry, offset: int = 0) -> tuple[int, int]:
        """The line and column of a character of a message's translation, from 1."""
        for number in range(entry.line, len(self.lines) + 1):
            if self.lines[number - 1].lstrip().startswith("msgstr"):
                return _inside(self.lines, number, offset)
        return entry.line, 1


def written(comments: Iterable[str], header: Mapping[str, str], messages: Iterable[Message]) -> bytes:
    """A PO file: comments above the header, the header's fields, and the messages, unfolded.

    Flags are those that the messages were given, less those that Babel guesses.
    """
    catalog = Catalog()
    for message in messages:
        message.flags -= FORMATS
        catalog[message.id] = message
    body = BytesIO()
    write_po(body, catalog, width=0, omit_header=True)
    lines = [*(f"# {comment}".rstrip() for comment in comments), 'msgid ""', 'msgstr ""']
    lines += [escape(f"{name}: {value}\n") for name, value in header.items()]
    return "\n".join([*lines, "", ""]).encode("utf-8") + body.getvalue().rstrip(b"\n") + b"\n"


def read(data: bytes) -> File:
    """A PO file's bytes, in the character set that it says it has. Raises PoError."""
    text = _decoded(data)
    lines = [line.removesuffix("\r") for line in text.split("\n")]
    _check(lines)
    catalog = _Everything()
    try:
        PoFileParser(catalog, abort_invalid=True).parse(
            "" if line.lstrip().startswith("#~|") else line for line in lines
        )
    except PoFileError as error:
        raise PoError(re.sub(r" on \d+$", "", str(error)), (error.lineno or 0) + 1) from error
    except (ValueError, LookupError, AttributeError, TypeError) as error:
        raise PoError(f"not a PO file: {error}") from error
    if catalog.header is None:
        raise PoError("the file has no header", 1)
    return File(catalog.header, tuple(map(_entry, catalog.all)), len(catalog.obsolete), tuple(lines))


class _Everything(Catalog):
    """Keeps the header as it is, and every message, where Babel's catalog keeps the first of those with one name."""

    header: dict[str, str] | None = None

    def __init__(self) -> None:
        super().__init__(charset="utf-8")
        self.all: list[Message] = []

    def __setitem__(self, id: object, message: Message) -> None:  # noqa: A002 - as Babel calls it
        if message.id or message.context:
            self.all.append(message)
        elif self.header is None:
            rows = [line.partition(":") for line in str(message.string).split("\n")]
            self.header = {name.strip().lower(): value.strip() for name, found, value in rows if found}


def _entry(message: Message) -> Entry:
    is_plain = isinstance(message.id, str)
    return Entry(
        context=message.context or "",
        source=str(message.id if is_plain else message.id[0]),
        translation=str(message.string if isinstance(message.string, str) else (message.string or ("",))[0]),
        is_fuzzy=message.fuzzy,
        has_plural=not is_plain,
        comments=tuple(message.auto_comments),
        notes=tuple(message.user_comments),
        line=message.lineno or 1,
    )


def _decoded(data: bytes) -> str:
    data = data.removeprefix(b"\xef\xbb\xbf")
    found = _CHARSET.search(data[:4096])
    charset = found[1].decode("ascii") if found and found[1] != b"CHARSET" else "utf-8"
    if not _CHARSETS.fullmatch(charset):
        raise PoError(f"the character set {charset} is not known; save the file as UTF-8")
    try:
        return data.decode(charset)
    except UnicodeDecodeError as error:
        before = data[: error.start]
        column = error.start - before.rfind(b"\n")
        raise PoError(f"byte 0x{data[error.start]:02x} is not {charset}", before.count(b"\n") + 1, column) from error
    except (LookupError, ValueError) as error:
        raise PoError(f"the character set {charset} is not known") from error


def _check(lines: list[str]) -> None:
    """Raise PoError for the first line that is neither empty, nor a comment, nor a text in quotes in its place."""
    before, begun = "", 1
    for number, line in enumerate([*lines, "#"], 1):
        bare = line.strip()
        if bare.startswith("#") and not bare.startswith("#~") and before not in _FOLLOWS["msgctxt"]:
            raise PoError(f"`{before}` without a `msgstr` behind it", begun)
        if not bare or bare == "#~" or re.match(r"#(?!~)|#~\|", bare):
            continue
        column = line.index(bare) + 1
        found = _LINE.fullmatch(bare)
        if found is None:
            raise PoError(_why(bare), number, column)
        keyword = (found[1] or "").partition("[")[0] + ("[" if "[" in (found[1] or "") else "")
        if before not in _FOLLOWS[keyword]:
            what = f"`{found[1]}`" if found[1] else "a text"
            raise PoError(f"{what} cannot stand {f'behind `{before}`' if before else 'here'}", number, column)
        before, begun = (keyword, number) if keyword else (before, begun)
        for escaped in _ESCAPE.finditer(found[2]):
            if escaped[1] not in '\\"ntr':
                message = f'the escape {escaped[0]} is not known; known are \\\\ \\" \\n \\t \\r'
                raise PoError(message, number, column + found.start(2) + escaped.start())


def _why(line: str) -> str:
    if '"' not in line:
        return "neither a comment nor a text in quotes"
    if _LINE.fullmatch(f'{line}"'):
        return "the text has no quote at its end"
    return 'not `msgctxt`, `msgid` or `msgstr` with one text in quotes; a quote in a text is written \\"'


def _inside(lines: tuple[str, ...], number: int, offset: int) -> tuple[int, int]:
    """The place of a character in a text that begins in a line, and goes on in those behind it."""
    for row in range(number, len(lines) + 1):
        line = lines[row - 1]
        if row > number and not line.lstrip().startswith('"'):
            break
        quote = line.index('"')
        starts = [found.start() for found in _CHARACTER.finditer(line[quote + 1 : line.rindex('"')])]
        if offset < len(starts):
            return row, quote + 2 + starts[offset]
        offset -= len(starts)
    return number, lines[number - 1].index('"') + 1

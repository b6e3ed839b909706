"""The schema of an entry and of a software description, as tables.

Version 1. A field's description is shown to contributors, so it says what to write.
"""

from __future__ import annotations

from msgpedia.catalog.kinds import Either, Field, Integer, ListOf, MapOf, Record, String
from msgpedia.formats import DIALECTS

VERSION = 1
SEVERITIES = ("emerg", "alert", "crit", "err", "warning", "notice", "info", "debug")
SEVERITY = String(
    form="a severity",
    known=SEVERITIES,
    aliases=(
        ("emergency", "emerg"),
        ("panic", "emerg"),
        ("critical", "crit"),
        ("error", "err"),
        ("warn", "warning"),
        ("information", "info"),
        ("informational", "info"),
        *((str(number), name) for number, name in enumerate(SEVERITIES)),  # RFC 5424, 6.2.1
        *((f"{kind}_{name}", name) for kind in ("kern", "log") for name in SEVERITIES),
    ),
)

# Parts of ids are names of files: some systems have none called `con` and the like; the page of a list is `index`.
_PART = r"(?!(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:/|$))[a-z0-9-]+"
ID = rf"{_PART}/{_PART}/(?!index(?:-[0-9]+)?$){_PART}"
_NAME = r"[a-z][a-z0-9_]*"
_NAME_FORM = "a name in small letters, digits and `_`, such as `gfp_mask`"
_NAME_HINT = "write it in small letters, digits and `_`, a letter first"
_URL = String(
    r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>]+", "a URL", hint="give the whole address, from `https://` on, without blanks"
)

LINE = String()
PROSE = String(lines=True)
FORMAT = String(lines=True, most=4096)  # twice what the kernel keeps of a message (PRINTK_MESSAGE_MAX of Linux 6.12)
_ID = String(
    ID,
    "an entry's id, `software/subsystem/slug`",
    hint="write the entry's path in the catalog without `.yaml`, such as `linux/mm/out-of-memory`",
)
_IDS = ListOf(_ID)
_NAMES = ListOf(String(_NAME, _NAME_FORM, hint=_NAME_HINT))
_IDENT = String(r"(?=.*[^*])[^*]*\*?[^*]*", "an ident, with one `*` at most and not that alone")
_VERSION = String(
    r"[0-9][0-9A-Za-z.+~-]*", "a version, such as '6.10'", hint="begin with its number, without `v` or a name"
)
_DIALECT = String(form="a dialect of format strings", known=tuple(DIALECTS))
_SCHEMA = Field(Integer(VERSION, VERSION), f"the version of this schema, {VERSION}", required=True)
_LICENSE = Field(
    LINE, "the SPDX identifier of the text's licence, usually GFDL-1.3-no-invariants-or-later", required=True
)
_AUTHORS = Field(ListOf(LINE, least=1), "who wrote the text; `msgpedia contributors` will do", required=True)


def _text(text: String) -> Either:
    """A text in one language: plain, or with the hash of the text that it was translated from."""
    basis = Field(
        String(r"[0-9a-f]{8,64}", "a hash in hexadecimal digits"), "hash of the text that this one was translated from"
    )
    return Either(text, Record({"text": Field(text, "the text", required=True), "basis": basis}))


LINE_TEXT = Record(texts=_text(LINE))
PROSE_TEXT = Record(texts=_text(PROSE))

VERSIONS = Record(
    {
        "from": Field(_VERSION, "first version known to have the format string"),
        "to": Field(_VERSION, "last version known to have the format string"),
    }
)
SOURCE = Record(
    {
        "file": Field(
            String(
                r"(?!/)(?!.*(?:^|/)\.\.(?:/|$))[^\s\\]+",
                "a path in the source tree",
                hint="write it from the top of the source tree, such as `mm/page_alloc.c`",
            ),
            "file that prints it, from the top of the source tree",
            required=True,
        ),
        "function": Field(String(r"\S+", "a function's name"), "function that prints it"),
    }
)
SEEN = Record(
    {
        "distribution": Field(LINE, "distribution on which it was seen, with its release", required=True),
        "version": Field(LINE, "version of the software there"),
        "config": Field(LINE, "how it was configured"),
    }
)
PREFIX = Record(
    {
        "kind": Field(LINE, "kind of prefix, such as `device`", required=True),
        "arguments": Field(_NAMES, "names of the prefix's values, in the order of the text", required=True),
    }
)
VARIANT = Record(
    {
        "format": Field(FORMAT, "the format string, without the newline at its end", required=True),
        "dialect": Field(_DIALECT, "dialect of the format string, where it is not the software's"),
        "arguments": Field(_NAMES, "names of the conversions, in the order of the text"),
        "words": Field(
            _NAMES, "arguments whose text never has a blank, so that what somebody else wrote there is not taken for it"
        ),
        "prefix": Field(PREFIX, "text that the program puts before it without spelling it in the format string"),
        "versions": Field(VERSIONS, "versions that are known to have it, both inclusive"),
        "source": Field(SOURCE, "where the program prints it"),
        "seen": Field(ListOf(SEEN), "environments in which it was observed"),
        "min_literals": Field(
            Integer(1, 12), "literal characters that suffice for a match, where the message is short"
        ),
    }
)
ARGUMENT = Record({"decode": Field(LINE, "table that tells what a value means, such as `errno`")}, texts=_text(PROSE))
ADVICE = Record(
    {
        "when": Field(
            MapOf(String(empty=True), r"[\s\S]+", "a name", least=1),
            "for which values it holds, such as `{order: '>= 4'}`",
            required=True,
        )
    },
    texts=_text(PROSE),
)
SAMPLE = Record(
    {
        "line": Field(LINE, "a whole log line", required=True),
        "captures": Field(
            MapOf(String(empty=True), _NAME, _NAME_FORM, hint=_NAME_HINT),
            "what the line has for each argument",
            required=True,
        ),
    }
)
REFERENCE = Record(
    {
        "title": Field(LINE, "title of the document", required=True),
        "url": Field(_URL, "its address", required=True),
    }
)

ENTRY = Record(
    {
        "schema": _SCHEMA,
        "title": Field(LINE_TEXT, "what the message means, in one line", required=True),
        "mid": Field(Integer(1, 999_999), "number that the message already has in the world"),
        "severity": Field(
            SEVERITY, "how bad it is for the system; in most cases the level it is printed at", required=True
        ),
        "variants": Field(
            ListOf(VARIANT, least=1), "every format string the message has had, newest first", required=True
        ),
        "arguments": Field(MapOf(ARGUMENT, _NAME, _NAME_FORM, hint=_NAME_HINT), "what each argument means"),
        "description": Field(PROSE_TEXT, "what happened and why, in Markdown", required=True),
        "action": Field(PROSE_TEXT, "what to do, first things first, in Markdown", required=True),
        "notes": Field(PROSE_TEXT, "what else is worth knowing, in Markdown"),
        "advice": Field(ListOf(ADVICE), "texts that hold only for some values"),
        "followed_by": Field(_IDS, "messages that come right after it"),
        "related": Field(_IDS, "messages to read as well"),
        "samples": Field(ListOf(SAMPLE, least=1), "log lines that must match, with their captures", required=True),
        "counter_samples": Field(ListOf(LINE), "log lines that look alike and must not match"),
        "references": Field(ListOf(REFERENCE), "documents about it"),
        "license": _LICENSE,
        "authors": _AUTHORS,
        "former_ids": Field(_IDS, "ids that the entry had before"),
    }
)

WITHDRAWN = Record(
    {
        "id": Field(_ID, "the id that the entry had", required=True),
        "date": Field(
            String(r"[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])", "a day, such as '2026-01-31'"),
            "the day on which it was withdrawn",
            required=True,
        ),
        "reason": Field(LINE_TEXT, "why it was withdrawn, in one line", required=True),
        "see": Field(_ID, "the entry to read instead"),
    }
)

SOFTWARE = Record(
    {
        "schema": _SCHEMA,
        "name": Field(LINE_TEXT, "what the software is called", required=True),
        "dialect": Field(_DIALECT, "dialect of its format strings", required=True),
        "idents": Field(
            ListOf(_IDENT),
            "names under which it writes to the log; one `*` stands for any text, as in `postfix/*`",
            required=True,
        ),
        "hosts": Field(ListOf(_IDENT), "idents of other programs in whose lines its messages also occur"),
        "transport": Field(
            String(form="a transport", known=("kernel",)), "way into the log that is this software's alone"
        ),
        "source_url": Field(_URL, "address of a source file, with `{version}`, `{file}` and the like"),
        "versions": Field(ListOf(_VERSION), "versions that entries were checked against"),
        "withdrawn": Field(ListOf(WITHDRAWN), "entries that were removed because they were wrong; ids are for ever"),
        "license": _LICENSE,
        "authors": _AUTHORS,
    }
)

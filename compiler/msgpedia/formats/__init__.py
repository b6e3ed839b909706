"""Format strings of the dialects that programs print with, and what their conversions can print.

`parse` gives a `Template`; `hole` says what a conversion leaves in a line; `normalise` and `message_id` name a message.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from operator import attrgetter

from msgpedia.formats import (
    brace,
    brace_texts,
    go,
    go_texts,
    percent,
    percent_texts,
    printf,
    printf_texts,
    printk,
    printk_texts,
)
from msgpedia.formats.holes import Hole
from msgpedia.formats.limits import limited
from msgpedia.formats.model import Conversion, FormatError, Literal, Template

__all__ = [
    "DIALECTS",
    "Conversion",
    "FormatError",
    "Hole",
    "Literal",
    "Template",
    "hole",
    "id_of_text",
    "message_id",
    "normalise",
    "parse",
]

_WHITE_SPACE = re.compile(r"[ \t\n\r\f\v]+")


@dataclass(frozen=True, slots=True)
class Dialect:
    """A grammar of format strings and its table of texts.

    `bare` spells a conversion less what may change without a change of wording; by default nothing may.
    """

    name: str
    parse: Callable[[str], Template]
    hole: Callable[[Conversion], Hole]
    bare: Callable[[Conversion], str] = attrgetter("source")


def _less_sizes(conversion: Conversion) -> str:
    """A conversion of C or the kernel without width, precision, `*` and length modifier."""
    argument = f"{conversion.argument}$" if conversion.argument else ""
    return f"%{argument}{conversion.flags}{conversion.letter}{conversion.extension}"


DIALECTS: dict[str, Dialect] = {
    dialect.name: dialect
    for dialect in (
        Dialect("printf", printf.parse, printf_texts.hole, _less_sizes),
        Dialect("printk", printk.parse, printk_texts.hole, _less_sizes),
        Dialect("percent", percent.parse, limited(percent_texts.hole)),
        Dialect("brace", brace.parse, limited(brace_texts.hole)),
        Dialect("go", go.parse, limited(go_texts.hole)),
    )
}


def parse(dialect: str, format_string: str) -> Template:
    """The template of a format string.

    Raises FormatError where the dialect does not allow it, and KeyError for a dialect that there is not.
    """
    return DIALECTS[dialect].parse(format_string)


def hole(dialect: str, conversion: Conversion) -> Hole:
    """What a conversion of a dialect leaves in a line."""
    return _hole(dialect, replace(conversion, start=0, end=0))


@lru_cache(maxsize=2048)  # most catalogs write `%s`, `%d` and few others again and again
def _hole(dialect: str, conversion: Conversion) -> Hole:
    return DIALECTS[dialect].hole(conversion)


def normalise(template: Template) -> str:
    """The format string less what may change without a change of wording.

    In `printf` and `printk` width, precision, `*` and length modifiers are dropped, flags kept. In all dialects a run
    of white space is one blank, none at the ends.
    """
    bare = DIALECTS[template.dialect].bare
    spelled = "".join(part.source if isinstance(part, Literal) else bare(part) for part in template.parts)
    return _WHITE_SPACE.sub(" ", spelled).strip(" ")


def message_id(software: str, template: Template) -> str:
    """`<software>:` and the first ten hexadecimal digits of SHA-256 over the normalised format, prefix included."""
    return _identity(software, normalise(template))


def id_of_text(software: str, text: str) -> str:
    """The id of a format string that its dialect does not allow: as `message_id`, over its text as it stands."""
    return _identity(software, _WHITE_SPACE.sub(" ", text).strip(" "))


def _identity(software: str, normalised: str) -> str:
    digest = hashlib.sha256(normalised.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{software}:{digest[:10]}"

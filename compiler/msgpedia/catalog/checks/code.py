"""Checks of code: signs that a word processor or a Japanese keyboard put in the place of those that commands have."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgpedia.catalog import markdown
from msgpedia.catalog.checks.prose import Owner, mended, places_of, slip
from msgpedia.catalog.model import Entry
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic

_EN, _EM = "\u2013", "\u2014\u2015"
_DASHES = f"\u2010\u2011\u2012{_EN}{_EM}\u2212\ufe58\ufe63\uff0d\u30fc"  # the last is ー, on the key of the hyphen
_OPTION = re.compile(rf"(?<!\S)-*[{_DASHES}][-{_DASHES}]*(?=[A-Za-z])")
_LONG = re.compile("[A-Za-z]{2}")
_COMMENT = re.compile(r"[ \t]#[ \t].*")
_QUOTES = re.compile("[“”]")


def typographic_signs(owner: Owner) -> Iterator[Diagnostic]:
    """MP429: a dash in code that should be the hyphen of an option, or “ ” in code."""
    for path, text in owner.texts():
        for language, value in text.translations:
            if value.isascii() or ("`" not in value and "~~~" not in value):
                continue
            for start, code in markdown.code(value):
                yield from _dashes(owner, (*path, language), value, start, code)
                yield from _quotes(owner, (*path, language), start, code)


def _dashes(owner: Owner, path: Path, value: str, start: int, code: str) -> Iterator[Diagnostic]:
    for match in places_of(_OPTION, code) if not code.isascii() else ():
        place = start + match.start(), start + match.end()
        dash = next(char for char in match.group() if char != "-")
        wanted = _hyphens(match)
        fix = mended(owner, path, value, place, wanted) if wanted else ()
        message = f"U+{ord(dash):04X} ({unicodedata.name(dash).lower()}) in code is no hyphen"
        yield slip(owner, "MP429", path, place, message, f"write `{wanted}`" if wanted else "write `-` or `--`", fix)


def _hyphens(found: re.Match[str]) -> str:
    """What an option begins with; empty where that is not sure, as `–` comes from either."""
    is_long = _LONG.match(found.string, found.end()) is not None
    if len(found.group()) > 1:
        return "--" if is_long else ""
    if found.group() == _EN and is_long:
        return ""
    return "--" if found.group() in _EM and is_long else "-"


def _quotes(owner: Owner, path: Path, start: int, code: str) -> Iterator[Diagnostic]:
    commands = _COMMENT.sub("", code)
    for match in places_of(_QUOTES, commands) if not commands.isascii() and not _is_printed(owner) else ():
        place = start + match.start(), start + match.end()
        hint = "write `\"` or `'` in a command; what is printed stays as it is in the samples"
        yield slip(owner, "MP429", path, place, f"`{match.group()}` in code quotes nothing", hint)


def _is_printed(owner: Owner) -> bool:
    """Whether the entry's own message has such quotes, so that code may show them."""
    if not isinstance(owner, Entry):
        return False
    lines = (*(variant.format for variant in owner.variants), *(sample.line for sample in owner.samples))
    return any(_QUOTES.search(line) for line in lines)

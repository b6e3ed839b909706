"""Checks of the characters of texts: what a Japanese keyboard or a copy from elsewhere leaves behind.

Katakana stand at full width, Latin letters and digits at half width, a blank is a blank. Code is left alone where the
character could be part of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgpedia.catalog.checks.prose import (
    Owner,
    mended,
    places_of,
    slip,
    texts,
    without_code_and_addresses,
    without_quoted,
)
from msgpedia.catalog.mending import Fix
from msgpedia.catalog.model import Entry
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic

_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_SOUND_MARKS = {"\u3099", "\u309a"}
_LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_WIDE = {
    "ja": re.compile(f"[{_LETTERS}＃＄％＆＊＋－＜＝＞＠＼＾＿｀｜]+"),
    "en": re.compile(f"[{_LETTERS}]+"),  # other signs are MP416 there
}
_PLAIN = re.compile("[A-Za-z0-9%=@]+")  # what means nothing to Markdown
_BLANK = re.compile("[\u00a0\u2000-\u200b\u202f\u205f\u3000]+")
_IN_FORMAT = re.compile("[\u00a0\u200b]+")  # what a page has in the place of a blank, or beside one
_BEHIND_A_MARK = re.compile("[？！]\u3000[^\n]")  # as books have it
_QUOTED = re.compile("[「『]\u3000[」』]")  # the character itself is meant
_WITHOUT_WIDTH = "\u200b"
_DECOMPOSED = re.compile("[^\u0300-\u036f\u3099\u309a][\u0300-\u036f\u3099\u309a]+|[\u2126\u212a\u212b\uf900-\ufaff]")


def half_width_katakana(owner: Owner) -> Iterator[Diagnostic]:
    """MP410: half-width katakana, or half-width marks of Japanese."""
    for path, _, value in texts(owner, "ja", "en"):
        for match in places_of(_HALF_WIDTH, without_code_and_addresses(value)):
            wide = unicodedata.normalize("NFKC", match.group())
            fix = () if set(wide) & _SOUND_MARKS else mended(owner, path, value, match.span(), wide)
            yield slip(
                owner, "MP410", path, match.span(), f"`{match.group()[:40]}` is at half width", f"write `{wide}`", fix
            )


def full_width_letters(owner: Owner) -> Iterator[Diagnostic]:
    """MP411: letters, digits and signs of ASCII at full width."""
    for path, language, value in texts(owner, *_WIDE):
        for match in places_of(_WIDE[language], without_quoted(without_code_and_addresses(value))):
            narrow = unicodedata.normalize("NFKC", match.group())
            fix = mended(owner, path, value, match.span(), narrow) if _PLAIN.fullmatch(narrow) else ()
            message = f"`{match.group()[:40]}` is at full width"
            yield slip(owner, "MP411", path, match.span(), message, f"write `{narrow[:40]}`", fix)


def odd_blanks(owner: Owner) -> Iterator[Diagnostic]:
    """MP427: a character that looks like a blank or like nothing, also in code."""
    for path, _, value in texts(owner, "ja", "en"):
        for match in places_of(_BLANK, value):
            start, end = match.span()
            around = value[max(0, start - 1) : end + 1]
            if match.group() == "\u3000" and (_QUOTED.fullmatch(around) or _BEHIND_A_MARK.fullmatch(around)):
                continue
            at_edge = value[:start].rpartition("\n")[2] == "" or value[end : end + 1] in ("", "\n")
            blank = "" if at_edge or not match.group().strip(_WITHOUT_WIDTH) else " "
            if at_edge:  # a block's first line must not begin with blanks
                end += len(value[end:]) - len(value[end:].lstrip(" "))
            fix = mended(owner, path, value, (start, end), blank)
            yield _odd_blank(owner, path, match, blank, fix)


def blanks_in_formats(entry: Entry) -> Iterator[Diagnostic]:
    """MP427, for format strings and samples that were copied from a page."""
    written: list[tuple[Path, str]] = [
        (("variants", n, "format"), each.format) for n, each in enumerate(entry.variants)
    ]
    written += [(("samples", number, "line"), sample.line) for number, sample in enumerate(entry.samples)]
    for path, value in written:
        for match in places_of(_IN_FORMAT, value) if not value.isascii() else ():
            blank = " " if match.group().strip(_WITHOUT_WIDTH) else ""
            fix = mended(entry, path, value, match.span(), blank)
            yield _odd_blank(entry, path, match, blank, fix)


def _odd_blank(owner: Owner, path: Path, found: re.Match[str], blank: str, fix: Fix) -> Diagnostic:
    char = found.group()[0]
    message = f"U+{ord(char):04X} ({unicodedata.name(char).lower()}) stands here"
    return slip(owner, "MP427", path, found.span(), message, "write an ordinary blank" if blank else "delete it", fix)


def decomposed(owner: Owner) -> Iterator[Diagnostic]:
    """MP414: a letter and its mark as two characters, where Unicode has one for both."""
    for path, text in owner.texts():
        for language, value in text.translations:
            if unicodedata.is_normalized("NFC", value):
                continue
            for match in places_of(_DECOMPOSED, value):
                composed = unicodedata.normalize("NFC", match.group())
                if composed != match.group():
                    where = (*path, language)
                    fix = mended(owner, where, value, match.span(), composed)
                    codes = " ".join(f"U+{ord(char):04X}" for char in match.group())
                    wanted = " ".join(f"U+{ord(char):04X}" for char in composed)
                    message = f"`{composed}` is written as {codes}"
                    yield slip(owner, "MP414", where, match.span(), message, f"write it as {wanted}", fix)

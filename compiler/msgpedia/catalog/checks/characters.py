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
from msgpedia.diagnostics import Diagnostic

_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_SOUND_MARKS = {"\u3099", "\u309a"}
_LETTERS = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_WIDE = {
    "ja": re.compile(f"[{_LETTERS}＃＄％＆＊＋－＜＝＞＠＼＾＿｀｜]+"),
    "en": re.compile(f"[{_LETTERS}]+"),  # other signs are MP416 there
}
_PLAIN = re.compile("[A-Za-z0-9%=@]+")  # what means nothing to Markdown
_BLANK = re.compile("[\u00a0\u00ad\u2000-\u200b\u202f\u205f\u2060\u3000]+")
_BEHIND_A_MARK = re.compile("[？！]\u3000[^\n]")  # as books have it
_QUOTED = re.compile("[「『]\u3000[」』]")  # the character itself is meant
_WITHOUT_WIDTH = set("\u00ad\u200b\u2060")
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
            blank = "" if at_edge or set(match.group()) <= _WITHOUT_WIDTH else " "
            name = unicodedata.name(match.group()[0]).lower()
            hint = "write an ordinary blank" if blank else "delete it"
            if at_edge:  # a block's first line must not begin with blanks
                end += len(value[end:]) - len(value[end:].lstrip(" "))
            fix = mended(owner, path, value, (start, end), blank)
            message = f"U+{ord(match.group()[0]):04X} ({name}) stands here"
            yield slip(owner, "MP427", path, match.span(), message, hint, fix)


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

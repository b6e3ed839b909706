"""Checks of punctuation and style: Japanese with `、。（）！？` and in the plain style, English in ASCII."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from msgpedia.catalog.checks.prose import (
    JAPANESE,
    MOST,
    Owner,
    is_japanese,
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


class _Rule(NamedTuple):
    """A slip: what it looks like, and its marks with those that they should be. A blank behind a mark goes with it."""

    pattern: re.Pattern[str]
    marks: dict[str, str]


_DIGIT = "0-9０-９"
_RULES = (
    _Rule(re.compile(rf"(?<=[{_DIGIT}])[，．](?=[{_DIGIT}])"), {"，": ",", "．": "."}),
    _Rule(re.compile(rf"(?<![{_DIGIT}])[，．]|[，．](?![{_DIGIT}])"), {"，": "、", "．": "。"}),
    _Rule(re.compile(rf"(?<=[{JAPANESE}」）]),|(?<=[{JAPANESE}」）])\.(?![.A-Za-z0-9_])"), {",": "、", ".": "。"}),
    _Rule(re.compile(rf"(?<=[{JAPANESE}」）])[!?;](?=[{JAPANESE}」）\s]|\Z)"), {"!": "！", "?": "？", ";": "；"}),
)
_BEHIND_A_NUMBER = re.compile(rf"(^[ ]*)?[{_DIGIT}]{{1,3}}．", re.MULTILINE)
_JAPANESE = re.compile(f"[{JAPANESE}]")
_PARENTHESES = re.compile(r"(?:(?<!\])\(|（)[^()（）\n]*[)）]")
_DOUBLED = re.compile(r"、[、。]+|。[、。]+")
_POLITE = re.compile(r"(?:です|ます|ました|ません|でした|でしょう|ましょう|ください)(?:か)?(?=[。）：:\n]|\Z)")
_WIDE = re.compile(
    "[\u3001\u3002\u3008-\u3011\u3014-\u301f\u30fb\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff60]+"
)
_NARROW = {"、": ",", "，": ",", "。": ".", "．": ".", "：": ":", "；": ";", "！": "!", "？": "?", "（": "(", "）": ")"}
_FULL_STOP = re.compile(r"(?:。|(?<!\betc)(?<!\b[A-Za-z])(?<!\.)\.)\Z")


def japanese_marks(owner: Owner) -> Iterator[Diagnostic]:
    """MP412: other punctuation than `、。（）！？` in a Japanese text, or too much of it."""
    for path, _, value in texts(owner, "ja"):
        prose = without_quoted(without_code_and_addresses(value))
        for pattern, marks in _RULES:
            for match in places_of(pattern, prose):
                mark, hint = _instead(match, marks)
                end = match.end() + (value[match.end() : match.end() + 1] == " " and mark in ("、", "。", ". "))
                fix = mended(owner, path, value, (match.start(), end), mark) if mark else ()
                message = f"`{match.group()}` in a Japanese text"
                yield slip(owner, "MP412", path, match.span(), message, hint or f"write `{mark}`", fix)
        for match in islice(filter(_is_slip, _PARENTHESES.finditer(prose)), MOST):
            message = "parentheses at half width in a Japanese text"
            fix = _parentheses(owner, path, value, *match.span())
            yield slip(owner, "MP412", path, match.span(), message, "write `（` and `）`", fix)
        for match in places_of(_DOUBLED, prose):
            message = f"`{match.group()}`: one mark behind the other"
            first = match.group()[0]
            fix = mended(owner, path, value, match.span(), first) if set(match.group()) == {first} else ()
            yield slip(owner, "MP412", path, match.span(), message, "keep one of them", fix)


def plain_style(owner: Owner) -> Iterator[Diagnostic]:
    """MP413: a Japanese sentence in the polite style (です, ます). What is quoted in 「」 may be."""
    for path, _, value in texts(owner, "ja"):
        if "す" not in value and "し" not in value and "せん" not in value and "ください" not in value:
            continue
        prose = without_quoted(without_code_and_addresses(value))
        for match in places_of(_POLITE, prose):
            message = f"the sentence ends in `{match.group()}`"
            hint = "write the plain style, as in all entries: である, する, した, しない; of steps, する"
            yield slip(owner, "MP413", path, match.span(), message, hint)


def english_marks(owner: Owner) -> Iterator[Diagnostic]:
    """MP416: punctuation of a Japanese keyboard in an English text."""
    for path, _, value in texts(owner, "en"):
        if value.isascii() or is_japanese(value):  # which is MP415
            continue
        for match in places_of(_WIDE, without_quoted(without_code_and_addresses(value))):
            narrow = _narrow(value, *match.span())
            fix = mended(owner, path, value, match.span(), narrow) if narrow else ()
            hint = f"write `{narrow}`" if narrow else "write it with the signs of ASCII"
            yield slip(owner, "MP416", path, match.span(), f"`{match.group()[:20]}` in an English text", hint, fix)


def titles(entry: Entry) -> Iterator[Diagnostic]:
    """MP426: a title that ends like a sentence."""
    for language, value in entry.title.translations:
        match = _FULL_STOP.search(value) if language in ("ja", "en") else None
        if match:
            path: Path = ("title", language)
            fix = mended(entry, path, value, match.span(), "")
            yield slip(entry, "MP426", path, match.span(), f"the title ends with `{match.group()}`", "delete it", fix)


def _instead(found: re.Match[str], marks: Mapping[str, str]) -> tuple[str, str]:
    """The mark that should stand there, empty where that is not sure, and a hint of its own if there is one."""
    mark = marks[found.group()]
    if found.group() == "．" and mark == "。":
        line = found.string.rfind("\n", 0, found.start()) + 1
        number = _BEHIND_A_NUMBER.search(found.string, max(line, found.start() - 8), found.end())
        if number is not None and number.end() == found.end():
            return (". ", "") if number.group(1) is not None else ("", "write `。`; behind the number of a step `. `")
    return mark, ""


def _is_slip(parentheses: re.Match[str]) -> bool:
    """Whether parentheses should be full-width ones: around or behind Japanese, or where one of the two is already."""
    text, before = parentheses.group(), parentheses.string[max(0, parentheses.start() - 1) : parentheses.start()]
    if text[0] == "（" or text[-1] == "）":
        return (text[0], text[-1]) != ("（", "）")
    return bool(_JAPANESE.search(text) or _JAPANESE.match(before))


def _parentheses(owner: Owner, path: Path, value: str, start: int, end: int) -> Fix:
    parts = mended(owner, path, value, (start, start + 1), "（"), mended(owner, path, value, (end - 1, end), "）")
    return sum(parts, ()) if all(parts) else ()


def _narrow(value: str, start: int, end: int) -> str:
    """The ASCII marks of some others, with the blanks that English has around them; empty where one has none."""
    marks = [_NARROW.get(char, "") for char in value[start:end]]
    if not all(marks):
        return ""
    before, behind = value[start - 1 : start], value[end : end + 1]
    opened = " " if marks[0] == "(" and _is_word(before) else ""
    closed = " " if marks[-1] != "(" and _is_word(behind) else ""
    return opened + "".join(marks) + closed


def _is_word(char: str) -> bool:
    return char.isalnum() or char == "`"

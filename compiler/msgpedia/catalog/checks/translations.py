"""Checks of a text's languages against each other: translated at all, and from the text that there is now."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgpedia.catalog.checks.placeholders import MARK
from msgpedia.catalog.checks.prose import (
    JAPANESE,
    Owner,
    is_japanese,
    language_name,
    places_of,
    slip,
    without_code_and_addresses,
    without_quoted,
)
from msgpedia.catalog.model import Text, text_hash
from msgpedia.diagnostics import Diagnostic, report

_JAPANESE = re.compile(f"[{JAPANESE}]+")
_WORDS = re.compile(r"[A-Za-z]{3,}[A-Za-z ,.'-]*")
_WORD = re.compile(r"[A-Za-z]{3,}")
_ENOUGH = 3  # words that are no name


def wrong_language(owner: Owner) -> Iterator[Diagnostic]:
    """MP415: a Japanese text without Japanese, or Japanese in an English one. Where both are, they changed places."""
    swapped = {path for path, text in owner.texts() if _is_swapped(text)}
    for path in sorted(swapped, key=str):
        span = owner.places.key((*path, "ja"))
        yield report("MP415", span, "the English text stands under `ja`, the Japanese one under `en`", "swap the two")
    for path, text in owner.texts():
        value = text.get("ja")
        if value is None or _is_same(text) or path == ("name",) or value.lstrip().startswith(MARK):
            continue
        if _JAPANESE.search(value) or path in swapped:
            continue
        prose = without_code_and_addresses(value)
        found = _WORDS.search(prose)
        if found and len(_WORD.findall(prose)) >= _ENOUGH:
            hint = "translate it, or leave `ja` out until somebody does"
            yield slip(owner, "MP415", (*path, "ja"), found.span(), "nothing in the Japanese text is Japanese", hint)
    for path, text in owner.texts():
        value = text.get("en")
        if value is None or value.isascii() or _is_same(text) or path in swapped:
            continue
        if is_japanese(value):
            found = _JAPANESE.search(without_code_and_addresses(value))
            if found is not None:
                hint = "translate it, or leave `en` out until somebody does"
                yield slip(owner, "MP415", (*path, "en"), found.span(), "the English text is Japanese", hint)
            continue
        for match in places_of(_JAPANESE, without_quoted(without_code_and_addresses(value))):
            message = f"`{match.group()[:20]}` in an English text is Japanese"
            hint = "translate it; what a program shows in Japanese is put into backticks or quotes"
            yield slip(owner, "MP415", (*path, "en"), match.span(), message, hint)


def up_to_date(owner: Owner) -> Iterator[Diagnostic]:
    """MP417: a translation whose original has changed since."""
    for path, text in owner.texts():
        for language in text.behind:
            span = owner.places.span((*path, language, "basis"))
            yield report("MP417", span, *_behind(text, language))


def originals(owner: Owner) -> Iterator[Diagnostic]:
    """MP418: texts that are all said to be translated from another one."""
    for path, text in owner.texts():
        based = [language for language, _ in text.bases]
        if len(based) > 1 and len(based) == len(text.languages):
            span = owner.places.key((*path, based[-1], "basis"))
            names = " and ".join(language_name(language) for language in based)
            message = f"the {names} texts both say that they are translations"
            yield report("MP418", span, message, "delete the `basis` of the one that was written first")


def _is_same(text: Text) -> bool:
    """Whether Japanese and English are the same, which is MP405 or a name."""
    return (text.get("ja") or "").strip() == (text.get("en") or "").strip()


def _is_swapped(text: Text) -> bool:
    """Whether the Japanese text is English and the other way round."""
    japanese = text.get("ja") or ""
    is_english = not _JAPANESE.search(japanese) and bool(_WORD.search(without_code_and_addresses(japanese)))
    return is_english and is_japanese(text.get("en") or "")


def _behind(text: Text, language: str) -> tuple[str, str]:
    others = [code for code in text.languages if code != language]
    if not others:
        return "there is no other text that it could be translated from", "delete `basis`"
    source = next((code for code in ("en", "ja") if code in others), others[0])
    wanted = text_hash(text.get(source) or "")[: len(text.basis(language) or "")]
    message = f"the {language_name(source)} text has changed since the {language_name(language)} one was made from it"
    return message, f"bring the {language_name(language)} text up to date, then write `basis: {wanted}`"

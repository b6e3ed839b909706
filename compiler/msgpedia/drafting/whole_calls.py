"""Calls that are told to be calls, though no whole string literal is in them: nobody meant those as format strings."""

from __future__ import annotations

import re

from msgpedia.drafting.model import DraftError
from msgpedia.drafting.printers import GETTEXT, printer_of
from msgpedia.drafting.words import problem

# Repetitions are possessive (`*+`), so that a long text is read once.
_NAME = r"[A-Za-z_]\w*+"
_HEAD = rf"\s*+(?:return\s++)?(?:{_NAME}(?:\.|->|::))*(?P<function>{_NAME})!?"
_VARIABLES = r"[\w\s,.&*>()\[\]:+-]"  # of arguments without any string and any conversion
_CUT = re.compile(rf'{_HEAD}\s?\((?:{_VARIABLES}*+(?<=[,(\s]))?(?P<literal>"(?:[^"\\]|\\.)*+\\?)\Z', re.DOTALL)
_NO_STRING = re.compile(rf"{_HEAD}\((?P<arguments>(?:[\w\s,.&*>\[\]+-]|\([^()]*+\))*+)(?P<end>\)?\s*+;?)\s*+\Z")
_PROSE = re.compile(r"[A-Za-z] +[A-Za-z]")


def check(text: str) -> None:
    """Raises DraftError for a call that lacks its string or the end of that, at the place of the mistake."""
    cut = _CUT.match(text)
    if cut:
        raise _at(problem("cut_literal", "format", function=_shown(cut)), text, *cut.span("literal"))
    call = _NO_STRING.match(text)
    if call is None:
        return
    whole = ";" in call["end"]
    told = "," in call["arguments"] or _prints(call["function"])
    if whole or (told and not _PROSE.search(call["arguments"])):
        raise _at(problem("no_literal", "format", function=_shown(call)), text, *call.span("function"))


def _prints(function: str) -> bool:
    return function in GETTEXT or (printer_of(function) is not None and function != "panic")


def _shown(call: re.Match[str]) -> str:
    return call["function"][:60]


def _at(error: DraftError, source: str, start: int, end: int) -> DraftError:
    error.source, error.start, error.end = source, start, end
    return error

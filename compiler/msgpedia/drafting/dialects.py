"""Which dialect a format string is of, by the conversions in it."""

from __future__ import annotations

import re

from msgpedia import formats
from msgpedia.drafting.model import Guess, note
from msgpedia.formats import FormatError, Template
from msgpedia.formats.printk_pointers import ROWS

_CONVERSION = re.compile(r"%(?:%|[^a-zA-Z%]*[a-zA-Z])")
_SPACED = re.compile(r"[0-9]% ")  # `100% full` is prose
_PYTHON_ONLY = re.compile(r"%\([^)]*\)|%[-#0+ ]*[0-9]*r")
_GO_ONLY = re.compile(r"%[-+# 0]*[0-9.]*[vqwTUt](?![a-zA-Z])|%\[[0-9]+\]")
_KERNEL = re.compile(r"%[-#0 ]*[0-9*]*p([a-zA-Z][a-zA-Z0-9]*)")


def parsed(dialect: str, text: str) -> Template | None:
    """The template of a text in a dialect, None where that does not allow it."""
    try:
        return formats.parse(dialect, text)
    except FormatError:
        return None


def has_conversions(text: str) -> bool:
    """Whether a text looks like a format string of some dialect."""
    if _SPACED.search(text):
        return False
    if any(found.group() != "%%" for found in _CONVERSION.finditer(text)):
        return any((template := parsed(name, text)) and template.conversions for name in ("printf", "printk", "go"))
    fields = parsed("brace", text)
    return fields is not None and any('"' not in field.name for field in fields.conversions)  # no JSON


def guess(text: str) -> Guess | None:
    """The dialect that the conversions of a text tell; unsure where several could be; None where none fits."""
    if "%" not in text and (fields := parsed("brace", text)) and fields.conversions:
        plain = next((field for field in fields.conversions if not field.name or field.name.isdigit()), None)
        shown = (plain or fields.conversions[0]).source[:40]
        return Guess("brace", note("dialect_by", conversion=shown), plain is not None)  # C prints `{name}` as it is
    for name, pattern in (("percent", _PYTHON_ONLY), ("go", _GO_ONLY)):
        found = pattern.search(text)
        if found and parsed(name, text):
            return Guess(name, note("dialect_by", conversion=found.group()[:40]))
    kernel = next((found for found in _KERNEL.finditer(text) if _is_extension(found[1])), None)
    if kernel and parsed("printk", text):
        return Guess("printk", note("dialect_by", conversion=kernel.group()[:40]))
    name = next((name for name in ("printf", "printk", "percent", "go", "brace") if parsed(name, text)), "")
    return Guess(name, note("dialect_any"), False) if name else None


def _is_extension(letters: str) -> bool:
    return any(letters.startswith(key) for key in ROWS if key)

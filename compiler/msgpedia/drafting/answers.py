"""What people write where a field has a form: severities, languages, names in a row. In any case, in either language,
with the separators of either.
"""

from __future__ import annotations

import re
from functools import cache

from babel import Locale

from msgpedia.catalog import schema
from msgpedia.catalog.kinds import LANGUAGE
from msgpedia.drafting.printers import LEVELS
from msgpedia.drafting.words import Words, problem
from msgpedia.translation import languages

_SEPARATORS = re.compile(r"[\s,、，､;；]+")
_MORE_SEVERITIES = {"致命的": "crit", "警報": "alert", "注意": "notice"}  # as other tools translate them
_BRACKETS = "[]［］【】 \u3000"
_MOST_SHOWN = 200


def shown(text: str) -> str:
    """What somebody wrote as a message repeats it: short."""
    return text if len(text) <= _MOST_SHOWN else text[: _MOST_SHOWN - 1] + "…"


def parts(text: str) -> tuple[str, ...]:
    """The words of an answer, whatever stands between them, each once."""
    return tuple(dict.fromkeys(filter(None, _SEPARATORS.split(text.strip(_BRACKETS)))))


def names(text: str) -> tuple[str, ...]:
    """Names in their order, whatever stands between them."""
    return tuple(filter(None, _SEPARATORS.split(text.strip(_BRACKETS))))


def is_name(text: str) -> bool:
    """Whether a text can be the name of an argument."""
    return re.fullmatch(r"[a-z][a-z0-9_]*", text) is not None


def severity(text: str) -> str:
    """The severity that a word means: its name, a longer one, a Japanese one. Raises DraftError for none."""
    word = text.strip().lower()
    found = word if word in schema.SEVERITIES else _severities().get(word)
    if found is None:
        raise problem("no_severity", "severity", text=shown(text), options=", ".join(schema.SEVERITIES))
    return found


@cache
def _severities() -> dict[str, str]:
    spoken = {Words("ja")("severities", name): name for name in schema.SEVERITIES}
    return {**LEVELS, **dict(schema.SEVERITY.aliases), **spoken, **_MORE_SEVERITIES}


def language_codes(text: str) -> tuple[str, ...]:
    """The codes of languages that are written as codes or as names. Raises DraftError for what is neither, or none."""
    codes = tuple(dict.fromkeys(map(_code, parts(text))))
    if not codes:
        raise problem("no_language", "languages", text=shown(text))
    return codes


def _code(word: str) -> str:
    code = _spelt(word)
    if not LANGUAGE.fullmatch(code):
        named = _language_names().get(word.lower())
        if named is None:
            raise problem("no_language", "languages", text=shown(word))
        return named
    meant = languages.meant(code)
    if meant is not None:
        raise problem("near_language", "languages", text=shown(word), meant=meant)
    return code


def _spelt(word: str) -> str:
    """A code in the case that it has in BCP 47: `zh-Hant-TW`."""
    first, *rest = re.split("[-_]", word.lower())
    return "-".join([first, *(part.title() if len(part) == 4 else part.upper() for part in rest)])


@cache
def _language_names() -> dict[str, str]:
    """What languages are called in English and in Japanese → their codes."""
    found: dict[str, str] = {}
    for reader in ("en", "ja"):
        for code, name in Locale(reader).languages.items():
            if LANGUAGE.fullmatch(code):
                found.setdefault(str(name).lower(), code)
    return found

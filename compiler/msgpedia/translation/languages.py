"""Languages by code: which there are, in which order they are offered, what Babel knows of one."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from msgpedia.catalog.kinds import LANGUAGE

FIRST = ("ja", "en")  # the order in which a catalog file has them; others follow by their code
ORIGINALS = ("en", "ja")  # what a text is translated from, the first that there is; then any other


def is_code(language: str) -> bool:
    """Whether a catalog can have texts under a code."""
    return LANGUAGE.fullmatch(language) is not None


def code_of(header: str, known: Collection[str] = ()) -> str:
    """The code that the `Language` of a PO file's header stands for: `pt_BR` is `pt-BR`.

    Editors like to add the country that goes without saying: `ja_JP` is `ja` where `ja` is known and `ja-JP` is not.
    """
    code = header.strip().replace("_", "-")
    base, _, country = code.partition("-")
    likely = str(get_global("likely_subtags").get(base, "")).split("_")
    return base if code not in known and base in known and country in likely[1:] else code


def meant(language: str) -> str | None:
    """The code that was most likely meant by one that stands for no language: `ja` by `jp`, a country, or by `jpn`."""
    base, dash, rest = language.partition("-")
    other = get_global("language_aliases").get(base)
    if other is not None:
        return str(other).replace("_", "-") + dash + rest
    names = Locale("en")
    if base not in names.languages and base.upper() in names.territories:
        return str(get_global("likely_subtags").get(f"und_{base.upper()}", "en")).partition("_")[0]
    return None


def locale(language: str) -> Locale | None:
    """What Babel knows of a language, or None."""
    try:
        return Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def rank(language: str) -> tuple[int, str]:
    """Sorts languages as a catalog file has them."""
    return (FIRST.index(language), "") if language in FIRST else (len(FIRST), language)


def ordered(languages: Iterable[str]) -> list[str]:
    """Languages as a catalog file has them, each once."""
    return sorted(set(languages), key=rank)

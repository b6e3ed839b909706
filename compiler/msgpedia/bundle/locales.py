"""How languages write numbers, lists, days and each other's names: rows of the Unicode CLDR, as Babel has them.

They go into the bundle as plain data, since look-up does without Babel. Logs tell the time of day with as much as they
know of it, so only the day is written anew.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import DateTimePattern, get_month_names

from msgpedia.bundle.interface import Words

Row = dict[str, Any]

_FIELD = re.compile(r"%\((\w+)\)s")
# How months are named, by the letters of a pattern; what is not here is a number.
_MONTHS: dict[str, tuple[Literal["abbreviated", "wide"], Literal["format", "stand-alone"]]] = {
    "MMM": ("abbreviated", "format"),
    "MMMM": ("wide", "format"),
    "LLL": ("abbreviated", "stand-alone"),
}


def row(code: str, words: Words, languages: Iterable[str]) -> Row:
    """The row of a language; `languages` are those that need a name in it. What the CLDR does not know is left out."""
    plural = {"forms": words.forms, "texts": {key: list(words.plurals[key]) for key in sorted(words.plurals)}}
    found: Row = {"plural": plural} if words.forms else {}
    locale = parse(code)
    if locale is None:
        return found
    names = {other: name_of(other, locale) for other in sorted(languages)}
    found["names"] = {other: name for other, name in names.items() if name is not None}
    return found | row_of(locale)


def row_of(locale: Locale) -> Row:
    """The part of a row that is the same for every bundle."""
    found: Row = {}
    group, size = locale.number_symbols["latn"]["group"], locale.decimal_formats[None].grouping
    found["number"] = {"group": group, "sizes": list(size)}
    patterns = locale.list_patterns["standard"]
    found["list"] = {"two": patterns["2"], **{key: patterns[key] for key in ("start", "middle", "end")}}
    skeletons = locale.datetime_skeletons
    found["date"], found["day"] = (_day(skeletons[name], locale) for name in ("yMMMd", "MMMd"))
    found["time"] = str(locale.datetime_formats["medium"]).replace("'", "")
    return found


def parse(code: str) -> Locale | None:
    """The locale of a language, by its code in BCP 47; None where the CLDR does not know it."""
    try:
        return Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return None


def name_of(code: str, locale: Locale) -> str | None:
    """What a language is called in another one, or None."""
    language = parse(code)
    return language.get_display_name(locale) if language is not None else None


def _day(pattern: DateTimePattern, locale: Locale) -> Row:
    """A pattern for a day with the places `{y}`, `{M}`, `{d}` and, with two digits, `{dd}`; and what months are called
    in it.
    """
    text = str(pattern.format)
    month = next(name for name in _FIELD.findall(text) if name[0] in "ML")
    if month in _MONTHS:
        width, context = _MONTHS[month]
        names = get_month_names(width, context, locale)
        months = [str(names[number]) for number in range(1, 13)]
    else:
        months = [f"{number:0{len(month)}}" for number in range(1, 13)]
    text = _FIELD.sub(lambda place: "{M}" if place[1] == month else f"{{{place[1]}}}", text)
    return {"pattern": text.replace("%%", "%"), "months": months}

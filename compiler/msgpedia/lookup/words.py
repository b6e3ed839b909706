"""The words of the look-up's text output, marked for Babel (`babel.cfg`); English is the key of every translation.

Translations come with the bundle, and so does how a language writes plurals, numbers and lists (`bundle/locales`, as
plain data). Places such as `{command}` stand for values, `{count}` for the number of a plural.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    Plural = tuple[str, str]


def _(text: str) -> str:
    """Mark a text for extraction."""
    return text


def ngettext(singular: str, plural: str) -> Plural:
    """Mark the two English forms of a text with a number for extraction."""
    return singular, plural


# How English writes numbers and lists, for bundles that say nothing of a language.
NO_LOCALE: Mapping[str, Any] = {}
ENGLISH_NUMBER = {"group": ",", "sizes": (3, 3)}
ENGLISH_LIST = {"two": "{0} and {1}", "start": "{0}, {1}", "middle": "{0}, {1}", "end": "{0}, and {1}"}

# How bad a message is, by syslog name.
SEVERITIES = {
    "emerg": _("EMERGENCY"),
    "alert": _("ALERT"),
    "crit": _("CRITICAL"),
    "err": _("ERROR"),
    "warning": _("WARNING"),
    "notice": _("NOTICE"),
    "info": _("INFO"),
    "debug": _("DEBUG"),
}

NOT_TRANSLATED = _("No {wanted} text yet; this is {shown}.")
REPEATED = ngettext("and {count} line repeated", "and {count} lines repeated")
LINES = ngettext("{count} line", "{count} lines")
SHORTENED = ngettext("({count} character in all)", "({count} characters in all)")

# Explanations of lines.
FOR_THESE = _("For these values")
WHAT_FIRST = _("What to do first")
STEPS_IN_ALL = ngettext("{count} step in all, and the background:", "All {count} steps and the background:")
MORE = _("More:")
ALTERNATIVES = _("Could as well be:")
INDEXED = _("Not explained yet; known format:")
PRINTED_BY = _("printed by {function} in {place}")
PRINTED_IN = _("printed in {place}")
OTHER_PLACES = ngettext("and in {count} other place", "and in {count} other places")

# Entries.
MESSAGE = _("Message")
ARGUMENTS = _("Values")
IN_BRACKETS = _("[…] is the table that explains a value: {command}")
ACTION = _("What to do")
ADVICE = _("For certain values")
DESCRIPTION = _("What it means")
NOTES = _("Notes")
EXAMPLES = _("Examples")
FORMATS = _("Format strings, newest first")
FOLLOWED_BY = _("Often followed by")
RELATED = _("Related messages")
REFERENCES = _("References")
VERSION = _("version {version}")
VERSIONS = _("versions {first} to {last}")
VERSIONS_FROM = _("version {first} and later")
VERSIONS_TO = _("version {last} and earlier")
PREFIX = _("after a prefix such as {format}")
SEEN = _("seen on {environment}")
VERIFIED = _("Verified in the source of: {versions}")
LICENSE = _("License: {license}")
AUTHORS = _("Authors: {authors}")
RENAMED = _("{old} is called {new} now.")
WITHDRAWN = _("{id} was withdrawn on {day}: {reason}")
WITHDRAWN_FOR = _("{id} was withdrawn on {day}; read {see} instead. Reason: {reason}")

# What values mean.
WITH_MEANING = _("{value} ({meaning})")
NAMED = _("{name}: {value}")
ONE_OF = _("one of: {values}")
ONE_OF_THESE = _("one of these; nothing tells which:")
NOT_IN_TABLE = _("{value} (not in the table)")
OUTSIDE = _("not in the table")
LOOKED_IN = _("Looked in:")
NO_TABLE_OF_VERSION = _("There is no table for {versions}; there are tables for:")
ALSO = _("{meaning} (also {names})")
SOURCES = _("Sources")
BITS = _("bits {first} to {last}")
BIT = _("bit {number}")
SEE_KIND = _("see {kind}")
ANY_NUMBER = _("a number")

# Messages of packs.
NOBODY_EXPLAINED = _("Nobody has explained this message yet.")
PLACES = _("Where it is printed")
IN_VERSIONS = _("in {versions}")
CARRIES = _("The format carries another message in itself, so it says little of what happened.")
MORE_BEFORE = _("Text that is not known here stands before it.")

# Search.
NO_ENTRY_HAS_ALL = _("No entry has all of these words; these have some of them.")
MORE_FOUND = ngettext("{count} more; --limit shows it.", "{count} more; --limit shows them.")
TOO_MANY = _("More entries have these words than were read; add a word.")
QUERY_CUT = _("The query is long; only its beginning was looked for.")

# Summary.
COUNT = _("Count")
SEVERITY = _("Severity")
NO_MESSAGES = _("No known message was found.")
TIME_SPAN = _("{first} to {last}")
TOTALS = {
    "lines": _("lines: {count}"),
    "documented": _("documented: {count}"),
    "indexed": _("format known: {count}"),
    "unknown": _("unknown: {count}"),
}


class Words:
    """The words in one language: English → translated. What is not translated stays English.

    `locale` is the bundle's row for the language (`locales` in docs/bundle.md); what it lacks is written as in English.
    """

    __slots__ = ("_locale", "_translated")

    def __init__(self, translated: Mapping[str, str], locale: Mapping[str, Any] = NO_LOCALE) -> None:
        self._translated, self._locale = translated, locale

    def __call__(self, text: str, **values: str) -> str:
        """A text in the language, with values for its places."""
        return _filled(self._translated.get(text) or text, values)

    def plural(self, texts: Plural, number: int, **values: str) -> str:
        """The form of a text for a number, which stands for `{count}`."""
        text = texts[number != 1]
        known = self._locale.get("plural")
        forms = known["texts"].get(texts[0], ()) if known else ()
        if known and forms:
            form = int(known["forms"][number if number < 200 else 100 + number % 100])
            text = forms[form] if form < len(forms) else forms[-1]
        return _filled(text, {"count": self.number(number), **values})

    def number(self, number: int) -> str:
        """A whole number, not below 0, with its digits in groups."""
        digits = str(number)
        known = self._locale.get("number", ENGLISH_NUMBER)
        size, others = known["sizes"]
        groups: list[str] = []
        while len(digits) > size:
            digits, group = digits[:-size], digits[-size:]
            groups.insert(0, group)
            size = others
        return str(known["group"]).join([digits, *groups])

    def listed(self, items: Sequence[str]) -> str:
        """Things that are all meant, as a list: `a, b, and c`."""
        patterns = self._locale.get("list", ENGLISH_LIST)
        if len(items) < 2:
            return "".join(items)
        if len(items) == 2:
            return _placed(patterns["two"], *items)
        found = _placed(patterns["end"], *items[-2:])
        for item in reversed(items[1:-2]):
            found = _placed(patterns["middle"], item, found)
        return _placed(patterns["start"], items[0], found)

    def joined(self, items: Sequence[str]) -> str:
        """Facts side by side, with what stands between the parts of a list: `a, b, c`."""
        pattern = self._locale.get("list", ENGLISH_LIST)["middle"]
        return _placed(pattern, "", "").join(items)

    def time(self, time: str) -> str:
        """A time stamp of a log: its day as the language writes it, the time of day as it stands there."""
        from msgpedia.lookup.times import written

        return written(time, self._locale)

    def severity(self, severity: str | None) -> str:
        """The word for a severity, by its syslog name; empty for none."""
        if not severity:
            return ""
        return self(SEVERITIES[severity]) if severity in SEVERITIES else severity.upper()

    def not_translated(self, wanted: str, shown: str) -> str:
        """The notice that a text is missing in a language, so that another one is shown. Both are codes."""
        return self(NOT_TRANSLATED, wanted=self.language(wanted), shown=self.language(shown))

    def language(self, code: str) -> str:
        """What a language is called, by its code."""
        return str(self._locale.get("names", {}).get(code, code))


def _filled(text: str, values: Mapping[str, str]) -> str:
    """A text with values in its places."""
    return re.sub(r"\{(\w+)\}", lambda place: values.get(place[1], place[0]), text) if values else text


def _placed(pattern: str, first: str, second: str) -> str:
    """A pattern of a list with its two parts."""
    return _filled(pattern, {"0": first, "1": second})

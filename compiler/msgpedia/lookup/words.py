"""The words of the look-up's text output, marked for Babel (`babel.cfg`); English is the key of every translation.

Translations come with the bundle. Places such as `{command}` stand for values; there are no plurals, so wordings hold
for any number.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def _(text: str) -> str:
    """Mark a text for extraction."""
    return text


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

# Languages by code, as they stand in `NOT_TRANSLATED`.
LANGUAGES = {"en": _("English"), "ja": _("Japanese")}

NOT_TRANSLATED = _("No {wanted} text yet; this is {shown}.")
REPEATED = _("and {count} repeated")
SHORTENED = _("({count} characters in all)")

# Explanations of lines.
WHAT_FIRST = _("What to do first")
STEPS_IN_ALL = _("All {count} steps and the background:")
MORE = _("More:")
ALTERNATIVES = _("Could as well be:")
INDEXED = _("Not explained yet; known format:")

# Entries.
MESSAGE = _("Message")
ARGUMENTS = _("Values")
ACTION = _("What to do")
ADVICE = _("For certain values")
DESCRIPTION = _("What it means")
NOTES = _("Notes")
EXAMPLES = _("Examples")
FORMATS = _("Format strings, newest first")
FOLLOWED_BY = _("Often followed by")
RELATED = _("Related messages")
REFERENCES = _("References")
VERSIONS = _("versions {first} to {last}")
VERSIONS_FROM = _("version {first} and later")
VERSIONS_TO = _("version {last} and earlier")
PREFIX = _("after a prefix such as {format}")
SEEN = _("seen on {environment}")
LICENSE = _("License: {license}")
AUTHORS = _("Authors: {authors}")

# Search.
NO_ENTRY_HAS_ALL = _("No entry has all of these words; these have some of them.")
MORE_FOUND = _("{count} more; --limit shows them.")
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
    """The words in one language: English → translated. What is not translated stays English."""

    __slots__ = ("_translated",)

    def __init__(self, translated: Mapping[str, str]) -> None:
        self._translated = translated

    def __call__(self, text: str, **values: str) -> str:
        """A text in the language, with values for its places."""
        text = self._translated.get(text) or text
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def severity(self, severity: str | None) -> str:
        """The word for a severity, by its syslog name; empty for none."""
        if not severity:
            return ""
        return self(SEVERITIES[severity]) if severity in SEVERITIES else severity.upper()

    def not_translated(self, wanted: str, shown: str) -> str:
        """The notice that a text is missing in a language, so that another one is shown. Both are codes."""
        return self(NOT_TRANSLATED, wanted=self._language(wanted), shown=self._language(shown))

    def _language(self, code: str) -> str:
        return self(LANGUAGES[code]) if code in LANGUAGES else code

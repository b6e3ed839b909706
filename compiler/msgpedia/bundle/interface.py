"""The words of the command line in other languages, from the Babel catalogs under `translations/`."""

from __future__ import annotations

from pathlib import Path

from babel.messages.pofile import read_po


def load(folder: Path) -> dict[str, dict[str, str]]:
    """Language → English → translated text, of every `<language>/LC_MESSAGES/msgpedia.po` in a folder.

    Texts that are not translated, or marked fuzzy, are left out. Raises babel.messages.pofile.PoFileError and OSError.
    """
    found: dict[str, dict[str, str]] = {}
    for path in sorted(folder.glob("*/LC_MESSAGES/msgpedia.po")):
        language = path.parent.parent.name
        with path.open("rb") as file:
            catalog = read_po(file, locale=None, domain="msgpedia", abort_invalid=True)
        found[language] = {
            message.id: message.string
            for message in catalog
            if isinstance(message.id, str) and isinstance(message.string, str)
            if message.id and message.string and not message.fuzzy
        }
    return found

"""The words of the command line in other languages, from the Babel catalogs under `translations/`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from gettext import c2py
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

COUNTED = 200  # for greater numbers the forms of the second hundred repeat


@dataclass(frozen=True, slots=True)
class Words:
    """The words in one language: English → translation; English singular → translated forms; which form (a digit) is
    for 0, 1, 2, … `COUNTED` - 1.
    """

    texts: Mapping[str, str] = field(default_factory=dict)
    plurals: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    forms: str = ""


def load(folder: Path) -> dict[str, Words]:
    """The words in each language that has a `<language>/LC_MESSAGES/msgpedia.po` in a folder.

    Texts that are not translated (plurals: not in all forms), or marked fuzzy, are left out. Raises
    babel.messages.pofile.PoFileError and OSError.
    """
    found: dict[str, Words] = {}
    for path in sorted(folder.glob("*/LC_MESSAGES/msgpedia.po")):
        found[path.parent.parent.name] = read(path.read_bytes(), str(path))
    return found


def read(data: bytes, name: str = "msgpedia.po") -> Words:
    """The words of a PO file; `name` is what errors call it. Raises babel.messages.pofile.PoFileError."""
    catalog = read_po(BytesIO(data), domain="msgpedia", abort_invalid=True)
    texts: dict[str, str] = {}
    plurals: dict[str, tuple[str, ...]] = {}
    for message in catalog:
        if not message.id or not message.string or message.fuzzy:
            continue
        if isinstance(message.id, str):
            texts[message.id] = str(message.string)
        elif not isinstance(message.string, str) and all(message.string):
            plurals[message.id[0]] = tuple(message.string)
    return Words(texts, plurals, _forms(catalog, name))


def _forms(catalog: Catalog, name: str) -> str:
    """Which form stands for each number, by the expression of the catalog's header `Plural-Forms`."""
    try:
        form = c2py(catalog.plural_expr)
        numbers = [int(form(number)) for number in range(COUNTED)]
    except (ValueError, ArithmeticError) as error:
        raise PoFileError(f"{name}: Plural-Forms: {error}", catalog, "", 0) from error
    if not all(0 <= number < min(catalog.num_plurals, 10) for number in numbers):
        raise PoFileError(f"{name}: Plural-Forms names a form that there is not", catalog, "", 0)
    return "".join(map(str, numbers))

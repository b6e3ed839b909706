"""What checks of wording share: the texts of an owner in a language, their prose, findings about stretches of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from msgpedia.catalog import markdown, mending
from msgpedia.catalog.mending import Fix
from msgpedia.catalog.model import Entry, Software
from msgpedia.catalog.places import Path
from msgpedia.diagnostics import Diagnostic, report

Owner = Entry | Software

JAPANESE = (
    "\u3005-\u3007\u3041-\u3096\u30a1-\u30fa\u30fc\u3400-\u4dbf\u4e00-\u9fff"  # letters, for a class of characters
)
MOST = 100  # findings of one sort about one text
_JAPANESE = re.compile(f"[{JAPANESE}]")
_LETTER = re.compile("[A-Za-z]")
_NAMES = {"ja": "Japanese", "en": "English"}
_ADDRESS = re.compile(r"https?://[!-~]+")
_QUOTED = re.compile(r"「[^「」\n]*」|『[^『』\n]*』|［[^［］\n]*］|[“\"][^“”\"\n]*[”\"]")


def language_name(code: str) -> str:
    """A language in the words of a message."""
    return _NAMES.get(code, f"`{code}`")


def field_name(path: Path) -> str:
    """A path as a message shows it, items counted from 1: `advice.1`."""
    return ".".join(str(step + 1) if isinstance(step, int) else step for step in path)


def texts(owner: Owner, *languages: str) -> Iterator[tuple[Path, str, str]]:
    """The texts in some languages: path, language, text."""
    for path, text in owner.texts():
        for language, value in text.translations:
            if language in languages:
                yield (*path, language), language, value


def without_code_and_addresses(value: str) -> str:
    """The prose of a text, every character at its offset."""
    prose = markdown.without_code(value)
    return _ADDRESS.sub(lambda match: " " * len(match.group()), prose) if "://" in prose else prose


def without_quoted(prose: str) -> str:
    """Prose without what it has in quotes, such as words on a screen, which stay as they are there."""
    return _QUOTED.sub(lambda found: found.group()[0] + " " * (len(found.group()) - 2) + found.group()[-1], prose)


def is_japanese(value: str) -> bool:
    """Whether a text is more Japanese than anything that is written in letters of ASCII."""
    prose = "" if value.isascii() else without_code_and_addresses(value)
    return len(_JAPANESE.findall(prose)) > len(_LETTER.findall(prose))


def places_of(pattern: re.Pattern[str], prose: str) -> Iterator[re.Match[str]]:
    """Where a pattern occurs, at most `MOST` times: each place costs time, and a hostile text could have thousands."""
    return islice(pattern.finditer(prose), MOST)


def slip(
    owner: Owner, code: str, path: Path, place: tuple[int, int], message: str, hint: str, fix: Fix = ()
) -> Diagnostic:
    """A finding about a stretch of a text."""
    return report(code, owner.places.inside(path, *place), message, hint, fix)


def mended(owner: Owner, path: Path, value: str, place: tuple[int, int], text: str) -> Fix:
    """The fix that puts `text` where a stretch of a text is."""
    return mending.stretch(owner.places, path, value, *place, text)

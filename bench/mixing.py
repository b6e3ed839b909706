"""Texts of the catalog taken apart into blocks of Markdown, which a synthetic entry is put together from."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from msgpedia.catalog.model import Entry, Text

LANGUAGES = ("ja", "en")
Both = dict[str, str]  # language → text

_FENCE = re.compile(r" *```")
_ITEM = re.compile(r"(?:[-*]|[0-9]+\.) ")


def blocks(text: str) -> list[str]:
    """The blocks of a Markdown text: paragraphs, headings, and whole lists and pieces of code."""
    found: list[list[str]] = []
    fenced = blank = False
    for line in text.strip("\n").split("\n"):
        begins = blank and line.strip() and not fenced and not line.startswith(" ")
        in_list = bool(found and _ITEM.match(found[-1][0]) and _ITEM.match(line))
        if not found or (begins and not in_list):
            found.append([])
        found[-1].append(line)
        fenced ^= bool(_FENCE.match(line))
        blank = not line.strip()
    return ["\n".join(lines).rstrip() for lines in found]


class Pool:
    """The blocks of all descriptions, in both languages side by side."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._blocks = [block for entry in entries for block in self.blocks_of(entry.description)]

    @staticmethod
    def blocks_of(text: Text) -> list[Both]:
        """A text's blocks; it is a single one where the languages do not have as many."""
        translations = {code: text.get(code) or "" for code in LANGUAGES}
        sides = [blocks(translations[code]) for code in LANGUAGES]
        if len({len(side) for side in sides}) > 1:
            return [translations]
        return [dict(zip(LANGUAGES, pair, strict=True)) for pair in zip(*sides, strict=True)]

    def description(self, count: int, chance: random.Random) -> list[Both]:
        """So many blocks by chance, no two the same."""
        return chance.sample(self._blocks, count)

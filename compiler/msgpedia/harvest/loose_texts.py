"""Format strings that no call has: they stand in tables, a function returns them or puts them together (`[[texts]]`
of a seeds file).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgpedia.harvest.c_strings import LITERAL, decoded
from msgpedia.harvest.c_text import SourceText
from msgpedia.harvest.calls import Emission
from msgpedia.harvest.functions import Functions
from msgpedia.harvest.seeds import Seeds, Texts

_RETURN = re.compile(r"\breturn\b[^;]*;")
_INDEX = re.compile(r"\[[ \t]*(\w+)[ \t]*\][ \t\n]*=[ \t\n]*\Z")
_CURLY = re.compile(r"[{}]")
LONGEST_TABLE = 20_000


def loose_texts(source: SourceText, functions: Functions, seeds: Seeds) -> Iterator[tuple[int, Emission]]:
    """Each format with its offset in the text."""
    for row in seeds.texts:
        for name in row.tables:
            for match in re.finditer(rf"\b{re.escape(name)}\b[^;={{}}()]*=\s*\{{", source.shadow):
                end = _closed(source.shadow, match.end() - 1)
                yield from _literals(source, match.end(), end, row, name)
        for function in functions.all:
            if function.name in row.functions and row.formats:
                for text in row.formats:
                    yield function.start, Emission(text, "", row.level, row.sink, (), text)
            elif function.name in row.functions:
                for found in _RETURN.finditer(source.shadow, function.start, function.end):
                    yield from _literals(source, found.start(), found.end(), row, function.name)
            elif function.name in row.bodies:
                yield from _literals(source, function.start, function.end, row, function.name)


def _closed(shadow: str, start: int) -> int:
    """Where the curly bracket that opens at an offset is closed."""
    depth = 0
    for match in _CURLY.finditer(shadow, start, start + LONGEST_TABLE):
        depth += 1 if match.group() == "{" else -1
        if depth == 0:
            return match.start()
    return start


def _literals(source: SourceText, start: int, end: int, row: Texts, name: str) -> Iterator[tuple[int, Emission]]:
    for match in LITERAL.finditer(source.code, start, end):
        text = decoded(match.group())
        index = _INDEX.search(source.shadow, start, match.start())
        level = row.levels.get(index[1], row.level) if index else row.level
        if " " in text:
            whole = row.prefix + text + row.suffix
            yield match.start(), Emission(whole, row.prefix, level, row.sink, (name,), match.group())

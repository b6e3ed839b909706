"""Variables that hold a format: `static const char version[] = "…"`, `fmt = "…"`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from msgpedia.harvest.c_text import SourceText, closing, split_arguments
from msgpedia.harvest.functions import Functions

_ARRAY = re.compile(
    r'\bchar\b[\w \t*]*?\b(\w+)[ \t]*\[[^\]\n]*\](?:[ \t]*__\w+(?:\([^)]*\))?)*[ \t\n]*=[ \t\n]*(?=["A-Z(])'
)
_POINTER = re.compile(
    r"(?:\bchar\b[ \t]*(?:const\b)?[ \t]*\*[ \t]*(?:const\b)?[ \t]*|(?<=[;{}\n)])[ \t]*)(\w+)[ \t]*=[ \t\n]*"
    r'(?="|[A-Z]?_\(|gettext(?:_noop)?\()'
)
_BUFFER = re.compile(r"\bsn?printf[ \t\n]*\([ \t\n]*(?:\([\w \t]*\*\)[ \t]*)?(\w+)[ \t\n]*,")
MOST_VALUES = 64
LONGEST_VALUE = 2000


class Variables:
    """The texts that are assigned to variables of a file, or with `buffers` printed into them; they are looked for at
    the first use.
    """

    def __init__(self, source: SourceText, functions: Functions, buffers: bool = False) -> None:
        self._source, self._functions, self._buffers = source, functions, buffers
        self._values: dict[str, list[tuple[int, str]]] | None = None

    def __call__(self, name: str, position: int) -> Sequence[str]:
        """The expressions assigned to a name outside of functions or in the function at an offset."""
        if self._values is None:
            self._values = self._assigned()
        here = self._functions.at(position)
        return [text for place, text in self._values.get(name, ()) if self._functions.at(place) in (None, here)][
            :MOST_VALUES
        ]

    def _assigned(self) -> dict[str, list[tuple[int, str]]]:
        found: dict[str, list[tuple[int, str]]] = defaultdict(list)
        code, shadow = self._source.code, self._source.shadow
        for pattern in (_ARRAY, _POINTER):
            for match in pattern.finditer(shadow):
                end = shadow.find(";", match.end(), match.end() + LONGEST_VALUE)
                if end >= 0:
                    found[match[1]].append((match.start(), code[match.end() : end]))
        for match in _BUFFER.finditer(shadow) if self._buffers else ():
            opening = shadow.index("(", match.start())
            arguments = split_arguments(code, shadow, opening + 1, closing(shadow, opening))
            found[match[1]] += ((match.start(), text) for text in arguments[1:3] if '"' in text)
        return found

"""The functions that a C file defines, by how code is laid out: a body begins with `{` at the start of a line or at the
end of one behind a parameter list, and ends with `}` at the start of a line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from msgpedia.harvest.c_text import SourceText, closing, split_arguments

_BODY = re.compile(r"^\{|\)[^;{}()=\n]*\{[ \t]*$|^[A-Za-z_][^;{}=\n]*\)[ \t]*\{(?=[^{}\n]*\}[ \t]*$)", re.MULTILINE)
_NAME = re.compile(r"([A-Za-z_]\w*)[ \t\n]*\(", re.ASCII)
_PARAMETER = re.compile(r"([A-Za-z_]\w*)[ \t\n]*(?:\[[^\]]*\][ \t\n]*)*$", re.ASCII)
_NOT_NAMES = frozenset(
    ("__attribute__", "__printf", "__attribute", "__declspec", "__scanf", "if", "while", "for", "switch")
)
_ONE_LINE = re.compile(r"\{[^{}\n]*\}[ \t]*$", re.MULTILINE)
_GOES_ON = re.compile(
    r"\n\}(?:;[ \t]*\n(?:[ \t]*\n)*[ \t]+[^ \t\n]"
    r"|[ \t]*\n(?:[ \t]*\n)*(?:[A-Za-z_]\w*:[ \t]*$|[ \t]+(?:return|goto|if|for|while|switch)\b))",
    re.MULTILINE,
)
_SYSTEM_CALL = re.compile(r"(?:COMPAT_)?SYSCALL_DEFINE\d$")
_STATEMENTS = frozenset(("if", "while", "for", "switch"))
_ATTRIBUTE = re.compile(r"[A-Z][A-Z0-9_]*")
_FOLLOWED = re.compile(r"[ \t\n*]*(?:\w+[ \t\n*]+)*[a-zA-Z]\w*[a-z]\w*[ \t\n]*\(")
LONGEST_HEAD = 4000


@dataclass(frozen=True, slots=True)
class Function:
    """A definition: where its parameters and its body are in the text of the file."""

    name: str
    static: bool
    parameters: tuple[str, ...]
    start: int
    end: int

    @property
    def variadic(self) -> bool:
        return bool(self.parameters) and self.parameters[-1] == "..."

    def names(self) -> tuple[str, ...]:
        """The parameters' names; empty for one without."""
        return tuple(_parameter_name(text) for text in self.parameters)


def _parameter_name(text: str) -> str:
    if text == "...":
        return text
    match = _PARAMETER.search(text)
    return match[1] if match and " " in text.replace("*", " ").strip() else ""


def _end(shadow: str, brace: int) -> int:
    """Where the body that begins at a brace ends: at a `}` at the start of a line, but not at one behind which it goes
    on: that of an initialiser before an indented line, and any before a label or an indented statement. -1 where it
    does not end.
    """
    line = _ONE_LINE.match(shadow, brace)
    if line:
        return line.end() - 1
    at = shadow.find("\n}", brace)
    while at >= 0 and _GOES_ON.match(shadow, at):
        at = shadow.find("\n}", at + 1)
    return at


class Functions:
    """The functions of a file, in order."""

    def __init__(self, source: SourceText) -> None:
        self._source = source
        self.all = list(self._find())
        self._starts = [function.start for function in self.all]

    def _find(self) -> Iterator[Function]:
        shadow, code = self._source.shadow, self._source.code
        behind = 0
        for match in _BODY.finditer(shadow):
            brace = match.end() - 1 if match.group() == "{" else shadow.index("{", match.start())
            if brace < behind:
                continue
            first = max(behind, brace - LONGEST_HEAD)
            head_start = max(shadow.rfind(";", first, brace), shadow.rfind("}", first, brace), first - 1) + 1
            function = self._function(code, shadow, head_start, brace)
            if function is None:
                continue
            yield function
            behind = function.end

    def _function(self, code: str, shadow: str, start: int, brace: int) -> Function | None:
        behind = start
        for match in _NAME.finditer(shadow, start, brace):
            if match.start() < behind:
                continue
            if match[1] in _STATEMENTS:
                return None
            opening = match.end() - 1
            end = closing(shadow, opening)
            if end < 0 or end > brace:
                return None
            if match[1] in _NOT_NAMES or (_ATTRIBUTE.fullmatch(match[1]) and _FOLLOWED.match(shadow, end + 1, brace)):
                behind = end
                continue
            following = _NAME.search(shadow, end + 1, brace)
            if following and not following[1].startswith("__") and following[1] not in _NOT_NAMES:
                behind = end
                continue
            parameters = split_arguments(code, shadow, opening + 1, end)
            name = match[1]
            if _SYSTEM_CALL.match(name) and parameters:
                name = "sys_" + parameters[0]
            last = _end(shadow, brace)
            head = shadow[start : match.start()]
            return Function(
                name,
                "static" in head,
                tuple(" ".join(text.split()) for text in parameters),
                brace,
                last + 1 if last >= 0 else len(shadow),
            )
        return None

    @cached_property
    def names(self) -> frozenset[str]:
        return frozenset(function.name for function in self.all)

    @cached_property
    def static_names(self) -> frozenset[str]:
        return frozenset(function.name for function in self.all if function.static)

    def at(self, position: int) -> Function | None:
        """The function whose body an offset is in."""
        number = bisect_right(self._starts, position) - 1
        if number < 0:
            return None
        function = self.all[number]
        return function if position < function.end else None

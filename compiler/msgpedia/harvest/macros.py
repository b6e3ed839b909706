"""Macros of the preprocessor: their definitions, and what a use of one stands for."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from msgpedia.harvest.c_text import SourceText

_DEFINE = re.compile(r"([A-Za-z_]\w*)(?:\(([^()]*)\))?", re.ASCII)
_INCLUDE = re.compile(r'"[^"\n]+"|<[^>\n]+>')
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\'\\]|\\.)*\'|[A-Za-z_]\w*|\d[\w.]*|##|\s+|.', re.DOTALL | re.ASCII)
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)
MOST_OPTIONS = 8  # `__VA_OPT__` inside of each other
MOST_BRANCHES = 12  # definitions of one name that are followed
LONGEST_BODY = 20_000
LONGEST_TEXT = 100_000


@dataclass(slots=True, eq=False)
class Macro:
    """A definition. `parameters` is None for a macro without brackets; `variadic` names the parameter that takes the
    rest of the arguments. `position` is the offset in its file's text. A `fallback` is there for who has no definition
    of its own: it stands under an `#ifndef` of its name.
    """

    name: str
    parameters: tuple[str, ...] | None
    variadic: str | None
    body: str
    position: int
    line: int
    fallback: bool = False
    _tokens: tuple[str, ...] | None = field(default=None, repr=False)

    def __reduce__(self) -> tuple[object, ...]:
        """Between processes names and short bodies, which occur often, go as one object each."""
        return _received, (
            self.name,
            self.parameters,
            self.variadic,
            self.body,
            self.position,
            self.line,
            self.fallback,
        )

    @property
    def tokens(self) -> tuple[str, ...]:
        if self._tokens is None:
            self._tokens = tuple(_TOKEN.findall(self.body))
        return self._tokens

    def words(self) -> set[str]:
        """The identifiers in the body."""
        return {token for token in self.tokens if _WORD.match(token)}


def _received(
    name: str,
    parameters: tuple[str, ...] | None,
    variadic: str | None,
    body: str,
    position: int,
    line: int,
    fallback: bool,
) -> Macro:
    if parameters:
        parameters = tuple(map(sys.intern, parameters))
    name, body, variadic = sys.intern(name), sys.intern(body), variadic and sys.intern(variadic)
    return Macro(name, parameters, variadic, body, position, line, fallback)


def defined(source: SourceText) -> list[Macro]:
    """The definitions in a file."""
    found = []
    missing: list[str] = []  # for each `#if` that is open, the name that must not be defined
    for directive in source.directives:
        name, rest = directive.name, directive.rest
        if name == "define":
            macro = _definition(rest, directive.position, source)
            if macro is not None:
                macro.fallback = macro.name in missing
                found.append(macro)
        elif name in ("if", "ifdef", "ifndef"):
            missing.append(rest.split()[0] if name == "ifndef" and rest else "")
        elif name in ("else", "elif", "endif") and missing:
            missing.pop()
            if name != "endif":
                missing.append("")
    return found


def of_compiler(text: str) -> Macro | None:
    """A definition that the compiler is given (`-D`), as it would stand behind `#define`; it holds from the start."""
    return _definition(text, -1, None)


def _definition(text: str, position: int, source: SourceText | None) -> Macro | None:
    match = _DEFINE.match(text)
    if match is None:
        return None
    body = text[match.end() :].strip()
    if len(body) > LONGEST_BODY:
        return None
    parameters, variadic = _parameters(match[2]) if match[2] is not None else (None, None)
    return Macro(match[1], parameters, variadic, body, position, source.line(position) if source else 1)


def _parameters(text: str) -> tuple[tuple[str, ...], str | None]:
    names = [name.strip() for name in text.split(",")] if text.strip() else []
    variadic = None
    if names and names[-1].endswith("..."):
        variadic = names.pop()[:-3].strip() or "__VA_ARGS__"
    return tuple(names), variadic


def expand(macro: Macro, arguments: Sequence[str], raw: Sequence[str] | None = None, depth: int = 0) -> str:
    """The body of a macro with its arguments put in: `#` makes a string, `##` joins; a comma before an empty rest goes.

    Arguments stand as they are; whoever reads on expands them. `raw` are those for `#` and `##`, where they differ.
    """
    values = _values(macro, arguments)
    bare = _values(macro, raw) if raw is not None else values
    tokens = macro.tokens
    pieces: list[str] = []
    number = 0
    while number < len(tokens):
        token = tokens[number]
        if token == "##":
            while pieces and pieces[-1].isspace():
                pieces.pop()
            number = _skip_blanks(tokens, number + 1)
            following = tokens[number] if number < len(tokens) else ""
            value = bare.get(following, following)
            if following == macro.variadic and not value and pieces and pieces[-1].strip() == ",":
                pieces.pop()
            elif pieces and value and pieces[-1].strip() != ",":
                pieces[-1] += value
            else:
                pieces.append(value)
        elif token == "#" and macro.parameters is not None:
            number = _skip_blanks(tokens, number + 1)
            following = tokens[number] if number < len(tokens) else ""
            pieces.append(_quoted(bare[following]) if following in bare else "#" + following)
        elif token == "__VA_OPT__":
            number, inside = _option(tokens, number + 1)
            if macro.variadic and values.get(macro.variadic) and depth < MOST_OPTIONS:
                option = Macro("", macro.parameters, macro.variadic, inside, 0, 0)
                pieces.append(expand(option, arguments, raw, depth + 1))
        elif token in values:
            value = values[token]
            if token == macro.variadic and not value and pieces and pieces[-1].strip() == ",":
                pieces.pop()
            pieces.append(value)
        else:
            pieces.append(token)
        number += 1
    return "".join(pieces)[:LONGEST_TEXT]


def _values(macro: Macro, arguments: Sequence[str]) -> dict[str, str]:
    if macro.parameters is None:
        return {}
    count = len(macro.parameters)
    values = {name: arguments[place] if place < len(arguments) else "" for place, name in enumerate(macro.parameters)}
    if macro.variadic is not None:
        values[macro.variadic] = ", ".join(arguments[count:])
    return values


def _skip_blanks(tokens: Sequence[str], number: int) -> int:
    while number < len(tokens) and tokens[number].isspace():
        number += 1
    return number


def _option(tokens: Sequence[str], number: int) -> tuple[int, str]:
    """What stands in the brackets of `__VA_OPT__`, and the place of the closing one."""
    depth = 0
    inside: list[str] = []
    for place in range(number, len(tokens)):
        token = tokens[place]
        depth += (token == "(") - (token == ")")
        if depth == 0 and token == ")":
            return place, "".join(inside[1:])
        inside.append(token)
    return len(tokens), ""


def _quoted(text: str) -> str:
    """`#` of an argument."""
    pieces = []
    for token in _TOKEN.findall(text.strip()):
        if token[0] in "\"'" and len(token) > 1:
            token = token.replace("\\", "\\\\").replace('"', '\\"')
        pieces.append(" " if token.isspace() else token)
    return '"' + "".join(pieces) + '"'


def undefined(source: SourceText) -> list[tuple[int, str]]:
    """Where which names lose their definitions."""
    return [
        (directive.position, directive.rest.split()[0])
        for directive in source.directives
        if directive.name == "undef" and directive.rest
    ]


def included(source: SourceText) -> list[str]:
    """What a file includes, with its quotes or angle brackets."""
    found = []
    for directive in source.directives:
        match = _INCLUDE.match(directive.rest) if directive.name == "include" else None
        if match:
            found.append(match.group())
    return found


def in_force(macros: Iterable[Macro], undefs: Sequence[tuple[int, str]], position: int) -> list[Macro]:
    """Of a name's definitions in one file those that can hold at an offset: all since the last `#undef` before it.

    Several remain where branches of `#if` define it each in its way.
    """
    before = [macro for macro in macros if macro.position < position]
    if before and undefs:
        name = before[0].name
        cut = max((place for place, undone in undefs if undone == name and place < position), default=-1)
        before = [macro for macro in before if macro.position > cut]
    return before[-MOST_BRANCHES:]


def less_fallbacks(macros: list[Macro]) -> list[Macro]:
    """Of several definitions those that are no fallback; of fallbacks (the first included holds) the plainest."""
    if len(macros) < 2:
        return macros
    return [macro for macro in macros if not macro.fallback] or [min(macros, key=lambda macro: len(macro.body))]

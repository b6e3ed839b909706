"""The strings that an expression can be: literals in a row, macros that stand for them, a choice of two.

expression = condition "?" expression ":" expression | { literal | name | name "(" arguments ")" | "(" expression ")" }
"""

from __future__ import annotations

import posixpath
import re

from msgpedia.harvest import macros
from msgpedia.harvest.c_strings import LITERAL, decoded, encoded
from msgpedia.harvest.c_text import arguments_of, closing, without_comments
from msgpedia.harvest.scope import Scope

MOST_TEXTS = 12
DEEPEST = 24
_ONLY_LITERALS = re.compile(r'(?:\s*"(?:[^"\\\n]|\\.)*")+\s*', re.DOTALL)
_NAME = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_CAST = re.compile(r"\(\s*(?:const\s+)?(?:unsigned\s+)?(?:u?char|u8|__u8)\s*(?:const\s*)?\*\s*\)")
_OF_BUILD = re.compile(r"[A-Z][A-Z0-9_]{2,}")
_OPEN = re.compile(r"(?<!%)(?:%%)*%[-+ #0-9.*]*\Z")
_STEP = re.compile(r"[()\[\]{}?:,]")
_LITERAL_PREFIXES = frozenset(("L", "u", "U", "u8"))


def texts(expression: str, scope: Scope) -> tuple[str, ...]:
    """The texts that an expression can be, in the order they stand there; none where it is no text that is known.

    Where macros have several definitions, the first of each are taken together, then the second ones, and so on.
    """
    if _ONLY_LITERALS.fullmatch(expression):
        return ("".join(decoded(literal) for literal in LITERAL.findall(expression)),)
    found: dict[str, None] = {}
    outer = scope.branch, scope.widest
    scope.branch, scope.widest = 0, 1
    while scope.branch < min(scope.widest, MOST_TEXTS):
        found.update(dict.fromkeys(_texts(expression, scope, frozenset())))
        scope.branch += 1
    scope.branch, scope.widest = outer
    return tuple(map(_less_places, found))[:MOST_TEXTS]


def _less_places(text: str) -> str:
    """A text in which the line that it stands on is a number, not the macro's name: ids must not hold lines."""
    return text.replace("__LINE__", "%d") if "__LINE__" in text else text


def _texts(expression: str, scope: Scope, within: frozenset[str]) -> tuple[str, ...]:
    if _ONLY_LITERALS.fullmatch(expression):
        return ("".join(decoded(literal) for literal in LITERAL.findall(expression)),)
    if len(within) > DEEPEST or not scope.step():
        return ()
    code, shadow = without_comments(expression)
    return _evaluate(code, shadow, scope, within)


def _evaluate(code: str, shadow: str, scope: Scope, within: frozenset[str]) -> tuple[str, ...]:
    if len(within) > DEEPEST:
        return ()
    end, question, colon = _cut(shadow)
    code, shadow = code[:end], shadow[:end]
    if question >= 0:
        if colon < 0:
            return ()
        one = _evaluate(code[question + 1 : colon], shadow[question + 1 : colon], scope, _deeper(within))
        other = _evaluate(code[colon + 1 :], shadow[colon + 1 :], scope, _deeper(within))
        return tuple(dict.fromkeys(one + other))[:MOST_TEXTS]
    pieces: list[tuple[str, ...]] = []
    at = 0
    while at < len(code):
        char = code[at]
        if char.isspace() or char == "\\":
            at += 1
            continue
        start = at
        found, at = _piece(code, shadow, at, scope, within)
        if found is None:
            continue
        if not found:
            found = _of_build(code[start:at], pieces, scope)
        if not found:
            return ()
        pieces.append(found)
    if not pieces or ('"' not in code and _OF_BUILD.fullmatch(code.strip()) and pieces[0] == ("%s",)):
        return ()
    found = pieces[0]
    for piece in pieces[1:]:
        found = tuple(dict.fromkeys(before + text for before in found for text in piece))[:MOST_TEXTS]
    return found


def _of_build(name: str, before: list[tuple[str, ...]], scope: Scope) -> tuple[str, ...]:
    """What a macro that no file defines prints (`"… " VERSION`): a text, unless it is a part of a conversion."""
    if not scope.world.seeds.build_texts or not _OF_BUILD.fullmatch(name):
        return ()
    return () if before and any(_OPEN.search(text) for text in before[-1]) else ("%s",)


def _deeper(within: frozenset[str]) -> frozenset[str]:
    """One level farther down; levels are counted together with the macros on the way."""
    return within | {f"({len(within)}"}


def _cut(shadow: str) -> tuple[int, int, int]:
    """Where an expression ends (a comma), where its `?` is and the `:` of that; -1 where there are none."""
    depth = waiting = 0
    question = colon = -1
    for match in _STEP.finditer(shadow):
        char = match.group()
        if char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
        elif depth:
            continue
        elif char == ",":
            return match.start(), question, colon
        elif char == "?":
            if question < 0:
                question = match.start()
            else:
                waiting += colon < 0
        elif char == ":" and question >= 0 and colon < 0:
            if waiting:
                waiting -= 1
            else:
                colon = match.start()
    return len(shadow), question, colon


def _piece(code: str, shadow: str, at: int, scope: Scope, within: frozenset[str]) -> tuple[tuple[str, ...] | None, int]:
    """The texts of what stands at a place, and the place behind it; None for what adds nothing (a cast)."""
    char = code[at]
    if char == '"':
        end = shadow.find('"', at + 1) + 1
        return ((decoded(code[at:end]),), end) if end else ((), len(code))
    if char == "(":
        cast = _CAST.match(code, at)
        if cast:
            return None, cast.end()
        end = closing(shadow, at)
        if end < 0:
            return (), len(code)
        return _evaluate(code[at + 1 : end], shadow[at + 1 : end], scope, _deeper(within)), end + 1
    name = _NAME.match(code, at)
    if name is None:
        return (), len(code)
    behind = name.end()
    while behind < len(code) and code[behind].isspace():
        behind += 1
    if code[behind : behind + 1] == "(":
        end = closing(shadow, behind)
        if end < 0:
            return (), len(code)
        return _called(name.group(), code[behind + 1 : end], scope, within), end + 1
    if name.group() in _LITERAL_PREFIXES and code[name.end() : name.end() + 1] == '"':
        return None, name.end()
    return _named(name.group(), scope, within), name.end()


def _called(name: str, inside: str, scope: Scope, within: frozenset[str]) -> tuple[str, ...]:
    """The texts that a macro with arguments stands for."""
    if name in scope.world.seeds.transparent:
        return _texts(inside, scope, within)
    if name in scope.world.seeds.empty:
        return ("",)
    if name in within:
        return ()
    found: list[str] = []
    for macro in scope.one_of(scope.macros(name)):
        if macro.parameters is None and _NAME.fullmatch(macro.body):
            found += _called(macro.body, inside, scope, within | {name})
        elif macro.parameters is not None:
            raw = arguments_of(inside)
            arguments = [_plain(argument, scope, within) for argument in raw]
            if re.search(rf"\b{name}\s*\(", inside):
                arguments = [_itself(argument, scope, _deeper(within)) for argument in raw]
            found += _texts(macros.expand(macro, arguments, raw), scope, within | {name})
    return tuple(dict.fromkeys(found))[:MOST_TEXTS]


def _itself(argument: str, scope: Scope, within: frozenset[str]) -> str:
    """An argument in which the macro occurs again, as the text that it is."""
    found = _texts(argument, scope, within)
    return encoded(found[0]) if len(found) == 1 else argument


def _plain(argument: str, scope: Scope, within: frozenset[str]) -> str:
    """An argument that is a name alone, replaced by what a macro says of it, as `#` of an outer macro wants."""
    if not _NAME.fullmatch(argument) or argument in within:
        return argument
    if argument in ("KBUILD_MODNAME", "KBUILD_BASENAME"):
        return argument
    found = [macro for macro in scope.macros(argument) if macro.parameters is None]
    return found[0].body if len(found) == 1 and found[0].body and '"' not in found[0].body else argument


def _named(name: str, scope: Scope, within: frozenset[str]) -> tuple[str, ...]:
    """The texts that a name stands for: a macro without arguments, a string of the seeds, a variable."""
    if name == "__FILE__":
        return ("%s",)
    if name == "KBUILD_MODNAME":
        return scope.module_names()
    if name == "KBUILD_BASENAME":
        return (posixpath.basename(scope.path).rpartition(".")[0].replace("-", "_"),)
    known = scope.world.seeds.strings.get(name)
    if known is not None:
        return (known,)
    if name in within:
        return ()
    inner = within | {name}
    found: list[str] = []
    for macro in scope.one_of(scope.macros(name)):
        if macro.parameters is None:
            found += ("",) if not macro.body else _texts(macro.body, scope, inner)
    if found:
        return tuple(dict.fromkeys(found))[:MOST_TEXTS]
    return tuple(dict.fromkeys(text for value in scope.values(name) for text in _texts(value, scope, inner)))

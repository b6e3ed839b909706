"""Rows of decoder tables as the source of a program has them: C macros, enums and whatever a pattern finds."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_CONDITION = re.compile(r"^[ \t]*#[ \t]*(ifdef|ifndef|if|elif|else|endif)\b(.*)$")
_DEFINE = re.compile(r"^[ \t]*#[ \t]*define[ \t]+([A-Za-z_]\w*)[ \t]+(\S.*)$", re.MULTILINE)
_ENUM = re.compile(r"\benum\b[^{};()]*\{")
_CAST = re.compile(r"\(\s*(?:__force\s+)?[a-z_][a-z0-9_]*(?:\s+[a-z]+)*\s*\)\s*(?=[\w(~-])")
_NUMBER = re.compile(r"\b(0[xX][0-9a-fA-F]+|[0-9]+)[uUlL]*\b")
_CHARACTER = re.compile(r"'(\\?.)'")
_DEFINED = re.compile(r"\bdefined\s*\(?\s*(\w+)\s*\)?|\bIS_(?:ENABLED|BUILTIN)\s*\(\s*(\w+)\s*\)")
_BIT = {"BIT", "BIT_ULL", "BIT_MASK", "_BITUL", "_BITULL"}
_SAME = {"U", "UL", "ULL", "_AC", "_UL", "_ULL", "cpu_to_le16", "cpu_to_le32"}
_DEPTH = 40
_OPERATIONS: dict[type[ast.AST], Callable[[int, int], int]] = {
    ast.BitOr: lambda a, b: a | b,
    ast.BitAnd: lambda a, b: a & b,
    ast.BitXor: lambda a, b: a ^ b,
    ast.LShift: lambda a, b: a << b,
    ast.RShift: lambda a, b: a >> b,
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Div: lambda a, b: a // b,
}


class SourceError(Exception):
    """A source file says what the tree does not have, or what cannot be read."""


@dataclass(frozen=True)
class Row:
    """One value of the source; without a symbol only the value is compared."""

    value: int
    symbol: str | None = None
    letter: str | None = None
    mask: int | None = None
    printed: str | None = None


@dataclass
class Names:
    """Values of names of C, worked out when they are asked for."""

    texts: dict[str, str] = field(default_factory=dict)
    values: dict[str, int] = field(default_factory=dict)

    def value(self, text: str, depth: int = 0) -> int:
        """Work out an expression of C with these names."""
        if depth > _DEPTH:
            raise SourceError(f"{text!r} refers to itself")
        plain = _CAST.sub("", _COMMENT.sub(" ", text))
        plain = _CHARACTER.sub(lambda match: str(ord(match[1][-1])), plain)
        plain = _NUMBER.sub(lambda match: str(_number(match[1])), plain).strip()
        plain = plain.replace("&&", " and ").replace("||", " or ")
        plain = re.sub(r"!(?!=)", " not ", plain).strip()
        try:
            return self._node(ast.parse(plain, mode="eval").body, depth)
        except SyntaxError:
            raise SourceError(f"no expression that can be read: {text!r}") from None

    def _node(self, node: ast.AST, depth: int) -> int:
        match node:
            case ast.Constant(value=int(number)):
                return number
            case ast.Name(id=name):
                return self._name(name, depth)
            case ast.UnaryOp(op=operator, operand=operand):
                number = self._node(operand, depth)
                kinds = {ast.USub: -number, ast.Invert: ~number, ast.Not: int(not number), ast.UAdd: number}
                return kinds[type(operator)]
            case ast.BoolOp(op=operator, values=values):
                numbers = [self._node(value, depth) for value in values]
                return int(any(numbers) if isinstance(operator, ast.Or) else all(numbers))
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in _OPERATIONS:
                return _OPERATIONS[type(operator)](self._node(left, depth), self._node(right, depth))
            case ast.Compare(left=left, ops=[operator], comparators=[right]):
                return int(_compared(type(operator), self._node(left, depth), self._node(right, depth)))
            case ast.Call(func=ast.Name(id=name), args=[argument, *_]) if name in _BIT:
                return 1 << self._node(argument, depth)
            case ast.Call(func=ast.Name(id=name), args=[argument, *_]) if name in _SAME:
                return self._node(argument, depth)
            case ast.Call(func=ast.Name(id="GENMASK" | "GENMASK_ULL"), args=[high, low]):
                first = self._node(low, depth)
                return ((1 << (self._node(high, depth) - first + 1)) - 1) << first
        raise SourceError(f"no expression that can be read: {ast.unparse(node)}")

    def _name(self, name: str, depth: int) -> int:
        if name not in self.values:
            if name not in self.texts:
                raise SourceError(f"no value is known for {name}")
            self.values[name] = self.value(self.texts[name], depth + 1)
        return self.values[name]


class _Undefined(Names):
    """For #if: names without a value are 0."""

    def _name(self, name: str, depth: int) -> int:
        return super()._name(name, depth) if name in self.texts else 0


def _number(text: str) -> int:
    octal = len(text) > 1 and text[0] == "0" and text.isdigit()
    return int(text, 8) if octal and not set(text) & set("89") else int(text, 16 if text[1:2] in {"x", "X"} else 10)


def _compared(operator: type[ast.cmpop], left: int, right: int) -> bool:
    return {
        ast.Eq: left == right,
        ast.NotEq: left != right,
        ast.Lt: left < right,
        ast.LtE: left <= right,
        ast.Gt: left > right,
        ast.GtE: left >= right,
    }[operator]


@lru_cache(maxsize=64)
def text_of(path: Path) -> str:
    """A file with its continued lines joined."""
    try:
        return re.sub(r"\\\r?\n", " ", path.read_text(encoding="utf-8", errors="replace"))
    except OSError as error:
        raise SourceError(f"{path}: {error.strerror}") from None


def chosen(text: str, defined: list[str]) -> str:
    """The lines that a preprocessor with these names defined would leave; nothing is put in the place of names."""
    names = _Undefined({name: value or "1" for name, _, value in (text.partition("=") for text in defined)})
    kept: list[str] = []
    stack: list[tuple[bool, bool]] = []  # whether lines are taken, whether a branch was
    for line in text.split("\n"):
        match = _CONDITION.match(line)
        if not match:
            kept.append(line if all(taken for taken, _ in stack) else "")
            continue
        kept.append("")
        word, rest = match[1], _COMMENT.sub(" ", match[2]).strip()
        if word in {"if", "ifdef", "ifndef"}:
            true = _condition(word, rest, names)
            stack.append((true, true))
        elif not stack:
            raise SourceError(f"#{word} without #if")
        elif word == "endif":
            stack.pop()
        else:
            was = stack.pop()[1]
            true = not was and (word == "else" or _condition("if", rest, names))
            stack.append((true, was or true))
    return "\n".join(kept)


def _condition(word: str, text: str, names: Names) -> bool:
    if word in {"ifdef", "ifndef"}:
        return (text.split()[0] in names.texts) == (word == "ifdef")
    return bool(names.value(_DEFINED.sub(lambda match: str(int((match[1] or match[2]) in names.texts)), text)))


def members(text: str, start: int, names: Names) -> Iterator[tuple[str, int]]:
    """The members of the enum whose brace opened before `start`, counted as C does."""
    body = _COMMENT.sub(" ", re.sub(r"(?m)^[ \t]*#.*$", "", text[start:])).partition("}")[0]
    number = -1
    for part in re.split(r",(?![^()]*\))", body):
        name, _, value = part.partition("=")
        if name := name.strip():
            number = names.value(value) if value.strip() else number + 1
            names.values[name] = number
            yield name, number


def names_of(texts: list[str], given: dict[str, int]) -> Names:
    """What the macros and enums of files say; what cannot be worked out is left out until it is asked for."""
    names = Names(values=dict(given))
    for text in texts:
        for match in _DEFINE.finditer(text):
            names.texts.setdefault(match[1], match[2])
    for text in texts:
        plain = _COMMENT.sub(lambda match: " " * len(match[0]), text)
        for match in _ENUM.finditer(plain):
            try:
                list(members(plain, match.end(), names))
            except SourceError:
                continue
    return names


def rows_of(tree: Path, source: dict[str, Any]) -> list[Row]:
    """The rows that one `[[source]]` finds in its tree."""

    def read(file: str) -> str:
        text = text_of(tree / file)
        return chosen(text, source["defined"]) if "defined" in source else text

    text = read(source["file"])
    texts = [text, *(read(file) for file in source.get("names_from", []))]
    names = names_of(texts, source.get("names", {}))
    text = _part(text, source)
    rows = list(_enum_rows(text, source, names) if "enum" in source else _pattern_rows(text, source, names))
    if not rows:
        raise SourceError("nothing found")
    return rows


def _part(text: str, source: dict[str, Any]) -> str:
    for key in ("begin", "end"):
        if key in source:
            match = re.search(source[key], text, re.MULTILINE)
            if not match:
                raise SourceError(f"no {key} {source[key]!r}")
            text = text[match.end() :] if key == "begin" else text[: match.start()]
    return text


def _enum_rows(text: str, source: dict[str, Any], names: Names) -> Iterator[Row]:
    match = re.search(source["enum"], text, re.MULTILINE)
    if not match:
        raise SourceError(f"no enum {source['enum']!r}")
    for symbol, value in members(text, match.end(), names):
        if not _ignored(symbol, source):
            yield _row(symbol, value, source)


def _pattern_rows(text: str, source: dict[str, Any], names: Names) -> Iterator[Row]:
    count = source.get("count", 0)
    for match in re.finditer(source["pattern"], text, re.MULTILINE):
        groups = {name: found or "" for name, found in match.groupdict().items()}
        symbol = source["symbol"].format(**groups) if "symbol" in source else groups.get("symbol")
        value_text = source["value"].format(**groups) if "value" in source else groups.get("value", "")
        number, count = count, count + 1
        if _ignored(symbol if symbol is not None else value_text, source):
            continue
        value = 0 if source.get("symbols_only") else number if "count" in source else names.value(value_text)
        mask = names.value(groups["mask"]) if groups.get("mask") else None
        printed = source["printed"].format(**groups) if "printed" in source else groups.get("printed")
        yield replace(_row(symbol, value, source, groups.get("letter"), mask), printed=printed)


def _ignored(name: str, source: dict[str, Any]) -> bool:
    return any(re.fullmatch(pattern, name) for pattern in source.get("ignore", []))


def _row(
    symbol: str | None, value: int, source: dict[str, Any], letter: str | None = None, mask: int | None = None
) -> Row:
    if symbol is not None:
        symbol = symbol.removeprefix(source.get("strip", ""))
        symbol = {"lower": symbol.lower(), "upper": symbol.upper()}.get(source.get("case", ""), symbol)
    return Row(1 << value if source.get("bit") else value, symbol, letter, mask)

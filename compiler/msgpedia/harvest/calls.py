"""Follows a call to the functions that print: macros are expanded, wrappers passed, until a sink has the format."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from msgpedia.harvest import macros
from msgpedia.harvest.c_strings import LITERAL
from msgpedia.harvest.c_text import LONGEST_CALL, closing, split_arguments, without_comments
from msgpedia.harvest.framing import ending, folded, prefixes, settled
from msgpedia.harvest.scope import Scope
from msgpedia.harvest.seeds import ANY_ARGUMENT, ARGUMENT, FROM_TEXT, Sink
from msgpedia.harvest.seeds import LITERAL as FIRST_LITERAL
from msgpedia.harvest.texts import texts
from msgpedia.harvest.world import Shape, World, Wrapper

CALL = re.compile(r"(?<!->)(?<![.\w])([A-Za-z_]\w*)[ \t\n]*\(", re.ASCII)
_SOH = "\x01"
_MARKS = {
    "0": "emerg", "1": "alert", "2": "crit", "3": "err", "4": "warning", "5": "notice", "6": "info", "7": "debug",
    "d": "default", "c": "cont",
}  # fmt: skip
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)
DEEPEST = 16
LONGEST_TOGETHER = 24  # how often a text may be read for calls inside of calls


@dataclass(frozen=True, slots=True)
class Emission:
    """A format string that a call prints by.

    `format` has `prefix` before it. `expression` is the format as it stood before it was evaluated, `rest` the
    arguments behind it. `level_expression` is what chooses the level where that is no constant. `takes_list` says that
    the arguments are a `va_list`; then `format` is empty and `expression` names the variable that has the format.
    """

    format: str
    prefix: str
    level: str | None
    sink: str
    via: tuple[str, ...]
    expression: str
    rest: tuple[str, ...] = ()
    level_expression: str = ""
    part: str | None = None
    unknown_prefix: str | None = None
    takes_list: bool = False


@dataclass(slots=True)
class Call:
    """A call in a text: its name, its arguments; where it begins, its arguments begin, and it ends."""

    name: str
    arguments: list[str]
    start: int
    opening: int
    end: int


def calls(code: str, shadow: str, world: World) -> Iterator[Call]:
    """The calls in a text that could print: of names that lead to a sink, or that call what they are given."""
    callables, relays, sinks = world.callables, world.relays, world.seeds.sinks
    inside, nested = 0, tuple[str, ...]()  # up to where calls of which names belong to a call before
    budget = 1_000_000 + LONGEST_TOGETHER * len(shadow)
    for match in CALL.finditer(shadow):
        name = match[1]
        if (name not in callables and name not in relays) or (match.start() < inside and name in nested):
            continue
        end = closing(shadow, match.end() - 1)
        budget -= end - match.end() if end >= 0 else LONGEST_CALL
        if budget < 0:
            return
        if end < 0:
            continue
        arguments = split_arguments(code, shadow, match.end(), end)
        if name in sinks and sinks[name].nested:
            inside, nested = end, sinks[name].nested
        if name in callables or any(argument in callables for argument in arguments):
            yield Call(name, arguments, match.start(), match.end(), end)


def emissions(name: str, arguments: Sequence[str], scope: Scope, chain: tuple[str, ...] = ()) -> Iterator[Emission]:
    """What a call prints. `chain` are the macros that were expanded on the way."""
    if len(chain) > DEEPEST or name in chain or not scope.step():
        return
    meaning = scope.meaning(name)
    if meaning is None:
        return
    if isinstance(meaning, Sink):
        yield from _of_sink(meaning, arguments, scope, chain)
        return
    for row in meaning:
        if isinstance(row, macros.Macro):
            yield from _of_macro(row, arguments, scope, chain)
        else:
            for shape in row.shapes:
                if not scope.step():
                    return
                yield from _of_shape(shape, row, arguments, scope, chain)


def in_text(text: str, scope: Scope, chain: tuple[str, ...]) -> Iterator[Emission]:
    """What the calls in a text print, one after the other."""
    code, shadow = without_comments(text)
    for call in calls(code, shadow, scope.world):
        yield from emissions(call.name, call.arguments, scope, chain)


def _of_macro(
    macro: macros.Macro, arguments: Sequence[str], scope: Scope, chain: tuple[str, ...]
) -> Iterator[Emission]:
    # Without parameters it is a name for another one: `#define err dev_err`, `#define dprintk if (debug) printk`.
    alias = macro.parameters is None
    text = f"{macro.body} ({', '.join(arguments)})" if alias else settled(macros.expand(macro, arguments))
    yield from in_text(text, scope, (*chain, macro.name))


def _of_sink(sink: Sink, arguments: Sequence[str], scope: Scope, chain: tuple[str, ...]) -> Iterator[Emission]:
    via = chain
    if sink.nested:
        yield from _nested(sink, arguments, scope, via)
        return
    place = sink.format
    if place == FIRST_LITERAL:
        place = next((number for number, text in enumerate(arguments) if LITERAL.search(text)), len(arguments))
    if place >= len(arguments):
        return
    expression = arguments[place]
    rest = tuple(arguments[place + 1 :])
    if sink.takes_list:
        level, asked = _level(sink.level, arguments, scope)
        level = FROM_TEXT if sink.level == FROM_TEXT else level
        for prefix in sink.prefixes or ("",):
            yield Emission(prefix, prefix, level, sink.name, via, expression, rest, asked, sink.part, takes_list=True)
        return
    for number in range(sink.count):
        expression = arguments[place + number] if place + number < len(arguments) else expression
        for text in texts(expression, scope):
            yield from _finished(sink, text, expression, arguments, rest, scope, via)


def _finished(
    sink: Sink, text: str, expression: str, arguments: Sequence[str], rest: tuple[str, ...], scope: Scope,
    via: tuple[str, ...],
) -> Iterator[Emission]:  # fmt: skip
    """The emissions of a text that reached a sink: level, wrapping macro, prefixes."""
    marked, text = split_level(text)
    level, asked = _level(sink.level, arguments, scope)
    in_format = sink.level is not None and sink.level.startswith(FROM_TEXT)
    if in_format:
        level = marked or level or "default"
    elif marked and level is None:
        level = marked
    if not marked and in_format and text.startswith("%s") and rest and _chooses_level(rest[0], scope):
        text, asked, rest, level = text[2:], rest[0], rest[1:], _level_of(rest[0], scope)
    if text.startswith("\x01%c"):
        text, asked, rest, level = text[3:], rest[0] if rest else "", rest[1:], None
    if text.startswith("%c%c") and rest[:1] == ("KERN_SOH_ASCII",):
        text, asked, rest, level = text[4:], rest[1] if rest[1:] else "", rest[2:], None
    if scope.world.seeds.fold:
        text, rest = folded(text, rest, scope)
    behind = ending(sink, arguments)
    for before, unknown in _wrapped(sink, scope) if sink.wrap else (("", None),):
        for prefix in prefixes(sink, level, arguments, scope):
            whole = prefix + before
            inner_marked, inner = split_level(text)
            yield Emission(
                whole + inner + behind, whole, inner_marked or level, sink.name, via, expression, rest, asked,
                sink.part, unknown,
            )  # fmt: skip


def _chooses_level(argument: str, scope: Scope) -> bool:
    pattern = scope.world.seeds.level_variable
    return (pattern is not None and pattern.search(argument) is not None and '"' not in argument) or bool(
        _level_of(argument, scope)
    )


def _wrapped(sink: Sink, scope: Scope) -> list[tuple[str, str | None]]:
    """What a sink's macro puts before a text (`pr_fmt`), each with the kind of what is not known."""
    found = texts(f'{sink.wrap}("\x02")', scope)
    if not found or (not sink.prefixes and scope.is_left_open(sink.wrap)):
        return [("", "macro" if scope.macros(sink.wrap) else None)]
    return [(text.partition("\x02")[0], None) for text in found]


def split_level(text: str) -> tuple[str | None, str]:
    """The level that stands before a text, and the text less it."""
    level = None
    while text[:1] == _SOH and text[1:2] in _MARKS:
        mark = _MARKS[text[1]]
        level = mark if level is None or level == "default" else level
        text = text[2:]
    return level, text


def _level(asked: str | None, arguments: Sequence[str], scope: Scope) -> tuple[str | None, str]:
    """The level of a sink's call, and the expression that chooses it where it is an argument."""
    if asked is None or asked.startswith(FROM_TEXT):
        return (asked or "").partition(":")[2] or None, ""
    if not asked.startswith(ARGUMENT):
        return asked, ""
    if asked == ANY_ARGUMENT:
        found = ((_level_of(text, scope), text) for text in arguments if '"' not in text)
        return next((row for row in found if row[0]), (None, ""))
    place = int(asked.removeprefix(ARGUMENT))
    expression = arguments[place] if place < len(arguments) else ""
    return _level_of(expression, scope), expression


def _level_of(expression: str, scope: Scope) -> str | None:
    """The level that an expression is: `KERN_ERR`, `LOG_ERR`, a digit."""
    expression = expression.strip().strip("()").strip()
    levels = scope.world.seeds.levels
    if expression in levels:
        return levels[expression]
    if expression in "01234567" and len(expression) == 1:
        return _MARKS[expression]
    for text in texts(expression, scope) if expression else ():
        marked, rest = split_level(text)
        if marked and not rest:
            return marked
    found = {levels[word]: None for word in _WORD.findall(expression) if word in levels}
    return next(iter(found)) if len(found) == 1 else None


def _of_shape(
    shape: Shape, wrapper: Wrapper, arguments: Sequence[str], scope: Scope, chain: tuple[str, ...]
) -> Iterator[Emission]:
    if shape.format >= len(arguments):
        return
    level: str | None = shape.level if isinstance(shape.level, str) else None
    asked = ""
    if isinstance(shape.level, int) and shape.level < len(arguments):
        asked = arguments[shape.level]
        level = _level_of(asked, scope)
    expression = arguments[shape.format]
    rest = tuple(arguments[shape.format + 1 :])
    via = (*chain, wrapper.name, *shape.via)
    found = texts(expression, scope)
    if shape.literal:
        found = tuple(text.replace("%", "%%") for text in found) if LITERAL.search(expression) else ()
    elif not found and (rest or wrapper.takes_list) and _WORD.fullmatch(expression.strip("& ")):
        # Handed on as it came: of interest where a wrapper's body is read.
        yield Emission(
            shape.prefix, shape.prefix, level, shape.sink, via, expression, rest, asked, shape.part, takes_list=True
        )
        return
    for text in found:
        marked, inner = split_level(text)
        told = level
        if shape.level == FROM_TEXT:
            told = marked or "default"
        elif marked and (level is None or level == "default"):
            told = marked
        yield Emission(
            shape.prefix + inner + shape.suffix,
            shape.prefix,
            told,
            shape.sink,
            via,
            expression,
            rest,
            asked,
            shape.part,
        )


def _nested(sink: Sink, arguments: Sequence[str], scope: Scope, via: tuple[str, ...]) -> Iterator[Emission]:
    """The formats in calls inside a sink's arguments: `ereport(ERROR, (errmsg("…")))`.

    Where the inner function is a sink of its own, that tells what stands around its format.
    """
    level, asked = _level(sink.level, arguments, scope)
    for argument in arguments:
        if sink.tag and sink.tag in argument:
            for text in texts(argument, scope):
                if text.startswith(sink.tag):
                    plain = replace(sink, nested=(), level=level)
                    yield from _finished(plain, text[len(sink.tag) :], argument, arguments, (), scope, via)
        code, shadow = without_comments(argument)
        for match in CALL.finditer(shadow):
            end = closing(shadow, match.end() - 1) if match[1] in sink.nested else -1
            if end < 0:
                continue
            own = scope.world.seeds.sinks.get(match[1], replace(sink, format=0, nested=()))
            found = split_arguments(code, shadow, match.end(), end)
            inner = replace(own, name=sink.name, level=level)
            for emission in _of_sink(inner, found, scope, (*via, match[1])):
                yield replace(emission, level_expression=asked)

"""Finds the functions that hand a format string on to a sink, by what their bodies do with it.

A function with `...`, a `va_list` or a `struct va_format` is a wrapper if its body
- gives its format and list to a function that takes both (`vprintk(fmt, args)`),
- prints a `struct va_format` by `%pV`, or
- formats into a buffer (`vsnprintf`) and prints that by `%s`.
What the printing call has before and behind that place is the wrapper's prefix and suffix.

A function that prints one of its texts by `%s`, and says little else, is one for texts: what it is called with says
what the line is about (`show_string(udev, "Product", …)`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from msgpedia.harvest.c_text import SourceText, closing, split_arguments
from msgpedia.harvest.calls import Emission, in_text
from msgpedia.harvest.functions import Functions
from msgpedia.harvest.macros import Macro, expand
from msgpedia.harvest.scope import Scope
from msgpedia.harvest.seeds import FROM_TEXT, FUNCTION
from msgpedia.harvest.world import Shape, World, Wrapper

_MAKES_FUNCTION = re.compile(r"\.\.\.[ \t]*\).*\{", re.DOTALL)
_AT_LINE_START = re.compile(r"^([A-Za-z_]\w*)[ \t]*\(", re.MULTILINE | re.ASCII)
MOST_ROUNDS = 8
MOST_SHAPES = 20
MOST_LOOKED_AT = 200  # prints of a function that are looked at for them
LONGEST_BODY = 12_000
LONGEST_TEXT_BODY = 3_000
FEW = 8  # solid characters: who says so much itself is no wrapper of texts
_LIST = re.compile(r"\bva_list\b[ \t]*\*?[ \t]*(\w+)")
_FORMAT_OBJECT = re.compile(r"\bstruct[ \t]+va_format\b[ \t]*\*?[ \t]*(\w+)")
_TEXT = re.compile(r"\bchar\b")
_CONSTANT_TEXT = re.compile(r"\bconst[ \t]+char\b|\bchar[ \t]+const\b|\bchar[ \t]*\*")
_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_INTO_BUFFER = re.compile(r"\bv(?:sn|scn|s)printf[ \t\n]*\([ \t\n]*&?(\w+)\b(?![ \t]*(?:->|\.|\())")
_NEW_BUFFER = re.compile(r"\b(\w+)[ \t]*=[ \t\n]*(?:k?vasprintf|g_strdup_vprintf|kvasprintf_const)[ \t\n]*\(")
_FILLED_BUFFER = re.compile(r"\bvasprintf[ \t\n]*\([ \t\n]*&(\w+)\b")
CONVERSION = re.compile(
    r"%(?:(%)|[-+ #0']*(\*|\d+)?(?:\.(\*|\d+)?)?(?:hh|h|ll|l|L|q|z|Z|t|j)?([A-Za-z])([A-Za-z0-9]*)?)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A function that could be a wrapper."""

    file: int
    name: str
    static: bool
    parameters: tuple[str, ...]
    names: tuple[str, ...]
    body: str
    position: int
    of_texts: bool = False


def candidates(file: int, source: SourceText, functions: Functions) -> list[Candidate]:
    """The functions of a file that take a format and what belongs to it."""
    found = []
    for function in functions.all:
        takes_format = any("..." in text or "va_list" in text or "va_format" in text for text in function.parameters)
        if not takes_format and not any(_CONSTANT_TEXT.search(text) for text in function.parameters):
            continue
        body = source.code[function.start : min(function.end, function.start + LONGEST_BODY)]
        if takes_format or (len(body) < LONGEST_TEXT_BODY and "%s" in body):
            names = function.names()
            row = (file, function.name, function.static, function.parameters, names, body, function.start)
            found.append(Candidate(*row, of_texts=not takes_format))
    return found


def made_by_macros(file: int, source: SourceText, known: Sequence[Macro]) -> list[Candidate]:
    """The functions of a file that macros define: `make_printer(foo_err, KERN_ERR)`, the macro being a whole one."""
    makers = {macro.name: macro for macro in known if macro.parameters and _MAKES_FUNCTION.search(macro.body)}
    if not makers:
        return []
    found = []
    for match in _AT_LINE_START.finditer(source.shadow):
        macro = makers.get(match[1])
        end = closing(source.shadow, match.end() - 1) if macro else -1
        if macro is None or end < 0:
            continue
        arguments = split_arguments(source.code, source.shadow, match.end(), end)
        head, brace, body = expand(macro, arguments).partition("{")
        made = SourceText(f"{head}\n{brace}{body}\n}}")
        found += [replace(row, position=match.start()) for row in candidates(file, made, Functions(made))]
    return found


def discover(rows: Sequence[Candidate], scopes: dict[int, Scope], world: World) -> None:
    """Add to `world.wrappers` what of the candidates are wrappers, until no more are found."""
    known = world.seeds.deny | world.seeds.sinks.keys()
    waiting = [row for row in rows if row.name not in known and not row.of_texts]
    for _ in range(MOST_ROUNDS):
        found: list[tuple[Candidate, tuple[Shape, ...]]] = []
        for row in waiting:
            scope = scopes[row.file]
            scope.begin(row.position)
            own = (replace(shape, prefix=shape.prefix.replace(FUNCTION, row.name)) for shape in _shapes(row, scope))
            shapes = _few(own)
            if shapes:
                found.append((row, shapes))
        if not found:
            break
        done = set()
        for row, shapes in found:
            _add(row, shapes, world)
            done.add(id(row))
        waiting = [row for row in waiting if id(row) not in done]
        for scope in scopes.values():
            scope.forget_wrappers()
    found = []
    for row in rows:
        if row.of_texts and row.name not in known and row.name not in world.wrappers:
            scopes[row.file].begin(row.position)
            shapes = _few(_text_shapes(row, scopes[row.file]))
            if shapes:
                found.append((row, shapes))
    for row, shapes in found:
        _add(row, shapes, world)


def _few(shapes: Iterator[Shape]) -> tuple[Shape, ...]:
    """The first of some shapes, none twice."""
    found: dict[Shape, None] = {}
    for shape in islice(shapes, MOST_LOOKED_AT):
        found[shape] = None
        if len(found) == MOST_SHAPES:
            break
    return tuple(found)


def _add(row: Candidate, shapes: tuple[Shape, ...], world: World) -> None:
    takes_list = "..." not in row.parameters and not row.of_texts
    world.wrappers.setdefault(row.name, []).append(Wrapper(row.name, row.file, row.static, takes_list, shapes))


def _text_shapes(row: Candidate, scope: Scope) -> Iterator[Shape]:
    texts = frozenset(
        name for name, text in zip(row.names, row.parameters, strict=True) if name and _CONSTANT_TEXT.search(text)
    )
    for emission in in_text(row.body, scope, ()):
        split = None if emission.takes_list else _split(emission, texts)
        if split is None:
            continue
        before, behind, carrier = split
        said = CONVERSION.sub("", before[len(emission.prefix) :] + behind)
        if len("".join(said.split())) < FEW:
            place = row.names.index(carrier)
            yield Shape(place, emission.level, before, behind, emission.sink, emission.via, emission.part, literal=True)


def _shapes(row: Candidate, scope: Scope) -> Iterator[Shape]:
    place = _format_place(row)
    if place < 0:
        return
    carriers = _carriers(row)
    head: Emission | None = None
    for emission in in_text(row.body, scope, ()):
        if emission.takes_list:
            if _names(emission.expression, row.names[place], carriers):
                yield _handed_on(emission, head, place, row)
            continue
        split = _split(emission, carriers)
        if split is None:
            if emission.format.endswith("\n"):
                head = None
            elif head is None or emission.level != "cont":
                head = emission
            continue
        before, behind, _ = split
        if emission.level == "cont" and head is not None:
            emission, before = head, head.format + before
        level, before = _level(emission, before, row)
        yield Shape(place, level, before, behind, emission.sink, emission.via, emission.part)


def _format_place(row: Candidate) -> int:
    """The place of the format among the parameters; -1 where none is."""
    for number, text in enumerate(row.parameters):
        if "va_format" in text:
            return number
    for number, text in enumerate(row.parameters):
        if text == "..." or "va_list" in text:
            texts = [place for place in range(number) if _TEXT.search(row.parameters[place])]
            return texts[-1] if texts else -1
    return -1


def _carriers(row: Candidate) -> frozenset[str]:
    """The variables that carry the caller's text: lists, `struct va_format`, buffers."""
    head = ", ".join(row.parameters)
    found = set(_FORMAT_OBJECT.findall(head)) | set(_FORMAT_OBJECT.findall(row.body))
    for pattern in (_INTO_BUFFER, _NEW_BUFFER, _FILLED_BUFFER):
        found.update(pattern.findall(row.body))
    return frozenset(found)


def _names(expression: str, name: str, carriers: frozenset[str]) -> bool:
    """Whether a list-taking call gets the wrapper's own format (or its `struct va_format`)."""
    words = _WORD.findall(expression)
    return bool(words) and (words[0] == name or words[0] in carriers)


def _handed_on(emission: Emission, head: Emission | None, place: int, row: Candidate) -> Shape:
    level: str | int | None = emission.level
    prefix = emission.prefix
    if level is None and emission.level_expression in row.names:
        level = row.names.index(emission.level_expression)
    if head is not None and not prefix:
        told, prefix = _level(head, head.format, row)
        level = told if told != "default" else level
    return Shape(place, level, prefix, "", emission.sink, emission.via, emission.part)


def _split(emission: Emission, carriers: frozenset[str]) -> tuple[str, str, str] | None:
    """What stands before and behind the place where a printed format takes the caller's text, and the variable that
    carries it; None without one.
    """
    taken = 0
    for match in CONVERSION.finditer(emission.format, len(emission.prefix)):
        if match[1]:
            continue
        taken += (match[2] == "*") + (match[3] == "*")
        argument = emission.rest[taken] if taken < len(emission.rest) else ""
        taken += 1
        whole = match[4] == "p" and match[5].startswith("V")
        carrier = argument.lstrip("&( ").rstrip(") ")
        if (whole or match[4] == "s") and carrier in carriers:
            behind = match.end() - (len(match[5] or "") - 1 if whole else len(match[5] or ""))
            return emission.format[: match.start()], emission.format[behind:], carrier
    return None


def _level(emission: Emission, before: str, row: Candidate) -> tuple[str | int | None, str]:
    """The level that a wrapper's print has, and its prefix less a `%s` that brings the level."""
    if emission.level_expression in row.names and emission.level in (None, "default"):
        return row.names.index(emission.level_expression), before
    level: str | int | None = emission.level
    if level == "default" and before.startswith("%s") and emission.rest:
        first = emission.rest[0].strip()
        if first in row.names and (before[2:3].isalnum() or before[2:3] in ("[", "%")):
            return row.names.index(first), before[2:]
    if level == "default" and not before:
        return FROM_TEXT, before
    return level, before

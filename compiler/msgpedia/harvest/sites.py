"""The calls of a file that print, as records of a pack."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from msgpedia.harvest import macros
from msgpedia.harvest.branches import Branches
from msgpedia.harvest.c_strings import LITERAL, decoded
from msgpedia.harvest.c_text import SourceText
from msgpedia.harvest.calls import Emission, calls, emissions
from msgpedia.harvest.framing import named
from msgpedia.harvest.functions import Function, Functions
from msgpedia.harvest.loose_texts import loose_texts
from msgpedia.harvest.macros import Macro
from msgpedia.harvest.scope import Scope
from msgpedia.harvest.variables import Variables
from msgpedia.harvest.world import World

MOST_OF_CALL = 48  # formats that one call can print
SHORTEST_QUOTED = 6  # characters of an argument that a macro makes a text of


@dataclass(frozen=True, slots=True)
class Site:
    """A format string and where it is printed from."""

    emission: Emission
    path: str
    line: int
    function: str | None


def sites(world: World, file: int, text: str) -> Iterator[Site]:
    """The calls of a file that print, in the order of the text."""
    source = SourceText(text)
    functions = Functions(source)
    given = (macro for macro in map(macros.of_compiler, world.seeds.given(world.paths[file])) if macro)
    own, undefined = [*given, *macros.defined(source)], macros.undefined(source)
    scope = Scope(world, file, own, undefined, functions.names, functions.static_names)
    scope.variables = Variables(source, functions, world.seeds.buffers)
    branches = Branches(source)
    rules = _rules(source, scope.path)
    opened = _opened(source, world.seeds.openings)
    waiting: list[Site] = []
    here: Function | None = None
    for call in calls(source.code, source.shadow, world):
        near = bisect_right(opened, call.start, key=lambda row: row.start) - 1
        function = opened[near] if near >= 0 and call.start < opened[near].end else None
        if function is None and call.start not in rules:
            function = functions.at(call.start)
        if function is None and call.start not in rules:
            continue
        if function is not here:
            yield from _with_parts(waiting)
            waiting, here = [], function
        scope.begin(call.start)
        line = source.line(call.start)
        told = source.code[call.start : call.end]
        readings = branches.readings(call.arguments, call.opening, call.end)
        found = (emission for arguments in readings for emission in emissions(call.name, arguments, scope))
        for emission in dict.fromkeys(islice(found, MOST_OF_CALL)):
            if not emission.takes_list:
                waiting.append(_placed(_named(emission, function, scope), told, scope, line, function))
    yield from _with_parts(waiting)
    for position, emission in loose_texts(source, functions, world.seeds) if world.seeds.texts else ():
        function = functions.at(position)
        yield Site(emission, scope.path, source.line(position), function.name if function else None)


def _rules(source: SourceText, path: str) -> range:
    """Where a grammar or a scanner has its rules, whose code is in no function."""
    marks = [match.start() for match in re.finditer(r"^%%", source.shadow, re.MULTILINE)]
    if not marks or not path.endswith((".y", ".l")):
        return range(0)
    return range(marks[0], marks[1] if marks[1:] else len(source.shadow))


def _opened(source: SourceText, openings: tuple[re.Pattern[str], re.Pattern[str]] | None) -> list[Function]:
    """The functions whose heads and ends are macros of the project, in their order."""
    found: list[Function] = []
    if openings is None:
        return found
    for head in openings[0].finditer(source.shadow):
        if found and head.start() < found[-1].end:
            continue
        end = openings[1].search(source.shadow, head.end())
        if end is None:
            break
        found.append(Function(head[1] or "", True, (), head.start(), end.end()))
    return found


def _named(emission: Emission, function: Function | None, scope: Scope) -> Emission:
    if not emission.prefix:
        return emission
    prefix = named(emission.prefix, function.name if function else None, scope.path, scope)
    return replace(emission, prefix=prefix, format=prefix + emission.format[len(emission.prefix) :])


def _placed(emission: Emission, told: str, scope: Scope, line: int, function: Function | None) -> Site:
    """An emission where its text stands: at the call, or in the macro that was called without it."""
    literals = LITERAL.findall(emission.expression)
    if emission.via and literals and not any(_is_from(literal, told) for literal in literals):
        for name in emission.via:
            for file, macro in _definitions(name, scope):
                if any(literal in macro.body for literal in literals):
                    return Site(emission, scope.world.paths[file], macro.line, None)
    return Site(emission, scope.path, line, function.name if function else None)


def _is_from(literal: str, told: str) -> bool:
    """Whether a literal stands among the arguments of a call, or one of them is its text (`#condition`)."""
    if literal in told:
        return True
    text = decoded(literal)
    return len(text) >= SHORTEST_QUOTED and text in " ".join(told[told.find("(") :].split())


def _definitions(name: str, scope: Scope) -> Iterator[tuple[int, Macro]]:
    for macro in scope.macros(name):
        rows = scope.world.macros.get(name, ())
        yield next((row for row in rows if row[1] is macro), (scope.file, macro))


def _with_parts(found: list[Site]) -> Iterator[Site]:
    """The sites of one function: a line that does not end, before a piece that goes on with one, is a head."""
    last = max((number for number, site in enumerate(found) if site.emission.level == "cont"), default=-1)
    for number, site in enumerate(found):
        emission = site.emission
        if emission.part is None:
            if emission.level == "cont":
                yield replace(site, emission=replace(emission, part="continuation"))
                continue
            if number < last and not emission.format.endswith("\n"):
                yield replace(site, emission=replace(emission, part="head"))
                continue
        yield site

"""The calls of a file that print, as records of a pack."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from msgpedia.harvest import macros
from msgpedia.harvest.c_strings import LITERAL
from msgpedia.harvest.c_text import SourceText
from msgpedia.harvest.calls import Emission, calls, emissions
from msgpedia.harvest.functions import Function, Functions
from msgpedia.harvest.macros import Macro
from msgpedia.harvest.scope import Scope
from msgpedia.harvest.variables import Variables
from msgpedia.harvest.world import World


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
    scope = Scope(world, file, macros.defined(source), macros.undefined(source), functions.names)
    scope.variables = Variables(source, functions)
    waiting: list[Site] = []
    here: Function | None = None
    for call in calls(source.code, source.shadow, world):
        function = functions.at(call.start)
        if function is None:
            continue
        if function is not here:
            yield from _with_parts(waiting)
            waiting, here = [], function
        scope.position = call.start
        line = source.line(call.start)
        told = source.code[call.start : call.end]
        for emission in dict.fromkeys(emissions(call.name, call.arguments, scope)):
            if not emission.takes_list:
                waiting.append(_placed(emission, told, scope, line, function))
    yield from _with_parts(waiting)


def _placed(emission: Emission, told: str, scope: Scope, line: int, function: Function) -> Site:
    """An emission where its text stands: at the call, or in the macro that was called without it."""
    if emission.via and not _in_call(emission.expression, told):
        for name in emission.via:
            for file, macro in _definitions(name, scope):
                if emission.expression.strip() in macro.body or all(
                    literal in macro.body for literal in LITERAL.findall(emission.expression)
                ):
                    return Site(emission, scope.world.paths[file], macro.line, None)
    return Site(emission, scope.path, line, function.name)


def _in_call(expression: str, told: str) -> bool:
    literals = LITERAL.findall(expression)
    return any(literal in told for literal in literals) if literals else True


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

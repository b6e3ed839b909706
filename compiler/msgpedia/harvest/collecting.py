"""The first reading of a tree: what each file defines and includes; and what of that could lead to a print."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from msgpedia.harvest import macros
from msgpedia.harvest.c_text import SourceText
from msgpedia.harvest.functions import Functions
from msgpedia.harvest.macros import Macro
from msgpedia.harvest.wrappers import Candidate, candidates, made_by_macros

_WORD = re.compile(r"[A-Za-z_]\w*", re.ASCII)
_CALL = re.compile(r"[A-Za-z_]\w*\s*\(", re.ASCII)
_CALLED = re.compile(r"(?<![\w#.>])([A-Za-z_]\w*)\s*\(", re.ASCII)
_PASTE = re.compile(r"(?<!#)\b([A-Za-z_]\w*)\s*##\s*\w+(?:\s*##\s*\w+)*\s*\(", re.ASCII)
_VERSION = re.compile("VERSION|MAJOR|MINOR|REVISION")
_NAMES_ONLY = re.compile(r"[A-Za-z_][\w ]*", re.ASCII)
SHORTEST_FRAGMENT = 3
KEYWORDS = frozenset(
    ("if", "else", "while", "for", "do", "switch", "case", "return", "sizeof", "typeof", "__typeof__", "likely",
     "unlikely", "goto", "break", "continue", "defined", "__attribute__", "__builtin_expect", "__builtin_constant_p",
     "asm", "__asm__", "volatile")
)  # fmt: skip


@dataclass(slots=True)
class Summary:
    """What a first reading keeps of a file."""

    file: int
    includes: list[str]
    macros: list[Macro]
    undefined: list[tuple[int, str]]
    candidates: list[Candidate]
    function_names: frozenset[str]
    static_names: frozenset[str]


def summarise(file: int, text: str, given: Iterable[str] = ()) -> Summary:
    """The summary of a file's text, and of the macros that the compiler is given for it."""
    source = SourceText(text)
    own = (macro for macro in map(macros.of_compiler, given) if macro)
    kept = [macro for macro in (*own, *macros.defined(source)) if _telling(macro)]
    possible = (
        "..." in source.shadow or "va_list" in source.shadow or "va_format" in source.shadow or "%s" in source.code
    )
    functions = Functions(source) if possible else None
    rows = candidates(file, source, functions) if functions else []
    rows += made_by_macros(file, source, kept)
    undefined = macros.undefined(source) if kept else []
    names = functions.names if functions and rows else frozenset()
    static = functions.static_names if functions and rows else frozenset()
    return Summary(file, macros.included(source), kept, undefined, rows, names, static)


def _telling(macro: Macro) -> bool:
    """Whether a macro could stand for a text or a call."""
    body = macro.body
    if '"' in body or "##" in body:
        return True
    if not body or _NAMES_ONLY.fullmatch(body) or _CALL.search(body):
        return True
    return "#" in body if macro.parameters is not None else _VERSION.search(macro.name) is not None


def callables(rows: Iterable[Macro], sinks: Iterable[str], functions: Iterable[str]) -> frozenset[str]:
    """The names that can lead to a sink: the sinks, the wrappers, and macros that mention such a name or make one by
    `##`.
    """
    users: dict[str, list[str]] = defaultdict(list)
    fragments: dict[str, set[str]] = defaultdict(set)
    found: set[str] = set()
    waiting = [*sinks, *functions]
    printing = frozenset(waiting)
    rows = list(rows)
    relaying = relays(rows)
    for macro in rows:
        for word in _led_to(macro, printing, relaying):
            users[word].append(macro.name)
        for fragment in _PASTE.findall(macro.body) if "##" in macro.body else ():
            if len(fragment) >= SHORTEST_FRAGMENT and fragment not in (macro.parameters or ()):
                fragments[fragment].add(macro.name)
    while waiting:
        name = waiting.pop()
        if name not in found and name not in KEYWORDS:
            found.add(name)
            waiting += users.get(name, ())
            for length in range(SHORTEST_FRAGMENT, len(name)) if fragments else ():
                waiting += fragments.pop(name[:length], ())
    return frozenset(found)


def _led_to(macro: Macro, printing: frozenset[str], relaying: frozenset[str]) -> set[str]:
    """The names that a macro's body calls or, where they print, hands on; all names where it takes no arguments, or
    calls what calls its arguments.
    """
    words = set(_WORD.findall(macro.body))
    if macro.parameters is not None and words.isdisjoint(relaying):
        words = {word for word in words if word in printing} | set(_CALLED.findall(macro.body))
    return words - KEYWORDS - set(macro.parameters or ())


def relays(rows: Iterable[Macro]) -> frozenset[str]:
    """The names of macros that call one of their parameters, so that whoever uses them chooses what prints."""
    return frozenset(
        macro.name
        for macro in rows
        if macro.parameters and not set(_CALLED.findall(macro.body)).isdisjoint(macro.parameters)
    )


def texts_of(rows: Iterable[Macro], callable_names: frozenset[str], always: frozenset[str]) -> frozenset[int]:
    """Which macros are worth keeping, by identity: callable ones, those with a string, and names for such."""
    kept: set[int] = set()
    names: set[str] = set()
    aliases: dict[str, list[Macro]] = defaultdict(list)
    waiting: list[str] = []
    for macro in rows:
        body = macro.body
        named = macro.name in callable_names or macro.name in always
        number = macro.parameters is None and body[:1].isdigit()
        if named or number or '"' in body or not body or (macro.parameters is not None and "#" in body):
            kept.add(id(macro))
            waiting.append(macro.name)
        else:
            for word in set(_WORD.findall(body)):
                aliases[word].append(macro)
    while waiting:
        name = waiting.pop()
        if name in names:
            continue
        names.add(name)
        for macro in aliases.get(name, ()):
            if id(macro) not in kept:
                kept.add(id(macro))
                waiting.append(macro.name)
    return frozenset(kept)

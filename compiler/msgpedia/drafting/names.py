"""Names for arguments: from the expressions in a source, from the words around conversions, from their kinds.

A name is in small letters, digits and `_`, begins with a letter, and is used once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from msgpedia.drafting import conversions
from msgpedia.formats import Conversion, Literal, Template
from msgpedia.formats.model import Star

LONGEST = 40
_BAD = re.compile(r"[^A-Za-z0-9]+")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_KEY = re.compile(r"([A-Za-z][\w-]*)\s*[:=#]\s*(?:0x|[<(\[{\"'`@]){0,3}\Z")
_WORD = re.compile(r"([A-Za-z][\w-]*)[ \t]+(?:0x|[<(\[{\"'`#@]){0,3}\Z|([A-Za-z][A-Za-z_]*)(?:[<(\[{#@]){1,2}\Z")
_GLUED = re.compile(r"(?<![A-Za-z0-9_%])([A-Za-z]{2,})\Z")  # `CPU%d`
_FOLLOWING = re.compile(r"\s?([A-Za-z]+)")

# Words that say nothing of what follows them.
_EMPTY_WORDS = """
a an the this that of for on at to from in into is are was be by with and or not no than as it its has have had if so
too only just still while after before when during between over under failed returned got out off down within via onto
against denied aborting large small more less
"""
_EMPTY = frozenset(_EMPTY_WORDS.split())
_LEVEL_WORDS = "warning warn info bug error err notice debug fatal panic emergency"  # `INFO: %s`
_LABELS = frozenset(_LEVEL_WORDS.split())
_ALIASES = {
    "dev": "device",
    "bdev": "device",
    "addr": "address",
    "comm": "process",
    "proc": "process",
    "iface": "interface",
}
# Verbs before the name of a file, or of a directory.
_ON_FILES = """
open reopen read write load stat access unlink create remove delete rename close truncate parse execute save lock chown
chmod map
"""
_ON_DIRECTORIES = "mkdir rmdir chdir chroot"
_OBJECTS = dict.fromkeys(_ON_FILES.split(), "file") | dict.fromkeys(_ON_DIRECTORIES.split(), "directory")
_NAMED = ("text", "file_name", "quoted", "anything")  # kinds of what can be the name of a file
_UNITS = {
    "s": "seconds",
    "ms": "milliseconds",
    "msecs": "milliseconds",
    "us": "microseconds",
    "ns": "nanoseconds",
    "secs": "seconds",
    "seconds": "seconds",
    "jiffies": "jiffies",
    "kb": "kilobytes",
    "bytes": "bytes",
    "pages": "pages",
    "percent": "percent",
    "times": "times",
}
_COUNTED = ("decimal", "unsigned", "float")

# Expressions of the kernel whose last word says less than this.
_KNOWN = (
    (re.compile(r"(?:->|\.)comm$"), "process"),
    (re.compile(r"current->pid$|task_pid_\w+\("), "pid"),
    (re.compile(r"dev_name\("), "device"),
    (re.compile(r"dev_driver_string\("), "driver"),
    (re.compile(r"(?:->|\.)s_id$"), "device"),
    (re.compile(r"(?:->|\.)i_ino$"), "inode"),
    (re.compile(r"netdev_name\(|netdev->name$|ndev->name$"), "interface"),
    (re.compile(r"dev->name$"), "device"),
    (re.compile(r"^__func__$|^__FUNCTION__$"), "function"),
    (re.compile(r"^__LINE__$"), "line"),
    (re.compile(r"^__FILE__$"), "file"),
    (re.compile(r"(?:smp|get)_processor_id\("), "cpu"),
    (re.compile(r"^&gfp_mask$"), "gfp_flags"),
    (re.compile(r"str_?error\w*\(|^(?:ret|err|rc|retval|error|res|rv)$|PTR_ERR\(|ERR_PTR\("), "error"),
    (re.compile(r"^errno$"), "errno"),
)
_CAST = re.compile(
    r"^\((?:(?:const|unsigned|signed|struct|long|int|short|char|void|u?int\d+_t|[us]\d+|size_t)\s*)+\**\)"
)
_CALL = re.compile(r"(?P<function>[A-Za-z_]\w*)\([^()]*\)")
# Functions that print or pass on their argument in another form, so that the argument says what it is.
_PASSING = re.compile(
    r"(?:^|_)(?:to|args?|str|string|name|ntoa|ntop|quote\w*|escape\w*|print\w*|read|once|ptr|cast|swap\w*|val|get|show)(?:_|$)"
    r"|^(?:[nh]to[nh][sl]+|strerror|basename|dirname|abs|max|min|be\d+\w*|le\d+\w*|u?int\d*|long|float|len|str\w+)$"
)
_SIMPLE = re.compile(r"[&*]?[\w.>\-:()\[\], &*]+")
_VAGUE_WORDS = "i j k n p s t v x y z c buf str name ptr val value tmp data arg msg string num args item it id"
_VAGUE = frozenset(_VAGUE_WORDS.split())
_HOPELESS_WORDS = "buf str ptr val value tmp arg args num it string data"  # no better than a number
_HOPELESS = frozenset(_HOPELESS_WORDS.split())


def snake(text: str) -> str:
    """A text as a name; empty where nothing of it can be one."""
    words = _BAD.sub("_", _CAMEL.sub("_", text)).strip("_").lower()
    return re.sub(r"^[0-9_]+", "", words)[:LONGEST].strip("_")


def from_expression(expression: str) -> str:
    """The name that an expression of a source suggests; empty where it is not simple."""
    text = expression.strip()
    while cast := _CAST.match(text):
        text = text[cast.end() :].strip()
    for pattern, name in _KNOWN:
        if pattern.search(text):
            return name
    if not _SIMPLE.fullmatch(text) or re.search(r"\s[-*&]\s|->\s*\(", text):
        return ""
    if name := _from_call(text):
        return name
    members = re.findall(r"[A-Za-z_]\w*", text)
    if not members:
        return ""
    last = members[-1]
    if last == "name" and len(members) > 1:
        last = members[-2]
    return snake(last.lstrip("_")) if len(last) > 1 and last.lower() not in _VAGUE else ""


def _from_call(text: str) -> str:
    """The name that the function of a call suggests; empty where its argument says more, or it is no call alone."""
    found = _CALL.fullmatch(text)
    if found is None or _PASSING.search(_CAMEL.sub("_", found["function"]).lower()):
        return ""
    name = snake(found["function"].lstrip("_"))
    words = name.split("_")
    name = "_".join(words[1:]) if len(words) > 2 else name  # `ext4_` is the library's own
    return name if len(name) > 2 and name not in _VAGUE else ""


def from_variable(expression: str) -> str:
    """The name of the variable that an expression is or ends with, however vague; empty where it says nothing."""
    found = re.fullmatch(r"[&*]?(?:[A-Za-z_]\w*(?:->|\.))*([A-Za-z_]\w*)", expression.strip())
    name = snake(found[1]) if found else ""
    return name if len(name) > 1 and name not in _HOPELESS else ""


def expressions_of(template: Template, expressions: Sequence[str]) -> dict[int, str]:
    """Which expression each conversion prints, by the number of the conversion; empty where they cannot be told apart.

    A `*` takes an expression of its own, unless a macro such as `cpumask_pr_args()` passes both.
    """
    found = template.conversions
    if any(conversion.argument for conversion in found):
        numbers = {place: conversion.argument for place, conversion in enumerate(found) if conversion.argument}
        return {place: expressions[number - 1] for place, number in numbers.items() if number <= len(expressions)}
    for starred in (1, 0):
        places: dict[int, str] = {}
        position = 0
        for place, conversion in enumerate(found):
            if template.dialect == "printf" and conversion.letter == "m":
                continue  # errno, no argument
            stars = sum(isinstance(size, Star) for size in (conversion.width, conversion.precision))
            position += stars * starred
            if position < len(expressions):
                places[place] = expressions[position]
            position += 1
        if position == len(expressions):
            return places
    return {}


def from_text(before: str, after: str, kind: str) -> str:
    """The name that the words around a conversion suggest; empty for none."""
    key = _KEY.search(before)
    word = snake(key[1]) if key else ""
    if word and word not in _EMPTY and not (word in _LABELS and before.endswith(": ")):
        return _ALIASES.get(word, word)
    following = _FOLLOWING.match(after) if kind in _COUNTED else None
    if following:
        word = following[1].lower()
        if word in _UNITS:
            return _UNITS[word]
    preceding = _WORD.search(before)
    word = snake(preceding[1] or preceding[2]) if preceding else ""
    if not word and kind in _COUNTED and (glued := _GLUED.search(before)):
        word = snake(glued[1])
    if word in _OBJECTS:
        return _OBJECTS[word] if kind in _NAMED else ""
    if word and word not in _EMPTY:
        return _ALIASES.get(word, word)
    if following and following[1].endswith("s") and len(following[1]) > 3 and after[:1] == " ":
        return snake(following[1])
    return ""


def names_of(template: Template, expressions: Iterable[str] | None, taken: Sequence[str] = ()) -> tuple[str, ...]:
    """A name for each conversion of a template; none of them is in `taken`."""
    spelled = expressions_of(template, list(expressions)) if expressions is not None else {}
    used = set(taken)
    names: list[str] = []
    for place, (before, conversion, after) in enumerate(_surroundings(template)):
        kind = conversions.kind_of(template.dialect, conversion)
        options = (
            snake(conversion.name),
            from_expression(spelled.get(place, "")),
            from_text(before, after, kind),
            conversions.NAMES.get(kind, ""),
            from_variable(spelled.get(place, "")),
        )
        name = unique(next(filter(None, options), f"value_{place + 1}"), used)
        used.add(name)
        names.append(name)
    return tuple(names)


def unique(name: str, used: set[str]) -> str:
    """A name that is not used yet: itself, or with `_2`, `_3`, …"""
    number = 1
    found = name
    while found in used:
        number += 1
        found = f"{name}_{number}"
    return found


def _surroundings(template: Template) -> Iterable[tuple[str, Conversion, str]]:
    """Each conversion with the literal text right before and behind it."""
    parts = template.parts
    for place, part in enumerate(parts):
        if isinstance(part, Conversion):
            before = parts[place - 1] if place else None
            after = parts[place + 1] if place + 1 < len(parts) else None
            yield (
                before.text[-200:] if isinstance(before, Literal) else "",
                part,
                after.text[:200] if isinstance(after, Literal) else "",
            )

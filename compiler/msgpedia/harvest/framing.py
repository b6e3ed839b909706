"""What a sink puts around a format string, where that depends on the call."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgpedia.harvest.scope import Scope
from msgpedia.harvest.seeds import FUNCTION, MODULE, Sink
from msgpedia.harvest.texts import texts

_NAME = re.compile(r"\w+", re.ASCII)
_SEVERAL = re.compile(r"\b([A-Z_][A-Z0-9_]*)\s*\(", re.ASCII)  # a macro that could stand for several arguments
_PLACE = re.compile(r"\{(\d)\}")
_CONVERSION = re.compile(r"%(?:%|[-+ #0']*(\*|\d+)?(?:\.(\*|\d+)?)?(?:hh|h|ll|l|L|q|z|Z|t|j)?[A-Za-z])", re.ASCII)
_SETTLED = re.compile(r"\b(_\w+)\s*=\s*\(([A-Za-z_]\w*)\)(?=\s*[,;])", re.ASCII)


def prefixes(sink: Sink, level: str | None, arguments: Sequence[str], scope: Scope) -> tuple[str, ...]:
    """What a sink prints before a format at a level; `{2}` is the text of the argument at place 2."""
    found = sink.at_level.get(level or "", sink.prefixes) or ("",)
    if not any("{" in text for text in found):
        return found
    return tuple(_PLACE.sub(lambda match: _argument(arguments, int(match[1]), scope), text) for text in found)


def _argument(arguments: Sequence[str], place: int, scope: Scope) -> str:
    known = _literal(arguments[place], scope) if place < len(arguments) else None
    return "%s" if known is None else known.replace("%", "%%")


def _literal(argument: str, scope: Scope) -> str | None:
    """The text of an argument that is a literal, or a macro for one."""
    if "?" in argument or (_NAME.fullmatch(argument) and not argument.strip("_").isupper()):
        return None
    known = texts(argument, scope)
    return known[0] if len(known) == 1 else None


def _several(argument: str, scope: Scope) -> bool:
    """Whether an argument could be more than one, since it is a macro's call."""
    seeds = scope.world.seeds
    for match in _SEVERAL.finditer(argument):
        if argument.count("(", 0, match.start()) == argument.count(")", 0, match.start()):
            return match[1] not in seeds.transparent and match[1] not in seeds.empty
    return False


def ending(sink: Sink, arguments: Sequence[str]) -> str:
    """What a sink prints behind a format: the first of its endings that the arguments suit, else its suffix."""
    for row in sink.endings:
        if all(
            place < len(arguments) and pattern.fullmatch(arguments[place]) for place, pattern in row.arguments.items()
        ):
            return row.text
    return sink.suffix


def named(text: str, function: str | None, path: str, scope: Scope) -> str:
    """A text with the names that its prefix asks for: of the calling function, of the module that a path tells."""
    if FUNCTION in text:
        text = text.replace(FUNCTION, function or "%s")
    if MODULE in text:
        module = scope.world.seeds.module
        found = module.search(path) if module else None
        text = text.replace(MODULE, (found[1] if found else None) or "%s")
    return text


def folded(text: str, rest: tuple[str, ...], scope: Scope) -> tuple[str, tuple[str, ...]]:
    """A format with the texts put in that a call gives for plain `%s` as literals, and the arguments that remain."""
    pieces: list[str] = []
    left: list[str] = []
    at = taken = 0
    for match in _CONVERSION.finditer(text):
        if match.group() == "%%":
            continue
        stars = (match[1] == "*") + (match[2] == "*")
        argument = rest[taken] if taken < len(rest) else ""
        if _several(argument, scope):
            break
        known = _literal(argument, scope) if match.group() == "%s" else None
        if known is not None:
            pieces += text[at : match.start()], known.replace("%", "%%")
            at = match.end()
        else:
            left += rest[taken : taken + stars + 1]
        taken += stars + 1
    return "".join(pieces) + text[at:], (*left, *rest[taken:])


def settled(text: str) -> str:
    """The body of a macro with its own variables (`int _level = (LOG_ERR);`) replaced by what they are."""
    if "= (" not in text:
        return text
    values = dict(_SETTLED.findall(text))
    if not values:
        return text
    pattern = re.compile(rf"(?<![\w.>\"])(?:{'|'.join(values)})\b(?!\s*=[^=])")
    return pattern.sub(lambda match: values[match.group()], text)

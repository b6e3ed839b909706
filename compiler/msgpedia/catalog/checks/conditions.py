"""Checks of the conditions of advice: each is one, of an argument that there is, and can hold."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgpedia.catalog import mending, printable
from msgpedia.catalog.guesses import closest, respelt, suggestion
from msgpedia.catalog.model import Entry
from msgpedia.catalog.printable import Printable
from msgpedia.decoding.conditions import Condition, ConditionError, parse
from msgpedia.diagnostics import Diagnostic, Replacement, report

# `=> 4` and `> = 4`: what is meant is sure.
_SWAPPED = re.compile(r"(?:=[ ]?([<>])|([<>])[ ]=)[ ]*(-?(?:0x[0-9A-Fa-f]{1,16}|[0-9]{1,20}))")
_LISTED = re.compile(r"in[ \t]+([^,]+)")
_WITHOUT_STAR = re.compile(r"~[ \t]*([^*~=]+)")
MOST_SYMBOLS = 300  # of a table, that a text is compared with for a hint


def advice(entry: Entry) -> Iterator[Diagnostic]:
    """MP209: advice for an argument that no variant has. MP210: a condition that is none. MP218: one that never
    holds.
    """
    names = {name for variant in entry.variants for name in variant.all_arguments}
    known: dict[str, Printable | None] = {}
    for number, row in enumerate(entry.advice):
        for name, condition in row.when:
            path = ("advice", number, "when", name)
            if name not in names:
                hint = suggestion(name, names, "name an argument of a variant")
                span, meant = entry.places.key(path), respelt(name, names)
                fix = (Replacement(span, meant),) if meant and meant not in dict(row.when) else ()
                yield report("MP209", span, f"no variant has an argument `{name[:60]}`", hint, fix)
            try:
                parsed = parse(condition)
            except ConditionError as error:
                hint, meant = _hint(condition)
                mended = mending.value(entry.places, path, meant) if meant else ()
                yield report("MP210", entry.places.span(path), f"{error}", hint, mended)
                continue
            if name not in known:
                known[name] = printable.of_argument(entry, name) if name in names else None
            found = known[name]
            if found is not None:
                for message, hint in _never(parsed, name, found):
                    yield report("MP218", entry.places.span(path), message, hint)


def _hint(condition: str) -> tuple[str, str]:
    """What to write for a text that is no condition, and where it is sure, that alone."""
    swapped = _SWAPPED.fullmatch(condition)
    if swapped:
        meant = f"{swapped.group(1) or swapped.group(2)}= {swapped.group(3)}"
        return f"write '{meant}'", meant
    one, bare = _LISTED.fullmatch(condition.strip()), _WITHOUT_STAR.fullmatch(condition.strip())
    if one:
        return f"write '== {one.group(1).strip()}', or several values with commas between them", ""
    if bare:
        return f"write '~ *{bare.group(1).strip()}*' for a part of the value, or the text itself for all of it", ""
    if condition[:1] in ("<", ">", "!", "~", "="):
        return "write a comparison such as '>= 4', 'in 1, 2', '!= 0x10' or '~ sd*', or '== ' and the text", ""
    return "write a comparison such as '>= 4', or the text itself", ""


def _never(condition: Condition, name: str, found: Printable) -> Iterator[tuple[str, str]]:
    """What is wrong and what to do, for each part of a condition that can never hold."""
    for place, possible in enumerate(found.possible(condition)):
        if possible:
            continue
        value = condition.values[place][:60]
        if condition.operator in printable.COMPARED:
            message = f"`{name}` is never a number for which `{condition.operator} {value}` holds"
            yield message, "see in the format string what the argument can be"
            continue
        symbols = found.symbols if len(found.symbols) <= MOST_SYMBOLS else ()
        close = closest(value, symbols, MOST_SYMBOLS) if condition.operator != "~" else ""
        hint = "write the value as a log line has it" + (", or a symbol of its table" if found.symbols else "")
        yield f"`{name}` is never `{value}`", f"did you mean `{close}`?" if close else hint

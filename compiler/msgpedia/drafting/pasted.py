r"""What somebody pasted as a format string: the format string itself, in quotes or bare, or a whole call.

    pasted = [ "return" ] call [ ";" ] | group [ { "," argument } ] | bare
    call   = function [ "!" ] "(" { argument "," } group { "," argument } [ ")" ]
    group  = literals and macros, put together (`literals`)

A call may stand in a call (`ereport(ERROR, (errmsg("…", x)))`, `pr_err(_("…"))`), and its end may be missing. What
reads as neither is bare: the format string as it is, though escapes in it are read, as it came from a source.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from msgpedia.catalog.sources import FORBIDDEN
from msgpedia.drafting import literals, whole_calls
from msgpedia.drafting.literals import Token
from msgpedia.drafting.model import DraftError, Note, note
from msgpedia.drafting.printers import GETTEXT, KERNEL_NUMBERS, Printer, is_level, names_level, printer_of, severity_of

_ESCAPED = re.compile(r"\\(?:[abefnrtv]|x[0-9A-Fa-f]{1,2}|[0-7]{1,3}|\"|')")  # what `check` takes for pasted (MP211)
_SOH = "\x01"  # before a level of the kernel's: KERN_SOH of include/linux/kern_levels.h
_OLD_LEVEL = re.compile(r"<([0-7])>")  # the same in kernels before 3.6
_OPENING, _CLOSING = "([{", ")]}"


@dataclass(frozen=True, slots=True)
class Pasted:
    """A format string, and what else a piece of source tells.

    `expressions` are the arguments as the source spells them, None where it shows none. `severity` and `dialect` are
    empty where nothing tells them; `lead` are names of arguments that the function itself adds.
    """

    format: str
    expressions: tuple[str, ...] | None = None
    severity: str = ""
    dialect: str = ""
    device: bool = False
    lead: tuple[str, ...] = ()
    function: str = ""
    notes: tuple[Note, ...] = ()


def read(text: str) -> Pasted:
    """What a text says. Raises DraftError where it is a piece of source that gives no format string."""
    found = literals.tokens(text)
    taken = _call(found, text) or _group(found, text)
    if taken is None:
        whole_calls.check(text)
    return _without_level(_cleaned(taken or _bare(text)))


def looks_pasted(text: str) -> bool:
    """Whether a text is a piece of source rather than a bare format string or a log line."""
    found = literals.tokens(text)
    try:
        if _call(found, text) or _group(found, text):
            return True
        whole_calls.check(text)
    except DraftError:
        return True
    return False


def _bare(text: str) -> Pasted:
    if not _ESCAPED.search(text):
        return Pasted(text)
    return Pasted(literals.unescaped(text), notes=(note("escapes_read"),))


def _group(found: list[Token], source: str) -> Pasted | None:
    """group [ { "," argument } ]"""
    level = ""
    start = 0
    if found and found[0].kind == "name" and found[0].text.startswith("KERN_"):
        level, start = found[0].text, 1
    if start >= len(found) or not literals.is_literal(found[start]):
        return None
    if found[start].text[0] in "'`" and found[start].end - found[start].start < 4:
        return None
    following = found[start + 1 :]
    if any(token.kind == "name" and literals.expansion(token.text) is None for token in following[:1]):
        return None  # `"…" key="%s"`: quotes that are part of the message
    text, end = literals.group(found, start, source)
    expressions, rest = _arguments(found, end, source)
    if rest < len(found) or (expressions and len(expressions) != text.count("%") - 2 * text.count("%%")):
        return None
    notes = (note("quotes_taken"),)
    return Pasted(text, expressions, severity_of(level), "printk" if level else "", notes=notes)


def _call(found: list[Token], source: str) -> Pasted | None:
    """[ "return" ] call [ ";" ]"""
    start = 1 if found and found[0].text == "return" else 0
    head = start
    while head < len(found) and (found[head].kind == "name" or found[head].text in (".", "->", "::", "!")):
        head += 1
    if head == start or head >= len(found) or found[head].text != "(" or found[start].kind != "name":
        return None
    place, functions = _first_literal(found, start)
    if place is None or not functions:
        return None
    if found[place].text[0] == "'" and any(token.kind == "name" for token in found[place - 1 : place + 2]):
        return None  # `device('%s' is gone)`: quotes that are part of the message
    text, end = literals.group(found, _argument_start(found, place, source), source)
    inner = next((name for name in reversed(functions) if name not in GETTEXT), functions[-1])
    wrappers = len(functions) - 1 - max(i for i, name in enumerate(functions) if name == inner)
    while wrappers and end < len(found) and found[end].text == ")":
        end, wrappers = end + 1, wrappers - 1
    expressions, dialect, end = _behind(found, end, source)
    more = next((token for token in found[end:] if token.text not in (")", ";")), None)
    if more is not None:
        if printer_of(inner):
            hint = "give one call alone, from its name to the `)` that ends it"
            raise DraftError("behind the call stands more source", hint, source, more.start, more.end)
        return None
    levels = [token.text for token in found[:place] if token.kind == "name" and names_level(token.text)]
    named = next(filter(None, map(severity_of, [*reversed(levels), *reversed(functions)])), "")
    return _printed(Pasted(text, expressions, named, dialect, function=inner), printer_of(inner), levels)


def _printed(pasted: Pasted, printer: Printer | None, levels: list[str]) -> Pasted:
    """A call's content with what its function adds."""
    first = note("call_taken", function=pasted.function[:60])
    if printer is None:
        kernel = "printk" if any(level.startswith("KERN_") for level in levels) else ""
        notes = (first, note("unknown_function", function=pasted.function[:60]))
        return replace(pasted, dialect=pasted.dialect or kernel, notes=notes)
    return replace(
        pasted,
        format=printer.lead + pasted.format,
        dialect="printk",
        device=printer.device,
        lead=printer.names,
        notes=(first, note(printer.note, function=pasted.function[:60])) if printer.note else (first,),
    )


def _first_literal(found: list[Token], start: int) -> tuple[int | None, list[str]]:
    """The number of the first string, and the functions in whose arguments it stands, the outermost first."""
    stack: list[str] = []
    for place in range(start, len(found)):
        token, before = found[place], found[place - 1] if place > start else None
        if literals.is_literal(token):
            return place, [name for name in stack if name]
        if token.text in _OPENING and token.kind == "sign":
            if before is not None and before.text == "!" and place > start + 1:
                before = found[place - 2]
            stack.append(before.text if token.text == "(" and before is not None and before.kind == "name" else "")
        elif token.text in _CLOSING and token.kind == "sign":
            if len(stack) < 2:
                return None, []  # the call has ended without any string
            stack.pop()
    return None, []


def _argument_start(found: list[Token], place: int, source: str) -> int:
    """Where the argument of a string begins, behind levels. Raises DraftError for another macro before the string."""
    start = place
    while start and found[start - 1].kind == "name" and not is_level(found[start - 1].text):
        if literals.expansion(found[start - 1].text) is None:
            raise literals.unknown_macro(found[start - 1], source)
        start -= 1
    return start


def _behind(found: list[Token], end: int, source: str) -> tuple[tuple[str, ...] | None, str, int]:
    """What follows a format string in a call: arguments; or Python's ways to put values in; or what cannot be read."""
    sign = found[end].text if end < len(found) else ""
    if sign == "%":
        return None, "percent", _closed(found, end)
    if sign == "." and end + 1 < len(found) and found[end + 1].text == "format":
        return None, "brace", _closed(found, end)
    if sign == "+":
        hint = "write the whole message, with a conversion such as %s or {} where a value stands"
        raise DraftError("the message is put together with `+`", hint, source, found[end].start, found[end].end)
    expressions, stop = _arguments(found, end, source)
    return expressions, "", stop


def _closed(found: list[Token], start: int) -> int:
    """The number of the `)` that closes the call in which the token `start` stands, or of the end."""
    depth = 0
    for place in range(start, len(found)):
        text = found[place].text if found[place].kind == "sign" else ""
        depth += (text in _OPENING) - (text in _CLOSING) if text else 0
        if depth < 0:
            return place
    return len(found)


def _arguments(found: list[Token], start: int, source: str) -> tuple[tuple[str, ...] | None, int]:
    """The expressions behind a format string, and the number of the token that ends them: `)` or the end.

    None where the call ends right behind the format string without having been closed, so that they are not shown.
    """
    end = _closed(found, start)
    pieces: list[tuple[int, int]] = []
    depth = 0
    for place in range(start, end):
        text = found[place].text if found[place].kind == "sign" else ""
        if text == "," and depth == 0:
            pieces.append((place + 1, place + 1))
        else:
            depth += (text in _OPENING) - (text in _CLOSING) if text else 0
            if not pieces:
                return (), start  # something else than a comma stands behind the string
            pieces[-1] = (pieces[-1][0], place + 1)
    spelled = tuple(source[found[a].start : found[b - 1].end] for a, b in pieces if a < b)
    whole = end < len(found) or len(spelled) > 0
    return (spelled if whole else None), end


def _cleaned(pasted: Pasted) -> Pasted:
    """Without the line ends around the message; raises DraftError for characters that no text needs."""
    text = pasted.format.replace("\r\n", "\n").strip("\n")
    level = text[:2] if text.startswith(_SOH) else ""
    bad = FORBIDDEN.search(text, len(level))
    if bad:
        message = f"the format string has the character U+{ord(bad.group()):04X}"
        raise DraftError(message, "leave it out; no entry needs it")
    if not text.strip():
        raise DraftError("the format string is empty", "give the text that the program prints")
    return replace(pasted, format=text)


def _without_level(pasted: Pasted) -> Pasted:
    """Without a level of the kernel's at its beginning, which becomes the severity."""
    text = pasted.format
    if text.startswith(_SOH):
        number, rest = text[1:2], text[2:]
    elif pasted.dialect == "printk" and (old := _OLD_LEVEL.match(text)):
        number, rest = old[1], text[old.end() :]
    else:
        return pasted
    severity = KERNEL_NUMBERS[int(number)] if number in "01234567" and number else pasted.severity
    return replace(pasted, format=rest, severity=severity, dialect="printk")

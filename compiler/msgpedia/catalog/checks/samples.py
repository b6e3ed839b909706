"""Checks of an entry's samples on its own variants: they must match, and capture what the entry says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgpedia.catalog import lines, mending
from msgpedia.catalog.arena import Arena, Found
from msgpedia.catalog.checks import nearness
from msgpedia.catalog.checks.variants import all_named, pasted_escape, too_generic
from msgpedia.catalog.lines import FOREIGN, Line
from msgpedia.catalog.model import Entry, Sample, Software
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Diagnostic, report

_MOST_COMPARED = 20  # samples that are compared with all variants, letter by letter


def matched(entry: Entry, arena: Arena) -> Iterator[Diagnostic]:
    """MP301: a sample that no variant matches. MP302: a sample that gives other captures."""
    if not arena.whole or any(pasted_escape(variant) or "％" in variant.format for variant in entry.variants):
        return  # some variant is unsound; its own finding comes first
    for number, sample in enumerate(entry.samples):
        line = lines.read(sample.line)
        found = arena.best(line)
        if found is not None and too_generic(entry.variants[found[0].variant]):
            continue
        if found is None:
            yield _nowhere(entry, number, sample, line, arena)
            continue
        reason, hint = _unmatched(line, found, arena.gate(line), arena.software)
        if reason:
            yield report("MP301", entry.span("samples", number, "line"), reason, hint)
        elif all_named(entry.variants[found[0].variant]):
            yield from _captures(entry, number, sample, found)


def counter_samples(entry: Entry, arena: Arena) -> Iterator[Diagnostic]:
    """MP304: a line that must not match, and does."""
    for number, text in enumerate(entry.counter_samples):
        line = lines.read(text)
        found = arena.best(line)
        if found is not None and found[0].gate >= arena.gate(line):
            message = f"the counter-sample matches the format string of variant {found[0].variant + 1}"
            hint = "take it out, or make the format string more exact"
            yield report("MP304", entry.span("counter_samples", number), message, hint)


def _nowhere(entry: Entry, number: int, sample: Sample, line: Line, arena: Arena) -> Diagnostic:
    """What no variant matches: the message of a sample, or the rest of it, from where the nearest variant differs."""
    path, message = ("samples", number, "line"), "no variant matches the sample"
    hint = f"the message in it is read as `{_short(line.body)}`"
    start = sample.line.rfind(line.body)
    first, last = (start, start + len(line.body)) if start >= 0 else (0, len(sample.line))
    near = nearness.parting(arena.plans, line.body) if number < _MOST_COMPARED else None
    if near is not None:
        given = f"the line `{near.given}`" if near.given else "the line ends"
        before = line.body[: near.offset]
        hint = f"variant {near.variant + 1} agrees up to `{before[-40:]}`; then it has {near.wanted}, {given}"
        first, last = (first + near.offset, first + near.offset + len(near.given)) if start >= 0 else (first, last)
    return report("MP301", entry.places.inside(path, first, max(last, first + 1)), message, hint)


def _unmatched(line: Line, found: Found, gate: int, software: Software | None) -> tuple[str, str]:
    """Why a sample does not match, and what to do; empty where it does."""
    if gate == FOREIGN and software is not None:
        name = line.ident or "kernel"
        return (
            f"`{name[:60]}` is not a name under which {software.id} logs",
            f"its software.yaml has: {', '.join(software.idents)}",
        )
    if found[0].gate < gate:
        have = found[0].solid
        why = "without a header" if line.ident is None and line.transport is None else "of this line"
        return (
            f"{have} literal characters are too few to recognise a message {why}",
            f"{gate} are needed, or `min_literals`",
        )
    return "", ""


def _captures(entry: Entry, number: int, sample: Sample, found: Found) -> Iterator[Diagnostic]:
    plan, texts = found
    captured = dict(zip(plan.names, texts, strict=True))
    expected = dict(sample.captures)
    base = ("samples", number, "captures")
    fix = mending.mapping(entry.places, base, captured) if _is_sure(expected, captured) else ()
    lacking = {name: text for name, text in captured.items() if name not in expected}
    if lacking:
        message = "the line also gives " + ", ".join(f"`{name}` = {_quoted(text)}" for name, text in lacking.items())
        row = ", ".join(f"{name}: {_yaml(text)}" for name, text in lacking.items())
        yield report("MP302", entry.places.key(base), message, f"add `{row}`", fix)
    for name, text in captured.items():
        if expected.get(name, text) != text:
            message = f"`{name}` is {_quoted(text)} in the line, not {_quoted(expected[name])}"
            hint = f"if that is right, write `{name}: {_yaml(text)}`; else look at the order of `arguments`"
            if fix:
                hint = f"write `{name}: {_yaml(text)}`, or mend the line"
            yield report("MP302", entry.span(*base, name), message, hint, fix)
    for name in expected:
        if name not in captured:
            message = f"variant {plan.variant + 1}, which the line matches, has no `{name}` here"
            hint = f"it has: {', '.join(plan.names)}" if plan.names else "it has no arguments"
            hint += f"; delete `{name}`, or look at `arguments` and the format string"
            yield report("MP302", entry.places.key((*base, name)), message, hint, fix)


def _is_sure(expected: Mapping[str, str], captured: Mapping[str, str]) -> bool:
    """Whether what the line holds can only be what the author meant.

    Captures may be missing or have something around the value. Others tell that the author read the line in another
    way, and then the names of the variant may stand in the wrong order.
    """
    if not expected.keys() <= captured.keys():
        return False
    for name, given in expected.items():
        right = captured[name]
        others = {text for other, text in captured.items() if other != name}
        if given not in ("", right) and (given in others or not _is_around(given, right)):
            return False
    return True


def _is_around(one: str, other: str) -> bool:
    """Whether one of two values is the other one with quotes, blanks, `0x` or other words around."""
    short, long = sorted((one, other), key=len)
    return bool(short.strip()) and re.search(rf"(?<!\w)(?:0x)?0*{re.escape(short)}(?!\w)", long, re.ASCII) is not None


def _short(text: str) -> str:
    return text if len(text) <= 80 else text[:79] + "…"


def _quoted(text: str) -> str:
    return f"`{text[:60]}`" if text else "empty"


def _yaml(text: str) -> str:
    return scalar(text[:60], flow=True)

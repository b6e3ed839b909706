"""Checks of an entry's samples on its own variants: they must match, and capture what the entry says."""

from __future__ import annotations

from collections.abc import Iterator

from msgpedia.catalog import lines, mending
from msgpedia.catalog.arena import Arena, Found
from msgpedia.catalog.checks.variants import all_named, pasted_escape, too_generic
from msgpedia.catalog.lines import FOREIGN, Line
from msgpedia.catalog.model import Entry, Sample, Software
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Diagnostic, report


def matched(entry: Entry, arena: Arena) -> Iterator[Diagnostic]:
    """MP301: a sample that no variant matches. MP302: a sample that gives other captures."""
    if not arena.whole or any(pasted_escape(variant) or "％" in variant.format for variant in entry.variants):
        return  # some variant is unsound; its own finding comes first
    for number, sample in enumerate(entry.samples):
        line = lines.read(sample.line)
        found = arena.best(line)
        if found is not None and too_generic(entry.variants[found[0].variant]):
            continue
        reason, hint = _unmatched(line, found, arena.gate(line), arena.software)
        if reason:
            yield report("MP301", entry.span("samples", number, "line"), reason, hint)
        elif found is not None and all_named(entry.variants[found[0].variant]):
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


def _unmatched(line: Line, found: Found | None, gate: int, software: Software | None) -> tuple[str, str]:
    """Why a sample does not match, and what to do; empty where it does."""
    if found is None:
        return "no variant matches the sample", f"the message in it is read as `{line.body[:80]}`"
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
    fix = mending.mapping(entry.places, base, captured)
    lacking = {name: text for name, text in captured.items() if name not in expected}
    if lacking:
        message = "the line also gives " + ", ".join(f"`{name}` = {_quoted(text)}" for name, text in lacking.items())
        row = ", ".join(f"{name}: {_yaml(text)}" for name, text in lacking.items())
        yield report("MP302", entry.places.key(base), message, f"add `{row}`", fix)
    for name, text in captured.items():
        if expected.get(name, text) != text:
            message = f"`{name}` is {_quoted(text)} in the line, not {_quoted(expected[name])}"
            hint = f"write `{name}: {_yaml(text)}`, or mend the line"
            yield report("MP302", entry.span(*base, name), message, hint, fix)
    for name in expected:
        if name not in captured:
            message = f"variant {plan.variant + 1}, which the line matches, has no `{name}` here"
            hint = f"it has: {', '.join(plan.names)}" if plan.names else "it has no arguments"
            yield report("MP302", entry.places.key((*base, name)), message, hint, fix)


def _quoted(text: str) -> str:
    return f"`{text[:60]}`" if text else "empty"


def _yaml(text: str) -> str:
    return scalar(text[:60], flow=True)

"""The sample of a draft: what the real matcher captures from its line, and a line where none was given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from msgpedia.catalog import lines, templates
from msgpedia.catalog.arena import Arena
from msgpedia.catalog.model import Catalog, Entry, Software, Text, Variant
from msgpedia.drafting import conversions, headers
from msgpedia.formats import Literal

_TRIES = 8
_MOST_STARTS = 24  # places in a line where its message may begin, behind text that the format string lacks
_NOBODY = Text(())


@dataclass(frozen=True, slots=True)
class Sampled:
    """A line with its captures, and the `min_literals` that its message needs; 0 for none."""

    line: str
    captures: tuple[tuple[str, str], ...]
    min_literals: int = 0


def sampled(variant: Variant, software: Software, line: str) -> Sampled | None:
    """A line as a sample of a variant, None where the variant does not match it or where it is not the software's."""
    arena = _arena(variant, software)
    read = lines.read(line)
    found = arena.best(read)
    if found is None or arena.gate(read) == lines.FOREIGN:
        return None
    plan, texts = found
    if not plan.solid:
        return None  # a line of the message that has no text of its own
    least = plan.solid if plan.solid < arena.gate(read) else 0
    return Sampled(line, tuple(zip(plan.names, texts, strict=True)), least)


def made(variant: Variant, software: Software, catalog: Catalog, severity: str) -> Sampled | None:
    """A sample with invented values behind a header that the software uses; None where none could be made."""
    for head in headers.usual(software, catalog, severity):
        for body in islice(_bodies(variant), _TRIES):
            found = sampled(variant, software, head + body)
            if found is not None and lines.read(head + body).body == body:
                return found
    return None


def missing_lead(variant: Variant, line: str) -> str | None:
    """The text of a line before the message of a variant that matches the rest of it; None where it matches nowhere."""
    body = lines.read(line).body
    bare = Arena(_entry(variant), None)
    starts = [place + 1 for place, char in enumerate(body[:200]) if char == " "][:_MOST_STARTS]
    for start in starts:
        if bare.best(lines.Line(body[start:], None, None)) is not None:
            return body[:start]
    return None


def _arena(variant: Variant, software: Software) -> Arena:
    return Arena(_entry(variant), software)


def _entry(variant: Variant) -> Entry:
    return Entry("-/-/-", "info", _NOBODY, _NOBODY, _NOBODY, (variant,), (), (), "", ())


def _bodies(variant: Variant) -> Iterator[str]:
    """Texts that a variant can print, line by line."""
    prefix = ["driver", conversions.PREFIX_DEVICE] if variant.prefix else []
    names = iter([*prefix, *variant.arguments])
    parts: list[tuple[str, ...]] = []
    for template in templates.whole(variant):
        for part in template.parts:
            if isinstance(part, Literal):
                parts.append((part.text,))
            else:
                parts.append(tuple(conversions.examples(template.dialect, part, next(names, ""))))
    if not all(parts):
        return
    for number in range(_TRIES):
        text = "".join(options[number % len(options)] for options in parts)
        yield from (line.rstrip(" ") for line in text.split("\n") if line.strip())

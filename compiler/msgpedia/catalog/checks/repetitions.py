"""Checks of what stands twice: items of lists, variants, titles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgpedia.catalog import mending
from msgpedia.catalog.model import Catalog, Entry, Software, Variant
from msgpedia.catalog.places import Path, Places
from msgpedia.catalog.versions import overlap, version_key
from msgpedia.diagnostics import Diagnostic, report

_COMPARED = 20  # variants with one format string that are compared with each other


def items(entry: Entry) -> Iterator[Diagnostic]:
    """MP110: an item that a list has already."""
    places = entry.places
    for field in ("followed_by", "related", "authors", "counter_samples"):
        yield from _repeated(places, (field,), getattr(entry, field))
    yield from _repeated(places, ("references",), [reference.url for reference in entry.references], ("url",))
    yield from _repeated(places, ("samples",), [sample.line for sample in entry.samples], ("line",))
    for number, variant in enumerate(entry.variants):
        yield from _repeated(places, ("variants", number, "words"), variant.words)
        seen = [(seen.distribution, seen.version, seen.config) for seen in variant.seen]
        yield from _repeated(places, ("variants", number, "seen"), seen)


def software_items(software: Software) -> Iterator[Diagnostic]:
    """MP110, for a software's description."""
    for field in ("idents", "hosts", "versions", "authors"):
        yield from _repeated(software.places, (field,), getattr(software, field))


def variants(entry: Entry) -> Iterator[Diagnostic]:
    """MP215: a format string that stands twice for some of the same versions."""
    before: dict[object, list[tuple[int, Variant]]] = defaultdict(list)
    for number, variant in enumerate(entry.variants):
        same = before[variant.format, variant.dialect, variant.prefix]
        for place, other in same[:_COMPARED]:
            if overlap((variant.first, variant.last), (other.first, other.last)):
                span = entry.span("variants", number, "format")
                message = f"variant {place + 1} is the same format string, for some of the same versions"
                yield report("MP215", span, message, "delete one of the two, or say which versions each holds for")
                break
        same.append((number, variant))


def newest_first(entry: Entry) -> Iterator[Diagnostic]:
    """MP216: an older variant before a newer one of the same source file."""
    for number, (older, newer) in enumerate(zip(entry.variants, entry.variants[1:], strict=False)):
        if older.last is None or newer.first is None or older.source is None or newer.source is None:
            continue
        if older.source.file == newer.source.file and version_key(older.last) < version_key(newer.first):
            span = entry.places.key(("variants", number + 1, "format"))
            message = f"this variant, of {newer.first} and later, is newer than the one before it"
            yield report("MP216", span, message, f"put it before variant {number + 1}: the newest comes first")


def titles(catalog: Catalog) -> Iterator[Diagnostic]:
    """MP506: two entries of a software with the same title."""
    owners: dict[tuple[str, str, str], list[Entry]] = defaultdict(list)
    for entry in catalog.entries:
        for language, value in entry.title.translations:
            owners[entry.software, language, value.strip().lower()].append(entry)
    for (_, language, _), entries in owners.items():
        for entry in entries if len(entries) > 1 else ():
            other = next(other for other in entries if other is not entry)
            message = f"{other.id} has the same title"
            hint = "say in the title what tells this message from the other, or join the entries"
            yield report("MP506", entry.span("title", language), message, hint)


def _repeated(places: Places, path: Path, values: Sequence[object], rest: Path = ()) -> Iterator[Diagnostic]:
    first: dict[object, int] = {}
    for number, value in enumerate(values):
        before = first.setdefault(value, number)
        if before != number:
            where = (*path, number, *rest)
            fix = () if rest else mending.without_item(places, where)
            message = f"item {before + 1} of `{path[-1]}` is the same"
            yield report("MP110", places.span(where), message, "delete one of the two", fix)

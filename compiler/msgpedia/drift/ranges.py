"""Ranges of versions and places in sources, as the catalog writes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from msgpedia.catalog.model import Entry, Variant
from msgpedia.catalog.versions import overlap, version_key


def covers(variant: Variant, version: str) -> bool:
    """Whether a variant is said to be in a version; one that says nothing may be in any."""
    return overlap((variant.first, variant.last), (version, version))


def is_open(variant: Variant) -> bool:
    """Whether a variant says nothing of versions."""
    return variant.first is None and variant.last is None


def is_behind(version: str, end: str) -> bool:
    """Whether a version comes after the end of a range; `4.4` stands for all of 4.4.x."""
    numbers = version_key(end)
    return version_key(version)[: len(numbers)] > numbers


def is_between(variants: Sequence[Variant], version: str) -> bool:
    """Whether a version is neither before the first that any variant has, nor after the last."""
    starts = any(variant.first is None or version_key(variant.first) <= version_key(version) for variant in variants)
    return starts and any(variant.last is None or not is_behind(version, variant.last) for variant in variants)


def place(file: str, function: str | None) -> str:
    """A place in a source, for people: `mm/oom_kill.c (dump_header)`."""
    return f"{file} ({function})" if function else file


def spelled(version: str, entries: Iterable[Entry]) -> str:
    """A version as the catalog writes those with the same first number: `6.12.117` is `6.12` where `6.8` is written."""
    parts = version.split(".")
    lengths: Counter[int] = Counter()
    for entry in entries:
        for variant in entry.variants:
            for end in (variant.first, variant.last):
                if end is not None and version_key(end)[:1] == version_key(version)[:1]:
                    lengths[end.count(".") + 1] += 1
    if not lengths:
        return version
    return ".".join(parts[: max(lengths, key=lambda length: (lengths[length], -length))])

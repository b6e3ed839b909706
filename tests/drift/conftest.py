"""What tests of drift share: made-up entries and records, compared in one line."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from msgpedia import formats
from msgpedia.catalog.model import Argument, Entry, Prefix, Source, Text, Variant
from msgpedia.drift.comparing import compare
from msgpedia.drift.messages import collect
from msgpedia.drift.model import EntryDrift, Finding
from msgpedia.drift.seeking import wanted
from msgpedia.packs.model import Record

GOOD = Path(__file__).parents[1] / "broken" / "MP101-unknown-field" / "good.yaml"
EMPTY = Text((("en", "A text."),))
FILE, FUNCTION = "drivers/example/core.c", "example_report"


def variant(text: str, *, first: str | None = "5.0", last: str | None = None, **more: Any) -> Variant:
    """A variant of the kernel's with the arguments a, b, c, … and a source."""
    count = len(formats.parse("printk", text).conversions)
    prefix = Prefix("device", ("driver", "device")) if more.pop("device", False) else None
    arguments = tuple(more.pop("arguments", "abcdefgh"[:count]))
    source = more.pop("source", Source(FILE, FUNCTION))
    return Variant(text, "printk", arguments, first, last, source, prefix=prefix, **more)


def entry(*variants: Variant, identifier: str = "linux/example/one") -> Entry:
    names = dict.fromkeys(name for one in variants for name in one.arguments)
    arguments = tuple(Argument(name, EMPTY) for name in names)
    return Entry(identifier, "err", EMPTY, EMPTY, EMPTY, tuple(variants), arguments, (), "CC0-1.0", ("a",))


def record(text: str, *versions: str, **more: Any) -> Record:
    """A call in the function that variants name, in versions 6.1 and 6.12 unless others are given."""
    parsed = formats.parse("printk", text)
    values: dict[str, Any] = {"level": "err", "file": FILE, "line": 10, "function": FUNCTION} | more
    identifier = formats.message_id("linux", parsed)
    return Record(identifier, text, "printk", versions=versions or ("6.1", "6.12"), **values)


Compare = Callable[..., EntryDrift]


@pytest.fixture
def drift() -> Compare:
    """`drift(entry, record, …)`: what became of an entry between 6.1 and 6.12, beside `others`."""

    def compared(
        one: Entry, *records: Record, versions: Iterable[str] = ("6.1", "6.12"), others: Iterable[Entry] = ()
    ) -> EntryDrift:
        entries = [one, *others]
        ids = frozenset(want.id for each in entries for want in wanted(each))
        messages = collect("linux", versions, records, entries, ids)
        return compare([one], {"linux": messages}, entries).entries[0]

    return compared


@pytest.fixture
def good() -> str:
    """The text of an entry without any finding."""
    return GOOD.read_text(encoding="utf-8")


def kinds(found: EntryDrift) -> list[tuple[str, int | None]]:
    return [(finding.kind, finding.variant) for finding in found.findings]


def only(found: EntryDrift, kind: str) -> Finding:
    """The only finding of a kind."""
    rows = [finding for finding in found.findings if finding.kind == kind]
    assert len(rows) == 1, rows
    return rows[0]

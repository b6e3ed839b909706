"""Decodes a value by the table of its kind."""

from __future__ import annotations

import re

from msgpedia.decoding import bits, codes
from msgpedia.decoding.model import LONGEST, Reading, unknown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from msgpedia.decoding.model import Part, Row, Tables

    Versions = tuple[str | None, str | None]  # inclusive; None for no bound

ALL_VERSIONS: Versions = (None, None)
LISTED = ("codes", "bits")  # shapes whose rows may differ by version


def decode(
    tables: Tables, kind: str, text: str, radix: int | None = None, versions: Versions = ALL_VERSIONS
) -> list[Reading]:
    """What a value means; one reading, or one for each range of versions between which that differs, newest first.

    `radix` is that in which the program printed a number that has no `0x` before it, unless the kind says it;
    `versions` are those of the software that may have printed it. Raises KeyError where there is no table of the kind.
    """
    table = tables(kind)
    if table is None:
        raise KeyError(kind)
    text = text.strip(" ")
    if not text or len(text) > LONGEST:
        return [Reading([unknown(text[:LONGEST])])]
    radix = radix or table.get("radix", 10)
    if "table" not in table:
        return [Reading(_parts(table, table.get("rows", ()), text, radix, tables))]
    found = list(_by_version(table, text, radix, versions, tables))
    if len(found) == 1:
        return [Reading(found[0].parts)]
    # Versions that know nothing of it say nothing beside those that do.
    told = [reading for reading in found if any(part.known for part in reading.parts)]
    return told or [Reading([unknown(text)])]


def _parts(table: Row, rows: Sequence[Row], text: str, radix: int, tables: Tables) -> list[Part]:
    shape = table["shape"]
    if shape == "codes":
        return codes.codes(table, rows, text, radix, tables)
    if shape == "bits":
        return bits.bits(table, rows, text, radix)
    if shape == "fields":
        return bits.fields(table, text, radix, tables)
    if shape == "ranges":
        return codes.ranges(table, text, radix)
    if shape == "quantity":
        return codes.quantity(table, text, radix)
    return codes.names(table, text)


def _by_version(table: Row, text: str, radix: int, versions: Versions, tables: Tables) -> Iterator[Reading]:
    """The readings of the tables that are of some versions, neighbours that say the same as one."""
    texts = table.get("texts", {})
    last: Reading | None = None
    for each in table["table"]:
        own = each["versions"].get("from"), each["versions"].get("to")
        if not overlap(own, versions):
            continue
        rows = [{"text": texts.get(row.get("symbol")), **row} for row in each["rows"]]
        found = Reading(_parts(table, rows, text, radix, tables), *own)
        if last is not None and [part.key() for part in last.parts] == [part.key() for part in found.parts]:
            last.first = found.first
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def version_key(version: str) -> tuple[int, ...]:
    """The numbers of a version, so that 2.6.38 < 2.6.39 < 4.19; what is no number does not count."""
    return tuple(int(number[:9]) for number in re.findall(r"[0-9]+", version))


def overlap(first: Versions, second: Versions) -> bool:
    """Whether two ranges of versions, inclusive and with None for unknown, have a version in common."""
    return _begins_by(first[0], second[1]) and _begins_by(second[0], first[1])


def _begins_by(start: str | None, end: str | None) -> bool:
    if start is None or end is None:
        return True
    numbers = version_key(end)
    # `to: 4.4` stands for all of 4.4.x
    return version_key(start)[: len(numbers)] <= numbers

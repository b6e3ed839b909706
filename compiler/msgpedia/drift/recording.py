"""What was found in sources, as `verified.json` keeps it: by version, entry and message."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgpedia.catalog import verified
from msgpedia.catalog.checks.verifications import message_ids
from msgpedia.catalog.model import Entry
from msgpedia.catalog.verified import Found, Verified
from msgpedia.drift.model import Drift
from msgpedia.drift.seeking import wanted


def record(
    before: Verified | None,
    software: str,
    entries: Sequence[Entry],
    broken: Collection[str],
    drift: Drift,
    compared: Iterable[str],
) -> Verified:
    """What was verified before, with what a drift found in its versions in place of what was said of the same.

    `entries` are all of the software, `compared` the ids of those that the drift is about; the others keep what they
    have, and so do those that cannot be read (`broken`). What an entry has under a former id becomes its own, and what
    is not true any more is left out.
    """
    own = {entry.id: entry for entry in entries}
    versions: dict[str, dict[str, tuple[str, ...]]] = {
        version: _kept(found, own, broken) for version, found in (before.versions if before is not None else ())
    }
    about = set(compared)
    found = {entry.id: dict(entry.found) for entry in drift.entries}
    for version in dict(drift.versions).get(software, ()):
        rows = {name: ids for name, ids in versions.get(version, {}).items() if name not in about}
        for name in about & own.keys():
            ids = [want.id for want in wanted(own[name])]
            rows[name] = tuple(ids[number] for number in found.get(name, {}).get(version, ()))
        versions[version] = rows
    unique = {
        version: {name: tuple(dict.fromkeys(ids)) for name, ids in rows.items()} for version, rows in versions.items()
    }
    return verified.build(software, unique)


def _kept(found: Found, entries: Mapping[str, Entry], broken: Collection[str]) -> dict[str, tuple[str, ...]]:
    """What is still true of a version."""
    now = {old: entry.id for entry in entries.values() for old in entry.former_ids}
    kept: dict[str, tuple[str, ...]] = {}
    for name, ids in found.items():
        entry = entries.get(name) or entries.get(now.get(name, ""))
        if entry is None:
            kept.update({name: ids} if name in broken else {})
            continue
        known = message_ids(entry)
        still = [one for one in ids if known is None or one in known]
        kept[entry.id] = tuple(dict.fromkeys((*kept.get(entry.id, ()), *still)))
    return kept

"""What scripts need to tell what the values of a line mean, and which advice of an entry holds for them: tables of
values in one language, and facts about the messages of an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgpedia.catalog import decoders
from msgpedia.decoding import conditions
from msgpedia.decoding.decode import version_key
from msgpedia.emit.site import html
from msgpedia.lookup.rows import pick, picked

Row = Mapping[str, Any]

_TEXTS = {"name", "text", "zero"}  # of a table and what is in it, by language
_LEFT_OUT = {"source"}


def kinds(entry: Row) -> dict[str, str]:
    """The kinds of the values of an entry, by argument."""
    return {name: argument["decode"] for name, argument in entry["arguments"].items() if "decode" in argument}


def with_others(wanted: Iterable[str], tables: Mapping[str, Row]) -> list[str]:
    """Some kinds and those that their tables refer to, sorted; without those of which there is no table."""
    found: set[str] = set()
    waiting = list(wanted)
    while waiting:
        kind = waiting.pop()
        if kind in tables and kind not in found:
            found.add(kind)
            waiting += tables[kind].get("else", ())
            waiting += (field["decoder"] for field in tables[kind].get("field", ()) if "decoder" in field)
    return sorted(found)


def table(row: Row, language: str) -> dict[str, Any]:
    """A table of values, or a part of it, with its texts in one language (or what stands in for it)."""
    found: dict[str, Any] = {}
    for key, value in row.items():
        if key in _LEFT_OUT:
            continue
        if key in _TEXTS and isinstance(value, Mapping):
            found[key] = _only(value, language)
        elif key == "texts":
            found[key] = {symbol: _only(texts, language) for symbol, texts in value.items()}
        elif isinstance(value, Mapping):
            found[key] = table(value, language)
        elif isinstance(value, list):
            found[key] = [table(item, language) if isinstance(item, Mapping) else item for item in value]
        else:
            found[key] = value
    return found


def _only(texts: Mapping[str, str], language: str) -> dict[str, str]:
    code = picked(dict(texts), language)
    return {code: texts[code]} if code in texts else {}


def facts(entry: Row) -> dict[str, dict[str, Any]]:
    """What reading the values of each message takes, by message id: the radix of arguments that are not printed in that
    of their table (or 10), and where a table depends on it the first and the last version that may print the message,
    null for no bound. Empty where nothing is read.

    Variants that have an id in common count as one: which of them printed a line, nobody can tell.
    """
    named = kinds(entry)
    if not named and not entry.get("advice"):
        return {}
    tables = {name: decoders.table(kind) or {} for name, kind in named.items()}
    is_by_version = any(row.get("software") == entry["software"] for row in tables.values())
    found: dict[str, dict[str, Any]] = {}
    for variant in entry["variants"]:
        fact = found.setdefault(variant["message"], {})
        radix = {
            name: value
            for name, value in variant.get("radix", {}).items()
            if value != tables.get(name, {}).get("radix", 10)
        }
        if radix:
            fact.setdefault("radix", {}).update(radix)
        if is_by_version:
            versions = variant.get("versions", {})
            own = [versions.get("from"), versions.get("to")]
            fact["versions"] = _hull(fact.get("versions", own), own)
    return {message: _without_bounds(fact) for message, fact in found.items()}


def _hull(one: list[str | None], other: list[str | None]) -> list[str | None]:
    """The versions from the first to the last of two ranges."""
    starts, ends = zip(one, other, strict=True)
    first = None if None in starts else min(filter(None, starts), key=version_key)
    return [first, None if None in ends else max(filter(None, ends), key=version_key)]


def _without_bounds(fact: Row) -> dict[str, Any]:
    """Facts without versions that say nothing."""
    return {key: value for key, value in fact.items() if value != [None, None]}


def card(entry: Row, language: str) -> dict[str, Any]:
    """What results need of an entry beside its card, to tell of values and advice; empty where there is nothing."""
    found: dict[str, Any] = {"decode": kinds(entry), "messages": facts(entry)}
    found["advice"] = [
        {"when": advice["when"], "text": list(html.plain(pick(advice["text"], language)))}
        for advice in entry.get("advice", ())
    ]
    return {key: value for key, value in found.items() if value}


def spelled(when: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What advice holds for: the arguments, and what is asked of each, with its operator."""
    for name, text in when.items():
        condition = conditions.parse(text)
        yield name, f"{condition.operator} {', '.join(condition.values)}"

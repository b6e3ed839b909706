"""Compiles a catalog into the content of a bundle, and writes it: the same catalog gives the same bytes.

The format is documented in `docs/bundle.md` and held to `data/bundle.schema.json`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from msgpedia import __version__, formats
from msgpedia.bundle import headers, locales, records, reports, validate
from msgpedia.bundle.artifact import NO_DIGEST, SCHEMA, digest
from msgpedia.bundle.files import replacing
from msgpedia.bundle.interface import Words
from msgpedia.catalog import decoders, prefixes, verified
from msgpedia.catalog.model import Argument, Catalog, Entry, Recognition, Software, Text, Variant
from msgpedia.catalog.plans import plans_of
from msgpedia.catalog.radixes import radixes
from msgpedia.catalog.versions import version_key
from msgpedia.formats import Template
from msgpedia.matching.planner import HoleTable

Data = dict[str, object]

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def compile_bundle(
    catalog: Catalog,
    interface: Mapping[str, Words],
    held: Callable[[Iterator[Data]], Iterable[Data]] = list,
) -> Data:
    """The content of the bundle of a catalog. `interface` has the words of the command line by language.

    Entries must be free of errors (`check`). `held` takes the rows of `entries` and gives what stands for them, by
    default a list.
    """
    table = HoleTable()
    header_rows = [header.as_data(table) for header in headers.load()]
    messages: list[Data] = []
    versions = verified.by_entry(catalog.verified)

    def rows() -> Iterator[Data]:
        for entry in catalog.entries:
            messages.extend(_messages(entry, catalog.recognition.get(entry.id), table))
            yield _entry(entry, versions.get(entry.id, {}))

    entries = held(rows())
    report_rows = reports.rows(table)
    languages = sorted({code for entry in catalog.entries for _, text in entry.texts() for code in text.languages})
    content: Data = {
        "schema": SCHEMA,
        "digest": f"sha256:{NO_DIGEST.decode()}",
        "generator": f"msgpedia {__version__}",
        "license": " AND ".join(sorted({entry.license for entry in catalog.entries})),
        "authors": sorted({author for entry in catalog.entries for author in entry.authors}),
        "sources": [_source(software) for software in catalog.software],
        "languages": languages,
        "interface": {code: dict(sorted(words.texts.items())) for code, words in sorted(interface.items())},
        "locales": {
            code: locales.row(code, words, {*languages, *interface})
            for code, words in sorted({"en": Words(), **interface}.items())
        },
        "software": [_software(software) for software in catalog.software],
        "headers": header_rows,
        "records": records.load(),
        "holes": table.rows(),
        "decoders": decoders.load(),
        "reports": report_rows,
        "entries": entries,
        "withdrawn": _withdrawn(catalog),
        "messages": messages,
    }
    validate.mark_careful(content)
    return content


def serialise(content: Data) -> bytes:
    """The bytes of a bundle: JSON without blanks in UTF-8, a line end behind it, the digest filled in."""
    data = "".join(_pieces(content)).encode("utf-8")
    return data.replace(NO_DIGEST, digest(data).encode(), 1)


def write(content: Data, place: Path) -> str:
    """Write the same bytes to a file, piece by piece, as a large bundle does not fit into memory several times.

    The SHA-256 of the file, in hexadecimal. Raises OSError; the place never holds half a file.
    """
    with replacing(os.path.realpath(place)) as file:
        inner = hashlib.sha256()
        for piece in _pieces(content):
            data = piece.encode("utf-8")
            inner.update(data)
            file.write(data)
        file.seek(len(f'{{"schema":"{SCHEMA}","digest":"sha256:'))
        file.write(inner.hexdigest().encode())
        file.seek(0)
        return hashlib.file_digest(file, "sha256").hexdigest()


def _pieces(content: Data) -> Iterator[str]:
    """The text of a bundle: its keys in order, lists row by row."""
    opening = "{"
    for key, value in content.items():
        yield f"{opening}{_encode(key)}:"
        opening = ","
        if isinstance(value, Iterable) and not isinstance(value, str | Mapping):
            yield "["
            for number, row in enumerate(value):
                yield ("," if number else "") + _encode(row)
            yield "]"
        else:
            yield _encode(value)
    yield "}\n"


def variant_templates(variant: Variant) -> tuple[Template, ...]:
    """The parsed prefix of a variant, if it has one, and its parsed format.

    Raises FormatError where the format is not one of its dialect.
    """
    found = [formats.parse(variant.dialect, variant.format)]
    if variant.prefix is not None:
        kind = prefixes.load()[variant.prefix.kind]
        found.insert(0, formats.parse(kind.dialect, kind.format))
    return tuple(found)


def whole_format(variant: Variant) -> str:
    """The format string of a variant with its prefix, as message ids and packs count it."""
    prefix = prefixes.load()[variant.prefix.kind].format if variant.prefix is not None else ""
    return prefix + variant.format


@lru_cache(maxsize=64)
def message_id(software: str, variant: Variant) -> str:
    """The message id of a variant."""
    parts = tuple(part for template in variant_templates(variant) for part in template.parts)
    return formats.message_id(software, Template(variant.dialect, parts))


def _messages(entry: Entry, known: Recognition | None, table: HoleTable) -> Iterable[Data]:
    """The messages of an entry, one a variant; `known` are the plans that reading it made."""
    plans = known.plans if known is not None else plans_of(entry)
    for number, variant in enumerate(entry.variants):
        own = sorted((plan for plan in plans if plan.variant == number), key=lambda plan: plan.part)
        message: Data = {
            "id": own[0].message if own else message_id(entry.software, variant),
            "software": entry.software,
            "entry": entry.id,
            "format": whole_format(variant),
            "dialect": variant.dialect,
            "level": entry.severity,
        }
        if variant.min_literals is not None:
            message["min_literals"] = variant.min_literals
        message["programs"] = [
            {
                "part": plan.part,
                **table.moved(plan.program, plan.holes),
                "words": list(plan.words),
                "names": list(plan.names),
            }
            for plan in own
        ]
        yield message


def _entry(entry: Entry, verified: Mapping[str, tuple[str, ...]]) -> Data:
    """The row of an entry; `verified` are the versions by message id."""
    data: Data = {
        "id": entry.id,
        "software": entry.software,
        "title": _text(entry.title),
        "mid": entry.mid,
        "severity": entry.severity,
        "messages": sorted({message_id(entry.software, variant) for variant in entry.variants}),
        "variants": [_variant(entry, variant, verified) for variant in entry.variants],
        "arguments": {argument.name: _argument(argument) for argument in entry.arguments},
        "description": _text(entry.description),
        "action": _text(entry.action),
        "notes": _text(entry.notes) if entry.notes else None,
        "advice": [{"when": dict(advice.when), "text": _text(advice.text)} for advice in entry.advice],
        "followed_by": list(entry.followed_by),
        "related": list(entry.related),
        "samples": [{"line": sample.line, "captures": dict(sample.captures)} for sample in entry.samples],
        "counter_samples": list(entry.counter_samples),
        "references": [{"title": reference.title, "url": reference.url} for reference in entry.references],
        "former_ids": list(entry.former_ids),
        "license": entry.license,
        "authors": list(entry.authors),
        "behind": _behind(entry),
        "verified": _verified(entry, verified),
    }
    return _without_none(data)


def _behind(entry: Entry) -> dict[str, list[str]] | None:
    """Which texts fell behind: field → languages, fields as `checks.texts` names them."""
    fields = (".".join(str(step + 1) if isinstance(step, int) else step for step in path) for path, _ in entry.texts())
    found = {field: list(text.behind) for field, (_, text) in zip(fields, entry.texts(), strict=True) if text.behind}
    return found or None


def _verified(entry: Entry, verified: Mapping[str, tuple[str, ...]]) -> list[str] | None:
    """The versions in whose source one of the entry's variants was found, the oldest first."""
    ids = {message_id(entry.software, variant) for variant in entry.variants}
    found = {version for message in ids for version in verified.get(message, ())}
    return sorted(found, key=lambda version: (version_key(version), version)) or None


def _variant(entry: Entry, variant: Variant, verified: Mapping[str, tuple[str, ...]]) -> Data:
    identifier = message_id(entry.software, variant)
    data: Data = {
        "format": variant.format,
        "dialect": variant.dialect,
        "message": identifier,
        "arguments": list(variant.arguments),
    }
    radix = radixes(entry, variant)
    if radix:
        data["radix"] = radix
    if variant.prefix is not None:
        kind = prefixes.load()[variant.prefix.kind]
        data["prefix"] = {"kind": kind.name, "format": kind.format, "arguments": list(variant.prefix.arguments)}
    if variant.first or variant.last:
        data["versions"] = _without_none({"from": variant.first, "to": variant.last})
    if variant.source is not None:
        data["source"] = _without_none({"file": variant.source.file, "function": variant.source.function})
    if variant.seen:
        data["seen"] = [
            _without_none({"distribution": seen.distribution, "version": seen.version, "config": seen.config})
            for seen in variant.seen
        ]
    if identifier in verified:
        data["verified"] = list(verified[identifier])
    return data


def _argument(argument: Argument) -> Data:
    return _without_none({"text": _text(argument.text), "decode": argument.decode})


def _software(software: Software) -> Data:
    return _without_none(
        {
            "id": software.id,
            "name": _text(software.name),
            "dialect": software.dialect,
            "idents": list(software.idents),
            "hosts": list(software.hosts),
            "transport": software.transport,
            "source_url": software.source_url,
        }
    )


def _withdrawn(catalog: Catalog) -> list[Data]:
    rows = [row for software in catalog.software for row in software.withdrawn]
    return [
        _without_none({"id": row.id, "date": row.date, "reason": _text(row.reason), "see": row.see})
        for row in sorted(rows, key=lambda row: row.id)
    ]


def _source(software: Software) -> Data:
    """What the entries of a software were checked against."""
    return _without_none(
        {"software": software.id, "url": software.source_url, "versions": list(software.versions) or None}
    )


def _text(text: Text) -> dict[str, str]:
    return dict(sorted(text.translations))


def _without_none(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None}

"""Compiles a catalog into the content of a bundle, and writes it: the same catalog gives the same bytes.

The format is documented in `docs/bundle.md` and held to `data/bundle.schema.json`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from msgpedia import __version__, formats
from msgpedia.bundle import headers, records, validate
from msgpedia.bundle.artifact import NO_DIGEST, SCHEMA, digest
from msgpedia.catalog import prefixes, templates
from msgpedia.catalog.model import Argument, Catalog, Entry, Software, Text, Variant
from msgpedia.formats import Template
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, Program

Data = dict[str, object]


def compile_bundle(catalog: Catalog, interface: Mapping[str, Mapping[str, str]]) -> Data:
    """The content of the bundle of a catalog. `interface` has the words of the command line: language → English → text.

    Entries must be free of errors (`check`).
    """
    table = HoleTable()
    header_rows = [header.as_data(table) for header in headers.load()]
    messages = [message for entry in catalog.entries for message in _messages(entry, table)]
    entries = [_entry(entry) for entry in catalog.entries]
    content: Data = {
        "schema": SCHEMA,
        "digest": f"sha256:{NO_DIGEST.decode()}",
        "generator": f"msgpedia {__version__}",
        "license": " AND ".join(sorted({entry.license for entry in catalog.entries})),
        "authors": sorted({author for entry in catalog.entries for author in entry.authors}),
        "sources": [_source(software) for software in catalog.software],
        "languages": sorted(
            {code for entry in catalog.entries for _, text in entry.texts() for code in text.languages}
        ),
        "interface": {code: dict(sorted(words.items())) for code, words in sorted(interface.items())},
        "software": [_software(software) for software in catalog.software],
        "headers": header_rows,
        "records": records.load(),
        "holes": table.rows(),
        "entries": entries,
        "messages": messages,
    }
    validate.mark_careful(content)
    return content


def serialise(content: Data) -> bytes:
    """The bytes of a bundle: JSON without blanks in UTF-8, a line end behind it, the digest filled in."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n"
    data = text.encode("utf-8")
    return data.replace(NO_DIGEST, digest(data).encode(), 1)


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


def message_id(software: str, variant: Variant) -> str:
    """The message id of a variant."""
    parts = tuple(part for template in variant_templates(variant) for part in template.parts)
    return formats.message_id(software, Template(variant.dialect, parts))


def _messages(entry: Entry, table: HoleTable) -> Iterable[Data]:
    for variant in entry.variants:
        message: Data = {
            "id": message_id(entry.software, variant),
            "software": entry.software,
            "entry": entry.id,
            "format": whole_format(variant),
            "dialect": variant.dialect,
            "level": entry.severity,
        }
        if variant.min_literals is not None:
            message["min_literals"] = variant.min_literals
        programs = templates.programs(variant)
        message["programs"] = [_program(program, variant.all_arguments, table) for program in programs]
        yield message


def _program(program: Program, names: tuple[str, ...], table: HoleTable) -> Data:
    data: Data = {"part": program.part, **table.program(program), "words": rarest_first(program.words)}
    data["names"] = list(names[program.first : program.first + len(program.holes)])
    return data


def _entry(entry: Entry) -> Data:
    data: Data = {
        "id": entry.id,
        "software": entry.software,
        "title": _text(entry.title),
        "mid": entry.mid,
        "severity": entry.severity,
        "messages": sorted({message_id(entry.software, variant) for variant in entry.variants}),
        "variants": [_variant(entry.software, variant) for variant in entry.variants],
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
    }
    return _without_none(data)


def _variant(software: str, variant: Variant) -> Data:
    data: Data = {
        "format": variant.format,
        "dialect": variant.dialect,
        "message": message_id(software, variant),
        "arguments": list(variant.arguments),
    }
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


def _source(software: Software) -> Data:
    """What the entries of a software were checked against."""
    return _without_none(
        {"software": software.id, "url": software.source_url, "versions": list(software.versions) or None}
    )


def _text(text: Text) -> dict[str, str]:
    return dict(sorted(text.translations))


def _without_none(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None}

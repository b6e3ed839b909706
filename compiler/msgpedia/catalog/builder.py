"""Plain data that fit the schema → values of the model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgpedia.catalog.kinds import LANGUAGE
from msgpedia.catalog.model import (
    Advice,
    Argument,
    Entry,
    Prefix,
    Reference,
    Sample,
    Seen,
    Software,
    Source,
    Text,
    Variant,
    Withdrawn,
)
from msgpedia.catalog.places import Places

Data = Mapping[str, Any]


def build_entry(identifier: str, data: Data, dialect: str, places: Places) -> Entry:
    """The entry of a file's data; `dialect` is the software's."""
    return Entry(
        id=identifier,
        severity=data["severity"],
        title=_text(data["title"]),
        description=_text(data["description"]),
        action=_text(data["action"]),
        notes=_text(data["notes"]) if "notes" in data else None,
        variants=tuple(_variant(row, dialect) for row in data["variants"]),
        arguments=tuple(_argument(name, row) for name, row in data.get("arguments", {}).items()),
        advice=tuple(_advice(row) for row in data.get("advice", ())),
        samples=tuple(Sample(row["line"], tuple(row["captures"].items())) for row in data["samples"]),
        counter_samples=tuple(data.get("counter_samples", ())),
        followed_by=tuple(data.get("followed_by", ())),
        related=tuple(data.get("related", ())),
        references=tuple(Reference(row["title"], row["url"]) for row in data.get("references", ())),
        license=data["license"],
        authors=tuple(data["authors"]),
        former_ids=tuple(data.get("former_ids", ())),
        mid=data.get("mid"),
        places=places,
    )


def build_software(identifier: str, data: Data, places: Places) -> Software:
    """The software description of a file's data."""
    return Software(
        id=identifier,
        name=_text(data["name"]),
        dialect=data["dialect"],
        idents=tuple(data["idents"]),
        hosts=tuple(data.get("hosts", ())),
        transport=data.get("transport"),
        source_url=data.get("source_url"),
        versions=tuple(data.get("versions", ())),
        withdrawn=tuple(
            Withdrawn(row["id"], row["date"], _text(row["reason"]), row.get("see")) for row in data.get("withdrawn", ())
        ),
        license=data["license"],
        authors=tuple(data["authors"]),
        places=places,
    )


def _text(data: Data) -> Text:
    rows = [(language, value) for language, value in data.items() if LANGUAGE.fullmatch(language)]
    plain = tuple((language, value if isinstance(value, str) else value["text"]) for language, value in rows)
    bases = tuple(
        (language, value["basis"]) for language, value in rows if isinstance(value, dict) and "basis" in value
    )
    return Text(plain, bases)


def _variant(data: Data, dialect: str) -> Variant:
    versions = data.get("versions", {})
    source = data.get("source")
    prefix = data.get("prefix")
    return Variant(
        format=data["format"],
        dialect=data.get("dialect", dialect),
        arguments=tuple(data.get("arguments", ())),
        first=versions.get("from"),
        last=versions.get("to"),
        source=Source(source["file"], source.get("function")) if source else None,
        seen=tuple(Seen(row["distribution"], row.get("version"), row.get("config")) for row in data.get("seen", ())),
        prefix=Prefix(prefix["kind"], tuple(prefix["arguments"])) if prefix else None,
        min_literals=data.get("min_literals"),
        words=tuple(data.get("words", ())),
    )


def _argument(name: str, data: Data) -> Argument:
    return Argument(name, _text(data), data.get("decode"))


def _advice(data: Data) -> Advice:
    return Advice(tuple(data["when"].items()), _text(data))

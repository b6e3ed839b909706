"""The schema's tables → JSON Schemas for editors: completion, descriptions on hover, marks under what does not fit.

Draft 7, which every editor's YAML support knows. `python -m msgpedia.catalog.json_schema` writes the files into the
package's data; with `--check` it only tells whether they are what the tables make. What `msgpedia check` finds is more:
a JSON Schema sees neither format strings nor other files, nor how a text was quoted.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from msgpedia.bundle.files import write_whole
from msgpedia.catalog import decoders, schema
from msgpedia.catalog.kinds import LANGUAGE, Either, Field, Integer, Kind, ListOf, MapOf, Record, String

Json = dict[str, Any]

DRAFT = "http://json-schema.org/draft-07/schema#"
SCHEMAS = {"entry": schema.ENTRY, "software": schema.SOFTWARE}

# Fields whose values stand in a table of the package, and the table; `checks` hold entries to it.
TABLES = {"kind": "prefixes", "license": "licences"}

_END = r"(?![\s\S])"  # of the text, in every engine; `$` may also stand before a line end
_ONE_LINE = rf"^[^\n]*\S[^\n]*\n*{_END}"
_ANY_LINE = rf"^[^\n]*\n*{_END}"
_NOT_BLANK = r"\S"


def document(name: str) -> Json:
    """The JSON Schema of a sort of file: `entry` or `software`."""
    root = "" if name == "entry" else f"{name}."
    snippets = _texts()["snippets"].get(name)
    return {
        "$schema": DRAFT,
        "$comment": "made by python -m msgpedia.catalog.json_schema; change catalog/schema.py or data/fields.toml",
        **_record(SCHEMAS[name], root),
        **({"defaultSnippets": snippets} if snippets else {}),
    }


def rendered(name: str) -> str:
    """The text of the file that holds a schema."""
    return json.dumps(document(name), ensure_ascii=False, indent=1) + "\n"


def place(name: str) -> Path:
    """Where the file of a schema is, in the package's data."""
    return Path(__file__).parents[1] / "data" / f"{name}.schema.json"


def stale() -> list[Path]:
    """The files that are not what the tables make."""
    return [
        place(name)
        for name in SCHEMAS
        if not place(name).exists() or place(name).read_text(encoding="utf-8") != rendered(name)
    ]


def _value(kind: Kind, path: str) -> Json:
    """The schema of a value; `path` is the way to it."""
    match kind:
        case String():
            return _string(kind, path)
        case Integer(least, most):
            return {"type": "integer", **({"const": least} if least == most else {"minimum": least, "maximum": most})}
        case ListOf(item, least):
            return {"type": "array", "items": _value(item, path), **_least("minItems", least)}
        case MapOf(item, key, form, least):
            return {
                "type": "object",
                "propertyNames": {"pattern": _whole(key), "patternErrorMessage": f"This is not {form}."},
                "additionalProperties": {**_described(**_texts()["items"].get(path, {})), **_value(item, path)},
                **_least("minProperties", least),
            }
        case Record():
            return _record(kind, f"{path}.")
        case Either(text, record):
            return {"anyOf": [_value(text, path), _record(record, f"{path}.")]}
    raise TypeError(f"no JSON Schema for {kind!r}")


def _string(kind: String, path: str) -> Json:
    known = _known(kind, path)
    if path.rpartition(".")[2] == "license":
        return {"type": "string", "anyOf": [_choice(known), _expression(known)]}
    if known:
        return {"type": "string", **_choice(known)}
    found: Json = {"type": "string", "maxLength": kind.most}
    if kind.pattern:
        return found | {"pattern": _whole(kind.pattern), "patternErrorMessage": f"This is not {kind.form}."}
    if kind.lines:
        return found | {"pattern": _NOT_BLANK, "patternErrorMessage": "The text is empty."}
    message = "This field holds a single line" + ("." if kind.empty else ", which must not be empty.")
    return found | {"pattern": _ANY_LINE if kind.empty else _ONE_LINE, "patternErrorMessage": message}


def _record(record: Record, prefix: str) -> Json:
    """The schema of a record; `prefix` is the way to its fields."""
    properties = {name: _field(field, f"{prefix}{name}") for name, field in record.fields.items()}
    required = [name for name, field in record.fields.items() if field.required]
    found: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    if required:
        found["required"] = required
    if record.texts is not None:
        text = _value(record.texts, prefix.removesuffix("."))
        for code, meaning in _texts()["languages"].items():  # editors offer none that are only patterns
            properties[code] = {**_described(**meaning), **text}
        found["patternProperties"] = {_whole(LANGUAGE.pattern): text}
        found |= _some_text(list(record.fields))
    return found


def _some_text(fields: list[str]) -> Json:
    """There must be a text in some language beside the fields: where there is none, one is asked for."""
    wanted = {"required": ["en"], "errorMessage": "There is no text in any language: write ja: … and en: …"}
    return {"if": {"propertyNames": {"enum": fields}} if fields else {"maxProperties": 0}, "then": wanted}


def _field(field: Field, path: str) -> Json:
    examples = _texts()["examples"].get(path)
    value = _value(field.kind, path)
    if value.get("type") == "array" and examples:
        value["items"]["examples"] = examples
    elif examples:
        value["examples"] = examples
    texts = _texts()["ja"]
    return {**_described(field.description, texts.get(path) or texts.get(path.rpartition(".")[2], "")), **value}


def _known(kind: String, path: str) -> dict[str, list[str]]:
    """The values that a text may have, each with what it means in all languages; none where it may be any text."""
    name = path.rpartition(".")[2]
    if name == "decode":
        return {kind: [*table["name"].values()] for kind, table in decoders.load().items()}
    table = _table(TABLES[name]) if name in TABLES else {}
    texts = _texts()["values"].get(name, {})
    found = {}
    for value in kind.known or table:
        english = texts.get(value, {}).get("en") or table.get(value, {}).get("description", "")
        found[value] = [text for text in (english, texts.get(value, {}).get("ja", "")) if text]
    return found


def _choice(known: Mapping[str, Iterable[str]]) -> Json:
    meanings = [" · ".join(texts) for texts in known.values()]
    described = {"enumDescriptions": meanings, "markdownEnumDescriptions": meanings} if any(meanings) else {}
    return {"enum": list(known), **described}


def _expression(licences: Iterable[str]) -> Json:
    """Licences joined as SPDX does (its specification 2.3, annex D), which is how a text under several is marked."""
    one = "|".join(name.replace(".", r"\.") for name in licences)  # `re.escape` writes what JavaScript refuses
    message = "This is not the SPDX identifier of a licence that texts here may have."
    return {"pattern": _whole(f"(?:{one})(?: (?:AND|OR) (?:{one}))*"), "patternErrorMessage": message}


def _described(en: str = "", ja: str = "") -> Json:
    """What an editor shows on hover, in both languages: as plain text, and as Markdown."""
    sentences = [f"{en[:1].upper()}{en[1:]}."] * bool(en) + [f"{ja}。"] * bool(ja)
    return {"description": " ".join(sentences), "markdownDescription": "\n\n".join(sentences)} if sentences else {}


def _least(key: str, number: int) -> Json:
    return {key: number} if number else {}


def _whole(pattern: str) -> str:
    """A pattern that must match all of a text, for engines that search."""
    return f"^(?:{pattern}){_END}"


@cache
def _texts() -> Json:
    return _table("fields")


@cache
def _table(name: str) -> Json:
    """A table of the package's data."""
    return tomllib.loads((files("msgpedia") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def main(words: list[str]) -> int:
    """Write the schemas, or with `--check` name those that are stale; 1 where there are some."""
    if words == ["--check"]:
        found = stale()
        for path in found:
            sys.stdout.write(f"{path} is stale: run python -m msgpedia.catalog.json_schema\n")
        return 1 if found else 0
    for name in SCHEMAS:
        write_whole(place(name), rendered(name).encode("utf-8"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

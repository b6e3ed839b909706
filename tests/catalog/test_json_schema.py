"""The JSON Schemas for editors: fresh, sound, and of one mind with the reader wherever JSON Schema can be."""

from __future__ import annotations

import copy
import json
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from msgpedia.catalog import json_schema, reader
from msgpedia.catalog.loader import load_file

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "broken"
Draft7Validator: Any = import_module("jsonschema").Draft7Validator  # it comes without types
SCHEMAS = {name: json_schema.document(name) for name in json_schema.SCHEMAS}
VALIDATORS = {name: Draft7Validator(schema) for name, schema in SCHEMAS.items()}

# Codes that a JSON Schema can see; others are about the YAML itself, about format strings, or about several fields.
SEEN = {"MP015", "MP016", "MP017", "MP018", "MP101", "MP102", "MP103", "MP104", "MP105", "MP106", "MP107"}
SEEN |= {"MP206", "MP208", "MP406"}
# Of these codes, what it cannot: what YAML 1.1 takes for a number, a code that is only not that of a language.
UNSEEN = {"MP104-unquoted-value-word", "MP105-value-not-allowed-country-code"}


def problems(path: Path) -> list[str]:
    """What an editor would mark in a file. Raises YAMLError."""
    data = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
    validator = VALIDATORS["software" if path.name == "software.yaml" else "entry"]
    return [error.message for error in validator.iter_errors(data)]


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """All schemas inside of a schema."""
    if isinstance(schema, list):
        for item in schema:
            yield from parts(item)
    elif isinstance(schema, dict):
        yield schema
        for value in schema.values():
            yield from parts(value)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_files_are_what_the_tables_make(name: str) -> None:
    text = json_schema.place(name).read_text(encoding="utf-8")
    assert text == json_schema.rendered(name), "run .venv/bin/python -m msgpedia.catalog.json_schema"
    Draft7Validator.check_schema(json.loads(text))


def test_stale_files_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(json_schema, "place", lambda name: tmp_path / name)
    assert json_schema.main(["--check"]) == 1
    assert "run python -m" in capsys.readouterr().out
    assert json_schema.main([]) == 0
    assert json_schema.main(["--check"]) == 0
    (tmp_path / "entry").write_text("{}", encoding="utf-8")
    assert json_schema.main(["--check"]) == 1


@pytest.mark.parametrize("path", sorted((ROOT / "catalog").iterdir()), ids=lambda path: path.name)
def test_every_file_of_the_catalog_fits(path: Path) -> None:
    for file in path.rglob("*.yaml"):
        assert problems(file) == [], file


def test_bad_examples_are_refused_where_a_schema_can_see_it_and_good_ones_fit() -> None:
    for folder in sorted(BROKEN.iterdir()):
        for path in folder.rglob("*.yaml"):
            bad = "bad" in path.relative_to(folder).parts[0]
            try:
                found = problems(path)
            except (YAMLError, UnicodeDecodeError, OSError):
                assert bad, path
                continue
            if not bad:
                assert found == [], path
            elif folder.name[:5] in SEEN and folder.name not in UNSEEN:
                assert found, path


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_tells_in_both_languages_what_it_is_for(name: str) -> None:
    for part in parts(SCHEMAS[name]):
        for field, schema in part.get("properties", {}).items():
            english, _, japanese = schema["markdownDescription"].partition("\n\n")
            assert english.endswith("."), field
            assert re.search("[ぁ-んァ-ン一-龠]", japanese), f"{field} has no Japanese in data/fields.toml"
            assert schema["description"] == f"{english} {japanese}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_values_tell_in_both_languages_what_they_mean(name: str) -> None:
    for part in parts(SCHEMAS[name]):
        if "enum" not in part or "type" not in part or "GFDL-1.3-no-invariants-or-later" in part["enum"]:
            continue
        assert len(part["enum"]) == len(part["enumDescriptions"]) == len(part["markdownEnumDescriptions"])
        for value, meaning in zip(part["enum"], part["enumDescriptions"], strict=True):
            assert " · " in meaning, f"{value} lacks a text in data/fields.toml"


def test_the_table_of_texts_names_fields_that_there_are() -> None:
    def ways(schema: dict[str, Any], before: str) -> Iterator[str]:
        for key in ("items", "additionalProperties"):
            if isinstance(schema.get(key), dict):
                yield from ways(schema[key], before)
        for branch in schema.get("anyOf", ()):
            yield from ways(branch, before)
        for name, field in schema.get("properties", {}).items():
            yield f"{before}{name}"
            yield from ways(field, f"{before}{name}.")

    known = {*ways(SCHEMAS["entry"], ""), *ways(SCHEMAS["software"], "software.")}
    names = {way.rpartition(".")[2] for way in known}
    texts = json_schema._texts()
    for table in ("ja", "items", "examples"):
        assert set(texts[table]) <= known | names, table
    assert set(texts["values"]) <= names


def test_patterns_mean_the_same_in_javascript_as_here() -> None:
    patterns = {part["pattern"] for schema in SCHEMAS.values() for part in parts(schema) if "pattern" in part}
    patterns |= {pattern for schema in SCHEMAS.values() for part in parts(schema) for pattern in _keys(part)}
    texts = [
        "",
        "a",
        "ja",
        "zh-Hant",
        "JA",
        "linux/mm/x",
        "linux/con/x",
        "con/a/b",
        "linux/mm/index",
        "linux/mm/index-2",
    ]
    texts += [
        "linux/mm/indexes",
        "6.10",
        "v6",
        "mm/x.c",
        "../x",
        "a/../b",
        "/x",
        "a\\b",
        "postfix/*",
        "*",
        "a*b*",
        "x y",
    ]
    texts += [
        "https://a.org/",
        "one\ntwo",
        "one\n",
        "\n",
        "\u3000",
        "日本",
        "0a1b2c3d",
        "2026-01-31",
        "2026-13-01",
        "gfp_mask",
    ]
    script = "const [p, t] = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
    script += "console.log(JSON.stringify(p.map((x) => t.map((y) => new RegExp(x, 'u').test(y)))));"
    known = sorted(patterns)
    done = subprocess.run(
        ["node", "-e", script], input=json.dumps([known, texts]), capture_output=True, text=True, check=True
    )
    for pattern, found in zip(known, json.loads(done.stdout), strict=True):
        assert [bool(re.search(pattern, text)) for text in texts] == found, pattern


def _keys(part: dict[str, Any]) -> list[str]:
    found = part.get("patternProperties")
    return list(found) if isinstance(found, dict) and all(isinstance(value, dict) for value in found.values()) else []


GOOD = YAML(typ="safe", pure=True).load((BROKEN / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8"))
VALUES: list[Any] = ["", " ", "warning", "6.10", "linux/mm/x", "日本語", "a\nb", "a\n", "x" * 5000, 0, 1, 13, [], ["a"]]
VALUES += [
    {},
    {"ja": "x"},
    {"ko": "x", "zz": 1},
    {"text": "x"},
    {"text": "x", "basis": "0a1b2c3d"},
    {"decode": "errno"},
]
VALUES += [[{"distribution": "x"}], {"from": "6.10"}, {"file": "a/../b"}, {"kind": "device", "arguments": ["a", "b"]}]
NAMES = ["schema", "mid", "notes", "ja", "ko", "decode", "to", "words", "prefix", "seen", "min_literals"]


def spots(value: Any) -> Iterator[tuple[Any, Any]]:
    """All lists and mappings inside of a value, each with each of its keys, and with names of keys to add."""
    if isinstance(value, dict | list):
        keys: list[Any] = list(value) if isinstance(value, dict) else list(range(len(value)))
        yield from ((value, key) for key in keys)
        yield from ((value, name) for name in NAMES if isinstance(value, dict))
        for key in keys:
            yield from spots(value[key])


@given(st.data())
def test_the_schema_and_the_reader_accept_the_same(data: st.DataObject) -> None:
    entry = copy.deepcopy(GOOD)
    for _ in range(data.draw(st.integers(1, 3))):
        place, key = data.draw(st.sampled_from(list(spots(entry))))
        if data.draw(st.booleans()):
            place[key] = copy.deepcopy(data.draw(st.sampled_from(VALUES)))
        elif isinstance(place, list) or key in place:
            del place[key]
    content = json.dumps(entry, ensure_ascii=False).encode("utf-8")  # JSON is YAML
    reading = reader.read(content, "x", json_schema.SCHEMAS["entry"])
    found = list(VALIDATORS["entry"].iter_errors(entry))
    if reading.data is None:
        assert found, [finding.message for finding in reading.diagnostics]
    for error in found if reading.data is not None else ():  # which names tables have is for checks to say
        assert error.validator in ("enum", "anyOf")
        assert error.path[-1] in {*json_schema.TABLES, "decode"}


def test_a_comment_that_leads_editors_to_the_schema_is_no_finding(tmp_path: Path) -> None:
    text = (BROKEN / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")
    path = tmp_path / "x.yaml"
    line = "# yaml-language-server: $schema=../../../compiler/msgpedia/data/entry.schema.json\n"
    path.write_text(line + text, encoding="utf-8")
    assert load_file(path) == []


def test_the_settings_in_the_checkout_lead_to_the_schemas() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    files = {ROOT / schema: pattern for schema, pattern in settings["yaml.schemas"].items()}
    assert sorted(files) == sorted(json_schema.place(name).resolve() for name in json_schema.SCHEMAS)
    for schema, pattern in files.items():
        found = list(ROOT.glob(pattern))
        assert found
        assert {path.name == "software.yaml" for path in found} == {schema.name == "software.schema.json"}

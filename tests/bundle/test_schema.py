"""The published JSON Schema: the compiled bundle fits it, and look-up's own reading of it agrees with jsonschema's."""

from __future__ import annotations

import copy
import json
from importlib import import_module
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgpedia.bundle.validate import SCHEMA_FILE
from msgpedia.bundle.validate_structure import compile_schema

Content = dict[str, Any]
Draft202012Validator: Any = import_module("jsonschema").Draft202012Validator  # it comes without types
with open(SCHEMA_FILE, encoding="utf-8") as file:
    SCHEMA: Content = json.load(file)
CHECK = compile_schema(SCHEMA)
VALIDATOR = Draft202012Validator(SCHEMA)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from([0, 1, -1, 10**6, 10**30]),
    st.sampled_from(["", "a", "A b", "sha256:0", "l", "\x1b[31m", "x\u202ey", "linux", "a/b/c", "[a]", "é" * 300]),
    st.builds(list),
    st.builds(dict),
    st.just([1]),
    st.just({"en": "x"}),
    st.just({"en": 3}),
)


def strict(schema: Any) -> Any:
    """The schema without room for keys that it does not describe."""
    if isinstance(schema, list):
        return [strict(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tightened = {key: strict(value) for key, value in schema.items()}
    if isinstance(tightened.get("properties"), dict) and tightened.get("type") == "object":
        tightened.setdefault("additionalProperties", False)
    return tightened


def undescribed(schema: Any, place: str) -> list[str]:
    """The keys of objects that the schema does not explain."""
    found = []
    if isinstance(schema, list):
        for item in schema:
            found += undescribed(item, place)
    elif isinstance(schema, dict):
        for key, child in schema.get("properties", {}).items():
            target = SCHEMA["$defs"][child["$ref"].rpartition("/")[2]] if "$ref" in child else {}
            if "description" not in child and "description" not in target:
                found.append(f"{place}/{key}")
        for key, child in schema.items():
            found += undescribed(child, f"{place}/{key}")
    return found


def test_the_schema_is_one_and_describes_every_key() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    assert undescribed(SCHEMA, "") == []


@pytest.mark.parametrize("which", ["compiled", "documented"])
def test_our_bundles_fit_the_schema_and_have_no_other_keys(which: str, request: pytest.FixtureRequest) -> None:
    content = request.getfixturevalue(which)
    assert [error.message for error in Draft202012Validator(strict(SCHEMA)).iter_errors(content)] == []
    assert CHECK(content) is None


def test_unknown_keys_are_ignored(example: Content) -> None:
    example["colour"] = {"anything": [None]}
    example["holes"][0]["colour"] = "red"
    example["entries"][0]["variants"][0]["colour"] = "red"
    assert CHECK(example) is None
    assert VALIDATOR.is_valid(example)


@pytest.mark.parametrize("word", ["if", "not", "format", "unevaluatedProperties"])
def test_a_word_that_is_not_known_is_an_error_of_the_schema(word: str) -> None:
    with pytest.raises(ValueError, match=word):
        compile_schema({"type": "object", "properties": {"a": {word: {}}}})


def test_a_schema_that_refers_to_itself_is_refused() -> None:
    with pytest.raises(ValueError, match="itself"):
        compile_schema({"$ref": "#/$defs/a", "$defs": {"a": {"items": {"$ref": "#/$defs/a"}}}})


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every container of a value with each of its keys."""
    found: list[tuple[Any, Any]] = []
    pending = [value]
    while pending:
        container = pending.pop()
        for key in container if isinstance(container, dict) else range(len(container)):
            found.append((container, key))
            if isinstance(container[key], dict | list):
                pending.append(container[key])
    return found


@given(data=st.data())
@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_it_is_read_as_jsonschema_reads_it(documented: Content, data: st.DataObject) -> None:
    content = copy.deepcopy(documented)
    for _ in range(data.draw(st.integers(1, 3))):
        found = places(content)
        if not found:
            break
        container, key = found[data.draw(st.integers(0, len(found) - 1))]
        action = data.draw(st.sampled_from(["change", "remove", "add", "repeat"]))
        value = copy.deepcopy(data.draw(SCALARS))
        if action == "change":
            container[key] = value
        elif action == "remove":
            del container[key]
        elif isinstance(container, list):
            container.insert(key, copy.deepcopy(container[key]) if action == "repeat" else value)
        else:
            container[data.draw(st.sampled_from(["en", "x", "wild", "mid", "width", "A!", "transport"]))] = value
    assert (CHECK(content) is None) == VALIDATOR.is_valid(content)

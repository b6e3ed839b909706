"""The file that says in the source of which versions messages were found."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.bundle.writer import compile_bundle
from msgpedia.catalog import verified
from msgpedia.catalog.checks import check
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.verified import UnsoundError, build, parse, render

Write = Callable[..., Path]
ONE, OTHER = "linux:6c2b0f9b34", "linux:0123456789"
VERSIONS: dict[str, dict[str, tuple[str, ...]]] = {
    "6.12": {"linux/mm/b": (ONE,), "linux/mm/a": (ONE, OTHER)},
    "6.2": {"linux/mm/a": (OTHER,)},
}


def test_what_is_written_is_read_again() -> None:
    written = build("linux", VERSIONS)
    assert parse(render(written).encode(), "linux") == written
    assert [version for version, _ in written.versions] == ["6.2", "6.12"]
    assert render(build("linux", {})).endswith('"versions": {}\n}\n')


def test_a_new_version_only_adds_lines() -> None:
    before, after = render(build("linux", {"6.2": VERSIONS["6.2"]})), render(build("linux", VERSIONS))
    lines = after.split("\n")
    assert all(line in lines or f"{line}," in lines for line in before.split("\n"))


def test_a_row_knows_its_line() -> None:
    text = render(build("linux", VERSIONS))
    found = parse(text.encode(), "linux", "x")
    for (_, entry), line in found.lines.items():
        assert text.split("\n")[line - 1].strip().startswith(json.dumps(entry))
    span = found.span("6.12", "linux/mm/a")
    assert text.split("\n")[span.line - 1][span.column - 1 : span.end_column - 1] == '"linux/mm/a"'


def test_the_versions_of_an_entry_are_told_by_message() -> None:
    assert build("linux", VERSIONS).of("linux/mm/a") == {OTHER: ("6.2", "6.12"), ONE: ("6.12",)}


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not JSON"),
        (b"\xff", "not UTF-8"),
        (b"[]", "schema"),
        (b"[" * 100_000, "not JSON"),
        (b'{"schema": "msgpedia-verified-9"}', "schema"),
        (b'{"schema": "msgpedia-verified-1", "schema": "msgpedia-verified-1"}', "twice"),
        (b'{"schema": "msgpedia-verified-1", "software": "nginx"}', "not of the software"),
        (b'{"schema": "msgpedia-verified-1", "software": "linux", "versions": []}', "no table"),
        (b'{"schema": "msgpedia-verified-1", "software": "linux", "versions": {"new\\n": {}}}', "no version"),
        (b'{"schema": "msgpedia-verified-1", "software": "linux", "versions": {"6": {"a": []}}}', "no entry's id"),
        (b'{"schema": "msgpedia-verified-1", "software": "linux", "versions": {"6": {"a/b/c": [1]}}}', "message ids"),
    ],
)
def test_what_is_not_sound_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(UnsoundError, match=reason):
        parse(data, "linux")


def test_a_broken_file_keeps_no_entry_out(catalog: Path, write: Write) -> None:
    write("linux/mm/example")
    (catalog / "linux" / verified.NAME).write_text("{}")
    found = load_catalog(catalog, cache=False)
    assert [finding.code for finding in check(found)] == ["MP021"]
    assert len(found.entries) == 1


@pytest.mark.parametrize("target", ["missing.json", "/etc/hostname"])
def test_a_link_elsewhere_is_a_finding(catalog: Path, write: Write, target: str) -> None:
    write("linux/mm/example")
    (catalog / "linux" / verified.NAME).symlink_to(target)
    assert next(finding.code for finding in check(load_catalog(catalog, cache=False))) in ("MP001", "MP002")


def test_an_entry_with_errors_is_not_said_to_be_out_of_date(catalog: Path, write: Write) -> None:
    write("linux/mm/example", ("severity: warning", "severity: awful"))
    (catalog / "linux" / verified.NAME).write_text(render(build("linux", {"6.1": {"linux/mm/example": (OTHER,)}})))
    assert [finding.code for finding in check(load_catalog(catalog, cache=False))] == ["MP105"]


def test_a_bundle_says_what_was_verified(catalog: Path, write: Write) -> None:
    write("linux/mm/example")
    (catalog / "linux" / verified.NAME).write_text(
        render(build("linux", {version: {"linux/mm/example": (ONE,)} for version in ("6.12.3", "6.2")}))
    )
    rows = compile_bundle(load_catalog(catalog, cache=False), {})["entries"]
    assert isinstance(rows, list)
    assert rows[0]["verified"] == ["6.2", "6.12.3"]
    assert rows[0]["variants"][0]["verified"] == ["6.2", "6.12.3"]


def test_a_bundle_says_nothing_where_nobody_looked(catalog: Path, write: Write) -> None:
    write("linux/mm/example")
    rows = compile_bundle(load_catalog(catalog, cache=False), {})["entries"]
    assert isinstance(rows, list)
    assert "verified" not in rows[0]
    assert "verified" not in rows[0]["variants"][0]

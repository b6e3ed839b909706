"""The public Python interface: its document's examples, and what they do not show."""

from __future__ import annotations

import doctest
import gzip
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import ROOT, Run

import msgpedia

DOCUMENT = ROOT / "docs" / "python-api.md"
DOCUMENTED = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"


@pytest.fixture(scope="module")
def bundle(bundle_file: Path) -> msgpedia.Bundle:
    return msgpedia.load(bundle_file)


def test_the_examples_of_the_document_are_true(bundle_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = msgpedia.load(bundle_file)
    monkeypatch.setattr("msgpedia.api.load", lambda: opened)
    found = doctest.testfile(str(DOCUMENT), module_relative=False, encoding="utf-8")
    assert found.attempted > 15
    assert found.failed == 0


@pytest.mark.parametrize("name", ["Bundle", "Entry", "Header", "Match", "Message"])
def test_the_document_lists_every_attribute(name: str) -> None:
    row = re.search(rf"^\| `{name}` \|.*$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert row is not None
    public = {attribute for attribute in vars(getattr(msgpedia, name)) if not attribute.startswith("_")}
    assert public <= set(re.findall(r"`([a-z_]+)(?:\(\))?`", row.group()))


def test_every_public_name_is_there() -> None:
    assert all(hasattr(msgpedia, name) for name in msgpedia.__all__)
    assert set(dir(msgpedia)) >= set(msgpedia.__all__)
    assert not hasattr(msgpedia, "no_such_name")


def test_a_match_is_the_row_of_the_command_line(bundle: msgpedia.Bundle, bundle_file: Path, run: Run) -> None:
    (match,) = bundle.lookup([DOCUMENTED], language="en")
    done = run("lookup", "--bundle", bundle_file, "--format", "jsonl", "--lang", "en", stdin=DOCUMENTED.encode())
    assert match.as_dict() == json.loads(done.stdout)


@pytest.mark.parametrize("line", [DOCUMENTED, DOCUMENTED + "\n", DOCUMENTED + "\r\n", DOCUMENTED.encode() + b"\n"])
def test_line_ends_and_bytes_make_no_difference(bundle: msgpedia.Bundle, line: str | bytes) -> None:
    (match,) = bundle.lookup([line])
    assert (match.text, match.entry) == (DOCUMENTED, "linux/mm/page-allocation-failure")


def test_a_file_is_read_by_path_and_by_stream(bundle: msgpedia.Bundle, tmp_path: Path) -> None:
    place = tmp_path / "log"
    place.write_bytes(gzip.compress(f"{DOCUMENTED}\nx\n".encode()))
    by_path = [match.as_dict() for match in bundle.lookup_file(place)]
    by_stream = [match.as_dict() for match in bundle.lookup_file(io.BytesIO(place.read_bytes()))]
    assert [row | {"file": "-"} for row in by_path] == by_stream
    assert [row["status"] for row in by_path] == ["documented", "unknown"]


def test_a_damaged_file_raises_behind_its_lines(bundle: msgpedia.Bundle) -> None:
    data = "".join(f"{DOCUMENTED} {number}\n" for number in range(30_000)).encode()
    matches = bundle.lookup_file(io.BytesIO(gzip.compress(data)[:-5000]))
    assert next(matches).line == 1
    with pytest.raises(EOFError, match="cut off"):
        list(matches)


def test_what_is_wrong_is_told(bundle: msgpedia.Bundle, tmp_path: Path) -> None:
    with pytest.raises(msgpedia.BundleError, match="No such file"):
        msgpedia.load(tmp_path / "nothing.json")
    with pytest.raises(ValueError, match="no software 'x'"):
        list(bundle.lookup(["x"], software="x"))


def test_importing_the_package_costs_nothing() -> None:
    code = "import sys, msgpedia; print([name for name in sys.modules if name.startswith('msgpedia.')])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout == b"[]\n"


def test_what_is_no_list_of_lines_is_told_at_once(bundle: msgpedia.Bundle, tmp_path: Path) -> None:
    place = tmp_path / "log"
    place.write_text(DOCUMENTED)
    lines: Any = DOCUMENTED.encode()
    for line in (DOCUMENTED, lines):  # a text is an iterable of texts, so types alone do not tell
        with pytest.raises(TypeError, match="put a single one into a list"):
            bundle.lookup(line)
    stream: Any
    with place.open() as stream, pytest.raises(TypeError, match="binary stream"):
        bundle.lookup_file(stream)
    with pytest.raises(ValueError, match="no software"):
        bundle.lookup([DOCUMENTED], software="x")
    (match,) = bundle.lookup(["x\udcff"])
    assert match.text == "x\N{REPLACEMENT CHARACTER}"

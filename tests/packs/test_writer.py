"""Packs as they are written: the same records give the same bytes, and calls of several versions are one."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import random
from importlib import import_module
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.packs.conftest import Make, record

from msgpedia.packs import NO_DIGEST, artifact, writer
from msgpedia.packs.model import Record

SCHEMA = json.loads((ROOT / "compiler" / "msgpedia" / "data" / "pack.schema.json").read_text(encoding="utf-8"))
RECORDS = [
    record("slot %d is too hot\n"),
    record("slot %d is cold\n", level="default", file=None, line=None, function=None),
    record("heat: %s: 焦げた\n", prefix="heat: ", sink="printk", via=("hot", "pr_hot"), code="T01"),
    record("%s burns\n", unknown_prefix="device", part="head", level=None),
    record("type=%d %s\n", envelope=True),
]


def test_a_pack_fits_its_schema_whatever_is_in_the_records(make: Make) -> None:
    content = json.loads(make(RECORDS).read_bytes())
    import_module("jsonschema").validate(content, SCHEMA)
    assert [Record.of(row) for row in content["messages"]] == writer.merged(RECORDS, ["1.0"])


def test_the_order_of_the_records_makes_no_difference(make: Make) -> None:
    expected = make(RECORDS).read_bytes()
    for seed in range(5):
        shuffled = random.Random(seed).sample(RECORDS, len(RECORDS))
        assert make([*shuffled, shuffled[0]]).read_bytes() == expected


def test_there_is_a_line_for_each_record_and_a_digest_of_the_rest(make: Make) -> None:
    data = make(RECORDS).read_bytes()
    assert len(data.splitlines()) == len(RECORDS) + 2
    digest = json.loads(data)["digest"]
    assert hashlib.sha256(data.replace(digest.encode(), NO_DIGEST.encode(), 1)).hexdigest() == digest


def test_records_that_differ_in_line_and_versions_are_one_call_at_its_newest_line() -> None:
    old = record("slot %d is too hot\n", line=10, versions=("1.0",))
    new = record("slot %d is too hot\n", line=30, versions=("2.0",))
    moved = record("slot %d is too hot\n", line=5, file="fire.c", versions=("2.0",))
    found = writer.merged([new, old, moved], ["1.0", "2.0"])
    assert [(row.file, row.line, row.versions) for row in found] == [
        ("fire.c", 5, ("2.0",)),
        ("heat.c", 30, ("1.0", "2.0")),
    ]


def test_two_calls_of_one_function_stay_two_in_all_versions() -> None:
    lines = {"1.0": (10, 20), "2.0": (11, 25), "3.0": (12,)}
    records = [record("%s\n", line=line, versions=(version,)) for version in lines for line in lines[version]]
    found = writer.merged(records, list(lines))
    assert [(row.line, row.versions) for row in found] == [(12, ("1.0", "2.0", "3.0")), (25, ("1.0", "2.0"))]


@pytest.mark.parametrize(("ending", "opened"), [(".gz", gzip.decompress), (".xz", lzma.decompress)])
def test_a_compressed_pack_has_the_same_content_and_no_time(make: Make, ending: str, opened: object) -> None:
    plain = make(RECORDS).read_bytes()
    packed = make(RECORDS, name=f"toaster.json{ending}")
    first = packed.read_bytes()
    assert callable(opened)
    assert opened(first) == plain
    assert make(RECORDS, name=f"toaster.json{ending}").read_bytes() == first
    assert len(artifact.read(str(packed))["messages"]) == len(RECORDS)


def test_a_pack_that_cannot_be_written_leaves_the_old_one_and_nothing_else(make: Make, tmp_path: Path) -> None:
    place = make(RECORDS)
    before = place.read_bytes()
    (tmp_path / "folder.json").mkdir()
    with pytest.raises(OSError, match="folder"):
        writer.write(tmp_path / "folder.json", "toaster", ["1.0"], "source", RECORDS)
    assert place.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder.json", "toaster.json"]

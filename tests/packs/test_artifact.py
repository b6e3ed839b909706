"""Packs from anywhere: what is sound is read, all else refused in one line."""

from __future__ import annotations

import gzip
import json
import lzma
from pathlib import Path
from typing import Any

import pytest
from tests.packs.conftest import Make, record

from msgpedia.bundle import BundleError
from msgpedia.packs import artifact

ROW = {
    "id": "toaster:94bd0e7785",
    "format": "slot %d\n",
    "dialect": "printk",
    "level": "err",
    "file": "heat.c",
    "line": 1,
    "function": "toast",
    "versions": ["1.0"],
}
HEAD: dict[str, Any] = {"schema": "msgpedia-pack-1", "software": "toaster", "versions": ["1.0"]}


def written(place: Path, content: object, indent: int | None = None) -> str:
    place.write_text(json.dumps(content, indent=indent, ensure_ascii=False), encoding="utf-8")
    return str(place)


@pytest.mark.parametrize("indent", [None, 2])
def test_a_pack_of_another_program_needs_no_digest_and_may_have_other_keys(tmp_path: Path, indent: int | None) -> None:
    content = {**HEAD, "maker": {"name": "somebody"}, "messages": [{**ROW, "colour": "black"}], "more": [1, None]}
    found = artifact.read(written(tmp_path / "pack.json", content, indent))
    assert found["messages"] == content["messages"]
    assert found["software"] == "toaster"


def test_an_empty_pack_is_a_pack(tmp_path: Path) -> None:
    assert artifact.read(written(tmp_path / "pack.json", {**HEAD, "messages": []}))["messages"] == []


def test_a_large_pack_is_read_in_pieces(make: Make) -> None:
    records = [record(f"slot %d of {number} 焦げた {'x' * (number % 300)}\n", line=number) for number in range(1, 4000)]
    assert len(artifact.read(str(make(records)))["messages"]) == len(records)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_damage_is_found(make: Make, place: float) -> None:
    path = make([record(f"slot {number} is too hot\n") for number in range(50)])
    data = bytearray(path.read_bytes())
    data[int(len(data) * place)] ^= 1
    path.write_bytes(data)
    with pytest.raises(BundleError):
        artifact.read(str(path))


def test_a_pack_that_is_cut_off_is_refused(make: Make) -> None:
    path = make([record(f"slot {number} is too hot\n") for number in range(50)])
    data = path.read_bytes()
    for length in (0, 1, 50, len(data) // 2, len(data) - 3):
        path.write_bytes(data[:length])
        with pytest.raises(BundleError, match=r"truncated|no JSON|the file is empty"):
            artifact.read(str(path))


def test_a_compressed_pack_that_is_cut_off_is_refused(make: Make) -> None:
    path = make([record("slot %d is too hot\n")])
    whole = path.read_bytes()
    for name, packed in (("gzip", gzip.compress(whole)), ("xz", lzma.compress(whole))):
        for length in (10, len(packed) // 2, len(packed) - 20):
            path.write_bytes(packed[:length])
            with pytest.raises(BundleError, match=rf"pack.*: the {name} data is cut off$"):
                artifact.read(str(path))
    path.write_bytes(gzip.compress(whole)[:10] + b"\xff" * 60)
    with pytest.raises(BundleError, match=r"pack.*: the gzip data is damaged \(.*\)$"):
        artifact.read(str(path))


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b"Oct 27 18:00:02 host kernel: hot\n", "no JSON object"),
        (b"[]", "no JSON object"),
        (b"{}", "it has no schema"),
        (b'{"a":1}', "it has no schema"),
        (b'{"schema":"msgpedia-bundle-1","entries":[' + b"1," * 1_000_000, "its schema is 'msgpedia-bundle-1'"),
    ],
)
def test_what_is_no_pack_at_all_is_told_what_one_is(make: Make, content: bytes, told: str) -> None:
    path = make([])
    path.write_bytes(content)
    with pytest.raises(BundleError, match=f"not a pack as 'msgpedia harvest' writes them: {told}"):
        artifact.read(str(path))
    with pytest.raises(BundleError, match=r"not a pack as .*: not a regular file"):
        artifact.read("/dev/null")


@pytest.mark.parametrize(
    ("key", "value", "reason"),
    [
        ("schema", "msgpedia-pack-2", "another version"),
        ("schema", "msgpedia-bundle-1", "schema"),
        ("schema", None, "schema"),
        ("software", "../etc", "software"),
        ("software", 7, "software"),
        ("versions", "1.0", "versions"),
        ("versions", ["1.0", "1.0"], "twice"),
        ("versions", [""], "versions"),
        ("digest", "0" * 64, "digest"),
        ("digest", "x", "digest"),
        ("source", "thin air", "source"),
        ("generator", ["me"], "generator"),
    ],
)
def test_an_unsound_head_is_refused(tmp_path: Path, key: str, value: object, reason: str) -> None:
    path = written(tmp_path / "pack.json", {**HEAD, key: value, "messages": [ROW]})
    with pytest.raises(BundleError, match=reason):
        artifact.read(path)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("id", "linux:0123456789"),
        ("id", "toaster:01234"),
        ("id", "toaster:0123456789"),
        ("id", None),
        ("format", 7),
        ("format", "x" * 65537),
        ("dialect", "morse"),
        ("dialect", ["printk"]),
        ("level", "loud"),
        ("file", 1),
        ("line", 0),
        ("line", True),
        ("line", 1 << 40),
        ("function", {}),
        ("versions", []),
        ("versions", ["2.0"]),
        ("versions", [[]]),
        ("prefix", "heat: "),
        ("prefix", None),
        ("unknown_prefix", "weather"),
        ("part", "tail"),
        ("envelope", False),
        ("via", "hot"),
        ("via", [""]),
        ("code", 55),
    ],
)
def test_an_unsound_record_is_refused_and_named(tmp_path: Path, key: str, value: object) -> None:
    path = written(tmp_path / "pack.json", {**HEAD, "messages": [ROW, {**ROW, key: value}]})
    with pytest.raises(BundleError, match="messages/1"):
        artifact.read(path)


@pytest.mark.parametrize("key", sorted(ROW))
def test_a_record_needs_its_keys(tmp_path: Path, key: str) -> None:
    row = {name: value for name, value in ROW.items() if name != key}
    with pytest.raises(BundleError, match=key):
        artifact.read(written(tmp_path / "pack.json", {**HEAD, "messages": [row]}))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"[]",
        b"nonsense",
        b'{"schema":"msgpedia-pack-1"',
        b'{"schema":"msgpedia-pack-1","schema":"msgpedia-pack-1"}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":[]}',
        b'{"software":"toaster","versions":[],"messages":[]}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":[],"messages":{}}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":[],"messages":[1]}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":[],"messages":[]} x',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":[],"messages":[],"messages":[]}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":[],"size":1.5,"messages":[]}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":["\\ud800"],"messages":[]}',
        b'{"schema":"msgpedia-pack-1","software":"toaster","versions":["\xff"],"messages":[]}',
        b'{"schema":' + b"[" * 100_000,
        b'{"schema":"' + b"x" * 3_000_000,
    ],
    ids=range(16),
)
def test_what_is_no_pack_is_refused_in_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "pack.json"
    path.write_bytes(data)
    with pytest.raises(BundleError) as caught:
        artifact.read(str(path))
    assert "\n" not in str(caught.value)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nowhere.json"):
        with pytest.raises(BundleError):
            artifact.read(str(path))

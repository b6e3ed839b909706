"""The file of a bundle: what is truncated, damaged, of another version or no bundle is refused with a clear line."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgpedia.bundle import BundleError, artifact, writer

Content = dict[str, Any]


def refusal(data: bytes) -> str:
    with pytest.raises(BundleError) as raised:
        artifact.parse(data, "b.json")
    message = str(raised.value)
    assert message.startswith("b.json: ")
    assert "\n" not in message
    return message


def sealed(content: Content) -> bytes:
    return writer.serialise(content)


def test_a_bundle_is_read_as_it_was_written(compiled: Content, bundle_file: Path) -> None:
    content = artifact.read(str(bundle_file))
    assert content["digest"] == compiled["digest"]
    assert [message["id"] for message in content["messages"]] == [message["id"] for message in compiled["messages"]]


def test_the_digest_is_as_the_document_says(bundle_file: Path) -> None:
    data = bundle_file.read_bytes()
    stated = json.loads(data)["digest"]
    head = f'{{"schema":"msgpedia-bundle-1","digest":"{stated}"'.encode()
    assert data.startswith(head)
    zeroed = data.replace(stated.encode(), b"sha256:" + b"0" * 64, 1)
    assert stated == f"sha256:{hashlib.sha256(zeroed).hexdigest()}"


def test_the_digest_beside_is_that_of_the_file_and_is_not_read(bundle_file: Path, tmp_path: Path) -> None:
    beside = bundle_file.with_name("msgpedia.json.sha256").read_text(encoding="ascii")
    assert beside == f"{hashlib.sha256(bundle_file.read_bytes()).hexdigest()}  msgpedia.json\n"
    copied = tmp_path / "msgpedia.json"
    copied.write_bytes(bundle_file.read_bytes())
    copied.with_name("msgpedia.json.sha256").write_text("0" * 64 + "  msgpedia.json\n")
    assert artifact.read(str(copied))["messages"]


@pytest.mark.parametrize("share", range(0, 100, 4))
def test_a_truncated_bundle_is_refused(share: int, bundle_file: Path) -> None:
    data = bundle_file.read_bytes()
    message = refusal(data[: len(data) * share // 100])
    assert "empty" in message if not share else "truncated" in message


def test_truncated_at_any_byte(documented: Content) -> None:
    data = sealed(documented)
    for length in range(len(data)):
        refusal(data[:length])
    artifact.parse(data, "b.json")


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_flipped_bit_is_found_wherever_it_is(documented: Content, data: st.DataObject) -> None:
    good = sealed(documented)
    place = data.draw(st.integers(0, len(good) - 1))
    spoilt = bytearray(good)
    spoilt[place] ^= 1 << data.draw(st.integers(0, 7))
    refusal(bytes(spoilt))


@pytest.mark.parametrize("place", [0, 10, 28, 29, 40, 46, 47, 80, 110, 111, 200, -1])
def test_a_flipped_bit_of_the_head_and_the_end(place: int, documented: Content) -> None:
    spoilt = bytearray(sealed(documented))
    spoilt[place] ^= 1
    refusal(bytes(spoilt))


@pytest.mark.parametrize(
    ("schema", "expected"),
    [
        ("msgpedia-bundle-2", "made for a newer msgpedia"),
        ("msgpedia-bundle-10", "made for a newer msgpedia"),
        ("msgpedia-bundle-0", "made for an older msgpedia"),
        ("msgpedia-bundle-", "not a msgpedia bundle"),
        ("msgpedia-bundle-²", "not a msgpedia bundle"),
        ("msgpedia-bundle-1\n", "not a msgpedia bundle"),
        ("msgpedia-bundle-99999999999999999999", "not a msgpedia bundle"),
        ("msgpedia-pack-1", "not a msgpedia bundle"),
        ("\x1b[2J" + "x" * 1000, "not a msgpedia bundle"),
    ],
)
def test_other_versions_and_schemas(schema: str, expected: str, example: Content) -> None:
    example["schema"] = schema
    for data in (sealed(example), json.dumps(example, indent=1).encode()):
        message = refusal(data)
        assert expected in message
        assert message.isprintable()
        assert len(message) < 200


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b"\n", "no JSON"),
        (b"schema: msgpedia-bundle-1\n", "no JSON"),
        (b"\x1f\x8b\x08\x00", "no UTF-8"),
        (b"\xef\xbb\xbf{}", "no JSON"),
        (b"{}", "it has no schema"),
        (b"[]", "it has no schema"),
        (b'{"schema":7}', "it has no schema"),
        (b'{"schema":{"a":1}}', "it has no schema"),
        (b"[" * 100_000, "nested too deeply"),
        (b"\x00" * 1000, "no JSON"),
    ],
)
def test_what_is_no_bundle(data: bytes, expected: str) -> None:
    assert expected in refusal(data)


def test_a_missing_or_moved_digest(example: Content) -> None:
    assert "no digest at its beginning" in refusal(json.dumps(example, indent=2).encode())
    digest = example.pop("digest")
    assert "no digest at its beginning" in refusal(json.dumps(example, separators=(",", ":")).encode())
    example["digest"] = digest
    assert "no digest at its beginning" in refusal(json.dumps(example, separators=(",", ":")).encode())


def test_a_wrong_digest(documented: Content) -> None:
    data = sealed(documented)
    stated = json.loads(data)["digest"].encode()
    for wrong in (b"sha256:" + b"0" * 64, b"sha256:" + b"f" * 64):
        assert "the digest inside does not fit" in refusal(data.replace(stated, wrong))
    assert "no digest" in refusal(data.replace(stated, stated.upper()))


@pytest.mark.parametrize("kind", ["missing", "folder", "pipe", "below a file", "no name", "too long a name"])
def test_what_cannot_be_opened(kind: str, tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "b.json"
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    elif kind == "below a file":
        path.write_bytes(b"")
        path /= "b.json"
    elif kind == "too long a name":
        path = tmp_path / ("b" * 300)
    chosen = "" if kind == "no name" else str(path)
    with pytest.raises(BundleError):
        artifact.read(chosen)
    done = run("bundle", "info", "--bundle", chosen)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)
    assert b"Traceback" not in done.stderr


def test_what_may_not_be_read(tmp_path: Path, documented: Content, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(sealed(documented))

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(BundleError, match="Permission denied"):
        artifact.read(str(path))


def test_a_file_too_large_for_a_bundle(tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    with path.open("wb") as file:
        file.truncate(artifact.MOST_BYTES + 1)
    with pytest.raises(BundleError, match="too large"):
        artifact.read(str(path))


def test_a_name_with_controls_is_shown_escaped(tmp_path: Path, run: Callable[..., Any]) -> None:
    path = tmp_path / "b\x1b[31m\n.json"
    path.write_bytes(b"{}")
    done = run("lookup", "--bundle", path)
    assert done.returncode == 2
    assert b"\x1b" not in done.stderr
    assert done.stderr.count(b"\n") == 1

"""`bundle install`, `remove` and `info`: which bundle is in use."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run

from msgpedia.bundle.writer import serialise


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path / "data")}


@pytest.fixture
def other(bundle_file: Path, tmp_path: Path) -> Path:
    """A bundle that differs from the checkout's."""
    content = json.loads(bundle_file.read_bytes())
    content["generator"] = "another one"
    content["digest"] = "sha256:" + "0" * 64
    place = tmp_path / "stick" / "msgpedia.json"
    place.parent.mkdir()
    place.write_bytes(serialise(content))
    return place


def info(run: Run, home: dict[str, str]) -> dict[str, str]:
    facts: dict[str, str] = json.loads(run("bundle", "info", "--format", "json", env=home).stdout)
    return facts


def test_an_installed_bundle_is_used_until_it_is_removed(run: Run, home: dict[str, str], other: Path) -> None:
    before = info(run, home)
    assert before["origin"] == "checkout"
    done = run("bundle", "install", other, env=home)
    assert (done.returncode, done.stderr) == (0, b"")
    other.unlink()
    now = info(run, home)
    assert (now["origin"], now["generator"]) == ("installed", "another one")
    assert now["path"] in done.stdout.decode()
    assert run("show", "482", env=home).returncode == 0
    assert run("bundle", "remove", env=home).returncode == 0
    assert info(run, home) == before
    assert run("bundle", "remove", env=home).returncode == 1


def test_a_damaged_bundle_does_not_take_the_place_of_a_good_one(run: Run, home: dict[str, str], other: Path) -> None:
    run("bundle", "install", other, env=home)
    other.write_bytes(other.read_bytes()[:-100])
    done = run("bundle", "install", other, env=home)
    assert done.returncode == 2
    assert "truncated or damaged" in done.stderr.decode()
    assert info(run, home)["generator"] == "another one"


def test_an_installed_bundle_that_was_damaged_later_tells_the_way_out(
    run: Run, home: dict[str, str], other: Path
) -> None:
    run("bundle", "install", other, env=home)
    place = Path(home["XDG_DATA_HOME"], "msgpedia", "msgpedia.json")
    place.write_bytes(place.read_bytes()[:-100])
    done = run("lookup", stdin=b"x\n", env=home)
    assert done.returncode == 2
    assert "'msgpedia bundle remove'" in done.stderr.decode()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["install"], "install takes a FILE"),
        (["info", "x"], "info takes no FILE"),
        (["install", "/nowhere.json"], "/nowhere.json: No such file"),
    ],
)
def test_wrong_words_are_told(run: Run, home: dict[str, str], words: list[str], message: str) -> None:
    done = run("bundle", *words, env=home)
    assert done.returncode == 2
    assert message in done.stderr.decode()


def test_a_pack_is_named_as_what_it_is(run: Run, home: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "pack.json").write_text('{"schema": "msgpedia-pack-1", "messages": []}')
    done = run("bundle", "install", tmp_path / "pack.json", env=home)
    assert done.returncode == 2
    assert "not a sound pack" in done.stderr.decode()

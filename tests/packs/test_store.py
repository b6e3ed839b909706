"""The index of a pack in the user's cache: right whatever happens to it, made once, and not needed to be writable."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from tests.packs.conftest import Make, record

from msgpedia.bundle import BundleError
from msgpedia.matching.signatures import word_hash
from msgpedia.packs import store
from msgpedia.packs.index import TEMPLATE, PackIndex, decoded, pair_hash
from msgpedia.packs.layout import DamagedError

RECORDS = [
    record("slot %d is too hot\n"),
    record("slot %d is too hot\n", line=99),
    record("toast of %s burns\n", prefix="toast of "),
    record("%q is no conversion\n", dialect="brace"),
    *(record(f"the toast number {number} of %d browns\n") for number in range(200)),
]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "msgpedia"


@pytest.fixture
def path(make: Make, cache: Path) -> str:
    assert not cache.exists()
    return str(make(RECORDS))


def made(path: str) -> bool:
    """Whether opening a pack makes its index."""
    told: list[float] = []
    works(store.open_pack(path, told.append))
    return bool(told)


def works(index: PackIndex) -> None:
    """Find a message by its words and by its id."""
    words = ("slot", "is", "too", "hot")
    keys = [*map(word_hash, words), *(pair_hash(*pair) for pair in pairwise(words))]
    (candidate,) = (row for rows in index.anchored(keys).values() for row in rows)
    message = index.message(decoded(index.program(candidate[TEMPLATE]))["message"])
    assert (message["format"], [site[1] for site in message["sites"]]) == ("slot %d is too hot\n", [12, 99])
    assert index.messages_named(message["id"]) == [message]


def test_an_index_is_made_once(path: str, cache: Path) -> None:
    assert [made(path), made(path)] == [True, False]
    assert [name.endswith(".pack.idx") for name in os.listdir(cache)] == [True]


def test_the_same_pack_gives_the_same_index(path: str, cache: Path) -> None:
    made(path)
    place = cache / os.listdir(cache)[0]
    first = place.read_bytes()
    place.unlink()
    made(path)
    assert place.read_bytes() == first


def test_how_far_it_is_goes_from_nothing_to_the_end(path: str) -> None:
    told: list[float] = []
    store.open_pack(path, told.append)
    assert told == sorted(told)
    assert 0 <= told[0] <= told[-1] <= 1


def test_a_pack_that_changed_gets_a_new_index(path: str, make: Make) -> None:
    made(path)
    added = record("the lid is open\n")
    make([*RECORDS, added])
    assert made(path)
    assert store.open_pack(path).messages_named(added.id)


def test_an_index_of_another_version_is_made_anew(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made(path)
    monkeypatch.setattr(store, "__version__", "9.9")
    assert made(path)


def test_nobody_elses_index_counts(path: str, cache: Path) -> None:
    made(path)
    place = cache / os.listdir(cache)[0]
    place.chmod(0o622)
    assert made(path)


def test_every_damage_is_mended_or_does_no_harm(path: str, cache: Path) -> None:
    made(path)
    place = cache / os.listdir(cache)[0]
    good = place.read_bytes()
    for position in range(0, len(good), 61):
        place.write_bytes(good[:position] + bytes([good[position] ^ 0x55]) + good[position + 1 :])
        works(store.open_pack(path))
    for length in (0, 10, len(good) // 2, len(good) - 1):
        place.write_bytes(good[:length])
        assert made(path)


def test_damage_that_is_met_later_is_mended_in_the_cache_too(path: str, cache: Path) -> None:
    made(path)
    place = cache / os.listdir(cache)[0]
    good = place.read_bytes()
    place.write_bytes(good.replace(b"slot %d is too hot", b"slot %d is too hit"))
    index = store.open_pack(path)
    works(index)
    assert place.read_bytes() == good


def test_a_damaged_index_of_a_pack_that_changed_meanwhile_is_told(path: str, cache: Path, make: Make) -> None:
    made(path)
    place = cache / os.listdir(cache)[0]
    place.write_bytes(place.read_bytes().replace(b"slot %d is too hot", b"slot %d is too hit"))
    index = store.open_pack(path)
    make(RECORDS[:-1])
    with pytest.raises(BundleError, match="has changed"):
        works(index)


@pytest.mark.parametrize("place", [None, "/proc/none/x.idx"])
def test_without_a_cache_it_is_made_in_memory(path: str, monkeypatch: pytest.MonkeyPatch, place: str | None) -> None:
    monkeypatch.setattr(store, "index_place", {path: place}.__getitem__)
    assert [made(path), made(path)] == [True, True]
    reasons: list[str] = []
    works(store.open_pack(path, unkept=reasons.append))
    (reason,) = reasons
    assert reason.startswith("/proc/none cannot be written: " if place else "there is no home")


def test_an_unsound_pack_leaves_nothing_in_the_cache(path: str, cache: Path) -> None:
    Path(path).write_bytes(Path(path).read_bytes()[:-30])
    with pytest.raises(BundleError, match="not a sound pack"):
        store.open_pack(path)
    assert os.listdir(cache) == []
    with pytest.raises(BundleError, match="No such file"):
        store.open_pack(path + "x")


def test_many_processes_may_make_it_at_once(path: str, cache: Path) -> None:
    code = f"from msgpedia.packs import store; store.SETTLING = 0; store.open_pack({path!r}).message(0)"
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache.parent)}
    running = [subprocess.Popen([sys.executable, "-c", code], env=environment) for _ in range(4)]
    assert [process.wait(60) for process in running] == [0] * 4
    assert len(os.listdir(cache)) == 1
    assert not made(path)


def test_an_index_alone_that_is_damaged_says_so(path: str, cache: Path) -> None:
    made(path)
    data = (cache / os.listdir(cache)[0]).read_bytes().replace(b"slot %d is too hot", b"slot %d is too hit")
    with pytest.raises(DamagedError):
        works(PackIndex(memoryview(data)))

"""The index in the user's cache: right whatever happens to it, and look-up works where there can be none."""

from __future__ import annotations

import errno
import os
import pwd
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msgpedia.bundle import BundleError, artifact, index, store
from msgpedia.bundle.index import DamagedError, Index
from msgpedia.lookup.search import Searcher
from msgpedia.matching.signatures import word_hash

Content = dict[str, Any]
ID = "toaster/heat/slot-too-hot"


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache; every bundle counts as settled."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(store, "SETTLING", 0)
    return tmp_path / "cache" / "msgpedia"


@pytest.fixture
def path(example: Content, write: Callable[..., Path]) -> Path:
    return write(example)


def files(cache: Path) -> list[str]:
    return sorted(os.listdir(cache)) if cache.is_dir() else []


def unknown(number: int) -> None:
    """The password database where it does not know a user."""
    raise KeyError(number)


def title(opened: Index) -> str:
    """What the index says of the example's entry: its texts come from all kinds of sections."""
    (number,) = opened.entries_named(ID)
    assert opened.program(0)["names"] == ["slot", "degrees"]
    assert opened.message(opened.message_of[0])["id"] == "toaster:42f08d9570"
    assert opened.anchored(word_hash("degrees")) == [0]
    found: str = opened.entry(number)["title"]["en"]
    return found


def derivations(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The bundles that were parsed from here on."""
    seen: list[str] = []
    parse = artifact.parse

    def counted(data: bytes, name: str) -> Content:
        seen.append(name)
        return parse(data, name)

    monkeypatch.setattr(artifact, "parse", counted)
    return seen


def test_the_index_is_made_once(path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = derivations(monkeypatch)
    for _ in range(3):
        assert title(store.open_index(str(path))) == "A slot is too hot"
    assert len(seen) == 1
    assert len(files(cache)) == 1
    assert cache.stat().st_mode & 0o077 == 0
    assert (cache / files(cache)[0]).stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["empty", "half", "longer", "garbage", "zeros", "folder", "pipe", "text", "version"])
def test_a_damaged_index_is_made_anew(damage: str, path: Path, cache: Path) -> None:
    store.open_index(str(path))
    place = cache / files(cache)[0]
    good = place.read_bytes()
    if damage in ("folder", "pipe"):
        place.unlink()
        place.mkdir() if damage == "folder" else os.mkfifo(place)
    else:
        place.write_bytes(
            {
                "empty": b"",
                "half": good[: len(good) // 2],
                "longer": good + b"x",
                "garbage": os.urandom(len(good)),
                "zeros": bytes(len(good)),
                "text": b"{}\n",
                "version": good[:8] + b"\1\0\0\0" + good[12:],
            }[damage]
        )
    assert title(store.open_index(str(path))) == "A slot is too hot"
    if damage != "folder":
        assert place.read_bytes() == good


@given(data=st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_one_flipped_bit_changes_no_answer(data: st.DataObject, path: Path, cache: Path) -> None:
    for name in files(cache):
        (cache / name).unlink()
    store.open_index(str(path))
    place = cache / files(cache)[0]
    spoilt = bytearray(place.read_bytes())
    number = data.draw(st.integers(0, len(spoilt) - 1))
    spoilt[number] ^= 1 << data.draw(st.integers(0, 7))
    place.write_bytes(spoilt)
    assert title(store.open_index(str(path))) == "A slot is too hot"


def test_damaged_texts_that_are_searched_are_made_anew(path: Path, cache: Path) -> None:
    store.open_index(str(path))
    place = cache / files(cache)[0]
    data = bytearray(place.read_bytes())
    data[-40] ^= 1
    place.write_bytes(data)
    for _ in range(2):
        (found,) = Searcher(store.open_index(str(path)), "en").search("toast", 1).found
        assert found.entry["id"] == ID
    assert place.read_bytes() != data


def test_a_damaged_text_of_a_bundle_that_has_changed_is_an_error(
    path: Path, cache: Path, example: Content, write: Callable[..., Path]
) -> None:
    store.open_index(str(path))
    place = cache / files(cache)[0]
    place.write_bytes(place.read_bytes().replace(b"A slot is too hot", b"A slot is too cold"[:17]))
    opened = store.open_index(str(path))
    example["entries"][0]["title"]["en"] = "Something else"
    write(example)
    with pytest.raises(BundleError, match="has changed while it was in use"):
        title(opened)


def test_an_index_in_memory_that_is_damaged_says_so(example: Content) -> None:
    data = index.build(example, "x").replace(b"A slot is too hot", b"A slot is too hat")
    with pytest.raises(DamagedError):
        title(Index(memoryview(data)))


def test_a_bundle_of_the_same_size_that_replaces_another(
    path: Path, example: Content, write: Callable[..., Path]
) -> None:
    assert title(store.open_index(str(path))) == "A slot is too hot"
    before = path.stat()
    example["entries"][0]["title"]["en"] = "A slot is too old"
    write(example)  # in place: the same inode
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size
    assert path.stat().st_ino == before.st_ino
    assert title(store.open_index(str(path))) == "A slot is too old"


def test_a_bundle_that_changed_a_moment_ago_is_not_kept(
    path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "SETTLING", 10**15)
    assert title(store.open_index(str(path))) == "A slot is too hot"
    assert files(cache) == []


def test_a_bundle_that_is_gone_or_spoilt_is_not_answered_from_the_cache(path: Path) -> None:
    store.open_index(str(path))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(BundleError, match="truncated"):
        store.open_index(str(path))
    path.unlink()
    with pytest.raises(BundleError, match="No such file"):
        store.open_index(str(path))


def test_two_bundles_and_a_link_between_them(
    path: Path, example: Content, write: Callable[..., Path], cache: Path, tmp_path: Path
) -> None:
    example["entries"][0]["title"]["en"] = "The other one"
    other = write(example, "other.json")
    link = tmp_path / "link.json"
    for _ in range(2):
        for target, expected in ((path, "A slot is too hot"), (other, "The other one")):
            link.unlink(missing_ok=True)
            link.symlink_to(target)
            assert title(store.open_index(str(target))) == expected
            assert title(store.open_index(str(link))) == expected
    assert len(files(cache)) == 3


def test_an_index_that_others_may_write_is_not_believed(
    path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.open_index(str(path))
    seen = derivations(monkeypatch)
    (cache / files(cache)[0]).chmod(0o666)
    store.open_index(str(path))
    assert len(seen) == 1
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    store.open_index(str(path))
    assert len(seen) == 2


@pytest.mark.parametrize("obstacle", ["file", "no home", "relative", "full disk", "read only", "no rename"])
def test_look_up_works_without_a_cache(
    obstacle: str, path: Path, cache: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if obstacle == "file":
        (tmp_path / "cache").write_bytes(b"")
    elif obstacle == "no home":
        monkeypatch.delenv("XDG_CACHE_HOME")
        monkeypatch.delenv("HOME")
        monkeypatch.setattr(pwd, "getpwuid", unknown)
    elif obstacle == "relative":
        monkeypatch.setenv("XDG_CACHE_HOME", "cache")
        monkeypatch.setenv("HOME", str(tmp_path / "home"))
    else:
        number = {"full disk": errno.ENOSPC, "read only": errno.EROFS, "no rename": errno.EACCES}[obstacle]
        name = {"full disk": "fsync", "read only": "makedirs", "no rename": "replace"}[obstacle]

        def fail(*_: object, **__: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, name, fail)
    told: list[str] = []
    for _ in range(2):
        assert title(store.open_index(str(path), told.append)) == "A slot is too hot"
    assert files(cache) == [], "no temporary file stays behind"
    reasons = {"file": "Not a directory", "no home": "there is no home", "full disk": "No space left"}
    if obstacle != "relative":
        assert len(told) == 2
        assert reasons.get(obstacle, "msgpedia cannot be written: ") in told[0]


@pytest.mark.parametrize("home", ["", "relative", None])
@pytest.mark.parametrize("known", ["/home/alice", "", None])
def test_the_home_is_that_of_the_password_database_where_the_environment_has_none(
    home: str | None, known: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.delenv("HOME") if home is None else monkeypatch.setenv("HOME", home)
    monkeypatch.setattr(pwd, "getpwuid", unknown if known is None else lambda _: SimpleNamespace(pw_dir=known))
    assert store.cache_folder() == ("/home/alice/.cache/msgpedia" if known else None)
    data = store.user_folder("XDG_DATA_HOME", ".local/share")
    assert data == ("/home/alice/.local/share/msgpedia" if known else None)


def test_what_killed_processes_left_behind_is_swept(path: Path, cache: Path) -> None:
    cache.mkdir(parents=True, mode=0o700)
    old, new = cache / "0.idx.1-a.tmp", cache / "0.idx.2-b.tmp"
    old.write_bytes(b"x")
    new.write_bytes(b"x")
    os.utime(old, (1, 1))
    store.open_index(str(path))
    assert not old.exists()
    assert new.exists()


def test_many_processes_at_once(path: Path, cache: Path) -> None:
    code = (
        "import sys\n"
        "from msgpedia.bundle import store\n"
        "store.SETTLING = 0\n"
        "index = store.open_index(sys.argv[1])\n"
        "print(index.entry(0)['title']['en'])\n"
    )
    running = [
        subprocess.Popen([sys.executable, "-c", code, str(path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(6)
    ]
    for process in running:
        assert process.communicate() == (b"A slot is too hot\n", b"")
        assert process.returncode == 0
    assert len(files(cache)) == 1
    assert title(store.open_index(str(path))) == "A slot is too hot"

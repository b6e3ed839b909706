"""Loading a catalog: order, cache, and that a cache can be lost, damaged or wrong without anybody noticing."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.catalog import reader
from msgpedia.catalog.checks import check
from msgpedia.catalog.kinds import Record
from msgpedia.catalog.loader import load_catalog, load_sound
from msgpedia.catalog.model import Catalog

Write = Callable[..., Path]


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder))
    return folder


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files whose YAML was read."""
    names: list[str] = []
    original = reader.read

    def counted(content: bytes, name: str, record: Record) -> reader.Reading:
        names.append(Path(name).name)
        return original(content, name, record)

    monkeypatch.setattr(reader, "read", counted)
    return names


def everything(catalog: Catalog) -> object:
    places = [entry.span("variants", 0, "format") for entry in catalog.entries]
    read = catalog.entries, catalog.software, catalog.broken, catalog.recognition
    return read, places, check(catalog)


def two_entries(write: Write) -> None:
    write("linux/mm/b", ("severity: warning", "severity: warn"))
    write("linux/mm/a", ("Free some memory.", "Free <b>some</b> memory."))
    write("linux/fs/c", ("order:%d", "order:%u"))


def test_entries_come_in_order_of_id(catalog: Path, write: Write) -> None:
    for name in ("linux/mm/z", "linux/fs/a", "linux/mm/b"):
        write(name)
    ids = [entry.id for entry in load_catalog(catalog, cache=False).entries]
    assert ids == ["linux/fs/a", "linux/mm/b", "linux/mm/z"]


def test_the_cache_changes_nothing_but_time(catalog: Path, write: Write, home: Path, reads: list[str]) -> None:
    two_entries(write)
    plain = everything(load_catalog(catalog, cache=False))
    reads.clear()
    assert everything(load_catalog(catalog)) == plain
    assert sorted(reads) == ["a.yaml", "b.yaml", "c.yaml", "software.yaml"]
    reads.clear()
    assert everything(load_catalog(catalog)) == plain
    assert reads == []
    assert list(home.rglob("*.sqlite3"))


@pytest.mark.usefixtures("home")
def test_only_what_changed_is_read_again(catalog: Path, write: Write, reads: list[str]) -> None:
    two_entries(write)
    load_catalog(catalog)
    reads.clear()
    write("linux/mm/b")
    again = everything(load_catalog(catalog))
    assert reads == ["b.yaml"]
    assert again == everything(load_catalog(catalog, cache=False))


@pytest.mark.usefixtures("home")
def test_a_moved_file_and_a_changed_software_are_read_again(catalog: Path, write: Write, reads: list[str]) -> None:
    path = write("linux/mm/a")
    load_catalog(catalog)
    reads.clear()
    path.rename(path.with_name("moved.yaml"))
    assert load_catalog(catalog).entries[0].id == "linux/mm/moved"
    assert reads == ["moved.yaml"]
    software = catalog / "linux" / "software.yaml"
    text = software.read_text(encoding="utf-8")
    software.write_text(text.replace("idents: [kernel]", "idents: [other]"), encoding="utf-8")
    assert {finding.code for finding in load_catalog(catalog).diagnostics} == {"MP301"}


def test_a_damaged_cache_is_made_anew(catalog: Path, write: Write, home: Path, reads: list[str]) -> None:
    two_entries(write)
    plain = everything(load_catalog(catalog))
    (place,) = home.rglob("*.sqlite3")
    place.write_bytes(b"this is no database" * 100)
    assert everything(load_catalog(catalog)) == plain
    reads.clear()
    assert everything(load_catalog(catalog)) == plain
    assert reads == []


@pytest.mark.parametrize("body", [b"{}", b"[1, 2]", b"[null, 3, [[1]], null]", b"[" * 100_000, b"\xff", "text", None])
def test_a_wrong_row_is_read_anew(catalog: Path, write: Write, home: Path, body: object) -> None:
    two_entries(write)
    plain = everything(load_catalog(catalog))
    (place,) = home.rglob("*.sqlite3")
    checksum = zlib.crc32(body) if isinstance(body, bytes) else 0
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE readings SET body = ?, checksum = ?", (body, checksum))
    connection.close()
    assert everything(load_catalog(catalog)) == plain


def test_a_row_with_a_flipped_bit_is_read_anew(catalog: Path, write: Write, home: Path) -> None:
    two_entries(write)
    plain = everything(load_catalog(catalog))
    (place,) = home.rglob("*.sqlite3")
    with sqlite3.connect(place) as connection:
        connection.execute("UPDATE readings SET body = CAST(replace(body, 'warning', 'debug') AS BLOB)")
    connection.close()
    assert everything(load_catalog(catalog)) == plain


def test_rows_that_nobody_needs_are_dropped(catalog: Path, write: Write, home: Path) -> None:
    for title in "abcdef":
        write("linux/mm/a", ("Free some memory.", f"Free some memory {title}."))
        load_catalog(catalog)
    (place,) = home.rglob("*.sqlite3")
    with sqlite3.connect(place) as connection:
        rows = connection.execute("SELECT count(*) FROM readings").fetchone()
    connection.close()
    assert rows == (2,)


def test_without_a_place_for_a_cache_all_works(catalog: Path, write: Write, home: Path) -> None:
    two_entries(write)
    home.write_text("a file where a folder should be", encoding="utf-8")
    assert everything(load_catalog(catalog)) == everything(load_catalog(catalog, cache=False))


def test_entries_with_errors_are_left_out_of_the_sound_catalog(catalog: Path, write: Write) -> None:
    write("linux/mm/good")
    write("linux/mm/wrong", ("page allocation failure. order:%d", "other words order:%d %d"))
    write("linux/mm/unread", ("severity: warning", "severity: warn"))
    sound, errors = load_sound(catalog, cache=False)
    assert [entry.id for entry in sound.entries] == ["linux/mm/good"]
    assert len(errors) == 3  # two of them in one file


def test_a_folder_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        load_catalog(tmp_path / "nowhere", cache=False)


@pytest.mark.parametrize("name", ["linux/mm/index", "linux/mm/index-2", "linux/con/x", "linux/mm/nul", "linux/aux/x"])
def test_names_that_files_or_pages_cannot_have_are_no_ids(catalog: Path, write: Write, name: str) -> None:
    write(name)
    found = load_catalog(catalog, cache=False)
    assert not found.entries
    assert [finding.code for finding in found.diagnostics] == ["MP108"]

"""Outputs are written whole or not at all; links, devices and pipes stay what they are."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from msgpedia.bundle.files import replacing, write_whole, written

CODE = "import sys; from msgpedia.bundle.files import write_whole; write_whole(sys.argv[1], b'new\\n'); print('told')"


def test_a_file_is_replaced(tmp_path: Path) -> None:
    place = tmp_path / "out"
    for data in (b"old", b"new"):
        write_whole(place, data)
        assert place.read_bytes() == data
    assert os.listdir(tmp_path) == ["out"]


@pytest.mark.parametrize("there", [True, False])
def test_of_a_link_the_file_is_written_that_it_leads_to(tmp_path: Path, there: bool) -> None:
    (tmp_path / "folder").mkdir()
    target, near, link = tmp_path / "folder" / "target", tmp_path / "near", tmp_path / "link"
    if there:
        target.write_bytes(b"old")
    near.symlink_to("folder/target")
    link.symlink_to(near)
    write_whole(link, b"new")
    assert (link.is_symlink(), near.is_symlink(), target.read_bytes()) == (True, True, b"new")
    assert os.listdir(target.parent) == ["target"]


@pytest.mark.parametrize("linked", [False, True])
def test_what_is_no_file_is_written_to_as_it_is(tmp_path: Path, linked: bool) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    place = tmp_path / "link" if linked else pipe
    if linked:
        place.symlink_to(pipe)
    found: list[bytes] = []
    reader = threading.Thread(target=lambda: found.append(pipe.read_bytes()))
    reader.start()
    write_whole(place, b"new")
    reader.join(10)
    assert (found, pipe.is_fifo()) == ([b"new"], True)


@pytest.mark.parametrize("name", ["/dev/stdout", "/dev/fd/1", "/proc/self/fd/1", "link"])
def test_the_standard_output_is_written_to_wherever_it_goes(tmp_path: Path, name: str) -> None:
    if name == "link":
        (tmp_path / "link").symlink_to("/dev/stdout")
        name = str(tmp_path / "link")
    command = [sys.executable, "-c", CODE, name]
    assert subprocess.run(command, capture_output=True, check=True).stdout == b"new\ntold\n"
    log = tmp_path / "log"
    log.write_bytes(b"before\n")
    with log.open("ab") as file:
        subprocess.run(command, stdout=file, check=True)
    assert log.read_bytes() == b"before\nnew\ntold\n"


def test_a_folder_is_no_place_to_write_to(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        write_whole(tmp_path, b"new")


def test_links_without_an_end_are_an_end(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        write_whole(tmp_path / "a", b"new")


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt, SystemExit])
def test_what_fails_leaves_all_as_it_was(tmp_path: Path, error: type[BaseException]) -> None:
    place = tmp_path / "out"
    place.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        raise error

    for opened in (written, replacing):
        with pytest.raises(error), opened(str(place)) as file:
            file.writelines(pieces())
    assert place.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["out"]


def test_the_cache_replaces_whatever_is_there(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"old")
    link = tmp_path / "link"
    link.symlink_to("target")
    with replacing(str(link), 0o600) as file:
        file.write(b"new")
    assert (link.is_symlink(), link.read_bytes(), (tmp_path / "target").read_bytes()) == (False, b"new", b"old")
    assert link.stat().st_mode & 0o777 == 0o600

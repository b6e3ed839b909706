"""Messages are found in kernels and modules, whatever they are packed in; damaged ones say what is wrong."""

from __future__ import annotations

import bz2
import gzip
import lzma
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.harvest import decompression, image
from msgpedia.harvest.collected import Collected, HarvestError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

BANNER = b"Linux version 6.12.1-example (builder@example.com) #1 SMP\n\0"
STRINGS = b"\0\x013foo: no memory for %s\n\0\x01c, again\n\0\x016foo: ready\n\0"
FOUND = {("foo: no memory for %s\n", "err"), (", again\n", "cont"), ("foo: ready\n", "info")}
PROGRAM = b"\x7fELF" + bytes(200) + BANNER + STRINGS + b"\xcc" * 70_000
MODULE = b"\x7fELF" + bytes(60) + b"\0vermagic=6.12.1-example SMP preempt mod_unload \0" + STRINGS


def lz4_legacy(data: bytes) -> bytes:
    """Blocks of literals, the last with a match in it, and the size that the kernel's build appends."""
    packed = b"\x02\x21\x4c\x18"
    for piece in (data, b"ab" * 20 + b"12345"):
        match = piece is not data
        literals = b"ab" if match else piece
        block = length(len(literals), 19 if match else 0) + literals
        if match:
            block += struct.pack("<H", 2) + bytes([38 - 19]) + b"\x50" + b"12345"
        packed += struct.pack("<I", len(block)) + block
    return packed + struct.pack("<I", len(data) + 45)


def length(size: int, match: int) -> bytes:
    token = min(size, 15) << 4 | min(match, 15)
    more = b"" if size < 15 else b"\xff" * ((size - 15) // 255) + bytes([(size - 15) % 255])
    return bytes([token]) + more


COMPRESSED: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "xz": lzma.compress,
    "lzma": lambda data: lzma.compress(data, lzma.FORMAT_ALONE),
    "bzip2": bz2.compress,
    "zstd": zstd.compress,
    "lz4": lz4_legacy,
}


def bz_image(payload: bytes, version: int = 0x20F) -> bytes:
    """A boot sector, one of set-up, code, and the payload where the header says."""
    head = bytearray(3 * 512 + 100)
    head[0x1F1] = 2
    head[0x202:0x206] = b"HdrS"
    struct.pack_into("<H", head, 0x206, version)
    struct.pack_into("<II", head, 0x248, 100, len(payload))
    return bytes(head) + payload + b"\0code behind"


def zboot(payload: bytes) -> bytes:
    return b"MZ\0\0zimg" + struct.pack("<II", 512, len(payload)) + bytes(512 - 16) + payload + b"\0behind"


def read(folder: Path, data: bytes, name: str = "vmlinuz-6.12") -> Collected:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return image.records([path])


def found(collected: Collected) -> set[tuple[str, str | None]]:
    return {(record.format, record.level) for record in collected.records}


@pytest.mark.parametrize("name", COMPRESSED)
@pytest.mark.parametrize(
    "wrap",
    [bz_image, zboot, bytes, lambda payload: b"decompressor" * 50 + b"\x1f\x8b\x08 BZh" + payload + b"size"],
    ids=["bzImage", "zboot", "alone", "behind code"],
)
def test_a_compressed_kernel(tmp_path: Path, name: str, wrap: Callable[[bytes], bytes]) -> None:
    collected = read(tmp_path, wrap(COMPRESSED[name](PROGRAM)))
    assert found(collected) == FOUND
    assert collected.versions == ("6.12.1-example",)


@pytest.mark.parametrize("head", [bytes(56) + b"ARM\x64" + gzip.compress(bytes(1 << 20)), b"code of another machine"])
def test_a_plain_kernel_that_is_no_elf_file(tmp_path: Path, head: bytes) -> None:
    assert found(read(tmp_path, head + PROGRAM)) == FOUND


def test_a_plain_kernel_of_which_the_file_is_larger_than_a_piece(tmp_path: Path) -> None:
    for shift in range(0, 24, 3):
        data = b"\x7fELF" + bytes(decompression.PIECE - 4 - shift) + STRINGS + BANNER
        assert found(read(tmp_path, data, "vmlinux")) == FOUND


@pytest.mark.parametrize(
    ("name", "pack"),
    [("foo.ko", bytes), ("foo.ko.xz", lzma.compress), ("foo.ko.gz", gzip.compress), ("foo.ko.zst", zstd.compress)],
)
def test_a_module(tmp_path: Path, name: str, pack: Callable[[bytes], bytes]) -> None:
    collected = read(tmp_path, pack(MODULE), name)
    assert found(collected) == FOUND
    assert collected.versions == ("6.12.1-example",)


def test_a_record_tells_what_an_image_knows(tmp_path: Path) -> None:
    record = next(record for record in read(tmp_path, MODULE, "foo.ko").records if record.level == "err")
    assert (record.file, record.line, record.function) == (None, None, None)
    assert (record.dialect, record.sink, record.part, record.versions) == (
        "printk",
        "printk",
        None,
        ("6.12.1-example",),
    )
    assert record.id.startswith("linux:")
    cont = next(record for record in read(tmp_path, MODULE, "foo.ko").records if record.level == "cont")
    assert cont.part == "continuation"


@pytest.mark.parametrize(
    "noise",
    [
        b"\0\x011\xc0[]A\\A]\xe9\0",
        b"\0\x0116\0",
        b"\0\x01c\x07\0",
        b"\0\x016\n\0",
        b"\0\x019nothing\n\0",
        b"\0\x013%y is no format\n\0",
        b"\0\x013cut off",
        b"\0middle \x013of a string\n\0",
        b"\0\x013\0",
    ],
)
def test_what_only_looks_like_a_marked_string_is_left_out(tmp_path: Path, noise: bytes) -> None:
    assert found(read(tmp_path, MODULE + noise, "foo.ko")) == FOUND


@pytest.mark.parametrize(
    ("marked", "key"),
    [
        (b"\x013\x016twice\n", ("twice\n", "err")),
        (b"\x013\x01con with %d\n", ("on with %d\n", "cont")),
        (b"\x01dold default\n", ("old default\n", "default")),
        ("\x014é %pISpc\n".encode(), ("é %pISpc\n", "warning")),
        (b"\x010\x1b[1m%s", ("\x1b[1m%s", "emerg")),
        (b"\x01c.", (".", "cont")),
    ],
)
def test_levels_and_texts(tmp_path: Path, marked: bytes, key: tuple[str, str]) -> None:
    assert found(read(tmp_path, MODULE + b"\0" + marked + b"\0", "foo.ko")) == FOUND | {key}


def test_a_folder_is_its_kernels_and_modules_and_a_damaged_one_does_not_hide_the_others(tmp_path: Path) -> None:
    for name, data in (
        ("6.1/kernel/a.ko", MODULE.replace(b"6.12.1", b"6.1.20")),
        ("6.1/kernel/drivers/b.ko.xz", lzma.compress(MODULE)),
        ("6.1/kernel/c.ko.xz", lzma.compress(MODULE)[:-40]),
        ("6.1/modules.dep", b"\0\x013no module %d\n\0"),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    (tmp_path / "6.1/build").symlink_to(tmp_path)
    seen: list[tuple[int, int]] = []
    collected = image.records([tmp_path], lambda done, total: seen.append((done, total)))
    assert found(collected) == FOUND
    assert collected.versions == ("6.1.20-example", "6.12.1-example")
    assert all(record.versions == collected.versions for record in collected.records)
    (problem,) = collected.problems
    assert "c.ko.xz: the xz data is cut off" in problem
    assert len(seen) == 3
    assert seen[-1][0] == seen[-1][1] > 0


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "empty"),
        (b"just a text\n", "no kernel or module"),
        (b"\x7fELF" + STRINGS, "neither a kernel image nor a module"),
        (b"\x7fELF\0" + BANNER, "no message that is marked"),
        (gzip.compress(PROGRAM)[:-100], "gzip data is cut off"),
        (bz_image(lzma.compress(PROGRAM)[:60]), "xz data is cut off"),
        (bz_image(b"\xfd7zXZ\0" + b"nonsense" * 20), "xz data is damaged"),
        (bz_image(b"nonsense" * 20), "compression is not known"),
        (bz_image(b""), "no kernel or module"),
        (bz_image(b"\x89LZO\0\r\n\x1a\n" + bytes(100)), "LZO cannot be read"),
        (lz4_legacy(PROGRAM)[:100], "LZ4 data is damaged or cut off"),
        (b"\x02\x21\x4c\x18" + struct.pack("<I", 4) + b"\x00\x09\x00\x00", "LZ4 data is damaged"),
        (b"\x02\x21\x4c\x18" + struct.pack("<I", 3) + b"\x10ab", "LZ4 data is cut off"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, data: bytes, problem: str) -> None:
    with pytest.raises(HarvestError) as caught:
        read(tmp_path, data)
    assert problem in str(caught.value)
    assert "\n" not in str(caught.value)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(HarvestError, match="gone: No such file or directory"):
        image.records([tmp_path / "gone"])
    with pytest.raises(HarvestError, match="no kernel image and no module in this folder"):
        image.records([tmp_path])


@pytest.mark.parametrize("name", ["gzip", "xz", "bzip2", "zstd"])
def test_data_that_gives_too_much_is_given_up(tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decompression, "MOST_BYTES", 3 << 20)
    with pytest.raises(HarvestError, match="gives more than"):
        read(tmp_path, COMPRESSED[name](PROGRAM + bytes(8 << 20)))


def test_a_version_that_no_file_tells_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "vmlinux"
    path.write_bytes(b"\x7fELF" + STRINGS)
    assert image.records([path], version="6.12").versions == ("6.12",)

"""Packs on the command line: `--pack`, `bundle install`, `info` and `remove`, `show`."""

from __future__ import annotations

import gzip
import json
import lzma
import os
import re
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from tests.conftest import Run
from tests.packs.conftest import make, record

import msgpedia
from msgpedia.packs.model import Record

__all__ = ["make"]  # a fixture

LINE = "Oct 27 18:00:02 host kernel: oven 3 of the kitchen is on fire"
OVEN = "oven %d of the kitchen is on fire\n"


def kernel(text: str, **keys: Any) -> Record:
    return record(text, "linux", **keys)


RECORDS = [
    kernel(OVEN, line=7, versions=("1.0", "2.0")),
    kernel(OVEN, line=99, file="fire.c", level="crit", versions=("2.0",)),
    kernel("%s is known only to the chef\n", unknown_prefix="device", envelope=True),
]


@pytest.fixture
def pack(make: Callable[..., Path]) -> Path:
    return make(RECORDS, ("1.0", "2.0"), "linux", "linux-2.0.pack.json")


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache")}


def test_a_line_of_a_pack_tells_level_place_and_format(run: Run, home: dict[str, str], pack: Path) -> None:
    done = run("lookup", "--pack", pack, "--lang", "en", stdin=LINE.encode(), env=home | {"COLUMNS": "100"})
    assert done.stdout.decode().splitlines() == [
        LINE,
        rf"  [CRITICAL] Not explained yet; known format: {OVEN[:-1]}\n",
        "    printed by toast() in fire.c:99, printed by toast() in heat.c:7",
    ]
    assert (done.returncode, done.stderr) == (0, b"")
    done = run("lookup", "--pack", pack, "--lang", "ja", stdin=LINE.encode(), env=home | {"COLUMNS": "100"})
    assert "fire.c:99 の toast() が出力" in done.stdout.decode()


def test_the_row_of_a_line_of_a_pack(run: Run, home: dict[str, str], pack: Path) -> None:
    done = run("lookup", "--pack", pack, "--format", "jsonl", stdin=LINE.encode(), env=home)
    row = json.loads(done.stdout)
    assert (row["status"], row["severity"], row["captures"]) == ("indexed", "crit", {"1": "3"})
    assert (row["message"]["file"], row["message"]["sites"], row["message"]["versions"]) == ("fire.c", 2, ["2.0"])


def test_a_summary_counts_what_packs_know(run: Run, home: dict[str, str], pack: Path) -> None:
    lines = f"{LINE}\n{LINE.replace('3', '4')}\n{LINE} or not\n".encode()
    done = run("lookup", "--pack", pack, "--summary", "--format", "jsonl", stdin=lines, env=home)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(row["status"], row["count"]) for row in rows] == [("indexed", 2), ("unknown", 1)]
    text = run("lookup", "--pack", pack, "--summary", stdin=lines, env=home).stdout.decode()
    assert RECORDS[0].id in text


def test_a_message_of_a_pack_is_shown_with_all_its_places(run: Run, home: dict[str, str], pack: Path) -> None:
    done = run("show", RECORDS[0].id, "--pack", pack, "--lang", "en", env=home)
    assert done.stdout.decode().splitlines() == [
        rf"[CRITICAL] {OVEN[:-1]}\n",
        RECORDS[0].id,
        "",
        "Nobody has explained this message yet.",
        "",
        "Where it is printed",
        "  printed by toast() in fire.c:99, CRITICAL, in 2.0",
        "  printed by toast() in heat.c:7, ERROR, in 1.0, 2.0",
    ]
    assert run("show", RECORDS[0].id, env=home).returncode == 1
    other = run("show", RECORDS[2].id, "--pack", pack, "--lang", "ja", env=home).stdout.decode()
    assert "別のメッセージを包む" in other
    assert run("show", "linux:0123456789", "--pack", pack, env=home).returncode == 1
    assert run("show", "482", "--pack", pack, env=home).returncode == 0


def test_an_installed_pack_is_used_until_it_is_removed(run: Run, home: dict[str, str], pack: Path) -> None:
    done = run("bundle", "install", pack, env=home)
    assert (done.returncode, done.stderr) == (0, b"")
    assert "linux-2.0: 2 messages of linux 1.0 2.0" in done.stdout.decode()
    pack.unlink()
    assert run("lookup", stdin=LINE.encode(), env=home).returncode == 0
    assert run("show", RECORDS[0].id, env=home).returncode == 0
    (row,) = json.loads(run("bundle", "info", "--format", "json", env=home).stdout)["packs"]
    assert (row["name"], row["software"], row["messages"], row["sites"]) == ("linux-2.0", "linux", 2, 3)
    assert "linux-2.0 (linux 1.0 2.0: 2 messages)" in run("bundle", "info", env=home).stdout.decode()
    assert run("bundle", "remove", "linux-3.0", env=home).returncode == 1
    assert run("bundle", "remove", "linux-2.0", env=home).returncode == 0
    assert not list(Path(home["XDG_CACHE_HOME"]).glob("msgpedia/*.pack.idx"))
    assert run("lookup", stdin=LINE.encode(), env=home).returncode == 1
    assert json.loads(run("bundle", "info", "--format", "json", env=home).stdout)["packs"] == []


def test_a_compressed_pack_may_be_installed_over_an_older_one(run: Run, home: dict[str, str], pack: Path) -> None:
    run("bundle", "install", pack, env=home)
    packed = pack.with_name("linux-2.0.pack.json.gz")
    packed.write_bytes(gzip.compress(pack.read_bytes()))
    assert run("bundle", "install", packed, env=home).returncode == 0
    assert len(json.loads(run("bundle", "info", "--format", "json", env=home).stdout)["packs"]) == 1
    done = run("lookup", "--pack", pack, "--format", "jsonl", stdin=LINE.encode(), env=home)
    assert json.loads(done.stdout)["alternatives"] == []


def test_a_damaged_pack_does_not_take_the_place_of_a_good_one(run: Run, home: dict[str, str], pack: Path) -> None:
    run("bundle", "install", pack, env=home)
    pack.write_bytes(pack.read_bytes().replace(b"fire.c", b"fire.d"))
    done = run("bundle", "install", pack, env=home)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "damaged" in done.stderr.decode()
    assert run("lookup", stdin=LINE.encode(), env=home).returncode == 0


def test_a_pack_with_a_wrong_id_is_never_put_in_place(run: Run, home: dict[str, str], tmp_path: Path) -> None:
    row: dict[str, object] = {"id": "linux:0123456789", "format": "slot %d\n", "dialect": "printk", "level": "err"}
    row |= {"file": "heat.c", "line": 1, "function": "toast", "versions": ["1.0"]}
    pack = tmp_path / "wrong.pack.json"
    pack.write_text(
        json.dumps({"schema": "msgpedia-pack-1", "software": "linux", "versions": ["1.0"], "messages": [row]})
    )
    for words in (["bundle", "install"], ["drift"], ["lookup", "--pack"], ["stats", "/dev/null", "--pack"]):
        done = run(*words, pack, env=home)
        assert (done.returncode, done.stdout) == (2, b""), words
        assert f"{pack}: not a sound pack: messages/0: linux:0123456789 is not the id" in done.stderr.decode()
    assert json.loads(run("bundle", "info", "--format", "json", env=home).stdout)["packs"] == []
    assert run("lookup", stdin=b"x\n", env=home).returncode == 1


def test_an_installed_pack_that_was_damaged_later_tells_the_way_out(run: Run, home: dict[str, str], pack: Path) -> None:
    run("bundle", "install", pack, env=home)
    place = Path(home["XDG_DATA_HOME"], "msgpedia", "packs", "linux-2.0.pack")
    place.write_bytes(place.read_bytes()[:-10])
    done = run("lookup", stdin=LINE.encode(), env=home)
    assert done.returncode == 2
    assert "'msgpedia bundle remove linux-2.0'" in done.stderr.decode()
    (row,) = json.loads(run("bundle", "info", "--format", "json", env=home).stdout)["packs"]
    assert "not a sound pack" in row["fault"]
    assert run("bundle", "remove", "linux-2.0", env=home).returncode == 0


@pytest.mark.parametrize(
    ("name", "installed"),
    [("linux.json", "linux"), ("..json", "pack"), ("Ä b\x1b;.pack.xz", "b"), ("a..b.json", "a..b")],
)
def test_a_name_is_plain_whatever_the_file_is_called(
    run: Run, home: dict[str, str], pack: Path, name: str, installed: str
) -> None:
    done = run("bundle", "install", pack.rename(pack.with_name(name)), env=home)
    assert done.stdout.decode().startswith(f"{installed}: ")
    assert os.listdir(Path(home["XDG_DATA_HOME"], "msgpedia", "packs")) == [f"{installed}.pack"]


@pytest.mark.parametrize("command", ["lookup", "show"])
def test_a_pack_that_cannot_be_used_is_told_in_one_line(
    run: Run, home: dict[str, str], tmp_path: Path, command: str
) -> None:
    place = tmp_path / "pack.json"
    for content in (None, b"", b"{}", b'{"schema":"msgpedia-pack-9","messages":[]}'):
        if content is not None:
            place.write_bytes(content)
        done = run(
            command, *(["linux:0123456789"] if command == "show" else []), "--pack", place, stdin=b"x\n", env=home
        )
        assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_show_opens_every_pack_it_is_told_also_where_an_entry_is_known(
    run: Run, home: dict[str, str], tmp_path: Path, pack: Path
) -> None:
    done = run("show", "482", "--pack", pack, "--pack", tmp_path / "nosuch.json", env=home)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == f"msgpedia show: {tmp_path}/nosuch.json: No such file or directory\n"
    shown = run("show", RECORDS[0].id, "--pack", pack, "--pack", pack, env=home).stdout.decode()
    assert shown.count("Where it is printed") == 2


def test_a_cache_that_cannot_be_written_is_told_once_with_the_way_out(
    run: Run, home: dict[str, str], tmp_path: Path, pack: Path, bundle_file: Path
) -> None:
    (tmp_path / "file").touch()
    words = ("lookup", "--bundle", bundle_file, "--pack", pack, "--format", "jsonl")
    done = run(*words, stdin=LINE.encode(), env=home | {"XDG_CACHE_HOME": str(tmp_path / "file" / "\x1b")})
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "indexed")
    assert done.stderr.decode() == (
        f"msgpedia: {tmp_path}/file/\\x1b/msgpedia cannot be written: Not a directory; so indexes of bundles and packs"
        " are made anew each time, which takes long; name another folder with XDG_CACHE_HOME\n"
    )
    done = run(*words, stdin=LINE.encode(), env=home)
    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("tool", [gzip, lzma])
def test_a_compressed_pack_that_is_cut_off_is_told_as_a_pack(
    run: Run, home: dict[str, str], pack: Path, tool: ModuleType
) -> None:
    place = pack.with_name("cut.pack")
    place.write_bytes(tool.compress(pack.read_bytes())[:-30])
    for words in (["lookup", "--pack"], ["drift"], ["bundle", "install"]):
        done = run(*words, place, stdin=LINE.encode(), env=home)
        assert done.returncode == 2
        assert re.fullmatch(
            rf"msgpedia {words[0]}: \S+/cut\.pack: (not a .*pack.*: )?the \w+ data is cut off\n", done.stderr.decode()
        )


def test_hostile_texts_of_a_pack_reach_no_terminal(run: Run, home: dict[str, str], make: Callable[..., Path]) -> None:
    item = kernel("the oven \x07 burns %s\n", file="a\x1b]0;x\x07.c", function="f\x9b31m")
    place = make([item], ("1.0",), "linux")
    line = b"Oct 27 18:00:02 host kernel: the oven \x07 burns now"
    for words in (["lookup"], ["lookup", "--format", "jsonl"], ["lookup", "--summary"], ["show", item.id]):
        done = run(*words, "--pack", place, "--color", "never", stdin=line, env=home)
        assert done.returncode == 0, words
        text = done.stdout.decode()
        assert not {char for char in text if ord(char) < 32 and char != "\n"} | {"\x9b"} & set(text), words


def test_the_python_interface_has_places_where_a_line_may_be_of_several_functions(
    bundle_file: Path, make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, home: dict[str, str]
) -> None:
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    for calls, places in (
        ([("heat.c", 7)], 0),
        ([("heat.c", 7), ("heat.c", 99)], 0),  # calls of one function
        ([(f"heat{number}.c", 7) for number in range(9)], 4),
    ):
        pack = make([kernel(OVEN, file=file, line=line) for file, line in calls], ("1.0",), "linux")
        (match,) = msgpedia.load(bundle_file, packs=[pack]).lookup([LINE])
        assert match.message is not None
        assert (len(match.message.places), match.message.sites) == (places, len(calls))
        told = [{"file": place.file, "line": place.line, "function": place.function} for place in match.message.places]
        assert told == match.as_dict()["message"].get("places", [])


def test_the_python_interface_knows_packs(
    bundle_file: Path, pack: Path, monkeypatch: pytest.MonkeyPatch, home: dict[str, str]
) -> None:
    for name, value in home.items():
        monkeypatch.setenv(name, value)
    bundle = msgpedia.load(bundle_file, packs=[pack])
    (match,) = bundle.lookup([LINE])
    assert (match.status, match.severity, match.captures) == ("indexed", "crit", {"1": "3"})
    assert match.message is not None
    assert (match.message.file, match.message.line, match.message.function) == ("fire.c", 99, "toast")
    assert (match.message.versions, match.message.sites, match.message.envelope) == (("2.0",), 2, False)
    assert match.message.places == (msgpedia.Place("fire.c", 99, "toast"), msgpedia.Place("heat.c", 7, "toast"))
    assert match.message.places[0].file == match.message.file
    (other,) = msgpedia.load(bundle_file).lookup([LINE])
    assert other.status == "unknown"
    with pytest.raises(TypeError):
        msgpedia.load(bundle_file, packs=str(pack))
    with pytest.raises(msgpedia.BundleError):
        msgpedia.load(bundle_file, packs=["/nowhere.json"])

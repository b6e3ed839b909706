"""`msgpedia stats`: coverage, the work list, what it never tells."""

from __future__ import annotations

import gzip
import json
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.packs.conftest import make, record

from msgpedia.packs.model import Record

__all__ = ["make"]  # a fixture

DOCUMENTED = "lvcreate: page allocation failure. order:0, mode:0xd0"
SECRETS = ("alpha.example.org", "beta", "chef-pierre")


def kernel(text: str, **keys: Any) -> Record:
    return record(text, "linux", **keys)


RECORDS = [
    kernel("oven %d of the kitchen is on fire\n", level="err", file="drivers/oven/heat.c", line=7),
    kernel("the kitchen greets cook %s politely\n", level="info", file="drivers/oven/heat.c"),
    kernel("the pantry of %s is nearly empty\n", level="warning", file="mm/pantry.c"),
    kernel("message for the cook: %s is here\n", level="err", file="mm/pantry.c", envelope=True),
    kernel("%s: page allocation failure: order:%u, mode:%#x(%pGg), nodemask=%*pbl", level="warning", file="mm/a.c"),
]


@pytest.fixture
def home(tmp_path: Path) -> dict[str, str]:
    return {"XDG_DATA_HOME": str(tmp_path / "data"), "XDG_CACHE_HOME": str(tmp_path / "cache"), "COLUMNS": "100"}


@pytest.fixture
def pack(make: Callable[..., Path]) -> Path:
    return make(RECORDS, ("1.0",), "linux", "linux-1.0.pack.json")


@pytest.fixture
def logs(tmp_path: Path) -> Path:
    """A folder with the logs of two machines and of one that does not say its name, one of them compressed."""
    folder = tmp_path / "logs"
    (folder / "old").mkdir(parents=True)
    head = "Oct 27 18:00:02 {} kernel: "
    first = [DOCUMENTED, "oven 3 of the kitchen is on fire", *["the kitchen greets cook chef-pierre politely"] * 50]
    first += ["secret of chef-pierre no 12", "secret of chef-pierre no 13", ""]
    second = ["oven 4 of the kitchen is on fire", "the pantry of chef-pierre is nearly empty"]
    (folder / "a.log").write_text("".join(f"{head.format(SECRETS[0])}{body}\n" for body in first))
    packed = "".join(f"{head.format(SECRETS[1])}{body}\n" for body in second)
    (folder / "old" / "b.log.gz").write_bytes(gzip.compress(packed.encode()))
    (folder / "c.log").write_text("[    1.000000] message for the cook: chef-pierre is here\n")
    (folder / "wtmp").write_bytes(bytes(range(32)) * 40)
    return folder


def found(run: Run, home: dict[str, str], *words: str | Path) -> dict[str, Any]:
    done = run("stats", "--format", "json", *words, env=home)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_lines_and_messages_are_counted_by_software(run: Run, home: dict[str, str], pack: Path, logs: Path) -> None:
    told = found(run, home, "--pack", pack, logs)
    assert told["logs"] == {
        "lines": 57,
        "documented": 1,
        "indexed": 54,
        "unknown": 2,
        "files": 3,
        "machines": 3,
        "machines_at_least": False,
    }
    (linux,) = told["software"]
    assert (linux["software"], linux["lines"], linux["messages"]) == ("linux", 57, {"documented": 1, "indexed": 4})
    assert linux["percent"] == {"documented": 1.8, "indexed": 94.7, "unknown": 3.5}


def test_the_work_list_has_what_is_bad_and_widespread_first(
    run: Run, home: dict[str, str], pack: Path, logs: Path
) -> None:
    rows = found(run, home, "--pack", pack, logs)["work"]
    assert [row["id"] for row in rows] == [RECORDS[number].id for number in (0, 2, 1, 3)]
    fire, greeting, message = rows[0], rows[2], rows[3]
    assert (fire["lines"], fire["machines"], fire["files"], fire["level"]) == (2, 2, 2, "err")
    assert (fire["file"], fire["line"], fire["function"]) == ("drivers/oven/heat.c", 7, "toast")
    assert (greeting["lines"], greeting["machines"], greeting["level"]) == (50, 1, "info")
    assert message["envelope"] is True
    assert [row["score"] for row in rows] == sorted((row["score"] for row in rows), reverse=True)


def test_its_commands_begin_entries(run: Run, home: dict[str, str], pack: Path, logs: Path) -> None:
    for row in found(run, home, "--pack", pack, logs)["work"]:
        words = shlex.split(row["command"])
        assert words[0] == "msgpedia"
        done = run(*words[1:], "--dry-run", "--no-input", env=home)
        assert done.returncode == 0, done.stderr
        assert row["format"].strip() in done.stdout.decode()


@pytest.mark.parametrize("form", ["text", "json", "tsv"])
def test_no_text_of_a_log_is_told(run: Run, home: dict[str, str], pack: Path, logs: Path, form: str) -> None:
    done = run("stats", "--format", form, "--pack", pack, logs, env=home)
    assert done.returncode == 0
    assert done.stderr == b"msgpedia stats: 1 file is no text and left out\n"
    text = done.stdout.decode()
    assert not [secret for secret in (*SECRETS, "a.log", str(logs)) if secret in text]
    again = run("stats", "--format", form, "--pack", pack, logs, env=home | {"PYTHONHASHSEED": "7"})
    assert again.stdout == done.stdout


def test_unknown_lines_are_listed_where_they_are_asked_for(
    run: Run, home: dict[str, str], pack: Path, logs: Path
) -> None:
    told = found(run, home, "--pack", pack, "--unknown", "5", logs)
    assert [(row["shape"], row["lines"]) for row in told["unknown"]] == [("secret of chef-pierre no 0", 2)]
    assert "unknown" not in found(run, home, "--pack", pack, logs)
    assert "secret of chef-pierre no 0" in run("stats", "--unknown", "9", logs, env=home).stdout.decode()


def test_the_text(run: Run, home: dict[str, str], pack: Path, logs: Path) -> None:
    lines = run("stats", "--pack", pack, "--limit", "1", logs, env=home).stdout.decode().splitlines()
    assert lines[:4] == [
        "Lines of the logs",
        "57 lines, 3 machines, 3 files",
        "Software  Lines  Documented  Format known  Unknown  Messages",
        "linux        57       1.8 %        94.7 %    3.5 %    1 of 5",
    ]
    place = lines.index("What to document next") + 2
    assert lines[place : place + 4] == [
        r"[ERROR] oven %d of the kitchen is on fire\n",
        f"  {RECORDS[0].id}, score 38.0, 2 lines, 2 machines, 2 files",
        "  printed by toast() in drivers/oven/heat.c:7",
        "  msgpedia new --software linux --severity err --source drivers/oven/heat.c:toast --format 'oven %d of the"
        " kitchen is on fire'",
    ]
    assert lines[-1] == "3 more messages; --limit shows them."
    japanese = run("stats", "--lang", "ja", "--pack", pack, logs, env=home).stdout.decode()
    assert "次に説明を書くもの" in japanese


def test_a_pack_alone_says_what_is_documented_by_level_and_subsystem(
    run: Run, home: dict[str, str], pack: Path
) -> None:
    done = run("stats", "--pack", pack, env=home)
    assert done.returncode == 0
    assert done.stdout.decode().splitlines() == [
        "linux 1.0: 1 of 5 messages documented",
        "Level    Messages  Documented",
        "ERROR           2           0",
        "WARNING         2           1",
        "INFO            1           0",
        "",
        "Subsystem     Messages  Documented  At ERROR and worse  Undocumented",
        "drivers/oven         2           0                   1             1",
        "mm                   3           1                   1             1",
    ]
    table = run("stats", "--pack", pack, "--format", "tsv", env=home).stdout.decode().splitlines()
    assert table[1].split("\t") == ["linux", "drivers/oven", "2", "0", "1", "0"]


def test_the_level_of_a_message_is_that_of_its_worst_call(
    run: Run, home: dict[str, str], make: Callable[..., Path]
) -> None:
    text = "the %s of the kitchen is lost\n"
    calls = [kernel(text, level="info", file=None), kernel(text, level="crit", line=3), kernel(text, level=None)]
    place = make(calls, ("1.0",), "linux")
    (told,) = found(run, home, "--pack", place)["packs"]
    assert [row["level"] for row in told["levels"]] == ["crit"]
    assert (told["messages"], told["errors"]) == (1, 1)


def test_formats_that_differ_in_widths_are_one_message(
    run: Run, home: dict[str, str], make: Callable[..., Path]
) -> None:
    formats = [f"tray {word} of %{width}d is full\n" for width in ("", 2, 5) for word in ("one", "two", "three")]
    (told,) = found(run, home, "--pack", make([kernel(text) for text in formats], ("1.0",), "linux"))["packs"]
    assert (told["messages"], told["errors"]) == (3, 3)


def test_the_table_of_the_work_list(run: Run, home: dict[str, str], pack: Path, logs: Path) -> None:
    done = run("stats", "--format", "tsv", "--pack", pack, "--limit", "0", logs, env=home)
    head, *rows = (line.split("\t") for line in done.stdout.decode().splitlines())
    assert len(rows) == 4
    first = dict(zip(head, rows[0], strict=True))
    assert (first["list"], first["lines"], first["format"]) == ("work", "2", r"oven %d of the kitchen is on fire\n")


def test_standard_input_is_a_log(run: Run, home: dict[str, str], pack: Path) -> None:
    line = b"Oct 27 18:00:02 host kernel: oven 3 of the kitchen is on fire\n"
    done = run("stats", "--pack", pack, "--format", "json", "-", stdin=line, env=home)
    assert json.loads(done.stdout)["logs"]["indexed"] == 1
    done = run("stats", "-", stdin=line, env=home)
    assert (done.returncode, b"No undocumented message" in done.stdout) == (1, True)


def test_a_file_that_is_named_twice_is_read_once(run: Run, home: dict[str, str], pack: Path, logs: Path) -> None:
    told = found(run, home, "--pack", pack, logs / "a.log", logs, logs / "a.log")
    assert (told["logs"]["lines"], told["logs"]["files"]) == (57, 3)


@pytest.mark.parametrize("words", [[], ["--software", "toaster", "-"], ["--limit", "-1", "-"], ["--limit", "x", "-"]])
def test_a_mistake_is_told_in_one_line(run: Run, home: dict[str, str], words: list[str]) -> None:
    done = run("stats", *words, env=home)
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (2, b"", 1)


def test_the_others_are_read_where_one_cannot_be(run: Run, home: dict[str, str], pack: Path, logs: Path) -> None:
    damaged = logs / "d.log.gz"
    damaged.write_bytes((logs / "old" / "b.log.gz").read_bytes()[:-20])
    done = run("stats", "--format", "json", "--pack", pack, logs, logs / "missing.log", env=home)
    assert done.returncode == 2
    assert json.loads(done.stdout)["logs"]["files"] >= 3
    assert done.stderr.count(b"\n") == 3  # one is no text


def test_hostile_texts_of_a_pack_reach_no_terminal(run: Run, home: dict[str, str], make: Callable[..., Path]) -> None:
    item = kernel("the oven \x07 burns %s\n", file="a\x1b]0;x\x07/b.c", function="f\x9b31m")
    place = make([item], ("1.0",), "linux")
    line = b"Oct 27 18:00:02 host kernel: the oven \x07 burns now"
    for words in (["-"], ["-", "--format", "json"], ["-", "--format", "tsv"], []):
        done = run("stats", *words, "--pack", place, "--color", "never", stdin=line, env=home)
        text = done.stdout.decode()
        assert done.returncode == 0, words
        assert not {char for char in text if ord(char) < 32 and char not in "\n\t"} | {"\x9b"} & set(text), words

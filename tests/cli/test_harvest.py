"""`msgpedia harvest`: trees, tarballs, indexes and images become packs."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run

TREE = Path(__file__).parent.parent / "harvest" / "tree"
SEEDS = """
software = "kiln"
dialect = "printf"
[levels]
KILN_ERROR = "err"
[[sinks]]
names = ["kiln_log"]
format = 1
level = "argument:0"
"""
PROGRAM = """
#define kiln_fail(what, ...) kiln_log(KILN_ERROR, "cannot " what, ##__VA_ARGS__)

int fire(int number)
{
	kiln_fail("fire kiln %d", number);
	return -1;
}
"""


def messages(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["messages"]
    return rows


def packed(path: Path, members: dict[str, bytes]) -> Path:
    with tarfile.open(path, "w:gz") as archive:
        for name, data in members.items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_a_tree_and_its_tarball_give_the_same_pack(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.json", tmp_path / "other.json"
    done = run("harvest", TREE, "-o", one)
    assert done.returncode == 0
    assert "linux 6.99.0" in done.stderr.decode()
    with tarfile.open(tmp_path / "tree.tar.xz", "w:xz") as archive:
        archive.add(TREE, "linux-6.99")
    assert run("harvest", tmp_path / "tree.tar.xz", "-o", other).returncode == 0
    assert one.read_bytes() == other.read_bytes()


def test_any_program_is_harvested_by_seeds_of_ones_own(run: Run, tmp_path: Path) -> None:
    (tmp_path / "kiln").mkdir()
    (tmp_path / "kiln" / "main.c").write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "kiln.toml").write_text(SEEDS, encoding="utf-8")
    pack = tmp_path / "kiln.json"
    done = run("harvest", tmp_path / "kiln", "--seeds", tmp_path / "kiln.toml", "--release", "1.2", "-o", pack)
    assert done.returncode == 0, done.stderr
    (row,) = messages(pack)
    assert (row["format"], row["level"], row["file"], row["line"], row["function"], row["via"], row["versions"]) == (
        "cannot fire kiln %d", "err", "main.c", 6, "fire", ["kiln_fail"], ["1.2"],
    )  # fmt: skip


def test_what_is_harvested_explains_a_line(run: Run, tmp_path: Path) -> None:
    pack = tmp_path / "linux.json"
    run("harvest", TREE, "-o", pack)
    whole = (row for row in messages(pack) if len(row["format"]) > 25 and "part" not in row)
    row = next(row for row in whole if "%" not in row["format"])
    line = f"[    1.000000] {row['format'].strip()}"
    cache = {"XDG_CACHE_HOME": str(tmp_path)}
    done = run("lookup", "--pack", pack, "--format", "jsonl", stdin=line.encode(), env=cache)
    found = json.loads(done.stdout)
    assert (found["status"], found["message"]["id"]) == ("indexed", row["id"])


def test_several_versions_make_one_pack(run: Run, tmp_path: Path) -> None:
    for number, text in (("1.0", PROGRAM), ("2.0", PROGRAM.replace("fire kiln", "light kiln"))):
        folder = tmp_path / f"kiln-{number}"
        folder.mkdir()
        (folder / "main.c").write_text(text + f"/* {number} */\n", encoding="utf-8")
        (folder / "configure.ac").write_text(f"AC_INIT([kiln], [{number}])\n", encoding="utf-8")
    (tmp_path / "kiln.toml").write_text(SEEDS, encoding="utf-8")
    pack = tmp_path / "kiln.json"
    trees = [tmp_path / "kiln-2.0", tmp_path / "kiln-1.0"]
    done = run("harvest", *trees, "--seeds", tmp_path / "kiln.toml", "-o", pack)
    assert done.returncode == 0, done.stderr
    assert json.loads(pack.read_text())["versions"] == ["1.0", "2.0"]
    assert {row["format"]: row["versions"] for row in messages(pack)} == {
        "cannot fire kiln %d": ["1.0"],
        "cannot light kiln %d": ["2.0"],
    }


def test_an_index_is_read_where_its_release_is_told(run: Run, tmp_path: Path) -> None:
    index = tmp_path / "vmlinux"
    index.write_text('# <level/flags> filename:line function "format"\n<4> a.c:12 probe "a: %s is hot\\n"\n')
    pack = tmp_path / "pack.json"
    assert run("harvest", index, "--release", "6.99", "-o", pack).returncode == 0
    assert [(row["format"], row["level"]) for row in messages(pack)] == [("a: %s is hot\n", "warning")]
    assert json.loads(pack.read_text())["source"] == "index"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["none"], "there is no such file"),
        (["empty", "--software", "nobody"], "nothing is known of how nobody prints"),
        (["empty"], "no source tree that is known"),
        (["empty", "--software", "openssh"], "it does not tell its version"),
        (["text.txt"], "no kernel or module"),
        (["bad.tar.gz"], "no archive that can be read"),
        (["empty", "--seeds", "text.txt"], "text.txt"),
        (["empty", "text.txt"], "one kind of source at a time"),
    ],
)
def test_what_cannot_be_read_is_told_in_one_line(run: Run, tmp_path: Path, words: list[str], told: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "text.txt").write_text("no [toml\n")
    (tmp_path / "bad.tar.gz").write_bytes(b"\x1f\x8b nothing")
    done = run("harvest", *words, "-o", tmp_path / "pack.json", cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr.decode()
    assert done.stderr.decode().count("\n") == 1
    assert not (tmp_path / "pack.json").exists()


def test_a_tree_without_a_message_gives_no_pack(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run("harvest", tmp_path / "empty", "--software", "openssh", "--release", "1", "-o", tmp_path / "pack.json")
    assert done.returncode == 1
    assert not (tmp_path / "pack.json").exists()


def test_nothing_of_an_archive_is_written_outside(run: Run, tmp_path: Path) -> None:
    hostile = packed(tmp_path / "x.tar.gz", {"../../escaped.c": b"int x;\n", "/tmp/msgpedia-escaped.c": b"int y;\n"})
    done = run("harvest", hostile, "--software", "openssh", "--release", "1", "-o", tmp_path / "pack.json")
    assert done.returncode in (1, 2)
    assert not (tmp_path.parent / "escaped.c").exists()
    assert not Path("/tmp/msgpedia-escaped.c").exists()


def test_an_output_that_is_no_file_is_written_to(run: Run, tmp_path: Path) -> None:
    done = run("harvest", TREE, "-o", "/dev/stdout")
    assert done.returncode == 0, done.stderr
    pack, link = tmp_path / "pack.json", tmp_path / "link.json"
    link.symlink_to(pack)
    assert run("harvest", TREE, "-o", link).returncode == 0
    assert (link.is_symlink(), pack.read_bytes()) == (True, done.stdout)
    for name in ("-", tmp_path):
        assert run("harvest", TREE, "-o", name).returncode == 2


def test_a_signal_to_end_leaves_nothing_behind(environment: dict[str, str], tmp_path: Path) -> None:
    calls = "".join(f'\tpr_info("%s: call {number} of many, %d\\n", __func__, {number});\n' for number in range(500))
    member = f"void call(void)\n{{\n{calls}}}\n".encode()
    archive = packed(tmp_path / "big.tar.gz", {f"big/{number}.c": member for number in range(500)})
    folder, pack = tmp_path / "temporary", tmp_path / "pack.json"
    folder.mkdir()
    words = ["harvest", archive, "--software", "linux", "--release", "1", "--jobs", "2", "-o", pack]
    process = subprocess.Popen(
        [sys.executable, "-m", "msgpedia", *map(str, words)],
        env=environment | {"TMPDIR": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    children: list[int] = []
    while process.poll() is None and len(children) < 2:
        children = [int(one) for one in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        time.sleep(0.02)
    assert os.listdir(folder)
    process.send_signal(signal.SIGTERM)
    try:
        assert process.communicate(timeout=60) == (b"", b"")
    finally:
        process.kill()
    assert process.returncode == 128 + signal.SIGTERM
    assert os.listdir(folder) == []
    assert sorted(os.listdir(tmp_path)) == ["big.tar.gz", "temporary"]
    assert not [number for number in children if Path(f"/proc/{number}").exists()]


@pytest.mark.parametrize(
    ("seeds", "told"),
    [
        ("code = '^(AH+)+: '", ":4: code: the pattern '^(AH+)+: ': matches texts longer than"),
        ("code = '(.*.*): '", ":4: code: the pattern '(.*.*): ': can be read in too many ways"),
        ("level_variable = '(?i)level'", ":4: level_variable: the pattern '(?i)level': unexpected '('"),
        ('module = "^modules/\\\\bx/"', ":4: module: the pattern '^modules/\\\\bx/': there is no \\b"),
        ("code = 'AH'", ":4: code: the pattern 'AH': it has 0 groups ( ), and needs 1"),
        ("envelopes = [\n'a',\n'(b|b)*c']", ":6: envelopes: the pattern '(b|b)*c': can be read in too many ways"),
        ("openings = {head = '^X(\\w+)', end = '.*.*'}", ":4: openings: the pattern '.*.*'"),
        ("openings = '^X'", ": openings must be a table"),
    ],
)
def test_a_pattern_of_seeds_that_could_be_slow_is_told_with_its_line(
    run: Run, tmp_path: Path, seeds: str, told: str
) -> None:
    file = tmp_path / "own.toml"
    file.write_text(f'software = "own"\ndialect = "printf"\n# how it prints\n{seeds}\n', encoding="utf-8")
    done = run("harvest", TREE, "--seeds", file, "-o", tmp_path / "pack.json")
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert f"own.toml{told}" in line


def test_an_output_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    done = run("harvest", TREE, "-o", tmp_path / "no" / "pack.json")
    assert done.returncode == 2
    assert "pack.json" in done.stderr.decode()

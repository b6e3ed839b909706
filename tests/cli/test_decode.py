"""`msgpedia decode` at the command line."""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.bundle.conftest import DOCUMENT
from tests.cli.test_terminal import harmful, on_terminal
from tests.conftest import Run

from msgpedia.bundle import writer
from msgpedia.catalog import decoders
from msgpedia.lookup.characters import columns


def example(tables: dict[str, Any]) -> bytes:
    """A bundle with other tables of values."""
    text = DOCUMENT.read_text(encoding="utf-8")
    content = json.loads(text.partition("```json\n")[2].partition("```")[0])
    return writer.serialise(copy.deepcopy(content) | {"decoders": tables})


@pytest.fixture(scope="module")
def bundle(bundle_file: Path) -> tuple[str | Path, ...]:
    return "decode", "--bundle", bundle_file


Bundle = tuple[str | Path, ...]


def test_a_value_is_told(run: Run, bundle: Bundle) -> None:
    done = run(*bundle, "errno", "2")
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "2 (error number)\n  2  ENOENT  no such file or directory\n"
    done = run(*bundle, "errno", "2", "--lang", "ja")
    assert done.stdout.decode() == "2（エラー番号）\n  2  ENOENT  ファイルまたはディレクトリがない\n"


@pytest.mark.parametrize("words", [["errno", "-2"], ["errno", "--", "-2"], ["errno", "-ENOENT"], ["errno", "-0x2"]])
def test_a_value_may_begin_with_a_hyphen(run: Run, bundle: Bundle, words: list[str]) -> None:
    for order in (words, [*words, "--lang", "en"], ["--lang", "en", *words], ["--lang=en", *words]):
        if "--" in words and order[-1] == "en":
            continue
        done = run(*bundle, *order)
        assert done.returncode == 0, order
        assert "ENOENT" in done.stdout.decode()


def test_options_may_stand_anywhere(run: Run, bundle: Bundle) -> None:
    for words in (["gfp-flags", "--versions", "3.10", "2280"], ["gfp-flags", "2280", "--versions", "3.10"]):
        done = run(*bundle, *words)
        assert done.returncode == 0
        assert "__GFP_MEMALLOC" in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["errno", "--fromat", "json", "2"], "unrecognized arguments: --fromat"),
        (["errno", "－－format", "json"], "write --format"),
        (["errno", "2", "--format"], "expected one argument"),
        (["errno", "2", "--radix", "9"], "invalid choice"),
        (["errno", "2", "--versions", "new"], "takes a version such as 5.10"),
        (["errno", "2", "--versions", ".."], "takes a version"),
        (["errno", "2", "--versions", ""], "takes a version"),
        (["errno", "2", "--versions", "5.10..4.9"], "ends before it begins"),
        (["ernno", "2"], "there is no kind 'ernno'; did you mean errno?"),
        (["ERRNO"], "did you mean errno?"),
        (["syscall"], "did you mean syscall-aarch64 or syscall-i386 or syscall-x86-64?"),
        (["gfp_flags", "1"], "did you mean gfp-flags?"),
        (["zzz", "1"], "'msgpedia decode' lists them"),
        (["", "1"], "there is no kind ''; 'msgpedia decode' lists them"),
        (["\x1b[2J" * 1000, "1"], "there is no kind"),
    ],
    ids=ascii,
)
def test_errors_are_one_line(run: Run, bundle: Bundle, words: list[str], complaint: str) -> None:
    done = run(*bundle, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    text = done.stderr.decode()
    assert text.startswith("msgpedia decode: ")
    assert complaint in text
    assert text.count("\n") == 1
    assert len(text) < 400
    assert harmful(text.replace("\n", "")) == []


def test_several_values_have_a_block_each(run: Run, bundle: Bundle) -> None:
    done = run(*bundle, "errno", "2", "9999")
    assert done.returncode == 0
    first, second = done.stdout.decode().split("\n\n")
    assert first.startswith("2 (error number)")
    assert second.startswith("9999 (error number)\n  not in the table\n  Looked in:\n    Linux 6.12, include/")


def test_a_value_outside_the_table_is_1(run: Run, bundle: Bundle) -> None:
    done = run(*bundle, "errno", "9999", "-ENOSUCH")
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().count("not in the table") == 2
    done = run(*bundle, "errno", "9999", "--lang", "ja")
    assert "  表にない値\n  調べた資料：\n" in done.stdout.decode()


def test_versions_choose_the_table(run: Run, bundle: Bundle) -> None:
    text = run(*bundle, "gfp-flags", "0xcc0", "--versions", "5.10").stdout.decode()
    assert "GFP_KERNEL" in text
    assert "version" not in text
    text = run(*bundle, "gfp-flags", "0xcc0", "--versions", "4.4..4.20").stdout.decode()
    ranges = [line for line in text.splitlines() if line.startswith("  version")]
    assert ranges == ["  versions 4.13 to 5.0", "  versions 4.6 to 4.12", "  versions 4.4 to 4.5"]
    newest = run(*bundle, "gfp-flags", "0xcc0").stdout.decode().splitlines()[1]
    assert newest.startswith("  versions 5.2 to ")
    assert run(*bundle, "gfp-flags", "0xcc0", "--versions", "..2.6.18").returncode == 0
    assert run(*bundle, "errno", "2", "--versions", "5.10").returncode == 0


def test_a_version_that_nobody_looked_at_is_told(run: Run, bundle: Bundle) -> None:
    done = run(*bundle, "gfp-flags", "0xcc0", "--versions", "2.4")
    assert done.returncode == 1
    assert "There is no table for version 2.4; there are tables for:" in done.stdout.decode()
    done = run(*bundle, "gfp-flags", "0xcc0", "--versions", "2.4", "--format", "json")
    assert done.returncode == 1
    assert json.loads(done.stdout) == {"kind": "gfp-flags", "value": "0xcc0", "readings": [], "text": ""}


def test_radix(run: Run, bundle: Bundle) -> None:
    assert "EAGAIN" in run(*bundle, "errno", "b", "--radix", "16").stdout.decode()
    assert "EAGAIN" in run(*bundle, "errno", "13", "--radix", "8").stdout.decode()
    assert "EAGAIN" in run(*bundle, "errno", "0xb", "--radix", "8").stdout.decode()


def test_json_has_an_object_for_each_value(run: Run, bundle: Bundle) -> None:
    done = run(*bundle, "scsi-sense-key", "0x3", "zzz", "--format", "json", "--lang", "ja")
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert [row["value"] for row in rows] == ["0x3", "zzz"]
    assert [row["kind"] for row in rows] == ["scsi-sense-key"] * 2
    (part,) = rows[0]["readings"][0]["parts"]
    assert part["symbol"] == "Medium Error"
    assert rows[0]["text"] == f"{part['symbol']}（{part['text']}）"
    assert rows[1]["readings"] == [{"parts": [{"value": "zzz", "known": False}]}]
    done = run(*bundle, "gfp-flags", "0xcc0", "--format", "json", "--versions", "4.4..4.20")
    assert [row["versions"] for row in json.loads(done.stdout)["readings"]] == [
        {"from": "4.13", "to": "5.0"},
        {"from": "4.6", "to": "4.12"},
        {"from": "4.4", "to": "4.5"},
    ]


def test_all_kinds_are_listed(run: Run, bundle: Bundle) -> None:
    lines = run(*bundle, env={"COLUMNS": "100"}).stdout.decode().splitlines()
    assert [line.split(" ", 1)[0] for line in lines] == list(decoders.names())
    assert len({len(line) - len(line.split(" ", 1)[1].lstrip()) for line in lines}) == 1  # aligned
    japanese = run(*bundle, "--lang", "ja", env={"COLUMNS": "100"}).stdout.decode()
    assert "エラー番号\n" in japanese
    rows = [json.loads(line) for line in run(*bundle, "--format", "json").stdout.splitlines()]
    assert {"kind": "errno", "name": "error number"} in rows
    for line in run(*bundle, "--lang", "ja", env={"COLUMNS": "50"}).stdout.decode().splitlines():
        assert columns(line) <= 50


def test_a_kind_alone_shows_its_table(run: Run, bundle: Bundle) -> None:
    done = run(*bundle, "errno")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert text.startswith("errno (error number)\n\nSources\n  Linux 6.12, include/uapi/asm-generic/errno-base.h\n")
    assert "\n   11  EAGAIN " in text
    assert "（エラー番号）\n\n出典\n" in run(*bundle, "errno", "--lang", "ja").stdout.decode()
    row = json.loads(run(*bundle, "errno", "--format", "json").stdout)
    assert row == {"kind": "errno", "table": decoders.table("errno")}


def test_a_bundle_without_tables(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "b.json"
    path.write_bytes(example({}))
    done = run("decode", "--bundle", path)
    assert (done.returncode, done.stdout, done.stderr) == (1, b"", b"")
    assert run("decode", "--bundle", path, "errno", "2").returncode == 2


def test_a_value_is_told_without_any_module_of_the_compiler(bundle_file: Path, environment: dict[str, str]) -> None:
    code = (
        "import sys\n"
        "from msgpedia.cli import main\n"
        f"main(['decode', '--bundle', {str(bundle_file)!r}, 'gfp-flags', 'cc0'])\n"
        "print(*sorted(sys.modules), file=sys.stderr)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, env=environment, check=True)
    loaded = set(done.stderr.decode().split())
    compiler = ("msgpedia.formats", "msgpedia.catalog", "msgpedia.diagnostics", "msgpedia.bundle.writer")
    assert not {name for name in loaded if name.startswith((*compiler, "ruamel", "babel"))}
    assert not loaded & {"dataclasses", "inspect", "pathlib", "tomllib", "typing"}


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize(
    "value", [b"\xff\xfe", b"x" * 100_000, b"\x1b[2J", b"\xe2\x80\xae2", b"", b" ", "🍞".encode()], ids=ascii
)
@pytest.mark.parametrize("format_", ["text", "json"])
def test_odd_values_end_well(run: Run, bundle: Bundle, value: bytes, locale: str, format_: str) -> None:
    for kind in ("errno", "gfp-flags", "device-name", "mce-status"):
        done = run(*bundle, kind, os.fsdecode(value), "--format", format_, env={"LC_ALL": locale})
        assert (done.returncode, done.stderr) == (1, b"")
        assert len(done.stdout) < 5000
        assert harmful(done.stdout.decode().replace("\n", "")) == []


def test_a_terminal_gets_no_control_character(environment: dict[str, str], bundle: Bundle, hostile: Path) -> None:
    assert harmful(on_terminal(environment, *bundle, "errno", "\x1b[2J", "2\x07")) == []
    assert "\x1b[1m" in on_terminal(environment, *bundle, "errno", "2")
    for words in ((), ("x",), ("x", "1"), ("x", "2"), ("x", "1", "--format", "json")):
        assert harmful(on_terminal(environment, "decode", "--bundle", hostile, *words)) == []


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A bundle whose tables have as much as its schema lets pass."""
    evil = {"en": "a\n\tb\u200bc\ufeff\u061c\U000e0041"}
    row = {"value": 1, "symbol": evil["en"], "also": [evil["en"]], "text": evil}
    path = tmp_path / "hostile.json"
    path.write_bytes(example({"x": {"shape": "codes", "name": evil, "source": [evil["en"]], "rows": [row]}}))
    return path

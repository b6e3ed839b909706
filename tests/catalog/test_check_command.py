"""`msgpedia check` as people and tools call it."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.cli import main
from msgpedia.diagnostics import CODES

Write = Callable[..., Path]


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("COLUMNS", "100")


def test_a_clean_catalog_says_nothing(catalog: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("linux/mm/a")
    assert main(["check", str(catalog)]) == 0
    assert capsys.readouterr().out == ""


def test_findings_come_with_place_excerpt_and_count(
    catalog: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("linux/mm/a", ("severity: warning", "severity: bad"))
    monkeypatch.chdir(catalog.parent)
    assert main(["check", "catalog", "--color", "never"]) == 1
    assert capsys.readouterr().out == (
        "catalog/linux/mm/a.yaml:5:11: error[MP105] `bad` is not a severity\n"
        "   5 | severity: bad\n"
        "     |           ^^^\n"
        "hint: known are `emerg`, `alert`, `crit`, `err`, `warning`, `notice`, `info`, `debug`\n"
        "\n1 error, 0 warnings\n"
    )


def test_one_file_is_checked_against_all_others(
    catalog: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("linux/mm/a")
    write("linux/mm/b")
    write("linux/mm/c", ("severity: warning", "severity: warn"))
    monkeypatch.chdir(catalog / "linux" / "mm")
    assert main(["check", "a.yaml", "--format", "json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert {row["file"] for row in found} == {"../../linux/mm/a.yaml"}
    assert "MP501" in {row["code"] for row in found}


def test_a_file_in_no_catalog_is_checked_by_itself(
    tmp_path: Path, good: str, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "loose.yaml"
    path.write_text(good.replace("severity: warning", "severity: warn"), encoding="utf-8")
    assert main(["check", str(path), "--format", "json"]) == 1
    assert [row["code"] for row in json.loads(capsys.readouterr().out)] == ["MP105"]


def test_a_finding_about_a_link_shows_nothing_of_its_target(
    catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "secret").write_text("a secret text", encoding="utf-8")
    (catalog / "linux" / "mm" / "link.yaml").symlink_to(tmp_path / "secret")
    assert main(["check", str(catalog)]) == 1
    shown = capsys.readouterr().out
    assert "MP002" in shown
    assert "a secret text" not in shown


def test_what_is_no_file_never_blocks(catalog: Path, write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    write("linux/mm/a")
    os.mkfifo(catalog / "linux" / "mm" / "fifo.yaml")
    (catalog / "linux" / "mm" / "loop.yaml").symlink_to("loop.yaml")
    for kind in ("text", "json", "sarif", "github"):
        assert main(["check", str(catalog), "--format", kind]) == 1
    assert "not a regular file" in capsys.readouterr().out


def test_a_dash_is_standard_input(
    good: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(good.encode("utf-8"))))
    assert main(["check", "--stdin-name", "x.yaml", "-"]) == 0
    assert main(["check", "-"]) == 2
    assert "--stdin-name PATH" in capsys.readouterr().err


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--explain", code.lower()]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(f"{code} {CODES[code].name}")
    assert "Bad:" in shown
    assert "Good:" in shown


@pytest.mark.parametrize("words", [["nowhere.yaml"], ["--explain", "MP999"], ["--format", "xml"]])
def test_input_errors_are_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status: object = main(["check", *words])
    except SystemExit as stop:
        status = stop.code
    assert status == 2
    caught = capsys.readouterr()
    assert caught.out == ""
    assert caught.err.count("\n") == 1


def test_an_empty_folder_is_an_input_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "no entries" in capsys.readouterr().err


def test_an_entry_in_one_language_is_noted_and_passes(write: Write, capsys: pytest.CaptureFixture[str]) -> None:
    path = write("linux/mm/example", ("  ja: メモリを空ける。\n", ""))
    assert main(["check", str(path.parents[2])]) == 0
    shown = capsys.readouterr().out
    assert "example.yaml:" in shown
    assert "note[MP404]" in shown
    assert "0 errors, 0 warnings, 1 note" in shown


@pytest.mark.parametrize("inside", [".", "catalog", "catalog/linux/mm"])
def test_without_a_path_it_is_the_catalog_around_the_current_directory(
    inside: str, catalog: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("linux/mm/a", ("severity: warning", "severity: bad"))
    monkeypatch.chdir(catalog.parent / inside)
    assert main(["check"]) == 1
    assert "a.yaml:5:11: error[MP105]" in capsys.readouterr().out


def test_an_id_stands_for_its_file(
    catalog: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write("linux/mm/first", ("severity: warning", "severity: bad"))
    monkeypatch.chdir(catalog.parent)
    for name in ("linux/mm/first", "linux/mm", "linux"):
        assert main(["check", name]) == 1
        assert capsys.readouterr().out.startswith("catalog/linux/mm/first.yaml:5:11: error[MP105]")
    assert main(["check", "linux/mm/frist"]) == 2
    assert capsys.readouterr().err == (
        "msgpedia check: linux/mm/frist: there is no such file, folder or entry; did you mean linux/mm/first?\n"
    )

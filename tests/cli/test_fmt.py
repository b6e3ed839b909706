"""`msgpedia fmt` as people, editors and CI call it."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run

from msgpedia.cli import main

GOOD = (ROOT / "tests" / "broken" / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")
SOFTWARE = "schema: 1\nname:\n  en: Linux\ndialect: printk\nidents: [kernel]\nlicense: GPL-2.0-only\nauthors: [me]\n"


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog with one entry that is laid out and one that is not."""
    folder = tmp_path / "catalog"
    (folder / "linux" / "mm").mkdir(parents=True)
    (folder / "linux" / "software.yaml").write_text(SOFTWARE)
    (folder / "linux" / "mm" / "rough.yaml").write_text(GOOD, encoding="utf-8")
    assert main(["fmt", str(folder)]) == 0
    (folder / "linux" / "mm" / "fine.yaml").write_bytes((folder / "linux" / "mm" / "rough.yaml").read_bytes())
    rough = folder / "linux" / "mm" / "rough.yaml"
    rough.write_bytes(rough.read_bytes().replace(b"severity: warning\n", b"severity:   'warning' # so\r\n"))
    return folder


def test_files_are_laid_out_and_named(
    catalog: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(catalog.parent)
    capsys.readouterr()
    assert main(["fmt", "catalog"]) == 0
    shown = capsys.readouterr()
    assert shown.out == "catalog/linux/mm/rough.yaml\n"
    assert shown.err == "1 file changed, 2 already fine\n"
    fine = (catalog / "linux" / "mm" / "fine.yaml").read_bytes()
    rough = (catalog / "linux" / "mm" / "rough.yaml").read_bytes()
    assert rough == fine.replace(b"severity: warning\n", b"severity: warning # so\n")
    assert main(["fmt", "catalog"]) == 0
    assert capsys.readouterr().err == "0 files changed, 3 already fine\n"


def test_check_names_files_and_changes_none(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    before = (catalog / "linux" / "mm" / "rough.yaml").read_bytes()
    assert main(["fmt", "--check", str(catalog / "linux" / "mm")]) == 1
    shown = capsys.readouterr()
    assert shown.out == f"{catalog}/linux/mm/rough.yaml\n"
    assert shown.err == "1 file would change, 1 already fine\n"
    assert (catalog / "linux" / "mm" / "rough.yaml").read_bytes() == before
    assert main(["fmt", "--check", str(catalog / "linux" / "mm" / "fine.yaml")]) == 0


def test_diff_shows_what_would_change(catalog: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = catalog / "linux" / "mm" / "rough.yaml"
    path.write_bytes(path.read_bytes().rstrip(b"\n"))
    capsys.readouterr()
    assert main(["fmt", "--diff", str(path)]) == 1
    rows = capsys.readouterr().out.split("\n")
    assert rows[:2] == [f"--- {path}", f"+++ {path}"]
    assert "-severity:   'warning' # so\\x0d" in rows
    assert "+severity: warning # so" in rows
    assert rows[rows.index("\\ No newline at end of file") - 1] == "-authors: [msgpedia contributors]"
    assert b"\r" in path.read_bytes()


def test_a_broken_file_is_reported_as_check_does_and_keeps_none_from_being_laid_out(
    catalog: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(catalog.parent)
    broken = catalog / "linux" / "mm" / "broken.yaml"
    broken.write_text("title: %s\n")
    capsys.readouterr()
    assert main(["fmt", "catalog"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "catalog/linux/mm/rough.yaml\n"
    assert "catalog/linux/mm/broken.yaml:1:8: error[MP007]" in shown.err
    assert "   1 | title: %s\n" in shown.err
    assert shown.err.endswith("1 file changed, 2 already fine, 1 could not be\n")
    assert broken.read_text() == "title: %s\n"


def test_permissions_stay_and_links_too(catalog: Path) -> None:
    folder = catalog / "linux" / "mm"
    (folder / "rough.yaml").chmod(0o664)
    (folder / "link.yaml").symlink_to("rough.yaml")
    assert main(["fmt", str(folder / "link.yaml")]) == 0
    assert stat.S_IMODE(os.stat(folder / "rough.yaml").st_mode) == 0o664
    assert (folder / "link.yaml").is_symlink()
    assert b"\r" not in (folder / "rough.yaml").read_bytes()
    assert sorted(os.listdir(folder)) == ["fine.yaml", "link.yaml", "rough.yaml"]


def test_a_link_that_leads_out_is_not_followed(
    catalog: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path / "outside.yaml"
    outside.write_text("authors: [ me ]\n")
    (catalog / "linux" / "mm" / "link.yaml").symlink_to(outside)
    (catalog / "linux" / "folder").symlink_to(tmp_path)
    assert main(["fmt", str(catalog)]) == 2
    assert "error[MP002]" in capsys.readouterr().err
    assert outside.read_text() == "authors: [ me ]\n"


def test_what_lies_in_no_catalog_is_laid_out_as_well(tmp_path: Path) -> None:
    (tmp_path / "software.yaml").write_text("dialect: go\nname: {en: x, ja: y}\n")
    assert main(["fmt", str(tmp_path / "software.yaml")]) == 0
    assert (tmp_path / "software.yaml").read_text() == "name:\n  ja: y\n  en: x\ndialect: go\n"


def test_a_file_that_cannot_be_written_is_reported(
    catalog: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("msgpedia.cli.rewriting.write_whole", fail)
    capsys.readouterr()
    assert main(["fmt", str(catalog)]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "rough.yaml: cannot be written: Permission denied" in shown.err


def test_nothing_is_written_that_would_be_read_otherwise(
    catalog: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (catalog / "linux" / "mm" / "rough.yaml").read_bytes()
    monkeypatch.setattr("msgpedia.catalog.layout.canonical", lambda *_: "title: other\n")
    assert main(["fmt", str(catalog / "linux" / "mm" / "rough.yaml")]) == 2
    assert "left as it is" in capsys.readouterr().err
    assert (catalog / "linux" / "mm" / "rough.yaml").read_bytes() == before


def test_standard_input_goes_to_standard_output(run: Run) -> None:
    text = "title: {en: 'Größe', ja: 大きさ}\r\nschema: 1"
    done = run("fmt", "-", stdin=text.encode(), env={"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0
    assert done.stderr == b""
    assert done.stdout.decode() == "schema: 1\ntitle:\n  ja: 大きさ\n  en: Größe\n"
    again = run("fmt", "--check", "-", stdin=done.stdout)
    assert (again.returncode, again.stdout) == (0, b"")


def test_standard_input_may_be_the_description_of_a_software(run: Run) -> None:
    done = run("fmt", "--stdin-name", "linux/software.yaml", "-", stdin=b"dialect: go\nname: {en: x}\n")
    assert done.stdout == b"name:\n  en: x\ndialect: go\n"


def test_broken_standard_input_gives_no_output(run: Run) -> None:
    done = run("fmt", "-", stdin=b"a: [")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"-:1:")
    assert b"error[MP007]" in done.stderr


@pytest.mark.parametrize("words", [["-", "a.yaml"], ["--stdin-name", "a.yaml", "b.yaml"], ["nowhere.yaml"]])
def test_wrong_usage_is_one_line(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fmt", *words]) == 2
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.startswith("msgpedia fmt: ")
    assert shown.err.count("\n") == 1

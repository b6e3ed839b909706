"""`msgpedia check` of some files: conflicts with the rest, what changed since a commit, standard input, `--fix`."""

from __future__ import annotations

import io
import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.cli import main

Write = Callable[..., Path]
Capture = pytest.CaptureFixture[str]

# A second entry, whose format string is more exact about what the first one's sample says.
TAKES_ANOTHERS_SAMPLE = (
    ("format: '%s: page", "format: 'lvcreate: page"),
    ("[process, order, gfp_mask]", "[order, gfp_mask]"),
    ("  process: {ja: ページを要求したプロセス, en: Process that asked for pages}\n", ""),
    ("{process: lvcreate, order: '0', gfp_mask: d0}", "{order: '0', gfp_mask: d0}"),
)
OTHER = (
    ("ja: 物理ページを", "ja: ほかのページを"),
    ("en: Physical pages", "en: Other pages"),
    ("format: '%s: page", "format: '%s: other"),
    ("lvcreate: page", "lvcreate: other"),
)
WRONG = ("severity: warning", "severity: Warning")


@pytest.fixture(autouse=True)
def _surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    for name in ("GITHUB_WORKSPACE", "GITHUB_SERVER_URL", "GITHUB_REPOSITORY", "MSGPEDIA_REPO_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., None]:
    """`git("add", "-A")` in the folder around the catalog, which is a repository."""

    def run(*words: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=tmp_path, check=True, capture_output=True)

    run("init", "-q", "-b", "main")
    return run


def found(capsys: Capture, *words: str | Path) -> list[tuple[str, str]]:
    """The codes and files of what `check` finds."""
    status = main(["check", "--format", "json", *map(str, words)])
    rows = [(row["code"], row["file"]) for row in json.loads(capsys.readouterr().out)]
    assert status == bool(rows)
    return rows


def test_a_new_entry_that_takes_anothers_sample_is_told_where_it_is_seen(write: Write, capsys: Capture) -> None:
    write("linux/mm/old")
    new = write("linux/mm/taker", *TAKES_ANOTHERS_SAMPLE)
    assert main(["check", str(new.relative_to(Path.cwd())), "--color", "never"]) == 1
    shown = capsys.readouterr().out
    assert "catalog/linux/mm/old.yaml:" in shown
    assert "error[MP303] linux/mm/taker, variant 1, matches the sample better" in shown
    assert "note: catalog/linux/mm/taker.yaml:" in shown
    assert "shown because this file was asked for" in shown


def test_findings_that_others_have_of_themselves_are_not_shown(write: Write, capsys: Capture) -> None:
    path = write("linux/mm/a")
    write("linux/mm/b", WRONG)
    assert found(capsys, path) == []


def test_who_asks_for_a_description_of_software_hears_of_its_entries(
    catalog: Path, write: Write, capsys: Capture
) -> None:
    write("linux/mm/a")
    description = catalog / "linux" / "software.yaml"
    text = description.read_text(encoding="utf-8").replace("transport: kernel\n", "")
    description.write_text(text.replace("idents: [kernel]", "idents: [somebody]"), encoding="utf-8")
    assert [code for code, _ in found(capsys, description)] == ["MP301"]


def test_only_changed_files_are_told_and_what_their_change_breaks(
    catalog: Path, write: Write, git: Callable[..., None], capsys: Capture
) -> None:
    write("linux/mm/gone", *OTHER)
    write("linux/mm/refers", ("license:", "related: [linux/mm/gone]\nlicense:"))
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    assert found(capsys, "catalog", "--changed") == []
    write("linux/mm/untracked", WRONG)
    (catalog / "linux" / "mm" / "gone.yaml").rename(catalog / "linux" / "mm" / "renamed.yaml")
    expected = [("MP502", "catalog/linux/mm/refers.yaml"), ("MP105", "catalog/linux/mm/untracked.yaml")]
    assert found(capsys, "catalog", "--changed") == expected
    git("add", "-A")
    git("commit", "-q", "-m", "two")
    assert found(capsys, "catalog", "--changed") == []
    assert found(capsys, "catalog", "--changed=HEAD^") == expected


def test_a_pull_request_is_compared_with_where_it_began(
    write: Write, git: Callable[..., None], capsys: Capture
) -> None:
    write("linux/mm/a")
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    git("checkout", "-q", "-b", "mine")
    git("checkout", "-q", "main")
    write("linux/mm/a", WRONG)
    git("commit", "-q", "-a", "-m", "theirs")
    git("checkout", "-q", "mine")
    git("merge", "-q", "main")
    assert found(capsys, "catalog", "--changed=main") == []
    git("branch", "--set-upstream-to=main")
    write("linux/mm/b", WRONG)
    git("add", "-A")
    git("commit", "-q", "-m", "mine")
    assert found(capsys, "catalog", "--changed") == [("MP105", "catalog/linux/mm/b.yaml")]


def test_a_hook_of_a_work_tree_compares_the_right_folders(
    tmp_path: Path, write: Write, git: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write("linux/mm/a", WRONG)
    git("add", "-A")
    git("commit", "-q", "-m", "one")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    assert found(capsys, "catalog", "--changed") == []


def test_the_first_files_of_a_repository_have_all_changed(
    write: Write, git: Callable[..., None], capsys: Capture
) -> None:
    write("linux/mm/a", WRONG)
    git("add", "-A")
    write("linux/mm/b", WRONG)
    assert [code for code, _ in found(capsys, "catalog", "--changed")] == ["MP105", "MP105"]


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("--changed", "not a git repository"),
        ("--changed=nowhere", "there is no commit 'nowhere'"),
        ("--changed=--output=x", "there is no commit '--output=x'"),
    ],
)
def test_where_git_cannot_tell_the_error_is_one_line(word: str, said: str, write: Write, capsys: Capture) -> None:
    write("linux/mm/a")
    assert main(["check", "catalog", word]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_without_git_the_error_says_so(write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    write("linux/mm/a")
    monkeypatch.setenv("PATH", "")
    assert main(["check", "catalog", "--changed"]) == 2
    assert "git cannot be run" in capsys.readouterr().err


def test_a_path_is_not_taken_for_a_commit_in_silence(write: Write, git: Callable[..., None], capsys: Capture) -> None:
    write("linux/mm/a")
    git("add", "-A")
    assert main(["check", "--changed", "catalog"]) == 2
    assert "takes catalog for a commit" in capsys.readouterr().err


def test_standard_input_is_checked_as_the_file_it_will_be(
    catalog: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def given(text: str) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8"))

    path = write("linux/mm/a")
    text = path.read_text(encoding="utf-8")
    given(text.replace(*WRONG))
    assert main(["check", "--stdin-name", "catalog/linux/mm/a.yaml", "--color", "never"]) == 1
    assert " 5 | severity: Warning\n" in capsys.readouterr().out
    given(text)
    assert main(["check", "--stdin-name", "catalog/linux/mm/new.yaml", "--format", "json"]) == 1
    assert {row["code"] for row in json.loads(capsys.readouterr().out)} >= {"MP501"}
    assert path.read_text(encoding="utf-8") == text
    assert not (catalog / "linux" / "mm" / "new.yaml").exists()
    given("#" * (1 << 18))
    assert main(["check", "--stdin-name", "catalog/linux/mm/new.yaml"]) == 2
    assert main(["check", "--stdin-name", "x.yaml", "--fix"]) == 2


def test_fix_mends_the_file_and_tells_what_remains(write: Write, capsys: Capture) -> None:
    path = write("linux/mm/a", WRONG, ("license:", "related: [linux/mm/nowhere]\nlicense:"))
    os.chmod(path, 0o640)
    assert main(["check", "catalog", "--color", "never"]) == 1
    assert capsys.readouterr().out.endswith("\n1 error, 0 warnings; --fix mends 1\n")
    assert main(["check", "catalog", "--fix", "--format", "json"]) == 1
    caught = capsys.readouterr()
    assert [row["code"] for row in json.loads(caught.out)] == ["MP502"]
    assert caught.err == "fixed 1 finding in 1 file\n"
    assert "severity: warning\n" in path.read_text(encoding="utf-8")
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(item.name for item in path.parent.iterdir()) == ["a.yaml"]


def test_fix_touches_only_what_was_asked_for_and_keeps_line_ends(catalog: Path, write: Write) -> None:
    path, other = write("linux/mm/a", WRONG), write("linux/mm/b", WRONG)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = other.read_bytes()
    assert main(["check", "--fix", str(path)]) == 0
    assert other.read_bytes() == before
    assert b"severity: warning\r\n" in path.read_bytes()
    assert path.read_bytes().count(b"\r\n") == path.read_bytes().count(b"\n")
    main(["check", "--fix", str(catalog / "linux" / "software.yaml")])
    assert other.read_bytes() == before


def test_fix_mends_a_file_in_no_catalog(tmp_path: Path, good: str) -> None:
    path = tmp_path / "loose.yaml"
    path.write_text(good.replace(*WRONG), encoding="utf-8")
    assert main(["check", "--fix", str(path)]) == 0
    assert path.read_text(encoding="utf-8") == good


def test_fix_never_writes_through_a_link_out_of_the_catalog(catalog: Path, tmp_path: Path, good: str) -> None:
    target = tmp_path / "target.yaml"
    target.write_text(good.replace(*WRONG), encoding="utf-8")
    link = catalog / "linux" / "mm" / "link.yaml"
    link.symlink_to(target)
    assert main(["check", "--fix", str(link)]) == 1
    assert target.read_text(encoding="utf-8") == good.replace(*WRONG)
    assert link.is_symlink()


def test_fix_follows_a_link_inside_of_the_catalog(catalog: Path, write: Write) -> None:
    path = write("linux/mm/a", WRONG)
    link = catalog / "linux" / "mm" / "link.yaml"
    link.symlink_to("a.yaml")
    main(["check", "--fix", str(link)])
    assert link.is_symlink()
    assert "severity: warning\n" in path.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written_is_an_input_error(
    write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    write("linux/mm/a", WRONG)
    monkeypatch.setattr("msgpedia.cli.rewriting.write_whole", refuse)
    assert main(["check", "--fix", "catalog"]) == 2
    assert "Permission denied" in capsys.readouterr().err


@pytest.mark.parametrize("output", ["github", "sarif"])
def test_files_are_named_below_the_repository(
    output: str, write: Write, git: Callable[..., None], monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    path = write("linux/mm/a", WRONG)
    git("add", "-A")
    monkeypatch.chdir(path.parent)
    assert main(["check", "a.yaml", "--format", output]) == 1
    shown = capsys.readouterr().out
    if output == "github":
        assert shown.startswith("::error file=catalog/linux/mm/a.yaml,line=5,")
        return
    run = json.loads(shown)["runs"][0]
    location = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location == {"uri": "catalog/linux/mm/a.yaml", "uriBaseId": "%SRCROOT%"}
    assert "informationUri" not in run["tool"]["driver"]


def test_github_actions_tells_the_root_and_the_address(
    tmp_path: Path, write: Write, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    write("linux/mm/a", WRONG)
    monkeypatch.chdir(tmp_path / "catalog")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    monkeypatch.setenv("GITHUB_SERVER_URL", "https://code.example.org")
    monkeypatch.setenv("GITHUB_REPOSITORY", "us/msgpedia")
    assert main(["check", ".", "--format", "sarif"]) == 1
    run = json.loads(capsys.readouterr().out)["runs"][0]
    assert run["tool"]["driver"]["informationUri"] == "https://code.example.org/us/msgpedia"
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "catalog/linux/mm/a.yaml"

"""`msgpedia changes`: what became of entries between two revisions of a repository."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Git, Run

SOFTWARE = """schema: 1
name: {ja: 見本, en: Example}
dialect: printf
idents: [example]
license: GFDL-1.3-no-invariants-or-later
authors: [msgpedia contributors]
"""
ENTRY = """schema: 1
title:
  ja: 見本の題
  en: A title
severity: warning
variants:
  - format: 'cannot open %s'
    arguments: [file]
arguments:
  file: {ja: ファイル, en: The file}
description: {ja: 説明。, en: It could not be opened.}
action: {ja: 調べる。, en: Look at it.}
samples:
  - line: 'Oct 27 18:00:02 host example: cannot open a'
    captures: {file: a}
license: GFDL-1.3-no-invariants-or-later
authors: [msgpedia contributors]
"""
Write = Callable[[str, str], None]
Changes = Callable[..., dict[str, Any]]


@pytest.fixture
def checkout(tmp_path: Path, git: Git) -> Path:
    """A repository with a released catalog of three entries."""
    folder = tmp_path / "checkout"
    for name in ("one", "two", "three"):
        write(folder, f"example/a/{name}", ENTRY)
    write(folder, "example/software", SOFTWARE)
    git("add", ".")
    git("commit", "-qm", "One")
    git("tag", "catalog-2026.01.01")
    return folder


def write(checkout: Path, name: str, text: str) -> None:
    place = checkout / "catalog" / f"{name}.yaml"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text, encoding="utf-8")


@pytest.fixture
def changes(checkout: Path, run: Run) -> Changes:
    """`changes("FROM", "TO")`: what the command says as JSON."""

    def call(*words: str) -> dict[str, Any]:
        done = run("changes", "--catalog", checkout, "--format", "json", *words)
        assert done.stderr == b""
        found: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (0 if found["changes"] else 1)
        return found

    return call


def rows(found: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["kind"], row["entry"]) for row in found["changes"]]


def parts(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    (row,) = found["changes"]
    return {part.pop("field"): {key: value for key, value in part.items() if value} for part in row["parts"]}


def test_nothing_has_changed(checkout: Path, run: Run) -> None:
    done = run("changes", "--catalog", checkout)
    assert (done.returncode, done.stderr) == (1, b"")
    assert "No entry changed." in done.stdout.decode()


def test_all_is_new_before_the_first_release(changes: Changes, git: Git) -> None:
    git("tag", "-d", "catalog-2026.01.01")
    assert rows(changes()) == [("new", f"example/a/{name}") for name in ("one", "three", "two")]


def test_new_changed_and_withdrawn_entries_of_the_working_tree(checkout: Path, changes: Changes, git: Git) -> None:
    write(checkout, "example/a/one", ENTRY.replace("severity: warning", "severity: err"))
    git("rm", "-q", "catalog/example/a/two.yaml")
    write(checkout, "example/a/four", ENTRY)  # not yet known to git
    write(checkout, "other/b/five", ENTRY)
    git("add", "catalog/other")
    expected = [
        ("new", "example/a/four"),
        ("changed", "example/a/one"),
        ("withdrawn", "example/a/two"),
        ("new", "other/b/five"),
    ]
    found = changes()
    assert rows(found) == expected
    assert found["counts"] == {"new": 2, "changed": 1, "withdrawn": 1}
    assert found["from"]["name"] == "catalog-2026.01.01"
    assert found["to"] == {"name": None, "object": None}
    git("add", ".")
    git("commit", "-qm", "Two")
    assert rows(changes()) == rows(changes("catalog-2026.01.01", "HEAD")) == rows(changes("HEAD~1")) == expected
    assert rows(changes("HEAD")) == []


def test_the_last_release_before_now_counts(checkout: Path, changes: Changes, git: Git) -> None:
    git("checkout", "-q", "-b", "side")
    write(checkout, "example/a/side", ENTRY)
    git("add", ".")
    git("commit", "-qm", "Side")
    git("tag", "catalog-2026.01.03")
    git("checkout", "-q", "main")
    write(checkout, "example/a/four", ENTRY)
    git("add", ".")
    git("commit", "-qm", "Two")
    git("tag", "catalog-2026.01.02")
    git("tag", "catalogue", "HEAD")
    git("tag", "v1.0.0", "HEAD")
    assert changes()["from"]["name"] == "catalog-2026.01.02"
    assert rows(changes()) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("severity: warning", "severity: err", {"severity": {"removed": ["warning"], "added": ["err"]}}),
        ("severity", "mid: 7\nseverity", {"mid": {"added": ["7"]}}),
        ("  en: A title", "  en: Another", {"title": {"languages": ["en"]}}),
        ("description: {ja: 説明。, ", "description: {", {"description": {"languages": ["ja"]}}),
        ("ja: 説明。, en: It", "ja: 別。, en: Now it", {"description": {"languages": ["en", "ja"]}}),
        ("The file}", "A file}", {"arguments": {"changed": ["file"], "languages": ["en"]}}),
        ("The file}", "The file, decode: errno}", {"arguments": {"changed": ["file"]}}),
        (
            "    arguments: [file]",
            "    arguments: [file]\n    versions: {from: '2'}\n  - format: 'no %s'\n    arguments: [file]",
            {"variants": {"added": ["no %s"], "changed": ["cannot open %s"]}},
        ),
        (
            "'cannot open %s'",
            "'can not open %s'",
            {"variants": {"added": ["can not open %s"], "removed": ["cannot open %s"]}},
        ),
        (
            "{file: a}",
            "{file: a}\n  - {line: 'example: cannot open b', captures: {file: b}}",
            {"samples": {"added": ["example: cannot open b"]}},
        ),
        (
            "license",
            "advice:\n  - {when: {file: == a}, ja: 甲, en: A}\nlicense",
            {"advice": {"added": ["file == a"]}},
        ),
        ("license", "related: [example/a/two]\nlicense", {"related": {"added": ["example/a/two"]}}),
        ("[msgpedia contributors]", "[somebody, msgpedia contributors]", {"authors": {"added": ["somebody"]}}),
    ],
)
def test_which_parts_changed(
    checkout: Path, changes: Changes, old: str, new: str, expected: dict[str, dict[str, Any]]
) -> None:
    assert ENTRY.count(old) == 1
    write(checkout, "example/a/one", ENTRY.replace(old, new))
    assert parts(changes()) == expected


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title:\n  ja: 見本の題\n  en: A title", "title: {en: A title, ja: '見本の題'}  # a comment"),
        ("ja: 説明。", "ja: {text: 説明。, basis: '0123456789'}"),
        ("\n", "\r\n"),
    ],
    ids=["layout", "basis", "line ends"],
)
def test_what_says_the_same_has_not_changed(checkout: Path, changes: Changes, old: str, new: str) -> None:
    write(checkout, "example/a/one", ENTRY.replace(old, new))
    assert rows(changes()) == []


def test_only_the_order_changed(checkout: Path, changes: Changes, git: Git) -> None:
    listed = ENTRY + "related: [example/a/two, example/a/three]\n"
    write(checkout, "example/a/one", listed)
    git("commit", "-qam", "Two")
    write(checkout, "example/a/one", listed.replace("two, example/a/three", "three, example/a/two"))
    assert parts(changes("HEAD")) == {"related": {}}


def test_a_renamed_entry_is_told_once(checkout: Path, changes: Changes, run: Run, git: Git) -> None:
    git("mv", "catalog/example/a/one.yaml", "catalog/example/a/uno.yaml")
    text = ENTRY.replace("severity: warning", "severity: err") + "former_ids: [example/a/one]\n"
    write(checkout, "example/a/uno", text)
    (row,) = changes()["changes"]
    assert (row["kind"], row["former"], row["entry"]) == ("renamed", "example/a/one", "example/a/uno")
    assert {part["field"] for part in row["parts"]} == {"severity", "former_ids"}
    shown = run("changes", "--catalog", checkout, "--format", "markdown").stdout.decode()
    assert "- `example/a/one` → `example/a/uno`: A title\n  - severity: warning → err\n" in shown


def test_entries_that_became_one(checkout: Path, changes: Changes, git: Git) -> None:
    git("rm", "-q", "catalog/example/a/one.yaml", "catalog/example/a/two.yaml")
    write(checkout, "example/a/three", ENTRY + "former_ids: [example/a/one, example/a/two]\n")
    found = changes()
    assert [(row["kind"], row["former"], row["entry"]) for row in found["changes"]] == [
        ("changed", None, "example/a/three"),
        ("renamed", "example/a/one", "example/a/three"),
        ("renamed", "example/a/two", "example/a/three"),
    ]


def test_broken_entries_are_told_and_stop_nothing(checkout: Path, changes: Changes, git: Git) -> None:
    write(checkout, "example/a/one", "title: [")
    write(checkout, "example/a/two", ENTRY.replace("severity", "severty"))
    (checkout / "catalog" / "example" / "a" / "three.yaml").write_bytes(b"\xff" * (200 << 10))
    write(checkout, "example/Bad name", ENTRY)
    write(checkout, "example/a/four", ENTRY)
    (checkout / "catalog" / "example" / "a" / "five.yaml").symlink_to("/etc/hostname")
    expected = [
        ("new", "example/a/four"),
        ("unreadable", "example/Bad name.yaml"),
        ("unreadable", "example/a/five"),
        ("unreadable", "example/a/one"),
        ("unreadable", "example/a/three"),
        ("unreadable", "example/a/two"),
    ]
    found = changes()
    assert rows(found) == expected
    reasons = {row["entry"]: row["reason"] for row in found["changes"]}
    assert "unknown field `severty`" in reasons["example/a/two"]
    assert "more than 128 KiB" in reasons["example/a/three"]
    git("add", ".")
    git("commit", "-qm", "Two")
    assert rows(changes("HEAD~1", "HEAD")) == expected
    git("revert", "--no-edit", "HEAD")
    back = changes("HEAD~1")["changes"]
    assert {row["kind"] for row in back if row["entry"] in ("example/a/one", "example/a/two")} == {"unreadable"}
    assert {row["kind"] for row in back if row["entry"] in ("example/a/four", "example/a/five")} == {"withdrawn"}


def test_markdown_in_both_languages(checkout: Path, run: Run) -> None:
    write(checkout, "example/a/one", ENTRY.replace("en: A title", "en: A `b` <b>c</b> @somebody/#12 [x](y)"))
    english, japanese = (
        run("changes", "--catalog", checkout, "--format", "markdown", "--lang", code).stdout.decode()
        for code in ("en", "ja")
    )
    assert english == (
        "# Changes of the catalog: catalog-2026.01.01 to working tree\n\nchanged: 1\n\n"
        "## Example\n\n### Changed\n\n"
        "- `example/a/one`: A \\`b\\` \\<b\\>c\\</b\\> @<!-- -->somebody/#<!-- -->12 \\[x\\](y)\n"
        "  - title (en)\n"
    )
    assert "## 見本\n" in japanese
    assert "- `example/a/one`: 見本の題\n" in japanese
    assert "Changed" not in japanese


def test_nothing_of_a_file_reaches_the_terminal_raw(checkout: Path, run: Run) -> None:
    name = "example/a/\x1b[31m\n# `x"
    write(checkout, name, ENTRY)
    for output in ("text", "markdown", "json"):
        shown = run("changes", "--catalog", checkout, "--format", output).stdout.decode()
        assert "\x1b" not in shown
        assert "\n# `x" not in shown
    assert (
        "- ``example/a/\\x1b[31m\\x0a# `x.yaml``"
        in run("changes", "--catalog", checkout, "--format", "markdown").stdout.decode()
    )


def test_a_project_below_the_top_of_a_repository(checkout: Path, run: Run, git: Git) -> None:
    write(checkout / "inner", "example/b/six", ENTRY)
    write(checkout / "inner", "example/software", SOFTWARE)
    git("add", ".")
    git("commit", "-qm", "Two")
    write(checkout / "inner", "example/b/seven", ENTRY)
    for words in (["HEAD~1"], ["HEAD~1", "HEAD"]):
        done = run("changes", "--catalog", checkout / "inner", "--format", "json", *words)
        found = ["example/b/seven", "example/b/six"] if len(words) == 1 else ["example/b/six"]
        assert [row["entry"] for row in json.loads(done.stdout)["changes"]] == found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nowhere"], "there is no revision 'nowhere'"),
        (["HEAD", "catalog-2027.01.01"], "there is no revision 'catalog-2027.01.01'"),
        (["HEAD:catalog"], "there is no revision 'HEAD:catalog'"),
        (["^HEAD"], "there is no revision '^HEAD'"),
        (["\x1b[31m"], "there is no revision '\\x1b[31m'"),
        (["--", "--output=x"], "there is no revision '--output=x'"),
    ],
)
def test_revisions_that_there_are_not(checkout: Path, run: Run, words: list[str], message: str) -> None:
    done = run("changes", "--catalog", checkout, *words)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert message in line


def test_a_shallow_clone_says_what_to_do(checkout: Path, run: Run, git: Git, tmp_path: Path) -> None:
    write(checkout, "example/a/four", ENTRY)
    git("add", ".")
    git("commit", "-qm", "Two")
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", "--depth=1", "--no-tags", checkout.as_uri(), str(clone)], check=True)
    for words in ([], ["catalog-2026.01.01"], ["HEAD~1"]):
        done = run("changes", "--catalog", clone, *words)
        assert done.returncode == 2
        (line,) = done.stderr.decode().splitlines()
        assert "shallow" in line
        assert "'git fetch --unshallow --tags'" in line
    assert run("changes", "--catalog", clone, "HEAD").returncode == 1


def test_no_repository(run: Run, tmp_path: Path) -> None:
    write(tmp_path, "example/a/one", ENTRY)
    for words in ([], ["HEAD"]):
        done = run("changes", "--catalog", tmp_path, *words, env={"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)})
        assert done.returncode == 2
        assert "not a git repository" in done.stderr.decode()
    assert run("changes", "--catalog", tmp_path / "nowhere").returncode == 2


def test_an_entry_with_conflicts_cannot_be_read(checkout: Path, changes: Changes, git: Git) -> None:
    git("checkout", "-q", "-b", "side")
    for branch, severity in (("side", "err"), ("main", "info")):
        git("checkout", "-q", branch)
        write(checkout, "example/a/one", ENTRY.replace("severity: warning", f"severity: {severity}"))
        git("commit", "-qam", branch)
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "side")
    assert rows(changes()) == [("unreadable", "example/a/one")]


def test_why_an_entry_was_withdrawn(checkout: Path, changes: Changes, run: Run, git: Git) -> None:
    git("rm", "-q", "catalog/example/a/one.yaml")
    row = "{id: example/a/one, date: '2026-02-01', reason: {ja: 誤り, en: It was wrong}, see: example/a/two}"
    write(checkout, "example/software", f"{SOFTWARE}withdrawn:\n  - {row}\n")
    (found,) = changes("--lang", "en")["changes"]
    assert (found["kind"], found["reason"], found["see"]) == ("withdrawn", "It was wrong", "example/a/two")
    for code, reason in (("en", "It was wrong"), ("ja", "誤り")):
        shown = run("changes", "--catalog", checkout, "--format", "markdown", "--lang", code).stdout.decode()
        assert f"  - {reason} (example/a/two)\n" in shown


def test_an_entry_that_is_gone_without_a_trace(checkout: Path, run: Run, git: Git) -> None:
    git("rm", "-q", "catalog/example/a/one.yaml")
    for code, reason in (
        ("en", "example/software.yaml does not say why, and no entry has the id example/a/one among its former_ids"),
        ("ja", "example/software.yaml に理由がなく、ID example/a/one を former_ids に持つエントリーもない"),
    ):
        shown = run("changes", "--catalog", checkout, "--lang", code).stdout.decode()
        assert f"    {reason}\n" in shown


def test_why_the_entries_of_a_software_that_is_gone_were_withdrawn(checkout: Path, changes: Changes, git: Git) -> None:
    git("mv", "catalog/example", "catalog/sample")
    git("rm", "-qf", "catalog/sample/a/two.yaml", "catalog/sample/a/three.yaml")
    write(checkout, "sample/a/one", ENTRY + "former_ids: [example/a/one, example/a/two]\n")
    row = "{id: example/a/three, date: '2026-02-01', reason: {ja: 誤り, en: It was wrong}}"
    write(checkout, "sample/software", f"{SOFTWARE}withdrawn:\n  - {row}\n")
    found = changes("--lang", "en")["changes"]
    assert [(row["kind"], row["former"], row["entry"], row["reason"]) for row in found] == [
        ("withdrawn", None, "example/a/three", "It was wrong"),
        ("renamed", "example/a/one", "sample/a/one", None),
        ("renamed", "example/a/two", "sample/a/one", None),
    ]


@pytest.mark.parametrize("kind", ["large", "link", "folder"])
def test_a_description_that_is_not_to_be_read(checkout: Path, run: Run, git: Git, kind: str) -> None:
    place = checkout / "catalog" / "example" / "software.yaml"
    description = place.read_text(encoding="utf-8")
    place.unlink()
    if kind == "large":
        place.write_text(description + "# \n" * 100_000, encoding="utf-8")
    elif kind == "link":
        (checkout / "description").write_text(description, encoding="utf-8")
        place.symlink_to("../../description")
    else:
        write(checkout, "example/software.yaml/one", ENTRY)
    git("add", ".")
    git("commit", "-qm", "Two")
    write(checkout, "example/a/four", ENTRY)
    git("add", ".")
    git("commit", "-qm", "Three")
    done = run("changes", "--catalog", checkout, "--lang", "en", "HEAD~1", "HEAD")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "\nexample: New\n  example/a/four\n" in done.stdout.decode()

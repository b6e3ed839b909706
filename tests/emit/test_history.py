"""When entries were added and changed, as the history of the checkout has it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.emit.site.history import Dates, dates

Git = Callable[..., str]


@pytest.fixture
def checkout(git: Git, tmp_path: Path) -> Path:
    """A repository with three days of work on two entries."""
    root = tmp_path / "checkout"
    first, second = root / "catalog" / "linux" / "mm" / "a.yaml", root / "catalog" / "linux" / "mm" / "b.yaml"
    first.parent.mkdir(parents=True)
    first.write_text("one\n", encoding="utf-8")
    (root / "README.md").write_text("one\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "One", day="2026-01-01")
    second.write_text("one\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "@2020-01-01", day="2026-02-02")
    first.write_text("two\n", encoding="utf-8")
    (root / "README.md").write_text("two\n", encoding="utf-8")
    git("commit", "-qam", "Three", day="2026-03-03")
    return root


def test_the_days_on_which_entries_were_added_and_changed(checkout: Path) -> None:
    assert dates(checkout, "catalog") == {
        "catalog/linux/mm/a.yaml": Dates("2026-01-01", "2026-03-03"),
        "catalog/linux/mm/b.yaml": Dates("2026-02-02", "2026-02-02"),
    }


def test_what_is_in_no_commit_has_no_day(checkout: Path) -> None:
    (checkout / "catalog" / "linux" / "mm" / "c.yaml").write_text("new\n", encoding="utf-8")
    (checkout / "catalog" / "linux" / "mm" / "b.yaml").write_text("changed\n", encoding="utf-8")
    found = dates(checkout, "catalog")
    assert "catalog/linux/mm/c.yaml" not in found
    assert found["catalog/linux/mm/b.yaml"].changed == "2026-02-02"


def test_an_entry_that_moved_is_new_at_its_place(checkout: Path, git: Git) -> None:
    git("mv", "catalog/linux/mm/b.yaml", "catalog/linux/mm/c.yaml")
    git("commit", "-qm", "Move", day="2026-04-04")
    assert dates(checkout, "catalog")["catalog/linux/mm/c.yaml"] == Dates("2026-04-04", "2026-04-04")


def test_names_in_other_scripts(checkout: Path, git: Git) -> None:
    (checkout / "catalog" / "漢 字.yaml").write_text("x\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "More", day="2026-04-04")
    assert dates(checkout, "catalog")["catalog/漢 字.yaml"] == Dates("2026-04-04", "2026-04-04")


def test_a_project_below_the_top_of_a_repository(checkout: Path, git: Git) -> None:
    inner = checkout / "inner" / "catalog"
    inner.mkdir(parents=True)
    (inner / "x.yaml").write_text("x\n", encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "Inner", day="2026-04-04")
    assert dates(checkout / "inner", "catalog") == {"catalog/x.yaml": Dates("2026-04-04", "2026-04-04")}


def test_a_shallow_clone_knows_nothing(checkout: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", checkout.as_uri(), str(clone)], check=True, capture_output=True
    )
    assert (clone / "catalog" / "linux" / "mm" / "a.yaml").exists()
    assert dates(clone, "catalog") == {}


def test_no_repository_and_one_without_commits(git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    plain = tmp_path / "plain"
    plain.mkdir()
    assert dates(plain, "catalog") == {}
    git("status")
    assert dates(tmp_path / "checkout", "catalog") == {}
    assert dates(tmp_path / "nowhere", "catalog") == {}


def test_no_git(checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert dates(checkout, "catalog") == {}

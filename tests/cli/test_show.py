"""`msgpedia show` and `search` by names that entries had before, and of entries that were withdrawn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.conftest import Run
from tests.emit.project import write_entry

from msgpedia import cli
from msgpedia.bundle.artifact import NO_DIGEST
from msgpedia.bundle.writer import serialise
from msgpedia.cli.build import build_bundle

BROKEN = Path(__file__).parents[1] / "broken"
WITHDRAWN = """withdrawn:
  - id: linux/mm/wrong
    date: '2026-01-31'
    reason: {ja: 別のメッセージの説明だった。, en: It explained another message.}
    see: linux/mm/old
"""


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle with an entry that had other ids before, one of them of another software, and a withdrawn one, which
    names another entry by what it was called then.
    """
    root = tmp_path_factory.mktemp("renamed")
    write_entry(root, "linux/mm/new", ("license:", "former_ids: [linux/mm/old, toaster/heat/old]\nlicense:"))
    software = (BROKEN / "MP501-same-message" / "good" / "linux" / "software.yaml").read_text(encoding="utf-8")
    (root / "catalog" / "linux" / "software.yaml").write_text(software + WITHDRAWN, encoding="utf-8")
    assert build_bundle(str(root), str(root)) == 0
    return root / "msgpedia.json"


@pytest.mark.parametrize("old", ["linux/mm/old", "toaster/heat/old"])
def test_show_finds_a_former_id_and_says_what_it_is_called_now(bundle: Path, run: Run, old: str) -> None:
    now, before = (run("show", name, "--bundle", bundle) for name in ("linux/mm/new", old))
    assert (before.returncode, before.stderr) == (0, b"")
    assert before.stdout.decode() == f"{old} is called linux/mm/new now.\n\n{now.stdout.decode()}"
    assert before.stdout != now.stdout


@pytest.mark.parametrize("old", ["linux/mm/old", "toaster/heat/old"])
def test_search_finds_an_entry_that_was_called_exactly_so(bundle: Path, run: Run, old: str) -> None:
    done = run("search", old, "--bundle", bundle, "--format", "jsonl")
    (row,) = map(json.loads, done.stdout.splitlines())
    assert (row["entry"], row["field"], row["snippet"], row["matched"]) == ("linux/mm/new", "id", old, "phrase")


def test_show_says_of_a_withdrawn_entry_when_and_why(bundle: Path, run: Run) -> None:
    done = run("show", "linux/mm/wrong", "--bundle", bundle)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == (
        "msgpedia show: linux/mm/wrong was withdrawn on Jan 31, 2026; read linux/mm/new instead."
        " Reason: It explained another message.\n"
    )


def test_show_says_nothing_of_the_kind_of_an_id_that_never_was(bundle: Path, run: Run) -> None:
    done = run("show", "linux/mm/never", "--bundle", bundle)
    assert done.returncode == 1
    assert b"there is no entry 'linux/mm/never'" in done.stderr


def test_a_bundle_from_before_locales_and_withdrawals_can_be_used(bundle: Path, tmp_path: Path, run: Run) -> None:
    content = json.loads(bundle.read_bytes())
    del content["locales"], content["withdrawn"]
    content["digest"] = f"sha256:{NO_DIGEST.decode()}"
    older = tmp_path / "older.json"
    older.write_bytes(serialise(content))
    assert run("show", "linux/mm/old", "--bundle", older, "--lang", "ja").returncode == 0
    assert run("show", "linux/mm/wrong", "--bundle", older).returncode == 1
    line = b"Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"
    done = run("lookup", "--summary", "--bundle", older, stdin=line * 1234)
    assert b"1,234" in done.stdout
    assert b"Oct 27 18:00:02" in done.stdout


@pytest.mark.parametrize(
    ("chosen", "offered", "expected"),
    [
        ("ja", ["en", "ja"], "ja"),
        ("ja_JP.UTF-8", ["en", "ja"], "ja"),
        ("JA", ["en", "ja"], "ja"),
        ("pt_BR.UTF-8", ["pt", "pt-BR"], "pt-BR"),
        ("pt-br", ["pt", "pt-BR"], "pt-BR"),
        ("pt_PT@euro", ["en", "pt"], "pt"),
        ("zh_TW", ["en", "zh-Hant"], "zh-Hant"),
        ("fr_CA", ["en", "ja"], "fr"),
        ("C.UTF-8", ["en", "ja"], "en"),
        ("POSIX", [], "en"),
    ],
)
def test_the_language_is_one_that_is_offered(chosen: str, offered: list[str], expected: str) -> None:
    assert cli.language(chosen, offered) == expected

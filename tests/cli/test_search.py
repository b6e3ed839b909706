"""`msgpedia search` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.test_terminal import harmful, on_terminal
from tests.conftest import Run

ENTRY = "linux/mm/page-allocation-failure"


@pytest.mark.parametrize(
    "words", [["page allocation failure"], ["page", "allocation", "failure"], ["物理ページ"], ["482"]]
)
def test_the_entry_comes_first(run: Run, bundle_file: Path, words: list[str]) -> None:
    done = run("search", "--bundle", bundle_file, "--format", "jsonl", *words)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert rows[0]["entry"] == ENTRY
    assert set(rows[0]) == {"entry", "software", "severity", "title", "matched", "field", "language", "snippet"}
    assert rows[0]["matched"] == "phrase"


def test_text_has_title_id_and_the_place(run: Run, bundle_file: Path) -> None:
    text = run("search", "--bundle", bundle_file, "--lang", "ja", "page allocation").stdout.decode()
    assert "[警告] 物理ページを確保できなかった" in text
    assert f"\n  {ENTRY}\n" in text
    assert "[page allocation]" in text


def test_limit_tells_how_many_more_there_are(run: Run, bundle_file: Path) -> None:
    text = run("search", "--bundle", bundle_file, "--limit", "1", "kernel").stdout.decode()
    assert "more; --limit shows them." in text
    assert run("search", "--bundle", bundle_file, "--limit", "0", "kernel").returncode == 2


def test_nothing_found_is_1_and_no_word_is_2(run: Run, bundle_file: Path) -> None:
    done = run("search", "--bundle", bundle_file, "nosuchword")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "no entry has 'nosuchword'" in done.stderr.decode()
    assert run("search", "--bundle", bundle_file, "...").returncode == 2
    assert run("search", "--bundle", bundle_file).returncode == 2


def test_a_terminal_gets_colours_and_nothing_else(environment: dict[str, str], bundle_file: Path) -> None:
    text = on_terminal(environment, "search", "--bundle", bundle_file, "page allocation")
    assert "\x1b[1mpage allocation\x1b[0m" in text
    assert harmful(text) == []
    assert harmful(on_terminal(environment, "search", "--bundle", bundle_file, "no\x1b[2Jword\u202e")) == []

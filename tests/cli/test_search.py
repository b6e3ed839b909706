"""`msgpedia search` at the command line."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from tests.bundle.conftest import DOCUMENT
from tests.cli.test_terminal import OURS, harmful, on_terminal
from tests.conftest import Run

from msgpedia.bundle import writer
from msgpedia.lookup.characters import columns

ENTRY = "linux/mm/page-allocation-failure"


@pytest.mark.parametrize(
    "words", [["page allocation failure"], ["page", "allocation", "failure"], ["物理ページ"], ["482"]]
)
def test_the_entry_comes_first(run: Run, bundle_file: Path, words: list[str]) -> None:
    done = run("search", "--bundle", bundle_file, "--format", "jsonl", *words)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert (done.returncode, done.stderr) == (0, b"")
    assert rows[0]["entry"] == ENTRY
    assert set(rows[0]) == {
        "entry",
        "software",
        "severity",
        "title",
        "matched",
        "missing",
        "field",
        "language",
        "snippet",
    }
    assert rows[0]["matched"] == "phrase"


def test_text_has_title_id_and_the_place(run: Run, bundle_file: Path) -> None:
    text = run("search", "--bundle", bundle_file, "--lang", "ja", "page allocation").stdout.decode()
    assert text.startswith(f"[警告] 物理ページを確保できなかった\n  {ENTRY}\n  %s: page allocation failure: ")


def test_a_title_in_another_language_is_shown_where_it_was_found(run: Run, bundle_file: Path) -> None:
    command = ("search", "--bundle", bundle_file, "--limit", "1", "--lang", "en")
    title = f"[WARNING] The kernel could not allocate physical pages\n  {ENTRY}\n"
    text = run(*command, "物理ページを確保").stdout.decode()
    assert text.startswith(f"{title}  物理ページを確保できなかった\n")
    assert run(*command, "could not allocate physical").stdout.decode() == title


@pytest.mark.parametrize("width", [20, 40, 80])
def test_lines_fit_the_terminal(run: Run, bundle_file: Path, width: int) -> None:
    words = ["--lang", "ja", "--limit", "100", "メモリ"]
    lines = run("search", "--bundle", bundle_file, *words, env={"COLUMNS": str(width)}).stdout.decode().splitlines()
    assert len(lines) > 10
    for line in lines:
        assert columns(line) <= width or " " not in line.strip()  # what is too long is one word


def test_limit_tells_how_many_more_there_are(run: Run, bundle_file: Path) -> None:
    command = ("search", "--bundle", bundle_file, "--limit")
    text = run(*command, "2", "kernel").stdout.decode()
    more = re.search(r"^([0-9,]+) more; --limit shows them\.$", text, re.MULTILINE)
    assert more is not None
    everything = run(*command, "100000", "--format", "jsonl", "kernel").stdout.splitlines()
    assert len(everything) == 2 + int(more.group(1).replace(",", ""))
    assert run(*command, "0", "kernel").returncode == 2


def test_where_no_entry_has_all_words_one_is_told(run: Run, bundle_file: Path) -> None:
    command = ("search", "--bundle", bundle_file, "page", "allocation", "nosuchword")
    done = run(*command)
    assert done.returncode == 0
    assert done.stdout.decode().startswith("No entry has all of these words; these have some of them.\n\n")
    done = run(*command, "--format", "jsonl")
    assert done.stderr.decode() == "msgpedia search: No entry has all of these words; these have some of them.\n"
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert rows[0]["entry"] == ENTRY
    assert {(row["matched"], *row["missing"]) for row in rows} == {("words", "nosuchword")}


def test_nothing_found_is_1_and_no_word_is_2(run: Run, bundle_file: Path) -> None:
    done = run("search", "--bundle", bundle_file, "nosuchword")
    assert (done.returncode, done.stdout) == (1, b"")
    assert "no entry has 'nosuchword'; try " in done.stderr.decode()
    assert run("search", "--bundle", bundle_file, "...").returncode == 2
    assert run("search", "--bundle", bundle_file, "").returncode == 2
    assert run("search", "--bundle", bundle_file).returncode == 2


@pytest.mark.parametrize("locale", ["C", "C.UTF-8"])
@pytest.mark.parametrize(
    "query",
    [
        b"\xff\xfe",
        b"nosuch\xffword",
        b"x" * 10_000,
        "ページ 🍞".encode(),
        b"(kernel",
        b"\x1b[2Jnosuch",
        b"kernel " * 999,
    ],
)
def test_odd_queries_end_well(run: Run, bundle_file: Path, query: bytes, locale: str) -> None:
    done = run("search", "--bundle", bundle_file, os.fsdecode(query), env={"LC_ALL": locale})
    assert done.returncode in (0, 1, 2)
    assert len(done.stderr.splitlines()) == (done.returncode != 0)
    assert len(done.stderr) < 500
    assert harmful(done.stderr.decode().replace("\n", "")) == []


def test_a_terminal_gets_colours_and_nothing_else(environment: dict[str, str], bundle_file: Path) -> None:
    text = on_terminal(environment, "search", "--bundle", bundle_file, "page allocation")
    assert "\x1b[1;4mpage allocation\x1b[0m" in text
    assert harmful(text) == []
    plain = environment | {"NO_COLOR": "1"}
    assert "\x1b" not in on_terminal(plain, "search", "--bundle", bundle_file, "page allocation")
    assert harmful(on_terminal(environment, "search", "--bundle", bundle_file, "no\x1b[2Jword\u202e")) == []


def test_what_a_bundle_says_does_not_reach_a_terminal_raw(environment: dict[str, str], tmp_path: Path) -> None:
    example = DOCUMENT.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0]
    content = json.loads(example.replace("slot left: 250", r"slot left\u001b[2J\u202e: 250"))
    (tmp_path / "bundle.json").write_bytes(writer.serialise(content))
    text = on_terminal(environment, "search", "--bundle", tmp_path / "bundle.json", "left")
    assert "left\\x1b[2J\\u202e: 250" in OURS.sub("", text)
    assert harmful(text) == []

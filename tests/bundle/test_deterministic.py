"""The same catalog gives the same bytes, wherever, whenever and in whatever order its files are."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msgpedia.bundle.report_lines import PATTERNS

ROOT = Path(__file__).resolve().parents[2]


def elsewhere(tmp_path: Path) -> Path:
    """A copy of the catalog in another folder, its files made in another order and at another time."""
    root = tmp_path / "a copy of it"
    for folder in ("catalog", "translations"):
        originals = sorted((path for path in (ROOT / folder).rglob("*") if path.is_file()), reverse=True)
        for number, original in enumerate(originals):
            copy = root / original.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(original, copy)
            os.utime(copy, (10**9 + number, 10**9 + number))
    return root


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "4242", "TZ": "Asia/Tokyo", "LC_ALL": "C", "PYTHONOPTIMIZE": "1"},
        {"PYTHONHASHSEED": "1", "TZ": "America/St_Johns", "LC_ALL": "ja_JP.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=str,
)
def test_the_same_catalog_gives_the_same_bytes(
    variables: dict[str, str], bundle_file: Path, tmp_path: Path, run: Callable[..., Any]
) -> None:
    output = tmp_path / "output"
    done = run("build", "bundle", "--catalog", elsewhere(tmp_path), "--output", output, env=variables, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    data = (output / "msgpedia.json").read_bytes()
    assert data == bundle_file.read_bytes()
    assert str(tmp_path).encode() not in data
    assert str(ROOT).encode() not in data
    beside = "msgpedia.json.sha256"
    assert (output / beside).read_bytes() == (bundle_file.parent / beside).read_bytes()


def test_rows_are_in_the_order_that_the_document_promises(compiled: dict[str, Any]) -> None:
    for table in ("software", "entries"):
        ids = [row["id"] for row in compiled[table]]
        assert ids == sorted(ids)
    assert compiled["languages"] == sorted(compiled["languages"])
    assert compiled["authors"] == sorted(set(compiled["authors"]))
    entries = [row["entry"] for row in compiled["messages"]]
    assert entries == sorted(entries)
    used = [token for row in compiled["headers"] for token in row["tokens"] if isinstance(token, int)]
    used += [
        token
        for row in compiled["messages"]
        for program in row["programs"]
        for token in program["tokens"]
        if isinstance(token, int)
    ]
    used += [
        token
        for row in compiled["reports"]
        for key in PATTERNS
        for pattern in row.get(key, ())
        for token in pattern["tokens"]
        if isinstance(token, int)
    ]
    assert sorted(set(used)) == list(range(len(compiled["holes"])))

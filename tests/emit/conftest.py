"""An entry of a bundle to change in tests."""

from __future__ import annotations

import copy
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.emit.project import build, make_project

Row = dict[str, Any]
MakeEntry = Callable[..., Row]

ENTRY: Row = {
    "id": "linux/mm/page-allocation-failure",
    "software": "linux",
    "title": {"ja": "物理ページを確保できなかった", "en": "Physical pages could not be allocated"},
    "severity": "warning",
    "messages": ["linux:0123456789"],
    "variants": [
        {
            "format": "%s: page allocation failure. order:%d, mode:0x%x",
            "dialect": "printk",
            "message": "linux:0123456789",
            "arguments": ["process", "order", "gfp_mask"],
            "versions": {"from": "2.6.12", "to": "2.6.38"},
            "source": {"file": "mm/page_alloc.c", "function": "__alloc_pages"},
        }
    ],
    "arguments": {
        "process": {"text": {"ja": "要求したプロセス", "en": "Process that asked"}},
        "order": {"text": {"ja": "大きさ", "en": "Size"}, "decode": "page-order"},
        "gfp_mask": {"text": {"ja": "探し方", "en": "How it was searched for"}},
    },
    "description": {"ja": "空きページが足りなかった。", "en": "There were not enough free pages."},
    "action": {"ja": "1. メモリを空ける。\n2. 待つ。\n", "en": "1. Free some *memory*.\n2. Wait.\n"},
    "samples": [{"line": "host kernel: lvcreate: page allocation failure. order:0, mode:0xd0", "captures": {}}],
    "license": "GFDL-1.3-no-invariants-or-later",
    "authors": ["msgpedia contributors"],
}


@pytest.fixture
def make_entry() -> MakeEntry:
    """`make_entry(severity="err", …)`: an entry of a bundle with some values changed; those that are None are left
    out.
    """

    def make(**changes: Any) -> Row:
        entry = copy.deepcopy(ENTRY) | changes
        return {key: value for key, value in entry.items() if value is not None}

    return make


@pytest.fixture
def node() -> Callable[[str], str]:
    """`node("console.log(1)")`: what Node prints when it runs a classic script."""

    def run(script: str) -> str:
        done = subprocess.run(
            ["node", "--input-type=commonjs", "-"],
            input=script,
            capture_output=True,
            check=True,
            encoding="utf-8",
            timeout=60,
        )
        return done.stdout

    return run


@pytest.fixture(scope="session")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, which no test changes."""
    return make_project(tmp_path_factory.mktemp("original"))


@pytest.fixture(scope="session")
def site(original: Path) -> Path:
    """The folder of its site."""
    return build(original, strict=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The same project, to change."""
    return make_project(tmp_path / "project")

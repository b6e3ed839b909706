"""What tests of translations share: a catalog that they may change, and gettext's own programs."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.conftest import ROOT
from tests.site.browser import missing

Gettext = Callable[..., bytes]

ENTRY = """\
# An entry to translate.
schema: 1
title:
  ja: 物理ページを確保できなかった  # the title
  en: The kernel could not allocate pages
severity: warning
variants:
  - format: '%s: page allocation failure. order:%d, mode:0x%x'
    arguments: [process, order, mode]
    source: {file: mm/page_alloc.c, function: warn_alloc}
arguments:
  process: {ja: プロセスの名前, en: Name of the process}
  order:
    en: Size asked for, as a power of two
    decode: page-order
  mode:
    # Bits.
    ja: '`GFP_KERNEL` などのビット'
    en: Bits such as `GFP_KERNEL`
description:
  ja: |
    確保に失敗した。

    ```
    lvcreate: page "allocation" failure\\n
    ```
  en: |
    The allocation failed.

    ```
    lvcreate: page "allocation" failure\\n
    ```
action:
  ja: |
    1. `free -m` で空きを見る。

       - 少なければ、増やす。
  en: |
    1. Look at `free -m`.

       - Add some, if there is little.
advice:
  - when: {order: '>= 4'}
    ja: 断片化している。
    en: Memory is fragmented.
samples:
  - line: 'Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0'
    captures: {process: lvcreate, order: '0', mode: d0}
license: GFDL-1.3-no-invariants-or-later
authors: [msgpedia contributors]
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A checkout with one entry, `linux/mm/failure`, and the description of its software."""
    folder = tmp_path / "catalog" / "linux"
    (folder / "mm").mkdir(parents=True)
    shutil.copy(ROOT / "catalog" / "linux" / "software.yaml", folder)
    (folder / "mm" / "failure.yaml").write_text(ENTRY, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def gettext() -> Gettext:
    """`gettext("msgcat", "-", stdin=b"…")`: the output of a program of GNU gettext, which must succeed."""
    if shutil.which("msgfmt") is None:
        missing("needs msgfmt, of GNU gettext")

    def run(*words: str | Path, stdin: bytes = b"") -> bytes:
        done = subprocess.run([*map(str, words)], input=stdin, capture_output=True)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    return run

"""Completion scripts: fresh, and what bash really offers."""

from __future__ import annotations

import runpy
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run

from msgpedia.cli import COMMANDS
from msgpedia.cli.completion import FOLDER, SHELLS


@pytest.mark.parametrize("shell", SHELLS)
def test_the_scripts_are_what_the_commands_make(shell: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    made = runpy.run_path(str(ROOT / "scripts" / "completion"))["script"](shell)
    kept = Path(FOLDER, shell, SHELLS[shell]).read_text(encoding="utf-8")
    assert kept == made, "run .venv/bin/python scripts/completion"
    assert run("completion", shell).stdout.decode() == kept


@pytest.mark.skipif(shutil.which("bash") is None, reason="there is no bash")
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (["look"], {"lookup"}),
        ([""], set(COMMANDS)),
        (["lookup", "--fail"], {"--fail-on"}),
        (["lookup", "--fail-on", "e"], {"emerg", "err"}),
        (["lookup", "--format", "js"], {"jsonl"}),
        (["bundle", "ins"], {"install"}),
        (["completion", "f"], {"fish"}),
        (["decode", "scsi"], {"scsi-sense-key", "scsi-opcode"}),
    ],
)
def test_what_bash_offers(words: list[str], offered: set[str]) -> None:
    script = Path(FOLDER, "bash", "msgpedia")
    code = 'source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _shtab_msgpedia; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-c", code, "-", str(script), "msgpedia", *words], capture_output=True, check=True, text=True
    )
    assert set(done.stdout.split()) >= offered
    assert all(word.startswith(words[-1]) for word in done.stdout.split())

"""What tests of the command line share: a compiled bundle, and the command run as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.cli.build import build_bundle

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="session")
def bundle_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of the checkout's catalog, compiled once."""
    folder = tmp_path_factory.mktemp("bundle")
    assert build_bundle(str(ROOT), str(folder)) == 0
    return folder / "msgpedia.json"


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """An environment of its own: no locale, no colours, a home and a cache that tests may fill."""
    home = tmp_path_factory.mktemp("home")
    return {"PATH": os.environ["PATH"], "HOME": str(home), "LC_ALL": "C.UTF-8", "PYTHONWARNINGS": "error"}


@pytest.fixture(scope="session")
def run(environment: dict[str, str]) -> Run:
    """`run("lookup", "-", stdin=b"…", env={…})`: the command in a process of its own, its output as bytes."""

    def run_command(
        *words: str | Path, stdin: bytes = b"", env: dict[str, str] | None = None, cwd: Path | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, "-m", "msgpedia", *map(str, words)]
        return subprocess.run(
            command, input=stdin, capture_output=True, env=environment | (env or {}), cwd=cwd, timeout=120
        )

    return run_command

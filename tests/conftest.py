"""What tests of the command line share: a compiled bundle, and the command run as users run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

from msgpedia.cli.build import build_bundle

settings.register_profile("msgpedia", deadline=None)  # how long an example takes is no matter of tests
settings.load_profile("msgpedia")

ROOT = Path(__file__).resolve().parent.parent
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
Git = Callable[..., str]


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept`: take what is found now for what is expected."""
    parser.addoption("--accept", action="store_true", help="write the files of expected findings anew")


@pytest.fixture
def accept(request: pytest.FixtureRequest) -> bool:
    """Whether expected findings are to be written anew."""
    return bool(request.config.getoption("--accept"))


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


@pytest.fixture
def git(tmp_path: Path) -> Git:
    """`git("commit", …, day="2026-01-31")` in a new repository, whatever the settings of the user are."""
    folder = tmp_path / "checkout"
    folder.mkdir()

    def run(*words: str, day: str = "2026-01-01") -> str:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(tmp_path),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_DATE": f"{day}T12:00:00+00:00",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00",
        }
        for role in ("AUTHOR", "COMMITTER"):
            environment |= {f"GIT_{role}_NAME": "somebody", f"GIT_{role}_EMAIL": "somebody@example.org"}
        done = subprocess.run(["git", *words], cwd=folder, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    run("init", "--quiet", "--initial-branch=main")
    return run

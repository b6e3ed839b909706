"""Standard output and standard error that cannot be written: told where it can be, and no alarm is lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

DOCUMENTED = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"


@pytest.mark.parametrize(
    "words", [["show", "482"], ["lookup", "-"], ["lookup", "--format", "jsonl", "-"], ["bundle", "info"]]
)
def test_output_that_cannot_be_written_is_2_and_one_line(
    environment: dict[str, str], bundle_file: Path, words: list[str]
) -> None:
    command = [sys.executable, "-m", "msgpedia", *words, "--bundle", str(bundle_file)]
    with open("/dev/full", "wb") as full:
        done = subprocess.run(command, input=DOCUMENTED.encode(), stdout=full, stderr=subprocess.PIPE, env=environment)
    assert (done.returncode, done.stderr) == (2, b"msgpedia: cannot write the output: No space left on device\n")
    closed = subprocess.run(
        ["sh", "-c", 'exec "$@" >&-', "-", *command], input=DOCUMENTED.encode(), capture_output=True, env=environment
    )
    assert (closed.returncode, closed.stderr) == (2, b"msgpedia: standard output is closed\n")


def test_a_closed_standard_error_hides_no_alarm(environment: dict[str, str], bundle_file: Path) -> None:
    command = [sys.executable, "-m", "msgpedia", "lookup", "--bundle", str(bundle_file), "--fail-on", "warning"]
    done = subprocess.run(
        ["sh", "-c", 'exec "$@" 2>&-', "-", *command], input=DOCUMENTED.encode(), capture_output=True, env=environment
    )
    assert done.returncode == 3
    assert DOCUMENTED.encode() in done.stdout

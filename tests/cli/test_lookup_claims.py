"""What `msgpedia lookup` tells of an event is what its lines say, and nothing of another event."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.conftest import Run

FAILED_RELOAD = """\
May  1 09:00:00 host systemd[1]: Reloading nginx.service - Example web server...
May  1 09:00:00 host systemd[1]: nginx.service: Control process exited, code=exited, status=1/FAILURE
May  1 09:00:00 host systemd[1]: Reload failed for nginx.service - Example web server.
"""
KILLED = """\
May  1 17:12:41 host systemd[1]: nginx.service: Main process exited, code=killed, status=9/KILL
May  1 17:12:41 host systemd[1]: nginx.service: Failed with result 'signal'.
"""
OOM = "May  1 09:00:00 host systemd[1]: session-2.scope: A process of this unit has been killed by the OOM killer.\n"
Row = dict[str, Any]


def told(run: Run, bundle: Path, log: str, *words: str) -> list[Row]:
    """What is told of the events of a log."""
    done = run("lookup", "--lang", "en", "--bundle", bundle, "--format", "jsonl", *words, stdin=log.encode())
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    return [row for row in rows if "title" in row.get("report", {})]


def test_how_a_reload_ended_is_not_told_of_a_later_failure(run: Run, bundle_file: Path) -> None:
    (event,) = told(run, bundle_file, FAILED_RELOAD + KILLED)
    assert event["line"] == 5
    assert event["report"]["summary"] == "nginx.service: result signal; process ended with code killed, status 9/KILL"


def test_a_unit_that_runs_on_has_not_failed(run: Run, bundle_file: Path) -> None:
    assert told(run, bundle_file, FAILED_RELOAD * 2 + OOM * 2) == []
    shown = run("lookup", "--lang", "en", "--bundle", bundle_file, stdin=(FAILED_RELOAD * 2 + OOM * 2).encode())
    assert b"unit of systemd failed" not in shown.stdout


def test_a_failure_hours_after_a_kill_is_not_explained_by_it(run: Run, bundle_file: Path) -> None:
    later = KILLED.replace("nginx.service", "session-2.scope")
    (event,) = told(run, bundle_file, OOM + later)
    assert event["report"]["id"] == 1
    counted = run("lookup", "--bundle", bundle_file, "--summary", "--format", "jsonl", stdin=(OOM + later).encode())
    (failure,) = [row for row in map(json.loads, counted.stdout.splitlines()) if "report" in row]
    assert failure["entry"] == "systemd/service/process-exited"

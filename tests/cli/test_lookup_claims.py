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
LOGGED_IN = """\
May  1 10:00:00 host sshd[812]: Accepted publickey for alice from 192.0.2.1 port 50000 ssh2: ED25519 SHA256:abc
May  1 10:00:00 host sshd[812]: pam_unix(sshd:session): session opened for user alice(uid=1000) by (uid=0)
"""
REFUSED = """\
May  1 10:05:10 host sshd[812]: Failed password for root from 192.0.2.1 port 50022 ssh2
May  1 10:05:12 host sshd[812]: Connection closed by authenticating user root 192.0.2.1 port 50022 [preauth]
"""
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


def test_who_failed_after_a_log_in_is_not_who_logged_in(run: Run, bundle_file: Path) -> None:
    wanted = [
        "alice from 192.0.2.1 logged in (publickey)",
        "root from 192.0.2.1 failed (password) and went without a log-in",
    ]
    same_port = REFUSED.replace("50022", "50000")
    same_user = same_port.replace("root", "alice")
    portless = REFUSED.replace(
        "Failed password for root from 192.0.2.1 port 50022 ssh2", "Invalid user root from 192.0.2.1"
    )
    for later in (REFUSED, same_port, same_user, portless):
        events = told(run, bundle_file, LOGGED_IN + later)
        assert [event["line"] for event in events] == [2, 4]
        assert events[0]["report"]["summary"] == wanted[0]
        assert "logged in" not in events[1]["report"]["summary"]
    assert [event["report"]["summary"] for event in told(run, bundle_file, LOGGED_IN + REFUSED)] == wanted


def test_who_failed_before_is_only_told_of_the_same_user(run: Run, bundle_file: Path) -> None:
    before, _ = REFUSED.splitlines(keepends=True)
    after, opened = LOGGED_IN.replace("50000", "50022").replace("10:00:00", "10:06:00").splitlines(keepends=True)
    (event,) = told(run, bundle_file, before + after + opened)
    assert event["report"]["summary"] == "alice from 192.0.2.1 logged in (publickey)"
    (event,) = told(run, bundle_file, before.replace("root", "alice") + after + opened)
    assert event["report"]["summary"] == "alice from 192.0.2.1 failed at first (password), then logged in (publickey)"


def test_what_selinux_only_records_is_not_denied(run: Run, bundle_file: Path) -> None:
    log = """\
[   80.000001] audit: type=1400 audit(1746869061.125:59): avc:  denied  { read } for  pid=2113 comm="httpd" \
name="data" dev="sda1" ino=132 scontext=s:r:httpd_t:s0 tcontext=u:r:user_home_t:s0 tclass=file permissive=1
[   80.000002] audit: type=1300 audit(1746869061.125:59): arch=c000003e syscall=257 success=yes exit=5 a0=ffffff9c
"""
    recorded, denied = "SELinux recorded read by process 2113", "SELinux denied read to process 2113"
    enforced = log.replace("permissive=1", "permissive=0")
    for words in ((), ("--summary",)):
        permitted = run("lookup", "--lang", "en", "--bundle", bundle_file, *words, stdin=log.encode()).stdout.decode()
        assert recorded in " ".join(permitted.split())
        assert "Access denied" not in permitted
        refused = run(
            "lookup", "--lang", "en", "--bundle", bundle_file, *words, stdin=enforced.encode()
        ).stdout.decode()
        assert denied in " ".join(refused.split())
        assert "Access denied by SELinux" in refused
    (row,) = told(run, bundle_file, log)
    assert "permissive" in row["report"]["title"]


def test_decoded_has_what_a_table_knows(run: Run, bundle_file: Path) -> None:
    ends = ["killed, status=9/KILL", "dumped, status=11/SEGV", "exited, status=1/FAILURE", "exited, status=137/n/a"]
    log = "".join(f"May  1 10:00:00 host systemd[1]: app.service: Main process exited, code={end}\n" for end in ends)
    done = run("lookup", "--lang", "en", "--bundle", bundle_file, "--format", "jsonl", stdin=log.encode())
    decoded = [json.loads(line)["decoded"] for line in done.stdout.splitlines()]
    names = [row.get("status_name", "").partition(" ")[0] for row in decoded]
    assert names == ["SIGKILL", "SIGSEGV", "FAILURE", ""]
    assert decoded[-1] == {}

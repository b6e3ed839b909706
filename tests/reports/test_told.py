"""What is told of an event is what its own lines say."""

from __future__ import annotations

from tests.reports import made_up

from msgpedia.reports.summary import summary_of

READER, DESCRIBED = made_up.engine(), made_up.descriptions()


def told(lines: list[str]) -> list[str | None]:
    """The summaries of the events of some lines."""
    return [summary_of(report, "en") for report in made_up.group(READER, *DESCRIBED, lines).reports]


def told_of(name: str) -> list[str | None]:
    """The summaries of the events of a made-up log."""
    return told(made_up.read(name).lines)


def title_of(kind: str) -> str:
    """What events of a kind are called, whatever else is known."""
    title: str = next(row["title"]["en"] for row in DESCRIBED[0] if row["kind"] == kind)
    return title


def test_a_stall_names_the_process_of_the_processor_that_stalls() -> None:
    own, idle, mute, *_ = told_of("stalls-of-others")
    assert own == (
        "CPU 3 held up rcu_preempt for 21000 jiffies, process holder, in example_spin+0x38/0xf8 [example], "
        "trace: example_thread"
    )
    assert idle == "CPU 1 held up rcu_preempt for 21002 jiffies"  # it was idle: what CPU 5 ran is not what CPU 1 did
    assert mute == "CPU 3"  # it did not answer: what CPU 0 ran is not what locked up


def test_a_task_that_blocks_a_grace_period_is_not_what_the_stalled_processor_ran() -> None:
    lines = made_up.read("stalls-of-others").lines[:3]
    blocked = ["task:worker          state:D stack:0     pid:301   ppid:2", "Call Trace:", " example_thread+0x45/0x90"]
    cpu = "CPU: 3 UID: 0 PID: 302 Comm: holder Not tainted 6.12.9-amd64 #1"
    assert told([*lines, *(f"[  700.000005] {body}" for body in (cpu, *blocked))]) == [
        "CPU 3 held up rcu_preempt for 21000 jiffies, process holder"
    ]


def test_the_task_of_the_stalled_processor_is_told_where_it_has_no_nmi() -> None:
    *_, new, old, other = told_of("stalls-of-others")
    assert new == "CPU 1 held up rcu_sched for 5252 jiffies, process worker, trace: example_spin"
    assert old == "CPU 2 held up rcu_sched for 5250 jiffies, process worker, trace: example_spin"
    assert other == "CPU 2 held up rcu_preempt for 5253 jiffies"  # a task behind the row of CPU 2 only is its own


def test_an_io_error_is_of_the_command_that_reads_or_writes_its_sector() -> None:
    sectors = [summary.rpartition("; ")[2] for summary in told_of("disks-limited") if summary is not None]
    assert sectors == [
        "Read(10) 28 00 00 00 08 00 00 00 08 00",  # its error was left out: the next one is of another command
        "Write(10) 2a 00 00 12 d6 87 00 00 08 00, sector 1234567",
        "Read(10) 28 00 00 98 96 80 00 00 08 00, sector 10000007",
        "opcode=0x35 35 00 00 00 00 00 00 00 00 00, sector 0",
        "opcode=0x28 28 00 00 00 28 88 00 00 08 00, sector 10376",
        "Synchronize Cache(10) 35 00 00 00 00 00 00 00 00 00",  # reads nothing
        "Read(16) 88 00 00 00 00 00 00 00 10 00 00 00 00 08 00 00, sector 32776",
        "Write(6) 0a e0 01 00 00 00, sector 511",
        "Read(12) a8 00 00 00 02 00 00 00 00 08 00 00, sector 519",
        "Read(10) 28 00 00 00 08 00 00 00 08 00",
        "Read(10) 28 00 00 00 09 00 00 00 08 00",
        "Unmap/Read sub-channel 42 00 00 00 00 00 00 00 18 00",  # a line of another disk is between
        "Unmap/Read sub-channel 42 00 00 00 00 00 00 00 18 00, sector 2048",
        "Unmap/Read sub-channel 42 00 00 00 00 00 00 00 18 00",  # it does not read
        "Write same(16) 93 08 00 00 00 00 00 00 08 00 00 00 10 00 00 00, sector 2048",
        "Write same(10) 41 08 00 00 10 00 00 10 00 00, sector 4096",
        "Write(32), sector 4096",
        "Read(10) 28 00 00 00 10 00 00 00 08 00, sector 4096",
        "Read(10) 28 00 00 00 20 00 00 00 08 00",  # two seconds later, and not right behind
    ]


def test_that_a_process_was_killed_is_told_only_where_a_line_says_so() -> None:
    group, panic, _, asked_for, ignored = told_of("oom-none-killed")
    assert group == (
        "no process could be killed; the control group /example.slice/pod1 was full; runc:[2:INIT] asked for memory "
        "(order 0)"
    )
    assert panic == "worker asked for memory (order 0)"
    assert asked_for == "example-app (pid 2301, 65432 kB of its own memory) was killed; asked for by SysRq"
    assert ignored == "asked for by SysRq; no process could be killed"
    assert title_of("oom-kill") == "The OOM killer was invoked"


def test_the_control_group_is_told_of_a_process_whose_name_has_a_blank() -> None:
    assert told_of("oom-blank") == [
        "Web Content (pid 777, 65432 kB of its own memory) was killed; the control group /user.slice/app browser.scope "
        "was full; Web Content asked for memory (order 0)"
    ]


def test_a_hard_lockup_that_another_processor_reports_is_one_event() -> None:
    assert told_of("lockup-of-other") == ["CPU 3, process stuck, in native_queued_spin_lock_slowpath+0x6e/0x2e0"]


def test_each_trap_of_the_kernel_is_an_event_of_its_own() -> None:
    found = told_of("traps")
    assert found[0] == "process worker1 (pid 301) in example_1+0x1/0x10, taint G D"
    assert [each is not None and f"worker{number} " in each for number, each in enumerate(found, 1)] == [True] * 25
    assert found[19] == "process worker20 (pid 320) in example_read+0x10/0x20, trace: example_read"


def test_a_journal_on_a_device_of_its_own_is_not_taken_for_its_file_system() -> None:
    what = "Detected aborted journal, in ext4_journal_check_start:83, process worker; it is read-only now"
    assert told_of("journals") == [
        "the journal on dm-1 was stopped",
        f"file system on sda1: {what}",
        f"file system on dm-2: {what}",
    ]


def test_that_a_file_system_was_shut_down_is_told_only_where_a_line_says_so() -> None:
    logged, journal, memory, _ = told_of("xfs-errors")
    assert logged == (
        "file system on sdb1: xfs_dir3_data_reada_verify+0x53/0xf0 [xfs], xfs_dir3_data_reada block 0x1234560"
    )
    assert journal == "file system on sdc1, error -5; it was shut down: log error"
    assert memory == "file system on sdd1; it was shut down: Corruption of in-memory data (0x8)"
    assert title_of("xfs-error") == "Error of an XFS file system"


def test_a_usb_device_that_is_recognised_after_errors_is_told_so() -> None:
    assert told_of("usb-retries") == [
        "port 1-1, error -71; then a device was recognised there",
        "port 1-3, error -71; the device was not recognised",
        "port 2-4, error -110",
        "port 3-1.2, error -32",
    ]
    assert title_of("usb-enumeration") == "Errors while a USB device was set up"


def test_a_unit_may_fail_slowly_but_what_it_survived_is_not_told() -> None:
    assert told_of("units-running")[3:] == [
        "a.service: result signal; process ended with code killed, status 9/KILL",
        "b.service: result exit-code; process ended with code exited, status 1/FAILURE",
        "c.service: result exit-code; process ended with code exited, status 1/FAILURE",
        "d.service: result exit-code; process ended with code exited, status 1/FAILURE",
        "e.service: result exit-code; process ended with code exited, status 1/FAILURE; state stop-sigterm took too "
        "long; restart number 3",
        "f.service: result timeout; process ended with code killed, status 9/KILL; state final-sigterm took too long",
    ]

"""Which new messages are told at which entry."""

from __future__ import annotations

from tests.drift.conftest import FILE, FUNCTION, Compare, entry, kinds, only, record, variant

from msgpedia.catalog.model import Source

OLD = "disk %s failed with error %d"


def test_a_message_is_told_at_the_entry_that_is_nearest(drift: Compare) -> None:
    one = entry(variant(OLD))
    other = entry(variant("disk %s failed with timeout %u"), identifier="linux/example/two")
    new = record("disk %s failed with timeout %u again\n", "6.12")
    assert only(drift(one, record(OLD), new), "new").after == "disk %s failed with timeout %u again"
    assert kinds(drift(one, record(OLD), new, others=[other])) == [("unchanged", 0)]
    assert ("new", None) in kinds(drift(other, new, others=[one]))


def test_the_entry_that_documents_the_function_is_nearer(drift: Compare) -> None:
    one = entry(variant("disk%d.%d: failed command: %s", source=Source(FILE, "report")))
    reset = variant("disk%d.%d: reset failed (errno=%d), retrying in %u secs")
    other = entry(
        reset, variant("disk%d.%d: softreset failed (%s)", source=Source(FILE, "soft")), identifier="linux/e/two"
    )
    new = record("disk%d: %s failed\n", "6.12", function=FUNCTION)
    assert ("new", None) in kinds(drift(one, new))
    assert ("new", None) not in kinds(drift(one, new, others=[other]))
    assert ("new", None) in kinds(drift(other, new, others=[one]))


def test_a_call_that_can_print_a_variant_that_is_found_nowhere_is_no_news(drift: Compare) -> None:
    one = entry(variant("disk %d rank: %d name: %s state: hurt %s #%s", first="6.12"))
    calls = [
        record("disk %d rank: %d name: %s %s%s %s %s\n", "6.12"),
        record("disk %d rank: %d name: %s %s%s %s %20phN\n", "6.12"),  # what the same call prints otherwise
    ]
    found = drift(one, *calls)
    assert kinds(found) == [("unseen", 0)]
    other_line = record("disk %d rank: %d name: %s %s%s %s %20phN\n", "6.12", line=11)
    assert only(drift(one, calls[0], other_line), "new").places[0].line == 11


def test_a_call_that_says_more_than_a_variant_that_is_found_is_news(drift: Compare) -> None:
    new = record("disk %s failed with %s\n", "6.12")
    assert only(drift(entry(variant(OLD)), record(OLD), new), "new").after == "disk %s failed with %s"


def test_the_same_file_name_elsewhere_is_another_subsystem(drift: Compare) -> None:
    one = entry(variant("AFS (%s): Remounting the filesystem read-only", source=Source("fs/afs/super.c", "handle")))
    text = "BFS (%s): Remounting the filesystem read-only\n"
    assert ("new", None) not in kinds(drift(one, record(text, "6.12", file="fs/bfs/super.c", function="handle")))
    assert ("new", None) in kinds(drift(one, record(text, "6.12", file="fs/afs/other.c", function="other")))

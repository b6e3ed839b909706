"""What became of entries between versions."""

from __future__ import annotations

import pytest
from tests.drift.conftest import FILE, Compare, entry, kinds, only, record, variant

from msgpedia.catalog.model import Seen, Source
from msgpedia.drift.comparing import compare
from msgpedia.drift.messages import ordered

OLD, NEW = "disk %s failed with error %d", "disk %s broke with error %d"


def test_versions_are_ordered_as_software_orders_them() -> None:
    assert ordered(["6.12.3", "6.2", "2.6.39", "6.12", "6.2"]) == ("2.6.39", "6.2", "6.12", "6.12.3")


def test_an_entry_is_fine_where_each_version_has_one_of_its_variants(drift: Compare) -> None:
    one = entry(variant(NEW, first="6.12"), variant(OLD, last="6.8"))
    found = drift(one, record(f"{OLD}\n", "6.1"), record(f"{NEW}\n", "6.12"))
    assert kinds(found) == [("unchanged", 0), ("unchanged", 1)]
    assert not found.has_drifted
    assert found.found == (("6.1", (1,)), ("6.12", (0,)))


def test_a_level_that_differs_from_the_one_before_is_told(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, "6.1", level="err"), record(OLD, "6.12", level="warning"))
    finding = only(found, "level")
    assert (finding.before, finding.after, finding.versions) == ("err", "warning", ("6.1", "6.12"))
    assert found.has_drifted


@pytest.mark.parametrize("level", [None, "cont", "err"])
def test_a_level_that_is_not_known_is_no_change(level: str | None, drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, "6.1", level=level), record(OLD, "6.12"))
    assert kinds(found) == [("unchanged", 0)]


def test_one_of_several_calls_with_the_old_level_is_enough(drift: Compare) -> None:
    calls = [record(OLD, "6.1"), record(OLD, "6.12", level="info", line=20), record(OLD, "6.12")]
    assert kinds(drift(entry(variant(OLD)), *calls)) == [("unchanged", 0)]


def test_what_stands_in_another_place_has_moved_and_not_drifted(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, "6.1"), record(OLD, "6.12", function="other"))
    finding = only(found, "moved")
    assert (finding.before, finding.after) == (f"{FILE} (example_report)", f"{FILE} (other)")
    assert not found.has_drifted
    elsewhere = drift(entry(variant(OLD)), record(OLD, "6.1"), record(OLD, "6.12", file="new/core.c"))
    assert only(elsewhere, "moved").after == "new/core.c (example_report)"


def test_where_the_old_version_had_it_does_not_matter(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, "6.1", function="old"), record(OLD, "6.12"))
    assert kinds(found) == [("unchanged", 0)]


def test_a_file_that_is_not_known_is_no_move(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, file=None, function=None, line=None))
    assert kinds(found) == [("unchanged", 0)]


def test_what_is_reworded_comes_with_a_variant_for_it(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(f"{OLD}\n", "6.1"), record(f"{NEW}\n", "6.12", line=12))
    finding = only(found, "reworded")
    assert (finding.before, finding.after, finding.versions) == (OLD, NEW, ("6.12",))
    assert finding.proposal is not None
    assert (finding.proposal.format, finding.proposal.arguments) == (NEW, ("a", "b"))
    assert (finding.proposal.first, finding.proposal.last, finding.proposal.problem) == ("6.12", "6.1", "")
    assert kinds(found) == [("reworded", 0)]  # what took its place is not told again as new


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(record(f"{NEW}\n"), id="stood beside it before"),
        pytest.param(record("all is well\n", "6.12"), id="says something else"),
        pytest.param(
            record(f"{NEW}\n", "6.12", file="other/main.c", function="other_report"), id="is of another driver"
        ),
    ],
)
def test_what_did_not_take_its_place_leaves_it_gone(other: object, drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(f"{OLD}\n", "6.1"), other)
    assert only(found, "gone").after == "to: 6.1"
    assert found.has_drifted


def test_another_variant_or_entry_does_not_take_its_place(drift: Compare) -> None:
    records = record(f"{OLD}\n", "6.1"), record(f"{NEW}\n", "6.12")
    assert kinds(drift(entry(variant(NEW, first="6.12"), variant(OLD)), *records))[0] == ("gone", 1)
    other = entry(variant(NEW), identifier="linux/example/two")
    assert kinds(drift(entry(variant(OLD)), *records, others=[other])) == [("gone", 0)]


def test_versions_are_written_as_the_catalog_writes_them(drift: Compare) -> None:
    one = entry(variant(OLD, first="6.0"))
    found = drift(one, record(OLD, "6.1.192"), versions=["6.12.117", "6.1.192"])
    assert only(found, "gone").after == "to: 6.1"


@pytest.mark.parametrize(
    ("first", "last", "versions", "expected"),
    [
        ("6.8", None, ("6.1", "6.12"), ("from: 6.8", "from: 6.1")),
        ("5.0", "6.8", ("6.1", "6.12"), ("to: 6.8", "to: 6.12")),
    ],
)
def test_a_range_that_leaves_out_a_version_which_has_it_is_contradicted(
    first: str, last: str | None, versions: tuple[str, ...], expected: tuple[str, str], drift: Compare
) -> None:
    found = drift(entry(variant(OLD, first=first, last=last)), record(OLD, *versions))
    finding = only(found, "range")
    assert (finding.before, finding.after) == expected
    assert found.has_drifted


def test_a_version_in_which_it_was_seen_contradicts_no_range(drift: Compare) -> None:
    place = Seen("Debian 12 backports", "6.12")
    known = drift(entry(variant(OLD, first="6.18", seen=(place,))), record(OLD, "6.12"))
    assert "range" not in {kind for kind, _ in kinds(known)}
    assert only(drift(entry(variant(OLD, first="6.18")), record(OLD, "6.12")), "range").after == "from: 6.12"


def test_the_end_of_a_range_holds_for_all_its_releases(drift: Compare) -> None:
    found = drift(entry(variant(OLD, last="6.1")), record(OLD, "6.1.192"), versions=["6.1.192", "6.12.117"])
    assert kinds(found) == [("unchanged", 0)]


def test_the_call_of_another_variant_contradicts_no_range(drift: Compare) -> None:
    """With its prefix the new variant is the same call as the old one without."""
    call = record("example: disk %s has failed\n", prefix="example: ")
    one = entry(variant("example: disk %s has failed"), variant("disk %s has failed", first="4.0", last="4.19"))
    assert kinds(drift(one, call)) == [("unchanged", 0)]


def test_what_no_pack_has_is_told_and_what_is_near_it(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(f"{NEW}\n"))
    finding = only(found, "unseen")
    assert (finding.after, finding.versions) == (NEW, ("6.1", "6.12"))
    assert not found.has_drifted


def test_what_ended_before_is_not_expected(drift: Compare) -> None:
    assert kinds(drift(entry(variant(OLD, first="3.0", last="4.4")))) == []


def test_a_variant_without_versions_beside_others_is_not_expected(drift: Compare) -> None:
    patched = variant("disk %s is hurt", first=None)
    assert kinds(drift(entry(variant(OLD), patched), record(OLD))) == [("unchanged", 0)]
    assert kinds(drift(entry(patched), record(OLD)))[0] == ("unseen", 0)


def test_a_version_between_that_has_none_is_told(drift: Compare) -> None:
    one = entry(variant(NEW, first="6.8"), variant(OLD, last="5.19"))
    finding = only(drift(one, record(NEW, "6.12")), "unseen")
    assert (finding.variant, finding.versions) == (None, ("6.1",))


def test_new_messages_near_an_entry_are_told(drift: Compare) -> None:
    near = record("disk %s failed with timeout %d\n", "6.12", line=30)
    far = record("the weather is fine\n", "6.12")
    finding = only(drift(entry(variant(OLD)), record(OLD), near, far), "new")
    assert (finding.variant, finding.after, finding.places[0].line) == (None, "disk %s failed with timeout %d", 30)


def test_a_new_message_that_is_documented_is_not_told(drift: Compare) -> None:
    near = record("disk %s failed with timeout %d\n", "6.12")
    other = entry(variant("disk %s failed with timeout %d", first="6.12"), identifier="linux/example/two")
    assert kinds(drift(entry(variant(OLD)), record(OLD), near, others=[other])) == [("unchanged", 0)]


def test_entries_of_other_software_are_named() -> None:
    other = entry(variant(OLD), identifier="nginx/example/one")
    found = compare([other], {})
    assert (found.entries, found.uncovered) == ((), ("nginx",))


def test_a_line_that_another_variant_goes_on_with_is_not_counted_as_found(drift: Compare) -> None:
    head = record("disk %s failed while writing", part="head")
    rest = record(", sector %lu of partition %d\n", level="cont", part="continuation")
    one = entry(
        variant("disk %s failed while writing, sector %lu of partition %d"), variant("disk %s failed while writing")
    )
    found = drift(one, head, rest)
    assert found.found == (("6.1", (0,)), ("6.12", (0,)))
    assert not found.has_drifted
    alone = drift(entry(variant("disk %s failed while writing")), head, rest)
    assert alone.found == (("6.1", (0,)), ("6.12", (0,)))


def test_a_call_through_the_function_that_the_source_names_has_not_moved(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, function="caller", via=("example_report",)))
    assert kinds(found) == [("unchanged", 0)]


def test_what_another_file_prints_contradicts_no_range(drift: Compare) -> None:
    call = record(OLD, "6.1", file="drivers/other/main.c", function="other", unknown_prefix="device")
    one = entry(variant(OLD, first="6.8", device=True))
    assert kinds(drift(one, call, record(OLD, "6.12", unknown_prefix="device"))) == [("unchanged", 0)]


def test_what_a_variant_takes_for_a_value_is_no_new_message(drift: Compare) -> None:
    one = entry(variant("example error (device %s): %pV"))
    near = record("example error (device %s): bad block %llu of %d\n", "6.12")
    assert kinds(drift(one, record("example error (device %s): %pV\n"), near)) == [("unchanged", 0)]


def test_another_prefix_is_another_wording(drift: Compare) -> None:
    old, new = f"sd: {OLD}\n", f"scsi: {OLD}\n"
    one = entry(variant(f"sd: {OLD}"))
    found = drift(one, record(old, "6.1", prefix="sd: "), record(new, "6.12", prefix="scsi: "))
    assert only(found, "reworded").after == f"scsi: {OLD}"
    unknown = drift(one, record(old, "6.1", prefix="sd: "), record(OLD, "6.12", unknown_prefix="function"))
    assert kinds(unknown) == [("unchanged", 0)]


def test_a_version_that_should_have_it_but_only_a_newer_one_has_is_told(drift: Compare) -> None:
    found = drift(entry(variant(OLD)), record(OLD, "6.12"))
    assert only(found, "unseen").versions == ("6.1",)
    assert not found.has_drifted


def test_another_entrys_message_contradicts_no_range_and_has_not_moved(drift: Compare) -> None:
    other = entry(variant("disk failure, sorry: %s", source=None), identifier="linux/example/two")
    call = record("disk failure, sorry: %s\n")
    ended = entry(variant("--- end disk failure, sorry: %s", last="5.19"))
    assert kinds(drift(ended, call)) == [("range", 0)]
    assert kinds(drift(ended, call, others=[other])) == []
    living = entry(variant("--- end disk failure, sorry: %s", source=Source(FILE, "other")))
    assert kinds(drift(living, call)) == [("moved", 0)]
    assert kinds(drift(living, call, others=[other])) == [("unseen", 0)]


def test_a_message_that_two_entries_have_counts_for_both(drift: Compare) -> None:
    other = entry(variant(OLD), identifier="linux/example/two")
    assert kinds(drift(entry(variant(OLD, last="5.19")), record(OLD), others=[other])) == [("range", 0)]


def test_a_call_that_spells_next_to_nothing_is_no_hint(drift: Compare) -> None:
    assert only(drift(entry(variant("Tainted: [%s")), record("%s\n")), "unseen").after == ""
    tagged = entry(variant("[%s] CDB: %s", device=True))
    assert only(drift(tagged, record("%s %s: %s", prefix="%s %s: ")), "unseen").after == ""
    assert only(drift(entry(variant("size = %lukB of %s")), record("%lu*%lukB ")), "unseen").after == ""


def test_signs_that_the_variant_has_are_a_hint(drift: Compare) -> None:
    found = drift(entry(variant("   [%2d] %s (First)")), record("   [%2d] %-22s%s\n"))
    assert only(found, "unseen").after == "   [%2d] %-22s%s"


def test_the_call_of_another_variant_is_a_hint_where_it_can_print_this_one(drift: Compare) -> None:
    call = record("%s%s disk error received from %d\n")
    found = drift(
        entry(variant("%s disk error received from %d"), variant("Multiple %s disk error received from %d")), call
    )
    assert kinds(found) == [("unseen", 1), ("unchanged", 0)]
    assert only(found, "unseen").after == "%s%s disk error received from %d"

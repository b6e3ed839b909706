"""What comes of a request: guesses with their reasons, gaps, what is known already, clear errors."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.drafting.conftest import Judge

from msgpedia.catalog.model import Catalog, Variant
from msgpedia.drafting.assessment import assess
from msgpedia.drafting.layout import written
from msgpedia.drafting.model import Draft, DraftError, Request
from msgpedia.drafting.words import Words

SSHD = "Oct 28 01:02:03 web1 sshd[977]: Corrupted MAC on input from 10.1.2.3 port 4711 [preauth]"


def draft_of(catalog: Catalog, request: Request) -> Draft:
    found = assess(request, catalog)
    assert found.draft is not None, found
    return found.draft


def test_a_call_of_the_kernel_needs_nothing_else(real: Catalog, judge: Judge) -> None:
    text = r'pr_err("%s: bad magic 0x%x on %s, error %d\n", current->comm, hdr->magic, dev_name(d), ret);'
    draft = draft_of(real, Request(format=text, source="fs/ext4/super.c:ext4_fill_super", versions="4.19.."))
    assert draft.id == "linux/ext4/bad-magic"
    assert (draft.severity, draft.dialect) == ("err", "printk")
    assert draft.arguments == ("process", "magic", "device", "error")
    assert (draft.file, draft.function, draft.first, draft.last) == ("fs/ext4/super.c", "ext4_fill_super", "4.19", "")
    assert {finding.code for finding in judge(draft)} == {"MP407"}


def test_a_device_prefix_has_its_arguments_explained(real: Catalog, judge: Judge) -> None:
    draft = draft_of(real, Request(format='dev_warn(dev, "lost its link %s\\n", name)', subsystem="pci"))
    assert draft.prefix == ("driver", "device")
    assert [name for name, *_ in draft.explained] == ["driver", "device", "link"]
    assert {finding.code for finding in judge(draft)} == {"MP407"}


def test_a_device_prefix_is_seen_in_the_line(real: Catalog, judge: Judge) -> None:
    line = "[   12.345678] nvme nvme0: queue 22 of 3 lost its doorbell"
    request = Request(format="queue %d of %d lost its doorbell", line=line, severity="warning")
    assert set(assess(request, real).gaps) == {"subsystem"}
    draft = draft_of(real, replace(request, subsystem="nvme"))
    assert draft.prefix == ("driver", "device")
    assert dict(draft.captures)["device"] == "nvme0"
    assert {finding.code for finding in judge(draft)} == {"MP407"}


def test_a_line_alone_gives_a_proposal_without_host_and_address(real: Catalog, judge: Judge) -> None:
    found = assess(Request(line=SSHD, severity="err", subsystem="kex"), real)
    draft = found.draft
    assert draft is not None
    assert draft.proposed
    assert draft.format == "Corrupted MAC on input from %s port %d [preauth]"
    assert draft.line == SSHD.replace("web1", "host").replace("10.1.2.3", "192.0.2.1")
    assert {note.key for note in found.notes} >= {"host_replaced", "addresses_replaced", "look_private"}
    assert draft.captures == ((draft.arguments[0], "192.0.2.1"), ("port", "4711"))
    assert {finding.code for finding in judge(draft)} == {"MP407"}


def test_a_line_with_its_format_string_has_the_captures_of_the_matcher(real: Catalog) -> None:
    text = "Corrupted MAC on input from %.100s port %d [preauth]"
    draft = draft_of(real, Request(format=text, line=SSHD, severity="err", subsystem="kex", arguments=("peer", "port")))
    assert not draft.proposed
    assert draft.captures == (("peer", "192.0.2.1"), ("port", "4711"))


def test_what_nothing_tells_is_a_gap_with_what_it_could_be(real: Catalog) -> None:
    found = assess(Request(line=SSHD), real)
    assert found.draft is None
    assert set(found.gaps) == {"severity", "subsystem"}
    assert {"auth", "connection", "kex"} <= set(found.gaps["subsystem"])
    assert "linux" in assess(Request(format="lost %d of them", severity="err"), real).gaps["software"]


def test_a_header_tells_software_and_severity(real: Catalog) -> None:
    line = "2023/10/27 18:00:02 [crit] 1234#1234: *5 could not do this thing, client: 198.51.100.7"
    draft = draft_of(real, Request(line=line, subsystem="http"))
    assert (draft.id.split("/")[0], draft.severity) == ("nginx", "crit")


def test_control_characters_leave_the_line(real: Catalog) -> None:
    line = "\x1b[31mOct 27 18:00:02 host sshd[977]: Corrupted\x07 MAC\u202e on input [preauth]\x1b[0m"
    found = assess(Request(line=line, severity="err", subsystem="kex"), real)
    assert found.draft is not None
    assert found.draft.line == "Oct 27 18:00:02 host sshd[977]: Corrupted MAC on input [preauth]"
    assert "controls_dropped" in [note.key for note in found.notes]


def test_an_id_that_is_taken_is_said(real: Catalog) -> None:
    request = Request(format="page allocation failure of a kind %d", software="linux", severity="err", subsystem="mm")
    assert assess(replace(request, slug="page-allocation-failure"), real).taken == "linux/mm/page-allocation-failure"


def test_what_is_explained_already_is_known_without_its_software(real: Catalog) -> None:
    known = assess(Request(format=r'printk("%s: page allocation failure. order:%d, mode:0x%x\n", a, b, c)'), real).known
    assert known is not None
    assert known.id == "linux/mm/page-allocation-failure"
    known = assess(Request(format="Unable to negotiate with %.200s port %d: %s. Their offer: %s [preauth]"), real).known
    assert known is not None


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        (Request(versions="4.3"), "one_version"),
        (Request(versions="4.3.."), ""),
        (Request(versions="4.3..4.3"), ""),
        (Request(languages=("fr",)), "needs_language"),
        (Request(languages=("fr", "en")), ""),
    ],
)
def test_what_may_not_be_meant_is_noted(real: Catalog, request_: Request, key: str) -> None:
    found = assess(replace(request_, format="lost a thing %d", software="linux", severity="err"), real)
    notes = {note.key for note in found.notes} & {"one_version", "needs_language"}
    assert notes == ({key} if key else set())


def test_letters_that_print_the_same_are_the_same(real: Catalog) -> None:
    for text in ("%s: Main process exited, code=%s, status=%d/%s", "%s: Main process exited, code=%s, status=%li/%s"):
        known = assess(Request(format=text, software="systemd"), real).known
        assert known is not None
        assert known.id == "systemd/service/process-exited"


@pytest.mark.parametrize(
    ("theirs", "ours", "alike"),
    [
        ("Fatal error : Another chronyd runs (pid=%d)", "Another chronyd runs (pid=%i)", True),
        ("Another chronyd runs (pid=%d)", 'LOG_FATAL("Fatal error : Another chronyd runs (pid=%d)", pid);', True),
        ("Fatal error %d: Another chronyd runs", "Another chronyd runs", False),
        ("Not Another chronyd runs", "chronyd also runs", False),
        ("Fatal error : runs", "runs", False),
    ],
)
def test_a_format_that_differs_by_a_fixed_prefix_is_hinted_at(
    real: Catalog, theirs: str, ours: str, alike: bool
) -> None:
    first = next(entry for entry in real.entries if entry.software == "chrony")
    entry = replace(first, variants=(Variant(theirs, "printf", ("x",) * theirs.count("%")),))
    catalog = replace(real, entries=(entry,), recognition={})
    found = assess(Request(format=ours, software="chrony", severity="crit", subsystem="clock"), catalog)
    assert found.known is None
    notes = [note for note in found.notes if note.key == "like_format"]
    assert [dict(note.values)["id"] for note in notes] == [first.id] * alike


def test_a_short_message_gets_min_literals_and_a_note(real: Catalog, judge: Judge) -> None:
    found = assess(Request(format="oops %d", software="linux", severity="err", subsystem="lib", slug="oops"), real)
    assert found.draft is not None
    assert found.draft.min_literals == 4
    assert "short" in [note.key for note in found.notes]
    assert {finding.code for finding in judge(found.draft)} == {"MP407"}


def test_a_dialect_that_is_not_the_softwares_is_written(real: Catalog, judge: Judge) -> None:
    request = Request(format="cannot open {}: {}", software="systemd", severity="err", subsystem="unit")
    draft = draft_of(real, request)
    assert (draft.dialect, draft.own_dialect) == ("brace", True)
    assert {finding.code for finding in judge(draft)} == {"MP407"}


def test_who_writes_one_language_gets_one(real: Catalog) -> None:
    request = Request(line=SSHD, severity="err", subsystem="kex", languages=("en",), titles=(("en", "A title: it's"),))
    text = written(draft_of(real, request), Words("en"), "catalog/x.yaml")
    assert '  en: "A title: it\'s"\n' in text
    assert "\n  ja:" not in text
    assert "  # ja: " in text


@pytest.mark.parametrize(
    ("request_", "message", "hint"),
    [
        (Request(format="bad %! here", software="linux"), "'%!' is not a conversion", "%%"),
        (Request(format="%s%s", software="linux", severity="err"), "no text of its own", "whole text"),
        (Request(format="a" * 20_000), "more than 16384 characters", "alone"),
        (Request(format="a" * 5_000), "more than 4096 characters", ""),
        (Request(line="x" * 1_000_000), "more than 16384 characters", "alone"),
        (Request(line="one\ntwo"), "more than one line", ""),
        (Request(line="\x1b[31m"), "empty", ""),
        (Request(format="lost %d", software="linus"), "no software `linus`", "did you mean linux?"),
        (Request(format="lost %d", versions="6.1..4.19"), "later than", "OLDEST"),
        (Request(format="lost %d", versions="v6"), "no version", "--versions"),
        (Request(format="lost %d", source="/usr/src/x.c"), "no path", "--source"),
        (Request(format="lost %d", titles=(("en", "a\nb"),)), "one line each", ""),
        (Request(format="lost a thing %d", software="linux", arguments=("Lost",)), "no name", "write lost"),
        (Request(format="lost a thing %d", software="linux", arguments=("a", "b")), "given: 2, conversions: 1", "%d"),
        (Request(format="lost a thing", software="linux", arguments=("a",)), "nothing to name", "leave"),
        (Request(format="lost a thing", software="linux", slug="Not A Slug"), "no part of an id", "small letters"),
        (Request(format="lost a thing", software="linux", slug="con"), "no part of an id", "con-failed"),
        (
            Request(format="lost a thing", line="[   12.345678] Memory: lost a thing", software="linux"),
            "more before the message",
            "'Memory: lost a thing'",
        ),
        (
            Request(format="found a thing", line="[   12.345678] lost a thing", software="linux"),
            "does not come",
            "read",
        ),
        (
            Request(format="lost a thing", line="Oct 27 18:00:02 host sshd[1]: lost a thing", software="linux"),
            "`sshd` is not a name under which linux logs",
            "kernel",
        ),
    ],
)
def test_what_cannot_be_is_an_error_with_a_way_out(real: Catalog, request_: Request, message: str, hint: str) -> None:
    with pytest.raises(DraftError) as caught:
        assess(request_, real)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_an_invented_line_says_so_in_the_file(real: Catalog) -> None:
    request = Request(format="lost a thing of %s", software="openssh", severity="err", subsystem="kex")
    invented = written(draft_of(real, request), Words("en"), "catalog/x.yaml")
    assert "  # this line is invented: put a real one in its place" in invented
    line = "Oct 27 18:00:02 host sshd[1]: lost a thing of taro@corp.jp on db.corp.jp"
    found = assess(replace(request, format="lost a thing of %s on %s", line=line), real)
    assert found.draft is not None
    assert "invented" not in written(found.draft, Words("en"), "catalog/x.yaml")
    assert found.draft.line.endswith("lost a thing of alice@example.com on db.corp.jp")
    assert {"mails_replaced", "domains_left"} <= {note.key for note in found.notes}


def test_comments_in_japanese_say_what_to_write(real: Catalog) -> None:
    request = Request(line=SSHD, severity="err", subsystem="kex", languages=("ja",))
    text = written(draft_of(real, request), Words("ja"), "catalog/x.yaml")
    for comment in (
        "  # en: 英語の文章は、ほかの人に任せてよい",
        "    # 確かめた版を書く。例: versions: {from: 9.2p1}",
        "    # 出力しているソースの場所を書く。例: source: {file: sshd.c, function: main}",
        "  # このエントリーに一致する行。実在のホスト名や人名は残さない",
    ):
        assert f"\n{comment}\n" in text

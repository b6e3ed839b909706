"""Laws: a proposal matches its line; addresses that were replaced stay; nothing that is pasted breaks the reader."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.drafting.conftest import Judge

from msgpedia import formats
from msgpedia.catalog import schema
from msgpedia.catalog.layout import canonical
from msgpedia.catalog.model import Catalog
from msgpedia.drafting import pasted, privacy, proposals
from msgpedia.drafting.assessment import assess
from msgpedia.drafting.given import is_format
from msgpedia.drafting.layout import written
from msgpedia.drafting.model import DraftError, Request
from msgpedia.drafting.words import Words
from msgpedia.formats import DIALECTS
from msgpedia.matching import planner
from msgpedia.matching.matcher import Matcher
from msgpedia.matching.planner import HoleTable

VALUES = (
    *("0x1f", "-5", "0.5", "00", "1:2:3", "08:48:00:08:10", "00:11:22:33:44:55", "fe80::1", "10.0.0.1", "sda1"),
    *(
        "ata1.00:",
        "CPU3",
        '"x"',
        "'y'",
        "/dev/sda",
        "C:\\x",
        "{}",
        "{",
        "}",
        "%",
        "%d",
        "100%",
        "12kB",
        "http://x/y,",
        "a@b.jp",
    ),
    *("0000000000000048", "deadbeef", "999999999999", "99999999999999999999", " ", "=", ":", "(", ")", "error", "x"),
)
SOURCE = ("pr_err(", '"abc"', '"', ",", ";", "KERN_ERR", "PRIu64", "_(", "+", "%", ".format(", "foo", "!", "\\n", "`")
PRINTABLE = st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), max_size=5)
BODIES = st.lists(st.sampled_from(VALUES) | PRINTABLE, min_size=1, max_size=12).map(lambda found: "".join(found) + "z")


@given(BODIES, st.sampled_from(sorted(DIALECTS)))
def test_a_proposal_matches_its_line(body: str, dialect: str) -> None:
    (program,) = planner.plan(formats.parse(dialect, proposals.propose(body, dialect)))
    table = HoleTable()
    assert Matcher(table.program(program), table.rows()).match(body) is not None


@given(st.lists(st.sampled_from(VALUES + SOURCE), max_size=14).map("".join))
def test_whatever_is_pasted_is_a_format_string_or_an_error(text: str) -> None:
    with contextlib.suppress(DraftError):
        assert pasted.read(text).format.strip()
    is_format(text)


@given(st.lists(st.sampled_from(VALUES), max_size=12).map(" ".join))
def test_replaced_addresses_stay(text: str) -> None:
    once = privacy.without_addresses(text)
    assert privacy.without_addresses(once) == once


FORMATS = (
    *("%s", "%d", "0x%x", "%pI4", "%m", "%*d", "%(x)s", "{}", "%v", "%1$s", "%%", "\\n", "lost", "a thing", "order:"),
    *(
        "[",
        "] ",
        ": ",
        '"',
        "'",
        "#",
        "、物理",
        'pr_err("',
        '", x)',
        "\t",
        "- ",
        "? ",
        "TODO ",
        "~",
        "null",
        "=",
        "%-8d|",
    ),
)
LINES = (
    *("Oct 27 18:00:02 h kernel: ", "[   12.345678] ", "Oct 27 18:00:02 h sshd[3]: ", "lost a thing ", "10.0.0.1 "),
    *(
        "2023/10/27 18:00:02 [crit] 1#1: *5 ",
        "sda1 ",
        "0x1f ",
        "'",
        '"',
        "#",
        "%d",
        "\\x12",
        "\\x1b[31m",
        "12",
        "{",
        "、",
    ),
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(FORMATS), max_size=8).map("".join),
    st.lists(st.sampled_from(LINES), max_size=7).map("".join),
    st.sampled_from(["linux", "openssh", "docker"]),
)
def test_a_draft_is_canonical_and_needs_nothing_but_words(
    real: Catalog, judge: Judge, text: str, line: str, software: str
) -> None:
    request = Request(text, line, software, subsystem="elsewhere", slug="somewhere", severity="err")
    with contextlib.suppress(DraftError):
        draft = assess(request, real, anyway=True).draft
        assert draft is not None
        assert {finding.code for finding in judge(draft)} == {"MP407"}
        whole = written(draft, Words("ja"), "catalog/x.yaml")
        assert canonical(whole, "x.yaml", schema.ENTRY) == whole


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from 10.1.2.3 to 10.1.2.4 via 10.1.2.3", "from 192.0.2.1 to 192.0.2.2 via 192.0.2.1"),
        ("from 127.0.0.1, 198.51.100.7:80", "from 127.0.0.1, 198.51.100.7:80"),
        ("fe80::1:2 and ::1", "2001:db8::1 and ::1"),
        ("addr:52:54:00:12:34:56", "addr:00:00:5e:00:53:01"),
        ("18:00:02 at 0000:00:1f.2, version 1.2.3", "18:00:02 at 0000:00:1f.2, version 1.2.3"),
    ],
)
def test_addresses_become_those_for_documentation(text: str, expected: str) -> None:
    assert privacy.without_addresses(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("from=<taro@corp.co.jp>, to=<hana@corp.co.jp>", "from=<alice@example.com>, to=<bob@example.com>"),
        ("from=<taro@corp.co.jp> to <alice@example.com>", "from=<bob@example.com> to <alice@example.com>"),
        ("a.b+c@corp.jp a.b+c@corp.jp", "alice@example.com alice@example.com"),
        ("user@1000.service: x, alice@example.org", "user@1000.service: x, alice@example.org"),
        ("aes128-gcm@openssh.com root@web1", "aes128-gcm@openssh.com root@web1"),
    ],
)
def test_mail_addresses_become_invented_ones_and_distinct_ones_stay_distinct(text: str, expected: str) -> None:
    assert privacy.without_mails(text) == expected
    assert privacy.without_mails(expected) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lost mx1.corp.co.jp[192.0.2.1], db.corp.jp", ["mx1.corp.co.jp", "db.corp.jp"]),
        ("host.example.com, a.example.net, x.test, run.sh, ssh.service, a.py, mm/page.c", []),
        ("kex diffie-hellman@openssh.com", []),
    ],
)
def test_what_looks_like_a_real_domain_is_told(text: str, expected: list[str]) -> None:
    assert privacy.domains(text) == expected


@pytest.mark.parametrize(
    ("line", "head", "host", "expected"),
    [
        ("Oct 27 18:00:02 web1 sshd[1]: web1 is up", 30, "web1", "Oct 27 18:00:02 host sshd[1]: host is up"),
        ("Oct 27 18:00:02 error sshd[1]: error 5", 31, "error", "Oct 27 18:00:02 host sshd[1]: error 5"),
        ("web1.example.com web1-x web1", 0, "web1", "web1.example.com web1-x host"),
        ("no host", 0, None, "no host"),
    ],
)
def test_the_host_goes_from_header_and_body(line: str, head: int, host: str | None, expected: str) -> None:
    assert privacy.without_host(line, head, host) == expected

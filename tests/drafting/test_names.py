"""Names of arguments, kinds of conversions, dialects, slugs: what guesses are made of."""

from __future__ import annotations

import re

import pytest

from msgpedia import formats
from msgpedia.catalog import decoders
from msgpedia.drafting import conversions, dialects, names, origins, proposals
from msgpedia.drafting.model import Note
from msgpedia.drafting.printers import severity_of
from msgpedia.drafting.words import Words, _table
from msgpedia.formats.printk_pointers import ROWS


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("printk", "%s: page allocation failure. order:%d, mode:0x%x", ("value_1", "order", "mode")),
        ("printk", "CPU%d: stuck for %us! on dev %s", ("cpu", "seconds", "device")),
        ("printk", "martian %pI4 on %s, error %d", ("martian", "value_2", "error")),
        ("printk", "WARNING: %s at %pS", ("value_1", "function")),
        ("printf", "errs: wr %u, rd %u, wr %u", ("wr", "rd", "wr_2")),
        ("printf", 'user="%s" [%d callbacks suppressed]: %m', ("user", "callbacks", "error")),
        ("percent", "%(userName)s left %(class)s", ("user_name", "class")),
        ("brace", "{0} left {user.name}", ("value_1", "user_name")),
        ("printf", "Could not open %s: %s", ("file", "value_2")),
        ("printf", "Could not mkdir %s, cannot read %d", ("directory", "value_2")),
        ("printf", "open(%s) failed", ("file",)),
    ],
)
def test_names_by_the_words_around(dialect: str, text: str, expected: tuple[str, ...]) -> None:
    assert names.names_of(formats.parse(dialect, text), None) == expected


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("current->comm", "process"),
        ("le32_to_cpu(hdr->magic)", "magic"),
        ("(unsigned long long)sector", "sector"),
        ("dev_name(&pdev->dev)", "device"),
        ("port->name", "port"),
        ("&gfp_mask", "gfp_flags"),
        ("ret", "error"),
        ("strerror(errno)", "error"),
        ("__func__", "function"),
        ("requestId", "request_id"),
        ("ext4_blocks_count(es)", "blocks_count"),
        ("getpid()", "getpid"),
        ("inet_ntoa(client)", "client"),
        ("UTI_IPToString(&server)", "server"),
        ("ntohs(port)", "port"),
        ("a ? b : c", ""),
        ("x - y", ""),
        ("buf", ""),
        ("42", ""),
    ],
)
def test_names_by_expressions(expression: str, expected: str) -> None:
    assert names.from_expression(expression) == expected


@pytest.mark.parametrize(
    ("expressions", "expected"),
    [
        (("irq", "name"), ("irq", "name")),
        (("irq", "d->name"), ("irq", "name")),
        (("irq", "&id"), ("irq", "id")),
        (("irq", "buf"), ("irq", "value_2")),
        (("irq", "s"), ("irq", "value_2")),
        (("irq", "a + b"), ("irq", "value_2")),
    ],
)
def test_a_vague_variable_is_better_than_a_number(expressions: tuple[str, ...], expected: tuple[str, ...]) -> None:
    template = formats.parse("printk", "failed to get irq %d for %s")
    assert names.names_of(template, expressions) == expected


def test_a_star_takes_an_expression_of_its_own_unless_a_macro_passes_both() -> None:
    text = formats.parse("printk", "%.*s of %d")
    assert names.names_of(text, ("len", "title", "count")) == ("title", "count")
    bits = formats.parse("printk", "order:%u nodemask=%*pbl")
    assert names.names_of(bits, ("order", "nodemask_pr_args(nodes)")) == ("order", "nodes")


def test_expressions_that_are_too_many_are_left_out() -> None:
    assert names.names_of(formats.parse("printf", "order:%d"), ("a_one", "b_two")) == ("order",)


def test_names_are_unique_also_beside_those_of_a_prefix() -> None:
    found = names.names_of(formats.parse("printk", "device %s and device %s"), None, ("driver", "device"))
    assert found == ("device_2", "device_3")
    assert all(re.fullmatch("[a-z][a-z0-9_]*", name) for name in found)


@pytest.mark.parametrize(
    ("text", "expected", "sure"),
    [
        ("%s at %pI4", "printk", True),
        ("no %v", "go", True),
        ("%(name)s left", "percent", True),
        ("{} left", "brace", True),
        ("%s left", "printf", False),
        ("nothing", "printf", False),
    ],
)
def test_the_dialect_by_conversions(text: str, expected: str, sure: bool) -> None:
    found = dialects.guess(text)
    assert found is not None
    assert (found.value, found.sure) == (expected, sure)


def test_every_extension_of_the_kernel_has_an_example() -> None:
    for key in ROWS:
        (conversion,) = formats.parse("printk", f"%p{key}").conversions
        assert conversions.examples("printk", conversion, ""), key


def test_every_letter_of_every_dialect_has_a_kind_with_words_and_an_example() -> None:
    letters = {"printf": "diouxXfegasScpm", "printk": "diouxXscp", "percent": "diouxXfegsrac", "go": "vdoxXfegsqtTUp"}
    for dialect, each in letters.items():
        for letter in each:
            (conversion,) = formats.parse(dialect, f"%{letter}").conversions
            assert Words("en")("kinds", conversions.kind_of(dialect, conversion))
            assert conversions.examples(dialect, conversion, ""), (dialect, letter)
    for spec in ("", ":d", ":x", ":.2f", ":?", ":>8", ":#x"):
        (conversion,) = formats.parse("brace", f"{{{spec}}}").conversions
        assert conversions.examples("brace", conversion, ""), spec


def test_decoders_that_are_suggested_exist() -> None:
    assert set(conversions.DECODERS.values()) <= set(decoders.names())
    assert conversions.decoder_for("error_2", "decimal") == "errno"
    assert conversions.decoder_for("error", "text") == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("KERN_ERR", "err"),
        ("LOG_WARNING", "warning"),
        ("pr_info_once", "info"),
        ("Errorf", "err"),
        ("logError", "err"),
        ("printk", ""),
    ],
)
def test_severities_in_names(name: str, expected: str) -> None:
    assert severity_of(name) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("%s: page allocation failure. order:%d, mode:0x%x", "page-allocation-failure"),
        ("BUG: soft lockup - CPU#%d stuck for %us!", "soft-lockup"),
        ("%s%s", ""),
        ("Can't synchronise: no majority", "cannot-synchronise"),
        ("A thing couldn’t be 'opened' at x", "thing-couldnt"),
        ("Fatal error : Could not chown %s", "could-not-chown"),
        ("Fatal error : %s", "fatal-error"),
        ("error: %s: lost", "lost"),
        ("メモリ不足 %s", ""),
        ("con %d", ""),
        ("index", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    found = origins.slug_of(formats.parse("printk", text), "")
    assert (found.value if found else "") == expected


def test_every_word_is_there_in_both_languages_with_the_same_places() -> None:
    for section, rows in _table().items():
        for key, row in rows.items():
            assert set(row) == {"ja", "en"}, (section, key)
            found = {language: set(re.findall(r"\{[a-z]+\}", text)) for language, text in row.items()}
            assert found["ja"] == found["en"], (section, key)
    assert Words("ko").note(Note("sample_made")) == Words("en").note(Note("sample_made"))


@pytest.mark.parametrize(
    ("dialect", "body", "expected"),
    [
        ("printk", "usb 1-1.2: device not accepting address 5, error -71", None),
        ("printk", "irq 16: nobody cared", "irq %d: nobody cared"),
        ("printk", "bdev /dev/sdb1 errs: wr 0, rd 12kB", "bdev %s errs: wr %d, rd %dkB"),
        ("printk", "from 192.0.2.1 (addr:00:00:5e:00:53:01)", "from %pI4 (addr:%pM)"),
        ("printf", "from 192.0.2.1 at 0x1f, '/srv/x' 100% full", "from %s at 0x%x, '%s' %d%% full"),
        ("printf", "wrong by -3.25 seconds", "wrong by %.2f seconds"),
        ("printk", "wrong by 3.25 seconds", "wrong by %d.%d seconds"),
        ("brace", "took {3} of 17", "took {{{}}} of {}"),
        ("go", '"Error syncing" pod="web-0"', '"Error syncing" pod="%s"'),
        ("printk", "md/raid1:md0: Disk failure on sdb1", "md/raid1:%s: Disk failure on %s"),
        ("printf", "can't read AH01630 of IPv4", "can't read AH01630 of IPv4"),
    ],
)
def test_proposals(dialect: str, body: str, expected: str | None) -> None:
    found = proposals.propose(body, dialect)
    assert expected is None or found == expected

"""What the checks find and what they leave alone, where the examples in `tests/broken` do not tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.catalog import decoders, markdown, prefixes
from msgpedia.catalog.checks import check
from msgpedia.catalog.loader import load_catalog, load_sound
from msgpedia.catalog.model import text_hash
from msgpedia.catalog.versions import overlap
from msgpedia.diagnostics import Diagnostic

FORMAT = "'%s: page allocation failure. order:%d, mode:0x%x'"
ARGUMENTS = "[process, order, gfp_mask]"
LINE = "'Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0'"
CAPTURES = "{process: lvcreate, order: '0', gfp_mask: d0}"

Write = Callable[..., Path]


def found(catalog: Path) -> list[Diagnostic]:
    return list(check(load_catalog(catalog, cache=False)))


def codes(catalog: Path) -> list[str]:
    return [finding.code for finding in found(catalog)]


def test_a_format_error_points_at_the_conversion(catalog: Path, write: Write) -> None:
    path = write("linux/mm/x", (FORMAT, "'%s: it''s %! wrong'"))
    (finding,) = found(catalog)
    line = path.read_text(encoding="utf-8").split("\n")[finding.span.line - 1]
    assert finding.code == "MP201"
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "%!"


@pytest.mark.parametrize(
    ("dialect", "text"),
    [
        ("percent", "%(task)s: page allocation failure. order:%d, mode:%#x"),
        ("brace", "{}: page allocation failure. order:{order}, mode:{:#x}"),
        ("go", "%v: page allocation failure. order:%d, mode:%#x"),
    ],
)
def test_a_variant_may_be_of_any_dialect(catalog: Path, write: Write, dialect: str, text: str) -> None:
    write(
        "linux/mm/x",
        (f"format: {FORMAT}", f"format: '{text}'\n    dialect: {dialect}"),
        (CAPTURES, CAPTURES.replace("d0", "'0xd0'")),
    )
    assert found(catalog) == []


def test_a_conversion_that_look_up_would_refuse_keeps_its_entry_out_and_no_other(catalog: Path, write: Write) -> None:
    write("linux/mm/good")
    path = write("linux/mm/x", (FORMAT, "'%s: another message from %*pISpc order:%d'"))
    (finding,) = (each for each in found(catalog) if each.code == "MP201")
    line = path.read_text(encoding="utf-8").split("\n")[finding.span.line - 1]
    assert line[finding.span.column - 1 : finding.span.end_column - 1] == "%*pISpc"
    assert [entry.id for entry in load_sound(catalog)[0].entries] == ["linux/mm/good"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("'Oct 27 18:00:02 host sshd[12]: lvcreate: page allocation failure. order:0, mode:0xd0'", "sshd"),
        ("'Oct 27 18:00:02 host kernel: lvcreate: page allocation failure'", "no variant"),
    ],
)
def test_a_sample_must_come_from_the_software_and_match(catalog: Path, write: Write, line: str, reason: str) -> None:
    write("linux/mm/x", (LINE, line))
    (finding,) = found(catalog)
    assert finding.code == "MP301"
    assert reason in finding.message


def test_a_short_message_needs_a_header(catalog: Path, write: Write) -> None:
    names = (ARGUMENTS, "[process, order]"), (CAPTURES, "{process: lvcreate, order: '0'}")
    short = (FORMAT, "'%s: short note %d'"), *names
    unused = ("  gfp_mask: {ja: 空きページの探し方, en: How free pages were searched for, decode: gfp-flags}\n", "")
    write("linux/mm/x", *short, unused, (LINE, "'lvcreate: short note 0'"))
    (finding,) = found(catalog)
    assert finding.code == "MP301"
    assert "min_literals" in finding.hint
    write("linux/mm/x", *short, unused, (LINE, "'[   12.345678] lvcreate: short note 0'"))
    assert codes(catalog) == []


def test_each_wrong_capture_is_a_finding_with_the_right_text(catalog: Path, write: Write) -> None:
    write("linux/mm/x", (CAPTURES, "{process: vgcreate, order: '0', mask: d0}"))
    assert [finding.code for finding in found(catalog)] == ["MP302"] * 3
    assert any("write `process: lvcreate`" in finding.hint for finding in found(catalog))


@pytest.mark.parametrize(
    ("given", "sure"),
    [
        ("{process: lvcreate, order: '0', gfp_mask: '0xd0'}", True),
        ("{process: ' lvcreate ', order: '000', gfp_mask: '\"d0\"'}", True),
        ("{process: '', order: '0'}", True),
        ("{process: d0, order: '0', gfp_mask: lvcreate}", False),  # the right values of other names
        ("{process: lvcreate, order: d0, gfp_mask: '0'}", False),
        ("{order: lvcreate}", False),
        ("{process: lvcreate, order: '1', gfp_mask: d0}", False),
        ("{process: lvcreate, order: '0', mask: d0}", False),
    ],
)
def test_captures_are_mended_only_where_the_names_cannot_be_in_the_wrong_order(
    catalog: Path, write: Write, given: str, sure: bool
) -> None:
    write("linux/mm/x", (CAPTURES, given))
    assert {finding.code for finding in found(catalog)} == {"MP302"}
    assert {bool(finding.fix) for finding in found(catalog)} == {sure}


@pytest.mark.parametrize(
    ("line", "there", "hint"),
    [
        (
            "lvcreate: page alocation failure. order:0, mode:0xd0",
            "alocation",
            "it has `allocation`, the line `alocation`",
        ),
        ("lvcreate: page allocation failure. order:x, mode:0xd0", "x", "it has a value of `order`, the line `x`"),
        ("lvcreate: page allocation failure. order:0, mode:0xd0!", "!", "it has its end, the line `!`"),
        ("lvcreate: page allocation failure. order:0, mo", "mo", "it has `mode`, the line `mo`"),
    ],
)
def test_a_sample_is_marked_where_it_parts_from_the_nearest_variant(
    catalog: Path, write: Write, line: str, there: str, hint: str
) -> None:
    path = write("linux/mm/x", (LINE, f"'Oct 27 18:00:02 host kernel: {line}'"))
    (finding,) = found(catalog)
    row = path.read_text(encoding="utf-8").split("\n")[finding.span.line - 1]
    assert finding.code == "MP301"
    assert row[finding.span.column - 1 : finding.span.end_column - 1] == there
    assert finding.hint.endswith(hint)


def test_a_sample_that_is_like_no_variant_is_marked_where_its_message_is(catalog: Path, write: Write) -> None:
    path = write("linux/mm/x", (LINE, "'Oct 27 18:00:02 host kernel: 何もない'"))
    (finding,) = found(catalog)
    row = path.read_text(encoding="utf-8").split("\n")[finding.span.line - 1]
    assert row[finding.span.column - 1 : finding.span.end_column - 1] == "何もない"


def test_a_document_does_for_a_source_and_a_draft_is_asked_for_none(catalog: Path, write: Write) -> None:
    without = ("    source: {file: mm/page_alloc.c, function: __alloc_pages}\n", "")
    write("linux/mm/x", without)
    assert codes(catalog) == ["MP217"]
    write("linux/mm/x", without, ("license:", "references: [{title: a, url: 'https://a.example/'}]\nlicense:"))
    assert codes(catalog) == []
    write("linux/mm/x", without, ("en: Free some memory.", "en: TODO"))
    assert codes(catalog) == ["MP407"]


def test_captures_that_are_missing_are_one_finding(catalog: Path, write: Write) -> None:
    write("linux/mm/a", ("{process: lvcreate, order: '0', gfp_mask: d0}", "{}"))
    (finding,) = found(catalog)
    assert finding.hint == "add `process: lvcreate, order: '0', gfp_mask: d0`"


def test_a_misspelt_argument_is_one_finding(catalog: Path, write: Write) -> None:
    write("linux/mm/a", ("  order: {ja", "  oder: {ja"))
    (finding,) = found(catalog)
    assert finding.code == "MP203"
    assert "`oder`" in finding.message


def test_an_entry_is_not_taken_for_what_its_reference_means(catalog: Path, write: Write) -> None:
    write("linux/mm/page-failure", ("license:", "related: [linux/mm/page-failures]\nlicense:"))
    (finding,) = found(catalog)
    assert finding.hint == "write that entry, or delete the reference"


@pytest.mark.parametrize("text", ['"%s" and "%s" are the same page', "<%d> pages left in the zone"])
def test_quotes_and_angles_of_a_message_are_its_own(catalog: Path, write: Write, text: str) -> None:
    write("linux/mm/a", ("'%s: page allocation failure. order:%d, mode:0x%x'", f"'{text}'"))
    assert "MP211" not in codes(catalog)


@pytest.mark.parametrize(
    ("word", "meant"),
    [("4", "warning"), ("KERN_ERR", "err"), ("LOG_CRIT", "crit"), ("warning\u3000", "warning"), ("\u00a0error", "err")],
)
def test_a_severity_may_be_known_by_another_name(catalog: Path, write: Write, word: str, meant: str) -> None:
    write("linux/mm/a", ("severity: warning", f"severity: {word}"))
    (finding,) = found(catalog)
    assert [part.text for part in finding.fix] == [meant]


def test_a_short_name_is_no_sure_slip_of_another(catalog: Path, write: Write) -> None:
    write("linux/mm/a", ("severity: warning", "severity: warning\nid: linux/mm/a"))
    (finding,) = found(catalog)
    assert (finding.code, finding.fix) == ("MP101", ())


def test_a_sample_of_a_format_with_lines_has_the_captures_of_its_line(catalog: Path, write: Write) -> None:
    lines = (FORMAT, '"%s: page allocation failure.\\nthe order was %d, the mode was 0x%x"')
    first = (LINE, "'kernel: lvcreate: page allocation failure.'".replace("kernel", "Oct 27 18:00:02 host kernel"))
    write("linux/mm/x", lines, first, (CAPTURES, "{process: lvcreate}"))
    assert codes(catalog) == []
    second = (LINE, "'Oct 27 18:00:02 host kernel: the order was 3, the mode was 0xd0'")
    write("linux/mm/x", lines, second, (CAPTURES, "{order: '3', gfp_mask: d0}"))
    assert codes(catalog) == []
    write("linux/mm/x", lines, second, (CAPTURES, "{process: lvcreate, order: '3', gfp_mask: d0}"))
    assert codes(catalog) == ["MP302"]


def test_prefix_arguments_are_captures_too(catalog: Path, write: Write) -> None:
    write(
        "linux/mm/x",
        (FORMAT, "'page allocation failure. order:%d, mode:0x%x'"),
        (ARGUMENTS, "[order, gfp_mask]\n    prefix: {kind: device, arguments: [process, device]}"),
        ("arguments:\n  process", "arguments:\n  device: {ja: 装置, en: Device}\n  process"),
        (LINE, LINE.replace("lvcreate:", "e1000e 0000:00:19.0:")),
        (CAPTURES, "{process: e1000e, device: '0000:00:19.0', order: '0', gfp_mask: d0}"),
    )
    assert codes(catalog) == []


def test_a_counter_sample_of_another_software_is_no_match(catalog: Path, write: Write) -> None:
    line = LINE.replace("kernel:", "sshd[12]:")
    write("linux/mm/x", ("license:", f"counter_samples:\n  - {line}\nlicense:"))
    assert codes(catalog) == []
    write("linux/mm/x", ("license:", f"counter_samples:\n  - {LINE}\nlicense:"))
    assert codes(catalog) == ["MP304"]


def test_two_variants_of_one_entry_may_print_the_same_text(catalog: Path, write: Write) -> None:
    first = "    versions: {to: '2.6.38'}\n    source: {file: mm/page_alloc.c}\n"
    again = f"{first}  - format: {FORMAT.replace('%d', '%ld')}\n    arguments: {ARGUMENTS}\n"
    write("linux/mm/x", ("    versions: {to: '2.6.38'}\n", again))
    assert codes(catalog) == []


def test_a_broken_entry_hides_no_good_one_and_counts_as_there(catalog: Path, write: Write) -> None:
    write("linux/mm/broken", ("severity: warning", "severity: [")).write_text("severity: [", encoding="utf-8")
    write("linux/mm/good", ("license:", "related: [linux/mm/broken]\nlicense:"))
    loaded = load_catalog(catalog, cache=False)
    assert [entry.id for entry in loaded.entries] == ["linux/mm/good"]
    assert loaded.broken == {"linux/mm/broken"}
    assert codes(catalog) == ["MP007"]


def test_a_broken_software_description_is_said_once(catalog: Path, write: Write) -> None:
    write("linux/mm/x", (FORMAT, "'whatever %!'"))
    (catalog / "linux" / "software.yaml").write_text("schema: 1\n", encoding="utf-8")
    assert {finding.code for finding in found(catalog)} == {"MP102"}


def test_a_third_language_is_a_third_key(catalog: Path, write: Write) -> None:
    write("linux/mm/x", ("  en: Free some memory.\n", "  en: Free some memory.\n  ko: 메모리를 비운다.\n"))
    loaded = load_catalog(catalog, cache=False)
    assert loaded.entries[0].action.get("ko") == "메모리를 비운다."
    assert codes(catalog) == []


def test_a_translation_may_carry_the_hash_of_its_original(catalog: Path, write: Write) -> None:
    basis = text_hash("Free some memory.")[:8]
    write("linux/mm/x", ("  ja: メモリを空ける。\n", f"  ja: {{text: メモリを空ける。, basis: {basis!r}}}\n"))
    entry = load_catalog(catalog, cache=False).entries[0]
    assert (entry.action.get("ja"), entry.action.basis("ja")) == ("メモリを空ける。", basis)
    assert codes(catalog) == []


def test_names_and_code_may_be_the_same_in_both_languages(catalog: Path, write: Write) -> None:
    write("linux/mm/x", ("{ja: ページを要求したプロセス, en: Process that asked for pages}", "{ja: CPU, en: CPU}"))
    assert codes(catalog) == []


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a <b>bold</b> word", ["<b>", "</b>"]),
        ("`<b>` in code", []),
        ("``a ` <b>`` in code", []),
        ("```\n<b>\n```\nbehind <i>", ["<i>"]),
        ("- item\n\n  ~~~~\n  <b>\n  ~~~~\n", []),
        ("a < b and 3 <4", []),
        ("<https://docs.kernel.org/>", []),
        ("<!-- hidden -->", ["<!--"]),
        ("an `unclosed <b> tick", ["<b>"]),
        ("<script\nsrc=x>", ["<script\nsrc=x>"]),
    ],
)
def test_html_is_found_outside_of_code_only(text: str, html: list[str]) -> None:
    assert [text[start:end] for start, end in markdown.raw_html(text)] == html


@pytest.mark.parametrize(
    ("text", "schemes"),
    [
        ("[a](https://example.org) [b](page.html) <mailto:a@example.org>", []),
        ("[a](javascript:alert)", ["javascript"]),
        ("[a]( <JaVaScRiPt:alert> )", ["javascript"]),
        ("[a](java&#115;cript:alert)", ["javascript"]),
        ("[a](javascript&colon;alert)", ["javascript"]),
        ("[a]\n\n[a]: data:text/html,x", ["data"]),
        ("<vbscript:x>", ["vbscript"]),
        ("`[a](javascript:alert)`", []),
    ],
)
def test_links_that_run_code_are_found_however_they_are_spelled(text: str, schemes: list[str]) -> None:
    assert [scheme for _, _, scheme in markdown.unsafe_links(text)] == schemes


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((None, None), (None, None), True),
        ((None, "2.6.38"), ("2.6.39", None), False),
        ((None, "4.4"), ("4.4.10", None), True),
        (("4.19", None), ("3.0", "4.9"), False),
        (("2.6.9", "2.6.20"), ("2.6.20", "2.6.30"), True),
    ],
)
def test_ranges_of_versions(
    first: tuple[str | None, str | None], second: tuple[str | None, str | None], expected: bool
) -> None:
    assert overlap(first, second) is expected
    assert overlap(second, first) is expected


def test_tables_of_the_package() -> None:
    assert prefixes.load()["device"].arguments == 2
    assert "errno" in decoders.names()

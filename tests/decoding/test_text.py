"""What values mean as text: on one line and as a block, in both languages, and whole tables."""

from __future__ import annotations

from typing import Any

import pytest
from tests.cli.test_terminal import CONTROLS, harmful
from tests.conftest import ROOT

from msgpedia.bundle import interface
from msgpedia.catalog import decoders
from msgpedia.decoding.decode import decode
from msgpedia.decoding.model import Reading
from msgpedia.decoding.table_text import TableOutput, kinds_text, tables_of
from msgpedia.decoding.text import picked, versions_text, written
from msgpedia.decoding.value_text import ValueOutput, value_row
from msgpedia.lookup.characters import columns
from msgpedia.lookup.terminal import Screen
from msgpedia.lookup.words import Words

TABLES = decoders.load()
WORDS = {
    "en": Words({}),
    "ja": Words(interface.load(ROOT / "translations")["ja"].texts, {"list": {"middle": "{0}、{1}"}}),
}


def line(kind: str, text: str, language: str, *versions: str) -> str:
    found = decode(TABLES.get, kind, text, versions=(versions[0], versions[-1]) if versions else (None, None))
    return written(found, WORDS[language], language)


def block(kind: str, text: str, language: str = "en", width: int = 80, **how: Any) -> str:
    output = ValueOutput(TABLES[kind], WORDS[language], language, Screen(width, False))
    return output.text(text, decode(TABLES.get, kind, text, **how))


def test_on_one_line() -> None:
    assert line("errno", "-2", "en") == "ENOENT (no such file or directory)"
    assert line("errno", "-2", "ja") == "ENOENT（ファイルまたはディレクトリがない）"
    assert line("errno", "9999", "en") == "9999 (not in the table)"
    assert line("errno", "9999", "ja") == "9999（表にない値）"
    assert line("syscall-x86-64", "59", "ja") == "execve"
    assert line("page-order", "4", "en") == "contiguous pages: 16; 64 KiB with pages of 4 KiB"
    assert line("x86-page-fault-error", "6", "en") == "page: the page is not present, access: write, mode: user"
    assert line("x86-page-fault-error", "6", "ja") == "ページ：ページが存在しない、アクセス：書き込み、モード：ユーザー"


def test_a_text_that_is_printed_for_a_number_is_told_with_that() -> None:
    kind = "scsi-additional-sense"
    assert line(kind, "Unrecovered read error", "en") == "0x1100 (unrecovered read error)"
    assert line(kind, "Unrecovered read error", "ja") == "0x1100（回復不能な読み取りエラー）"
    assert line(kind, "11/00", "en") == "0x1100 (unrecovered read error)"
    assert line(kind, "Ram failure(40)", "ja") == "0x4040（RAM の障害）"
    assert block(kind, "Unrecovered read error").splitlines()[1:] == ["  0x1100  unrecovered read error"]


def test_one_of_several_is_told_as_such() -> None:
    kind = "scsi-additional-sense"
    codes = ("0x2005", "0x2402", "0x2403")
    assert line(kind, "Obsolete", "en") == f"one of: {', '.join(f'{code} (obsolete code)' for code in codes)}"
    assert line(kind, "Obsolete", "ja") == f"{'、'.join(f'{code}（廃止された符号）' for code in codes)} のいずれか"
    assert block(kind, "Obsolete").splitlines()[1:] == [
        "  one of these; nothing tells which:",
        *(f"  {code}  obsolete code" for code in codes),
    ]
    found = value_row(kind, "Obsolete", decode(TABLES.get, kind, "Obsolete"), WORDS["en"], "en")
    assert all(part["one_of"] for part in found["readings"][0]["parts"])


def test_versions_on_one_line() -> None:
    assert line("gfp-flags", "cc0", "en", "5.10").startswith("GFP_KERNEL (")
    assert line("gfp-flags", "cc0", "en").startswith("versions 5.2 to ")
    assert " / versions 4.13 to 5.0: __GFP_IO (" in line("gfp-flags", "cc0", "en")
    assert " / 版 4.13〜5.0：__GFP_IO（" in line("gfp-flags", "cc0", "ja")


def test_words_of_versions() -> None:
    words = WORDS["en"]
    assert versions_text(Reading([], "1", "1"), words) == "version 1"
    assert versions_text(Reading([], "1", "2"), words) == "versions 1 to 2"
    assert versions_text(Reading([], "1"), words) == "version 1 and later"
    assert versions_text(Reading([], None, "2"), words) == "version 2 and earlier"


def test_a_missing_language_is_replaced() -> None:
    assert picked({"en": "a", "ja": "b"}, "ja") == "b"
    assert picked({"en": "a", "ja": "b"}, "ko") == "a"
    assert picked({"ko": "c"}, "ja") == "c"
    assert picked(None, "ja") is None
    assert picked({}, "ja") is None


def test_a_block_has_a_line_for_each_part() -> None:
    assert block("ata-status", "0x51", width=90).splitlines() == [
        "0x51 (ATA status register)",
        "  0x40  DRDY  the device is ready for commands",
        "  0x10  DSC   seek finished (in older standards; newer ones use the bit otherwise)",
        "   0x1  ERR   the command ended with an error; the error register has details",
    ]
    assert block("errno", "EWOULDBLOCK", "ja").splitlines() == [
        "EWOULDBLOCK（エラー番号）",
        "  11  EAGAIN  今はできない（再試行できる）（別名 EWOULDBLOCK）",
    ]
    assert block("x86-page-fault-error", "6").splitlines()[1:] == [
        "  page    the page is not present",
        "  access  write",
        "  mode    user",
    ]


def test_parts_of_one_name_have_it_once() -> None:
    lines = block("mce-status", "be00000000800400").splitlines()
    flags = next(number for number, text in enumerate(lines) if text.startswith("  flags "))
    assert lines[flags].split(maxsplit=1)[1] == "PCC: the state of the processor may be corrupt"
    assert lines[flags + 1].strip().startswith("ADDRV: ")
    assert "  model-specific error code  0x80" in lines


def test_a_value_outside_the_table_is_told_with_the_sources() -> None:
    sources = TABLES["errno"]["source"]
    assert block("errno", "9999").splitlines() == [
        "9999 (error number)",
        "  not in the table",
        "  Looked in:",
        *(f"    {source}" for source in sources),
    ]
    assert block("errno", "9999", "ja").splitlines()[1:3] == ["  表にない値", "  調べた資料："]
    lines = block("pcie-aer-correctable", "80000001", width=100).splitlines()
    assert lines[1].startswith("         0x1  RxErr  ")
    assert lines[3].split() == ["0x80000000", "not", "in", "the", "table"]
    assert lines[4] == "  Looked in:"


def test_a_part_of_a_number_that_is_not_in_its_table() -> None:
    lines = block("nvme-status", "0x27ff").splitlines()
    assert lines[1].split() == ["status", "0x7ff", "(not", "in", "the", "table)"]


def test_versions_are_headings_of_a_block() -> None:
    text = block("gfp-flags", "cc0")
    assert "\n  versions 5.2 to " in text
    assert "\n    0xcc0  GFP_KERNEL  " in text
    assert "versions" not in block("gfp-flags", "cc0", versions=("5.10", "5.10"))


def test_versions_without_a_table_are_told() -> None:
    table = {"name": {"en": "x"}, "table": [{"versions": {"from": "5.1"}, "rows": []}]}
    output = ValueOutput(table, WORDS["en"], "en", Screen(80, False))
    assert output.without_table("1", Reading([], "4.1", "4.1"), tables_of(table)).splitlines() == [
        "1 (x)",
        "  There is no table for version 4.1; there are tables for:",
        "    version 5.1 and later",
    ]


def test_a_long_value_is_shortened() -> None:
    text = block("errno", "x" * (1 << 20))
    assert len(text) < 600
    assert f"{'x' * 200}…" in text


def test_an_object_has_texts_in_one_language() -> None:
    found = value_row("nvme-status", "0x2002", decode(TABLES.get, "nvme-status", "0x2002"), WORDS["ja"], "ja")
    assert found["kind"] == "nvme-status"
    assert found["value"] == "0x2002"
    assert [part["name"] for part in found["readings"][0]["parts"]] == ["ステータス", "詳細"]
    assert all(isinstance(value, str) for part in found["readings"][0]["parts"] for value in part.values())
    assert found["text"].startswith("ステータス：Invalid Field in Command（")


@pytest.mark.parametrize("language", WORDS)
@pytest.mark.parametrize("kind", TABLES)
def test_a_whole_table_is_shown(kind: str, language: str) -> None:
    table = TABLES[kind]
    text = TableOutput(table, WORDS[language], language, Screen(100, False)).text(kind)
    assert text.startswith(kind)
    plain = "".join(text.split())
    for source in table["source"]:
        assert "".join(source.split()) in plain
    for rows in (table.get("rows", []), *(part["rows"] for part in table.get("table", []))):
        for row in rows:
            told = picked(row.get("text"), language) or row.get("symbol", "")
            assert "".join(told.split()) in plain
    for field in table.get("field", []):
        assert field.get("decoder", "") in text
        assert "".join(field["name"][language].split()) in plain


def test_versions_choose_what_is_shown_of_a_table() -> None:
    output = TableOutput(TABLES["gfp-flags"], WORDS["en"], "en", Screen(100, False))
    assert "GFP_TRANSHUGE" not in output.text("gfp-flags", ("2.6.18", "2.6.18"))
    assert output.text("gfp-flags", ("5.10", "5.10")).count("\nversion") == 1


@pytest.mark.parametrize("width", [20, 40, 80, 1000])
def test_lines_fit_the_terminal(width: int) -> None:
    screen = Screen(width, False)
    texts = [kinds_text(TABLES.items(), "ja", screen)]
    texts += [TableOutput(table, WORDS["ja"], "ja", screen).text(kind) for kind, table in TABLES.items()]
    texts += [block("gfp-flags", "cc0", "ja", width), block("mce-status", "be00000000800400", "en", width)]
    for text in "".join(texts).splitlines():
        assert columns(text) <= max(width, 20) or " " not in text.strip() or width < 80  # what is too long is one word


def hostile(text: str) -> dict[str, Any]:
    """A table all of whose texts are not what a bundle may have."""
    told = {"en": text}
    row = {
        "value": 1,
        "symbol": text,
        "also": [text],
        "text": told,
        "letter": text,
        "clear": {"letter": "G", "text": told},
    }
    return {"shape": "bits", "letters": True, "name": told, "source": [text], "zero": told, "rows": [row]}


@pytest.mark.parametrize("color", [False, True])
def test_nothing_reaches_a_terminal_raw(color: bool) -> None:
    evil = CONTROLS + "\x1b[2J"
    table, screen = hostile(evil), Screen(80, color)
    output = ValueOutput(table, WORDS["en"], "en", screen)
    texts = [kinds_text([(evil, table)], "en", screen), TableOutput(table, WORDS["en"], "en", screen).text(evil)]
    texts += [output.text(value, decode({"x": table}.get, "x", value)) for value in ("1", "0", "G", "3", evil)]
    texts.append(output.without_table(evil, Reading([], evil, evil), [Reading([], evil)]))
    for text in texts:
        assert harmful(text.replace("\n", "")) == []

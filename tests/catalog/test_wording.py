"""What checks of wording leave alone, and that their fixes mend what they find in whatever form a text is written."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.catalog import builder, reader, schema
from msgpedia.catalog.checks import WORDING_CHECKS, check
from msgpedia.catalog.checks.addresses import public
from msgpedia.catalog.fixing import fixed
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Entry
from msgpedia.catalog.places import Places
from msgpedia.catalog.writing import scalar
from msgpedia.diagnostics import Diagnostic
from msgpedia.lookup import markdown

Write = Callable[..., Path]

GOOD = (Path(__file__).parents[1] / "broken" / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")
JAPANESE, ENGLISH = "  ja: メモリを空ける。\n", "  en: Free some memory.\n"


def entry_of(text: str) -> Entry:
    """The entry of a file's text."""
    reading = reader.read(text.encode("utf-8"), "x.yaml", schema.ENTRY)
    assert reading.data is not None, reading.diagnostics
    return builder.build_entry("linux/mm/x", reading.data, "printk", Places("x.yaml", reading.places))


def wording(text: str) -> list[Diagnostic]:
    """What checks of wording find in a file's text."""
    owner = entry_of(text)
    return [finding for each in WORDING_CHECKS for finding in each(owner)]


def block(text: str) -> str:
    return "|\n" + textwrap.indent(text, "    ", lambda line: bool(line.strip())) + "\n"


def with_texts(ja: str, en: str) -> str:
    return GOOD.replace(JAPANESE + ENGLISH, f"  ja: {block(ja)}  en: {block(en)}")


@pytest.mark.parametrize(
    "text",
    [
        "Linux 2.6.9、4.4 では 1,024 個、3.5 GB である。",
        "`a,b` と `（` など。",
        "設定ファイル /etc/設定.conf を見る。",
        "読み込み中...と出る。",
        "[文書](https://docs.kernel.org/a_(b),c.html)を読む。",
        "「再起動してください。」と出る。",
        "セクター数:LBA 下位: 番地。",
        "次の順：1、2（標準）。「終わり！」か？",
        "画面の［ＯＫ］を押し、「１．ネットワーク設定」を選ぶ。",
        "ファイル名に「　」（全角の空白）がないか調べる。",
        "本当に壊れているのか？　まず調べる。",
        "ラベルは「データ(D:)」である。",
        "温度が 85 ℃ を超え、10～20 秒、3〜4 回くり返す。",
        "※ クライアント・サーバー間、①と②、read(2)、f(x)、W52/W53。",
        "温度は 90 ℃、±2、1〜3、2 × 3、ＣＰＵ".replace("ＣＰＵ", "CPU"),
        "Linux・BSD、および／または macOS。",
        "```\necho 全角，ﾊﾝｶｸ(半角),終わり. です。\n```",
        "値を増す。話す。ますます増える。",
        "（注）再起動する。\n(null) と出る。\n（1）は前の手順である。\n2.6 では動く。\n3.0 でも動く。",
        "①を見て\n②へ進む。",
        "次のとおり。\n・・・と出る。",
        "```\n① 手順\n② 次\n・点\n```\n`（1）` と\n`（2）`。",
        "1. 次\n2) 次の次\n- 点",
        "`echo ー` と `a – b`、`コンピューターx`、`‘x’`。",
        "```\nls -l  # “長い” 一覧\n└─sshd ─ 1\n```",
        "https://docs.kernel.org/a.html.",
    ],
)
def test_sound_japanese_is_left_alone(text: str) -> None:
    found = [finding for finding in wording(with_texts(text, "x")) if finding.code[:4] in ("MP41", "MP42")]
    assert [finding for finding in found if finding.code not in ("MP420", "MP421", "MP422")] == []


@pytest.mark.parametrize(
    "text",
    [
        "It is 5 °C, 2 × 3, and naïve.",
        "`、` and `エラー` are printed.",
        "“Quoted” — with a dash…",
        "The first: 1, 2 (3).",
        "4.19 and\n5.10, or (1) as above,\n(3) not.",
    ],
)
def test_sound_english_is_left_alone(text: str) -> None:
    assert [finding for finding in wording(with_texts("`、` と `エラー`。", text)) if finding.code != "MP420"] == []


@pytest.mark.parametrize(
    ("ja", "en"),
    [
        ("`order` が大きい。`mode` は `mode`。", "If `order`  is large, and `mode`."),
        ("`kill 番号` と `名前/値`。", "`kill NUMBER` and `name/value`."),
        ("`a  b` とする。", "Use `a b`."),
        ("100% である。", "It is 100% so."),
        ("[文書](https://example.org/ja/a.html)を読む。", "Read the [documents](https://example.org/en/a.html)."),
        ("[文書](https://ja.example.org/a)を読む。", "Read the [documents](https://en.example.org/a)."),
        ("```\nls -l  # 一覧\n\n# 終わり\n```", "~~~\nls -l    # a list\n~~~"),
        ("```\nkill <番号>\n```", "```\nkill <number>\n```"),
        ("<https://example.org/a>を読む。", "Read https://example.org/a, or [this](https://example.org/a)."),
        ("1. 次\n\n   ```\n   ls\n   ```", "```\nls\n```"),
    ],
)
def test_what_is_translated_is_no_difference(ja: str, en: str) -> None:
    assert wording(with_texts(ja, en)) == []


@pytest.mark.parametrize(
    ("ja", "en"),
    [("「はい」を押す。", "Press “はい”."), ("名前は「web＿01」である。", 'It is called "web＿01".')],
)
def test_what_is_quoted_from_a_screen_is_left_alone(ja: str, en: str) -> None:
    assert wording(with_texts(ja, en)) == []


def test_texts_that_changed_places_are_one_finding() -> None:
    (finding,) = wording(with_texts("Stop a process, then free memory.", "プロセスを止め、メモリを空ける。"))
    assert (finding.code, finding.hint) == ("MP415", "swap the two")


def test_a_japanese_text_under_en_gets_no_english_marks() -> None:
    (finding,) = wording(with_texts("メモリを空ける。", "プロセスを止め、メモリ（スワップも）を空ける。"))
    assert finding.code == "MP415"
    assert not finding.fix


def test_a_full_stop_behind_a_number_is_mended_where_it_is_a_list() -> None:
    ja = "10．`free -m` を見る。\n手順 2．を終える。"
    text = with_texts(ja, "Look at `free -m`.\nStep 2 is done.")
    found = wording(text)
    assert [bool(finding.fix) for finding in found] == [True, False]
    assert "    10. `free -m` を見る。\n    手順 2．を終える。" in fixed(text, found)[0]


@pytest.mark.parametrize(
    ("text", "first", "items"),
    [
        ("① 止める。\n② 空ける。", 1, 2),
        ("①止める。\n②もう一度。", 1, 2),
        ("次の順に:\n（1） 止める。\n（2） `free` を見る。\n（3）`kill`".replace(":", "。"), 1, 3),
        ("⑲ `kill`\n\n⑳ 空ける。", 19, 2),
        ("  1）止める。\n  2）空ける。", 1, 2),
        ("1、止める。\n2、空ける。", 1, 2),
        ("点:\n　・止める。\n　・`free` を見る。".replace(":", "。"), None, 2),
        ("･止める。\n･空ける。", None, 2),
        ("-止める。\n-空ける。", None, 2),
    ],
)
def test_what_looks_like_a_list_becomes_one(text: str, first: int | None, items: int) -> None:
    whole = with_texts(text, "Stop `free` and `kill`.")
    for _ in range(4):
        whole = fixed(whole, wording(whole))[0]
    assert [finding for finding in wording(whole) if finding.fix] == []
    blocks = markdown.parse(entry_of(whole).action.get("ja") or "")
    (found,) = (block for block in blocks if block[0] == "list")
    assert (found[1], len(found[2])) == (first, items)
    assert "・" not in str(blocks)


def test_a_title_has_no_list() -> None:
    text = GOOD.replace("物理ページを", "・物理ページを")
    assert wording(text) == []


def test_curved_quotes_may_be_shown_where_the_message_has_them() -> None:
    text = with_texts("`“%s” failed` と出る。", "It prints `“%s” failed`.")
    assert {finding.code for finding in wording(text)} == {"MP429"}
    assert wording(text.replace("'%s: page", "'“%s”: page")) == []


@pytest.mark.parametrize(
    ("written", "mended"),
    [
        ("ls –l", "ls -l"),
        ("ls —all", "ls --all"),
        ("–l", "-l"),
        ("ls ——all", "ls --all"),
        ("ls -–all", "ls --all"),
        ("ls –all", "ls –all"),  # -all or --all
        ("a - b – c", "a - b – c"),
    ],
)
def test_dashes_of_options(written: str, mended: str) -> None:
    text = with_texts(f"`{written}` である。", f"```\n{written}\n```\nand `{written}`.")
    assert fixed(text, wording(text))[0] == text.replace(written, mended)


def test_a_full_width_blank_at_the_start_of_a_block_goes_with_those_behind_it() -> None:
    text = GOOD.replace(JAPANESE, "  ja: |\n    　 メモリ\n    を空ける。\n")
    assert "  ja: |\n    メモリ\n    を空ける。\n" in fixed(text, wording(text))[0]


def test_a_third_language_agrees_with_english(catalog: Path, write: Write) -> None:
    texts = "  ja: '`order` である。'\n  en: Such is `order`.\n  ko: '`mode` 이다.'\n"
    write("linux/mm/x", (JAPANESE + ENGLISH, texts))
    found = check(load_catalog(catalog, cache=False))
    assert {(finding.code, finding.message) for finding in found} == {
        ("MP420", "`mode` stands in the `ko` text only"),
        ("MP420", "`order` stands in the English text only"),
    }


def test_a_text_beside_its_basis_has_its_places() -> None:
    text = GOOD.replace(ENGLISH, "  en:\n    basis: '3b2b10af'\n    text: |\n      Free、some memory.\n")
    (finding,) = wording(text)
    assert (finding.code, finding.span.line, finding.span.column) == ("MP416", 23, 11)


@pytest.mark.parametrize(
    "line",
    [
        "server 192.0.2.1, 198.51.100.7 and 203.0.113.5",
        "0.0.0.0 127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.1.1 224.0.0.1 255.255.255.0",
        "version 4.18.0.305, kernel-4.18.0.305, v4.18.0.305, 4.18.0.305-rc1, 4.18.0.305.1, 300.1.1.1, ABC/8.1.2.3",
        "2001:db8::1 fe80::1 ::1 fd00::1 2a:3b:4c:5d:6e:7f 21:30:45 cmd 60/08:48:00:08:10/00:00",
    ],
)
def test_addresses_of_no_public_host_are_left_alone(line: str) -> None:
    entry = entry_of(GOOD.replace("license:", f"counter_samples: ['{line}']\nlicense:"))
    assert [finding.message for finding in public(entry)] == []


# Slips and sound text, to be put together at random: whatever stands beside a slip, its fix must mend it.
PIECES = [
    "ﾒﾓﾘ",
    "ﾊﾞ",
    "Ａ",
    "３．５",
    "，",
    "．",
    "、",
    "。",
    "メモリ",
    "空き",
    "(注)",
    "（注)",
    "?",
    "!",
    ",",
    ".",
    "\u3000",
    "\u00a0",
]
PIECES += ["\n① ", "\n②", "\n（1）", "\n(2)", "\n3)", "\n・", "`ls –l`", "\u200b"]
PIECES += ["ハ\u3099", "`x`", " ", "a", "'", '"', "# ", ": ", "\\", "【", "。。"]
STYLES: dict[str, Callable[[str], str]] = {
    "plain or quoted": lambda text: scalar(text) + "\n",
    "quoted": lambda text: scalar(text, quoted=True) + "\n",
    "double": lambda text: '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"\n',
    "block": lambda text: block(text),
}


@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=8), style=st.sampled_from(sorted(STYLES)))
def test_fixes_mend_what_they_are_for(pieces: Iterable[str], style: str) -> None:
    value = "始" + "".join(pieces) + "終"
    for language, old in (("ja", JAPANESE), ("en", ENGLISH)):
        text = GOOD.replace(old, f"  {language}: {STYLES[style](value)}")
        for _ in range(12):
            found = [finding for finding in wording(text) if finding.fix]
            if not found:
                break
            text, applied = fixed(text, found)
            assert applied
        assert [finding for finding in wording(text) if finding.fix] == []

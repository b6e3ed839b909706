"""A third language comes with texts and words alone, in a catalog of its own: bundle, command line and site have it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Run
from tests.emit.project import build, make_project, page, write_entry
from tests.site import links

from msgpedia.cli.build import build_bundle

HEADER = (
    'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
)
COMMAND_LINE = """
msgid "What to do"
msgstr "조치"

msgid "WARNING"
msgstr "경고"

msgid "No {wanted} text yet; this is {shown}."
msgstr "{wanted} 글이 아직 없어 {shown}로 보인다."

msgid "{first} to {last}"
msgstr "{first}부터 {last}까지"

msgid "({count} character in all)"
msgid_plural "({count} characters in all)"
msgstr[0] "(모두 {count}자)"
"""
SITE = """
msgid "By severity"
msgstr "심각도별"

msgid "{count} message"
msgid_plural "{count} messages"
msgstr[0] "메시지 {count}개"
"""
LINE = b"Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A checkout with two entries, one of which has a title and an action in Korean, and some words of it."""
    root = make_project(tmp_path_factory.mktemp("korean") / "project")
    write_entry(
        root,
        "linux/mm/allocation",
        (
            "  en: Physical pages could not be allocated",
            "  en: Physical pages could not be allocated\n  ko: 물리 페이지 할당 실패",
        ),
        ("  en: Free some memory.", "  en: Free some memory.\n  ko: 메모리를 비운다."),
    )
    folder = root / "translations" / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "msgpedia.po").write_text(HEADER + COMMAND_LINE, encoding="utf-8")
    (folder / "site.po").write_text(HEADER + SITE, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def bundle(root: Path) -> Path:
    assert build_bundle(str(root), str(root / "bundle")) == 0
    return root / "bundle" / "msgpedia.json"


@pytest.fixture(scope="module")
def site(root: Path) -> Path:
    return build(root, strict=True)


def test_the_bundle_has_its_texts_words_and_ways_to_write(bundle: Path) -> None:
    content: dict[str, Any] = json.loads(bundle.read_bytes())
    assert content["languages"] == ["en", "ja", "ko"]
    assert content["interface"]["ko"]["What to do"] == "조치"
    assert content["locales"]["ko"]["plural"]["texts"] == {"({count} character in all)": ["(모두 {count}자)"]}
    assert content["locales"]["ja"]["names"] == {"en": "英語", "ja": "日本語", "ko": "韓国語"}
    (entry,) = (entry for entry in content["entries"] if "ko" in entry["title"])
    assert entry["action"]["ko"] == "메모리를 비운다."


def test_show_has_it_and_says_what_is_missing(bundle: Path, run: Run) -> None:
    for options in (["--lang", "ko"], ["--lang", "ko-KR"], []):
        environment = {} if options else {"LC_ALL": "ko_KR.UTF-8"}
        done = run("show", "linux/mm/allocation", "--bundle", bundle, *options, env=environment)
        shown = done.stdout.decode()
        assert "[경고] 물리 페이지 할당 실패" in shown
        assert "조치\n  메모리를 비운다." in shown
        assert "한국어 글이 아직 없어 영어로 보인다." in shown
        assert "What it means" in shown  # not translated


def test_lookup_and_its_summary_have_it(bundle: Path, run: Run) -> None:
    done = run("lookup", "--bundle", bundle, "--lang", "ko", stdin=LINE)
    assert "물리 페이지 할당 실패" in done.stdout.decode()
    later = LINE.replace(b"18:00:02", b"18:00:03")
    done = run("lookup", "--summary", "--bundle", bundle, "--lang", "ko", stdin=LINE * 1234 + later)
    assert "1,235" in done.stdout.decode()
    assert "10월 27일 18:00:02부터 10월 27일 18:00:03까지" in done.stdout.decode()
    done = run("lookup", "--format", "jsonl", "--bundle", bundle, "--lang", "ko", stdin=LINE)
    row = json.loads(done.stdout)
    assert (row["title"], row["header"]["time"]) == ("물리 페이지 할당 실패", "Oct 27 18:00:02")


@pytest.mark.parametrize("words", ["페이지", "메모리", "메모리를 비운다", '"물리 페이지"'])
def test_search_finds_its_words(bundle: Path, run: Run, words: str) -> None:
    done = run("search", words, "--bundle", bundle, "--lang", "ko", "--format", "jsonl")
    assert [json.loads(line)["entry"] for line in done.stdout.splitlines()] == ["linux/mm/allocation"]


def test_the_site_has_its_pages(site: Path) -> None:
    assert [str(fault) for fault in links.check(site)] == []
    assert {path.relative_to(site / "ko") for path in (site / "ko").rglob("*")} == {
        path.relative_to(site / "ja") for path in (site / "ja").rglob("*")
    }
    text = page(site, "ko/linux/mm/allocation.html")
    assert '<html lang="ko"' in text
    assert "<h1>물리 페이지 할당 실패</h1>" in text
    assert '<a href="../../../ja/linux/mm/allocation.html" lang="ja" hreflang="ja" rel="alternate">日本語</a>' in text
    assert '<link rel="alternate" hreflang="ko" href="../../../ko/linux/mm/allocation.html">' in page(
        site, "ja/linux/mm/allocation.html"
    )
    assert "Korean: in part" in page(site, "en/linux/mm/allocation.html")
    assert "韓国語" in page(site, "ja/search.html")
    assert "Japanese, English, or Korean" in page(site, "en/search.html")


def test_what_it_lacks_is_shown_in_another_language_with_a_notice(site: Path) -> None:
    text = page(site, "ko/linux/fs/read.html")
    assert '<h1 lang="en">Physical pages could not be allocated</h1>' in text
    notice = '<p class="remark">한국어 글이 아직 없어 영어로 보인다.</p>'
    assert text.count(notice) == 1  # below the title, for all of it
    partly = page(site, "ko/linux/mm/allocation.html")
    assert partly.index(notice) > partly.index('id="description"')  # the title and the action are there
    assert "메시지 1개" in page(site, "ko/severity/err.html")


def test_the_page_at_the_root_offers_it(site: Path) -> None:
    text = page(site, "index.html")
    assert '<a href="ko/index.html" lang="ko" hreflang="ko">한국어</a>' in text
    assert "in Japanese, English, and Korean." in text

"""Pages that people write, in every language of the site, and how they lead to what comes from the catalog."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.emit.project import build, page, warnings, write_entry
from tests.site import links


def korean(root: Path) -> None:
    """Add a third language to a project: some words, and an entry that has a title and an action in it."""
    folder = root / "translations" / "ko" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    header = 'msgid ""\nmsgstr ""\n"Language: ko\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    header += '"Content-Type: text/plain; charset=utf-8\\n"\n'
    (folder / "site.po").write_text(f'{header}\nmsgid "By severity"\nmsgstr "심각도별"\n', encoding="utf-8")
    write_entry(
        root,
        "linux/mm/allocation",
        ("  en: Physical pages could not be allocated", "  en: Physical pages could not be allocated\n  ko: 제목"),
        ("  en: Free some memory.", "  en: Free some memory.\n  ko: 메모리를 비운다."),
    )


def test_a_third_language_needs_words_and_texts_but_no_code(project: Path) -> None:
    korean(project)
    site = build(project, strict=True)
    assert [str(fault) for fault in links.check(site)] == []
    korean_pages, japanese = (
        {path.relative_to(site / code) for path in (site / code).rglob("*")} for code in ("ko", "ja")
    )
    assert korean_pages == japanese
    text = page(site, "ko/linux/mm/allocation.html")
    assert '<html lang="ko"' in text
    assert "<h1>제목</h1>" in text
    assert "<p>메모리를 비운다.</p>" in text
    assert '<div lang="en"><p>There were not enough free pages.</p>' in text
    assert '<a href="../../../ja/linux/mm/allocation.html" lang="ja" hreflang="ja" rel="alternate">日本語</a>' in text
    assert "Korean: in part" in page(site, "en/linux/mm/allocation.html")
    assert '<h1 lang="en">Physical pages could not be allocated</h1>' in page(site, "ko/linux/fs/read.html")
    assert "심각도별" in page(site, "ko/severity/err.html")
    assert '<a href="ko/index.html" lang="ko" hreflang="ko">한국어</a>' in page(site, "index.html")
    assert (site / "data" / "words" / "ko.js").exists()
    assert "제목" in page(site, "data/cards/ko/0.js")


def test_a_language_from_the_right_turns_round_what_it_borrows(project: Path) -> None:
    folder = project / "translations" / "he" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "site.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n', encoding="utf-8")
    title = "  en: Physical pages could not be allocated"
    write_entry(project, "linux/mm/allocation", (title, f"{title}\n  he: \u05e9\u05dc\u05d5\u05dd"))
    site = build(project, strict=True)
    text = page(site, "he/linux/mm/allocation.html")
    assert '<html lang="he" dir="rtl"' in text
    assert "<h1>\u05e9\u05dc\u05d5\u05dd</h1>" in text
    assert '<div lang="en" dir="ltr"><p>There were not enough free pages.</p>' in text
    assert '<h1 lang="en" dir="ltr">Physical pages' in page(site, "he/linux/fs/read.html")
    assert '<div lang="en" dir="ltr">' in page(site, "he/about.html")
    assert "dir=" not in page(site, "ja/linux/mm/allocation.html")


def test_a_third_language_shows_written_pages_in_english_until_it_has_its_own(project: Path) -> None:
    korean(project)
    site = build(project, strict=True)
    assert "How to read an entry" in page(site, "ko/about.html")
    (project / "site" / "pages" / "ko").mkdir()
    text = "---\ntitle: 소개\ndescription: 소개.\n---\n# 소개 {: #bundle }\n"
    (project / "site" / "pages" / "ko" / "about.md").write_text(text, encoding="utf-8")
    site = build(project, strict=True)
    assert "How to read an entry" not in page(site, "ko/about.html")
    assert '<a href="../ko/about.html" aria-current="page">소개</a>' in page(site, "ko/about.html")
    assert "Contribute" in page(site, "ko/contribute.html")


def test_a_page_that_only_one_language_has_is_shown_in_all(project: Path) -> None:
    text = "---\ntitle: 追加\ndescription: 追加。\n---\n# 追加\n"
    (project / "site" / "pages" / "ja" / "extra.md").write_text(text, encoding="utf-8")
    site = build(project, strict=True)
    assert "<h1>追加</h1>" in page(site, "en/extra.html").replace(' id="_1"', "")
    assert [str(fault) for fault in links.check(site)] == []


def append(root: Path, name: str, text: str) -> None:
    """Add text to a file of a project."""
    with (root / name).open("a", encoding="utf-8") as file:
        file.write(text)


def test_written_pages_lead_to_entries_and_to_the_bundle(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    append(project, "site/pages/en/about.md", "\n[one](entry:linux/fs/read#action) [two](bundle:bundle.schema.json)\n")
    (project / "site" / "pages" / "en" / "more").mkdir()
    text = (
        "---\ntitle: More\ndescription: More.\n---\n# More\n\n[one](entry:linux/fs/read) [two](bundle:msgpedia.json)\n"
    )
    (project / "site" / "pages" / "en" / "more" / "deep.md").write_text(text, encoding="utf-8")
    site = build(project, strict=True)
    assert '<a href="linux/fs/read.html#action">one</a> <a href="../bundle/bundle.schema.json">two</a>' in page(
        site, "en/about.html"
    )
    assert '<a href="../linux/fs/read.html">one</a> <a href="../../bundle/msgpedia.json">two</a>' in page(
        site, "en/more/deep.html"
    )
    assert [str(fault) for fault in links.check(site)] == []
    assert warnings(caplog) == []


@pytest.mark.parametrize("link", ["entry:linux/fs/gone", "entry:../about", "bundle:msgpedia.yaml"])
def test_a_link_of_a_written_page_that_leads_nowhere_is_a_warning(
    project: Path, caplog: pytest.LogCaptureFixture, link: str
) -> None:
    append(project, "site/pages/en/about.md", f"\n[one]({link})\n")
    build(project)
    assert warnings(caplog) == [f"Doc file 'en/about.md' links to '{link}', which is not there."]


def test_a_written_page_needs_no_description(project: Path) -> None:
    (project / "site" / "pages" / "en" / "plain.md").write_text("# Plain\n\nText.\n", encoding="utf-8")
    text = page(build(project, strict=True), "en/plain.html")
    assert "<title>Plain · msgpedia</title>" in text
    assert '<meta name="description" content="Plain">' in text

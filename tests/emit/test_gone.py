"""Pages at the places of ids that no entry has any more: they lead to the entry, or say that it was withdrawn."""

from __future__ import annotations

from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from tests.emit.project import build, files, make_project, page, warnings, write_entry
from tests.site import links

from msgpedia.emit.site.entry_page import Card
from msgpedia.emit.site.history import Dates
from msgpedia.emit.site.pages import Overview

ADDRESS = "https://msgpedia.example/dictionary/"
OLD = "former_ids: [linux/mm/old, toaster/heat/older]\nlicense:"  # the second is of another software
WITHDRAWN = """withdrawn:
  - id: linux/mm/wrong
    date: '2026-01-31'
    reason:
      ja: 別のメッセージの説明だった
      en: It mixed up A & B
    see: linux/mm/old
  - id: linux/fs/useless
    date: '2025-12-01'
    reason: {en: Nobody prints it}
"""


def retire(root: Path) -> None:
    """Give an entry former ids, and let the software have withdrawn others."""
    write_entry(root, "linux/mm/allocation", ("license:", OLD))
    place = root / "catalog" / "linux" / "software.yaml"
    place.write_text(place.read_text(encoding="utf-8") + WITHDRAWN, encoding="utf-8")


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_project(tmp_path_factory.mktemp("retired"))
    retire(root)
    return root


@pytest.fixture(scope="module")
def site(retired: Path) -> Path:
    return build(retired, strict=True)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize(
    ("old", "way"), [("linux/mm/old", "allocation.html"), ("toaster/heat/older", "../../linux/mm/allocation.html")]
)
def test_a_former_id_leads_to_the_entry_without_a_script(site: Path, language: str, old: str, way: str) -> None:
    text = page(site, f"{language}/{old}.html")
    assert f'<meta http-equiv="refresh" content="0; url={way}">' in text
    assert f'<link rel="canonical" href="{way}">' in text
    assert '<meta name="robots" content="noindex">' in text
    title = {"en": "Physical pages could not be allocated", "ja": "物理ページを確保できなかった"}[language]
    assert f'<a href="{way}">{title}</a>' in text
    assert {"en": "This page has moved", "ja": "このページは移動した"}[language] in text


def test_an_entry_that_was_withdrawn_has_a_page_that_says_why(site: Path) -> None:
    english, japanese = (page(site, f"{code}/linux/mm/wrong.html") for code in ("en", "ja"))
    assert "<h1>This entry was withdrawn</h1>" in english
    assert "It mixed up A &amp; B" in english
    assert '<time datetime="2026-01-31">Jan 31, 2026</time>' in english
    assert '<a href="allocation.html">Physical pages could not be allocated</a>' in english
    assert "別のメッセージの説明だった" in japanese
    assert '<time datetime="2026-01-31">2026年1月31日</time>' in japanese
    assert '<meta name="robots" content="noindex">' in english
    assert "refresh" not in english


def test_a_reason_that_is_missing_in_a_language_has_its_notice(site: Path) -> None:
    text = page(site, "ja/linux/fs/useless.html")
    assert '<dd lang="en">Nobody prints it</dd>' in text
    assert "日本語の文がまだないため、英語で示す。" in text


def test_an_entry_keeps_the_day_on_which_it_was_added() -> None:
    cards = {
        name: Card(name, "linux", "err", {"en": name}, "", "", former)
        for name, former in (("linux/mm/new", ("linux/mm/old", "linux/mm/older")), ("linux/mm/other", ()))
    }
    days = {
        "catalog/linux/mm/new.yaml": Dates("2026-03-03", "2026-04-04"),
        "catalog/linux/mm/old.yaml": Dates("2026-02-02", "2026-02-03"),
        "catalog/linux/mm/older.yaml": Dates("2026-01-01", "2026-01-02"),
        "catalog/linux/mm/other.yaml": Dates("2026-02-02", "2026-02-02"),
    }
    overview = Overview(cards, {}, (), days, "catalog")
    assert overview.dates_of("linux/mm/new") == Dates("2026-01-01", "2026-04-04")
    assert [card.id for _, card in overview.newest()] == ["linux/mm/other", "linux/mm/new"]


def test_nothing_but_their_own_pages_knows_them(site: Path) -> None:
    for name, content in files(site).items():
        if name.endswith((".html", ".js", ".xml")) and not name.endswith(("old.html", "older.html")):
            text = content.decode()
            assert "mm/old.html" not in text, name
            if not name.endswith(("wrong.html", "useless.html")):
                assert "linux/mm/wrong" not in text, name
                assert "linux/fs/useless" not in text, name
            if not name.startswith(("data/search/", "bundle/")):
                assert "linux/mm/old" not in text, name


def test_every_link_of_the_site_leads_somewhere(site: Path, retired: Path, tmp_path: Path) -> None:
    assert [str(fault) for fault in links.check(site)] == []
    published = build(retired, site_url=ADDRESS, site_dir=str(tmp_path / "site"), strict=True)
    assert [str(fault) for fault in links.check(published, ADDRESS)] == []
    text = page(published, "en/linux/mm/old.html")
    assert f'<link rel="canonical" href="{ADDRESS}en/linux/mm/allocation.html">' in text
    sitemap = page(published, "sitemap.xml")
    assert "linux/mm/allocation.html" in sitemap
    assert not any(name in sitemap for name in ("mm/old", "mm/wrong", "fs/useless", "heat/older"))


def test_a_link_of_a_written_page_to_a_former_id_leads_to_the_entry(project: Path) -> None:
    retire(project)
    place = project / "site" / "pages" / "en" / "about.md"
    place.write_text(place.read_text(encoding="utf-8") + "\n[it](entry:linux/mm/old#action)\n", encoding="utf-8")
    site = build(project, strict=True)
    assert '<a href="linux/mm/allocation.html#action">it</a>' in page(site, "en/about.html")


def test_a_written_page_cannot_take_the_place_of_a_former_id(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    retire(project)
    place = project / "site" / "pages" / "en" / "linux" / "mm" / "old.md"
    place.parent.mkdir(parents=True)
    place.write_text("# Old\n", encoding="utf-8")
    with pytest.raises(Abort):
        build(project)
    assert "has the place of a page that is made from the catalog" in caplog.text


def test_an_entry_with_a_withdrawn_id_is_left_out(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    retire(project)
    (project / "catalog" / "linux" / "fs" / "read.yaml").rename(project / "catalog" / "linux" / "mm" / "wrong.yaml")
    site = build(project)
    assert any("MP504 the id `linux/mm/wrong` was withdrawn" in warning for warning in warnings(caplog))
    assert "This entry was withdrawn" in page(site, "en/linux/mm/wrong.html")

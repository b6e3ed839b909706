"""What a site says of its address, its repository and its history, where it has them and where it has not."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from xml.etree import ElementTree

from tests.emit.project import build, files, page
from tests.site import links

from msgpedia.emit.site.shell import POLICY, SERVING_POLICY

ADDRESS = "https://msgpedia.example/dictionary/"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}link"


def test_a_site_with_an_address_names_its_pages(original: Path, tmp_path: Path) -> None:
    site = build(original, site_url=ADDRESS, site_dir=str(tmp_path / "site"), strict=True)
    assert [str(fault) for fault in links.check(site, ADDRESS)] == []
    text = page(site, "en/linux/fs/read.html")
    assert f'<link rel="canonical" href="{ADDRESS}en/linux/fs/read.html">' in text
    for language in ("ja", "en"):
        assert f'<link rel="alternate" hreflang="{language}" href="{ADDRESS}{language}/linux/fs/read.html">' in text
    assert f'href="{ADDRESS}ja/index.html"' in page(site, "index.html")


def test_a_sitemap_has_all_pages_and_their_translations(original: Path, tmp_path: Path) -> None:
    site = build(original, site_url=ADDRESS, site_dir=str(tmp_path / "site"))
    assert not (site / "sitemap.xml.gz").exists()
    found: dict[str, dict[str, str]] = {}
    for url in ElementTree.parse(site / "sitemap.xml").getroot():
        place = url.findtext(f"{SITEMAP}loc")
        assert place is not None
        assert place not in found
        found[place] = {link.attrib["hreflang"]: link.attrib["href"] for link in url.findall(XHTML)}
    pages = {name for name in files(site) if name.endswith(".html") and "/" in name}
    assert set(found) == {ADDRESS + name for name in pages}
    for place, others in found.items():
        rest = place.removeprefix(ADDRESS).partition("/")[2]
        assert others == {
            "ja": f"{ADDRESS}ja/{rest}",
            "en": f"{ADDRESS}en/{rest}",
            "x-default": f"{ADDRESS}en/{rest}",
        }


def test_a_site_without_an_address_has_no_sitemap(site: Path) -> None:
    assert not list(site.glob("sitemap*"))
    text = page(site, "en/linux/fs/read.html")
    assert "canonical" not in text
    assert '<link rel="alternate" hreflang="ja" href="../../../ja/linux/fs/read.html">' in text


def test_the_page_for_missing_ones_works_at_any_address(site: Path, original: Path, tmp_path: Path) -> None:
    assert 'href="/assets/msgpedia.css"' in page(site, "404.html")
    assert 'href="/ja/index.html"' in page(site, "404.html")
    other = build(original, site_url=ADDRESS, site_dir=str(tmp_path))
    assert 'href="/dictionary/assets/msgpedia.css"' in page(other, "404.html")
    assert 'href="/dictionary/en/search.html"' in page(other, "404.html")


def test_only_a_site_that_is_served_while_writing_lets_scripts_into_pages(original: Path, tmp_path: Path) -> None:
    site = build(original, "serve", site_dir=str(tmp_path))
    assert "unsafe-inline" not in POLICY
    expected = SERVING_POLICY.replace("'", "&#39;")
    for name in ("en/index.html", "en/linux/fs/read.html", "en/severity/err.html", "404.html", "index.html"):
        assert f'content="{expected}"' in page(site, name)


def test_entries_can_be_edited_where_the_repository_is_known(original: Path, site: Path, tmp_path: Path) -> None:
    text = page(site, "en/linux/fs/read.html")
    assert '<a href="../../../en/contribute.html#edit">' in text
    assert '<a href="../../../en/contribute.html#report">' in text
    other = build(original, repo_url="https://git.example.org/msgpedia/", site_dir=str(tmp_path))
    text = page(other, "en/linux/fs/read.html")
    assert '<a href="https://git.example.org/msgpedia/edit/main/catalog/linux/fs/read.yaml" rel="noreferrer">' in text
    assert '<a href="https://git.example.org/msgpedia/issues/new?title=linux/fs/read" rel="noreferrer">' in text
    assert "contribute.html#edit" not in text


def test_days_come_from_the_history_of_the_checkout(project: Path) -> None:
    environment = dict.fromkeys(("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"), "x")
    environment |= dict.fromkeys(("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"), "x@example.org")
    environment |= dict.fromkeys(("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"), "2026-01-31T12:00:00Z")
    for words in (["init", "-q"], ["add", "catalog/linux/fs"], ["commit", "-qm", "One"]):
        subprocess.run(["git", *words], cwd=project, env=os.environ | environment, check=True, capture_output=True)
    site = build(project, site_url=ADDRESS, strict=True)
    assert "added Jan 31, 2026" in page(site, "en/linux/fs/read.html")
    assert "added" not in page(site, "en/linux/mm/allocation.html")
    newest = page(site, "en/newest.html")
    assert newest.index("linux/mm/allocation.html") < newest.index("linux/fs/read.html")
    assert '<time datetime="2026-01-31">Jan 31, 2026</time>' in newest
    assert page(site, "sitemap.xml").count("<lastmod>2026-01-31</lastmod>") == 2


def test_a_site_without_a_history_says_so(site: Path) -> None:
    assert "built without the history" in page(site, "en/newest.html")

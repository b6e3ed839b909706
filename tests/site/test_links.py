"""All links of the site lead somewhere, from a disk too; pages hold nothing that a strict policy forbids."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.site import links
from tests.site.browser import nothing
from tests.site.conftest import ADDRESS

HEAD = """<!doctype html>
<html lang="{lang}"><head><title>Title</title><meta name="description" content="What it is.">
<link rel="stylesheet" href="{base}assets/a.css"><script src="{base}assets/a.js" defer></script>
<link rel="canonical" href="{address}{name}">
<link rel="alternate" hreflang="en" href="{address}en/index.html">
<link rel="alternate" hreflang="ja" href="{address}ja/index.html">
</head><body><h1 id="top">Title</h1>
"""
BODY = """<a href="#top">up</a> <a href="../{other}/index.html#top">other</a> <a href="index.html#q=a%20b">values</a>
<a href="#with:a=1">values</a> <a href="#log=a">values</a> <a href="#%E5%9B%A0">cause</a> <h2 id="因">Cause</h2>
<a href="https://example.org/">elsewhere</a> <a href="mailto:a@example.org">mail</a> <img src="../assets/a.svg" alt="">
"""


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A site of a few pages without faults, at `ADDRESS`."""
    texts = {"assets/a.css": "a { background: url(a.svg) }", "assets/a.js": "", "assets/a.svg": "<svg/>"}
    for lang, other in (("ja", "en"), ("en", "ja")):
        name = f"{lang}/index.html"
        texts[name] = HEAD.format(lang=lang, base="../", address=ADDRESS, name=name) + BODY.format(other=other)
    texts["index.html"] = HEAD.format(lang="en", base="", address=ADDRESS, name="index.html")
    texts["index.html"] += '<a href="ja/index.html">日本語</a>'
    texts["404.html"] = HEAD.format(lang="en", base="/dictionary/", address=ADDRESS, name="404.html")
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _faults(root: Path, name: str, old: str, new: str) -> list[str]:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return [str(fault) for fault in links.check(root, ADDRESS)]


def test_site_without_faults(small: Path) -> None:
    assert links.check(small, ADDRESS) == []


def test_folder_without_pages(tmp_path: Path) -> None:
    assert [fault.text for fault in links.check(tmp_path)] == ["there is no page"]


# What stands in ja/index.html, what is put in its place, and what is said of it.
BROKEN = [
    ("../en/index.html#top", "../en/missing.html", "ja/index.html:8: href of a: ../en/missing.html leads nowhere"),
    ("../en/index.html#top", "../en/Index.html", "leads nowhere; there is en/index.html"),
    ("../en/index.html#top", "../EN/index.html", "leads nowhere; there is en/index.html"),
    ("../en/index.html#top", "../../en/index.html", "leads nowhere"),
    ("../en/index.html#top", "../en/", "leads to a folder"),
    ("../en/index.html#top", "..", "leads to a folder"),
    ("../en/index.html#top", "", "is empty"),
    ("../en/index.html#top", "../en/index.html#bottom", "leads to no place on en/index.html"),
    ("#top", "#bottom", "leads to no place on ja/index.html"),
    ("#top", "#", "names no place"),
    ("../en/index.html#top", "/dictionary/en/index.html", "does not work on a disk"),
    ("../en/index.html#top", "//example.org/en/index.html", "does not work on a disk"),
    ("../en/index.html#top", ADDRESS + "en/missing.html", "leads nowhere"),
    ("https://example.org/", "javascript:alert(1)", "code in href of a"),
    ("https://example.org/", " java\nscript:alert(1)", "code in href of a"),
    ("https://example.org/", "data:text/html,a", "is no page"),
    ("https://example.org/", "file:///etc/passwd", "is no page"),
    ('src="../assets/a.svg"', 'src="../assets/b.svg"', "src of img: ../assets/b.svg leads nowhere"),
    ('src="../assets/a.svg"', 'src="https://example.org/a.svg"', "is no file of the site"),
    ('src="../assets/a.svg"', 'src="//example.org/a.svg"', "is no file of the site"),
    ('src="../assets/a.svg"', 'src="data:image/svg+xml,a"', "is no page"),
    (
        "<img ",
        '<img srcset="../assets/a.svg 1x, https://example.org/b.svg 2x" ',
        "srcset of img: https://example.org/b.svg",
    ),
    ('src="../assets/a.js"', 'src="https://example.org/a.js"', "src of script: https://example.org/a.js is no file"),
    (
        'href="../assets/a.css"',
        'href="https://example.org/a.css"',
        "href of link: https://example.org/a.css is no file",
    ),
    ("<h2", '<form action="https://example.org/"></form><h2', "action of form: https://example.org/ is no file"),
    ("因", "top", "the id `top` is there 2 times"),
    ("因", "果", "#%E5%9B%A0 leads to no place"),
    ('lang="ja"', "", "the page has no lang"),
    ("<title>Title</title>", "<title> </title>", "the page has no title"),
    ("<title>Title</title>", "", "the page has no title"),
    ("What it is.", "", "the page has no description"),
    ("<h2", "<h1>Another</h1><h2", "the page has 2 h1"),
    ("<h1 id", "<p id", "the page has 0 h1"),
    ('rel="canonical"', 'rel="nofollow"', "canonical is missing"),
    ("dictionary/ja/index.html", "dictionary/en/index.html", "canonical is"),
    ('hreflang="ja"', 'hreflang="fr"', "no alternate of its own language"),
    ('hreflang="en"', 'hreflang="fr"', "the alternate en/index.html is in en, not in fr"),
    (
        '<link rel="alternate" hreflang="en"',
        '<link rel="alternate"',
        "en/index.html:1: the alternate ja/index.html names other alternates",
    ),
    ("<h2", "<script>alert(1)</script><h2", "ja/index.html:9: an inline script"),
    ("<h2", "<style>a{}</style><h2", "an inline style sheet"),
    ("<h2", '<h2 style="color: red"', "an inline style of h2"),
    ("<h2", '<h2 onclick="alert(1)"', "an inline handler: onclick of h2"),
    ("<h2", '<iframe srcdoc="a"></iframe><h2', "code in srcdoc of iframe"),
    ("<h2", "<embed><h2", "another document: embed"),
    ("<title>", '<base href="/"><title>', "a base element"),
    ("<title>", '<meta http-equiv="refresh" content="0"><title>', "by itself"),
    ("<h2", "あ" * 13_400 + "<h2", "a page has fewer than 40000"),
]


@pytest.mark.parametrize(("old", "new", "said"), BROKEN)
def test_fault_is_found(small: Path, old: str, new: str, said: str) -> None:
    faults = _faults(small, "ja/index.html", old, new)
    assert [fault for fault in faults if said in fault] != [], faults


@pytest.mark.parametrize("text", ["url('b.svg')", "url(https://example.org/a.woff2)", "url(data:image/svg+xml,a)"])
def test_fault_of_style_sheet_is_found(small: Path, text: str) -> None:
    assert [fault.split(":")[0] for fault in _faults(small, "assets/a.css", "url(a.svg)", text)] == ["assets/a.css"]


def test_import_of_style_sheet_is_found(small: Path) -> None:
    faults = _faults(small, "assets/a.css", "a {", '@import "https://example.org/a.css"; a {')
    assert faults == ["assets/a.css:1: https://example.org/a.css is no file of the site"]


def test_absolute_link_of_the_page_for_missing_ones(small: Path) -> None:
    faults = _faults(small, "404.html", "/dictionary/assets/a.js", "/dictionary/assets/b.js")
    assert faults == ["404.html:3: src of script: /dictionary/assets/b.js leads nowhere"]


def test_comments_and_code_are_no_links(small: Path) -> None:
    text = '<!-- <a href="missing.html"> --><pre>&lt;a href="missing.html"></pre><h2'
    assert _faults(small, "ja/index.html", "<h2", text) == []


def test_site(site: Path) -> None:
    nothing(links.check(site))


def test_published_site(published_site: Path) -> None:
    nothing(links.check(published_site, ADDRESS))

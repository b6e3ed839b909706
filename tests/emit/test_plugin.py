"""The whole site of a small project: its files, its links, and what is said where an entry is wrong."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort
from tests.emit.project import ROOT, build, files, page, warnings, write_entry
from tests.site import links

from msgpedia.bundle import artifact
from msgpedia.cli.build import build_bundle
from msgpedia.emit.site.shell import POLICY

WRITTEN = ("about", "contribute", "index", "newest", "search", "severity", "software", "words")
LISTS = ("linux/index", "linux/fs/index", "linux/mm/index", "severity/err", "severity/warning", "words/c", "words/p")
ENTRIES = ("linux/fs/read", "linux/mm/allocation")
SHARED = (
    "assets/msgpedia.css",
    "assets/icon.svg",
    "assets/start.js",
    "assets/page.js",
    "assets/entry.js",
    "assets/lookup.js",
    "assets/search.js",
    "data/lookup.js",
    "data/worker.js",
    "data/example.js",
    "data/search/index.js",
    "bundle/msgpedia.json",
    "bundle/msgpedia.json.sha256",
    "bundle/bundle.schema.json",
)


def test_all_pages_are_there_in_both_languages_and_nothing_else_is(site: Path) -> None:
    found = {name for name in files(site) if name.endswith(".html")}
    places = {f"{name}.html" for name in (*WRITTEN, *LISTS, *ENTRIES)}
    assert found == {f"{language}/{place}" for language in ("ja", "en") for place in places} | {
        "index.html",
        "404.html",
    }


def test_what_pages_share_is_there(site: Path) -> None:
    found = set(files(site))
    assert found.issuperset(SHARED)
    assert found.issuperset(f"data/words/{language}.js" for language in ("ja", "en"))
    assert found.issuperset(f"data/cards/{language}/0.js" for language in ("ja", "en"))
    assert {name.partition("/")[0] for name in found} == {
        "404.html",
        "assets",
        "bundle",
        "data",
        "en",
        "index.html",
        "ja",
    }
    assert {name.rpartition(".")[2] for name in found} == {"html", "js", "css", "svg", "json", "sha256"}


def test_all_links_lead_somewhere_and_no_page_breaks_the_policy(site: Path) -> None:
    assert [str(fault) for fault in links.check(site)] == []


def test_every_page_has_the_policy_and_its_language(site: Path) -> None:
    for name, content in files(site).items():
        if name.endswith(".html"):
            text = content.decode("utf-8")
            assert f'content="{POLICY}"'.replace("'", "&#39;") in text
            language = name.partition("/")[0] if "/" in name else {"index.html": "en", "404.html": "ja"}[name]
            assert f'<html lang="{language}"' in text


def test_the_bundle_is_the_one_of_the_command_line(site: Path, original: Path, tmp_path: Path) -> None:
    assert build_bundle(str(original), str(tmp_path)) == 0
    content = (site / "bundle" / "msgpedia.json").read_bytes()
    assert content == (tmp_path / "msgpedia.json").read_bytes()
    assert [entry["id"] for entry in artifact.read(str(site / "bundle" / "msgpedia.json"))["entries"]] == list(ENTRIES)
    digest = hashlib.sha256(content).hexdigest()
    assert page(site, "bundle/msgpedia.json.sha256") == f"{digest}  msgpedia.json\n"
    json.loads(page(site, "bundle/bundle.schema.json"))


def test_the_same_project_gives_the_same_bytes_anywhere(site: Path, original: Path, tmp_path: Path) -> None:
    here = files(site)
    other = tmp_path / "else where"
    shutil.copytree(original, other)
    shutil.rmtree(other / "build")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", str(other / "mkdocs.yml"), "-d", "out put"]
    environment = os.environ | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C.UTF-8"}
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, capture_output=True, timeout=120)
    there = files(other / "out put") if (other / "out put").exists() else files(tmp_path / "out put")
    assert sorted(there) == sorted(here)
    assert [name for name in here if there[name] != here[name]] == []


def test_two_builds_one_after_the_other_give_the_same_bytes(site: Path, original: Path) -> None:
    before = files(site)
    assert files(build(original, site_dir=str(original / "again"))) == before


def test_an_old_page_does_not_outlive_its_entry(project: Path) -> None:
    assert (build(project) / "ja" / "linux" / "fs" / "read.html").exists()
    (project / "catalog" / "linux" / "fs" / "read.yaml").unlink()
    site = build(project)
    assert not (site / "ja" / "linux" / "fs").exists()
    assert "linux/fs" not in page(site, "ja/linux/index.html")


def test_links_must_lead_to_files(original: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort):
        build(original, use_directory_urls=True, site_dir=str(tmp_path))
    assert warnings(caplog) == ["msgpedia: set 'use_directory_urls: false' in mkdocs.yml; links must lead to files"]


def test_without_translations_there_is_no_site(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    shutil.rmtree(project / "translations")
    with pytest.raises(Abort):
        build(project)
    assert warnings(caplog) == [f"msgpedia: no <language>/LC_MESSAGES/site.po in {project / 'translations'}"]


def test_an_entry_with_an_error_is_left_out_and_the_others_stay(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = write_entry(project, "linux/mm/broken", ("severity: warning", "severity: warn"))
    site = build(project)
    [warning] = warnings(caplog)
    place = f"{path}:5:11"
    assert place.endswith(warning.partition(": ")[0])
    assert warning.partition(": ")[0].endswith("linux/mm/broken.yaml:5:11")
    assert "MP105" in warning
    assert "left out" in warning
    assert not (site / "ja" / "linux" / "mm" / "broken.html").exists()
    assert all((site / "ja" / f"{entry}.html").exists() for entry in ENTRIES)
    assert "broken" not in page(site, "data/lookup.js")


def test_an_entry_with_an_error_stops_a_strict_build(project: Path) -> None:
    write_entry(project, "linux/mm/broken", ("severity: warning", "severity: warn"))
    with pytest.raises(Abort, match="1 warning"):
        build(project, strict=True)


def test_a_software_with_an_error_is_left_out_with_its_entries(project: Path, caplog: pytest.LogCaptureFixture) -> None:
    folder = project / "catalog" / "other"
    folder.mkdir()
    software = (project / "catalog" / "linux" / "software.yaml").read_text(encoding="utf-8")
    (folder / "software.yaml").write_text(software.replace("dialect: printk", "dialect: printq"), encoding="utf-8")
    site = build(project)
    assert any("other/software.yaml:5:10" in warning for warning in warnings(caplog))
    assert not (site / "ja" / "other").exists()
    assert (site / "ja" / "linux" / "mm" / "allocation.html").exists()


def test_a_link_of_an_entry_to_one_that_is_not_there_is_a_warning(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write_entry(
        project,
        "linux/mm/allocation",
        ("en: Free some memory.", "en: See [it](linux/fs/read#gone) and [that](linux/fs/read)."),
    )
    site = build(project)
    told = "The entry 'linux/mm/allocation' links to 'linux/fs/read#gone', which is not there."
    assert set(warnings(caplog)) == {told}
    text = page(site, "en/linux/mm/allocation.html")
    assert 'See it and <a href="../fs/read.html">that</a>.' in text
    with pytest.raises(Abort):
        build(project, strict=True)


def test_a_long_list_has_several_pages(project: Path) -> None:
    for number in range(61):
        text = f"page allocation failure of kind {number:02}. order:"
        changes = [
            (f"{before}page allocation failure. order:", f"{before}{text}") for before in ("'%s: ", "lvcreate: ")
        ]
        write_entry(project, f"linux/many/x{number:02}", *changes)
    site = build(project, strict=True)
    assert [str(fault) for fault in links.check(site)] == []
    for name, last in (("linux/index", 3), ("linux/many/index", 1), ("severity/warning", 2), ("words/p", 2)):
        rows = [page(site, f"en/{place}.html").count("<li><span class=") for place in (name, f"{name}-2")]
        assert rows == [60, last]
    assert not (site / "en" / "linux" / "index-3.html").exists()
    second = page(site, "en/linux/many/index-2.html")
    assert '<li><a href="index.html" rel="prev">1</a></li>' in second
    assert '<span aria-current="page">2</span>' in second
    assert "61 messages" in second


def test_a_catalog_without_entries_gives_a_site(project: Path) -> None:
    shutil.rmtree(project / "catalog" / "linux" / "mm")
    shutil.rmtree(project / "catalog" / "linux" / "fs")
    site = build(project, strict=True)
    assert [str(fault) for fault in links.check(site)] == []
    assert "0 messages explained" in page(site, "en/index.html")


def test_the_catalog_of_the_checkout_says_what_it_has(site: Path) -> None:
    text = page(site, "en/linux/mm/allocation.html")
    for expected in (
        "<title>Physical pages could not be allocated · msgpedia</title>",
        '<meta name="description" content="There were not enough free pages.">',
        "<var>order</var>",
        '<tr data-argument="order" data-decode="page-order">',
        "<p>Free some memory.</p>",
        'href="https://git.kernel.org/pub/scm/linux/kernel/git/stable/linux.git/tree/mm/page_alloc.c?h=v2.6.38"',
        "version 2.6.38 and earlier",
        "index.html#log=Oct%2027%2018%3A00%3A02%20host",
        "<dd>GFDL-1.3-no-invariants-or-later</dd>",
        "<code>catalog/linux/mm/allocation.yaml</code>",
    ):
        assert expected in text
    assert ROOT.as_posix() not in text

"""Pages of former ids in a browser: they lead on from a disk and from a server, with and without JavaScript."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, expect
from tests.emit.project import build, make_project
from tests.emit.test_gone import retire
from tests.site.browser import Watch

TITLE = {"ja": "物理ページを確保できなかった", "en": "Physical pages could not be allocated"}
VALUES = "#with:order=7&process=lvcreate"


class _Handler(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def retired(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with former ids and withdrawn entries."""
    root = make_project(tmp_path_factory.mktemp("retired"))
    retire(root)
    return build(root, strict=True)


@pytest.fixture(scope="module", params=["disk", "server"])
def origin(request: pytest.FixtureRequest, retired: Path) -> Iterator[str]:
    """Where a browser finds the site: on a disk, and on a server."""
    if request.param == "disk":
        yield retired.as_uri() + "/"
        return
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(retired))) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("old", ["linux/mm/old", "toaster/heat/older"])
def test_a_former_id_leads_on_with_the_values_of_a_line(
    chromium: Browser, retired: Path, origin: str, language: str, old: str
) -> None:
    context = chromium.new_context(locale=language)
    watch = Watch(context, retired, origin.rstrip("/"))
    page = context.new_page()
    page.goto(f"{origin}{language}/{old}.html{VALUES}")
    page.wait_for_url(f"{origin}{language}/linux/mm/allocation.html{VALUES}")
    expect(page.locator("h1")).to_have_text(TITLE[language])
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("7")
    page.go_back()
    assert page.url == "about:blank"  # the page in between is no place to come back to
    context.close()
    assert watch.faults == []


@pytest.mark.parametrize("old", ["linux/mm/old", "toaster/heat/older"])
def test_a_former_id_leads_on_without_javascript(chromium: Browser, origin: str, old: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}en/{old}.html")
    page.wait_for_url(f"{origin}en/linux/mm/allocation.html")
    expect(page.locator("h1")).to_have_text(TITLE["en"])
    context.close()


@pytest.mark.parametrize(
    ("language", "heading"), [("ja", "このエントリーは取り下げられた"), ("en", "This entry was withdrawn")]
)
def test_a_withdrawn_entry_stays_and_leads_to_the_other_language(
    chromium: Browser, retired: Path, origin: str, language: str, heading: str
) -> None:
    context = chromium.new_context(locale=language)
    watch = Watch(context, retired, origin.rstrip("/"))
    page = context.new_page()
    page.goto(f"{origin}{language}/linux/mm/wrong.html")
    expect(page.locator("h1")).to_have_text(heading)
    other = "en" if language == "ja" else "ja"
    page.locator(f".tongues a[hreflang={other}]").click()
    expect(page).to_have_url(re.compile(f"/{other}/linux/mm/wrong.html"))
    context.close()
    assert watch.faults == []

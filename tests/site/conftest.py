"""What tests of the site share: the site built once, a server for it, a browser that watches what its pages do."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from tests.conftest import ROOT
from tests.site.browser import ARGUMENTS, COMMANDS, Watch, find_chromium, missing, nothing

ADDRESS = "https://msgpedia.example/dictionary/"
NewPage = Callable[..., Page]


def build(folder: Path, address: str = "", root: Path = ROOT, configuration: str = "mkdocs.yml") -> Path:
    """Build the site of a checkout into a folder, with nothing to warn of; `address` is where it says it will be."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", configuration, "-d", str(folder)]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MSGPEDIA_")}
    environment |= {"MSGPEDIA_SITE_URL": address} if address else {}
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site, built as it is for a disk: it knows no address."""
    return build(tmp_path_factory.mktemp("site"))


@pytest.fixture(scope="session")
def published_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the site as it is built for `ADDRESS`."""
    return build(tmp_path_factory.mktemp("published"), ADDRESS)


class _Handler(SimpleHTTPRequestHandler):
    """Serves a folder; for what is not there, its 404.html."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[str]:
    """The address of a server for the site, `http://127.0.0.1:PORT/`."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site))) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    path = find_chromium()
    if path is None:
        missing(f"needs Chromium, not as a snap, on the PATH as one of {', '.join(COMMANDS)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture
def new_page(chromium: Browser, site: Path, served: str) -> Iterator[NewPage]:
    """`new_page(color_scheme="dark", viewport={…})`: an empty page of a browser that was never used before.

    The keywords are those of Playwright's `Browser.new_context`. When the test ends, all that the pages asked for must
    have been the site's, and nothing may have gone wrong in them. `expected` are beginnings of faults (`Watch.faults`)
    that the test is about; `folder` is the site's, where it is another one.
    """
    opened: list[tuple[Watch, tuple[str, ...]]] = []
    contexts = []

    def open_page(*, expected: tuple[str, ...] = (), folder: Path = site, **options: Any) -> Page:
        context = chromium.new_context(**options)
        contexts.append(context)
        opened.append((Watch(context, folder, served.rstrip("/")), expected))
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    nothing(fault for watch, expected in opened for fault in watch.faults if not fault.startswith(expected))


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """An empty page in English, light; watched as those of `new_page`."""
    return new_page(locale="en")

"""A real browser for tests of the site: which one, and what goes on in it while a test runs."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn
from urllib.parse import urlsplit
from urllib.request import url2pathname

import pytest
from playwright.sync_api import BrowserContext, ConsoleMessage, Request

COMMANDS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking")

# Runs before the page's own scripts; what the browser's debugger adds is not held to the page's policy.
_WATCH = """
document.addEventListener("securitypolicyviolation", (event) => {
    const place = `${event.sourceFile}:${event.lineNumber}`;
    reportViolation(`${event.effectiveDirective} forbids ${event.blockedURI} (${place})`);
});
"""


def find_chromium() -> str | None:
    """The path of a Chromium that tests can drive, or None. A snap's is none: it does not see /tmp."""
    for command in COMMANDS:
        path = shutil.which(command)
        if path is None or os.path.basename(os.path.realpath(path)) == "snap":
            continue
        with open(path, "rb") as file:
            start = file.read(4096)
        if not (start.startswith(b"#!") and b"/snap/" in start):
            return path
    return None


def missing(reason: str) -> NoReturn:
    """Skip the test because a program is missing; in CI, where all are there, fail."""
    if os.environ.get("CI") == "true":
        pytest.fail(f"{reason}; sh scripts/packages brings it", pytrace=False)
    pytest.skip(reason)


def nothing(found: Iterable[object]) -> None:
    """Fail with all that was found, one a line, where anything was; an assertion would cut it short."""
    text = "\n".join(map(str, found))
    if text:
        pytest.fail(text, pytrace=False)


class Watch:
    """Watches all pages of a browser's context. `faults` has what went wrong, in words, in order of time.

    A request to anything but the site is a fault, and so are errors on the console, uncaught errors, and what the
    page's Content-Security-Policy forbade. The site is a folder (read through `file://`) and an origin such as
    `http://127.0.0.1:8000`.
    """

    def __init__(self, context: BrowserContext, folder: Path, origin: str) -> None:
        self.faults: list[str] = []
        self.requests: list[str] = []
        self._folder = folder.resolve()
        self._origin = origin
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda event: self.faults.append(f"uncaught error: {event.error.stack or event.error}"))
        context.expose_binding("reportViolation", lambda _source, text: self.faults.append(f"policy: {text}"))
        context.add_init_script(_WATCH)

    def _request(self, request: Request) -> None:
        self.requests.append(request.url)
        if not self.is_own(request.url):
            self.faults.append(f"request to {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "assert"):
            place = message.location
            self.faults.append(f"console: {message.text} ({place['url']}:{place['lineNumber']})")

    def is_own(self, url: str) -> bool:
        """Whether an address is one of the site's."""
        if url.startswith("blob:"):  # made by a page; one that was read from a disk has no origin
            return url.startswith(("blob:null/", f"blob:{self._origin}/"))
        parts = urlsplit(url)
        if parts.scheme == "file":
            return Path(url2pathname(parts.path)).resolve().is_relative_to(self._folder)
        return f"{parts.scheme}://{parts.netloc}" == self._origin

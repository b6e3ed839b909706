"""What a reader waits for in Chromium, from the click to the frame that shows the result; the site is on `file://`.

Each time is taken in a page that was just opened, in a profile of its own, with nothing loaded before the click.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.inventing import ordinary_words
from playwright.sync_api import Browser, Page, sync_playwright
from tests.site.browser import ARGUMENTS, find_chromium

from msgpedia.catalog.model import Entry

TIMEOUT = 60_000  # milliseconds
SHARE = 0.5  # of pasted lines that an entry explains
_HEADER = re.compile(r"\[ *[0-9.]+\] |\w{3} [ 0-9]{2} [0-9:]{8} host (\w+)\[[0-9]+\]: ")
_NUMBER = re.compile(r"\b[1-9][0-9]{1,3}\b")

# Clicks, waits for the result, then for the frame after it. The click of a script gives no focus, which would load.
_CLICK = """
([button, place, shown]) => new Promise((resolve) => {
    const started = performance.now();
    new MutationObserver((_, observer) => {
        if (document.querySelector(shown)) {
            observer.disconnect();
            const found = performance.now() - started;
            requestAnimationFrame(() => setTimeout(() => resolve([found, performance.now() - started])));
        }
    }).observe(document.querySelector(place), { childList: true });
    document.querySelector(button).click();
})
"""
_PASTE = """
() => new Promise((resolve) => {
    const area = document.getElementById("log");
    let started;
    area.addEventListener("paste", () => { started = performance.now(); });
    area.addEventListener("input", () => {
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - started)));
    });
    globalThis.listening = true;
})
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """Milliseconds from the click until the result is in the page, and until it is shown; what the page says of it."""

    found: float
    shown: float
    told: str


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium. Raises SystemExit where there is none."""
    path = find_chromium()
    if path is None:
        raise SystemExit("there is no Chromium; sh scripts/packages brings it")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


@contextmanager
def _opened(browser: Browser, page: Path) -> Iterator[Page]:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(TIMEOUT)
    opened = context.new_page()
    opened.goto(page.as_uri())
    opened.wait_for_timeout(300)  # the page is at rest when somebody clicks
    yield opened
    context.close()


def look_up(browser: Browser, page: Path, lines: Sequence[str]) -> Wait:
    """Look up lines on the first page of a language."""
    with _opened(browser, page) as opened:
        opened.evaluate("(text) => { document.getElementById('log').value = text; }", "\n".join(lines))
        found, shown = opened.evaluate(_CLICK, ["#look-up button[type=submit]", "#results", "#results h2"])
        return Wait(found, shown, opened.inner_text("#results .totals"))


def paste(browser: Browser, page: Path, lines: Sequence[str]) -> tuple[float, Wait]:
    """Milliseconds that lines take to be in the box after they were pasted; then the look-up of them.

    Focus and pasting come before the click here, so the matchers are loaded when it comes.
    """
    with _opened(browser, page) as opened:
        opened.evaluate("(text) => navigator.clipboard.writeText(text)", "\n".join(lines))
        opened.focus("#log")
        opened.wait_for_timeout(1000)
        opened.evaluate(f"() => {{ globalThis.pasting = ({_PASTE})(); }}")
        opened.keyboard.press("Control+V")
        pasted = opened.evaluate("() => globalThis.pasting")
        found, shown = opened.evaluate(_CLICK, ["#look-up button[type=submit]", "#results", "#results h2"])
        return float(pasted), Wait(found, shown, opened.inner_text("#results .totals"))


def search(browser: Browser, page: Path, query: str) -> Wait:
    """Search on the search page of a language."""
    with _opened(browser, page) as opened:
        opened.evaluate("(text) => { document.getElementById('query').value = text; }", query)
        found, shown = opened.evaluate(_CLICK, ["#search-form button[type=submit]", "#found", "#found li"])
        return Wait(found, shown, opened.inner_text("#state"))


class Lines:
    """Makes lines to paste. All that is left to chance comes from the seed."""

    def __init__(self, entries: Sequence[Entry], seed: int) -> None:
        self._chance = random.Random(seed)
        self._samples = [entry.samples[0].line for entry in entries]
        self._words = ordinary_words()
        self._second = 0

    def one(self) -> str:
        """A line that an entry explains."""
        return self._again(self._chance.choice(self._samples))

    def many(self, count: int, kinds: int) -> list[str]:
        """So many lines: half of them messages of that many entries, some far more often than others, half of nobody.

        Time stamps, processes and numbers differ from line to line.
        """
        samples = self._chance.sample(self._samples, min(kinds, len(self._samples)))
        lines = []
        for number in range(count):
            if self._chance.random() < SHARE:
                # Each is there once at least; then the first ones most often.
                place = number if number < len(samples) else int(len(samples) * self._chance.random() ** 3)
                lines.append(self._again(samples[place]))
            else:
                lines.append(self._of_nobody())
        return lines

    def _of_nobody(self) -> str:
        words = self._chance.choices(self._words, k=self._chance.randint(4, 12))
        place = self._chance.randrange(len(words))
        words[place] += f"={self._chance.randrange(10**5)}"
        return self._again(self._chance.choice(self._samples), " ".join(words))

    def _again(self, sample: str, message: str | None = None) -> str:
        """A sample with another time stamp and other numbers, or the header of a sample with another message."""
        header = _HEADER.match(sample)
        if header is None:
            raise ValueError(f"a sample without a header that is known: {sample}")
        self._second += 1
        rest = _NUMBER.sub(lambda _: str(self._chance.randint(10, 999)), sample[header.end() :])
        if header[1]:
            clock = f"{self._second // 3600 % 24:02}:{self._second // 60 % 60:02}:{self._second % 60:02}"
            start = f"Oct 27 {clock} host {header[1]}[{self._chance.randint(300, 32767)}]: "
        else:
            start = f"[{self._second:5}.{self._chance.randrange(10**6):06}] "
        return start + (message or rest)

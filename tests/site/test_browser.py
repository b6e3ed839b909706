"""The watch over a browser sees what pages do that they should not."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.site.browser import Watch

POLICY = "default-src 'none'; script-src 'self'; img-src 'self'"


@pytest.mark.parametrize(
    ("script", "beginnings"),
    [
        ("", []),
        ("console.error('bad')", ["console: bad"]),
        ("throw new TypeError('bad')", ["uncaught error: Uncaught TypeError: bad"]),
        ("Promise.reject(new Error('bad'))", ["uncaught error: Uncaught (in promise) Error: bad"]),
        ("new Image().src = 'https://msgpedia.example/a.svg'", ["policy: img-src"]),
        ("document.body.setAttribute('onclick', 'alert(1)')", ["policy: script-src-attr"]),
        ("fetch('https://msgpedia.example/').catch(() => {})", ["policy: connect-src"]),
        ("location = 'http://127.0.0.1:9/'", ["request to http://127.0.0.1:9/"]),
        ("new Image().src = '../outside.svg'", ["request to file:///"]),
    ],
)
def test_fault_is_seen(chromium: Browser, tmp_path: Path, script: str, beginnings: list[str]) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    (tmp_path / "outside.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    head = f'<!doctype html><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>a</title>'
    (folder / "a.html").write_text(f'{head}<body><script src="a.js"></script>', encoding="utf-8")
    (folder / "a.js").write_text(script, encoding="utf-8")
    context = chromium.new_context()
    watch = Watch(context, folder, "http://127.0.0.1:8")
    page = context.new_page()
    page.goto((folder / "a.html").as_uri())
    for _ in range(100 if beginnings else 5):  # faults come when they come
        if not watch.faults:
            page.wait_for_timeout(20)
    context.close()
    assert [url.rpartition("/")[2] for url in watch.requests[:2]] == ["a.html", "a.js"]
    unseen = [begin for begin in beginnings if not any(fault.startswith(begin) for fault in watch.faults)]
    assert unseen == [], watch.faults
    assert bool(watch.faults) == bool(beginnings), watch.faults

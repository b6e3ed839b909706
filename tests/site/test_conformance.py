"""The look-up of the site passes every case of `tests/conformance/`, as the Python runtime does."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.conformance.layout import FOLDER, read

from msgpedia.emit.site.scripts import joined

RUNNER = Path(__file__).with_name("conformance.mjs")
FILES = sorted(path.name for path in FOLDER.glob("*.json"))


@cache
def results(name: str) -> list[list[str | None]]:
    """What Node says of a file: for each case of each group None, or what came out instead of what should."""
    run = subprocess.run(["node", RUNNER, FOLDER / name], capture_output=True, check=True, timeout=120)
    found: list[list[str | None]] = json.loads(run.stdout)
    return found


def cases() -> Iterator[Any]:
    for name in FILES:
        for place, group in enumerate(read(name)["groups"]):
            about = group.get("about") or group.get("format")
            for number in range(len(group["cases"])):
                yield pytest.param(name, place, number, id=f"{name}-{about}-{number + 1}")


@pytest.mark.parametrize("name", FILES)
def test_every_case_is_run(name: str) -> None:
    assert [len(group) for group in results(name)] == [len(group["cases"]) for group in read(name)["groups"]]


@pytest.mark.parametrize("name", FILES)
def test_a_browser_passes_every_case(page: Page, site: Path, name: str) -> None:
    page.goto(f"{site.as_uri()}/en/index.html")
    page.evaluate(joined(RUNNER.with_name("in_browser.mjs")))
    text, headers = ((FOLDER / each).read_text(encoding="utf-8") for each in (name, "headers.json"))
    found = page.evaluate("([name, text, headers]) => conformanceResults(name, text, headers)", [name, text, headers])
    assert [len(group) for group in found] == [len(group["cases"]) for group in read(name)["groups"]]
    assert [case for group in found for case in group if case is not None] == []


@pytest.mark.parametrize(("name", "group", "number"), [*cases()])
def test_case(name: str, group: int, number: int) -> None:
    assert results(name)[group][number] is None

"""Reports on the page of the look-up: the lines of one event are one result, from a disk and over http."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.site.conftest import NewPage
from tests.site.test_reading import look_up

LOGS = Path(__file__).with_name("logs")
OOM, OOPS, PAIR = (
    (LOGS / name).read_text(encoding="utf-8") for name in ("oom-kill.log", "oops.log", "soft-lockups.log")
)


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The address of the site's root, on a disk and on a server."""
    return f"{site.as_uri()}/" if request.param == "file" else served


def incidents(page: Page, kind: str) -> Locator:
    return page.locator(f"#results article.incident[data-kind={kind}]")


def opened(page: Page, root: str, language: str, log: str) -> None:
    page.goto(f"{root}{language}/index.html")
    look_up(page, log)


@pytest.mark.parametrize(
    ("language", "explained", "unknown"),
    [("ja", "説明あり 17", "不明 2"), ("en", "explained: 17", "unknown: 2")],
)
def test_an_oom_kill_is_one_result(new_page: NewPage, root: str, language: str, explained: str, unknown: str) -> None:
    page = new_page()
    opened(page, root, language, OOM)
    found = incidents(page, "oom-kill")
    expect(found).to_have_count(1)
    expect(found.locator(".happened")).to_contain_text("example-app")
    expect(found.locator(".happened")).to_contain_text("2301")
    expect(found.locator(".count")).to_contain_text("17")
    expect(found.locator("pre")).to_contain_text("invoked oom-killer")
    expect(found.locator("dd[data-argument=order] code")).to_have_text("0")
    expect(found.locator(".first")).to_be_visible()

    expect(found.locator("details")).not_to_have_attribute("open", "")
    found.locator("summary").click()
    lines = found.locator("details li")
    expect(lines).to_have_count(17)
    expect(lines.first).to_contain_text("invoked oom-killer")
    assert [int(line) for line in lines.evaluate_all("(items) => items.map((item) => item.value)")] == [
        *range(1, 12),
        *range(13, 19),
    ]
    expect(page.locator("#results .totals")).to_contain_text(explained)
    expect(page.locator("#results .totals")).to_contain_text(unknown)
    expect(page.locator("article:not(.incident)", has_text="Mem-Info")).to_have_count(0)
    expect(page.locator(".unknown li")).to_have_count(2)

    found.locator(".explained a").click()
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_oops_is_one_result_with_what_caused_it(new_page: NewPage, root: str, language: str) -> None:
    page = new_page()
    opened(page, root, language, OOPS)
    found = incidents(page, "oops")
    expect(found).to_have_count(1)
    expect(found.locator(".happened")).to_contain_text("example_probe+0x3a/0x1c0")
    expect(found.locator(".happened")).to_contain_text("modprobe")
    expect(found.locator("details li")).to_have_count(18)
    expect(page.locator("#results article").first).to_have_attribute("data-kind", "oops")
    expect(page.locator(".unknown li")).to_have_count(1)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_reports_of_two_processors_are_told_apart(new_page: NewPage, root: str, language: str) -> None:
    page = new_page()
    opened(page, root, language, PAIR)
    found = incidents(page, "soft-lockup")
    expect(found).to_have_count(2)
    for place, (process, other) in enumerate([("worker-a", "worker-b"), ("worker-b", "worker-a")]):
        expect(found.nth(place).locator(".happened")).to_contain_text(process)
        expect(found.nth(place).locator("details li")).to_have_count(9)
        expect(found.nth(place)).not_to_contain_text(other)
    expect(page.locator(".unknown")).to_have_count(0)
    expect(page.locator("#state")).to_contain_text("2")


def test_the_same_event_again_is_counted(new_page: NewPage, root: str) -> None:
    page = new_page()
    opened(page, root, "en", OOPS + OOPS.replace("[  5", "[  9"))
    found = incidents(page, "oops")
    expect(found).to_have_count(1)
    expect(found.locator(".count")).to_contain_text("2 times · 36 lines")
    expect(found.locator("details")).to_have_count(2)
    expect(found.locator("details summary").last).to_contain_text("Lines 20 to 37")


@pytest.mark.parametrize(("language", "summary"), [("ja", "1 行目"), ("en", "Line 1")])
def test_an_event_of_one_line_names_that_line(new_page: NewPage, root: str, language: str, summary: str) -> None:
    page = new_page()
    opened(page, root, language, next(line for line in OOM.splitlines() if "Killed process" in line))
    expect(incidents(page, "oom-kill").locator("details summary")).to_have_text(summary)


def test_what_a_report_holds_is_text_and_nothing_else(new_page: NewPage, root: str) -> None:
    page = new_page()
    opened(page, root, "en", PAIR.replace("worker-a", "<img/src=x>"))
    expect(incidents(page, "soft-lockup").first.locator(".happened")).to_contain_text("<img/src=x>")
    expect(page.locator("#results img")).to_have_count(0)

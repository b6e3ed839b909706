"""What the pages tell of the values of a line: beside a result and on the page of its entry, from a disk and over http,
in both languages, as the command line does.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect
from tests.site.conftest import NewPage

from msgpedia.bundle.index import Index, build
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer

OTHER = {"ja": "en", "en": "ja"}
FAILURE = "linux/mm/page-allocation-failure"
OLD = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"
NEW = (
    "Oct 27 18:00:03 host kernel: kworker/0:1: page allocation failure: order:4, mode:0xcc0(GFP_KERNEL), "
    "nodemask=(null),cpuset=/,mems_allowed=0"
)
SENSE = "Oct 27 18:00:04 host kernel: sd 0:0:0:0: [sda] Sense Key : Medium Error [current]"
EXIT = "Oct 27 18:00:05 host systemd[1]: app.service: Main process exited, code=exited, status=203/EXEC"
LINES = {
    "old": (FAILURE, OLD),
    "new": (FAILURE, NEW),
    "sense": ("linux/scsi/sense-key", SENSE),
    "exit": ("systemd/service/process-exited", EXIT),
}
# What must be there whatever the tables say besides.
CERTAIN = {
    "old": {"order": "4 KiB", "gfp_mask": "GFP_KERNEL"},
    "new": {"order": "64 KiB", "gfp_mask": "GFP_KERNEL"},
    "sense": {"sense_key": ""},
    "exit": {"status_name": "systemd"},
}
both = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The address of the site's root, on a disk and on a server."""
    return f"{site.as_uri()}/" if request.param == "file" else served


@pytest.fixture(scope="module")
def index(bundle_file: Path) -> Index:
    return Index(memoryview(build(json.loads(bundle_file.read_bytes()), "")))


def told(index: Index, line: str, language: str) -> tuple[dict[str, str], list[str], str]:
    """What the command line tells of a line: the meanings of its values, the advice, and the message's id."""
    explainer = Explainer(Engine(index, None), language)
    row = explainer.row("", 1, line)
    meanings = {name: meaning.told for name, meaning in explainer.meanings(row).items() if meaning.told}
    return meanings, row.get("advice", []), row["message"]["id"]


def look_up(page: Page, log: str) -> None:
    page.eval_on_selector("#log", "(area, text) => { area.value = text; }", log)
    page.click("#look-up .primary")
    page.wait_for_selector("#results h2")


def shown(page: Page, cells: str) -> dict[str, str]:
    """The meanings that a page shows, by argument."""
    script = "cells => cells.map((cell) => [cell.dataset.argument, cell.querySelector('.decoded')?.textContent ?? ''])"
    return {name: text for name, text in page.locator(cells).evaluate_all(script) if text}


def bare(text: str) -> str:
    """A text of advice without the marks of Markdown."""
    return " ".join(text.replace("`", "").replace("*", "").split())


@both
@pytest.mark.parametrize("name", LINES)
def test_a_result_has_meanings_and_advice_and_so_has_the_page_that_it_leads_to(
    new_page: NewPage, index: Index, root: str, language: str, name: str
) -> None:
    entry, line = LINES[name]
    meanings, advice, _ = told(index, line, language)
    assert meanings.keys() >= CERTAIN[name].keys()
    assert all(text in meanings[argument] for argument, text in CERTAIN[name].items())
    assert advice
    page = new_page()
    page.goto(f"{root}{language}/index.html")
    look_up(page, line)
    group = f"article[data-entry='{entry}']"
    assert shown(page, f"{group} dd[data-argument]") == meanings
    assert page.locator(f"{group} .holds p:not(.when)").all_text_contents() == [bare(text) for text in advice]
    below = page.locator(f"{group} .holds ~ .first, {group} .values ~ .holds")
    expect(below).to_have_count(len(advice) + 1)  # values, advice, what to do first

    page.click(f"{group} h3 a")
    expect(page.locator(".case .mine-note")).to_have_count(len(advice))
    assert shown(page, "tr[data-argument]") == meanings
    assert page.locator(".case:has(.mine-note) > p:not(.when, .mine-note)").all_text_contents() == [
        bare(text) for text in advice
    ]
    assert page.locator(".case").count() > len(advice)

    page.click(f".tongues a[hreflang={OTHER[language]}]")
    page.wait_for_url(f"**/{OTHER[language]}/**")
    expect(page.locator(".case .mine-note")).to_have_count(len(advice))
    assert shown(page, "tr[data-argument]") == told(index, line, OTHER[language])[0]
    page.click("section.message .mine-note a")
    expect(page.locator(".mine-note")).to_have_count(0)
    expect(page.locator(".decoded")).to_have_count(0)


@both
def test_flags_are_read_by_the_versions_that_print_the_message(
    new_page: NewPage, index: Index, site: Path, language: str
) -> None:
    page = new_page()
    found = {}
    for line in (OLD, OLD.replace("failure. order", "failure: order")):
        page.goto(f"{site.as_uri()}/{language}/index.html")
        look_up(page, line)
        found[line] = shown(page, f"article[data-entry='{FAILURE}'] dd[data-argument]")["gfp_mask"]
        assert found[line] == told(index, line, language)[0]["gfp_mask"]
    assert len(set(found.values())) in (1, 2)
    page.goto(f"{site.as_uri()}/{language}/{FAILURE}.html{fragment(index, NEW, gfp_mask='d0')}")
    expect(page.locator("tr[data-argument=gfp_mask] .decoded")).to_contain_text(
        "__GFP_IO"
    )  # since 5.0, so not GFP_KERNEL
    expect(page.locator("tr[data-argument=gfp_mask] .decoded")).not_to_contain_text("GFP_KERNEL")


def fragment(index: Index, line: str, **changed: str) -> str:
    """The fragment of a page that shows values of a line."""
    engine = Engine(index, None)
    header, body = engine.read(line)
    match = engine.match(body, engine.origin(header))
    assert match is not None
    return f"#with:{urlencode({'/message': told(index, line, 'en')[2], **engine.captures(match), **changed})}"


def requests(page: Page) -> list[str]:
    """The tables that a page asks for from now on."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    return asked


def tables(asked: list[str]) -> list[str]:
    return sorted(url.partition("/data/decoders/")[2].removesuffix(".js") for url in asked if "/data/decoders/" in url)


def test_tables_are_loaded_when_a_value_needs_them_and_once(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    asked = requests(page)
    page.goto(f"{root}en/index.html")
    look_up(page, "Oct 27 18:00:02 host kernel: nothing that anybody knows of")
    page.goto(f"{root}en/{FAILURE}.html")
    page.goto(f"{root}en/index.html")
    assert tables(asked) == []
    for line, entry in ((OLD, FAILURE), (f"{OLD}\n{SENSE}", LINES["sense"][0]), (EXIT, LINES["exit"][0])):
        look_up(page, line)
        expect(page.locator(f"article[data-entry='{entry}']")).to_be_visible()
    # Tables, and what they refer to.
    kinds = ("gfp-flags", "page-order", "scsi-sense-key", "signal", "systemd-exit-status")
    assert tables(asked) == [f"en/{kind}" for kind in kinds]


def test_a_table_that_is_not_there_is_told(new_page: NewPage, index: Index, served: str) -> None:
    page = new_page(locale="en", expected=("console: Failed to load resource",))
    page.route("**/data/decoders/**", lambda route: route.abort())
    page.goto(f"{served}en/index.html")
    page.eval_on_selector("#log", "(area, text) => { area.value = text; }", OLD)
    page.click("#look-up .primary")
    expect(page.locator("#state")).to_contain_text("data/decoders/en/")
    page.goto(f"{served}en/{FAILURE}.html{fragment(index, OLD)}")
    expect(page.locator("section.message .mine-note")).to_contain_text("cannot be loaded")
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")


HOSTILE = '<img src="x" onerror="document.title=1"><b>\x1b[31m\u202e'


@pytest.mark.parametrize(
    "changed",
    [
        {"order": HOSTILE, "gfp_mask": HOSTILE},
        {"order": "9" * 1_000_000},
        {"gfp_mask": "|".join(["GFP_KERNEL"] * 100_000)},
        {"gfp_mask": " " * 500_000 + "d0"},
        {"__proto__": "0", "constructor": "1", "order": ""},
        {"/message": "linux:ffffffffff"},
        {"/message": '"] *, [x="'},
    ],
)
def test_values_of_an_address_are_texts_and_cost_little(
    new_page: NewPage, index: Index, site: Path, changed: dict[str, Any]
) -> None:
    page = new_page(locale="en")
    page.goto(f"{site.as_uri()}/en/{FAILURE}.html{fragment(index, OLD, **changed)}")
    expect(page.locator("section.message .mine-note")).to_have_count(1)
    page.wait_for_timeout(200)
    assert page.locator("article img, article b").count() == 0
    assert "msgpedia" in page.title()
    assert not {"\x1b", "\u202e"}.intersection(page.text_content("article") or "")
    known = shown(page, "tr[data-argument]")
    assert not known.keys() & changed.keys()
    if "/message" in changed:
        assert known == {}
        expect(page.locator(".case .mine-note")).to_have_count(0)
    elif "order" in changed:
        expect(page.locator(".case .mine-note")).to_have_count(0)
    else:
        assert "order" in known


@both
def test_pages_with_meanings_are_no_wider_than_a_phone(
    new_page: NewPage, index: Index, site: Path, language: str
) -> None:
    page = new_page(viewport={"width": 360, "height": 740}, has_touch=True)
    page.goto(f"{site.as_uri()}/{language}/index.html")
    look_up(page, "\n".join(line for _, line in LINES.values()))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(f"{site.as_uri()}/{language}/{FAILURE}.html{fragment(index, OLD)}")
    page.wait_for_selector(".decoded")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

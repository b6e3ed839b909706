"""What readers do on the site, from a disk and over http: look up, follow results, search, change language, colours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.conftest import ROOT
from tests.site.conftest import NewPage

ENTRY = "linux/mm/page-allocation-failure"
EXAMPLE = (ROOT / "examples" / "kernel.log").read_text(encoding="utf-8")
TITLES = {"ja": "物理ページを確保できなかった", "en": "The kernel could not allocate physical pages"}
OTHER = {"ja": "en", "en": "ja"}
LINE = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0"
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True}
both = pytest.mark.parametrize("language", ["ja", "en"])


@pytest.fixture(params=["file", "http"])
def root(request: pytest.FixtureRequest, site: Path, served: str) -> str:
    """The address of the site's root, on a disk and on a server."""
    return f"{site.as_uri()}/" if request.param == "file" else served


def put(page: Page, log: str) -> None:
    """Put lines into the box, as pasting them does; typing many of them would take long."""
    page.eval_on_selector("#log", "(area, text) => { area.value = text; }", log)


def look_up(page: Page, log: str) -> None:
    put(page, log)
    page.click("#look-up .primary")
    page.wait_for_selector("#results h2")


@both
def test_a_log_is_explained_and_a_result_leads_to_the_page_with_its_values(
    new_page: NewPage, root: str, language: str
) -> None:
    page = new_page()
    page.goto(f"{root}{language}/index.html")
    look_up(page, EXAMPLE)
    group = page.locator(f"article[data-entry='{ENTRY}']")
    expect(group.locator("h3 a")).to_have_text(TITLES[language])
    expect(group.locator("dd[data-argument=order] code")).to_have_text("0")
    expect(page.locator(".unknown .lines li")).to_have_count(1)

    group.locator("h3 a").click()
    expect(page.locator("h1")).to_have_text(TITLES[language])
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")
    expect(page.locator("tr[data-argument=process] td.mine")).to_have_text("lvcreate")
    expect(page.locator("section.message .format")).to_have_text(LINE.removeprefix("Oct 27 18:00:02 host kernel: "))

    page.click(f".tongues a[hreflang={OTHER[language]}]")
    expect(page.locator("h1")).to_have_text(TITLES[OTHER[language]])
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")
    page.click(".mine-note a")
    expect(page.locator("td.mine").first).to_be_hidden()
    expect(page.locator("section.message .format var").first).to_have_text("process")


def test_results_stand_worst_first_and_the_example_is_one_click_away(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    page.click("button.example")
    page.wait_for_selector("#results h2")
    found = page.locator("article.group .severity").all_text_contents()
    order = ["EMERGENCY", "ALERT", "CRITICAL", "ERROR", "WARNING", "NOTICE", "INFO", "DEBUG"]
    places = [next(place for place, word in enumerate(order) if text.endswith(word)) for text in found]
    assert places == sorted(places)
    assert len(places) > 3
    expect(page.locator("#state")).to_contain_text("EMERGENCY")


@both
@pytest.mark.parametrize("words", ["物理ページ", "page allocation"])
def test_search_finds_phrases_in_both_languages(new_page: NewPage, root: str, language: str, words: str) -> None:
    page = new_page()
    page.goto(f"{root}{language}/about.html")
    page.fill("form.quick input", words)
    page.press("form.quick input", "Enter")
    first = page.locator("#found li").first
    expect(first.locator("a")).to_have_text(TITLES[language])
    expect(page.locator("#found mark").first).to_be_visible()
    first.locator("a").click()
    expect(page.locator("h1")).to_have_text(TITLES[language])
    page.go_back()
    expect(page.locator("#found li").first).to_be_visible()


def test_a_search_for_nothing_that_there_is_says_so(new_page: NewPage, root: str) -> None:
    page = new_page()
    page.goto(f"{root}en/search.html#q=zzzzqqqq")
    expect(page.locator("#state")).to_have_text("Nothing was found.")
    page.fill("#query", "page zzzzqqqq")
    page.press("#query", "Enter")
    expect(page.locator("#found li .hint").first).to_contain_text("zzzzqqqq")


def test_more_results_come_when_asked_for(new_page: NewPage, root: str) -> None:
    page = new_page()
    page.goto(f"{root}en/search.html#q=the")
    expect(page.locator("#found li")).to_have_count(20)
    page.click("#more")
    expect(page.locator("#found li")).to_have_count(40)
    assert len(set(page.locator("#found li").evaluate_all("rows => rows.map((row) => row.dataset.entry)"))) == 40


@pytest.mark.parametrize(("locale", "language"), [("ja-JP", "ja"), ("en-GB", "en"), ("de-DE", "en")])
def test_the_root_leads_to_the_language_of_the_browser(
    new_page: NewPage, root: str, locale: str, language: str
) -> None:
    page = new_page(locale=locale)
    page.goto(f"{root}index.html")
    page.wait_for_url(f"**/{language}/index.html")


def test_the_language_chosen_before_comes_first(new_page: NewPage, served: str) -> None:
    page = new_page(locale="ja-JP")
    page.goto(f"{served}ja/index.html")
    page.click(".tongues a[hreflang=en]")
    page.wait_for_url("**/en/index.html")
    page.goto(served)
    page.wait_for_url("**/en/index.html")


def brightness(page: Page) -> int:
    """The brightness of the page's ground, from 0 to 765."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(int, re.findall(r"\d+", colour)[:3]))


def test_colours_follow_the_system_until_one_is_chosen(new_page: NewPage, root: str) -> None:
    page = new_page(color_scheme="dark", locale="en")
    page.goto(f"{root}en/index.html")
    assert brightness(page) < 150
    button = page.locator("button.theme")
    expect(button).to_have_attribute("aria-label", "Colours of the system")
    button.click()
    expect(button).to_have_attribute("aria-label", "Light colours")
    assert brightness(page) > 600
    page.goto(f"{root}en/about.html")
    assert brightness(page) > 600
    button.click()
    assert brightness(page) < 150


PLACES = [
    "index.html",
    f"{ENTRY}.html",
    f"{ENTRY}.html#with:process=lvcreate&order=0",
    "search.html#q=memory",
    "software.html",
    "linux/index.html",
    "severity/err.html",
    "words.html",
    "newest.html",
    "about.html",
    "contribute.html",
]


@both
@pytest.mark.parametrize("place", PLACES)
def test_nothing_is_wider_than_a_phone(new_page: NewPage, site: Path, language: str, place: str) -> None:
    page = new_page(**PHONE)
    page.goto(f"{site.as_uri()}/{language}/{place}")
    page.wait_for_timeout(100)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_everything_can_be_done_with_the_keyboard(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.focus("#log")
    page.keyboard.insert_text(LINE)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#results h2")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#results h3 a")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text(TITLES["en"])
    expect(page.locator("button.theme")).to_be_visible()  # the page's script has run
    page.keyboard.press("/")
    page.keyboard.insert_text("segfault")
    page.keyboard.press("Enter")
    expect(page.locator("#found li").first).to_be_visible()


def test_what_is_pasted_is_text_and_nothing_else(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    name = '<img src="x" onerror="document.title=1"><b>\x1b[31m\u202e'
    look_up(
        page,
        f"[    1.000000] {name}: page allocation failure. order:0, mode:0xd0\n"
        f"{name}\n[    2.000000] \0\0 <script>x</script>\n",
    )
    assert page.locator("#results img, #results b, #results script").count() == 0
    shown = page.text_content("#results") or ""  # not the visible text: what is off the screen is not drawn yet
    assert '<img src="x" onerror="document.title=1"><b>' in shown
    assert not re.search("[\0-\x08\x1b\u202e]", shown)
    page.click(f"article[data-entry='{ENTRY}'] .explained a")
    expect(page.locator("tr[data-argument=process] td.mine")).to_contain_text("<img")
    assert page.locator("article img, article b").count() == 0
    assert "msgpedia" in page.title()


def test_ten_thousand_lines_are_looked_at_and_the_page_stays_alive(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    page.evaluate("ticks = 0; setInterval(() => { ticks += 1; }, 5)")
    look_up(page, f"{LINE}\n" + "an ordinary line of nobody that we know\n" * 9_999 + "one too many\n")
    expect(page.locator("#results .totals")).to_contain_text("10,000 lines")
    expect(page.locator("#results .totals")).to_contain_text("Only the first 10,000 lines")
    assert page.evaluate("ticks") > 3


def test_another_look_up_replaces_the_one_before(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    put(page, "[    1.000000] nobody knows this line of the kernel\n" * 9_000)
    page.click("#look-up .primary")
    look_up(page, LINE)
    expect(page.locator("article.group")).to_have_count(1)
    page.click("button.clear")
    expect(page.locator("#results")).to_be_empty()


def test_a_sample_can_be_looked_up_from_its_page(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/{ENTRY}.html")
    page.click(".examples summary")
    line = page.locator(".examples li code").last.inner_text()
    assert "page allocation failure" in line
    page.locator(".examples a").last.click()
    expect(page.locator("#log")).to_have_value(line)
    expect(page.locator(f"article[data-entry='{ENTRY}']")).to_be_visible()


def test_code_can_be_copied(new_page: NewPage, served: str) -> None:
    page = new_page(locale="en", permissions=["clipboard-read", "clipboard-write"])
    page.goto(f"{served}en/{ENTRY}.html")
    page.locator(".action .copied").first.hover()
    page.locator(".action .copy").first.click()
    expect(page.locator(".action .copy").first).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()") == "journalctl -k | grep -c 'page allocation failure'"


def test_an_address_with_nonsense_behind_the_mark_shows_the_plain_page(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    for fragment in ("#with:%E0%A4%A", "#with:/message=__proto__&constructor=1", "#nowhere", "#log=%"):
        page.goto(f"{root}en/{ENTRY}.html{fragment}")
        expect(page.locator("section.message .format")).to_contain_text("page allocation failure")
        page.goto(f"{root}en/index.html{fragment}")
        page.goto(f"{root}en/search.html#q=%")
        expect(page.locator("h1")).to_have_text("Search")


@both
def test_pages_can_be_read_without_scripts(new_page: NewPage, root: str, language: str) -> None:
    page = new_page(java_script_enabled=False)
    page.goto(f"{root}{language}/software.html")
    page.click("main a >> text=/^Linux kernel$|^Linux カーネル$/")
    link = page.locator(f"main a >> text={TITLES[language]}")
    while not link.count():  # long lists have several pages
        page.click("main a[rel=next]")
    link.click()
    expect(page.locator(".action")).to_be_visible()
    page.click(f".tongues a[hreflang={OTHER[language]}]")
    expect(page.locator("h1")).to_have_text(TITLES[OTHER[language]])


def test_japanese_is_set_as_japanese(new_page: NewPage, root: str) -> None:
    page = new_page()
    style = """(element) => { const style = getComputedStyle(element); return {
        family: style.fontFamily, line: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
        synthesis: style.fontSynthesis, phrase: style.wordBreak }; }"""
    found: dict[str, Any] = {}
    for language in ("ja", "en"):
        page.goto(f"{root}{language}/{ENTRY}.html")
        found[language] = page.locator("article p").first.evaluate(style) | {
            "phrase": page.locator("h1").evaluate(style)["phrase"]
        }
    assert "Noto Sans CJK JP" in found["ja"]["family"]
    assert found["ja"]["line"] > found["en"]["line"]
    assert found["ja"]["synthesis"] == "weight"  # no letters slanted by the browser
    assert found["ja"]["phrase"] == "auto-phrase"


def test_print_leaves_out_what_paper_cannot_do(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/{ENTRY}.html")
    page.emulate_media(media="print")
    for selector in ("header.top", ".contents", ".copy", ".links"):
        expect(page.locator(selector).first).to_be_hidden()
    expect(page.locator(".action")).to_be_visible()


def test_back_from_a_result_everything_is_there_again(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    look_up(page, EXAMPLE)
    page.click(f"article[data-entry='{ENTRY}'] h3 a")
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")
    page.go_back()
    expect(page.locator(f"article[data-entry='{ENTRY}']")).to_be_visible()
    expect(page.locator("#log")).to_have_value(EXAMPLE)
    page.click(".tongues a[hreflang=ja]")
    expect(page.locator(f"article[data-entry='{ENTRY}'] h3 a")).to_have_text(TITLES["ja"])
    page.click("button.clear")
    page.reload()
    expect(page.locator("#log")).to_have_value("")
    expect(page.locator("#results")).to_be_empty()


def test_an_address_with_lines_gives_way_to_what_is_looked_up_next(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html#log=something%20else")
    expect(page.locator(".unknown .lines li")).to_have_count(1)
    look_up(page, LINE)
    assert "#" not in page.url
    page.reload()
    expect(page.locator("#log")).to_have_value(LINE)
    page.goto(f"{root}en/index.html#log=%")
    expect(page.locator("#state")).to_have_text("The address holds no text that can be read.")


def test_an_answer_that_comes_late_does_not_show_over_what_was_asked_next(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/index.html")
    page.evaluate(
        """() => {
            const registry = globalThis.msgpedia;
            const load = registry.load.bind(registry);
            const held = new Promise((resolve) => { globalThis.letGo = resolve; });
            globalThis.asked = new Promise((resolve) => {
                registry.load = async (name) => {
                    if (name.startsWith("cards/")) {
                        resolve(name);
                        await held;
                    }
                    return load(name);
                };
            });
        }"""
    )
    page.fill("#log", LINE)
    page.press("#log", "Control+Enter")
    name = page.evaluate("globalThis.asked")
    page.click("button.clear")
    page.evaluate(
        """async (name) => {
            globalThis.letGo();
            await globalThis.msgpedia.load(name);
            await new Promise((resolve) => setTimeout(resolve));
        }""",
        name,
    )
    expect(page.locator("#state")).to_be_empty()
    expect(page.locator("#results")).to_be_empty()


def test_values_stay_when_a_section_is_visited(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/{ENTRY}.html#with:process=lvcreate&order=0")
    page.click(".contents a[href='#formats']")
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")
    expect(page.locator("tr[data-argument=nodemask]")).to_be_hidden()
    page.click(".tongues a[hreflang=ja]")
    expect(page.locator("tr[data-argument=order] td.mine code")).to_have_text("0")
    page.goto(f"{root}en/{ENTRY}.html#with:__proto__=x")
    expect(page.locator(".mine-note")).to_have_count(0)


def test_back_to_the_empty_search_it_is_empty(new_page: NewPage, root: str) -> None:
    page = new_page(locale="en")
    page.goto(f"{root}en/search.html")
    page.fill("#query", "memory")
    page.press("#query", "Enter")
    expect(page.locator("#found li").first).to_be_visible()
    page.go_back()
    expect(page.locator("#query")).to_have_value("")
    expect(page.locator("#found")).to_be_empty()

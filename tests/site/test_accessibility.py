"""Every kind of page, light, dark and narrow, has nothing that axe takes for a serious or critical obstacle."""

from __future__ import annotations

import importlib.util
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.conftest import ROOT
from tests.site.browser import nothing
from tests.site.conftest import NewPage, build

ENTRY = "linux/mm/page-allocation-failure"
VALUES = "#with:process=lvcreate&order=0"
MESSAGE = "linux:6c2b0f9b34"  # of the line
LOG = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\nsomething else altogether\n"
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 720}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 720}},
    "narrow": {"color_scheme": "dark", "viewport": {"width": 360, "height": 640}},
}


@dataclass(frozen=True, slots=True)
class Case:
    """A page to look at: where it is, what is typed first into which field, and what is there then."""

    name: str
    place: str
    field: str = ""
    text: str = ""
    shown: str = "h1"


CASES = [
    Case("chooser", "index.html"),
    Case("missing page", "404.html"),
    *(
        case
        for language in ("ja", "en")
        for case in (
            Case(f"{language} home", f"{language}/index.html"),
            Case(f"{language} home with results", f"{language}/index.html", "#log", LOG, "#results article"),
            Case(f"{language} entry", f"{language}/{ENTRY}.html"),
            Case(
                f"{language} entry with values",
                f"{language}/{ENTRY}.html#with:/message={MESSAGE}&process=lvcreate&order=0&gfp_mask=d0",
                shown=".case .mine-note",
            ),
            Case(f"{language} search", f"{language}/search.html"),
            Case(f"{language} search with results", f"{language}/search.html#q=memory", shown="#found li"),
        )
    ),
    Case("all software", "en/software.html"),
    Case("software", "en/linux/index.html"),
    Case("subsystem", "en/linux/mm/index.html"),
    Case("severities", "en/severity.html"),
    Case("severity", "en/severity/err.html"),
    Case("first words", "en/words.html"),
    Case("first word", "en/words/p.html"),
    Case("newest", "en/newest.html"),
    Case("about", "en/about.html"),
    Case("contribute", "en/contribute.html"),
]


def _axe() -> str:
    """The source of axe-core."""
    package = importlib.util.find_spec("axe_playwright_python")
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def _obstacles(page: Page) -> list[str]:
    """What axe finds serious or critical on a page, a text for each element."""
    page.evaluate(_axe())
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations'], preload: false})")
    assert found["passes"]
    return [
        f"{rule['id']} ({rule['impact']}) {node['target']} {node['html'][:200]}\n{node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in ("serious", "critical")
        for node in rule["nodes"]
    ]


def test_obstacles_are_found(page: Page) -> None:
    page.set_content(
        '<html><body style="background: #fff"><p style="color: #ddd">faint</p><button></button></body></html>'
    )
    assert {found.split()[0] for found in _obstacles(page)} >= {"color-contrast", "button-name", "html-has-lang"}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_page(new_page: NewPage, served: str, case: Case, mode: str) -> None:
    page = new_page(**MODES[mode])
    page.goto(served + case.place)
    if case.field:
        page.fill(case.field, case.text)
        page.click(f"form:has({case.field}) button.primary")
    page.wait_for_selector(case.shown)
    nothing(_obstacles(page))


def without(language: str, text: str) -> str:
    """An entry's file without its texts in a language."""
    lines: list[str] = []
    depth = -1  # of the key that is being left out
    for line in text.split("\n"):
        indent = len(line) - len(line.lstrip())
        if depth >= 0 and (indent > depth or not line.strip()):
            continue
        depth = indent if re.match(rf" +{language}:", line) else -1
        if depth < 0:
            lines.append(line)
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="session")
def half_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with an entry that is in Japanese alone, and one in English alone."""
    root = tmp_path_factory.mktemp("half")
    for name in ("site", "translations", "examples"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    folder = root / "catalog" / "linux"
    folder.joinpath("mm").mkdir(parents=True)
    shutil.copy(ROOT / "catalog" / "linux" / "software.yaml", folder)
    text = (ROOT / "catalog" / f"{ENTRY}.yaml").read_text(encoding="utf-8")
    text = re.sub(r"^(?:related|followed_by): .*\n", "", text, flags=re.MULTILINE)
    (folder / "mm" / "ja-alone.yaml").write_text(without("en", text), encoding="utf-8")
    other = without("ja", text).replace("mid: 482\n", "").replace("page allocation", "page assignment")
    (folder / "mm" / "en-alone.yaml").write_text(other, encoding="utf-8")
    return build(root / "built", root=root)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(
    ("place", "shown"),
    [
        ("en/linux/mm/ja-alone.html", "h1[lang=ja]"),
        ("ja/linux/mm/en-alone.html", "h1[lang=en]"),
        ("en/linux/index.html", "li a[lang=ja]"),
    ],
)
def test_page_without_translation(new_page: NewPage, half_site: Path, place: str, shown: str, mode: str) -> None:
    page = new_page(folder=half_site, **MODES[mode])
    page.goto((half_site / place).as_uri())
    page.wait_for_selector(shown)
    nothing(_obstacles(page))

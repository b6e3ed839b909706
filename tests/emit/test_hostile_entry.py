"""An entry may say what it likes: its pages have the same elements and attributes as those of a harmless one."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path

import pytest
from tests.emit.project import build, make_project
from tests.site import links

from msgpedia import mkdocs_plugin
from msgpedia.catalog.loader import load_catalog

MARKUP = "\"><script>alert(1)</script><img src=x onerror='alert(2)'><!-- </title></code>"
MARKUP += " {{ 7 * 6 }} {% raw %} &lt;b&gt; ${x}"
HARMLESS = "harmless"

ENTRY = """\
schema: 1
title: {{en: {title}, ja: {title}}}
severity: err
variants:
  - format: {format}
    arguments: [process, order]
    prefix: {{kind: device, arguments: [driver, device]}}
    versions: {{from: '5.0', to: '6.10'}}
    source: {{file: {file}, function: {function}}}
    seen: [{{distribution: {text}, version: {text}, config: {text}}}]
  - format: {other}
    arguments: [process]
    source: {{file: {file}}}
arguments:
  process: {{en: {text}, ja: {code}}}
  order: {{en: {code}, ja: {code}, decode: page-order}}
  driver: {{en: {code}, ja: {code}}}
  device: {{en: {code}, ja: {code}}}
description: {{en: {prose}, ja: {prose}}}
action: {{en: {steps}, ja: {steps}}}
notes: {{en: {prose}}}
advice:
  - when: {{process: {text}, order: '>= 4'}}
    en: {prose}
    ja: {prose}
samples:
  - line: {sample}
    captures: {{driver: driver, device: device, process: lvcreate, order: '0'}}
  - line: {other_sample}
    captures: {{process: {text}}}
references:
  - {{title: {text}, url: {url}}}
  - {{title: {text}, url: {script}}}
related: [linux/fs/read]
followed_by: [linux/mm/hostile]
license: {text}
authors: [{text}, {text}]
"""


def entry(markup: str) -> str:
    """An entry with some markup in every text that it has."""
    unspaced = markup.replace(" ", "")
    escaped = "".join(f"&#{ord(char)};" for char in markup)
    address = f"https://example.org/{escaped.replace(' ', '')}"
    prose = f"Some {markup} and `{markup}`, {escaped}, [x](javascript:alert), <javascript:alert(1)>.\n\n"
    prose += f"[`{markup}`]({address}), [link](linux/fs/read#{escaped.replace(' ', '')})\n\n"
    prose += f"> ## {escaped}\n\n```{unspaced}\n{markup}\n```\n\n    {markup}\n"
    in_format = markup.replace("%", "%%")
    texts = {
        "title": f"Title {markup}",
        "text": markup,
        "code": f"`{markup}` and {escaped}",
        "format": f"Hostile message {in_format} of %s: order:%d",
        "other": f"Older {in_format} message of %s",
        "file": f"mm/{unspaced}.c",
        "function": unspaced,
        "prose": prose,
        "steps": f"1. First `{markup}`\n2. Then {escaped}\n",
        "sample": f"Oct 27 18:00:02 host kernel: driver device: Hostile message {markup} of lvcreate: order:0",
        "other_sample": f"Oct 27 18:00:02 host kernel: Older {markup} message of {markup}",
        "url": f"https://example.org/{unspaced.replace('<', '').replace('>', '')}",
        "script": f"javascript:{unspaced.replace('<', '').replace('>', '')}",
    }
    return ENTRY.format(**{name: json.dumps(text, ensure_ascii=False) for name, text in texts.items()})


class Elements(HTMLParser):
    """The elements of a page: names, names of attributes; and all values of attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, ...]] = []
        self.values: list[tuple[str, str]] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, *(name for name, _ in attrs)))
        self.values += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.found.append((f"/{tag}",))

    def handle_comment(self, data: str) -> None:
        self.found.append(("comment", data))


def make(root: Path, markup: str) -> Path:
    """A project with the entry, and the markup in the name of its software too."""
    make_project(root)
    (root / "catalog" / "linux" / "mm" / "hostile.yaml").write_text(entry(markup), encoding="utf-8")
    software = root / "catalog" / "linux" / "software.yaml"
    name = json.dumps(f"Linux {markup}", ensure_ascii=False)
    text = software.read_text(encoding="utf-8")
    assert "Linux kernel" in text
    software.write_text(text.replace("Linux kernel", name).replace("Linux カーネル", name), encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sites of a project with a hostile entry and of one with a harmless entry, as if nobody had checked them."""
    root = tmp_path_factory.mktemp("projects")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mkdocs_plugin, "load_sound", lambda folder: (load_catalog(folder, cache=False), []))
        return build(make(root / "hostile", MARKUP)), build(make(root / "harmless", HARMLESS))


def pages(site: Path) -> dict[str, Elements]:
    return {
        path.relative_to(site).as_posix(): Elements(path.read_text(encoding="utf-8")) for path in site.rglob("*.html")
    }


def test_hostile_pages_have_the_elements_of_harmless_ones(sites: tuple[Path, Path]) -> None:
    hostile, harmless = map(pages, sites)
    assert sorted(hostile) == sorted(harmless)
    for name, page in hostile.items():
        assert page.found == harmless[name].found, name


def test_hostile_addresses_stay_where_they_are_allowed(sites: tuple[Path, Path]) -> None:
    for name, page in pages(sites[0]).items():
        for attribute, value in page.values:
            assert not attribute.startswith("on"), name
            assert attribute not in {"style", "srcdoc"}, name
            if attribute in {"href", "src", "action"}:
                assert not value.lower().strip().startswith(("javascript:", "data:", "//")), name


def test_hostile_links_lead_somewhere(sites: tuple[Path, Path]) -> None:
    found = [str(fault) for fault in links.check(sites[0])]
    assert [fault for fault in found if "leads to no place" not in fault] == []


def test_hostile_texts_are_shown_as_they_are(sites: tuple[Path, Path]) -> None:
    text = (sites[0] / "en" / "linux" / "mm" / "hostile.html").read_text(encoding="utf-8")
    for expected in ("{{ 7 * 6 }}", "{% raw %}", "&lt;script&gt;alert(1)&lt;/script&gt;", "&amp;lt;b&amp;gt;", "${x}"):
        assert text.count(expected) > 10
    assert "42" not in text


def test_hostile_texts_reach_scripts_as_data(sites: tuple[Path, Path]) -> None:
    for name, call in (("data/cards/en/0.js", "provide"), ("data/lookup.js", "provideText")):
        text = (sites[0] / name).read_text(encoding="utf-8")
        assert text.count("\n") == 1
        assert text.startswith(f"msgpedia.{call}('")
        assert text.replace("\\\\", "").replace("\\'", "").count("'") == 4

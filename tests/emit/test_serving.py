"""Under `mkdocs serve` a change shows, though what did not change is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from tests.emit.project import build, changed, files, page, warnings, write_entry

from msgpedia.emit.site.kept import Kept

Rebuild = Callable[[], Path]


@pytest.fixture
def rebuild(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Rebuild]:
    """`rebuild()`: build the project's site again as a server does, which was started before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def load() -> Path:
        config = load_config(str(project / "mkdocs.yml"), site_dir=str(tmp_path / "served"), site_url="", repo_url="")
        mkdocs_build(config)
        return Path(config.site_dir)

    config = load_config(str(project / "mkdocs.yml"))
    config.plugins.on_startup(command="serve", dirty=False)
    load()
    yield load
    config.plugins.on_shutdown()


def edit(path: Path, *changes: tuple[str, str]) -> None:
    path.write_text(changed(path.read_text(encoding="utf-8"), *changes), encoding="utf-8")


def differences(project: Path, served: Path) -> list[str]:
    """The files in which a served site differs from one that is built anew; the search is kept on purpose."""
    fresh, found = files(build(project, "serve")), files(served)
    assert sorted(fresh) == sorted(found)
    return [name for name in fresh if fresh[name] != found[name] and not name.startswith("data/search/")]


def test_without_a_change_all_stays(project: Path, rebuild: Rebuild) -> None:
    assert differences(project, rebuild()) == []


def test_a_changed_entry_shows_wherever_it_stands(project: Path, rebuild: Rebuild) -> None:
    edit(project / "catalog/linux/fs/read.yaml", ("Physical pages", "Blocks"), ("severity: err", "severity: crit"))
    served = rebuild()
    assert "Blocks could not be allocated" in page(served, "en/linux/fs/read.html")
    assert differences(project, served) == []


def test_a_changed_title_shows_where_other_entries_name_it(project: Path, rebuild: Rebuild) -> None:
    path = project / "catalog/linux/mm/allocation.yaml"
    edit(path, ("license:", "related: [linux/fs/read]\nlicense:"))
    rebuild()
    edit(project / "catalog/linux/fs/read.yaml", ("Physical pages", "Blocks"))
    assert differences(project, rebuild()) == []


def test_entries_come_and_go(project: Path, rebuild: Rebuild, caplog: pytest.LogCaptureFixture) -> None:
    write_entry(project, "linux/mm/allocation", ("en: Free some memory.", "en: See [it](linux/fs/read)."))
    rebuild()
    (project / "catalog/linux/fs/read.yaml").rename(project / "catalog/linux/fs/write.yaml")
    served = rebuild()
    assert not (served / "en/linux/mm/allocation.html").exists()  # its link leads nowhere now
    assert "read.html" not in page(served, "en/linux/index.html")
    assert differences(project, served) == []
    assert any("linux/fs/read" in warning for warning in warnings(caplog))


def test_pages_of_ids_that_are_gone_come_and_go(project: Path, rebuild: Rebuild) -> None:
    former = "former_ids: [linux/mm/older]\n"
    edit(project / "catalog/linux/mm/allocation.yaml", ("license:", f"{former}license:"))
    assert 'content="0; url=allocation.html"' in page(rebuild(), "en/linux/mm/older.html")
    place = project / "catalog/linux/mm/allocation.yaml"
    edit(place, (former, "former_ids: [linux/mm/allocation, linux/mm/older]\n"), ("en: Physical", "en: New"))
    place.rename(place.with_name("pages.yaml"))
    withdrawn = "withdrawn: [{id: linux/fs/wrong, date: '2026-01-31', reason: {ja: 誤り, en: It was wrong}}]\n"
    edit(project / "catalog/linux/software.yaml", ("license:", f"{withdrawn}license:"))
    served = rebuild()
    assert 'content="0; url=pages.html"' in page(served, "en/linux/mm/older.html")
    assert "New pages could not be allocated" in page(served, "en/linux/mm/allocation.html")
    assert "It was wrong" in page(served, "en/linux/fs/wrong.html")
    assert differences(project, served) == []
    edit(project / "catalog/linux/software.yaml", (withdrawn, ""))
    served = rebuild()
    assert not (served / "en/linux/fs/wrong.html").exists()
    assert differences(project, served) == []


def test_a_changed_software_shows(project: Path, rebuild: Rebuild) -> None:
    edit(project / "catalog/linux/software.yaml", ("en: Linux kernel", "en: The kernel"))
    served = rebuild()
    assert "The kernel" in page(served, "en/linux/index.html")
    assert differences(project, served) == []


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("site/templates/entry.html", '<section class="message"', '<section class="changed"'),
        ("site/theme/main.html", '<div class="written">', '<div class="changed">'),
        ("translations/ja/LC_MESSAGES/site.po", 'msgid "Authors"\nmsgstr "', 'msgid "Authors"\nmsgstr "x'),
        ("site/pages/en/about.md", "title: About", "title: Changed"),
        ("mkdocs.yml", "site_name: msgpedia", "site_name: changed"),
    ],
)
def test_a_change_of_the_site_shows(project: Path, rebuild: Rebuild, name: str, old: str, new: str) -> None:
    edit(project / name, (old, new))
    assert differences(project, rebuild()) == []


def numbered(kept: Kept, *sources: str) -> list[str]:
    """What comes for a name whose files depend on some sources, one after the other; what is made has a new number."""
    made: list[str] = []
    found = []
    for source in sources:

        def make(text: str = source) -> str:
            made.append(text)
            return f"{text}{len(made)}"

        found.append(kept.result("name", partial(str, source), make))
    return found


def test_what_is_made_from_the_same_is_kept() -> None:
    kept = Kept()
    assert numbered(kept, "a", "a", "b", "a", "a") == ["a1", "a1", "b2", "a3", "a3"]
    kept.forget()
    assert numbered(kept, "a", "a") == ["a1", "a1"]


def test_a_build_that_is_not_served_keeps_nothing() -> None:
    assert numbered(Kept(keeps=False), "a", "a", "a") == ["a1", "a2", "a3"]


def test_files_that_did_not_change_are_not_written_again(project: Path, rebuild: Rebuild) -> None:
    served = rebuild()
    names = ("en/linux/fs/read.html", "en/linux/mm/allocation.html", "data/search/index.js")
    before = {name: (served / name).stat().st_mtime_ns for name in names}
    edit(project / "catalog/linux/fs/read.yaml", ("Physical pages", "Blocks"))
    rebuild()
    assert [name for name in names if (served / name).stat().st_mtime_ns != before[name]] == [names[0]]


def test_a_build_that_fails_does_no_harm_to_the_next(project: Path, rebuild: Rebuild) -> None:
    template = project / "site/templates/entry.html"
    text = template.read_text(encoding="utf-8")
    template.write_text("{% block", encoding="utf-8")
    with pytest.raises(Abort):
        rebuild()
    template.write_text(text, encoding="utf-8")
    edit(project / "catalog/linux/fs/read.yaml", ("Physical pages", "Blocks"))
    (project / "site/pages/en/broken.md").write_text("[x](nowhere.md)\n", encoding="utf-8")
    rebuild()
    (project / "site/pages/en/broken.md").unlink()
    served = rebuild()
    assert differences(project, served) == []
    assert [path.name for path in served.parent.glob("served*")] == ["served"]


def test_an_entry_that_was_broken_and_mended_is_there_again(project: Path, rebuild: Rebuild) -> None:
    path = project / "catalog/linux/fs/read.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text("title: [", encoding="utf-8")
    assert not (rebuild() / "en/linux/fs/read.html").exists()
    path.write_text(text, encoding="utf-8")
    assert differences(project, rebuild()) == []


def test_a_written_page_that_fails_does_not_take_the_others_away(project: Path, rebuild: Rebuild) -> None:
    page = project / "site/pages/en/search.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("template: search.html", "template: nowhere.html"), encoding="utf-8")
    with pytest.raises(Abort):
        rebuild()
    page.write_text(text, encoding="utf-8")
    assert differences(project, rebuild()) == []

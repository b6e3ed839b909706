"""`msgpedia preview`: what it shows is what `show`, `lookup` and the site will show."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.conftest import Run
from tests.emit.project import OTHER, build, changed, make_project, write_entry

from msgpedia.cli.build import build_bundle

ENTRY = "linux/mm/allocation"
FILES = re.compile(r"^file://(\S+)\n  on the site: (\S+)$", re.MULTILINE)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A checkout with two entries of `linux`."""
    root = make_project(tmp_path / "project")
    titles = (
        ("物理ページを確保できなかった", "読めなかった"),
        ("Physical pages could not be allocated", "It could not read"),
    )
    write_entry(root, "linux/fs/read", *OTHER, *titles)
    return root


def file_of(project: Path, identifier: str = ENTRY) -> Path:
    return project / "catalog" / f"{identifier}.yaml"


def test_the_terminal_shows_what_show_and_lookup_will(run: Run, project: Path) -> None:
    assert build_bundle(str(project), str(project / "bundle")) == 0
    bundle = project / "bundle" / "msgpedia.json"
    done = run("preview", file_of(project), "--lang", "both", "--no-page")
    assert (done.returncode, done.stderr) == (0, b"")
    sample = b"Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"
    wanted = [f"{file_of(project)}: no findings\n".encode()]
    for language in ("ja", "en"):
        shown = run("show", ENTRY, "--bundle", bundle, "--lang", language).stdout
        explained = run("lookup", "--bundle", bundle, "--lang", language, stdin=sample).stdout
        wanted += [f"\n$ msgpedia show {ENTRY} --lang {language}\n".encode(), shown]
        wanted += [f"\n$ msgpedia lookup --lang {language}\n".encode(), explained]
    assert done.stdout == b"".join(wanted)


def test_the_page_is_that_of_the_site_and_finds_its_style_and_scripts(run: Run, project: Path) -> None:
    done = run("preview", file_of(project), file_of(project, "linux/fs/read"))
    assert (done.returncode, done.stderr) == (0, b"")
    places = {place: Path(unquote(path)) for path, place in FILES.findall(done.stdout.decode())}
    assert sorted(places) == [f"{code}/{name}.html" for code in ("en", "ja") for name in ("linux/fs/read", ENTRY)]
    site = build(project)
    for place, path in places.items():
        assert path == project / "build" / "preview" / place
        text = path.read_text(encoding="utf-8")
        assert text == (site / place).read_text(encoding="utf-8")
        for name in re.findall(r'<(?:script src|link rel="(?:stylesheet|icon)" href)="([^"]+)"', text):
            assert (path.parent / name).is_file(), name
            assert (path.parent / name).read_bytes() == (site / place).parent.joinpath(name).read_bytes()
    assert not (project / "build" / "preview" / "ja" / "index.html").exists()


def test_a_broken_entry_has_its_findings_and_nothing_else(run: Run, project: Path) -> None:
    path = write_entry(project, ENTRY, ("severity: warning", "severity: warning\nnonsense: x"))
    done = run("preview", path)
    assert (done.returncode, done.stderr) == (1, b"")
    assert done.stdout.decode().splitlines() == [
        f"{path}: 1 error",
        f"  {path}:6:1: error[MP101] unknown field `nonsense`",
        f"  what to do: msgpedia check {path}",
    ]
    assert not (project / "build").exists()


def test_only_the_first_findings_are_told(run: Run, project: Path) -> None:
    path = file_of(project)
    path.write_text(path.read_text(encoding="utf-8") + "".join(f"a{number}: x\n" for number in range(9)), "utf-8")
    done = run("preview", path).stdout.decode().splitlines()
    assert len(done) == 7
    assert done[-1].startswith("  4 more, and what to do: msgpedia check ")


def test_an_entry_with_warnings_is_shown(run: Run, project: Path) -> None:
    path = write_entry(project, ENTRY, ("  ja: 物理ページを確保できなかった\n", ""))
    done = run("preview", path, "--lang", "ja", "--no-page")
    assert done.returncode == 0
    assert done.stdout.decode().startswith(f"{path}: 1 note\n  {path}:2:1: note[MP404] there is no Japanese")
    assert "Physical pages could not be allocated" in done.stdout.decode()


def test_findings_about_the_catalog_as_a_whole_are_told(run: Run, project: Path) -> None:
    other = file_of(project, "linux/fs/read")
    other.write_text(other.read_text(encoding="utf-8") + "mid: 7\n", encoding="utf-8")
    path = file_of(project)
    path.write_text(path.read_text(encoding="utf-8") + "mid: 7\n", encoding="utf-8")
    done = run("preview", path)
    assert done.returncode == 1
    assert b"error[MP503]" in done.stdout


def test_a_broken_entry_beside_it_does_not_matter(run: Run, project: Path) -> None:
    file_of(project, "linux/fs/read").write_text("schema: [", encoding="utf-8")
    done = run("preview", file_of(project), "--no-page")
    assert done.returncode == 0
    assert b"no findings" in done.stdout


def test_an_entry_of_a_broken_software_cannot_be_shown(run: Run, project: Path) -> None:
    (project / "catalog" / "linux" / "software.yaml").write_text("schema: 1\n", encoding="utf-8")
    done = run("preview", file_of(project))
    assert done.returncode == 1
    assert "software.yaml has errors" in done.stderr.decode()


def test_a_file_in_no_catalog_is_shown_as_far_as_it_can_be(run: Run, project: Path, tmp_path: Path) -> None:
    path = tmp_path / "draft.yaml"
    path.write_text(changed(file_of(project).read_text(encoding="utf-8"), *OTHER), encoding="utf-8")
    done = run("preview", path)
    assert (done.returncode, done.stderr) == (0, b"")
    text = done.stdout.decode()
    assert "%s: could not read block %d of map %x" in text
    assert "\ndraft\n" in text
    assert f"{path} lies in no catalog" in text
    assert "file://" not in text
    path.write_text("schema: 1\n", encoding="utf-8")
    assert run("preview", path).returncode == 1


@pytest.mark.parametrize("name", ["482", "linux/mm/page-allocation-failure"])
def test_entries_of_the_checkout_have_names(run: Run, name: str) -> None:
    done = run("preview", name, "--no-page")
    assert done.returncode == 0
    assert b"$ msgpedia show linux/mm/page-allocation-failure --lang en\n" in done.stdout


def test_one_that_is_not_there_does_not_keep_another_from_being_shown(run: Run, project: Path) -> None:
    done = run("preview", "linux/no/such-entry", file_of(project), "--no-page")
    assert done.returncode == 1
    assert done.stderr.decode() == "msgpedia preview: there is no entry 'linux/no/such-entry'\n"
    assert b"$ msgpedia show linux/mm/allocation" in done.stdout


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["nothing.yaml"], "nothing.yaml: there is no such file"),
        (["catalog"], "catalog: not a file"),
        (["catalog/linux/software.yaml"], "describes a software"),
        (["catalog/linux/mm/allocation.yaml", "--open", "--no-page"], "--open needs a page"),
        (["\x1b[31m.yaml"], "\\\\x1b[31m.yaml: there is no such file"),
    ],
)
def test_wrong_usage_is_one_line_and_2(run: Run, project: Path, words: list[str], message: str) -> None:
    done = run("preview", *words, cwd=project)
    assert (done.returncode, done.stdout) == (2, b"")
    (line,) = done.stderr.decode().splitlines()
    assert message.replace("\\\\", "\\") in line


def test_names_are_short_and_shown_safely(run: Run, project: Path) -> None:
    path = project / "catalog" / "linux" / "mm" / "\x1b[31m.yaml"
    file_of(project).rename(path)
    done = run("preview", path.relative_to(project), cwd=project)
    assert done.returncode == 1
    assert done.stdout.startswith(rb"catalog/linux/mm/\x1b[31m.yaml: 1 error")
    assert b"\x1b" not in done.stdout + done.stderr


def test_a_checkout_without_a_site_has_no_page_and_says_so(run: Run, project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    done = run("preview", file_of(project))
    assert done.returncode == 0
    assert f"no page was made: there is no mkdocs.yml in {project}" in done.stderr.decode()


def test_without_mkdocs_all_but_the_page_is_shown(run: Run, project: Path, tmp_path: Path) -> None:
    hiding = tmp_path / "hiding" / "mkdocs"
    hiding.mkdir(parents=True)
    (hiding / "__init__.py").write_text("raise ModuleNotFoundError('none', name='mkdocs')\n", encoding="utf-8")
    done = run("preview", file_of(project), env={"PYTHONPATH": str(hiding.parent)})
    assert done.returncode == 0
    assert b"$ msgpedia lookup --lang en\n" in done.stdout
    assert "pip install 'msgpedia[site]'" in done.stderr.decode()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("site/templates/entry.html", "{% block"),
        ("site/assets/page/page.js", "export default 1;\n"),
        ("translations/ja/LC_MESSAGES/site.po", "nonsense\n"),
        ("mkdocs.yml", "plugins: [search]\nsite_name: x\n"),
    ],
)
def test_what_stops_a_page_is_told_in_one_line(run: Run, project: Path, file: str, text: str) -> None:
    (project / file).write_text(text, encoding="utf-8")
    done = run("preview", file_of(project))
    assert done.returncode == 2
    lines = done.stderr.decode().splitlines()
    assert lines[-1].startswith("msgpedia preview: the page could not be made: ")
    assert "Traceback" not in done.stderr.decode()


def test_a_browser_is_opened_on_request(run: Run, project: Path, tmp_path: Path) -> None:
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path}/opened\n', encoding="utf-8")
    browser.chmod(0o755)
    environment = {"BROWSER": f"{browser} %s", "PATH": os.environ["PATH"]}
    pages = tmp_path / "pages"
    done = run("preview", file_of(project), "--open", "--lang", "ja", "--output", pages, env=environment)
    assert done.returncode == 0
    opened = (tmp_path / "opened").read_text(encoding="utf-8").split()
    assert [urlsplit(address).path for address in opened] == [f"{pages}/ja/{ENTRY}.html"]
    assert not (project / "build").exists()

"""`msgpedia build`: what it builds, and what it says where it cannot."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., Any]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the checkout's sources of the site, with a catalog of one software."""
    root = tmp_path / "project"
    for name in ("site", "translations", "examples"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("software.yaml", "clock/system-clock-stepped.yaml", "clock/system-clock-wrong.yaml"):
        place = root / "catalog" / "chrony" / name
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / "catalog" / "chrony" / name, place)
    shutil.copy(ROOT / "mkdocs.yml", root)
    return root


def test_a_site_is_built(run: Run, project: Path) -> None:
    done = run("build", "site", "--catalog", project)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode() == f"{project}/build/site/index.html\n"
    assert b"2 entries in 2 languages" in done.stderr
    assert (project / "build" / "site" / "ja" / "chrony" / "clock" / "system-clock-wrong.html").is_file()
    assert not (project / "build" / "bundle").exists()


def test_all_is_built_by_default(run: Run, project: Path) -> None:
    done = run("build", "--catalog", project)
    assert done.returncode == 0, done.stderr
    built = project / "build"
    assert done.stdout.decode().splitlines() == [f"{built}/bundle/msgpedia.json", f"{built}/site/index.html"]
    assert (built / "bundle" / "msgpedia.json").read_bytes() == (
        built / "site" / "bundle" / "msgpedia.json"
    ).read_bytes()


def test_a_broken_entry_is_told_and_the_others_are_built(run: Run, project: Path) -> None:
    entry = project / "catalog" / "chrony" / "clock" / "system-clock-wrong.yaml"
    entry.write_text(entry.read_text(encoding="utf-8") + "nonsense: 1\n", encoding="utf-8")
    done = run("build", "site", "--catalog", project)
    assert done.returncode == 1
    assert f"{entry}:".encode() in done.stderr
    assert b"MP101" in done.stderr
    pages = {path.name for path in (project / "build" / "site" / "en" / "chrony" / "clock").iterdir()}
    assert pages == {"index.html", "system-clock-stepped.html"}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("site/templates/entry.html", "{% block"),
        ("site/assets/page/page.js", "export default 1;"),
        ("translations/ja/LC_MESSAGES/site.po", 'msgid "a\n'),
        ("mkdocs.yml", "plugins: {"),
    ],
)
def test_a_broken_source_of_the_site_is_one_clear_error(run: Run, project: Path, file: str, text: str) -> None:
    place = project / file
    place.write_text(text, encoding="utf-8")
    done = run("build", "site", "--catalog", project)
    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert place.name.encode() in done.stderr


def test_a_folder_without_the_site_is_an_error_for_the_site_alone(run: Run, project: Path) -> None:
    (project / "mkdocs.yml").unlink()
    done = run("build", "site", "--catalog", project)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"mkdocs.yml" in done.stderr
    assert run("build", "--catalog", project).returncode == 0


def test_without_mkdocs_the_bundle_is_built_and_the_site_says_what_it_needs(
    run: Run, project: Path, tmp_path: Path
) -> None:
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    code = "raise ModuleNotFoundError(\"No module named 'mkdocs'\", name='mkdocs')\n"
    (hidden / "mkdocs.py").write_text(code, encoding="utf-8")
    env = {"PYTHONPATH": str(hidden)}
    done = run("build", "site", "--catalog", project, env=env)
    assert done.returncode == 2
    assert b"msgpedia[site]" in done.stderr
    done = run("build", "--catalog", project, env=env)
    assert done.returncode == 0
    assert b"msgpedia[site]" in done.stderr
    assert (project / "build" / "bundle" / "msgpedia.json").is_file()


def test_one_folder_cannot_hold_all(run: Run, project: Path, tmp_path: Path) -> None:
    done = run("build", "--catalog", project, "--output", tmp_path / "x")
    assert done.returncode == 2
    assert not (tmp_path / "x").exists()

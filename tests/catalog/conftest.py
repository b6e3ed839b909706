"""A small catalog to change in tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

BROKEN = Path(__file__).parents[1] / "broken"
GOOD = (BROKEN / "MP101-unknown-field" / "good.yaml").read_text(encoding="utf-8")

Write = Callable[..., Path]


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    """A catalog folder with the description of one software, `linux`."""
    folder = tmp_path / "catalog"
    (folder / "linux" / "mm").mkdir(parents=True)
    shutil.copy(BROKEN / "MP501-same-message" / "good" / "linux" / "software.yaml", folder / "linux")
    return folder


@pytest.fixture
def write(catalog: Path) -> Write:
    """Write the good entry with some texts replaced: `write("linux/mm/x", ("old", "new"), …)`."""

    def written(identifier: str, *changes: tuple[str, str]) -> Path:
        text = GOOD
        for old, new in changes:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path = catalog / f"{identifier}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return written


@pytest.fixture
def good() -> str:
    """The text of an entry without any finding."""
    return GOOD

"""What an installed package needs besides modules is named in pyproject.toml."""

from __future__ import annotations

import tomllib
from pathlib import PurePath

from tests.conftest import ROOT

PACKAGE = ROOT / "compiler" / "msgpedia"


def test_every_data_file_is_part_of_the_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = project["tool"]["setuptools"]["package-data"]["msgpedia"]
    files = [PurePath(path.relative_to(PACKAGE)) for path in (PACKAGE / "data").rglob("*") if path.is_file()]
    lost = [
        file
        for file in files
        if not any(len(PurePath(pattern).parts) == len(file.parts) and file.match(pattern) for pattern in patterns)
    ]
    assert files
    assert lost == []

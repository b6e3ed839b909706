"""What tests of the bundle share: the example of docs/bundle.md, and bundles made of changed content."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from msgpedia.bundle import writer

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "bundle.md"
Content = dict[str, Any]


@pytest.fixture(scope="session")
def documented() -> Content:
    """The example of docs/bundle.md, as it stands there."""
    (text,) = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text(encoding="utf-8"), re.DOTALL)
    content: Content = json.loads(text)
    return content


@pytest.fixture
def example(documented: Content) -> Content:
    """The same, to be changed."""
    return copy.deepcopy(documented)


@pytest.fixture(scope="session")
def compiled(bundle_file: Path) -> Content:
    """The content of the compiled catalog's bundle, as it is in the file."""
    content: Content = json.loads(bundle_file.read_bytes())
    return content


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """`write(content)`: a bundle file of that content, with a digest that fits."""

    def write_content(content: Content, name: str = "b.json") -> Path:
        path = tmp_path / name
        path.write_bytes(writer.serialise(content))
        return path

    return write_content

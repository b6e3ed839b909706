"""What tests of packs share: records of a made-up program, and packs of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from msgpedia import formats
from msgpedia.bundle import store
from msgpedia.packs import writer
from msgpedia.packs.model import Record

Make = Callable[..., Path]


def record(text: str, software: str = "toaster", **keys: Any) -> Record:
    """A record of a format, printed in heat.c at line 12 of version 1.0 unless keys say otherwise."""
    dialect = keys.pop("dialect", "printk")
    name = formats.message_id(software, formats.parse(dialect, text))
    given = {"level": "err", "file": "heat.c", "line": 12, "function": "toast", "versions": ("1.0",), **keys}
    return Record(name, text, dialect, **given)


@pytest.fixture
def make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Make:
    """`make(records, versions=…, software=…, name=…)`: the path of a pack. Packs count as settled."""
    monkeypatch.setattr(store, "SETTLING", 0)
    monkeypatch.setattr("msgpedia.packs.store.SETTLING", 0)

    def made(
        records: Sequence[Record],
        versions: Sequence[str] = ("1.0",),
        software: str = "toaster",
        name: str = "toaster.json",
    ) -> Path:
        writer.write(tmp_path / name, software, versions, "source", records)
        return tmp_path / name

    return made

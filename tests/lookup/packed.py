"""Packs beside a bundle: lines, and what they are with packs of some records."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.packs.conftest import make, record

from msgpedia import formats
from msgpedia.bundle import headers
from msgpedia.bundle.index import Index, build
from msgpedia.lookup.engine import Engine
from msgpedia.lookup.rows import Explainer
from msgpedia.matching.anchors import rarest_first
from msgpedia.matching.planner import HoleTable, plan
from msgpedia.packs import store
from msgpedia.packs.model import Record

__all__ = ["make"]  # a fixture, which `ask` needs

Row = dict[str, Any]
Ask = Callable[..., Row]
SOFTWARE = [
    {"id": "linux", "idents": ["kernel"], "hosts": [], "transport": "kernel"},
    {"id": "toaster", "idents": ["toasterd"], "hosts": []},
]
PREFIX = {"kind": "device", "format": "%s %s: ", "arguments": ["driver", "device"]}
VARIANTS: list[Row] = [
    {"format": "slot %d is much too hot\n", "arguments": ["slot"]},
    {"format": "the lid of slot %d is open\n", "arguments": ["slot"], "prefix": PREFIX},
    {"format": "%s: some thing is wrong\n", "arguments": ["what"]},
]


def index_of(variants: Sequence[Row], documented: bool = True) -> Index:
    """A bundle with an entry of linux for each variant, or with its message alone."""
    table = HoleTable()
    header_rows = [header.as_data(table) for header in headers.load()]
    messages, entries = [], []
    for number, variant in enumerate(variants):
        prefix = variant.get("prefix", {})
        text = prefix.get("format", "") + variant["format"]
        template = formats.parse("printk", text)
        name = formats.message_id("linux", template)
        names = [*prefix.get("arguments", ()), *variant["arguments"]]
        (program,) = plan(template)
        row = {**table.program(program), "part": 1, "words": rarest_first(program.words), "names": names}
        entry = f"linux/test/entry-{number}" if documented else None
        messages.append(
            {"id": name, "software": "linux", "entry": entry, "format": text, "dialect": "printk", "programs": [row]}
        )
        if entry is not None:
            entries.append(
                {
                    "id": entry,
                    "software": "linux",
                    "severity": "alert",
                    "title": {"en": "It is"},
                    "messages": [name],
                    "arguments": {},
                    "variants": [{**variant, "dialect": "printk", "message": name}],
                    **{key: {} for key in ("description", "action")},
                }
            )
    content = {
        **dict.fromkeys(("digest", "generator", "license"), ""),
        "languages": ["en"],
        "interface": {},
        "software": SOFTWARE,
        "headers": header_rows,
        "holes": table.rows(),
        "entries": entries,
        "messages": messages,
    }
    return Index(memoryview(build(content, "")))


@pytest.fixture
def ask(make: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Ask:
    """`ask(line, *records, …)`: the row of a line with packs of the records of each software."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    def asked(line: str, *records: Record, index: Index | None = None, software: str | None = None) -> Row:
        names = sorted({item.id.partition(":")[0] for item in records})
        packs = [
            store.open_pack(
                str(make([item for item in records if item.id.startswith(f"{name}:")], ("1.0",), name, f"{name}.json"))
            )
            for name in names
        ]
        engine = Engine(index or index_of(VARIANTS), software, packs)
        return Explainer(engine, "en").row("-", 1, line)

    return asked


def kernel(text: str, **keys: Any) -> Record:
    return record(text, "linux", **keys)


def line(body: str, ident: str = "kernel") -> str:
    return f"Oct 27 18:00:02 host {ident}: {body}"

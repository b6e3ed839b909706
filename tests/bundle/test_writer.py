"""The writer's two ways to the same bytes, and what it takes from the reading of the catalog."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from msgpedia.bundle import artifact, writer
from msgpedia.catalog.loader import load_catalog
from msgpedia.catalog.model import Catalog, Text, text_hash

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    return load_catalog(ROOT / "catalog")


def test_a_file_written_piece_by_piece_has_the_bytes_of_the_whole(catalog: Catalog, tmp_path: Path) -> None:
    content = writer.compile_bundle(catalog, {})
    place = tmp_path / "msgpedia.json"
    found = writer.write(content, place)
    assert place.read_bytes() == writer.serialise(content)
    assert found == hashlib.sha256(place.read_bytes()).hexdigest()
    assert artifact.read(str(place))["entries"]
    assert [path.name for path in tmp_path.iterdir()] == ["msgpedia.json"]


def test_a_file_that_cannot_be_finished_leaves_the_old_one(catalog: Catalog, tmp_path: Path) -> None:
    place = tmp_path / "msgpedia.json"
    place.write_text("old", encoding="ascii")
    content = writer.compile_bundle(catalog, {}) | {"entries": [{"id": object()}]}
    with pytest.raises(TypeError):
        writer.write(content, place)
    assert place.read_text(encoding="ascii") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["msgpedia.json"]


def test_programs_are_the_same_whether_the_reading_planned_them_or_not(catalog: Catalog) -> None:
    assert writer.compile_bundle(replace(catalog, recognition={}), {}) == writer.compile_bundle(catalog, {})


def test_a_text_falls_behind_when_the_one_it_was_made_from_changes(catalog: Catalog) -> None:
    entry = catalog.entries[0]
    english = "It is broken.\n"
    for source, behind in ((english, ()), ("It is broken. Replace it.\n", ("ja",))):
        text = Text((("en", source), ("ja", "壊れている。\n")), (("ja", text_hash(english)[:12]),))
        assert text.behind == behind
        changed = replace(entry, description=text)
        row = writer.compile_bundle(replace(catalog, entries=(changed,)), {})["entries"]
        assert isinstance(row, list)
        assert row[0].get("behind") == ({"description": ["ja"]} if behind else None)

"""Entries that were withdrawn: their ids stay theirs, and what a reader is told is sound."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from msgpedia.catalog.checks import check
from msgpedia.catalog.loader import load_catalog, load_sound
from msgpedia.diagnostics import Diagnostic

Write = Callable[..., Path]
ROW = "  - {{id: {id}, date: '{date}', reason: {{ja: 誤り, en: Wrong}}{more}}}\n"


@pytest.fixture
def withdraw(catalog: Path) -> Callable[..., None]:
    """`withdraw("linux/mm/x", date="…", see="…")`: add a row to the description of the software."""
    place = catalog / "linux" / "software.yaml"

    def add(identifier: str, date: str = "2026-01-31", see: str = "") -> None:
        text = place.read_text(encoding="utf-8")
        head = "" if "withdrawn:" in text else "withdrawn:\n"
        row = ROW.format(id=identifier, date=date, more=f", see: {see}" if see else "")
        place.write_text(text + head + row, encoding="utf-8")

    return add


def found(catalog: Path) -> list[Diagnostic]:
    return list(check(load_catalog(catalog, cache=False)))


def told(catalog: Path) -> list[tuple[str, str, str]]:
    return [(Path(each.span.file).name, each.code, each.message) for each in found(catalog)]


def test_a_withdrawn_entry_is_read(catalog: Path, write: Write, withdraw: Callable[..., None]) -> None:
    write("linux/mm/now", ("license:", "former_ids: [linux/mm/before]\nlicense:"))
    withdraw("linux/mm/wrong", see="linux/mm/now")
    withdraw("linux/old/part", see="linux/mm/before")  # an entry may be renamed; the row need not change
    assert found(catalog) == []
    (software,) = load_catalog(catalog, cache=False).software
    assert [(row.id, row.date, row.reason.get("en"), row.see) for row in software.withdrawn] == [
        ("linux/mm/wrong", "2026-01-31", "Wrong", "linux/mm/now"),
        ("linux/old/part", "2026-01-31", "Wrong", "linux/mm/before"),
    ]


def test_its_id_is_never_used_again(catalog: Path, write: Write, withdraw: Callable[..., None]) -> None:
    write("linux/mm/wrong")
    other = [(f"{before}page allocation", f"{before}block writing") for before in ("'%s: ", "lvcreate: ")]
    write("linux/mm/good", ("license:", "former_ids: [linux/mm/gone]\nlicense:"), *other)
    withdraw("linux/mm/wrong")
    withdraw("linux/mm/gone")
    withdraw("linux/mm/gone")
    findings = [finding for finding in told(catalog) if finding[1] == "MP504"]
    assert findings == [
        ("good.yaml", "MP504", "`linux/mm/gone` was withdrawn"),
        ("wrong.yaml", "MP504", "the id `linux/mm/wrong` was withdrawn"),
        ("software.yaml", "MP504", "`linux/mm/gone` is withdrawn twice"),
    ]


def test_an_id_that_was_taken_keeps_no_other_entry_out(
    catalog: Path, write: Write, withdraw: Callable[..., None]
) -> None:
    write("linux/mm/wrong")
    withdraw("linux/mm/wrong")
    sound, errors = load_sound(catalog, cache=False)
    assert [error.code for error in errors] == ["MP504"]
    assert [software.id for software in sound.software] == ["linux"]


def test_a_reference_to_one_is_told_what_became_of_it(
    catalog: Path, write: Write, withdraw: Callable[..., None]
) -> None:
    write("linux/mm/now", ("license:", "related: [linux/mm/wrong, linux/mm/useless]\nlicense:"))
    withdraw("linux/mm/wrong", see="linux/mm/now")
    withdraw("linux/mm/useless")
    assert [(each.code, each.hint) for each in found(catalog)] == [
        ("MP502", "it was withdrawn; refer to linux/mm/now"),
        ("MP502", "it was withdrawn; delete the reference"),
    ]


@pytest.mark.parametrize(
    ("date", "see", "message"),
    [
        ("2026-02-30", "", "`2026-02-30` is no day of the calendar"),
        ("31.01.2026", "", "`31.01.2026` is not a day, such as '2026-01-31'"),
        ("2026-01-31", "linux/mm/never", "there is no entry `linux/mm/never`"),
    ],
)
def test_what_a_reader_is_told_is_sound(
    catalog: Path, withdraw: Callable[..., None], date: str, see: str, message: str
) -> None:
    withdraw("linux/mm/wrong", date, see)
    assert message in [text for _, _, text in told(catalog)]

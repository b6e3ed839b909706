"""What counts, and that counting stays small: scores, machines, shapes."""

from __future__ import annotations

import pytest

from msgpedia.stats import machines, shapes
from msgpedia.stats.machines import Machines, Seen
from msgpedia.stats.score import score
from msgpedia.stats.shapes import Shapes


def test_a_bad_message_matters_more_than_a_mild_one() -> None:
    levels = ["crit", "err", "warning", "notice", "info", "debug"]
    found = [score(level, 5, 2) for level in levels]
    assert found == sorted(set(found), reverse=True)
    assert score("emerg", 5, 2) == score("alert", 5, 2) == score("crit", 5, 2)
    assert score(None, 5, 2) == score("default", 5, 2) == score("notice", 5, 2)


def test_many_machines_matter_more_than_many_lines() -> None:
    assert score("err", 100, 100) > score("err", 1_000_000, 1)
    assert score("err", 11, 1) > score("err", 10, 1)
    assert score("err", 10, 10, says_little=True) < score("err", 10, 10)


def test_a_machine_is_a_host_else_a_file() -> None:
    found = Machines()
    assert found.number("alpha", 1) == found.number("ALPHA", 2)
    assert len({found.number("alpha", 1), found.number("beta", 1), found.number(None, 1), found.number(None, 2)}) == 4
    assert found.number("localhost", 1) == found.number(None, 1) != found.number("localhost", 2)
    assert (len(found), found.full) == (4, False)


def test_machines_without_number_are_counted_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machines, "MOST_MACHINES", 10)
    found, seen = Machines(), Seen()
    for number in range(1000):
        seen.at(found.number(f"host{number}", 1), 1)
    assert (len(found), found.full, seen.machines, seen.lines, seen.files) == (11, True, 11, 1000, 1)


@pytest.mark.parametrize(
    ("body", "shape"),
    [
        ("oven 12 is on fire", "oven 0 is on fire"),
        ("oven at 0xDEADbeef, 12.5 C", "oven at 0, 0.0 C"),
        ("  no number  ", "no number"),
        ("x" * 1000, "x" * 300),
    ],
)
def test_numbers_of_a_shape_are_masked(body: str, shape: str) -> None:
    assert shapes.shape(body) == shape


def test_frequent_shapes_outlive_a_flood_of_rare_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shapes, "MOST_SHAPES", 20)
    found = Shapes()
    words = [f"{chr(97 + number % 26)}{chr(97 + number // 26 % 26)}" for number in range(600)]
    for word in words:
        for body in ("the oven is on fire", f"noise {word}"):
            found.of(body, "toaster").at(0, 1)
    kept = {shape.text: shape.lines for shape in found}
    assert (len(kept) <= 20, kept["the oven is on fire"], found.forgotten) == (True, 600, True)

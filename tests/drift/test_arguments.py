"""Which arguments a reworded format string has."""

from __future__ import annotations

import pytest

from msgpedia.drift.arguments import Mapped, mapped

OLD, NAMES = "disk %s: error %d at sector %lu", ("disk", "error", "sector")


@pytest.mark.parametrize(
    ("new", "expected"),
    [
        pytest.param("disk %s: error %d in sector %lu", NAMES, id="a word"),
        pytest.param("disk %s: error %u at sector %llu", NAMES, id="sizes"),
        pytest.param("disk %pg: error %d at sector %lu", NAMES, id="another text"),
        pytest.param("disk %s: error %d", ("disk", "error"), id="one less"),
        pytest.param("bad disk %s: error %d at sector %lu now", NAMES, id="words around"),
    ],
)
def test_conversions_between_the_same_words_keep_their_names(new: str, expected: tuple[str, ...]) -> None:
    assert mapped("printk", OLD, NAMES, new) == Mapped(expected)


def test_a_new_conversion_gets_a_name_that_is_said_to_be_new() -> None:
    found = mapped("printk", OLD, NAMES, "disk %s: error %d at sector %lu, retries: %d", ["retries"])
    assert found == Mapped((*NAMES, "retries_2"), new=("retries_2",))


def test_a_number_in_the_place_of_a_text_is_doubtful() -> None:
    assert mapped("printk", OLD, NAMES, "disk %d: error %d at sector %lu") == Mapped(NAMES, doubtful=("disk",))


def test_what_cannot_be_parsed_has_no_arguments() -> None:
    assert mapped("percent", "%s", ("a",), "%(") is None

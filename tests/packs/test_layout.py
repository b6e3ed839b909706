"""The pieces of an index file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.packs.layout import DamagedError, Filter, filter_of

KEYS = st.sets(st.integers(0, (1 << 32) - 1), max_size=50)


@given(KEYS, KEYS)
def test_a_filter_never_denies_a_key_that_is_there(keys: set[int], others: set[int]) -> None:
    known = Filter(filter_of(keys, len(keys)))
    assert known.passing(keys) == list(keys)
    if not keys:
        assert known.passing(others) == []


def test_a_filter_denies_most_keys_that_are_not_there() -> None:
    keys = {number * 2654435761 % (1 << 32) for number in range(1000)}
    known = Filter(filter_of(keys, len(keys)))
    others = [number * 40503 * 65537 % (1 << 32) for number in range(1, 1001)]
    assert len(known.passing(key for key in others if key not in keys)) < 200


@pytest.mark.parametrize("size", [0, 3, 24])
def test_a_filter_of_another_size_is_damaged(size: int) -> None:
    with pytest.raises(DamagedError):
        Filter(bytes(size))

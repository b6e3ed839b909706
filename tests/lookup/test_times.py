"""Which of two time stamps is earlier."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.lookup.times import earlier


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Oct 27 18:00:02", "Oct 27 18:00:03"),
        ("Oct  7 18:00:02", "Oct 17 08:00:02"),
        ("Dec 31 23:59:59", "Jan  1 00:00:00"),
        ("Oct 27 2023 18:00:02", "Jan  1 2024 00:00:00"),
        ("2024-10-27T18:00:02Z", "2024-10-27T18:00:02.5Z"),
        ("2024-10-27T18:00:02+09:00", "2024-10-27T10:00:02Z"),
        ("2024-10-27T00:30:00+09:00", "2024-10-26T16:00:00+00:00"),
        ("2024-10-27 18:00:02.123 UTC", "2024/10/27 18:00:03"),
        ("2023-12-31T23:59:59", "2024-01-01T00:00:00"),
    ],
)
def test_the_earlier_is_told(one: str, other: str) -> None:
    assert earlier(one, other)
    assert not earlier(other, one)


@pytest.mark.parametrize("other", [None, "", "12.345678", "18:00:02,123", "Okt 27 18:00:02", "Oct 27 18:00:02"])
def test_what_cannot_be_told_is_not_claimed(other: str | None) -> None:
    assert not earlier("2024-10-27T18:00:02Z", other)
    assert not earlier(other, "2024-10-27T18:00:02Z")


@given(st.text(max_size=30), st.text(max_size=30))
def test_no_text_breaks_it(one: str, other: str) -> None:
    assert not (earlier(one, other) and earlier(other, one))

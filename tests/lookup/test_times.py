"""Which of two time stamps is earlier; days as a language writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.bundle import interface, locales
from msgpedia.lookup.times import earlier, written

LOCALES = {code: locales.row(code, interface.Words(), []) for code in ("en", "ja", "ko", "lt")}


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


WRITTEN = [
    ("Oct  7 18:00:02", "Oct 7, 18:00:02", "10月7日 18:00:02"),
    ("Oct 27 2024 18:00:02.5", "Oct 27, 2024, 18:00:02.5", "2024年10月27日 18:00:02.5"),
    ("Mon Oct 27 18:00:02.123456 2025", "Oct 27, 2025, 18:00:02.123456", "2025年10月27日 18:00:02.123456"),
    ("2024-10-07T18:00:02Z", "Oct 7, 2024, 18:00:02Z", "2024年10月7日 18:00:02Z"),
    ("2024-10-27T18:00:02,5+0900", "Oct 27, 2024, 18:00:02,5+0900", "2024年10月27日 18:00:02,5+0900"),
    ("Sun 2024-10-27 18:00:02 JST", "Oct 27, 2024, 18:00:02 JST", "2024年10月27日 18:00:02 JST"),
    ("2024/10/27 18:00:02", "Oct 27, 2024, 18:00:02", "2024年10月27日 18:00:02"),
    ("27-Oct-2024 18:00:02.123", "Oct 27, 2024, 18:00:02.123", "2024年10月27日 18:00:02.123"),
    ("27 Oct 18:00:02", "Oct 27, 18:00:02", "10月27日 18:00:02"),
    ("2026-01-31", "Jan 31, 2026", "2026年1月31日"),
]
UNWRITTEN = [
    "",
    "12.345678",
    "18:00:02,123",
    "Okt 27 18:00:02",
    "2024-13-27 18:00:02",
    "241027 18:00:02",
    "1027 18:00:02.1",
]


@pytest.mark.parametrize(("time", "english", "japanese"), WRITTEN)
def test_the_day_is_written_as_the_language_does_and_the_time_stays(time: str, english: str, japanese: str) -> None:
    assert (written(time, LOCALES["en"]), written(time, LOCALES["ja"])) == (english, japanese)


def test_other_languages() -> None:
    assert written("2024-10-07T18:00:02Z", LOCALES["ko"]) == "2024년 10월 7일 18:00:02Z"
    assert written("Oct  7 18:00:02", LOCALES["lt"]) == "10-07 18:00:02"


@pytest.mark.parametrize("time", UNWRITTEN)
def test_a_time_without_a_day_stays(time: str) -> None:
    assert written(time, LOCALES["ja"]) == time


@given(st.text(max_size=40))
def test_where_a_bundle_says_nothing_of_a_language_times_stay(time: str) -> None:
    assert written(time, {}) == time

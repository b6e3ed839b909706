"""How texts are folded, and cut into terms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.bundle.terms import folded, runs, shown, terms, with_origins

FOLDED = [
    ("Page\n  ALLOCATION ", "page allocation"),
    ("ＰＡＧＥ　ﾍﾟｰｼﾞ", "pageページ"),
    ("物理\n  ページ", "物理ページ"),
    ("OOM キラー", "oomキラー"),
    ("the `order` of `it`", "the order of it"),
    ("`order` が", "orderが"),
    ("a ` b", "a b"),
    ("Straße", "strasse"),
    ("終わり。 The end", "終わり。 the end"),
]


@pytest.mark.parametrize(("text", "found"), FOLDED)
def test_folding(text: str, found: str) -> None:
    assert folded(text) == found


def test_terms_of_words_and_of_japanese() -> None:
    assert list(terms("gfp_mask, x86 物理頁")) == ["gfp", "mask", "x86", "物理", "理頁", "頁"]


@given(st.text())
def test_every_character_of_a_run_begins_or_is_in_a_term(text: str) -> None:
    compared = folded(text)
    assert {char for run in runs(compared) for char in run} == {char for term in terms(compared) for char in term}


@given(st.text() | st.text("aB `\nあｱﾞ゛ßÅ\u0301ǰ\u030c\u0345 "))
def test_origins_lead_back_to_the_text(text: str) -> None:
    plain, compared, origins = with_origins(text)
    assert len(origins) >= len(compared)
    assert all(0 <= first < last <= len(plain) for first, last in origins)
    assert origins == sorted(origins)
    assert folded(plain) == folded(text)
    assert compared == folded(plain) or plain == shown(text)

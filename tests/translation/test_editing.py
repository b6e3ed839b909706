"""Translations put into the text of a YAML file: read back by another reader, all else as it was."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from msgpedia.translation.editing import Rewrite, rewritten

TEXTS = st.text(st.sampled_from(list("ab:#-'\"\\|>%{}[], \n\té物。`")), min_size=1, max_size=30).filter(str.strip)
HASHES = st.sampled_from([None, "0123456789ab", "123456789012", "1e1234567890"])

# A text of a file in each style, with what YAML it is: `{}` is the margin of its lines.
STYLES = [
    "{0}ja: 古い\n",
    "{0}ja: 古い # comment a\n",
    "{0}ja: '古い'   # comment a\n",
    '{0}ja: "古い\\n"\n',
    "{0}ja:\n{0}    古い\n",
    "{0}ja: # comment a\n{0}    古い\n{0}    と新しい\n",
    "{0}ja: |\n{0}  古い\n",
    "{0}ja: |  # comment a\n{0}  古い\n\n{0}  # no comment\n\n",
    "{0}ja: |-\n{0}   古い\n{0}     と新しい\n",
    "{0}ja: |+\n{0}  古い\n\n\n",
    "{0}ja: |2\n{0}    古い\n{0}  と新しい\n",
    "{0}ja: >\n{0}  古い\n{0}  と新しい\n",
    "{0}ja:\n{0}  |\n{0}  古い\n",
    "{0}ja: {{text: 古い, basis: 0a0a0a0a}}\n",
    "{0}ja: {{text: 古い}} # comment a\n",
    "{0}ja:\n{0}  text: 古い\n{0}  basis: 0a0a0a0a # comment a\n",
    "{0}ja: # comment a\n{0}  basis: 0a0a0a0a\n{0}  text: |\n{0}    古い\n",
    "{0}ja:\n{0}  text: |\n{0}    古い\n\n",
    "",
]
BEFORE = ["", "{0}# comment b\n", "{0}when: {{order: '>= 4'}}\n"]
BEHIND = ["{0}en: old\n", "\n{0}# comment c\n{0}en: |\n{0}  old\n", "{0}en: old # comment c\n{0}zh: 旧\n"]


@st.composite
def pages(draw: st.DrawFn) -> tuple[str, tuple[str | int, ...]]:
    """A file's text, and the path of a text in it."""
    before, own, behind = (draw(st.sampled_from(rows)) for rows in (BEFORE, STYLES, BEHIND))
    in_list = draw(st.booleans())
    margin = "    " if in_list else "  "
    value = (before + own + behind).format(margin)
    if in_list and not value.startswith(f"{margin}#"):
        value = "  - " + value[4:] if not value.startswith("\n") else value[1:]
        value = value if value.startswith("  - ") else f"  -{value[3:]}"
    if in_list and not value.startswith("  - "):
        value = f"  -\n{value}"
    text = f"# comment d\nfirst: 1\nfield:\n{value}last: [x] # comment e\n"
    if draw(st.booleans()):
        text = text.removesuffix("last: [x] # comment e\n").rstrip("\n")
        text += draw(st.sampled_from(["", "\n"]))
    return text, ("field", 0) if in_list else ("field",)


def load(text: str) -> Any:
    return YAML(typ="safe", pure=True).load(text)


def holder(data: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        data = data[step]
    return data


@given(pages(), st.sampled_from(["ja", "en", "ko", "zh-Hant"]), TEXTS, HASHES, st.booleans())
def test_the_text_is_there_and_all_else_as_it_was(
    page: tuple[str, tuple[str | int, ...]], language: str, text: str, basis: str | None, crlf: bool
) -> None:
    before, path = page
    expected = load(before)
    inside = holder(expected, path)
    present = inside.get(language)
    if isinstance(present, dict):
        present |= {"text": text} | ({"basis": basis} if basis else {})
    else:
        inside[language] = {"text": text, "basis": basis} if basis else text
    raw = before.replace("\n", "\r\n") if crlf else before
    after = rewritten(raw, [Rewrite(path, language, text, basis)], "x.yaml")
    assert load(after) == expected
    if crlf:
        assert after.count("\n") == after.count("\r\n")
    for comment in (f"# comment {name}" for name in "abcde"):
        assert after.count(comment) == before.count(comment)


def change(before: str, language: str, text: str, basis: str | None = None) -> str:
    return rewritten(before, [Rewrite(("title",), language, text, basis)], "x.yaml")


@pytest.mark.parametrize(
    ("before", "language", "text", "basis", "after"),
    [
        ("title:\n  ja: 古\n  en: old\n", "ja", "新", None, "title:\n  ja: 新\n  en: old\n"),
        ("title: {ja: 古, en: old}\n", "en", "a, b", None, "title: {ja: 古, en: 'a, b'}\n"),
        (
            "title:\n  ja: |  # note\n    古\n    文\n\n  en: old\n",
            "ja",
            "新\n文\n",
            None,
            "title:\n  ja: |  # note\n    新\n    文\n\n  en: old\n",
        ),
        (
            "title:\n  ja: |\n    古\n  en: old # why\n",
            "en",
            "new",
            "0123456789ab",
            "title:\n  ja: |\n    古\n  en:\n    text: new # why\n    basis: 0123456789ab\n",
        ),
        (
            "title:\n  ja: 古\n  en: old\ndecode: x\n",
            "ko",
            "새\n글\n",
            "0123456789ab",
            "title:\n  ja: 古\n  en: old\n  ko:\n    text: |\n      새\n      글\n    basis: 0123456789ab\ndecode: x\n",
        ),
        ("title:\n  en: old\n", "ja", "新", None, "title:\n  ja: 新\n  en: old\n"),
        ("title: {en: old}\n", "ja", "新", "0123456789ab", "title: {ja: {text: 新, basis: 0123456789ab}, en: old}\n"),
        ("title:\n  ja: 古\n  ko: 옛", "en", "new", None, "title:\n  ja: 古\n  en: new\n  ko: 옛"),
        ("title:\n  ja: |\n    古", "en", "new", None, "title:\n  ja: |-\n    古\n  en: new"),
        ("title:\n  ja: >+2 # x\n      古", "en", "new", None, "title:\n  ja: >2- # x\n      古\n  en: new"),
        (
            "title:\n  ja:\n    text: |\n      古",
            "ja",
            "古",
            "0123456789ab",
            "title:\n  ja:\n    text: |-\n      古\n    basis: 0123456789ab",
        ),
    ],
)
def test_how_it_is_written(before: str, language: str, text: str, basis: str | None, after: str) -> None:
    assert change(before, language, text, basis) == after


def test_a_hash_of_digits_alone_stays_a_text() -> None:
    assert "basis: '123456789012'" in change("title:\n  ja: 古\n  en: old\n", "ja", "新", "123456789012")

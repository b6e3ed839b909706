"""Fixes made in texts: where they go, which wait, which are not made at all."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msgpedia.catalog.fixing import ROUNDS, fixed, introduced, mend
from msgpedia.cli.findings import Asked, asked_for
from msgpedia.cli.fixes import mended
from msgpedia.diagnostics import Diagnostic, Related, Replacement, Span, report

BROKEN = Path(__file__).parents[1] / "broken"
EXAMPLES = sorted(folder for folder in BROKEN.iterdir() if folder.is_dir())
ENTRY = Path("linux", "mm", "example.yaml")


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def finding(
    *parts: tuple[tuple[int, int, int, int], str], code: str = "MP105", file: str = "a", message: str = "x"
) -> Diagnostic:
    """A finding whose fix puts texts at places."""
    fix = tuple(Replacement(Span(file, *place), text) for place, text in parts)
    place = parts[0][0] if parts else (1, 1, 1, 2)
    return report(code, Span(file, *place), message, fix=fix)


def test_a_fix_goes_where_its_span_says_in_code_points() -> None:
    text = "物理: 頁\nseverity: warn\n"
    new, applied = fixed(text, [finding(((2, 11, 2, 15), "warning")), finding(((1, 1, 1, 3), "論理"))])
    assert new == "論理: 頁\nseverity: warning\n"
    assert len(applied) == 2


def test_all_parts_of_a_fix_go_together() -> None:
    moved = finding(((1, 1, 2, 1), ""), ((3, 1, 3, 1), "a\n"))
    assert fixed("a\nb\n", [moved]) == ("b\na\n", (moved,))
    half = finding(((1, 1, 2, 1), ""), ((9, 1, 9, 1), "a\n"))
    assert fixed("a\nb\n", [half]) == ("a\nb\n", ())


def test_of_overlapping_fixes_the_first_is_made() -> None:
    one, other, third = finding(((1, 1, 1, 4), "X")), finding(((1, 3, 1, 5), "Y")), finding(((1, 5, 1, 6), "Z"))
    assert fixed("abcdef", [third, other, one]) == ("XdZf", (one, third))
    inserted = finding(((1, 4, 1, 4), "Y"))
    assert fixed("abcdef", [one, inserted]) == ("Xdef", (one,))


def test_one_fix_may_mend_two_findings() -> None:
    same = [finding(((1, 1, 1, 2), "X"), code="MP101"), finding(((1, 1, 1, 2), "X"), code="MP105")]
    assert fixed("abc", same) == ("Xbc", tuple(same))


def test_line_ends_stay_what_they_are() -> None:
    new, _ = fixed("a: 1\r\nb: 2\r\n", [finding(((1, 4, 1, 5), "3")), finding(((2, 1, 2, 1), "c: 4\n"))])
    assert new == "a: 3\r\nc: 4\r\nb: 2\r\n"
    assert fixed("a\r\n", [finding(((1, 3, 1, 3), "x"))]) == ("a\r\n", ())  # a column behind the line


def test_a_byte_order_mark_is_the_first_column() -> None:
    assert fixed("\ufeffa: 1\n", [finding(((1, 1, 1, 2), ""))])[0] == "a: 1\n"


@given(st.text("ab\n物\r"), st.lists(st.tuples(*[st.integers(-1, 6)] * 4, st.text("xy\n", max_size=3)), max_size=5))
def test_no_span_does_harm(text: str, fixes: list[tuple[int, int, int, int, str]]) -> None:
    found = [finding(((a, b, c, d), new)) for a, b, c, d, new in fixes]
    new, applied = fixed(text, found)
    assert set(applied) <= set(found)
    if not applied:
        assert new == text


@given(st.text("ab物", min_size=1), st.data())
def test_a_single_replacement_is_a_slice(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    new, applied = fixed(f"x\n{text}\n", [finding(((2, start + 1, 2, end + 1), "NEW"))])
    assert new == f"x\n{text[:start]}NEW{text[end:]}\n"
    assert len(applied) == 1


def test_what_an_error_had_hidden_is_not_new() -> None:
    unreadable, schema = finding(code="MP008"), finding(code="MP105")
    content, warning = finding(code="MP202"), finding(code="MP405")
    assert introduced([unreadable], [schema, content]) == []
    assert introduced([schema], [content, warning]) == []
    assert introduced([schema], [unreadable]) == [unreadable]
    assert introduced([content], [schema]) == [schema]
    assert introduced([content], [content, content]) == [content]
    assert introduced([], [warning]) == []


def test_what_stands_before_an_unreadable_place_was_seen() -> None:
    first, second = finding(((2, 1, 2, 2), ""), code="MP008"), finding(((5, 1, 5, 2), ""), code="MP007")
    assert introduced([first], [second]) == []
    assert introduced([second], [first]) == [first]


def test_a_conflict_with_a_file_that_was_hidden_is_not_new() -> None:
    conflict = report("MP503", Span("b"), "x", related=(Related(Span("a"), "the other"),))
    assert introduced([finding(code="MP105")], [conflict]) == []
    assert introduced([finding(code="MP405")], [conflict]) == [conflict]


def always(_: str) -> bool:
    return True


def test_fixes_are_made_until_there_is_none() -> None:
    def check(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        text = texts.get("a", "aaa")
        place = text.find("a") + 1
        return [finding(((1, place, 1, place + 1), "b"))] if place else []

    result = mend({"a": "aaa"}.get, check, always)
    assert result.texts == {"a": "bbb"}
    assert (len(result.applied), result.refused, result.findings) == (3, (), ())


def test_fixes_that_have_no_end_are_ended() -> None:
    result = mend({"a": ""}.get, lambda _: [finding(((1, 1, 1, 1), "x"))], always)
    assert result.texts == {"a": "x" * ROUNDS}
    assert len(result.findings) == 1


def test_a_fix_that_brings_an_error_is_not_made_and_keeps_no_other_back() -> None:
    def check(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        found = [
            finding(((1, place + 1, 1, place + 2), new), file=file, message=f"{char} is wrong")
            for file in ("a", "b")
            for place, char in enumerate(texts.get(file, "12"))
            for new in {"1": "!", "2": "x"}.get(char, "")
        ]
        broken = [report("MP007", Span(file), "broken") for file in ("a", "b") if "!" in texts.get(file, "")]
        return found + broken

    result = mend({"a": "12", "b": "12"}.get, check, always)
    assert result.texts == {"a": "1x", "b": "1x"}
    assert [item.message for item in result.refused] == ["1 is wrong", "1 is wrong"]
    assert [item.code for item in result.findings] == ["MP105", "MP105"]


def test_only_files_that_were_asked_for_are_changed() -> None:
    def check(texts: Mapping[str, str]) -> Sequence[Diagnostic]:
        return [finding(((1, 1, 1, 2), "b"), file=file) for file in ("a", "c") if texts.get(file, "a") == "a"]

    assert mend({"a": "a", "c": "a"}.get, check, lambda name: name == "c").texts == {"c": "b"}


def test_a_file_without_text_is_left_alone() -> None:
    result = mend(lambda _: None, lambda _: [finding(((1, 1, 1, 2), "b"))], always)
    assert (result.texts, result.applied, result.refused) == ({}, (), ())


@pytest.mark.parametrize("folder", EXAMPLES, ids=lambda folder: folder.name)
def test_every_fix_of_an_example_can_be_made_and_mends_it(folder: Path, tmp_path: Path) -> None:
    result = mended(example(folder, tmp_path))
    assert result.refused == ()
    assert not any(item.fix for item in result.findings)


@pytest.mark.parametrize(
    "folder", [folder for folder in EXAMPLES if (folder / "bad.yaml").exists()], ids=lambda f: f.name
)
def test_fixes_are_the_same_whatever_ends_the_lines(folder: Path, tmp_path: Path) -> None:
    lines, marks = (example(folder, tmp_path / name) for name in ("lines", "marks"))
    file = tmp_path / "marks" / ENTRY
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    made = [[item.code for item in mended(asked).applied] for asked in (lines, marks)]
    assert made[0] == made[1]
    assert file.read_bytes() == (tmp_path / "lines" / ENTRY).read_bytes().replace(b"\n", b"\r\n")


def example(folder: Path, place: Path) -> Asked:
    """A broken example as a catalog that may be changed."""
    if (folder / "bad").is_dir():
        shutil.copytree(folder / "bad", place / "bad", symlinks=True)
        return asked_for([place / "bad"])
    (place / ENTRY).parent.mkdir(parents=True)
    shutil.copy(folder / "bad.yaml", place / ENTRY)
    shutil.copy(BROKEN / "MP501-same-message" / "good" / "linux" / "software.yaml", place / "linux")
    return asked_for([place])

"""Who asks for some files hears of conflicts that these have with others, once."""

from __future__ import annotations

from msgpedia.diagnostics import Diagnostic, Related, Span, report
from msgpedia.diagnostics.selection import concerning


def finding(file: str, *others: str, code: str = "MP303") -> Diagnostic:
    return report(code, Span(file, 1, 1, 1, 2), "x", related=tuple(Related(Span(name), "the other") for name in others))


def test_findings_of_other_files_are_left_out() -> None:
    assert concerning([finding("a"), finding("b"), finding("b", "c")], lambda name: name == "a") == [finding("a")]


def test_a_conflict_found_elsewhere_is_shown_and_says_why() -> None:
    (shown,) = concerning([finding("b", "a")], lambda name: name == "a")
    assert shown.span.file == "b"
    assert shown.related[0].message == "the other; shown because this file was asked for"


def test_a_conflict_that_both_files_tell_is_told_once() -> None:
    both = [finding("a", "b"), finding("b", "a")]
    assert concerning(both, lambda name: name == "a") == both[:1]
    assert concerning(both, lambda name: name == "b") == both[1:]
    assert concerning(both, lambda _: True) == both


def test_of_three_in_conflict_no_one_is_lost() -> None:
    three = [finding("a", "b"), finding("b", "a"), finding("c", "a")]
    assert [item.span.file for item in concerning(three, lambda name: name == "a")] == ["a", "c"]

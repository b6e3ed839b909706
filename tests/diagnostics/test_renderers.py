"""Every format on the same three findings: an error with a fix, a conflict of two files, a warning about a whole file.

The texts are what a person or a tool reads; who changes a renderer changes them here.
"""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from msgpedia.diagnostics import Related, Replacement, Span, report
from msgpedia.diagnostics import github as github_renderer
from msgpedia.diagnostics import json as json_renderer
from msgpedia.diagnostics import text as text_renderer

TEXTS = {"catalog/a.yaml": ["schema: 1", "severty: warning"], "catalog/b.yaml": ["schema: 1", "mid: 482"]}
UNKNOWN = report(
    "MP101",
    Span("catalog/a.yaml", 2, 1, 2, 8),
    "unknown field `severty`",
    "did you mean `severity`?",
    (Replacement(Span("catalog/a.yaml", 2, 1, 2, 8), "severity"),),
)
NUMBER = report(
    "MP503",
    Span("catalog/b.yaml", 2, 6, 2, 9),
    "linux/mm/a has the number 482, too",
    "a number is for one message only",
    related=(Related(Span("catalog/a.yaml", 3, 6, 3, 9), "the same number"),),
)
LANGUAGE = report("MP404", Span("catalog/c.yaml"), "there is no text in `en`")
FINDINGS = [UNKNOWN, NUMBER, LANGUAGE]


def test_text() -> None:
    shown = text_renderer.render(FINDINGS, lambda name: TEXTS.get(name, ()))
    assert shown == (
        "catalog/a.yaml:2:1: error[MP101] unknown field `severty`\n"
        "   2 | severty: warning\n"
        "     | ^^^^^^^\n"
        "hint: did you mean `severity`? (--fix does it)\n"
        "\n"
        "catalog/b.yaml:2:6: error[MP503] linux/mm/a has the number 482, too\n"
        "   2 | mid: 482\n"
        "     |      ^^^\n"
        "hint: a number is for one message only\n"
        "note: catalog/a.yaml:3:6: the same number\n"
        "\n"
        "catalog/c.yaml:1:1: note[MP404] there is no text in `en`\n"
    )


def test_github() -> None:
    assert github_renderer.render(FINDINGS) == (
        "::error file=catalog/a.yaml,line=2,endLine=2,col=1,endColumn=8,title=MP101 unknown-field"
        "::unknown field `severty`%0Ahint: did you mean `severity`?\n"
        "::error file=catalog/b.yaml,line=2,endLine=2,col=6,endColumn=9,title=MP503 duplicate-number"
        "::linux/mm/a has the number 482, too%0Ahint: a number is for one message only"
        "%0Anote: catalog/a.yaml:3:6: the same number\n"
        "::notice file=catalog/c.yaml,line=1,endLine=1,title=MP404 missing-language::there is no text in `en`\n"
    )


def test_json() -> None:
    found = json.loads(json_renderer.render(FINDINGS))
    assert found[0]["fix"] == [{"line": 2, "column": 1, "end_line": 2, "end_column": 8, "text": "severity"}]
    assert found[1]["related"] == [
        {
            "file": "catalog/a.yaml",
            "line": 3,
            "column": 6,
            "end_line": 3,
            "end_column": 9,
            "message": "the same number",
        }
    ]
    assert (found[2]["fix"], found[2]["related"]) == ([], [])
    assert len({tuple(row) for row in found}) == 1


def test_github_takes_columns_only_within_a_line() -> None:
    finding = report("MP103", Span("a.yaml", 2, 5, 4, 1), "not a text")
    assert github_renderer.render([finding]) == (
        "::error file=a.yaml,line=2,endLine=4,title=MP103 wrong-type::not a text\n"
    )


def test_github_names_files_below_the_root_of_the_repository() -> None:
    shown = github_renderer.render([NUMBER], lambda name: f"data/{name}")
    assert "file=data/catalog/b.yaml," in shown
    assert "note: data/catalog/a.yaml:3:6: " in shown


def test_a_hostile_name_cannot_add_a_property_or_a_command() -> None:
    finding = report(
        "MP001", Span("a,line=9::x\r\n::set-env name=A::b%0A.yaml"), "no\n::error::owned", "see\r::debug::"
    )
    shown = github_renderer.render([finding])
    assert shown == (
        "::error file=a%2Cline=9%3A%3Ax\\x0d\\x0a%3A%3Aset-env name=A%3A%3Ab%250A.yaml,line=1,endLine=1,"
        "title=MP001 unreadable-file::no\\x0a::error::owned%0Ahint: see\\x0d::debug::\n"
    )


@given(st.text(), st.text(), st.text())
def test_whatever_a_file_holds_one_finding_is_one_command(name: str, message: str, hint: str) -> None:
    shown = github_renderer.render([report("MP101", Span(name, 1, 1, 1, 2), message, hint)])
    assert shown.splitlines() == [shown[:-1]]
    assert shown.startswith("::error file=")
    properties, _, _ = shown.removeprefix("::error ").partition("::")
    assert [part.partition("=")[0] for part in properties.split(",")] == [
        "file",
        "line",
        "endLine",
        "col",
        "endColumn",
        "title",
    ]
    assert all(char.isprintable() or char.isspace() for char in shown)


def test_nothing_found_is_nothing_said() -> None:
    assert text_renderer.render([], lambda _: ()) == ""
    assert github_renderer.render([]) == ""

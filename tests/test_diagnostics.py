"""Every code is listed, explained, shown by examples, and emitted; findings are rendered so that people see the place.

What the examples raise is in `test_mistakes.py`.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from msgpedia.diagnostics import CODES, FAMILIES, Span, report
from msgpedia.diagnostics import json as json_renderer
from msgpedia.diagnostics import text as text_renderer
from msgpedia.diagnostics.explanation import explain, page
from msgpedia.diagnostics.text import visible

ROOT = Path(__file__).parents[1]
BROKEN = ROOT / "tests" / "broken"
EXAMPLES = {code: BROKEN / f"{code}-{known.name}" for code, known in CODES.items()}


@pytest.mark.parametrize("code", CODES)
def test_a_code_is_listed_explained_and_shown(code: str) -> None:
    known = CODES[code]
    assert re.fullmatch(r"MP[0-5][0-9]{2}", code)
    assert code[2] in FAMILIES
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", known.name)
    assert known.severity in ("error", "warning", "note")
    assert len(known.explanation.split()) >= 8
    assert EXAMPLES[code].is_dir()
    for which, excerpt in (("bad", known.bad), ("good", known.good)):
        lines = iter(_shown(EXAMPLES[code], which))
        assert all(line in lines for line in excerpt.rstrip("\n").split("\n")), which
    shown = explain(known)
    assert known.summary in shown
    assert known.bad.strip("\n").split("\n")[0] in shown


def test_every_code_is_emitted_and_every_emitted_code_is_known() -> None:
    modules = (ROOT / "compiler" / "msgpedia" / "catalog").rglob("*.py")
    source = "".join(path.read_text(encoding="utf-8") for path in modules)
    assert set(re.findall(r'"(MP[0-9]{3})"', source)) == set(CODES)


def test_the_page_of_checks_is_fresh() -> None:
    written = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert written == page(), "run: python -m msgpedia.diagnostics.explanation > docs/checks.md"


def test_an_unregistered_code_cannot_be_reported() -> None:
    with pytest.raises(KeyError):
        report("MP999", Span("a.yaml"), "whatever")


def test_diagnostics_sort_by_file_and_place() -> None:
    second = report("MP101", Span("a.yaml", 2, 1, 2, 2), "later")
    first = report("MP202", Span("a.yaml", 1, 9, 1, 10), "earlier")
    other = report("MP001", Span("b.yaml"), "elsewhere")
    assert sorted([other, second, first]) == [first, second, other]


def test_text_shows_line_caret_and_hint() -> None:
    finding = report("MP101", Span("a.yaml", 2, 1, 2, 8), "unknown field `severty`", "did you mean `severity`?")
    assert text_renderer.render([finding], lambda _: ["schema: 1", "severty: warning"]) == (
        "a.yaml:2:1: error[MP101] unknown field `severty`\n"
        "   2 | severty: warning\n"
        "     | ^^^^^^^\n"
        "hint: did you mean `severity`?\n"
    )


def test_the_caret_stands_under_its_place_behind_tabs_and_wide_characters() -> None:
    line = "\t物理x"
    finding = report("MP101", Span("a", 1, 4, 1, 5), "here")
    rows = text_renderer.render([finding], lambda _: [line]).split("\n")
    assert rows[1] == "   1 |         物理x"
    assert rows[2] == "     | " + " " * (8 + 4) + "^"  # a tab stop, two characters of two columns
    wide = report("MP101", Span("a", 1, 2, 1, 4), "here")
    assert text_renderer.render([wide], lambda _: [line]).split("\n")[2] == "     | " + " " * 8 + "^^^^"


def test_combining_characters_need_no_column() -> None:
    finding = report("MP101", Span("a", 1, 3, 1, 4), "here")
    assert text_renderer.render([finding], lambda _: ["e\u0301x"]).split("\n")[2] == "     |  ^"


def test_control_characters_never_reach_the_terminal() -> None:
    finding = report("MP101", Span("evil\x1b[2J.yaml", 1, 1, 1, 2), "bad\x07\u202e", "do\x9bthat")
    shown = text_renderer.render([finding], lambda _: ["\x1b]0;owned\x07\udc80"])
    assert "\\x1b[2J" in shown
    assert "\\u202e" in shown
    assert all(char.isprintable() or char == "\n" for char in shown)


def test_a_long_line_is_cut_around_the_place() -> None:
    finding = report("MP101", Span("a", 1, 5001, 1, 5004), "here")
    rows = text_renderer.render([finding], lambda _: ["x" * 5000 + "bad" + "y" * 5000]).split("\n")
    assert max(map(len, rows)) < 140
    assert rows[1][rows[2].index("^") :].startswith("bad")


def test_a_place_outside_of_the_file_does_no_harm() -> None:
    finding = report("MP001", Span("gone.yaml", 7, 3, 7, 4), "cannot be read")
    assert text_renderer.render([finding], lambda _: ()) == "gone.yaml:7:3: error[MP001] cannot be read\n"
    assert "^" in text_renderer.render([finding], lambda _: ["short"] * 7)


def test_colour_is_optional_and_marks_the_severity() -> None:
    finding = report("MP405", Span("a", 1, 1, 1, 2), "no text")
    assert "\x1b[" not in text_renderer.render([finding], lambda _: ["x"])
    assert "\x1b[1;33mwarning[MP405]\x1b[0m" in text_renderer.render([finding], lambda _: ["x"], colour=True)


def test_json_is_a_list_of_objects() -> None:
    finding = report("MP101", Span("a\u202e.yaml", 2, 1, 2, 8), "unknown", "hint")
    rendered = json_renderer.render([finding])
    assert rendered.isascii()
    assert json.loads(rendered) == [
        {
            "code": "MP101",
            "name": "unknown-field",
            "severity": "error",
            "file": "a\u202e.yaml",
            "line": 2,
            "column": 1,
            "end_line": 2,
            "end_column": 8,
            "message": "unknown",
            "hint": "hint",
            "fix": [],
            "related": [],
        }
    ]
    assert json.loads(json_renderer.render([])) == []


def _shown(folder: Path, which: str) -> list[str]:
    """An example as an excerpt quotes it: the names of files, where links lead, lines with escapes for what is not
    seen.
    """
    tree = folder / which
    files = sorted(tree.rglob("*.*")) if tree.is_dir() else [folder / f"{which}.yaml"]
    shown: list[str] = []
    for path in files:
        name = str(path.relative_to(tree)) if tree.is_dir() else path.name
        if path.is_symlink():
            shown.append(f"{name} -> {path.readlink()}")
            continue
        shown.append(name)
        text = path.read_text(encoding="utf-8", errors="replace")
        shown += map(visible, text.split("\n"))
    return shown

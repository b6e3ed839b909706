"""MP407: what is still to be written is found where it stands, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from msgpedia.catalog.loader import load_file

GOOD = Path(__file__).parents[1] / "broken" / "MP407-not-yet-written" / "good.yaml"
ACTION = "  en: Free some memory.\n"


@pytest.mark.parametrize(
    ("action", "found"),
    [
        ("  en: TODO\n", [(18, 7)]),
        ("  en: 'TODO: free memory'\n", [(18, 8)]),
        ("  en: |\n    Free memory.\n\n    TODO say how\n", [(21, 5)]),
        ("  en: |\n    - TODO say how\n    - TODO and when\n", [(19, 7), (20, 7)]),
        ("  en: |\n    1. TODO\n", [(19, 8)]),
        ("  en: |\n    Free memory.\n\n    ```\n    TODO list\n    ```\n", []),
        ("  en: TODOs are done.\n", []),
        ("  en: A TODO list tells.\n", []),
        ("  en: '`TODO` is printed.'\n", []),
    ],
)
def test_texts_that_begin_with_the_mark(tmp_path: Path, action: str, found: list[tuple[int, int]]) -> None:
    text = GOOD.read_text(encoding="utf-8")
    assert text.count(ACTION) == 1
    path = tmp_path / "x.yaml"
    path.write_text(text.replace(ACTION, action), encoding="utf-8")
    findings = [finding for finding in load_file(path) if finding.code == "MP407"]
    first = text.split("\n").index("action:") + 3  # the line of the English text
    assert [(finding.span.line - first + 18, finding.span.column) for finding in findings] == found
    for finding in findings:
        line = path.read_text(encoding="utf-8").split("\n")[finding.span.line - 1]
        assert line[finding.span.column - 1 : finding.span.end_column - 1] == "TODO"


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("name:\n  ja: TODO\n  en: X\n", "`name.ja`"),
        (
            "name: {ja: X, en: X}\nwithdrawn:\n  - {id: x/y/z, date: '2026-01-31', reason: {ja: 誤り, en: TODO why}}\n",
            "`withdrawn.1.reason.en`",
        ),
    ],
)
def test_texts_of_a_software_are_looked_at_as_well(tmp_path: Path, field: str, message: str) -> None:
    path = tmp_path / "software.yaml"
    rest = "dialect: printf\nidents: [x]\nlicense: GFDL-1.3-no-invariants-or-later\nauthors: [msgpedia contributors]\n"
    path.write_text(f"schema: 1\n{field}{rest}", encoding="utf-8")
    findings = [finding for finding in load_file(path) if finding.code == "MP407"]
    assert [message in finding.message for finding in findings] == [True]

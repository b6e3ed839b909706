"""Seeded mistakes: each folder of `tests/broken` has one, and what `msgpedia check` says of it word for word.

A folder is called `<code>-<name of the code>`, and `-<what>` behind it for further mistakes of that code. In it are
`bad.yaml` with the mistake and `good.yaml` without it (or trees, `bad/` and `good/`), and `expected.txt`: the findings
as the command shows them. After a change of words or examples

    python -m pytest tests/test_mistakes.py --accept

writes them anew. Read them before they are committed: the caret under the very characters, a hint that says what to do.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest

from msgpedia.catalog.checks import check
from msgpedia.catalog.fixing import fixed
from msgpedia.catalog.loader import load_catalog, load_file
from msgpedia.diagnostics import CODES, Diagnostic
from msgpedia.diagnostics import text as text_renderer

Findings = tuple[Diagnostic, ...]
Find = Callable[[str, str], tuple[Path, Findings]]

BROKEN = Path(__file__).parent / "broken"
SOFTWARE = BROKEN / "MP501-same-message" / "good" / "linux" / "software.yaml"
MISTAKES = sorted(folder.name for folder in BROKEN.iterdir() if folder.is_dir())
ONE_FILE = [name for name in MISTAKES if (BROKEN / name / "bad.yaml").exists()]
OF_SOFTWARE = {f"MP301-sample-not-matched-{what}" for what in ("no-header", "other-program")}  # its description tells
ROUNDS = 5  # of mending, as fixes that overlap wait for each other

# What is found here has a fix; all other codes leave it to the author.
# fmt: off
MENDED = {
    "MP005", "MP006", "MP007", "MP020",
    "MP101", "MP103", "MP104", "MP105", "MP110",
    "MP206", "MP208", "MP209", "MP210", "MP211", "MP213", "MP214",
    "MP302",
    "MP406", "MP410", "MP411", "MP412", "MP414", "MP416", "MP426", "MP427", "MP428", "MP429",
    "MP502", "MP504", "MP508",
}
# fmt: on


def test_there_are_enough_mistakes_and_each_belongs_to_a_code() -> None:
    assert len(MISTAKES) >= 60
    owners = {name: f"{name[:5]}-{CODES[name[:5]].name}" for name in MISTAKES}
    assert [name for name, owner in owners.items() if name != owner and not name.startswith(f"{owner}-")] == []
    assert sorted(set(owners.values())) == sorted(f"{code}-{known.name}" for code, known in CODES.items())


@pytest.fixture(scope="session")
def find(tmp_path_factory: pytest.TempPathFactory) -> Find:
    """`find(name, "bad")`: an example as a catalog of its own, and what is found there; each is checked once."""

    @cache
    def found(name: str, which: str) -> tuple[Path, Findings]:
        root = _catalog(name, which, tmp_path_factory.mktemp("mistake"))
        return root, _findings(root)

    return found


@pytest.mark.parametrize("name", MISTAKES)
def test_the_bad_example_raises_exactly_its_code(name: str, find: Find) -> None:
    _, found = find(name, "bad")
    assert found
    for finding in found:
        assert finding.code == name[:5]
        assert finding.severity == CODES[finding.code].severity
        assert finding.hint
        assert not finding.message.endswith(".")
        assert not finding.hint.endswith(".")
        assert (1, 1) <= (finding.span.line, finding.span.column) <= (finding.span.end_line, finding.span.end_column)


@pytest.mark.parametrize("name", MISTAKES)
def test_the_good_example_raises_nothing(name: str, find: Find) -> None:
    assert find(name, "good")[1] == ()


@pytest.mark.parametrize("name", sorted({*ONE_FILE} - OF_SOFTWARE))
def test_a_file_outside_of_a_catalog_is_judged_alike(name: str) -> None:
    assert {finding.code for finding in load_file(BROKEN / name / "bad.yaml")} == {name[:5]}
    assert load_file(BROKEN / name / "good.yaml") == []


@pytest.mark.parametrize("name", MISTAKES)
def test_findings_are_as_expected(name: str, find: Find, accept: bool) -> None:
    root, found = find(name, "bad")
    shown = text_renderer.render(found, _lines).replace(f"{root}/", "")
    expected = BROKEN / name / "expected.txt"
    if accept:
        expected.write_text(shown, encoding="utf-8")
    assert expected.exists(), "look at what is found, then run: python -m pytest tests/test_mistakes.py --accept"
    assert shown == expected.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", MISTAKES)
def test_what_can_be_mended_is_mended_to_the_good_example(name: str, find: Find, tmp_path: Path) -> None:
    if not any(finding.fix for finding in find(name, "bad")[1]):
        return
    root = _catalog(name, "bad", tmp_path)
    found = _findings(root)
    for _ in range(ROUNDS):
        for path in {finding.span.file for finding in found if finding.fix}:
            text = Path(path).read_bytes().decode("utf-8")
            mended, applied = fixed(text, [finding for finding in found if finding.span.file == path])
            assert applied
            Path(path).write_bytes(mended.encode("utf-8"))
        found = _findings(root)
        if not any(finding.fix for finding in found):
            break
    assert {finding.code for finding in found} <= {name[:5]}  # what only its author can mend
    if not found:
        assert _texts(root) == _texts(find(name, "good")[0])


def test_every_fix_is_shown(find: Find) -> None:
    shown = {name[:5] for name in MISTAKES for finding in find(name, "bad")[1] if finding.fix}
    assert shown == MENDED


def _catalog(name: str, which: str, folder: Path) -> Path:
    """An example as a catalog of its own: a tree is one, a single file becomes the only entry of one."""
    tree = folder / which
    if (BROKEN / name / which).is_dir():
        return shutil.copytree(BROKEN / name / which, tree, symlinks=True)
    (tree / "linux" / "mm").mkdir(parents=True)
    shutil.copy(BROKEN / name / f"{which}.yaml", tree / "linux" / "mm" / "example.yaml")
    shutil.copy(SOFTWARE, tree / "linux")
    return tree


def _findings(root: Path) -> Findings:
    return check(load_catalog(root, cache=False))


def _lines(name: str) -> Sequence[str]:
    path = Path(name)
    return path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else ()


def _texts(root: Path) -> dict[str, str]:
    return {str(path.relative_to(root)): path.read_text(encoding="utf-8") for path in sorted(root.rglob("*.*"))}

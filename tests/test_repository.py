"""The repository's side: what documents tell to type works, templates and workflow are sound, areas are complete."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML
from tests.conftest import ROOT

from msgpedia.bundle import interface
from msgpedia.cli.parser import whole
from msgpedia.diagnostics import CODES
from msgpedia.lookup.words import SEVERITIES

GITHUB = ROOT / ".github"
FORMS = sorted((GITHUB / "ISSUE_TEMPLATE").glob("[0-9]*.yml"))
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), *GITHUB.glob("*.md")])
PAIRS = [
    ("CONTRIBUTING.md", "CONTRIBUTING.ja.md"),
    ("CODE_OF_CONDUCT.md", "CODE_OF_CONDUCT.ja.md"),
    ("README.md", "README.ja.md"),
]
# Fields of an issue form, and which of their attributes must stand there (GitHub's syntax of issue forms).
ELEMENTS = {
    "markdown": {"value"},
    "input": {"label"},
    "textarea": {"label"},
    "dropdown": {"label", "options"},
    "checkboxes": {"label", "options"},
}
# Actions of GitHub itself, by major version; others by the hash of their commit.
PINNED = re.compile(r"actions/[a-z-]+@v[0-9]+|[\w.-]+/[\w./-]+@[0-9a-f]{40}")
JAPANESE = re.compile("[぀-ヿ一-鿿]")
_BLOCK = re.compile(r"^( *)```(\w*)\n(.*?)^\1```", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)")


def load(path: Path) -> Any:
    return YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))


def blocks(path: Path, language: str) -> list[str]:
    """The fenced blocks of a document in a language, such as `console`."""
    return fenced(path.read_text(encoding="utf-8"), language)


def fenced(text: str, language: str) -> list[str]:
    """The fenced blocks of a text in a language."""
    return [block for _, name, block in _BLOCK.findall(text) if name == language]


def commands(path: Path, first: str = "", last: str = "") -> list[str]:
    """What a document tells to type, comments left out; or its part between two headings that begin so."""
    text = path.read_text(encoding="utf-8")
    part = text[text.index(f"\n{first}") :] if first else text
    part = part[: part.index(f"\n{last}")] if last else part
    lines = "\n".join(fenced(part, "console")).replace("\\\n", " ").splitlines()
    return [line[2:].partition(" # ")[0].strip() for line in lines if line.startswith("$ ")]


def calls(path: Path) -> Iterator[list[str]]:
    """The words of each call of msgpedia that a document tells to type."""
    for command in commands(path):
        yield from calls_in(command)


def calls_in(command: str) -> Iterator[list[str]]:
    """The words of each call of msgpedia in a command, without what the shell does around it."""
    lexer = shlex.shlex(command, posix=True, punctuation_chars="|&;<>()")
    lexer.whitespace_split = True
    simple: list[list[str]] = [[]]  # the commands between pipes and their like
    for word in lexer:
        if set(word) <= set("|&;<>()"):
            simple.append([])
        else:
            simple[-1].append(word)
    yield from (words[1:] for words in simple if words and words[0].rpartition("/")[2] == "msgpedia")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_call_commands_that_there_are(path: Path) -> None:
    for words in calls(path):
        whole().parse_args(words)  # raises SystemExit where there is no such option


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", _BLOCK.sub("", path.read_text(encoding="utf-8")))
    for target in _LINK.findall(text):
        if "://" in target or target.startswith("#"):
            continue
        place, _, anchor = target.partition("#")
        there = path.parent / place
        assert there.exists(), target
        if anchor:
            assert anchor in anchors(there), target


def anchors(path: Path) -> set[str]:
    """The anchors that hosting sites give to the headings of a document."""
    headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize(("english", "japanese"), PAIRS)
def test_both_languages_have_the_same_parts_and_commands(english: str, japanese: str) -> None:
    one, other = (ROOT / name for name in (english, japanese))
    levels = [re.findall(r"^(#+) ", path.read_text(encoding="utf-8"), re.MULTILINE) for path in (one, other)]
    assert levels[0] == levels[1]
    if english != "README.md":  # whose Japanese example asks for Japanese
        assert commands(one) == commands(other)
    assert JAPANESE.search(other.read_text(encoding="utf-8"))
    assert f"({other.name})" in one.read_text(encoding="utf-8")
    assert f"({one.name})" in other.read_text(encoding="utf-8")


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_a_paragraph_in_japanese_is_one_line(path: Path) -> None:
    """Markdown shows a line end within a paragraph as a blank, which Japanese does not have."""
    text = _BLOCK.sub("", path.read_text(encoding="utf-8"))
    assert not re.search(r"[\u3001-\u9fff\uff01-\uff5e]\n(?![-#|<]|[0-9]+\.)[^\n]*[\u3001-\u9fff]", text)


def test_the_japanese_page_of_checks_has_no_code_that_there_is_not() -> None:
    text = (ROOT / "docs" / "checks.ja.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (MP[0-9]{3}) \| (\S+) \|", text, re.MULTILINE)
    kinds = {"error": "誤り", "warning": "警告", "note": "注記"}
    assert [(code, kinds[CODES[code].severity]) for code, _ in rows] == rows
    assert sorted(code for code, _ in rows) == sorted(CODES)


@pytest.mark.parametrize(("name", "language"), [("CONTRIBUTING.md", "en"), ("CONTRIBUTING.ja.md", "ja")])
def test_the_guide_tells_what_each_severity_is_called(name: str, language: str) -> None:
    words = interface.load(ROOT / "translations")[language].texts
    called = {severity: words.get(text) or text for severity, text in SEVERITIES.items()}
    table = re.findall(r"^\| `(\w+)` \| (\S+) \|", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
    assert dict(table) == called


@pytest.fixture
def newcomer(tmp_path: Path, environment: dict[str, str]) -> Callable[[str, str], subprocess.CompletedProcess[str]]:
    """`newcomer(command, language)`: a command of CONTRIBUTING, run by somebody who has just cloned the project.

    The clone has one software only, so that nobody waits for the rest of the catalog. What the editor writes is the
    finished entry of the document.
    """
    checkout, programs = tmp_path / "msgpedia", tmp_path / "bin"
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "msgpedia.json*")
    for name in ("compiler", "translations", "site", "catalog/openssh"):
        shutil.copytree(ROOT / name, checkout / name, ignore=ignore)
    shutil.copy(ROOT / "mkdocs.yml", checkout)
    scripts = {"msgpedia": f'exec "{sys.executable}" -m msgpedia "$@"', "editor": f'cp "{tmp_path}/entry.yaml" "$1"'}
    programs.mkdir()
    for name, script in scripts.items():
        (programs / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (programs / name).chmod(0o755)
    env = environment | {
        "PATH": f"{programs}:{environment['PATH']}",
        "PYTHONPATH": str(checkout / "compiler"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "EDITOR": "editor",
        "HOME": str(tmp_path),
    }

    def run(command: str, language: str) -> subprocess.CompletedProcess[str]:
        locale = {"LC_ALL": "", "LC_CTYPE": "C.UTF-8", "LANG": f"{language}.UTF-8"}
        return subprocess.run(
            ["sh", "-c", command], cwd=checkout, env=env | locale, capture_output=True, encoding="utf-8", timeout=120
        )

    return run


@pytest.mark.parametrize(("name", "language"), [("CONTRIBUTING.md", "en_US"), ("CONTRIBUTING.ja.md", "ja_JP")])
def test_a_newcomer_gets_to_a_valid_entry_in_ten_commands(
    newcomer: Callable[[str, str], subprocess.CompletedProcess[str]], tmp_path: Path, name: str, language: str
) -> None:
    steps = commands(ROOT / name, first="### 1.", last="### 5.")
    assert len(steps) <= 10
    assert [step.split()[0] for step in steps[:4]] == ["git", "cd", "sh", "."]  # a clone with the command on the path
    (entry,) = blocks(ROOT / name, "yaml")
    (shown,) = blocks(ROOT / name, "text")
    (tmp_path / "entry.yaml").write_text(entry, encoding="utf-8")
    output = ""
    for step in steps[4:]:
        done = newcomer(step, language)
        output += done.stdout
        assert done.returncode == 0, f"{step}\n{done.stdout}{done.stderr}"
        assert "check" not in step or done.stdout == ""
    (file,) = (tmp_path / "msgpedia" / "catalog" / "openssh" / "listen").iterdir()
    assert file.read_text(encoding="utf-8") == entry, "`fmt` changes the example"
    assert output.count(shown) == 1


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_are_whole_and_in_both_languages(path: Path) -> None:
    form = load(path)
    assert {"name", "description", "body"} <= set(form)
    fields = form["body"]
    names = [field["id"] for field in fields if field["type"] != "markdown"]
    assert len(names) == len(set(names))
    assert any(field.get("validations", {}).get("required") for field in fields)
    for field in fields:
        assert set(field["attributes"]) >= ELEMENTS[field["type"]]
    shown = [form["name"], form["description"], *(text for field in fields for text in _shown(field))]
    for text in shown:
        assert JAPANESE.search(text), text
        assert re.search("[A-Za-z]{2}", text), text


def _shown(field: dict[str, Any]) -> Iterator[str]:
    attributes = field["attributes"]
    yield from (attributes[name] for name in ("label", "description") if name in attributes)
    if field["type"] == "markdown":
        yield attributes["value"]
    for option in attributes.get("options", ()):
        yield option if isinstance(option, str) else option["label"]


def test_the_workflow_runs_what_everybody_can_run() -> None:
    workflow = load(GITHUB / "workflows" / "ci.yml")
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    scripts = "\n".join(step.get("run", "") for step in steps)
    assert ".ci/run" in scripts
    assert (ROOT / ".ci" / "run").exists()
    assert "msgpedia check --format github" in scripts
    for command in scripts.splitlines():
        for words in calls_in(command):
            whole().parse_args(words)
    for script in re.findall(r"\bsh (\S+)", scripts):
        assert (ROOT / script).exists()


def test_the_workflow_gives_strangers_nothing() -> None:
    text = (GITHUB / "workflows" / "ci.yml").read_text(encoding="utf-8")
    workflow = load(GITHUB / "workflows" / "ci.yml")
    assert workflow["permissions"] == {"contents": "read"}
    assert set(workflow["on"]) == {"pull_request", "push"}  # never pull_request_target
    assert "secrets." not in text
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        assert "permissions" not in job
        for step in job["steps"]:
            assert "uses" not in step or PINNED.fullmatch(step["uses"]), step
            assert "${{" not in step.get("run", ""), "a value of an event would be read as a part of the script"
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
                assert step["with"]["fetch-depth"] == 0


def test_areas_are_those_of_the_tree() -> None:
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    areas = {line.lstrip("#").split()[0] for line in lines if re.match(r"#?/\S+ +\S+$", line)}
    languages = {f"/translations/{path.name}/" for path in (ROOT / "translations").iterdir() if path.is_dir()}
    assert areas >= {"/catalog/", *languages}  # a new software need not have a line of its own
    for area in areas:
        assert list(ROOT.glob(area.strip("/"))), f"{area} is nowhere"

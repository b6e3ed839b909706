"""`msgpedia translate`, as it is called."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run
from tests.site.browser import missing

from msgpedia.cli import translate_texts

PAGE = "mm/page-allocation-failure"


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with the kernel's memory messages, and all that words are made from."""
    folder = tmp_path / "catalog" / "linux"
    shutil.copytree(ROOT / "catalog" / "linux" / "mm", folder / "mm")
    shutil.copy(ROOT / "catalog" / "linux" / "software.yaml", folder)
    for path in folder.glob("mm/*.yaml"):  # they name entries of other folders
        path.write_text(re.sub(r"(?m)^(?:related|followed_by): .*\n", "", path.read_text("utf-8")), "utf-8")
    for name in ("site", "translations"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("lookup", "history", "drift", "stats"):
        shutil.copytree(ROOT / "compiler" / "msgpedia" / name, tmp_path / "compiler" / "msgpedia" / name)
    shutil.copy(ROOT / "babel.cfg", tmp_path)
    return tmp_path


def entry(checkout: Path) -> Path:
    return checkout / "catalog" / "linux" / f"{PAGE}.yaml"


def test_the_words_of_the_project_are_fresh(run: Run) -> None:
    done = run("translate", "extract", "--check", cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, b"")


def test_extract_and_update_write_what_changed_and_nothing_else(run: Run, checkout: Path) -> None:
    page = checkout / "site" / "theme" / "404.html"
    page.write_text(page.read_text("utf-8") + "{{ _('A new word') }}", "utf-8")
    done = run("translate", "extract", "--check", "--catalog", checkout)
    assert (done.returncode, done.stdout.decode().count("not fresh")) == (1, 1)
    done = run("translate", "update", "--catalog", checkout, cwd=checkout)
    assert done.stdout.decode().split() == [
        "translations/site.pot",
        "translations/en/LC_MESSAGES/site.po",
        "translations/ja/LC_MESSAGES/site.po",
    ]
    again = run("translate", "update", "--catalog", checkout)
    assert (again.returncode, again.stdout) == (0, b"")
    done = run("translate", "update", "--catalog", checkout, "--lang", "ko")
    assert [line.rpartition("translations/")[2] for line in done.stdout.decode().split()] == [
        "ko/LC_MESSAGES/msgpedia.po",
        "ko/LC_MESSAGES/site.po",
    ]


def test_status_as_a_table_a_list_and_json(run: Run, checkout: Path) -> None:
    words = ("translate", "status", "--catalog", checkout, "--lang", "ko", "--software", "linux")
    table = run(*words)
    assert table.returncode == 0
    assert "linux" in table.stdout.decode()
    assert "\x1b" not in table.stdout.decode()
    assert "\x1b[33m" in run(*words, "--color", "always").stdout.decode()
    found = json.loads(run(*words, "--format", "json", "--list").stdout)
    (total,) = found["totals"]
    assert total["missing"] == total["texts"] == len(found["texts"])
    first = run(*words, "--list").stdout.decode().splitlines()[0]
    assert first.endswith("catalog/linux/software.yaml:2: ko missing linux:name")


def test_status_fails_where_less_is_translated_than_asked_for(run: Run, checkout: Path) -> None:
    words = ("translate", "status", "--catalog", checkout, "--fail-under", "100")
    assert run(*words, "--lang", "ja").returncode == 0
    assert run(*words, "--lang", "ko").returncode == 1


def test_export_and_import_by_default_places(run: Run, checkout: Path) -> None:
    before = entry(checkout).read_text("utf-8")
    done = run("translate", "export", "--lang", "ja", "--catalog", checkout)
    place = checkout / "build" / "po" / "ja" / "linux.po"
    assert done.stdout.decode() == f"{place}\n"
    po = place.read_text("utf-8")
    assert po.count('msgstr "物理ページを確保できなかった"') == 1
    place.write_text(po.replace('msgstr "物理ページを確保できなかった"', 'msgstr "物理ページが足りない"'), "utf-8")

    words = ("translate", "import", "--catalog", checkout, place.parent)
    dry = run(*words, "--dry-run", "--no-basis")
    assert dry.returncode == 0
    assert "\n-  ja: 物理ページを確保できなかった\n+  ja: 物理ページが足りない\n" in dry.stdout.decode()
    assert entry(checkout).read_text("utf-8") == before
    mode = entry(checkout).stat().st_mode
    done = run(*words, "--no-basis")
    assert done.returncode == 0
    assert done.stdout.decode().endswith(f"{PAGE}.yaml: title.ja\n")
    assert "1 changed" in done.stderr.decode()
    assert entry(checkout).read_text("utf-8") == before.replace("物理ページを確保できなかった", "物理ページが足りない")
    assert entry(checkout).stat().st_mode == mode


def test_who_imports_again_is_told_how(run: Run, checkout: Path) -> None:
    place = checkout / "ja.po"
    run("translate", "export", "--lang", "ja", "--catalog", checkout, "-o", place)
    told: list[tuple[int, bool]] = []
    for text, *words in (("物理ページが足りない", ""), ("ページが足りない", ""), ("ページが足りない", "--overwrite")):
        old = "物理ページを確保できなかった" if not told else "物理ページが足りない"
        place.write_text(place.read_text("utf-8").replace(f'msgstr "{old}"', f'msgstr "{text}"'), "utf-8")
        done = run("translate", "import", "--catalog", checkout, "--no-basis", place, *filter(None, words))
        told.append((done.returncode, f"\n  ja: {text}\n" in entry(checkout).read_text("utf-8")))
        assert (b"--overwrite" in done.stderr) == (done.returncode == 1)
    assert told == [(0, True), (1, False), (0, True)]


def test_gettext_has_nothing_to_say_about_an_export(run: Run) -> None:
    if shutil.which("msgfmt") is None:
        missing("needs msgfmt, of GNU gettext")
    if not (ROOT / ".git").exists():
        pytest.skip("needs the history of a checkout")
    data = run("translate", "export", "--lang", "ko", "-o", "-", "--catalog", ROOT).stdout
    done = subprocess.run(["msgfmt", "--check", "-o", "/dev/null", "-"], input=data, capture_output=True)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_file_with_many_findings_is_read_once_for_them(checkout: Path) -> None:
    name = str(checkout / "babel.cfg")
    assert translate_texts._lines(name) is translate_texts._lines(name)


def test_what_is_refused_is_told_with_its_line_and_the_rest_goes_in(run: Run, checkout: Path) -> None:
    place = checkout / "ja.po"
    run("translate", "export", "--lang", "ja", "--catalog", checkout, "-o", place)
    po = place.read_text("utf-8").replace('msgstr "物理ページを確保できなかった"', 'msgstr "<b>\u202eだめ"')
    old = "要求した大きさ。2 の order 乗個の連続したページ"
    assert old in po
    place.write_text(po.replace(old, f"{old}のこと", 1), "utf-8")
    done = run("translate", "import", "--catalog", checkout, place)
    assert done.returncode == 1
    told = done.stderr.decode()
    line = 1 + [row.startswith('msgstr "<b>') for row in po.splitlines()].index(True)
    assert f"{place}:{line}:12: error[unfit] the translation has the character U+202E" in told
    assert "\u202e" not in told
    assert "1 changed" in told
    assert "1 refused" in told
    assert f"{old}のこと" in entry(checkout).read_text("utf-8")
    assert "basis: " in entry(checkout).read_text("utf-8")
    assert run("check", checkout / "catalog").returncode == 0


def test_a_file_can_go_to_standard_output(run: Run, checkout: Path) -> None:
    done = run("translate", "export", "--lang", "ko", "--catalog", checkout, "-o", "-", env={"LC_ALL": "C"})
    assert done.stdout.startswith(b"# Texts of the msgpedia catalog in Korean")
    assert '"Language: ko\\n"' in done.stdout.decode("utf-8")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("export", "--lang", "xx-yy-zz"), "'xx-yy-zz' is no code of a language"),
        (("export", "--lang", "jp"), "did you mean ja?"),
        (("export", "--lang", "ja", "--source", "ja"), "cannot be translated from"),
        (("export", "--lang", "ja", "--software", "nothing"), "there is no software 'nothing'"),
        (("import", "missing.po"), "missing.po: No such file"),
        (("import", "site"), "there is no PO file"),
        (("update", "--lang", "qqq"), "'qqq' is no language that Babel knows"),
        (("status", "--catalog", "translations"), "there is no catalog in translations"),
        (("extract", "--catalog", "catalog"), "there is no babel.cfg"),
        (("nonsense",), "invalid choice"),
        ((), "required: ACTION"),
    ],
)
def test_wrong_use_is_told_in_one_line(run: Run, checkout: Path, words: tuple[str, ...], told: str) -> None:
    root = () if "--catalog" in words or not words or words[0] == "nonsense" else ("--catalog", str(checkout))
    done = run("translate", *words[:1], *root, *words[1:], cwd=checkout)
    assert done.returncode == 2
    assert done.stdout == b""
    assert told in done.stderr.decode()
    assert done.stderr.count(b"\n") == 1


def test_a_broken_file_of_words_is_told_with_its_line(run: Run, checkout: Path) -> None:
    place = checkout / "translations" / "ja" / "LC_MESSAGES" / "site.po"
    place.write_bytes(place.read_bytes() + b'\nmsgid "x"\nnonsense\n')
    for action in ("status", "update"):
        done = run("translate", action, "--catalog", checkout)
        assert done.returncode == 2
        assert b"site.po:" in done.stderr
        assert b"Traceback" not in done.stderr


@pytest.mark.parametrize("action", ["extract", "update", "status", "export", "import"])
def test_help_has_examples(run: Run, action: str) -> None:
    done = run("translate", action, "--help")
    assert done.returncode == 0
    assert f"msgpedia translate {action}" in done.stdout.decode().partition("examples:")[2]

"""The command line as a whole: help, errors, `show`, `bundle info`, `build`, the checkout's freshness, the wheel."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from tests.conftest import ROOT, Run

from msgpedia.cli import COMMANDS

SHARED = {
    "man/man1/msgpedia.1",
    "man/ja/man1/msgpedia.1",
    "bash-completion/completions/msgpedia",
    "zsh/site-functions/_msgpedia",
    "fish/vendor_completions.d/msgpedia.fish",
}
LINE = "Oct 27 18:00:02 host kernel: lvcreate: page allocation failure. order:0, mode:0xd0\n"


def test_help_lists_every_command_and_has_examples(run: Run) -> None:
    done = run("--help")
    text = done.stdout.decode()
    assert done.returncode == 0
    assert all(f"\n  {name} " in text for name in COMMANDS)
    assert "examples:" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_each_command_has_examples(run: Run, command: str) -> None:
    done = run(command, "--help", env={"COLUMNS": "60"})
    assert done.returncode == 0
    assert f"examples:\n  msgpedia {command}" in done.stdout.decode() or "| msgpedia lookup" in done.stdout.decode()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "which command?"),
        (["lokup"], "there is no command 'lokup'; there are lookup, show"),
        (["lookup", "--formt", "jsonl"], "unrecognized arguments: --formt"),
        (["lookup", "--format", "xml"], "invalid choice"),
        (["show"], "required: ENTRY"),
        (["lookup", "--bundle", "/nowhere/msgpedia.json"], "/nowhere/msgpedia.json: No such file or directory"),
        (["show", "x", "--bundle", "/dev/null"], "/dev/null: "),
        (["build", "bundle", "--catalog", "/nowhere"], "there is no catalog in /nowhere"),
        (["\x1b[31mred"], "there is no command '\\\\x1b[31mred'"),
    ],
)
def test_wrong_usage_is_one_line_and_2(run: Run, words: list[str], message: str) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert done.stdout == b""
    (line,) = done.stderr.decode().splitlines()
    assert message in line


@pytest.mark.parametrize("name", ["linux/mm/page-allocation-failure", "482"])
def test_show_finds_an_entry_by_its_names(run: Run, bundle_file: Path, name: str) -> None:
    done = run("show", name, "--bundle", bundle_file, "--lang", "en")
    assert done.returncode == 0
    assert "linux/mm/page-allocation-failure" in done.stdout.decode()


def test_show_finds_an_entry_by_the_message_id_that_look_up_tells(run: Run, bundle_file: Path) -> None:
    row = json.loads(run("lookup", "--bundle", bundle_file, "--format", "jsonl", stdin=LINE.encode()).stdout)
    done = run("show", row["message"]["id"], "--bundle", bundle_file)
    assert row["entry"] in done.stdout.decode()


def test_show_of_nothing_is_1(run: Run, bundle_file: Path) -> None:
    done = run("show", "linux/no/such-entry", "--bundle", bundle_file)
    assert (done.returncode, done.stdout) == (1, b"")
    assert "there is no entry 'linux/no/such-entry'" in done.stderr.decode()


def test_bundle_info_tells_what_is_in_use(run: Run, bundle_file: Path) -> None:
    facts = json.loads(run("bundle", "info", "--format", "json", "--bundle", bundle_file).stdout)
    content = json.loads(bundle_file.read_bytes())
    assert facts["path"] == str(bundle_file)
    assert facts["digest"] == content["digest"]
    assert facts["entries"] == len(content["entries"])
    assert str(bundle_file) in run("bundle", "info", "--bundle", bundle_file).stdout.decode()


def copy_of_checkout(folder: Path) -> Path:
    """What a clone of the project needs to build, elsewhere."""
    ignore = shutil.ignore_patterns("__pycache__", "*.egg-info", "msgpedia.json*")
    for name in ("catalog", "compiler", "docs", "translations", "LICENSES"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignore)
    for name in ("pyproject.toml", "setup.py", "MANIFEST.in", "README.md"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def test_what_one_edits_in_a_checkout_is_what_one_sees(environment: dict[str, str], tmp_path: Path) -> None:
    checkout = copy_of_checkout(tmp_path / "checkout")
    entry = checkout / "catalog" / "linux" / "mm" / "page-allocation-failure.yaml"

    def title() -> str:
        command = [sys.executable, "-m", "msgpedia", "lookup", "--format", "jsonl"]
        env = environment | {"PYTHONPATH": str(checkout / "compiler"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(command, input=LINE.encode(), capture_output=True, env=env, cwd=tmp_path, check=True)
        return str(json.loads(done.stdout)["title"])

    before = title()
    assert title() == before
    text = entry.read_text(encoding="utf-8")
    assert text.count(before) == 1
    entry.write_text(text.replace(before, before + " (edited)"), encoding="utf-8")
    assert title() == before + " (edited)"
    other = entry.with_name("broken.yaml")
    other.write_text("schema: [1\n", encoding="utf-8")
    assert title() == before + " (edited)"


def test_build_writes_the_bundle_with_its_digest_beside(run: Run, tmp_path: Path) -> None:
    done = run("build", "bundle", "--catalog", ROOT, "--output", tmp_path / "out")
    place = tmp_path / "out" / "msgpedia.json"
    assert done.stdout.decode() == f"{place}\n"
    assert place.with_name("msgpedia.json.sha256").read_text() == (
        f"{hashlib.sha256(place.read_bytes()).hexdigest()}  msgpedia.json\n"
    )
    assert sorted(os.listdir(tmp_path / "out")) == ["msgpedia.json", "msgpedia.json.sha256"]


def test_build_of_a_catalog_with_a_broken_entry_keeps_the_others(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    (tmp_path / "catalog" / "linux" / "mm" / "broken.yaml").write_text("schema: [1\n", encoding="utf-8")
    done = run("build", "bundle", "--catalog", tmp_path)
    assert done.returncode == 1
    assert "errors in the catalog" in done.stderr.decode()
    content = json.loads((tmp_path / "build" / "bundle" / "msgpedia.json").read_bytes())
    assert "linux/mm/page-allocation-failure" in {entry["id"] for entry in content["entries"]}


def test_the_wheel_explains_a_line_with_nothing_else_installed(environment: dict[str, str], tmp_path: Path) -> None:
    checkout = copy_of_checkout(tmp_path / "checkout")
    build = "import sys; from setuptools import build_meta; print(build_meta.build_wheel(sys.argv[1]))"
    command = [sys.executable, "-W", "ignore", "-c", build, str(tmp_path)]
    subprocess.run(command, cwd=checkout, capture_output=True, check=True)
    (wheel,) = tmp_path.glob("msgpedia-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        shared = {name.partition("/data/share/")[2] for name in archive.namelist() if ".data/data/share/" in name}
    assert shared == SHARED
    target = tmp_path / "empty"
    subprocess.run([sys.executable, "-m", "zipfile", "-e", str(wheel), str(target)], check=True)
    # -S leaves site-packages out: only the wheel's files and the standard library are there.
    explain = f"import sys; sys.path.insert(0, {str(target)!r}); from msgpedia.cli import main; sys.exit(main())"
    words = ["lookup", "--format", "jsonl"]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-c", explain, *words], input=LINE.encode(), capture_output=True, env=environment
    )
    assert json.loads(done.stdout)["entry"] == "linux/mm/page-allocation-failure"
    info = subprocess.run(
        [sys.executable, "-I", "-S", "-c", explain, "bundle", "info"], capture_output=True, env=environment, check=True
    )
    assert str(target / "msgpedia" / "data" / "msgpedia.json") in info.stdout.decode()
    check = subprocess.run([sys.executable, "-I", "-S", "-c", explain, "check"], capture_output=True, env=environment)
    assert check.returncode == 2
    assert check.stderr.decode().startswith("msgpedia: this command needs ruamel")

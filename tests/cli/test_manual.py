"""The manual page, in English and Japanese: sound, and complete."""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.conftest import ROOT

from msgpedia.cli import COMMANDS
from msgpedia.cli.parser import whole

PAGES = [ROOT / "docs" / "man" / "msgpedia.1", ROOT / "docs" / "man" / "ja" / "msgpedia.1"]


def words(page: Path) -> str:
    """The text of a page without its macros' quoting: options as they are typed."""
    return page.read_text(encoding="utf-8").replace("\\-", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_every_command_and_option_is_in_the_manual(page: Path) -> None:
    text = words(page)
    commands = next(action for action in whole()._actions if isinstance(action, argparse._SubParsersAction))
    assert set(commands.choices) == set(COMMANDS)
    for name, parser in commands.choices.items():
        section = re.search(rf"^\.Ss {name}\b.*?(?=^\.S[sh] )", text, re.MULTILINE | re.DOTALL)
        assert section is not None, name
        common = text[text.index("\n.It Fl -lang") :]
        for action in parser._actions:
            for option in action.option_strings:
                if option.startswith("--"):
                    assert f"Fl {option[1:]}" in section.group() or f"Fl {option[1:]}" in common.replace(" , -", "Fl -")
            for choice in action.choices or ():
                assert str(choice) in text


@pytest.mark.skipif(shutil.which("mandoc") is None, reason="needs mandoc")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.parent.name)
def test_mandoc_finds_no_error_in_it(page: Path) -> None:
    done = subprocess.run(["mandoc", "-T", "lint", "-W", "error", str(page)], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "")
    shown = subprocess.run(["mandoc", "-T", "utf8", str(page)], capture_output=True, text=True, check=True).stdout
    assert "journalctl -k -b | msgpedia lookup" in shown

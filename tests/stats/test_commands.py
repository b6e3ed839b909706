"""The command that begins an entry: `msgpedia new` takes it, and reads the very format string out of it."""

from __future__ import annotations

import shlex
from typing import Any

import pytest

from msgpedia import cli, formats
from msgpedia.drafting import pasted
from msgpedia.stats.commands import Beginner

LINUX = {"id": "linux", "dialect": "printk", "transport": "kernel"}
TOASTER = {"id": "toaster", "dialect": "printf"}
SOURCES = [("toaster", "src/heat.c"), ("toaster", "main.c")]


def command(text: str, software: str = "linux", **keys: Any) -> str | None:
    row = {"software": software, "format": text, "dialect": "printk", "file": "drivers/oven/heat.c", "before": 0}
    row |= {"function": "toast", "level": "err", **keys}
    return Beginner([LINUX, TOASTER], SOURCES).command(row)


def words(text: str, software: str = "linux", **keys: Any) -> list[str]:
    return shlex.split(command(text, software, **keys) or "")


@pytest.mark.parametrize(
    "text",
    [
        "oven %d is on fire\n",
        'the chef\'s "best" oven(%s) is at `%d` \\ %%\n',
        "-%d degrees",
        "two lines:\n\tthe second",
        "oven(a, b);",
        '"oven"',
        "„offen“ %s: ofen",
        "C:\\new\\%s",
    ],
)
def test_new_reads_the_same_format_string(text: str) -> None:
    told = words(text)
    assert told[-2] == "--format"
    assert pasted.read(told[-1]).format == text.strip("\n")


@pytest.mark.parametrize(
    ("text", "before", "spelled"),
    [
        ("%s %s: oven %d\n", 2, 'dev_err(dev, "oven %d")'),
        ("%s %s %s%s: oven %d\n", 4, 'netdev_err(netdev, "oven %d")'),
        ("%s %s: oven %d\n", 0, "%s %s: oven %d"),
    ],
)
def test_what_stands_behind_driver_and_device_is_given_as_its_call(text: str, before: int, spelled: str) -> None:
    assert words(text, before=before)[-1] == spelled


def test_a_device_message_gets_the_prefix_of_devices() -> None:
    found = pasted.read(words("%s %s: oven %d\n", before=2, level="warning")[-1])
    assert (found.format, found.device, found.severity) == ("oven %d", True, "warning")


@pytest.mark.parametrize("text", ["\x1b[31m oven", "oven \x07", "\n", "oven \u2028"])
def test_there_is_none_for_a_format_that_no_entry_can_hold(text: str) -> None:
    assert command(text) is None


def test_what_new_finds_by_itself_is_left_out() -> None:
    told = words("oven %d is hot")
    assert told[2:8] == ["--software", "linux", "--severity", "err", "--source", "drivers/oven/heat.c:toast"]
    assert "--subsystem" not in words("oven %d is hot", "toaster", file="src/cold.c")
    assert "--subsystem" not in words("oven %d is hot", "toaster", file="main.c")
    assert "--dialect" not in words("oven %d is hot", "toaster", dialect="printf")


@pytest.mark.parametrize(
    ("software", "keys", "option", "value"),
    [
        ("toaster", {"file": "src/Deep_Fryer/oil.c"}, "--subsystem", "deep-fryer"),
        ("toaster", {"file": "other.c"}, "--subsystem", "other"),
        ("toaster", {"file": None}, "--subsystem", "messages"),
        ("linux", {"file": None}, "--subsystem", "kernel"),
        ("linux", {"level": None}, "--severity", "warning"),
        ("toaster", {"dialect": "go"}, "--dialect", "go"),
        ("linux", {"function": "a b"}, "--source", "drivers/oven/heat.c"),
    ],
)
def test_what_new_would_not_find_is_given(software: str, keys: dict[str, Any], option: str, value: str) -> None:
    told = words("oven %d is hot", software, **keys)
    assert told[told.index(option) + 1] == value


@pytest.mark.parametrize("file", ["/etc/x.c", "a/../b.c", "a b.c", "$(x).c", "-x.c"])
def test_a_path_that_no_entry_can_have_is_left_out(file: str) -> None:
    assert "--source" not in words("oven %d is hot", file=file)


def test_new_takes_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    text = 'the "oven" (number %d) of the chef\'s kitchen is on fire\n'
    told = words(text)
    assert told[:2] == ["msgpedia", "new"]
    assert cli.main([*told[1:], "--dry-run", "--no-input"]) == 0
    draft = capsys.readouterr().out
    assert "source: {file: drivers/oven/heat.c, function: toast}" in draft
    assert formats.parse("printk", text).conversions

"""`msgpedia match` as other programs rely on it."""

from __future__ import annotations

import json

import pytest
from tests.conftest import Run


@pytest.mark.parametrize(
    ("words", "captures"),
    [
        (["%s: order:%d", "lvcreate: order:0"], ["lvcreate", "0"]),
        (["--dialect", "printk", "%s: order:%d", "lvcreate: order:0"], ["lvcreate", "0"]),
        (["--dialect", "percent", "%(name)s: %#x", "disk: -0xff"], ["disk", "-0xff"]),
        (["--dialect", "brace", "took {:.2f} s", "took 0.25 s"], ["0.25"]),
        (["--dialect", "go", "%q: %[1]v", '"a b": a b'], ['"a b"', "a b"]),
        (["%2$s %1$d", "word 7"], ["word", "7"]),
        (["100%%", "100%"], []),
        (["", ""], []),
        (["%d", "-5"], ["-5"]),
        (["--", "-%d", "-5"], ["5"]),
        (["%s", "日本語 \t"], ["日本語 \t"]),
    ],
)
def test_a_line_that_comes_from_the_format(run: Run, words: list[str], captures: list[str]) -> None:
    done = run("match", *words)
    assert json.loads(done.stdout) == {"matched": True, "captures": captures}
    assert done.returncode == 0


def test_a_line_that_does_not(run: Run) -> None:
    done = run("match", "%s: order:%d", "lvcreate: order:x")
    assert json.loads(done.stdout) == {"matched": False, "captures": []}
    assert done.returncode == 1


def test_each_line_of_standard_input_has_its_answer(run: Run) -> None:
    done = run("match", "%d", stdin=b"1\n2\r\nx\n\xff\n\n4")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [answer["captures"] for answer in answers] == [["1"], ["2"], [], [], [], ["4"]]
    assert [answer["matched"] for answer in answers] == [True, True, False, False, False, True]
    assert done.returncode == 1


def test_all_lines_matched_is_0(run: Run) -> None:
    assert run("match", "%d", stdin=b"1\n2\n").returncode == 0


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["100%", "x"], "at character 4 of the format string"),
        (["--dialect", "brace", "x {", "x"], "at character 3 of the format string: a field is not closed"),
        (["--dialect", "java", "x", "x"], "there is no dialect 'java'; there are printf, printk, percent, brace, go"),
        ([], "the following arguments are required: FORMAT"),
    ],
)
def test_bad_usage_is_one_line_and_2(run: Run, words: list[str], message: str) -> None:
    done = run("match", *words)
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert message in line


def test_help_lists_the_dialects(run: Run) -> None:
    text = " ".join(run("match", "--help").stdout.decode().split())
    assert "printf, printk, percent, brace, go (default: printf)" in text
